/* base/json.c: a strict guard that checks every byte, and the tree that it leaves behind.
 *
 * The tree is made of cJSON's nodes and read with cJSON's functions, but it is not built by cJSON's parser: that
 * one takes its memory through hooks which are one variable for the whole process. A library that is a guest must
 * not set them, as the host may use cJSON too and would free with one allocator what came from the other. The guard
 * decodes every string anyway, to compare keys, so it keeps what it decoded, in one arena of the host's allocator. */
#include "base/json.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/json_scan.h"
#include "base/text.h"

enum { DEPTH_MAX = 32 };

/* 2^53: up to here other programs, which keep numbers as doubles, see the same whole number. */
static const uint64_t WHOLE_MAX = (uint64_t)1 << 53;

/* A number keeps its text in valuestring. A string with "\u0000" in it, which a C string cannot hold, has
 * none. */
typedef struct item {
    cJSON json;
    size_t key_at; /* of a member: the byte at which its key begins */
} item;

typedef struct tree {
    item root;
    fai_arena arena;
} tree;

/* As cJSON keeps them: the first child's prev is the last one. */
static void add_child(item *parent, item *child)
{
    cJSON *first = parent->json.child;

    if (first == NULL) {
        parent->json.child = first = &child->json;
    } else {
        first->prev->next = &child->json;
        child->json.prev = first->prev;
    }
    first->prev = &child->json;
}

static int key_order(const item *a, const item *b)
{
    int order = strcmp(a->json.string, b->json.string);

    return order != 0 ? order : a->key_at < b->key_at ? -1 : a->key_at > b->key_at;
}

static void sift_down(item **heap, size_t at, size_t count)
{
    for (;;) {
        size_t child = 2 * at + 1;
        item *swap = heap[at];

        if (child >= count)
            return;
        if (child + 1 < count && key_order(heap[child], heap[child + 1]) < 0)
            child++;
        if (key_order(swap, heap[child]) >= 0)
            return;
        heap[at] = heap[child];
        heap[child] = swap;
        at = child;
    }
}

/* Sorts the keys and looks at neighbours: no choice of keys makes that slow, as it could a table of hashes. A
 * heap, because the C library's qsort may take memory of its own. */
static fa_status check_keys(fai_json_scan *s, const item *object, size_t count)
{
    item **heap = fai_arena_calloc(s->arena, count, sizeof(item *));
    cJSON *member = object->json.child;
    size_t i;

    if (heap == NULL)
        return fai_json_no_memory(s);
    for (i = 0; i < count; i++, member = member->next)
        heap[i] = (item *)member;
    for (i = count / 2; i-- > 0;)
        sift_down(heap, i, count);
    for (i = count; i-- > 1;) {
        item *last = heap[0];

        heap[0] = heap[i];
        heap[i] = last;
        sift_down(heap, 0, i);
    }
    for (i = 1; i < count; i++)
        if (strcmp(heap[i - 1]->json.string, heap[i]->json.string) == 0) {
            s->at = heap[i]->key_at;
            return fai_json_refuse(s, "a key that stands there twice");
        }
    return FA_OK;
}

static fa_status take_value(fai_json_scan *s, item *out);

static fa_status take_key(fai_json_scan *s, item *member)
{
    fa_status st;
    bool nul;

    member->key_at = s->at;
    st = fai_json_take_string(s, &member->json.string, &nul);
    if (st != FA_OK)
        return st;
    fai_json_skip_blanks(s);
    return fai_json_take(s, ':') ? FA_OK : fai_json_refuse(s, "a colon is missing");
}

/* What stands between brackets. Keys are checked behind the closing one, when all are known. */
static fa_status take_children(fai_json_scan *s, item *parent, char close)
{
    bool keyed = close == '}';
    size_t count = 0;

    s->at++;
    parent->json.type = keyed ? cJSON_Object : cJSON_Array;
    fai_json_skip_blanks(s);
    if (fai_json_take(s, close))
        return FA_OK;
    do {
        item *child = fai_arena_alloc(s->arena, sizeof *child);
        fa_status st = child == NULL ? fai_json_no_memory(s) : FA_OK;

        fai_json_skip_blanks(s);
        if (st == FA_OK && keyed)
            st = take_key(s, child);
        if (st == FA_OK)
            st = take_value(s, child);
        if (st != FA_OK)
            return st;
        add_child(parent, child);
        count++;
        fai_json_skip_blanks(s);
    } while (fai_json_take(s, ','));
    if (!fai_json_take(s, close))
        return fai_json_refuse(s, keyed ? "a comma or } is missing" : "a comma or ] is missing");
    return keyed ? check_keys(s, parent, count) : FA_OK;
}

static fa_status take_nested(fai_json_scan *s, item *out, char close)
{
    fa_status st;

    if (s->depth == DEPTH_MAX)
        return fai_json_refuse(s, "deeper than 32 levels");
    s->depth++;
    st = take_children(s, out, close);
    s->depth--;
    return st;
}

static fa_status take_word(fai_json_scan *s, const char *word, int type, item *out)
{
    out->json.type = type;
    return fai_json_take_word(s, word);
}

static fa_status take_number(fai_json_scan *s, item *out)
{
    out->json.type = cJSON_Number;
    return fai_json_take_number(s, &out->json.valuestring);
}

static fa_status take_text(fai_json_scan *s, item *out)
{
    bool nul = false;
    fa_status st = fai_json_take_string(s, &out->json.valuestring, &nul);

    out->json.type = cJSON_String;
    if (nul)
        out->json.valuestring = NULL;
    return st;
}

static fa_status take_value(fai_json_scan *s, item *out)
{
    fai_json_skip_blanks(s);
    switch (fai_json_peek(s)) {
    case '{':
        return take_nested(s, out, '}');
    case '[':
        return take_nested(s, out, ']');
    case '"':
        return take_text(s, out);
    case 't':
        return take_word(s, "true", cJSON_True, out);
    case 'f':
        return take_word(s, "false", cJSON_False, out);
    case 'n':
        return take_word(s, "null", cJSON_NULL, out);
    default:
        return take_number(s, out);
    }
}

fa_status fai_json_parse(const char *text, size_t len, size_t max, fai_json **out, fa_error *err)
{
    fai_json_scan s = {text, len, 0, 0, NULL, err};
    tree *t;
    fa_status st;

    if (len > max)
        return fa_fail(err, FA_ETOOLARGE, "the JSON is larger than %zu bytes", max);
    t = fa_calloc(1, sizeof *t);
    if (t == NULL)
        return fai_json_no_memory(&s);
    fai_arena_init(&t->arena, 0);
    s.arena = &t->arena;
    st = take_value(&s, &t->root);
    fai_json_skip_blanks(&s);
    if (st == FA_OK && s.at != len)
        st = fai_json_refuse(&s, "something behind the value");
    if (st == FA_OK)
        *out = &t->root.json;
    else
        fai_json_free(&t->root.json);
    return st;
}

void fai_json_free(fai_json *doc)
{
    tree *t = (tree *)doc;

    if (t == NULL)
        return;
    fai_arena_clear(&t->arena);
    fa_free(t);
}

fa_status fai_json_check(const char *text, size_t len, size_t max, fa_error *err)
{
    fai_json *doc = NULL;
    fa_status st = fai_json_parse(text, len, max, &doc, err);

    fai_json_free(doc);
    return st;
}

const fai_json *fai_json_get(const fai_json *object, const char *key)
{
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
}

const fai_json *fai_json_at(const fai_json *array, size_t index)
{
    return cJSON_IsArray(array) && index <= INT32_MAX ? cJSON_GetArrayItem(array, (int)index) : NULL;
}

size_t fai_json_count(const fai_json *array_or_object)
{
    if (!cJSON_IsArray(array_or_object) && !cJSON_IsObject(array_or_object))
        return 0;
    return (size_t)cJSON_GetArraySize(array_or_object);
}

const char *fai_json_unknown(const fai_json *object, const char *const *known)
{
    const cJSON *member;

    cJSON_ArrayForEach(member, object)
    {
        size_t i = 0;

        while (known[i] != NULL && strcmp(known[i], member->string) != 0)
            i++;
        if (known[i] == NULL)
            return member->string;
    }
    return NULL;
}

const char *fai_json_text(const fai_json *node)
{
    return cJSON_GetStringValue(node);
}

/* The exponent of a number, held within ±10^6. */
static int64_t exponent_of(const char *text)
{
    bool minus = *text == '-';
    int64_t value = 0;

    for (text += *text == '-' || *text == '+'; fai_is_digit(*text) && value < 1000000; text++)
        value = value * 10 + (*text - '0');
    return minus ? -value : value;
}

/* The value of a number's text without its sign, "150" of "1.50e2"; WHOLE_MAX + 1 for what is not whole or
 * larger. */
static uint64_t whole_value(const char *text)
{
    uint64_t value = 0;
    int64_t zeros = 0, behind = 0,
            power; /* digits: zeros that wait for another digit; those behind the point */
    bool point = false;

    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        behind += point;
        zeros++;
        if (*text == '0')
            continue;
        for (; zeros > 0; zeros--) {
            if (value > WHOLE_MAX)
                return value;
            value *= 10;
        }
        value += (uint64_t)(*text - '0');
    }
    if (value == 0)
        return 0;
    power = zeros - behind + (*text == '\0' ? 0 : exponent_of(text + 1));
    if (power < 0)
        return WHOLE_MAX + 1;
    for (; power > 0 && value <= WHOLE_MAX; power--)
        value *= 10;
    return value;
}

fa_status fai_json_int(const fai_json *node, int64_t *out, fa_error *err)
{
    const char *text = cJSON_IsNumber(node) ? node->valuestring : NULL;
    uint64_t value = text == NULL ? 0 : whole_value(text + (*text == '-'));

    if (text == NULL || value > WHOLE_MAX)
        return fa_fail(err, FA_EINVALID, "a whole number within 2^53 is wanted");
    *out = *text == '-' ? -(int64_t)value : (int64_t)value;
    return FA_OK;
}

bool fai_json_bool(const fai_json *node, bool *out)
{
    if (!cJSON_IsBool(node))
        return false;
    *out = cJSON_IsTrue(node);
    return true;
}

bool fai_json_is_object(const fai_json *node)
{
    return cJSON_IsObject(node);
}

bool fai_json_is_array(const fai_json *node)
{
    return cJSON_IsArray(node);
}

/* wire/members.c: the members of a request: those that are listed, and others only where they are to be passed over, so that
 * nothing is set that the route did not mean to be set. */
#include <finanalyst/wire.h>

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "wire/read.h"

enum { BODY_MAX = 1 << 20 };

/* What the texts of the members lie in. */
typedef struct holding {
    fai_json *doc;
    fa_buf made; /* texts that are not in the document, one after the other, each with its NUL */
} holding;

static fa_status refuse(fa_error *err, const char *name, const char *what)
{
    char pointer[56];

    (void)snprintf(pointer, sizeof pointer, "/%s", name);
    return fa_fail_field(err, FA_EINVALID, pointer, "%s %s", name, what);
}

/* Where a text of our own begins in the buffer, kept in number until the buffer has grown to its end. */
static void begin_made(fa_member *m, const holding *h)
{
    m->number = (int64_t)h->made.len;
}

static fa_status end_made(holding *h, fa_error *err)
{
    (void)fa_buf_append(&h->made, "", 1);
    return fa_buf_check(&h->made, err);
}

static fa_status read_words(fa_member *m, const fai_json *node, holding *h, fa_error *err)
{
    begin_made(m, h);
    for (size_t i = 0; i < fai_json_count(node); i++) {
        const char *word = fai_json_text(fai_json_at(node, i));

        if (word == NULL || *word == '\0' || strchr(word, ' ') != NULL)
            return refuse(err, m->name, "is not a list of words");
        (void)fa_buf_printf(&h->made, "%s%s", i == 0 ? "" : " ", word);
    }
    return end_made(h, err);
}

static fa_status read_object(fa_member *m, const fai_json *node, holding *h, fa_error *err)
{
    fai_json_writer w;

    begin_made(m, h);
    fai_json_begin(&w, &h->made);
    fai_json_node(&w, NULL, node);
    return end_made(h, err);
}

static fa_status read_member(fa_member *m, const fai_json *node, holding *h, fa_error *err)
{
    bool value = false;

    m->text = fai_json_text(node);
    m->given = true;
    switch (m->kind) {
    case FA_MEMBER_TEXT:
        return m->text != NULL ? FA_OK : refuse(err, m->name, "is not a string");
    case FA_MEMBER_BOOL:
        if (!fai_json_bool(node, &value))
            return refuse(err, m->name, "is not true or false");
        m->number = value;
        return FA_OK;
    case FA_MEMBER_NUMBER:
        return fai_json_int(node, &m->number, NULL) == FA_OK ? FA_OK
                                                             : refuse(err, m->name, "is not a whole number");
    case FA_MEMBER_TIME:
        return m->text != NULL && fai_wire_parse_time(m->text, &m->number)
                   ? FA_OK
                   : refuse(err, m->name, "is not a time like 2026-01-31T12:00:00Z");
    case FA_MEMBER_WORDS:
        return fai_json_is_array(node) ? read_words(m, node, h, err) : refuse(err, m->name, "is not a list");
    case FA_MEMBER_OBJECT:
        return fai_json_is_object(node) ? read_object(m, node, h, err)
                                        : refuse(err, m->name, "is not an object");
    }
    return fa_fail(err, FA_EINVALID, "there is no such kind of member");
}

static fa_member *find(fa_member *members, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(members[i].name, name) == 0)
            return &members[i];
    return NULL;
}

static fa_status read_all(holding *h, fa_member *members, size_t count, bool only, fa_error *err)
{
    const char *name = NULL;
    fa_status st = FA_OK;

    if (!fai_json_is_object(h->doc))
        return fa_fail_field(err, FA_EINVALID, "/", "the body is not a JSON object");
    for (const fai_json *node = fai_json_first(h->doc, &name); st == FA_OK && node != NULL;
         node = fai_json_next(node, &name)) {
        fa_member *m = find(members, count, name);

        if (m == NULL && only)
            st = refuse(err, name, "is not known here");
        else if (m != NULL && !fai_json_is_null(node))
            st = read_member(m, node, h, err);
    }
    for (size_t i = 0; st == FA_OK && i < count; i++) {
        fa_member *m = &members[i];

        if (m->needed && !m->given)
            st = refuse(err, m->name, "is missing");
        if (m->given && (m->kind == FA_MEMBER_WORDS || m->kind == FA_MEMBER_OBJECT))
            m->text = h->made.data + m->number;
    }
    return st;
}

static fa_status read_members(const char *text, size_t len, fa_member *members, size_t count, bool only,
                              void **hold, fa_error *err)
{
    holding *h;
    fa_status st;

    if (text == NULL || members == NULL || hold == NULL)
        return fa_fail_field(err, FA_EINVALID, "/", "the body is missing");
    for (size_t i = 0; i < count; i++) {
        members[i].given = false;
        members[i].text = NULL;
        members[i].number = 0;
    }
    h = fa_calloc(1, sizeof *h);
    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a request");
    fa_buf_init(&h->made, BODY_MAX);
    st = fai_json_parse(text, len, BODY_MAX, &h->doc, err);
    if (st == FA_OK)
        st = read_all(h, members, count, only, err);
    if (st == FA_OK)
        *hold = h;
    else
        fa_members_free(h);
    return st;
}

fa_status fa_members_from_json(const char *text, size_t len, fa_member *members, size_t count, void **hold,
                               fa_error *err)
{
    return read_members(text, len, members, count, true, hold, err);
}

fa_status fa_members_pick_from_json(const char *text, size_t len, fa_member *members, size_t count,
                                    void **hold, fa_error *err)
{
    return read_members(text, len, members, count, false, hold, err);
}

void fa_members_free(void *hold)
{
    holding *h = hold;

    if (h == NULL)
        return;
    fai_json_free(h->doc);
    fa_buf_clear(&h->made);
    fa_free(h);
}

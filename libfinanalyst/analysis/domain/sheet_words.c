/* analysis/domain/sheet_words.c: texts to sets of stems with their rarity, and the years that a text names. */
#include <math.h>
#include <string.h>

#include "analysis/domain/sheet.h"
#include "retrieval/stem.h"

enum { BAG_WORDS = 400, STEM_BYTES = 40 };

static const char little[] =
    " a an the of in on at to for by and or is are was were be been as with from that this these those which "
    "what "
    "how who whom whose it its they their them he his her our we us you your i do does did has have had will "
    "would "
    "can could should may might than then there here into onto over per about any all each also if when "
    "where why "
    "not no such s t so both respectively respective company group year fiscal ended end during between "
    "within "
    "according following table given listed shown reported amount value much many ";
static const char reckoning[] =
    " average mean change changes changed difference differences differ percentage percent increase "
    "increased "
    "increases decrease decreased decreases sum combined ratio proportion growth nominal average averages "
    "larger "
    "largest higher highest lower lowest smaller smallest greater greatest exceed exceeded exceeds more less "
    "across compared years periods number ";

static bool listed(const char *list, const char *word, size_t len)
{
    char padded[STEM_BYTES + 3];

    padded[0] = ' ';
    memcpy(padded + 1, word, len);
    padded[len + 1] = ' ';
    padded[len + 2] = '\0';
    return strstr(list, padded) != NULL;
}

static bool is_year_word(const char *w, size_t n)
{
    return n == 4 && ((w[0] == '1' && w[1] == '9') || (w[0] == '2' && w[1] == '0')) && fai_is_digit(w[2]) &&
           fai_is_digit(w[3]);
}

static bool is_fiscal_word(const char *w, size_t n)
{
    size_t skip = n > 2 && w[0] == 'f' && w[1] == 'y' ? 2 : n > 1 && w[0] == 'f' ? 1 : 0;

    return skip > 0 && (n - skip == 2 || is_year_word(w + skip, n - skip)) && fai_is_digit(w[skip]) &&
           fai_is_digit(w[n - 1]);
}

/* The number of a stem; UINT32_MAX: out of memory. */
static uint32_t number_of(fai_sheet *s, const char *stem, size_t len)
{
    uint32_t *known = fai_map_get(&s->stems, stem, len);
    char *key;

    if (known != NULL)
        return *known;
    if (s->stem_count == s->stem_room) {
        uint32_t room = s->stem_room == 0 ? 512 : s->stem_room * 2;
        uint32_t *seen = fai_arena_calloc(s->arena, room, sizeof *seen);

        if (seen == NULL)
            return UINT32_MAX;
        if (s->stem_count > 0)
            memcpy(seen, s->seen, s->stem_count * sizeof *seen);
        s->seen = seen;
        s->stem_room = room;
    }
    key = fai_arena_strndup(s->arena, stem, len);
    known = fai_arena_calloc(s->arena, 1, sizeof *known);
    if (key == NULL || known == NULL || !fai_map_put(&s->stems, key, len, known))
        return UINT32_MAX;
    *known = s->stem_count;
    return s->stem_count++;
}

static void add_word(fai_sheet *s, const char *word, size_t len, uint32_t *ids, uint32_t *count)
{
    char stem[STEM_BYTES];
    uint32_t id;

    memcpy(stem, word, len);
    id = number_of(s, stem, fai_stem(stem, len));
    if (id == UINT32_MAX) {
        s->failed = true;
        return;
    }
    for (uint32_t i = 0; i < *count; i++)
        if (ids[i] == id)
            return;
    if (*count < BAG_WORDS)
        ids[(*count)++] = id;
}

fai_bag fai_sheet_bag(fai_sheet *s, fai_str text, bool asks)
{
    uint32_t ids[BAG_WORDS];
    fai_bag bag = {NULL, 0};
    char word[STEM_BYTES];
    size_t len = 0;

    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? text.p[i] : ' ';

        if (fai_is_alnum(c)) {
            if (len < sizeof word)
                word[len++] = fai_lower(c);
            continue;
        }
        if (len > 0 && !is_year_word(word, len) && !is_fiscal_word(word, len) && !listed(little, word, len) &&
            !(asks && listed(reckoning, word, len)))
            add_word(s, word, len, ids, &bag.count);
        len = 0;
    }
    bag.ids = fai_arena_calloc(s->arena, bag.count + 1, sizeof *bag.ids);
    if (bag.ids == NULL) {
        s->failed = true;
        bag.count = 0;
    } else {
        memcpy(bag.ids, ids, bag.count * sizeof *ids);
    }
    return bag;
}

void fai_sheet_count(fai_sheet *s, const fai_bag *bag)
{
    s->unit_count++;
    for (uint32_t i = 0; i < bag->count; i++)
        s->seen[bag->ids[i]]++;
}

bool fai_bag_has(const fai_bag *bag, uint32_t id)
{
    for (uint32_t i = 0; i < bag->count; i++)
        if (bag->ids[i] == id)
            return true;
    return false;
}

static double weight_of(const fai_sheet *s, uint32_t id)
{
    uint32_t seen = s->seen[id] > 0 ? s->seen[id] : 1;

    return (id == s->total ? 0.35 : 1.0) * log(1.0 + (double)(s->unit_count + 10) / seen);
}

double fai_bag_weight(const fai_sheet *s, const fai_bag *bag)
{
    double sum = 0;

    for (uint32_t i = 0; i < bag->count; i++)
        sum += weight_of(s, bag->ids[i]);
    return sum;
}

double fai_bag_shared(const fai_sheet *s, const fai_bag *bag, const fai_bag *other)
{
    double sum = 0;

    for (uint32_t i = 0; i < bag->count; i++)
        if (fai_bag_has(other, bag->ids[i]))
            sum += weight_of(s, bag->ids[i]);
    return sum;
}

/* ---- years ---- */

static void add_year(fai_years *years, int32_t year)
{
    if (!fai_years_has(years, year) && years->count < FAI_SHEET_YEARS)
        years->items[years->count++] = year;
}

static int32_t number(const char *p, size_t n)
{
    int32_t value = 0;

    for (size_t i = 0; i < n; i++)
        value = value * 10 + (p[i] - '0');
    return value;
}

static size_t digits_at(fai_str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.n && fai_is_digit(s.p[at + n]))
        n++;
    return n;
}

/* "19" of "2018/19" or "2019" of "2018/2019": the year that a split year ends in; 0 = none. */
static int32_t later_half(fai_str s, size_t at, int32_t first, size_t *end)
{
    size_t n = at < s.n && s.p[at] == '/' ? digits_at(s, at + 1) : 0;
    int32_t later = n == 4   ? number(s.p + at + 1, 4)
                    : n == 2 ? first / 100 * 100 + number(s.p + at + 1, 2)
                             : 0;

    if (later != first + 1)
        return 0;
    *end = at + 1 + n;
    return later;
}

/* The year of "1/1/19" or "12/31/2019" whose last part begins at `at`. */
static bool ends_date(fai_str s, size_t at, size_t n)
{
    size_t k = at, slashes = 0;

    while (k > 0 && (fai_is_digit(s.p[k - 1]) || s.p[k - 1] == '/'))
        slashes += s.p[--k] == '/';
    return slashes == 2 && s.p[at - 1] == '/' && (n == 2 || n == 4);
}

fai_years fai_sheet_years(fai_str s)
{
    fai_years out = {{0}, 0};

    for (size_t i = 0; i < s.n;) {
        size_t n = digits_at(s, i), end = i + n;
        char before = i > 0 ? fai_lower(s.p[i - 1]) : ' ';
        int32_t year = n == 4 ? number(s.p + i, 4) : 0, later;

        if (n == 0) {
            i++;
            continue;
        }
        if (n == 2 && (before == 'y' || before == 'f') &&
            (i < 2 || !fai_is_alpha(s.p[i - 2]) || before == 'y'))
            year = 2000 + number(s.p + i, 2);
        else if (n == 2 && before == '/' && ends_date(s, i, n))
            year = 2000 + number(s.p + i, 2);
        else if (before == ',' || before == '.' || before == '$')
            year = 0;
        if (year >= 1980 && year < 2100 &&
            !(end + 1 < s.n && s.p[end] == ',' && digits_at(s, end + 1) == 3)) {
            later = later_half(s, end, year, &end);
            add_year(&out, later != 0 ? later : year);
        }
        i = end;
    }
    return out;
}

bool fai_years_has(const fai_years *years, int32_t year)
{
    for (uint32_t i = 0; i < years->count; i++)
        if (years->items[i] == year)
            return true;
    return false;
}

char *fai_sheet_fold(fai_arena *arena, fai_str text)
{
    char *out = fai_arena_strndup(arena, text.p, text.n);
    size_t n = 0;

    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < text.n; i++) {
        bool wide =
            i + 1 < text.n && (unsigned char)text.p[i] == 0xC2 && (unsigned char)text.p[i + 1] == 0xA0;
        char c = wide || fai_is_space(text.p[i]) ? ' ' : fai_lower(text.p[i]);

        i += wide;
        if (c != ' ' || (n > 0 && out[n - 1] != ' '))
            out[n++] = c;
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return out;
}

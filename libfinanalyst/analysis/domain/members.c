/* analysis/domain/members.c: names of members, compared by their letters alone, since filers write "IPadMember" for
 * "iPad" and people leave commas and blanks out. */
#include "analysis/domain/members.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"

enum { KEY_MAX = 128, WORDS_MAX = 9 };

void fai_squeeze(const char *s, size_t n, char *out, size_t cap)
{
    size_t len = 0;

    for (size_t i = 0; i < n && len + 4 < cap; i++) {
        if (fai_is_alnum(s[i])) {
            out[len++] = fai_lower(s[i]);
        } else if (s[i] == '&') {
            memcpy(out + len, "and", 3);
            len += 3;
        }
    }
    out[len] = '\0';
}

bool fai_dimension_same(const fa_dimension *a, const fa_dimension *b)
{
    return strcmp(a->member, b->member) == 0 && strcmp(a->axis, b->axis) == 0;
}

static const char *local(const char *qname)
{
    const char *colon = strchr(qname, ':');

    return colon != NULL ? colon + 1 : qname;
}

static bool is_axis(const fa_dimension *d, const char *names)
{
    const char *axis = local(d->axis);
    size_t n = strlen(axis);

    for (const char *p = strstr(names, axis); p != NULL && n > 0; p = strstr(p + 1, axis))
        if ((p == names || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

static bool is_business(const fa_dimension *d)
{
    return is_axis(
        d, "StatementBusinessSegmentsAxis StatementGeographicalAxis ProductOrServiceAxis SubsegmentsAxis "
           "MajorCustomersAxis ContractWithCustomerSalesChannelAxis ProductsAndServicesAxis SegmentsAxis "
           "GeographicalAreasAxis");
}

/* Axes whose members are no parts of a company. */
static bool is_technical(const fa_dimension *d)
{
    return is_axis(d, "StatementEquityComponentsAxis ConsolidationItemsAxis RangeAxis "
                      "FairValueByFairValueHierarchyLevelAxis HedgingDesignationAxis StatementScenarioAxis");
}

bool fai_member_is_neutral(const fa_dimension *d)
{
    const char *name = local(d->member);

    return strncmp(name, "OperatingSegments", 17) == 0 || strncmp(name, "ReportableSegment", 17) == 0 ||
           strncmp(name, "ReportableSubsegments", 21) == 0 || strcmp(name, "ParentCompanyMember") == 0;
}

/* Countries by the codes that dimensions use. */
static const struct {
    const char *code;
    const char *names; /* squeezed, parted by blanks */
} countries[] = {
    {"US", "us usa unitedstates unitedstatesofamerica"},
    {"CN", "china mainlandchina prc"},
    {"TW", "taiwan"},
    {"JP", "japan"},
    {"GB", "uk unitedkingdom greatbritain britain"},
    {"DE", "germany"},
    {"FR", "france"},
    {"CA", "canada"},
    {"MX", "mexico"},
    {"BR", "brazil"},
    {"IN", "india"},
    {"SG", "singapore"},
    {"KR", "korea southkorea republicofkorea"},
    {"HK", "hongkong"},
    {"IE", "ireland"},
    {"IL", "israel"},
    {"IT", "italy"},
    {"ES", "spain"},
    {"NL", "netherlands thenetherlands holland"},
    {"CH", "switzerland"},
    {"AU", "australia"},
    {"SE", "sweden"},
    {"BE", "belgium"},
    {"PL", "poland"},
    {"TR", "turkey turkiye"},
    {"RU", "russia"},
    {"MY", "malaysia"},
    {"TH", "thailand"},
    {"VN", "vietnam"},
    {"PH", "philippines thephilippines"},
    {"ID", "indonesia"},
    {"AE", "unitedarabemirates uae"},
    {"SA", "saudiarabia"},
    {"ZA", "southafrica"},
    {"AR", "argentina"},
    {"CL", "chile"},
    {"CO", "colombia"},
    {"PR", "puertorico"},
    {"LU", "luxembourg"},
    {"DK", "denmark"},
    {"NO", "norway"},
    {"FI", "finland"},
    {"AT", "austria"},
};
static const char abroad[] = "outsidetheus outsideus nonus outsidetheunitedstates outsideunitedstates "
                             "international foreign nonunitedstates "
                             "outsideoftheunitedstates outsideoftheus";

static bool in_list(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = list; n > 0 && (p = strstr(p, word)) != NULL; p++)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

/* The other names of a country or of "not the United States". */
static const char *place_names(const fa_dimension *d)
{
    const char *name = local(d->member);

    if (strcmp(name, "NonUsMember") == 0)
        return abroad;
    if (strncmp(d->member, "country:", 8) == 0)
        for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
            if (strcmp(name, countries[i].code) == 0)
                return countries[i].names;
    return "";
}

static size_t without(const char *s, size_t n, const char *tail)
{
    size_t k = strlen(tail);

    return n > k + 1 && memcmp(s + n - k, tail, k) == 0 ? n - k : n;
}

/* Takes "and" out, which some write and others do not; a name that is nothing else keeps it. */
static void drop_and(char *key)
{
    char *hit;

    while (strlen(key) > 3 && (hit = strstr(key, "and")) != NULL)
        memmove(hit, hit + 3, strlen(hit + 3) + 1);
}

/* "AmericasSegmentMember": "americas"; "AccessorialRevenuesMember": "accessorialrevenues" and "accessorial" */
static bool make_keys(fai_known_member *m, fai_arena *arena)
{
    const char *name = local(m->id->member);
    size_t n = without(name, strlen(name), "Member");
    size_t cuts[3];
    char key[KEY_MAX];

    fai_squeeze(m->id->label, strlen(m->id->label), key, sizeof key);
    drop_and(key);
    m->keys[0] = fai_arena_strdup(arena, key);
    cuts[0] = n;
    cuts[1] = without(name, without(name, n, "Segments"), "Segment");
    cuts[2] = without(name, without(name, cuts[1], "Revenues"), "Revenue");
    for (int i = 0; i < 3; i++) {
        fai_squeeze(name, cuts[i], key, sizeof key);
        drop_and(key);
        m->keys[i + 1] = fai_arena_strdup(arena, key);
    }
    return m->keys[0] != NULL && m->keys[1] != NULL && m->keys[2] != NULL && m->keys[3] != NULL;
}

bool fai_members_read(const fai_scope *scope, const fai_party *party, fai_arena *arena, fai_member_list *out)
{
    FAI_VEC(fai_known_member) found = {0};
    bool ok = true;

    for (uint32_t d = 0; d < party->count && ok; d++) {
        const fa_filing *filing = scope->docs[party->docs[d]].filing;

        for (uint32_t i = 0; i < filing->fact_count && ok; i++)
            for (uint32_t k = 0; k < filing->facts[i].dim_count && ok; k++) {
                const fa_dimension *id = &filing->facts[i].dims[k];
                size_t at = 0;

                if (is_technical(id))
                    continue;
                while (at < found.len && !fai_dimension_same(found.items[at].id, id))
                    at++;
                if (at < found.len) {
                    found.items[at].facts++;
                    continue;
                }
                ok = fai_vec_push(&found,
                                  (fai_known_member){.id = id, .business = is_business(id), .facts = 1}) &&
                     make_keys(&found.items[found.len - 1], arena);
            }
    }
    out->items = fai_arena_calloc(arena, found.len + 1, sizeof *out->items);
    ok = ok && out->items != NULL;
    if (ok && found.len > 0)
        memcpy(out->items, found.items, found.len * sizeof *out->items);
    out->count = (uint32_t)found.len;
    fai_vec_clear(&found);
    return ok;
}

/* key: the letters of the words; loose: without "and" */
static bool has_key(const fai_known_member *m, const char *key, const char *loose)
{
    for (int i = 0; i < 4; i++)
        if (strcmp(m->keys[i], loose) == 0)
            return true;
    return in_list(place_names(m->id), key);
}

/* The letters of the words at..at+n, as written. */
static void squeeze_words(const fai_words *w, uint32_t at, uint32_t n, char *out, size_t cap)
{
    uint32_t from = w->items[at].from, to = w->items[at + n - 1].to;

    if (w->items[at + n - 1].possessive)
        while (to > from && w->source[to - 1] != '\'' && (unsigned char)w->source[to - 1] < 0x80)
            to--;
    fai_squeeze(w->source + from, to - from, out, cap);
}

static void collect(const fai_member_list *list, const char *key, fai_mention *out)
{
    char loose[KEY_MAX];

    fai_squeeze(key, strlen(key), loose, sizeof loose);
    drop_and(loose);
    out->id_count = 0;
    for (int pass = 0; pass < 2 && out->id_count == 0; pass++)
        for (uint32_t i = 0; i < list->count && out->id_count < FAI_MENTION_IDS; i++)
            if (list->items[i].business == (pass == 0) && has_key(&list->items[i], key, loose))
                out->ids[out->id_count++] = list->items[i].id;
}

/* Two letters name a country only in capitals. */
static bool too_short(const fai_words *w, uint32_t at, uint32_t n, const char *key)
{
    size_t len = strlen(key);

    return len < 2 || (len == 2 && !(n == 1 && w->items[at].upper));
}

/* Whether words at..at+n name a member. */
static bool names_member(const fai_member_list *list, const fai_words *w, uint32_t at, uint32_t n,
                         fai_mention *out)
{
    char key[KEY_MAX];

    for (uint32_t i = at; i < at + n; i++)
        if (w->items[i].used || w->items[i].kind == FAI_WORD_QUOTE)
            return false;
    if (w->items[at + n - 1].kind == FAI_WORD_MARK || w->items[at].kind == FAI_WORD_MARK)
        return false;
    squeeze_words(w, at, n, key, sizeof key);
    if (too_short(w, at, n, key))
        return false;
    collect(list, key, out);
    return out->id_count > 0;
}

uint32_t fai_member_match(const fai_member_list *list, const fai_words *w, uint32_t at, uint32_t end,
                          fai_mention *out)
{
    uint32_t n = end - at < WORDS_MAX ? end - at : WORDS_MAX;
    fai_mention less;

    while (n > 0 && !names_member(list, w, at, n, out))
        n--;
    /* "Widgets revenue" is the part "Widgets" and the figure "revenue", even where a member is called so */
    while (n > 1 && w->items[at + n - 1].named && names_member(list, w, at, n - 1, &less)) {
        *out = less;
        n--;
    }
    out->from = at;
    out->to = at + n;
    return n;
}

/* Whether the words from..to are whole words of the member's label, in order. */
static bool part_of(const fa_dimension *id, const fai_words *w, uint32_t from, uint32_t to)
{
    const char *label = id->label;
    size_t at = 0;

    for (uint32_t i = from; i < to; i++) {
        fai_str word = {w->source + w->items[i].from, w->items[i].to - w->items[i].from};
        size_t hit;

        if (w->items[i].kind == FAI_WORD_MARK || fai_str_equal_ci(word, FAI_STR("and")))
            continue;
        hit = fai_str_find_word_ci(fai_str_of(label), word, at);
        if (hit == FAI_NPOS)
            return false;
        at = hit + word.n;
    }
    return at > 0;
}

bool fai_member_guess(const fai_member_list *list, const fai_words *w, uint32_t from, uint32_t to,
                      fai_mention *out)
{
    const fai_known_member *one = NULL;

    out->id_count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        const fai_known_member *m = &list->items[i];

        if (!m->business || !part_of(m->id, w, from, to))
            continue;
        if (one != NULL && strcmp(one->keys[0], m->keys[0]) != 0)
            return false;
        one = m;
        if (out->id_count < FAI_MENTION_IDS)
            out->ids[out->id_count++] = m->id;
    }
    out->from = from;
    out->to = to;
    return one != NULL;
}

/* "DataCenterMember": "Data Center" */
static const char *spelled(const char *name, fai_arena *arena)
{
    char text[KEY_MAX];
    size_t n = without(name, without(name, strlen(name), "Member"), "Segment"), len = 0;

    for (size_t i = 0; i < n && len + 2 < sizeof text; i++) {
        bool capital = name[i] >= 'A' && name[i] <= 'Z';

        if (capital && i > 0 && !(name[i - 1] >= 'A' && name[i - 1] <= 'Z'))
            text[len++] = ' ';
        text[len++] = name[i];
    }
    return fai_arena_strndup(arena, text, len);
}

const char *fai_member_name(const fa_dimension *d, fai_arena *arena)
{
    return d->label[0] != '\0' ? d->label : spelled(local(d->member), arena);
}

/* analysis/domain/members.h: segments, products, regions and the like: the members of the dimensions of tagged facts. */
#ifndef FAI_ANALYSIS_MEMBERS_H
#define FAI_ANALYSIS_MEMBERS_H

#include "analysis/domain/timing.h"

enum { FAI_MENTION_IDS = 8 };

/* A part of a company that a question names. One name may be a member of several axes. A part that no dimension knows
 * has no ids and is looked for in the headings and labels of tables. */
typedef struct fai_mention {
    const char *name; /* as the filing or the question calls it */
    const fa_dimension *ids[FAI_MENTION_IDS];
    uint32_t id_count;
    uint32_t from, to; /* words of the question */
} fai_mention;

/* A member with the forms of its name, squeezed to letters and digits. */
typedef struct fai_known_member {
    const fa_dimension *id;
    const char *keys[4];
    bool business; /* of an axis by which companies report: segment, region, product, customer */
    uint32_t facts;
} fai_known_member;

typedef struct fai_member_list {
    fai_known_member *items;
    uint32_t count;
} fai_member_list;

/* The members of all facts of a company's filings. false: out of memory. */
bool fai_members_read(const fai_scope *scope, const fai_party *party, fai_arena *arena, fai_member_list *out);
/* How many words at `at` name a member: the longest; 0 = none. */
uint32_t fai_member_match(const fai_member_list *list, const fai_words *w, uint32_t at, uint32_t end,
                          fai_mention *out);
/* A member of which only some words were said ("Wearables" for "Wearables, Home and Accessories"): words from..to are
 * part of its name, and of no other's. */
bool fai_member_guess(const fai_member_list *list, const fai_words *w, uint32_t from, uint32_t to,
                      fai_mention *out);
/* Whether a dimension only says that the figure is of segments as reported. */
bool fai_member_is_neutral(const fa_dimension *d);
bool fai_dimension_same(const fa_dimension *a, const fa_dimension *b);
/* Letters and digits of s[0..n) in lower case, "&" as "and", into out. */
void fai_squeeze(const char *s, size_t n, char *out, size_t cap);
/* The name of a member for people: its printed label, else its words. In the arena. */
const char *fai_member_name(const fa_dimension *d, fai_arena *arena);

#endif

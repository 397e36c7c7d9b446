/* analysis/domain/inquiry.h: what a question asks about, once its words are held against the filings in scope. */
#ifndef FAI_ANALYSIS_INQUIRY_H
#define FAI_ANALYSIS_INQUIRY_H

#include "analysis/domain/evaluate.h"

enum { FAI_MEASURES = 8, FAI_MENTIONS = 12, FAI_PARTIES = 8 };

/* A figure that is asked about: a line item, a metric, a formula or a printed row. */
typedef struct fai_measure {
    const fai_expression *formula;
    const char *name;   /* how answers call it: "Operating margin" */
    const char *said;   /* the words of the question */
    const char *unit;   /* "%", "x", "days" …; "" = that of its facts */
    const char *source; /* where the definition is from; "" = a line item */
    uint32_t from, to;
} fai_measure;

/* What a "which" question chooses among. */
typedef enum fai_group {
    FAI_GROUP_NONE = 0,
    FAI_GROUP_YEAR = 1,
    FAI_GROUP_QUARTER = 2,
    FAI_GROUP_SEGMENT = 3,
    FAI_GROUP_REGION = 4,
    FAI_GROUP_PRODUCT = 5,
    FAI_GROUP_COMPANY = 6
} fai_group;

typedef struct fai_inquiry {
    fai_question question;
    const fai_scope *scope;
    fai_arena *arena;
    fai_party parties[FAI_PARTIES]; /* the companies in scope; the first is meant when none is named */
    uint32_t party_count;
    uint32_t named[FAI_PARTIES]; /* those that the question names, in its order */
    uint32_t named_count;
    const char *unknown; /* a company that it names and the scope lacks; "" = none */
    fai_calendar calendars[FAI_PARTIES];
    fai_measure measures[FAI_MEASURES];
    uint32_t measure_count;
    fai_mention mentions[FAI_MENTIONS];
    uint32_t mention_count;
    fai_group group;
    const char *residue; /* words that stay unexplained; "" = none */
    uint32_t residue_from, residue_to;
    bool residue_name;  /* they look like a proper name */
    bool residue_owner; /* … and stand where a company would: "Quill's revenue", "revenue of Quill" */
} fai_inquiry;

/* Reads a question. false: out of memory. */
bool fai_inquiry_read(const fai_scope *scope, const char *question, fai_arena *arena, fai_inquiry *out);
/* The party that is asked about: the first that is named, else the first in scope. */
uint32_t fai_inquiry_party(const fai_inquiry *q);
/* Reads one measure, by any of its names, from the words from..to. false: there is none, or out of memory (*failed). */
bool fai_measure_read(const fai_words *w, uint32_t from, uint32_t to, const fai_definitions *given,
                      fai_arena *arena, fai_measure *out, bool *failed);

/* analysis/domain/parties.c */
/* Groups the filings in scope by company. */
void fai_parties_read(const fai_scope *scope, fai_inquiry *out);
/* How many words at `at` name a company in scope, and which; 0 = none. *failed: memory ran out. */
uint32_t fai_party_match(const fai_inquiry *q, uint32_t at, uint32_t *party, bool *failed);

#endif

/* analysis/domain/resolve.h: which filings of a store a question is about. */
#ifndef FAI_ANALYSIS_RESOLVE_H
#define FAI_ANALYSIS_RESOLVE_H

#include <finanalyst/document.h>
#include <finanalyst/finance.h>

#include "base/arena.h"

enum { FAI_ASKED_YEARS = 12 };

/* What a question says of the filing that it wants. */
typedef struct fai_wanted {
    int32_t years[FAI_ASKED_YEARS]; /* named in any form, rising */
    uint32_t year_count;
    fa_fiscal quarter; /* Q1..Q4, H1, H2, M9 or NONE */
    bool ahead;        /* it asks what was expected: the filing before the year */
    bool annual;       /* it names the form: 10-K */
    bool quarterly;    /* 10-Q */
    bool current;      /* 8-K */
    bool earnings;     /* a press release on earnings */
} fai_wanted;

/* A filing and how well it fits; larger is better, comparable within one call. */
typedef struct fai_match {
    uint32_t doc; /* index into the documents given */
    double score;
} fai_match;

typedef struct fai_resolution {
    fai_match *matches; /* best first: all filings of the companies named; all documents when none is named */
    uint32_t count;
    bool company_named;  /* the question names a company of the store */
    const char *unknown; /* a company that it names and the store lacks; "" = none */
} fai_resolution;

void fai_wanted_read(const char *question, fai_wanted *out);
/* How well a document's form and periods fit, company aside: about 0..2. */
double fai_wanted_fit(const fai_wanted *wanted, const fa_document *doc);
/* Whether the text names the company of a document: by its name with or without "Inc." and the like, by the first
 * words of the name, by initials or ticker in capitals, or by the first part of the file's name. */
bool fai_names_company(const char *text, const fa_document *doc);
/* The company that a question seems to be about although no document is its: a name in the place of the owner
 * ("Northwind's total assets", "net income of Northwind"). "" = none. In the arena. FA_ENOMEM. */
fa_status fai_named_company(const char *question, fai_arena *arena, const char **out, fa_error *err);
/* FA_ENOMEM. The array is in the arena. */
fa_status fai_resolve(const char *question, const fa_document *docs, uint32_t count, fai_arena *arena,
                      fai_resolution *out, fa_error *err);

#endif

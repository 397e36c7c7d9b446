/* analysis/domain/inquiry_parts.h: the pass over the words of a question. */
#ifndef FAI_ANALYSIS_INQUIRY_PARTS_H
#define FAI_ANALYSIS_INQUIRY_PARTS_H

#include "analysis/domain/inquiry.h"

enum { FAI_PASS_WORDS = 512 };

typedef struct fai_pass {
    fai_inquiry *q;
    fai_member_list members;
    bool left[FAI_PASS_WORDS]; /* words that stay unexplained */
    uint32_t part_word;        /* "segment" and the like: its word + 1, 0 = none */
    bool failed;               /* out of memory */
} fai_pass;

/* The source of a formula that the question gives. */
#define FAI_GIVEN_SOURCE "given in the question"

/* Words of the phrasing, which carry no figure of their own; as for fai_words_match. */
extern const char fai_phrasing[];

/* The text of the words from..to; "" for none, NULL: out of memory. */
const char *fai_inquiry_text(const fai_inquiry *q, uint32_t from, uint32_t to);
/* The formulas that the question gives. */
fai_definitions fai_inquiry_given(const fai_inquiry *q);
/* Adds a figure that is asked about; the same line item twice is one. false: out of memory. */
bool fai_inquiry_add(fai_inquiry *q, const fai_measure *m);
/* Adds a row by its printed label. false: out of memory. */
bool fai_inquiry_add_label(fai_inquiry *q, const char *label, bool quoted, uint32_t from, uint32_t to);
/* Puts the formula that the question gives in place of the measure's own; only: it is the only one asked about.
 * false: out of memory. */
bool fai_measure_define(fai_inquiry *q, fai_measure *m, bool only);
/* Figures whose words stand apart: "how much cash did … generate from operations". */
void fai_pass_idiom(fai_pass *p);
/* A figure that has no name but a formula in brackets behind it. */
void fai_pass_bracket_name(fai_pass *p);
/* Adds a part of the company; returns how many words it has. */
uint32_t fai_pass_member(fai_pass *p, const fai_mention *m);
/* Explains the words that are left as parts, headings or rows of tables; what cannot be explained is the residue. */
void fai_pass_explain(fai_pass *p);

#endif

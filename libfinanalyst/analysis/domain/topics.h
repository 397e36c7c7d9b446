/* analysis/domain/topics.h: what open questions about filings are mostly about, and how such answers sound. */
#ifndef FAI_ANALYSIS_TOPICS_H
#define FAI_ANALYSIS_TOPICS_H

#include <stdbool.h>
#include <stdint.h>

/* Phrases are as for fai_mentions: "due to|driven by|primarily". */
typedef struct fai_topic {
    const char *name;
    const char *asked;    /* the question mentions one of these */
    const char *idle;     /* words of such questions that are not looked for, beside those of `asked` */
    const char *needs;    /* a sentence that says none of these is no answer; "" = any may be one */
    const char *cues;     /* the more of these it says, the better */
    const char *sections; /* they stand under headings or in sections that say one of these; "" = anywhere */
    const char *search;   /* words that the pages are searched with, beside the question's own; "" = none */
    const char *denies;   /* sentences that say one of these mean no */
    bool own;             /* they speak of the filer itself: "We", "The Company", its name */
    bool front;           /* they stand on the first pages */
    bool open;            /* such a sentence answers by itself: the question's own words need not be near */
    bool support;         /* such sentences belong behind the figures of a judgement too */
    bool yes;             /* that there is an answer means yes */
    uint32_t most;        /* sentences */
} fai_topic;

/* The topic of a question; the last, general one when there is no other. */
const fai_topic *fai_topic_of(const char *question);
/* Whether it is the general one. */
bool fai_topic_is_general(const fai_topic *topic);
/* Whether the question asks for causes. */
bool fai_topic_is_cause(const fai_topic *topic);

#endif

/* analysis/domain/topics.h: what open questions about filings are mostly about, and how such answers sound. */
#ifndef FAI_ANALYSIS_TOPICS_H
#define FAI_ANALYSIS_TOPICS_H

#include <stdbool.h>
#include <stdint.h>

/* Phrases are as for fai_mentions: "due to|driven by|primarily". */
typedef struct fai_topic {
    const char *name;
    const char *asked;    /* the question mentions one of these */
    const char *cues;     /* sentences that answer say one of these */
    const char *sections; /* they stand under headings or in sections that say one of these; "" = anywhere */
    const char *search;   /* words that the pages are searched with, beside the question's own; "" = none */
    bool cued;            /* a sentence without a cue is no answer */
    bool sectioned;       /* nor is one outside of those sections */
    bool open;            /* the cue answers by itself: the question's own words need not be near */
    bool yes;             /* that there is an answer means yes */
    uint32_t most;        /* sentences */
} fai_topic;

/* The topic of a question; the last, general one when there is no other. */
const fai_topic *fai_topic_of(const char *question);
/* Whether the question asks for causes. */
bool fai_topic_is_cause(const fai_topic *topic);

#endif

/* analysis/domain/sentences.h: a page cut into sentences, headings and rows of tables. */
#ifndef FAI_ANALYSIS_SENTENCES_H
#define FAI_ANALYSIS_SENTENCES_H

#include <finanalyst/port/passage_index.h>

#include "base/arena.h"
#include "base/vec.h"

typedef enum fai_piece_kind {
    FAI_PIECE_SENTENCE = 1,
    FAI_PIECE_HEADING = 2,
    FAI_PIECE_ROW = 3 /* a line of a table */
} fai_piece_kind;

/* A stretch of a page's text. */
typedef struct fai_piece {
    fai_piece_kind kind;
    uint32_t start; /* bytes of the page's text */
    uint32_t end;
    uint32_t paragraph; /* counts paragraphs, headings and tables of the page */
    int32_t heading;    /* index of the heading above it, -1 = none on this page */
    bool whole;         /* it begins and ends as a sentence does */
    bool bullet;        /* an item of a list */
} fai_piece;

typedef FAI_VEC(fai_piece) fai_pieces;

/* Appends the pieces of a page, in order. false: out of memory. */
bool fai_pieces_cut(const fa_passage *page, fai_pieces *out);

#endif

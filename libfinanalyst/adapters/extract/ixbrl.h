/* extract/ixbrl.h: inline XBRL inside HTML: tagged figures, their contexts and units. Specification: Inline XBRL 1.1. */
#ifndef FA_EXTRACT_IXBRL_H
#define FA_EXTRACT_IXBRL_H

#include <finanalyst/content.h>

#include "text_room.h"

/* What a namespace is. */
typedef enum ixbrl_space {
    IXBRL_SPACE_NONE = 0, /* HTML, or none of those below */
    IXBRL_SPACE_IX = 1,
    IXBRL_SPACE_XBRLI = 2,
    IXBRL_SPACE_XBRLDI = 3,
    IXBRL_SPACE_XSI = 4
} ixbrl_space;

typedef struct ixbrl_prefix {
    char prefix[40]; /* in lower case: the parser folds names */
    ixbrl_space space;
    const char *usual; /* the usual prefix of a taxonomy ("us-gaap"); NULL = keep the one stated */
} ixbrl_prefix;

/* What an element is to inline XBRL; kept by the caller from its begin to its end. */
typedef enum ixbrl_role {
    IXBRL_NONE = 0,
    IXBRL_FACT,
    IXBRL_CONTINUATION,
    IXBRL_EXCLUDE,
    IXBRL_HIDDEN,   /* its facts are not shown */
    IXBRL_RESOURCE, /* header, resources, contexts, units: nothing in it is text of the page */
    IXBRL_CONTEXT,
    IXBRL_UNIT,
    IXBRL_FIELD /* its text is part of a context or unit */
} ixbrl_role;

typedef struct ixbrl_element {
    ixbrl_role role;
    uint32_t index; /* of the fact or continuation */
} ixbrl_element;

/* A stretch of ixbrl.text. */
typedef struct ixbrl_slice {
    size_t start, end;
    uint32_t next; /* index plus one, 0 = last */
} ixbrl_slice;

typedef struct ixbrl_pieces {
    uint32_t first, last; /* index plus one, 0 = none */
    uint32_t continued;   /* ixbrl.strings: the id of the element that goes on, 0 = none */
} ixbrl_pieces;

/* A fact under way. Strings are offsets into ixbrl.strings, 0 = "". */
typedef struct ixbrl_tag {
    uint32_t name, format, context, unit;
    int32_t scale, decimals;
    int32_t precision; /* 0 = none */
    bool numeric, negative, nil, hidden;
    uint16_t document;
    int32_t table, row, col;
    ixbrl_pieces pieces;
    fa_place place; /* element is set at the end */
    uint32_t element;
} ixbrl_tag;

typedef struct ixbrl_continuation {
    uint32_t id;
    uint16_t document;
    ixbrl_pieces pieces;
} ixbrl_continuation;

typedef struct ixbrl_dimension {
    uint32_t axis, member;
} ixbrl_dimension;

typedef struct ixbrl_context {
    uint32_t id, entity;
    uint16_t document;
    fa_date start, end;
    uint32_t dim_first, dim_count;
} ixbrl_context;

typedef struct ixbrl_unit {
    uint32_t id;
    uint16_t document;
    uint32_t over, under; /* measures above and below the line */
} ixbrl_unit;

/* Text that is being gathered for a fact or a continuation. */
typedef struct ixbrl_capture {
    bool continuation;
    uint32_t index;
    size_t start;
    uint32_t excluded; /* how many ix:exclude are open inside it */
} ixbrl_capture;

typedef enum ixbrl_field {
    IXBRL_FIELD_NONE = 0,
    IXBRL_FIELD_IDENTIFIER,
    IXBRL_FIELD_START,
    IXBRL_FIELD_END,
    IXBRL_FIELD_MEMBER,
    IXBRL_FIELD_MEASURE
} ixbrl_field;

typedef struct ixbrl {
    fa_error *err;
    TEXT_LIST(ixbrl_prefix) prefixes;
    fa_buf strings; /* each with its NUL; the first is "" */
    fa_buf text;    /* of all that is tagged, once */
    TEXT_LIST(ixbrl_tag) tags;
    TEXT_LIST(ixbrl_continuation) continuations;
    TEXT_LIST(ixbrl_slice) slices;
    TEXT_LIST(ixbrl_context) contexts;
    TEXT_LIST(ixbrl_dimension) dims;
    TEXT_LIST(ixbrl_unit) units;
    TEXT_LIST(ixbrl_capture) captures;
    int32_t hidden;    /* how many ix:hidden are open */
    uint16_t document; /* of several in one file: ids are unique in each */
    bool in_context, in_unit, in_denominator;
    ixbrl_field field;
    fa_buf field_text;
    uint32_t axis; /* of the member being read */
} ixbrl;

fa_status ixbrl_init(ixbrl *x, fa_error *err);
void ixbrl_clear(ixbrl *x);

/* Takes a namespace declaration; prefix "" for the default one. Returns what it is. */
ixbrl_space ixbrl_declare(ixbrl *x, const char *prefix, const char *uri);
/* The space of an element's or attribute's name, "ix:nonfraction"; *local is what stands behind the colon. around: of
 * names without a prefix. */
ixbrl_space ixbrl_space_of(const ixbrl *x, const char *name, ixbrl_space around, const char **local);

/* An element of one of these spaces begins. atts: names and values in turn, NULL at the end, or NULL. */
fa_status ixbrl_begin(ixbrl *x, ixbrl_space space, const char *local, const char *const *atts,
                      ixbrl_element *out);
fa_status ixbrl_end(ixbrl *x, const ixbrl_element *element);
/* Text, shown or not, in document order. */
fa_status ixbrl_text(ixbrl *x, const char *text, size_t len);
/* A block ends: words do not run on into the next. */
fa_status ixbrl_gap(ixbrl *x);
/* Hands contexts, units and tags to the builder. ids: what ixbrl_tag.element points into. */
fa_status ixbrl_finish(ixbrl *x, const char *ids, fa_content_builder *b);

/* Whether a text begins with a part, in any case. */
bool ixbrl_begins(const char *text, const char *part);
/* Keeps a string; its offset, 0 for "". */
fa_status ixbrl_keep(ixbrl *x, const char *text, size_t len, uint32_t *out);
/* Keeps a qualified name with its taxonomy's usual prefix, without blanks around it. */
fa_status ixbrl_keep_name(ixbrl *x, const char *name, size_t len, uint32_t *out);

/* ixbrl_contexts.c: the elements inside ix:resources. */
fa_status ixbrl_resource_begin(ixbrl *x, ixbrl_space space, const char *local, const char *const *atts,
                               ixbrl_element *out);
fa_status ixbrl_resource_end(ixbrl *x, const ixbrl_element *element);

#endif

/* port/passage_index.h: the pages of documents, searched by words. */
#ifndef FINANALYST_PORT_PASSAGE_INDEX_H
#define FINANALYST_PORT_PASSAGE_INDEX_H

#include <finanalyst/content.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A page as it is kept. Strings are never NULL. */
typedef struct fa_passage {
    fa_id document;
    int32_t page;
    const char *section;  /* section path at the top of the page */
    const char *text;     /* the page's text, lines ended by '\n' */
    const fa_line *lines; /* box and byte range of each line; word ranges are 0 */
    uint32_t line_count;
    uint32_t kinds; /* 1 << fa_statement_kind for each primary statement that the page shows */
} fa_passage;
typedef fa_status (*fa_passage_visit_fn)(void *payload, const fa_passage *passage, fa_error *err);

typedef struct fa_term {
    const char *word; /* lower case, letters and digits only; the index stems it as it stems the text */
    double weight;
} fa_term;

typedef struct fa_passage_hit {
    fa_id document;
    int32_t page;
    uint32_t kinds;
    double score; /* BM25, larger is better, weighted by the terms' weights */
} fa_passage_hit;
typedef fa_status (*fa_passage_hit_visit_fn)(void *payload, const fa_passage_hit *hit, fa_error *err);

/* Pages with full-text search: BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75) over stemmed words. Pages
 * belong to an owner and a document; those of other owners are to an op as if they were not there. For implementers: search.h counts, stems and ranks; any thread may call any op; a callback's code passes through
 * untouched, and it may call the index again. Each op is one transaction, durable once it returns FA_OK. */
typedef struct fa_passage_index_ops {
    size_t struct_size;
    const char *name;
    /* Stores all pages of a document at once in place of any earlier ones. */
    fa_status (*put)(void *self, fa_id owner, fa_id document, const fa_passage *pages, uint32_t count,
                     fa_error *err);
    /* Visits the best pages, best first, at most limit, among the given documents (NULL = all) of the owner. Averages and rarities
     * are those of these documents, whatever else is stored. */
    fa_status (*search)(void *self, fa_id owner, const fa_term *terms, uint32_t term_count,
                        const fa_id *documents, uint32_t document_count, uint32_t limit,
                        fa_passage_hit_visit_fn visit, void *payload, fa_error *err);
    /* Lends one page. None: FA_ENOTFOUND. */
    fa_status (*page)(void *self, fa_id owner, fa_id document, int32_t page, fa_passage_visit_fn visit,
                      void *payload, fa_error *err);
    fa_status (*remove)(void *self, fa_id owner, fa_id document, fa_error *err);
    /* Removes all pages of an owner. None: FA_OK. */
    fa_status (*remove_owner)(void *self, fa_id owner, fa_error *err);
    void (*close)(void *self);
} fa_passage_index_ops;

typedef struct fa_passage_index {
    const fa_passage_index_ops *ops;
    void *self;
} fa_passage_index;

FA_API fa_status fa_passage_put(const fa_passage_index *x, fa_id owner, fa_id document,
                                const fa_passage *pages, uint32_t count, fa_error *err);
FA_API fa_status fa_passage_search(const fa_passage_index *x, fa_id owner, const fa_term *terms,
                                   uint32_t term_count, const fa_id *documents, uint32_t document_count,
                                   uint32_t limit, fa_passage_hit_visit_fn visit, void *payload,
                                   fa_error *err);
FA_API fa_status fa_passage_page(const fa_passage_index *x, fa_id owner, fa_id document, int32_t page,
                                 fa_passage_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_passage_remove(const fa_passage_index *x, fa_id owner, fa_id document, fa_error *err);
FA_API fa_status fa_passage_remove_owner(const fa_passage_index *x, fa_id owner, fa_error *err);
FA_API void fa_passage_index_close(fa_passage_index *x);

#ifdef __cplusplus
}
#endif
#endif

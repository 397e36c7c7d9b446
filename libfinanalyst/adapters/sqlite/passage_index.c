/* adapters/sqlite/passage_index.c: the pages of documents and their words. Pages are read into memory first: no visit
 * runs within a transaction. Words are counted before one begins. */
#include "sqlite.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "passages.h"
#include "postings.h"
#include "store.h"

static const char *const statements[FAI_SQL_PASSAGE_STATEMENTS] = {
    [FAI_SQL_FIND_SEARCHED] = "SELECT number FROM searched WHERE owner = ? AND document = ?",
    [FAI_SQL_FIND_OWNED] = "SELECT number FROM searched WHERE owner = ? LIMIT 1",
    [FAI_SQL_DROP_POSTINGS] = "DELETE FROM posting WHERE shelf = ? AND searched = ?",
    [FAI_SQL_DROP_SEARCHED] = "DELETE FROM searched WHERE number = ?",
    [FAI_SQL_PUT_SEARCHED] = "INSERT INTO searched (owner, document, pages) VALUES (?, ?, ?)",
    [FAI_SQL_PUT_PAGE] =
        "INSERT INTO page (searched, number, kinds, section, text, lines) VALUES (?, ?, ?, ?, ?, ?)",
    [FAI_SQL_PUT_POSTING] = "INSERT INTO posting (shelf, stem, searched, pages) VALUES (?, ?, ?, ?)",
    [FAI_SQL_GET_PAGE] = "SELECT page.kinds, page.section, page.text, page.lines FROM page JOIN searched "
                         "ON searched.number = page.searched WHERE searched.owner = ? AND searched.document "
                         "= ? AND page.number = ?",
    [FAI_SQL_SCOPE_ALL] = "SELECT number, document, pages FROM searched WHERE owner = ? ORDER BY document",
    [FAI_SQL_SCOPE_ONE] = "SELECT number, document, pages FROM searched WHERE owner = ? AND document = ?",
    [FAI_SQL_GET_POSTINGS] =
        "SELECT searched, pages FROM posting WHERE shelf = ? AND stem = ? AND searched BETWEEN ? AND ?"};

enum { LINE_BYTES = 24 };

/* ---- putting ---- */

typedef struct putting {
    fa_id owner;
    fa_id document;
    const fa_passage *pages;
    uint32_t count;
    const fa_word_counts *words;
    unsigned char *bytes; /* room for whatever is packed next */
} putting;

static size_t most_bytes(const putting *p)
{
    size_t most = 3 * FAI_SQL_VARINT_MAX * (size_t)p->count;

    for (uint32_t i = 0; i < p->count; i++)
        if (most < LINE_BYTES * (size_t)p->pages[i].line_count)
            most = LINE_BYTES * (size_t)p->pages[i].line_count;
    return most;
}

static size_t pack_pages(const putting *p)
{
    uint32_t last = 0;
    size_t n = 0;

    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t number = (uint32_t)p->pages[i].page;

        n += fai_sql_put_varint(p->bytes + n, number - last);
        n += fai_sql_put_varint(p->bytes + n, p->words->lengths[i]);
        n += fai_sql_put_varint(p->bytes + n, p->pages[i].kinds);
        last = number;
    }
    return n;
}

static size_t pack_lines(unsigned char *out, const fa_line *lines, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t words[LINE_BYTES / 4];

        memcpy(words, &lines[i].box, 16);
        words[4] = lines[i].text_start;
        words[5] = lines[i].text_end;
        for (size_t k = 0; k < LINE_BYTES; k++)
            *out++ = (unsigned char)(words[k / 4] >> 8 * (k % 4));
    }
    return LINE_BYTES * (size_t)count;
}

static void unpack_lines(const unsigned char *bytes, fa_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t words[LINE_BYTES / 4] = {0};

        for (size_t k = 0; k < LINE_BYTES; k++)
            words[k / 4] |= (uint32_t)*bytes++ << 8 * (k % 4);
        memcpy(&lines[i].box, words, 16);
        lines[i].text_start = words[4];
        lines[i].text_end = words[5];
    }
}

/* Finds a document of an owner, or any of his (document NULL). */
static fa_status find(fai_sql_connection *c, const fa_id *owner, const fa_id *document, int64_t *number,
                      bool *found, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, document == NULL ? FAI_SQL_FIND_OWNED : FAI_SQL_FIND_SEARCHED);

    fai_sql_text(&q, owner->s);
    if (document != NULL)
        fai_sql_text(&q, document->s);
    *found = fai_sql_step(&q);
    if (*found)
        *number = fai_sql_get_int(&q);
    return fai_sql_end(&q, err);
}

/* Takes that document and all that hangs on it out of the database. */
static fa_status drop(fai_sql_connection *c, const fa_id *owner, const fa_id *document, bool *found,
                      fa_error *err)
{
    int64_t number = 0;
    fai_sql_query q;
    fa_status st = find(c, owner, document, &number, found, err);

    if (st != FA_OK || !*found)
        return st;
    q = fai_sql_begin(c, FAI_SQL_DROP_POSTINGS);
    fai_sql_int(&q, number / FAI_SQL_SHELF);
    fai_sql_int(&q, number);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st != FA_OK)
        return st;
    q = fai_sql_begin(c, FAI_SQL_DROP_SEARCHED);
    fai_sql_int(&q, number);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status put_searched(fai_sql_connection *c, const putting *p, int64_t *number, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_PUT_SEARCHED);
    fa_status st;

    fai_sql_text(&q, p->owner.s);
    fai_sql_text(&q, p->document.s);
    fai_sql_blob(&q, p->bytes, pack_pages(p));
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    *number = sqlite3_last_insert_rowid(c->db);
    return st;
}

static fa_status put_pages(fai_sql_connection *c, const putting *p, int64_t number, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_PUT_PAGE);

    for (uint32_t i = 0; i < p->count; i++) {
        const fa_passage *page = &p->pages[i];

        fai_sql_int(&q, number);
        fai_sql_int(&q, page->page);
        fai_sql_int(&q, page->kinds);
        fai_sql_text(&q, page->section);
        fai_sql_text(&q, page->text);
        fai_sql_blob(&q, p->bytes, pack_lines(p->bytes, page->lines, page->line_count));
        fai_sql_run(&q);
    }
    return fai_sql_end(&q, err);
}

static fa_status put_postings(fai_sql_connection *c, const putting *p, int64_t number, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_PUT_POSTING);

    for (uint32_t i = 0; i < p->words->word_count; i++) {
        const fa_word_postings *w = &p->words->words[i];

        fai_sql_int(&q, number / FAI_SQL_SHELF);
        fai_sql_text(&q, w->stem);
        fai_sql_int(&q, number);
        fai_sql_blob(&q, p->bytes, fai_sql_put_postings(p->bytes, w->postings, w->posting_count));
        fai_sql_run(&q);
    }
    return fai_sql_end(&q, err);
}

static fa_status put_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const putting *p = payload;
    int64_t number = 0;
    bool found;
    fa_status st = drop(c, &p->owner, &p->document, &found, err);

    if (st == FA_OK)
        st = put_searched(c, p, &number, err);
    if (st == FA_OK)
        st = put_pages(c, p, number, err);
    if (st == FA_OK)
        st = put_postings(c, p, number, err);
    return st;
}

static fa_status put(void *self, fa_id owner, fa_id document, const fa_passage *pages, uint32_t count,
                     fa_error *err)
{
    putting p = {.owner = owner, .document = document, .pages = pages, .count = count};
    fa_status st = fa_word_counts_make(pages, count, &p.words, err);

    if (st != FA_OK)
        return st;
    p.bytes = fa_alloc(most_bytes(&p));
    st = p.bytes == NULL ? fa_fail(err, FA_ENOMEM, "out of memory for the pages of a document")
                         : fai_sql_write(self, put_work, &p, err);
    fa_free(p.bytes);
    fa_word_counts_free(p.words);
    return st;
}

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const putting *p = payload;
    bool found;

    return drop(c, &p->owner, &p->document, &found, err);
}

static fa_status remove_one(void *self, fa_id owner, fa_id document, fa_error *err)
{
    putting p = {.owner = owner, .document = document};

    return fai_sql_write(self, remove_work, &p, err);
}

static fa_status remove_owner_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const putting *p = payload;
    bool found = true;
    fa_status st = FA_OK;

    while (st == FA_OK && found)
        st = drop(c, &p->owner, NULL, &found, err);
    return st;
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    putting p = {.owner = owner};

    return fai_sql_write(self, remove_owner_work, &p, err);
}

/* ---- reading ---- */

typedef struct paging {
    fa_id owner;
    fa_passage page;
    fai_sql_arena arena;
} paging;

static void read_page(fai_sql_query *q, fai_sql_arena *arena, fa_passage *page)
{
    const void *bytes;
    fa_line *lines;
    size_t len;

    page->kinds = (uint32_t)fai_sql_get_int(q);
    page->section = fai_sql_copy(arena, fai_sql_get_text(q));
    page->text = fai_sql_copy(arena, fai_sql_get_text(q));
    bytes = fai_sql_get_blob(q, &len);
    lines = fai_sql_array(arena, len / LINE_BYTES, sizeof *lines);
    if (lines == NULL)
        return;
    unpack_lines(bytes, lines, len / LINE_BYTES);
    page->lines = lines;
    page->line_count = (uint32_t)(len / LINE_BYTES);
}

static fa_status page_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    paging *p = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_GET_PAGE);
    bool found;
    fa_status st;

    fai_sql_text(&q, p->owner.s);
    fai_sql_text(&q, p->page.document.s);
    fai_sql_int(&q, p->page.page);
    found = fai_sql_step(&q);
    if (found)
        read_page(&q, &p->arena, &p->page);
    st = fai_sql_end(&q, err);
    if (st == FA_OK)
        st = fai_sql_arena_check(&p->arena, err);
    return st == FA_OK && !found ? fa_fail(err, FA_ENOTFOUND, "there is no such page") : st;
}

static fa_status page_of(void *self, fa_id owner, fa_id document, int32_t number, fa_passage_visit_fn visit,
                         void *payload, fa_error *err)
{
    paging p = {.owner = owner, .page = {.document = document, .page = number}};
    fa_status st = fai_sql_read(self, page_work, &p, err);

    if (st == FA_OK)
        st = visit(payload, &p.page, err);
    fai_sql_arena_clear(&p.arena);
    return st;
}

static fa_status search(void *self, fa_id owner, const fa_term *terms, uint32_t term_count,
                        const fa_id *documents, uint32_t document_count, uint32_t limit,
                        fa_passage_hit_visit_fn visit, void *payload, fa_error *err)
{
    fai_sql_search s = {.owner = owner,
                        .terms = terms,
                        .term_count = term_count,
                        .documents = documents,
                        .document_count = document_count,
                        .limit = limit};
    fa_status st = fai_sql_read(self, fai_sql_search_work, &s, err);

    for (uint32_t i = 0; st == FA_OK && i < s.hit_count; i++)
        st = visit(payload, &s.hits[i], err);
    fai_sql_arena_clear(&s.arena);
    return st;
}

static void close_index(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_passage_index_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err)
{
    static const fa_passage_index_ops ops = {sizeof ops, "sqlite",   put,          search,
                                             page_of,    remove_one, remove_owner, close_index};
    fai_sql_store *s = NULL;
    fa_status st =
        fai_sql_store_open(url, &fai_sql_analysis_schema, statements, FAI_SQL_PASSAGE_STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_passage_index *)out = (fa_passage_index){&ops, s};
    return st;
}

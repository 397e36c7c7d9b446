/* adapters/sqlite/filing_put.c: from a filing to rows. */
#include "filing.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

/* Every text of the filing once, by number; 0 is the empty one. Open addressing. */
typedef struct texts {
    const char **items; /* by number */
    uint32_t *slots;    /* numbers, 0 = free */
    uint32_t count;     /* the next number */
    uint32_t cap;       /* of items; there are twice as many slots, a power of two */
} texts;

typedef struct putting {
    fai_sql_connection *c;
    int64_t filing;
    texts texts;
    fa_status st;
    fa_error *err;
} putting;

static uint32_t hash_of(const char *text)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001b3u;
    return (uint32_t)(h ^ h >> 32);
}

static uint32_t *slot_of(const texts *t, const char *text)
{
    uint32_t mask = t->cap * 2 - 1;
    uint32_t at = hash_of(text) & mask;

    while (t->slots[at] != 0 && strcmp(t->items[t->slots[at]], text) != 0)
        at = (at + 1) & mask;
    return &t->slots[at];
}

static bool grow(texts *t)
{
    texts more = {.count = t->count, .cap = t->cap == 0 ? 1024 : t->cap * 2};

    more.items = fa_calloc(more.cap, sizeof *more.items);
    more.slots = fa_calloc(more.cap, 2 * sizeof *more.slots);
    if (more.items == NULL || more.slots == NULL) {
        fa_free(more.items);
        fa_free(more.slots);
        return false;
    }
    for (uint32_t i = 1; i < t->count; i++) {
        more.items[i] = t->items[i];
        *slot_of(&more, t->items[i]) = i;
    }
    fa_free(t->items);
    fa_free(t->slots);
    *t = more;
    return true;
}

/* Binds the number of a text. */
static void bind_text(putting *p, fai_sql_query *q, const char *text)
{
    texts *t = &p->texts;
    uint32_t number = 0;

    if (text != NULL && *text != '\0') {
        uint32_t *slot;

        if (t->count >= t->cap && !grow(t)) {
            if (p->st == FA_OK)
                p->st = fa_fail(p->err, FA_ENOMEM, "out of memory while storing a filing");
            return;
        }
        slot = slot_of(t, text);
        if (*slot == 0) {
            *slot = t->count;
            t->items[t->count++] = text;
        }
        number = *slot;
    }
    fai_sql_int(q, number);
}

/* bytes: room for the place until the row is written. */
static void bind_place(putting *p, fai_sql_query *q, const fa_place *place, unsigned char *bytes)
{
    static const unsigned char none[FAI_SQL_PLACE_BYTES];

    fai_sql_pack_place(place, bytes);
    fai_sql_int(q, place->page);
    if (memcmp(bytes, none, sizeof none) == 0)
        fai_sql_null(q);
    else
        fai_sql_blob(q, bytes, FAI_SQL_PLACE_BYTES);
    bind_text(p, q, place->element);
}

static void bind_period(fai_sql_query *q, const fa_period *period)
{
    fai_sql_int(q, period->type);
    fai_sql_date(q, period->start);
    fai_sql_date(q, period->end);
    fai_sql_int(q, period->fiscal_year);
    fai_sql_int(q, period->fiscal);
}

static fai_sql_query begin(putting *p, int statement)
{
    return fai_sql_begin(p->c, statement);
}

static void end(putting *p, fai_sql_query *q)
{
    fa_status st = fai_sql_end(q, p->st == FA_OK ? p->err : NULL);

    if (p->st == FA_OK)
        p->st = st;
}

static void put_filing(putting *p, fa_id owner, fa_id document, const fa_filing *f)
{
    const fa_identity *identity = &f->identity;
    fai_sql_query q = begin(p, FAI_SQL_PUT_FILING);

    fai_sql_text(&q, owner.s);
    fai_sql_text(&q, document.s);
    fai_sql_date(&q, identity->period_end);
    fai_sql_date(&q, identity->filed);
    fai_sql_int(&q, identity->fiscal_year);
    fai_sql_int(&q, identity->fiscal);
    fai_sql_int(&q, identity->fiscal_year_end_month);
    fai_sql_int(&q, identity->fiscal_year_end_day);
    bind_text(p, &q, identity->industry);
    fai_sql_int(&q, f->fact_count);
    fai_sql_int(&q, f->table_count);
    fai_sql_int(&q, f->check_count);
    fai_sql_run(&q);
    end(p, &q);
    p->filing = sqlite3_last_insert_rowid(p->c->db);
}

static void put_items(putting *p, const fa_filing *f)
{
    fa_identity identity = f->identity;
    fa_identity_item *items[FAI_SQL_ITEMS];
    unsigned char bytes[FAI_SQL_PLACE_BYTES];
    fai_sql_query q = begin(p, FAI_SQL_PUT_ITEM);

    fai_sql_identity_items(&identity, items);
    for (int i = 0; i < FAI_SQL_ITEMS; i++) {
        fai_sql_int(&q, p->filing);
        fai_sql_int(&q, i);
        bind_text(p, &q, items[i]->text);
        bind_place(p, &q, &items[i]->place, bytes);
        fai_sql_run(&q);
    }
    end(p, &q);
}

static void put_fact(putting *p, fai_sql_query *q, uint32_t number, const fa_fact *f)
{
    char value[FA_DECIMAL_TEXT_MAX];
    unsigned char bytes[FAI_SQL_PLACE_BYTES];

    (void)fa_decimal_format(f->value, value);
    fai_sql_int(q, p->filing);
    fai_sql_int(q, number);
    bind_text(p, q, f->concept);
    bind_text(p, q, f->label);
    bind_text(p, q, f->path);
    bind_text(p, q, f->column);
    fai_sql_int(q, f->statement);
    fai_sql_int(q, f->table);
    fai_sql_int(q, f->row);
    fai_sql_int(q, f->col);
    bind_period(q, &f->period);
    bind_text(p, q, f->unit);
    fai_sql_int(q, f->scale);
    fai_sql_int(q, f->decimals);
    fai_sql_text(q, value);
    bind_text(p, q, f->text);
    fai_sql_int(q, f->dim_count);
    bind_place(p, q, &f->place, bytes);
    fai_sql_int(q, f->source);
    fai_sql_date(q, f->known);
    fai_sql_int(q, f->flags);
    fai_sql_run(q);
}

static void put_facts(putting *p, const fa_filing *f)
{
    fai_sql_query q = begin(p, FAI_SQL_PUT_FACT);

    for (uint32_t i = 0; i < f->fact_count; i++)
        put_fact(p, &q, i, &f->facts[i]);
    end(p, &q);
}

static void put_dimensions(putting *p, const fa_filing *f)
{
    fai_sql_query q = begin(p, FAI_SQL_PUT_DIMENSION);

    for (uint32_t i = 0; i < f->fact_count; i++)
        for (uint32_t k = 0; k < f->facts[i].dim_count; k++) {
            fai_sql_int(&q, p->filing);
            fai_sql_int(&q, i);
            fai_sql_int(&q, k);
            bind_text(p, &q, f->facts[i].dims[k].axis);
            bind_text(p, &q, f->facts[i].dims[k].member);
            bind_text(p, &q, f->facts[i].dims[k].label);
            fai_sql_run(&q);
        }
    end(p, &q);
}

static void put_tables(putting *p, const fa_filing *f)
{
    unsigned char bytes[FAI_SQL_PLACE_BYTES];
    fai_sql_query q = begin(p, FAI_SQL_PUT_TABLE);

    for (uint32_t i = 0; i < f->table_count; i++) {
        const fa_fact_table *t = &f->tables[i];

        fai_sql_int(&q, p->filing);
        fai_sql_int(&q, i);
        bind_text(p, &q, t->title);
        bind_text(p, &q, t->section);
        fai_sql_int(&q, t->statement);
        fai_sql_int(&q, t->primary);
        fai_sql_int(&q, t->parent_only);
        fai_sql_int(&q, t->page);
        fai_sql_int(&q, t->last_page);
        bind_text(p, &q, t->unit);
        fai_sql_int(&q, t->scale);
        bind_place(p, &q, &t->scale_place, bytes);
        fai_sql_int(&q, t->column_count);
        fai_sql_int(&q, t->row_count);
        fai_sql_run(&q);
    }
    end(p, &q);
}

static void put_columns(putting *p, const fa_filing *f)
{
    fai_sql_query q = begin(p, FAI_SQL_PUT_COLUMN);

    for (uint32_t i = 0; i < f->table_count; i++)
        for (uint32_t k = 0; k < f->tables[i].column_count; k++) {
            fai_sql_int(&q, p->filing);
            fai_sql_int(&q, i);
            fai_sql_int(&q, k);
            bind_text(p, &q, f->tables[i].columns[k].head);
            bind_period(&q, &f->tables[i].columns[k].period);
            fai_sql_run(&q);
        }
    end(p, &q);
}

static void put_rows(putting *p, const fa_filing *f)
{
    unsigned char bytes[FAI_SQL_PLACE_BYTES];
    fai_sql_query q = begin(p, FAI_SQL_PUT_ROW);

    for (uint32_t i = 0; i < f->table_count; i++)
        for (uint32_t k = 0; k < f->tables[i].row_count; k++) {
            const fa_table_row *row = &f->tables[i].rows[k];

            fai_sql_int(&q, p->filing);
            fai_sql_int(&q, i);
            fai_sql_int(&q, k);
            bind_text(p, &q, row->label);
            bind_text(p, &q, row->path);
            fai_sql_int(&q, row->level);
            bind_place(p, &q, &row->place, bytes);
            fai_sql_run(&q);
        }
    end(p, &q);
}

/* The terms of a check as a JSON array. */
static void list_terms(const fa_check *check, char *out, size_t size)
{
    size_t len = (size_t)snprintf(out, size, "[");

    for (uint32_t i = 0; i < check->fact_count; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%u", i > 0 ? "," : "", (unsigned)check->facts[i]);
    (void)snprintf(out + len, size - len, "]");
}

static void put_tie_outs(putting *p, const fa_filing *f)
{
    char residual[FA_DECIMAL_TEXT_MAX], tolerance[FA_DECIMAL_TEXT_MAX];
    char terms[sizeof f->checks->facts / sizeof f->checks->facts[0] * 11 + 3];
    fai_sql_query q = begin(p, FAI_SQL_PUT_TIE_OUT);

    for (uint32_t i = 0; i < f->check_count; i++) {
        (void)fa_decimal_format(f->checks[i].residual, residual);
        (void)fa_decimal_format(f->checks[i].tolerance, tolerance);
        list_terms(&f->checks[i], terms, sizeof terms);
        fai_sql_int(&q, p->filing);
        fai_sql_int(&q, i);
        bind_text(p, &q, f->checks[i].name);
        fai_sql_int(&q, f->checks[i].state);
        fai_sql_text(&q, residual);
        fai_sql_text(&q, tolerance);
        fai_sql_text(&q, terms);
        fai_sql_run(&q);
    }
    end(p, &q);
}

static void put_texts(putting *p)
{
    fai_sql_query q = begin(p, FAI_SQL_PUT_TEXT);

    for (uint32_t i = 1; i < p->texts.count; i++) {
        fai_sql_int(&q, p->filing);
        fai_sql_int(&q, i);
        fai_sql_text(&q, p->texts.items[i]);
        fai_sql_run(&q);
    }
    end(p, &q);
    q = begin(p, FAI_SQL_SET_TEXT_COUNT);
    fai_sql_int(&q, p->texts.count);
    fai_sql_int(&q, p->filing);
    fai_sql_run(&q);
    end(p, &q);
}

fa_status fai_sql_filing_put(fai_sql_connection *c, fa_id owner, fa_id document, const fa_filing *filing,
                             fa_error *err)
{
    putting p = {.c = c, .texts = {.count = 1}, .err = err};

    put_filing(&p, owner, document, filing);
    put_items(&p, filing);
    put_facts(&p, filing);
    put_dimensions(&p, filing);
    put_tables(&p, filing);
    put_columns(&p, filing);
    put_rows(&p, filing);
    put_tie_outs(&p, filing);
    put_texts(&p);
    fa_free(p.texts.items);
    fa_free(p.texts.slots);
    return p.st;
}

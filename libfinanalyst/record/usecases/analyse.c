/* record/usecases/analyse.c: an analysis of one document: its figures, ratios and sentences are answers to fixed questions, so
 * that each has the calculation and the citations that an answer has; its statements and checks are those of the filing. */
#include <string.h>

#include <finanalyst/wire.h>

#include "base/ids.h"
#include "base/json.h"
#include "record/domain/recipe.h"
#include "record/usecases/tell.h"

/* An analysis of a long filing takes some hundred kilobytes, most of them its statements. */
enum { JSON_BYTES = 32 << 20, TURNS = 2 };

/* Which analysis this is; goes into its key, and so changes with the recipe. */
static const char recipe[] = "full 1";

typedef struct analysing {
    fa_record_service *svc;
    fa_id document;
    fa_record *record;
    fa_record_source source;
    fa_buf name;     /* the document's */
    fa_buf json;     /* of the whole */
    fa_buf identity; /* JSON, as the next ones: lists without their brackets */
    fa_buf figures;
    fa_buf ratios;
    fa_buf sentences;
    fa_buf risks;
    fa_buf statements;
    fa_buf checks;
    fa_buf summary; /* Markdown */
    fa_buf scratch;
    fa_identity period; /* only what says when */
    /* what is asked at the moment */
    const fai_recipe_item *item;
    const fai_recipe_topic *topic;
    fa_buf *list;
    bool taken;
} analysing;

enum { BUFFERS = 11 };

static void buffers_of(analysing *a, fa_buf *out[BUFFERS])
{
    fa_buf *all[BUFFERS] = {&a->name,  &a->json,       &a->identity, &a->figures, &a->ratios, &a->sentences,
                            &a->risks, &a->statements, &a->checks,   &a->summary, &a->scratch};

    memcpy(out, all, sizeof all);
}

static void begin_element(fa_buf *list)
{
    if (list->len > 0)
        (void)fa_buf_puts(list, ",");
}

/* ---- figures ---- */

static void tell_page(analysing *a, int32_t page)
{
    if (page > 0)
        (void)fa_buf_printf(&a->summary, " (p. %d)", (int)page);
    (void)fa_buf_puts(&a->summary, "\n");
}

static fa_status tell_figure(analysing *a, const fa_answer *answer, fa_error *err)
{
    fa_buf_reset(&a->scratch);
    fai_recipe_plain(answer, &a->scratch);
    if (fa_buf_check(&a->scratch, err) != FA_OK)
        return a->scratch.bad;
    (void)fa_buf_printf(&a->summary, "- %s", a->scratch.data);
    tell_page(a, answer->citations[0].place.page);
    begin_element(&a->sentences);
    return fa_sentence_to_json(a->scratch.data, false, answer->citations, answer->citation_count,
                               &a->sentences, err);
}

static fa_status take_figure(void *payload, const fa_answer *answer, fa_error *err)
{
    analysing *a = payload;
    fa_status st;

    if (!fai_recipe_takes(a->item, answer))
        return FA_OK;
    a->taken = true;
    begin_element(a->list);
    st = fa_key_figure_to_json(a->item->name, a->item->label, answer, a->list, err);
    return st == FA_OK && a->item->told ? tell_figure(a, answer, err) : st;
}

static fa_status ask(analysing *a, const char *question, fa_answer_visit_fn take, fa_error *err)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;

    in.question = question;
    in.documents = &a->document;
    in.document_count = 1;
    return fa_analyst_answer(&a->svc->with.analyst, a->record->owner, &in, take, a, err);
}

static fa_status ask_figures(analysing *a, const fai_recipe_item *items, fa_buf *list, fa_error *err)
{
    char question[FAI_RECIPE_QUESTION];
    fa_status st = FA_OK;

    a->list = list;
    for (a->item = items; st == FA_OK && a->item->name != NULL; a->item++) {
        a->taken = false;
        for (int turn = 0; st == FA_OK && !a->taken && turn < TURNS; turn++)
            if (fai_recipe_question(a->item->ask, a->item->timing, &a->period, turn, question))
                st = ask(a, question, take_figure, err);
    }
    return st;
}

/* ---- sentences ---- */

/* Whether the quotation is among those of the list already. */
static bool is_told(analysing *a, const fa_buf *list, const char *quote)
{
    fa_buf_reset(&a->scratch);
    (void)fa_json_quote(quote, &a->scratch);
    return list->data != NULL && a->scratch.bad == FA_OK && strstr(list->data, a->scratch.data) != NULL;
}

static fa_status take_sentences(void *payload, const fa_answer *answer, fa_error *err)
{
    analysing *a = payload;
    fa_buf *list = a->topic->risk ? &a->risks : &a->sentences;
    uint32_t told = 0;
    fa_status st = FA_OK;

    if (answer->kind != FA_ANSWER_PASSAGE)
        return FA_OK;
    for (uint32_t i = 0; st == FA_OK && i < answer->citation_count && told < a->topic->most; i++) {
        const fa_citation *c = &answer->citations[i];

        if (!fai_recipe_is_sentence(answer, i) || is_told(a, list, c->quote))
            continue;
        begin_element(list);
        st = fa_sentence_to_json(c->quote, true, c, 1, list, err);
        told++;
        if (!a->topic->risk) {
            (void)fa_buf_printf(&a->summary, "- \"%s\"", c->quote);
            tell_page(a, c->place.page);
        }
    }
    return st;
}

static fa_status ask_topics(analysing *a, fa_error *err)
{
    char question[FAI_RECIPE_QUESTION];
    fa_status st = FA_OK;

    for (a->topic = fai_recipe_topics; st == FA_OK && a->topic->name != NULL; a->topic++)
        if (fai_recipe_question(a->topic->ask, a->topic->timing, &a->period, 0, question))
            st = ask(a, question, take_sentences, err);
    return st;
}

/* ---- statements and checks ---- */

static fa_status take_statement(analysing *a, const fa_filing *filing, fa_statement_kind kind, fa_error *err)
{
    size_t before = a->statements.len;
    fa_status st;

    begin_element(&a->statements);
    st = fa_statement_to_json(filing, kind, &a->statements, err);
    if (st != FA_ENOTFOUND)
        return st;
    a->statements.len = before; /* without the comma */
    if (a->statements.data != NULL)
        a->statements.data[before] = '\0';
    return FA_OK;
}

static fa_status take_filing(void *payload, const fa_filing *filing, fa_error *err)
{
    analysing *a = payload;
    fa_status st = fa_identity_to_json(&filing->identity, &a->identity, err);

    a->period.fiscal = filing->identity.fiscal;
    a->period.fiscal_year = filing->identity.fiscal_year;
    for (int kind = FA_STATEMENT_INCOME; st == FA_OK && kind <= FA_STATEMENT_COMPREHENSIVE; kind++)
        st = take_statement(a, filing, (fa_statement_kind)kind, err);
    for (uint32_t i = 0; st == FA_OK && i < filing->check_count; i++) {
        begin_element(&a->checks);
        st = fa_check_to_json(filing, &filing->checks[i], &a->checks, err);
    }
    return st;
}

static fa_status take_document(void *payload, const fa_document *doc, fa_error *err)
{
    analysing *a = payload;

    if (doc->state != FA_DOCUMENT_READY)
        return fa_fail_field(err, FA_ECONFLICT, "document", "the document has not been read");
    (void)fa_buf_puts(&a->name, doc->name);
    return fa_buf_check(&a->name, err);
}

/* ---- the whole ---- */

static void put_list(fai_json_writer *w, const char *key, const fa_buf *list)
{
    (void)fa_buf_printf(w->out, ",\"%s\":[", key);
    if (list->len > 0)
        (void)fa_buf_append(w->out, list->data, list->len);
    (void)fa_buf_puts(w->out, "]");
}

static fa_status put_whole(analysing *a, fa_error *err)
{
    fai_json_writer w;

    fai_json_begin(&w, &a->json);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "id", a->record->id.s);
    fai_json_string(&w, "document_id", a->document.s);
    fai_json_string(&w, "document_name", a->record->title);
    fai_json_string(&w, "sha256", a->source.sha256);
    fai_json_string(&w, "engine_version", fa_version());
    fai_json_string(&w, "recipe", recipe);
    fai_json_literal(&w, "identity", a->identity.data);
    fai_json_string(&w, "summary", a->summary.data == NULL ? "" : a->summary.data);
    put_list(&w, "sentences", &a->sentences);
    put_list(&w, "key_figures", &a->figures);
    put_list(&w, "ratios", &a->ratios);
    put_list(&w, "risk_factors", &a->risks);
    put_list(&w, "checks", &a->checks);
    put_list(&w, "statements", &a->statements);
    fai_json_end_object(&w);
    a->record->json = a->json.data;
    a->record->json_len = a->json.len;
    return fa_buf_check(&a->json, err);
}

static fa_status check_buffers(analysing *a, fa_error *err)
{
    fa_buf *all[BUFFERS];
    fa_status st = FA_OK;

    buffers_of(a, all);
    for (int i = 0; st == FA_OK && i < BUFFERS; i++)
        st = fa_buf_check(all[i], err);
    return st;
}

/* An id that follows from the key, so that the same analysis has the same bytes. */
static fa_id make_id(const char *key)
{
    uint8_t bytes[10];

    for (int i = 0; i < 10; i++) {
        unsigned high = (unsigned)(key[2 * i] <= '9' ? key[2 * i] - '0' : key[2 * i] - 'a' + 10);
        unsigned low = (unsigned)(key[2 * i + 1] <= '9' ? key[2 * i + 1] - '0' : key[2 * i + 1] - 'a' + 10);

        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return fai_id_make("ana_", 0, bytes);
}

static fa_status analyse(void *payload, const fai_record_scope *scope, fa_record *record, fa_error *err)
{
    analysing *a = payload;
    fa_buf *all[BUFFERS];
    fa_status st;

    buffers_of(a, all);
    for (int i = 0; i < BUFFERS; i++)
        fa_buf_reset(all[i]);
    a->record = record;
    a->source = (fa_record_source){a->document, fai_record_scope_hash(scope, a->document)};
    record->id = make_id(scope->key);
    record->sources = &a->source;
    record->source_count = 1;
    st = fa_analyst_document(&a->svc->with.analyst, record->owner, a->document, take_document, a, err);
    record->title = a->name.data == NULL ? "" : a->name.data;
    if (st == FA_OK)
        st = fa_analyst_filing(&a->svc->with.analyst, record->owner, a->document, take_filing, a, err);
    if (st == FA_OK)
        st = ask_figures(a, fai_recipe_key_figures, &a->figures, err);
    if (st == FA_OK)
        st = ask_figures(a, fai_recipe_ratios, &a->ratios, err);
    if (st == FA_OK)
        st = ask_topics(a, err);
    if (st == FA_OK)
        st = check_buffers(a, err);
    record->outcome = a->figures.len + a->ratios.len + a->statements.len + a->sentences.len > 0
                          ? FA_RECORD_ANSWERED
                          : FA_RECORD_REFUSED;
    return st == FA_OK ? put_whole(a, err) : st;
}

fa_status fa_record_analyse(fa_record_service *svc, fa_id owner, fa_id document, const fa_record **out,
                            bool *cached, fa_error *err)
{
    analysing a = {.svc = svc, .document = document};
    fai_subject subject = {FA_RECORD_ANALYSIS, owner, recipe, &document, 1};
    fa_buf *all[BUFFERS];
    fa_status st = fai_record_service_check(svc, err);

    if (st != FA_OK)
        return st;
    if (out == NULL)
        return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the analysis");
    buffers_of(&a, all);
    for (int i = 0; i < BUFFERS; i++)
        fa_buf_init(all[i], JSON_BYTES);
    st = fai_record_tell(svc, &subject, analyse, &a, out, cached, err);
    for (int i = 0; i < BUFFERS; i++)
        fa_buf_clear(all[i]);
    return st;
}

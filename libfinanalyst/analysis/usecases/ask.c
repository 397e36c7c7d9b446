/* analysis/usecases/ask.c: from a question to a cited answer: figures first, then judgements, then sentences. */
#include <string.h>

#include "analysis/domain/cause.h"
#include "analysis/domain/cover_page.h"
#include "analysis/domain/judge.h"
#include "analysis/domain/narrate.h"
#include "analysis/domain/pick.h"
#include "analysis/domain/quote.h"
#include "analysis/domain/sheet.h"
#include "analysis/service.h"
#include "analysis/usecases/gather.h"
#include "analysis/usecases/question_input.h"
#include "analysis/usecases/scope.h"
#include "base/text.h"

/* What one question goes through. */
typedef struct asking {
    fa_analysis_service *svc;
    fa_id owner;
    const char *question;
    fai_arena arena; /* what lives as long as the call */
    fai_inventory inventory;
    fai_resolution found;
    fai_loaded loaded;
    fai_draft *draft;
} asking;

static bool several_companies(const asking *a)
{
    fai_str first = fai_str_of(a->inventory.docs[0].company);

    for (uint32_t i = 1; i < a->inventory.count; i++)
        if (!fai_str_equal_ci(fai_str_of(a->inventory.docs[i].company), first))
            return true;
    return false;
}

/* Why a question is refused before any filing is looked into. */
typedef enum refusal {
    REFUSAL_NONE = 0,
    REFUSAL_NO_DOCUMENTS,
    REFUSAL_COMPANY_UNKNOWN,
    REFUSAL_AMBIGUOUS
} refusal;

static refusal early_refusal(const asking *a)
{
    if (a->inventory.count == 0)
        return REFUSAL_NO_DOCUMENTS;
    if (a->found.unknown[0] != '\0')
        return REFUSAL_COMPANY_UNKNOWN;
    if (!a->found.company_named && !a->inventory.restricted && several_companies(a))
        return REFUSAL_AMBIGUOUS;
    return REFUSAL_NONE;
}

static void refuse_early(asking *a, refusal why)
{
    char *text;

    if (why == REFUSAL_NO_DOCUMENTS) {
        fai_draft_refuse(a->draft, "no_documents", "a document that has been read",
                         "There is no document to answer from: none has been read yet.");
    } else if (why == REFUSAL_AMBIGUOUS) {
        fai_draft_refuse(a->draft, "ambiguous", "the company that is meant",
                         "The question names no company, and there are filings of several.");
    } else {
        text = fai_arena_printf(fai_draft_arena(a->draft), "No filing of %s is among the documents.",
                                a->found.unknown);
        if (text == NULL)
            fai_draft_fail(a->draft);
        else
            fai_draft_refuse(a->draft, "company_unknown", a->found.unknown, text);
    }
}

typedef struct filling {
    fa_citation *citations;
    uint32_t count;
    fa_id document;
    int32_t page;
    fai_draft *draft;
} filling;

static fa_status fill_page(void *payload, const fa_passage *page, fa_error *err)
{
    filling *f = payload;

    (void)err;
    for (uint32_t i = 0; i < f->count; i++) {
        fa_citation *c = &f->citations[i];

        if (c->place.page == f->page && fa_id_equal(c->document, f->document) &&
            !fai_quote_fill(c, page, fai_draft_arena(f->draft)))
            fai_draft_fail(f->draft);
    }
    return FA_OK;
}

/* Whose document it is that a citation names; all of them are in the inventory. */
static fa_id owner_of(const asking *a, fa_id document)
{
    uint32_t i = 0;

    while (i + 1 < a->inventory.count && !fa_id_equal(a->inventory.docs[i].id, document))
        i++;
    return a->inventory.docs[i].owner;
}

/* Completes the citations, page by page. */
static fa_status complete(asking *a, fa_error *err)
{
    filling f = {.draft = a->draft};

    f.citations = fai_draft_citations(a->draft, &f.count);
    for (uint32_t i = 0; i < f.count; i++) {
        bool first = true;
        fa_status st;

        f.document = f.citations[i].document;
        f.page = f.citations[i].place.page;
        for (uint32_t k = 0; k < i && first; k++)
            first = f.citations[k].place.page != f.page || !fa_id_equal(f.citations[k].document, f.document);
        if (!first || f.page <= 0)
            continue;
        st = fa_passage_page(&a->svc->passages, owner_of(a, f.document), f.document, f.page, fill_page, &f,
                             err);
        if (st != FA_OK && st != FA_ENOTFOUND)
            return st;
    }
    return FA_OK;
}

/* The sentence of the question that asks, without the company's name; NULL: out of memory. */
static char *sentence_that_asks(asking *a)
{
    char *asks = fai_asking_sentence(a->question, &a->arena);

    if (asks != NULL)
        fai_blank_name(asks, a->inventory.docs[a->loaded.index[0]].company);
    return asks;
}

/* Adds the sentences that answer one sentence that asks. */
static fa_status add_sentences(asking *a, fai_narration *n, const char *asks, const char *about,
                               const fai_topic *topic, uint32_t most, fa_error *err)
{
    fai_gathered *g = fai_arena_calloc(&a->arena, 1, sizeof *g);
    fa_status st;

    if (g == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    st = fai_gather(a->svc, asks, topic, &a->inventory, &a->found, &a->loaded, &a->arena, g, err);
    g->room.about = about;
    return st == FA_OK ? fai_narrate_add(n, &g->room, most, err) : st;
}

/* Sentences of the pages found; for causes, after the figure that moved. */
static fa_status narrate(asking *a, bool *claimed, fa_error *err)
{
    const char *asks = sentence_that_asks(a);
    fai_narration n = {.draft = a->draft, .lead = ""};
    fai_cause cause = {.lead = "", .about = {""}, .count = 1};
    const fai_topic *topic;
    fa_status st = FA_OK;

    if (asks == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    topic = fai_topic_of(asks);
    cause.questions[0] = asks;
    if (fai_topic_is_cause(topic))
        st = fai_cause_read(&a->loaded.scope, asks, a->draft, &cause, claimed, err);
    n.lead = cause.lead;
    for (uint32_t i = 0; st == FA_OK && !*claimed && i < cause.count; i++)
        st = add_sentences(a, &n, cause.questions[i], cause.about[i], topic,
                           cause.count > 1 ? 2 : topic->most, err);
    if (st == FA_OK && !*claimed)
        *claimed = fai_narrate_end(&n);
    return st;
}

static fa_status read_cover(asking *a, bool *claimed, fa_error *err)
{
    const fai_leaf *leaves;
    uint32_t count;
    fa_status st = fai_gather_cover(a->svc, &a->inventory, &a->loaded, &a->arena, &leaves, &count, err);

    return st == FA_OK ? fai_cover_answer(a->question, leaves, count, a->draft, claimed, err) : st;
}

/* Sentences that belong behind the figures of a judgement. */
static fa_status support(asking *a, fa_error *err)
{
    const char *asks = sentence_that_asks(a);
    fai_narration n = {.draft = a->draft, .lead = ""};
    const fai_topic *topic;
    fa_status st;

    if (asks == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    topic = fai_topic_of(asks);
    if (!topic->support)
        return FA_OK;
    st = add_sentences(a, &n, asks, "", topic, topic->most, err);
    if (st == FA_OK)
        fai_narrate_support(&n);
    return st;
}

/* The row of a table that is largest, smallest or of a year. */
static fa_status pick(asking *a, bool *claimed, fa_error *err)
{
    const char *asks = sentence_that_asks(a);
    fai_gathered *g = fai_arena_calloc(&a->arena, 1, sizeof *g);
    const fai_topic *topic;
    fai_wanted wanted;
    fa_status st;

    if (asks == NULL || g == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    fai_wanted_read(asks, &wanted);
    topic = fai_pick_topic(asks, &wanted, a->loaded.docs[0].filing->identity.fiscal_year);
    if (topic == NULL)
        return FA_OK;
    st = fai_gather(a->svc, asks, topic, &a->inventory, &a->found, &a->loaded, &a->arena, g, err);
    return st == FA_OK ? fai_pick(&a->loaded.scope, &g->room, a->draft, claimed, err) : st;
}

static bool refused(const asking *a)
{
    const fa_answer *answer = fai_draft_answer(a->draft);

    return answer->kind == FA_ANSWER_REFUSAL &&
           (strcmp(answer->refusal, "not_reported") == 0 || strcmp(answer->refusal, "not_understood") == 0);
}

/* Tables and sentences, tried where no figure that is known by name is asked for. What has a topic of its own is told in
 * words before tables are looked at. */
static fa_status tables_or_words(asking *a, const fai_topic *topic, bool figure, bool *claimed, fa_error *err)
{
    bool general = fai_topic_is_general(topic);
    fa_status st = general ? FA_OK : narrate(a, claimed, err);

    if (st == FA_OK && !*claimed)
        st = pick(a, claimed, err);
    if (st == FA_OK && !*claimed && general && !figure)
        st = narrate(a, claimed, err);
    return st;
}

/* Causes are told in words or not at all; of the rest a figure that is there is the better answer, and its refusal the
 * better refusal. */
static fa_status figure_or_words(asking *a, bool *claimed, fa_error *err)
{
    const char *asks = sentence_that_asks(a);
    const fai_topic *topic;
    bool figure;
    fa_status st;

    if (asks == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    topic = fai_topic_of(asks);
    if (fai_topic_is_cause(topic))
        return narrate(a, claimed, err);
    st = fai_plan_numeric(&a->loaded.scope, a->question, a->draft, claimed, err);
    figure = *claimed;
    if (st != FA_OK || (figure && !refused(a)))
        return st;
    fai_draft_reset(a->draft);
    *claimed = false;
    st = tables_or_words(a, topic, figure, claimed, err);
    if (st == FA_OK && !*claimed && figure)
        st = fai_plan_numeric(&a->loaded.scope, a->question, a->draft, claimed, err);
    return st;
}

static fa_status judge(asking *a, bool *claimed, fa_error *err)
{
    fa_status st = fai_judge(&a->loaded.scope, a->question, a->draft, claimed, err);

    return st == FA_OK && *claimed ? support(a, err) : st;
}

/* A figure that is asked for by name is the better answer than a judgement that the same words may call for; a yes or a no
 * is left to the judgements, which know more about it. */
static fa_status figure_first(asking *a, bool *claimed, fa_error *err)
{
    const fa_answer *answer = fai_draft_answer(a->draft);
    fa_status st = fai_plan_numeric(&a->loaded.scope, a->question, a->draft, claimed, err);
    bool plain = answer->kind == FA_ANSWER_VALUE || answer->kind == FA_ANSWER_CHOICE ||
                 answer->kind == FA_ANSWER_LIST || strcmp(answer->refusal, "not_meaningful") == 0;

    if (st != FA_OK || (*claimed && plain))
        return st;
    *claimed = false;
    fai_draft_reset(a->draft);
    return FA_OK;
}

/* A company that is not among the documents, or words of a figure that look like one: the figure is tried first. */
static fa_status unknown_company(asking *a, refusal why, fa_error *err)
{
    bool claimed = false;
    fa_status st = fai_plan_numeric(&a->loaded.scope, a->question, a->draft, &claimed, err);

    if (st == FA_OK && !claimed) {
        fai_draft_reset(a->draft);
        refuse_early(a, why);
    }
    return st == FA_OK && claimed ? complete(a, err) : st;
}

static bool is_one_named(const asking *a)
{
    return a->inventory.count == 1 && a->inventory.restricted;
}

static bool has_statement(const fa_filing *filing)
{
    for (uint32_t i = 0; i < filing->table_count; i++)
        if (filing->tables[i].primary)
            return true;
    return false;
}

static bool prints_row(const fa_filing *filing, const char *name)
{
    for (uint32_t i = 0; i < filing->fact_count; i++)
        if (fai_str_equal_ci(fai_str_of(filing->facts[i].label), fai_str_of(name)))
            return true;
    return false;
}

/* A ratio or line item that a small document does not print, but the statement in it yields. */
static fa_status reckon(asking *a, bool *claimed, fa_error *err)
{
    const fa_filing *filing = a->loaded.docs[0].filing;
    fa_status st = has_statement(filing) ? figure_first(a, claimed, err) : FA_OK;
    const char *name;

    if (st != FA_OK || !*claimed)
        return st;
    name = fai_draft_reckoned(a->draft);
    if (name[0] == '\0' || prints_row(filing, name)) {
        *claimed = false;
        fai_draft_reset(a->draft);
    }
    return FA_OK;
}

/* A small document that the caller named, whatever it is about, is answered from its own words. */
static fa_status read_sheet(asking *a, bool *claimed, fa_error *err)
{
    const fai_leaf *leaves;
    uint32_t count;
    fa_status st = FA_OK;

    if (a->loaded.scope.count != 1 || !is_one_named(a))
        return FA_OK;
    st = fai_gather_cover(a->svc, &a->inventory, &a->loaded, &a->arena, &leaves, &count, err);
    if (st != FA_OK || !fai_sheet_is_small(&a->loaded.scope, leaves, count))
        return st;
    st = reckon(a, claimed, err);
    if (st == FA_OK && !*claimed)
        st = fai_sheet_answer(&a->loaded.scope, leaves, count, a->question, a->draft, claimed, err);
    return st;
}

static fa_status answer(asking *a, fa_error *err)
{
    refusal why = early_refusal(a);
    bool claimed = false;
    fa_status st = read_sheet(a, &claimed, err);

    if (st == FA_OK && !claimed && why == REFUSAL_COMPANY_UNKNOWN && a->inventory.restricted)
        return unknown_company(a, why, err);
    if (st == FA_OK && !claimed && why != REFUSAL_NONE) {
        refuse_early(a, why);
        return FA_OK;
    }
    if (st == FA_OK && !claimed && fai_cover_is_asked(a->question))
        st = read_cover(a, &claimed, err);
    if (st == FA_OK && !claimed)
        st = figure_first(a, &claimed, err);
    if (st == FA_OK && !claimed)
        st = judge(a, &claimed, err);
    if (st == FA_OK && !claimed)
        st = figure_or_words(a, &claimed, err);
    if (st == FA_OK && !claimed)
        fai_draft_refuse(a->draft, "not_understood", "sentences or figures that answer the question",
                         "Nothing in the documents answers the question clearly enough.");
    return st == FA_OK ? complete(a, err) : st;
}

static fa_status prepare(asking *a, const fa_question_input *in, fa_error *err)
{
    fa_status st = fai_inventory_read(a->svc, a->owner, in, &a->arena, &a->inventory, err);

    if (st == FA_OK)
        st = fai_resolve(a->question, a->inventory.docs, a->inventory.count, &a->arena, &a->found, err);
    if (st == FA_OK && (early_refusal(a) == REFUSAL_NONE || a->inventory.restricted))
        st = fai_scope_load(a->svc, &a->inventory, &a->found, &a->loaded, err);
    if (st != FA_OK)
        return st;
    a->draft = fai_draft_new(&a->loaded.scope, a->question);
    return a->draft != NULL ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory");
}

fa_status fa_ask(fa_analysis_service *svc, fa_id owner, const fa_question_input *in, const fa_answer **out,
                 fa_error *err)
{
    asking a = {.svc = svc, .owner = owner};
    fa_status st = fai_question_check(in, err);

    if (st != FA_OK)
        return st;
    if (svc == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a place for the answer are needed");
    a.question = in->question;
    fai_arena_init(&a.arena, 0);
    st = prepare(&a, in, err);
    if (st == FA_OK)
        st = answer(&a, err);
    if (st == FA_OK)
        st = fai_draft_finish(a.draft, out, err);
    else
        fai_draft_free(a.draft);
    fai_scope_release(svc, &a.loaded);
    fai_arena_clear(&a.arena);
    return st;
}

/* finanalyst/documents.c: what is stored: describing, listing, naming and removing documents. */
#include <stdio.h>
#include <string.h>

#include "finanalyst/layout.h"
#include "finanalyst/program.h"

/* "Acme Corporation, 10-K, period end 2025-12-31, 7 pages, 226 facts" */
static fa_status summarise(const fa_document *doc, fa_buf *out)
{
    char end[11];

    fa_date_format(doc->period_end, end);
    if (doc->state == FA_DOCUMENT_FAILED)
        return fa_buf_puts(out, doc->error);
    if (doc->state != FA_DOCUMENT_READY)
        return fa_buf_printf(out, "%llu bytes", (unsigned long long)doc->size_bytes);
    fa_buf_printf(out, "%s, %s", *doc->company == '\0' ? "company unknown" : doc->company,
                  *doc->form == '\0' ? "form unknown" : doc->form);
    if (*end != '\0')
        fa_buf_printf(out, ", period end %s", end);
    return fa_buf_printf(out, ", %u page%s, %u fact%s", doc->page_count, doc->page_count == 1 ? "" : "s",
                         doc->fact_count, doc->fact_count == 1 ? "" : "s");
}

fa_status program_describe(program *p, const fa_document *doc, fa_error *err)
{
    static const char *const states[] = {"", "stored", "reading", "ready", "failed", "cancelled"};
    unsigned used = (unsigned)strlen(doc->id.s) + 2 + 9 + 2;
    fa_status st;
    fa_buf text;

    fa_buf_init(&text, 1 << 20);
    if (p->json) {
        st = fa_document_to_json(doc, &text, err);
        if (st == FA_OK)
            program_print(&text);
    } else {
        st = summarise(doc, &text);
        printf("%s  %-9s  ", doc->id.s, states[doc->state]);
        layout_wrap(doc->name, used, used);
        fputs("    ", stdout);
        layout_wrap(text.data == NULL ? "" : text.data, 4, 4);
    }
    fa_buf_clear(&text);
    return st;
}

static fa_status print_document(void *payload, const fa_document *doc, fa_error *err)
{
    return program_describe(payload, doc, err);
}

int command_documents(program *p, int argc, char **argv)
{
    fa_error err = {0};

    if (argc > 0)
        return program_usage("documents takes no argument \"%s\"", argv[0]);
    if (fa_document_list(fa_app_documents(p->app), p->owner, (fa_id){{0}}, UINT32_MAX, print_document, p,
                         &err) != FA_OK)
        return program_fail(p, "documents", &err);
    return EXIT_DONE;
}

typedef struct finding {
    const char *text;
    fa_id id;
    unsigned exact;
    unsigned begun;
} finding;

static fa_status look_at(void *payload, const fa_document *doc, fa_error *err)
{
    finding *f = payload;
    size_t length = strlen(f->text);

    (void)err;
    if (strcmp(doc->id.s, f->text) == 0 || strcmp(doc->name, f->text) == 0) {
        f->id = doc->id;
        f->exact++;
    } else if (strncmp(doc->id.s, f->text, length) == 0 || strncmp(doc->name, f->text, length) == 0) {
        if (f->exact == 0)
            f->id = doc->id;
        f->begun++;
    }
    return FA_OK;
}

int program_find(program *p, const char *text, fa_id *out)
{
    finding f = {.text = text};
    fa_error err = {0};

    if (fa_document_list(fa_app_documents(p->app), p->owner, (fa_id){{0}}, UINT32_MAX, look_at, &f, &err) !=
        FA_OK)
        return program_fail(p, "documents", &err);
    if (f.exact == 1 || (f.exact == 0 && f.begun == 1)) {
        *out = f.id;
        return EXIT_DONE;
    }
    if (f.exact + f.begun > 1)
        (void)fa_fail(
            &err, FA_ENOTFOUND,
            "several documents have that name or beginning; name one by its id: finanalyst documents");
    else
        (void)fa_fail(&err, FA_ENOTFOUND,
                      "there is no such document; finanalyst documents lists those there are");
    return program_fail(p, text, &err);
}

int command_remove(program *p, int argc, char **argv)
{
    int result = EXIT_DONE;

    if (argc == 0)
        return program_usage("remove needs a document: finanalyst remove DOC…");
    for (int i = 0; i < argc; i++) {
        fa_error err = {0};
        fa_id id;
        int one = program_find(p, argv[i], &id);

        if (one == EXIT_DONE && fa_app_remove(p->app, p->owner, id, &err) != FA_OK)
            one = program_fail(p, argv[i], &err);
        if (one == EXIT_DONE && !p->json)
            printf("%s removed\n", id.s);
        if (one != EXIT_DONE)
            result = one;
    }
    return result;
}

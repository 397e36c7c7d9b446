/* ask_a_filing.c: a filing from one's own store, and the whole answer: figures, formula, and where each number stands.
 * usage: ask_a_filing FOLDER FILE "question" */
#include <stdio.h>
#include <sys/stat.h>

#include <finanalyst.h>
#include <finanalyst/adapter/extract.h>
#include <finanalyst/adapter/sodium.h>
#include <finanalyst/adapter/sqlite.h>

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the file cannot be read") : FA_OK;
}

static fa_status open_folder(const char *folder, fa_app **app, fa_error *err)
{
    char documents[512], analysis[512], blobs[512];
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    snprintf(documents, sizeof documents, "sqlite:%s/document.db", folder);
    snprintf(analysis, sizeof analysis, "sqlite:%s/analysis.db", folder);
    snprintf(blobs, sizeof blobs, "file:%s/blobs", folder);
    config.document_db = documents;
    config.analysis_db = analysis;
    config.blobs = blobs;
    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_extract_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, app, err);
    fa_registry_free(registry);
    return st;
}

static void print_figures(const fa_answer *a)
{
    char value[FA_DECIMAL_TEXT_MAX], end[11];

    for (uint32_t i = 0; i < a->figure_count; i++) {
        const fa_figure *f = &a->figures[i];

        fa_decimal_format(f->value, value);
        fa_date_format(f->period.end, end);
        printf("  %s = %s %s, period ending %s, printed \"%s\"", f->label, value, f->unit, end, f->text);
        if (f->citation >= 0)
            printf(", page %d", a->citations[f->citation].place.page);
        putchar('\n');
    }
}

static void print_answer(const fa_answer *a)
{
    printf("%s\n", a->text);
    for (uint32_t i = 0; i < a->calculation_count; i++)
        printf("  %s = %s = %s\n", a->calculations[i].name, a->calculations[i].formula,
               a->calculations[i].expression);
    print_figures(a);
    for (uint32_t i = 0; i < a->assumption_count; i++)
        printf("  assumed: %s\n", a->assumptions[i]);
    if (a->kind == FA_ANSWER_REFUSAL)
        printf("  missing: %s\n", a->missing);
}

int main(int argc, char **argv)
{
    fa_upload upload = FA_UPLOAD_INIT;
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_document *document = NULL;
    const fa_answer *answer = NULL;
    fa_error err = {0};
    fa_app *app = NULL;
    FILE *file = argc == 4 ? fopen(argv[2], "rb") : NULL;
    fa_status st;

    if (file == NULL) {
        fprintf(stderr, "usage: ask_a_filing FOLDER FILE \"question\"\n");
        return 2;
    }
    mkdir(argv[1], 0700);
    upload.name = argv[2];
    upload.read = read_file;
    upload.payload = file;
    st = open_folder(argv[1], &app, &err);
    if (st == FA_OK)
        st = fa_app_ingest(app, (fa_id){{0}}, &upload, &document, &err);
    if (st == FA_OK) {
        in.question = argv[3];
        in.documents = &document->id;
        in.document_count = 1;
        st = fa_ask(fa_app_analysis(app), (fa_id){{0}}, &in, &answer, &err);
    }
    if (st == FA_OK)
        print_answer(answer);
    else
        fprintf(stderr, "%s: %s\n", fa_status_name(st), err.message);
    fa_answer_free(answer);
    fa_document_free(document);
    fa_app_close(app);
    fclose(file);
    return st == FA_OK ? 0 : 1;
}

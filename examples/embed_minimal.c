/* embed_minimal.c: the smallest host: everything in memory, one file, one question.
 * usage: embed_minimal FILE "question" */
#include <stdio.h>

#include <finanalyst.h>
#include <finanalyst/adapter/extract.h>
#include <finanalyst/adapter/sodium.h>

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the file cannot be read") : FA_OK;
}

static fa_status open_in_memory(fa_app **app, fa_error *err)
{
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_extract_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, app, err);
    fa_registry_free(registry);
    return st;
}

static fa_status ask(fa_app *app, FILE *file, const char *name, const char *question, fa_error *err)
{
    fa_upload upload = FA_UPLOAD_INIT;
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_document *document = NULL;
    const fa_answer *answer = NULL;
    fa_status st;

    upload.name = name;
    upload.read = read_file;
    upload.payload = file;
    in.question = question;
    st = fa_app_ingest(app, (fa_id){{0}}, &upload, &document, err);
    if (st == FA_OK)
        st = fa_ask(fa_app_analysis(app), (fa_id){{0}}, &in, &answer, err);
    if (st == FA_OK)
        printf("%s\n", answer->text);
    fa_answer_free(answer);
    fa_document_free(document);
    return st;
}

int main(int argc, char **argv)
{
    fa_error err = {0};
    fa_app *app = NULL;
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    fa_status st;

    if (file == NULL) {
        fprintf(stderr, "usage: embed_minimal FILE \"question\"\n");
        return 2;
    }
    st = open_in_memory(&app, &err);
    if (st == FA_OK)
        st = ask(app, file, argv[1], argv[2], &err);
    if (st != FA_OK)
        fprintf(stderr, "%s: %s\n", fa_status_name(st), err.message);
    fa_app_close(app);
    fclose(file);
    return st == FA_OK ? 0 : 1;
}

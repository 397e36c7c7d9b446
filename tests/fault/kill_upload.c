/* fault/kill_upload.c: a process that uploads is killed at any moment, again and again. What it acknowledged is there
 * afterwards with the right bytes; what it did not is there whole or not at all. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/adapter/sodium.h>
#include <finanalyst/adapter/sqlite.h>
#include <finanalyst/app.h>

#include "host.h"
#include "temp_dir.h"
#include "unit.h"

enum { ROUNDS = 40, EACH = 200, LATEST_MS = 60 };

static char folder[TEMP_DIR_PATH];

/* An upload that was acknowledged. */
typedef struct receipt {
    int round;
    int file;
    fa_id id;
} receipt;

static receipt receipts[ROUNDS * EACH];
static int receipt_count;

/* The bytes of a file: told by its number, up to 200 KiB. */
typedef struct made {
    uint64_t seed;
    size_t size;
    size_t at;
} made;

static made make_file(int round, int file)
{
    uint64_t seed = (uint64_t)round * 1000 + (uint64_t)file;

    return (made){seed, (size_t)(1 + seed * 48271 % 200000), 0};
}

static unsigned char byte_of(const made *m, size_t i)
{
    return (unsigned char)((m->seed * 2654435761u + i * 40503u) >> 5);
}

static fa_status read_made(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    made *m = payload;
    unsigned char *out = buf;
    size_t i;

    (void)err;
    *got = m->size - m->at < cap ? m->size - m->at : cap;
    for (i = 0; i < *got; i++)
        out[i] = byte_of(m, m->at + i);
    m->at += *got;
    return FA_OK;
}

static fa_status compare_made(void *payload, const void *buf, size_t len, fa_error *err)
{
    made *m = payload;
    const unsigned char *in = buf;
    size_t i;

    for (i = 0; i < len; i++) {
        if (m->at + i >= m->size || in[i] != byte_of(m, m->at + i))
            return fa_fail(err, FA_EINTERNAL, "other bytes");
    }
    m->at += len;
    return FA_OK;
}

static fa_status open_app(fa_app **out, fa_error *err)
{
    char documents[TEMP_DIR_PATH + 32], blobs[TEMP_DIR_PATH + 32];
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    (void)snprintf(documents, sizeof documents, "sqlite:%s/document.db", folder);
    (void)snprintf(blobs, sizeof blobs, "file:%s/blobs", folder);
    config.document_db = documents;
    config.blobs = blobs;
    config.reader = "test:";
    if (st == FA_OK)
        st = host_register(registry, err);
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, out, err);
    fa_registry_free(registry);
    return st;
}

/* The process that is to be killed. */
static void upload_all(int round, int out)
{
    fa_app *app = NULL;
    int i;

    if (open_app(&app, NULL) != FA_OK)
        _exit(2);
    for (i = 0; i < EACH; i++) {
        const fa_document *doc = NULL;
        made m = make_file(round, i);
        fa_upload in = FA_UPLOAD_INIT;
        receipt r = {.round = round, .file = i};

        in.name = "a.txt";
        in.read = read_made;
        in.payload = &m;
        if (fa_document_upload(fa_app_documents(app), HOST, &in, &doc, NULL, NULL) != FA_OK)
            _exit(3);
        r.id = doc->id;
        if (write(out, &r, sizeof r) != (ssize_t)sizeof r)
            _exit(4);
        fa_document_free(doc);
    }
    _exit(0);
}

static void wait_ms(long ms)
{
    struct timespec t = {0, ms * 1000000};

    (void)nanosleep(&t, NULL);
}

/* Every second time the waiting begins with the first receipt, so that machines of any speed get to that point. */
static void run_and_kill(int round, long ms)
{
    int ends[2], status = 0;
    receipt r;
    pid_t child;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        upload_all(round, ends[1]);
    (void)close(ends[1]);
    if (round % 2 == 1) {
        ck_assert_int_eq(read(ends[0], &r, sizeof r), sizeof r);
        receipts[receipt_count++] = r;
    }
    wait_ms(ms);
    (void)kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    while (read(ends[0], &r, sizeof r) == (ssize_t)sizeof r)
        receipts[receipt_count++] = r;
    (void)close(ends[0]);
}

static fa_status count_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)buf;
    (void)err;
    *(uint64_t *)payload += len;
    return FA_OK;
}

typedef struct ids {
    fa_id items[ROUNDS * EACH];
    int count;
} ids;

static fa_status collect(void *payload, const fa_document *doc, fa_error *err)
{
    ids *all = payload;

    (void)err;
    ck_assert_int_eq(doc->state, FA_DOCUMENT_STORED);
    all->items[all->count++] = doc->id;
    return FA_OK;
}

/* Every document that there is has its bytes, and every receipt its document. */
static void check_all(fa_document_service *svc)
{
    static ids all;
    fa_id start = {{0}};
    int i;

    all.count = 0;
    ck_assert_int_eq(fa_document_list(svc, HOST, start, ROUNDS * EACH, collect, &all, NULL), FA_OK);
    ck_assert_int_ge(all.count, receipt_count);
    for (i = 0; i < all.count; i++) {
        uint64_t bytes = 0;

        ck_assert_int_eq(fa_document_content(svc, HOST, all.items[i], count_bytes, &bytes, NULL), FA_OK);
    }
    for (i = 0; i < receipt_count; i++) {
        made m = make_file(receipts[i].round, receipts[i].file);

        ck_assert_int_eq(fa_document_content(svc, HOST, receipts[i].id, compare_made, &m, NULL), FA_OK);
        ck_assert_uint_eq(m.at, m.size);
    }
}

static int drafts(void)
{
    char path[TEMP_DIR_PATH + 32];
    struct dirent *entry;
    DIR *dir;
    int n = 0;

    (void)snprintf(path, sizeof path, "%s/blobs", folder);
    dir = opendir(path);
    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        n += strncmp(entry->d_name, ".put-", 5) == 0;
    (void)closedir(dir);
    return n;
}

START_TEST(what_was_acknowledged_survives_and_nothing_is_there_by_halves)
{
    uint32_t chance = 12345;
    int round;

    for (round = 0; round < ROUNDS; round++) {
        fa_app *app = NULL;

        chance = chance * 1664525u + 1013904223u;
        run_and_kill(round, (long)(chance >> 16) % LATEST_MS);
        ck_assert_int_eq(open_app(&app, NULL), FA_OK);
        ck_assert_int_eq(drafts(), 0);
        if (round % 8 == 7)
            check_all(fa_app_documents(app));
        fa_app_close(app);
    }
    ck_assert_int_ge(receipt_count, ROUNDS / 2); /* it was no idle test */
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("kill_upload");
    int status;

    temp_dir_make(folder);
    tcase_set_timeout(tests, 100);
    tcase_add_test(tests, what_was_acknowledged_survives_and_nothing_is_there_by_halves);
    status = unit_run("fault/kill_upload", tests);
    temp_dir_remove(folder);
    return status;
}

/* Whatever the reading program does, one document fails with a reason, and the host is as before. */
#define _GNU_SOURCE /* usleep */
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <finanalyst/adapter/extract.h>

#include "pdf_sample.h"
#include "reading.h"
#include "temp_dir.h"
#include "unit.h"

enum { SHORT_MS = 300, SOON_MS = 5000, THREADS = 4 };

/* Has the fake reader misbehave. */
static fa_status provoke(const char *how, const fa_read_request *rest, fa_error *err)
{
    fa_document_reader reader = reading_open_fake();
    const fa_content *content = NULL;
    fa_status st = reading_bytes(&reader, "x", 1, how, rest, &content, err);

    ck_assert_msg((content != NULL) == (st == FA_OK), "a content that is half made");
    fa_content_free(content);
    fa_document_reader_close(&reader);
    return st;
}

static void expect(const char *how, fa_status wanted, const char *word)
{
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st = provoke(how, NULL, &err);

    ck_assert_msg(st == wanted, "%s: %s (%s), not %s", how, fa_status_name(st), err.message,
                  fa_status_name(wanted));
    ck_assert_int_eq(err.code, wanted);
    ck_assert_msg(strstr(err.message, word) != NULL, "%s: \"%s\" does not say \"%s\"", how, err.message,
                  word);
}

START_TEST(a_crash_costs_the_document_alone)
{
    expect("crash", FA_ECORRUPT, "crash");
}
END_TEST

START_TEST(an_end_without_a_word_is_a_failure)
{
    expect("nothing", FA_ECORRUPT, "without saying why");
    expect("half a message", FA_ECORRUPT, "without saying why");
}
END_TEST

START_TEST(an_answer_is_trusted_with_nothing)
{
    expect("garbage", FA_ECORRUPT, "no sense");
    expect("huge message", FA_ECORRUPT, "no sense");
    expect("no content", FA_ECORRUPT, "hold together");
    expect("false content", FA_ECORRUPT, "hold together");
    expect("success as failure", FA_ECORRUPT, "no sense");
    expect("foreign code", FA_ECORRUPT, "no sense");
    expect("control characters", FA_ECORRUPT, "a?[31mb");
}
END_TEST

START_TEST(an_answer_without_end_meets_the_limit)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    fa_read_request rest = FA_READ_REQUEST_INIT;
    fa_error err;

    limits.memory_bytes = 8 << 20;
    rest.limits = &limits;
    ck_assert_int_eq(provoke("endless", &rest, &err), FA_ETOOLARGE);
}
END_TEST

static void expect_timeout(const char *how)
{
    fa_read_request rest = FA_READ_REQUEST_INIT;
    int64_t start = reading_now_ms();
    fa_error err;

    rest.timeout_ms = SHORT_MS;
    ck_assert_int_eq(provoke(how, &rest, &err), FA_ETIMEOUT);
    ck_assert_int_lt(reading_now_ms() - start, SHORT_MS + SOON_MS);
}

START_TEST(a_hang_is_ended)
{
    expect_timeout("hang");
}
END_TEST

START_TEST(a_program_that_closes_its_answer_and_stays_is_ended)
{
    int64_t start = reading_now_ms();

    expect("deaf", FA_ECORRUPT, "");
    ck_assert_int_lt(reading_now_ms() - start, SOON_MS);
}
END_TEST

/* Keeps the number that the program told as its progress. */
static fa_status keep_number(void *payload, const char *step, uint32_t done, uint32_t total, fa_error *err)
{
    (void)step;
    (void)total;
    (void)err;
    if (done != 0)
        *(uint32_t *)payload = done;
    return FA_OK;
}

/* Whether a process runs: one that is dead may still wait for somebody to notice. */
static bool runs(uint32_t pid)
{
    char path[64], state = 'X';
    FILE *file;

    (void)snprintf(path, sizeof path, "/proc/%u/stat", pid);
    file = fopen(path, "r");
    if (file == NULL)
        return false;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = 'X';
    (void)fclose(file);
    return state != 'Z' && state != 'X';
}

START_TEST(what_the_program_started_ends_with_it)
{
    fa_read_request rest = FA_READ_REQUEST_INIT;
    uint32_t child = 0;
    fa_error err;

    rest.timeout_ms = 4 * SHORT_MS; /* time to start, on a busy machine too */
    rest.progress = keep_number;
    rest.payload = &child;
    ck_assert_int_eq(provoke("hang with child", &rest, &err), FA_ETIMEOUT);
    ck_assert_uint_ne(child, 0);
    for (int i = 0; i < 100 && runs(child); i++)
        (void)usleep(10000);
    ck_assert(!runs(child));
}
END_TEST

/* Asks for an end at the second look. */
static fa_status stop_soon(void *payload, const char *step, uint32_t done, uint32_t total, fa_error *err)
{
    ck_assert_str_eq(step, "reading");
    (void)done;
    (void)total;
    if (++*(int *)payload < 2)
        return FA_OK;
    return fa_fail(err, FA_ECANCELLED, "Enough.");
}

START_TEST(a_cancellation_does_not_wait_for_the_program)
{
    fa_read_request rest = FA_READ_REQUEST_INIT;
    int64_t start = reading_now_ms();
    int looks = 0;
    fa_error err;

    rest.progress = stop_soon;
    rest.payload = &looks;
    ck_assert_int_eq(provoke("progress, then hang", &rest, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "Enough.");
    ck_assert_int_lt(reading_now_ms() - start, SOON_MS);
}
END_TEST

START_TEST(the_program_inherits_nothing)
{
    int open_fd = dup(STDERR_FILENO);

    ck_assert_int_gt(open_fd, 2);
    ck_assert_int_eq(setenv("FA_TEST_SECRET", "secret", 1), 0);
    expect("inheritance", FA_ENOTEXT, "clean");
    (void)close(open_fd);
}
END_TEST

static int count_fds(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    ck_assert_ptr_nonnull(folder);
    while (readdir(folder) != NULL)
        count++;
    (void)closedir(folder);
    return count;
}

START_TEST(no_descriptor_and_no_child_is_left)
{
    int before = count_fds();
    fa_error err;

    (void)provoke("crash", NULL, &err);
    (void)provoke("garbage", NULL, &err);
    ck_assert_int_eq(count_fds(), before);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
}
END_TEST

/* A host may have closed its standard descriptors: the program's own take those numbers then. */
START_TEST(works_for_a_host_without_standard_descriptors)
{
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st;
    int out = dup(STDOUT_FILENO);

    (void)close(STDIN_FILENO);
    (void)close(STDOUT_FILENO);
    st = provoke("inheritance", NULL, &err);
    (void)dup2(out, STDOUT_FILENO);
    (void)close(out);
    ck_assert_msg(st == FA_ENOTEXT, "%s", err.message);
}
END_TEST

START_TEST(works_for_a_host_that_ignores_its_children)
{
    fa_error err;

    (void)signal(SIGCHLD, SIG_IGN);
    ck_assert_int_eq(provoke("crash", NULL, &err), FA_ECORRUPT);
    ck_assert_int_eq(provoke("inheritance", NULL, &err), FA_ENOTEXT);
    (void)signal(SIGCHLD, SIG_DFL);
}
END_TEST

static void *read_in_thread(void *payload)
{
    fa_document_reader *reader = payload;
    fa_buf pdf;
    bool ok = true;

    fa_buf_init(&pdf, 1 << 20);
    pdf_sample_make(&(pdf_sample){.pages = 3, .text = "Net sales"}, &pdf);
    for (int i = 0; i < 3; i++) {
        const fa_content *content = NULL;
        fa_error err;

        ok = reading_bytes(reader, pdf.data, pdf.len, "a.pdf", NULL, &content, &err) == FA_OK && ok;
        ok = ok && content->page_count == 3;
        fa_content_free(content);
    }
    fa_buf_clear(&pdf);
    return ok ? payload : NULL;
}

START_TEST(threads_may_read_at_the_same_time)
{
    fa_document_reader reader = reading_open();
    pthread_t threads[THREADS];
    void *ok;

    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, read_in_thread, &reader), 0);
    for (int i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], &ok), 0);
        ck_assert_ptr_nonnull(ok);
    }
    fa_document_reader_close(&reader);
}
END_TEST

static fa_status try_to_open(const char *url, fa_error *err)
{
    fa_document_reader reader = {NULL, NULL};
    fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_extract_register(registry, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_DOCUMENT_READER, &context, url, &reader, err);
    fa_document_reader_close(&reader);
    fa_registry_free(registry);
    return st;
}

START_TEST(a_missing_program_is_told_at_once)
{
    fa_error err;

    ck_assert_int_eq(try_to_open("sandbox:/nowhere/at/all", &err), FA_EUNAVAILABLE);
}
END_TEST

START_TEST(a_file_that_is_no_program_is_told)
{
    char folder[TEMP_DIR_PATH], url[TEMP_DIR_PATH + 32];
    fa_document_reader reader;
    const fa_content *content = NULL;
    fa_error err;
    FILE *file;

    temp_dir_make(folder);
    (void)snprintf(url, sizeof url, "sandbox:%s/reader", folder);
    file = fopen(url + strlen("sandbox:"), "w");
    ck_assert_ptr_nonnull(file);
    ck_assert(fputs("#!/nowhere/at/all\n", file) >= 0 && fclose(file) == 0);
    ck_assert_int_eq(chmod(url + strlen("sandbox:"), 0700), 0);
    reader = reading_open_url(url);
    ck_assert_int_eq(reading_bytes(&reader, "x", 1, "x", NULL, &content, &err), FA_EUNAVAILABLE);
    fa_document_reader_close(&reader);
    temp_dir_remove(folder);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("misbehaving");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_crash_costs_the_document_alone);
    tcase_add_test(t, an_end_without_a_word_is_a_failure);
    tcase_add_test(t, an_answer_is_trusted_with_nothing);
    tcase_add_test(t, an_answer_without_end_meets_the_limit);
    tcase_add_test(t, a_hang_is_ended);
    tcase_add_test(t, a_program_that_closes_its_answer_and_stays_is_ended);
    tcase_add_test(t, what_the_program_started_ends_with_it);
    tcase_add_test(t, a_cancellation_does_not_wait_for_the_program);
    tcase_add_test(t, the_program_inherits_nothing);
    tcase_add_test(t, no_descriptor_and_no_child_is_left);
    tcase_add_test(t, works_for_a_host_without_standard_descriptors);
    tcase_add_test(t, works_for_a_host_that_ignores_its_children);
    tcase_add_test(t, threads_may_read_at_the_same_time);
    tcase_add_test(t, a_missing_program_is_told_at_once);
    tcase_add_test(t, a_file_that_is_no_program_is_told);
    return unit_run("extract/misbehaving", t);
}

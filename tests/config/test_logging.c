/* The log of a server: lines are whole, tell who says what, and can be read by a machine whatever is in them. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "logging/logging.h"
#include "unit.h"

static int file;
static logging *log_under_test;

static void set_up(void)
{
    static const log_level levels[CONFIG_SERVICES] = {LOG_INFO, LOG_INFO, LOG_INFO,
                                                      LOG_INFO, LOG_INFO, LOG_ERROR};
    char name[] = "log-XXXXXX";

    file = mkstemp(name);
    ck_assert_int_ge(file, 0);
    unlink(name);
    ck_assert_int_eq(logging_new(file, levels, &log_under_test, NULL), FA_OK);
}

static void tear_down(void)
{
    logging_free(log_under_test);
    close(file);
}

/* All that was written. */
static const char *written(void)
{
    static char text[4 << 20];
    ssize_t len = pread(file, text, sizeof text - 1, 0);

    ck_assert_int_ge(len, 0);
    text[len] = '\0';
    return text;
}

static size_t lines(void)
{
    size_t count = 0;

    for (const char *at = written(); (at = strchr(at, '\n')) != NULL; at++)
        count++;
    return count;
}

START_TEST(a_line_has_time_level_service_event_and_message)
{
    const char *text;

    logging_say(log_under_test, CONFIG_USER, LOG_WARN, "mail.failed", "%d mails wait", 3);
    text = written();
    ck_assert_str_eq(text + strlen("{\"time\":\"2026-01-31T12:00:00.123Z"),
                     "\",\"level\":\"warn\",\"service\":\"user\",\"event\":\"mail.failed\",\"message\":\"3 "
                     "mails wait\"}\n");
    ck_assert_int_eq(strncmp(text, "{\"time\":\"20", 11), 0);
    ck_assert_int_eq(text[32], 'Z');
}
END_TEST

START_TEST(control_characters_and_quotes_make_no_line_of_their_own)
{
    logging_say(log_under_test, CONFIG_USER, LOG_WARN, "a\nb", "%s",
                "x\"}\n{\"level\":\"error\r\x1b[2J\x7f\xff");
    ck_assert_uint_eq(lines(), 1);
    ck_assert_ptr_nonnull(strstr(written(), "x\\\"}\\n{\\\"level\\\":\\\"error\\r\\u001b[2J"));
    ck_assert_ptr_null(strchr(written(), '\x1b'));
}
END_TEST

START_TEST(a_long_message_is_cut_and_its_line_stays_whole)
{
    char text[5000];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    logging_say(log_under_test, CONFIG_USER, LOG_INFO, "long", "%s", text);
    ck_assert_uint_eq(strlen(strstr(written(), "xxx")), 1023 + strlen("\"}\n"));
}
END_TEST

START_TEST(a_level_above_that_of_the_service_is_not_written)
{
    logging_say(log_under_test, CONFIG_USER, LOG_DEBUG, "a", "b");
    logging_say(log_under_test, CONFIG_STORAGE, LOG_WARN, "a", "b");
    ck_assert_uint_eq(lines(), 0);
    logging_say(log_under_test, CONFIG_STORAGE, LOG_ERROR, "a", "b");
    ck_assert_uint_eq(lines(), 1);
}
END_TEST

START_TEST(levels_change_while_it_is_used)
{
    logging_set_level(log_under_test, CONFIG_USER, LOG_DEBUG);
    logging_say(log_under_test, CONFIG_USER, LOG_DEBUG, "a", "b");
    logging_say(log_under_test, CONFIG_DOCUMENT, LOG_DEBUG, "a", "b");
    ck_assert_uint_eq(lines(), 1);
    logging_set_level(log_under_test, CONFIG_SERVICES, LOG_ERROR);
    for (int i = 0; i < CONFIG_SERVICES; i++) {
        ck_assert_int_eq(logging_level(log_under_test, (config_service)i), LOG_ERROR);
        logging_say(log_under_test, (config_service)i, LOG_INFO, "a", "b");
    }
    ck_assert_uint_eq(lines(), 1);
}
END_TEST

START_TEST(no_log_takes_everything_and_writes_nothing)
{
    logging_say(NULL, CONFIG_USER, LOG_ERROR, "a", "b");
    ck_assert_uint_eq(lines(), 0);
}
END_TEST

START_TEST(lines_of_requests_get_time_level_and_service)
{
    FILE *out = logging_requests(log_under_test, CONFIG_GATEWAY);

    ck_assert_ptr_nonnull(out);
    fputs("{\"event\":\"request\",\"status\":200}\n{\"event\":\"request\",\"status\":503}\n", out);
    fflush(out);
    ck_assert_uint_eq(lines(), 2);
    ck_assert_ptr_nonnull(strstr(
        written(), "\"level\":\"info\",\"service\":\"gateway\",\"event\":\"request\",\"status\":200}\n"));
    ck_assert_ptr_nonnull(strstr(
        written(), "\"level\":\"error\",\"service\":\"gateway\",\"event\":\"request\",\"status\":503}\n"));
    fclose(out);
}
END_TEST

START_TEST(only_failed_requests_are_written_at_the_level_of_errors)
{
    FILE *out = logging_requests(log_under_test, CONFIG_STORAGE);

    fputs("{\"path\":\"/\\\"status\\\":500\",\"status\":200}\n", out);
    fflush(out);
    ck_assert_uint_eq(lines(), 0);
    fputs("{\"path\":\"/\",\"status\":500}\n", out);
    fclose(out);
    ck_assert_uint_eq(lines(), 1);
}
END_TEST

START_TEST(a_line_that_comes_in_pieces_is_written_once_it_is_whole)
{
    FILE *out = logging_requests(log_under_test, CONFIG_GATEWAY);

    fputs("{\"event\":", out);
    fflush(out);
    ck_assert_uint_eq(lines(), 0);
    fputs("\"request\"}\n", out);
    fflush(out);
    ck_assert_ptr_nonnull(strstr(written(), "\"service\":\"gateway\",\"event\":\"request\"}\n"));
    fclose(out);
}
END_TEST

static const char *recent_lines(config_service service, log_level level, const char *request, uint32_t limit)
{
    static char text[1 << 21];
    logging_filter f = {service, level, request, limit};
    fa_buf out;

    fa_buf_init(&out, sizeof text);
    ck_assert_int_eq(logging_recent(log_under_test, &f, &out, NULL), FA_OK);
    snprintf(text, sizeof text, "%s", out.data == NULL ? "" : out.data);
    fa_buf_clear(&out);
    return text;
}

START_TEST(the_last_lines_are_kept_as_they_were_written)
{
    ck_assert_str_eq(recent_lines(CONFIG_SERVICES, LOG_DEBUG, NULL, 10), "");
    logging_say(log_under_test, CONFIG_USER, LOG_WARN, "a", "1");
    ck_assert_str_eq(recent_lines(CONFIG_SERVICES, LOG_DEBUG, NULL, 10), written());
    logging_say(log_under_test, CONFIG_GATEWAY, LOG_INFO, "a", "2");
    logging_say(log_under_test, CONFIG_GATEWAY, LOG_DEBUG, "a", "not written");
    ck_assert_str_eq(recent_lines(CONFIG_SERVICES, LOG_DEBUG, NULL, 10), written());
}
END_TEST

START_TEST(the_last_lines_are_found_by_service_level_and_request)
{
    FILE *out = logging_requests(log_under_test, CONFIG_GATEWAY);
    const char *text;

    logging_say(log_under_test, CONFIG_USER, LOG_WARN, "a", "\"service\":\"gateway\" \"level\":\"error\"");
    fputs("{\"request_id\":\"r-1\",\"status\":200}\n{\"request_id\":\"r-10\",\"status\":500}\n", out);
    fclose(out);
    ck_assert_str_eq(recent_lines(CONFIG_SERVICES, LOG_DEBUG, NULL, 3), written());
    text = recent_lines(CONFIG_USER, LOG_DEBUG, NULL, 10);
    ck_assert_ptr_nonnull(strstr(text, "\"service\":\"user\""));
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
    text = recent_lines(CONFIG_GATEWAY, LOG_ERROR, NULL, 10);
    ck_assert_ptr_nonnull(strstr(text, "\"r-10\""));
    ck_assert_ptr_null(strstr(text, "\"r-1\""));
    text = recent_lines(CONFIG_SERVICES, LOG_DEBUG, "r-1", 10);
    ck_assert_ptr_nonnull(strstr(text, "\"r-1\""));
    ck_assert_ptr_null(strstr(text, "\"r-10\""));
    text = recent_lines(CONFIG_SERVICES, LOG_DEBUG, NULL, 1);
    ck_assert_ptr_nonnull(strstr(text, "\"r-10\""));
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
    ck_assert_str_eq(recent_lines(CONFIG_STORAGE, LOG_DEBUG, NULL, 10), "");
}
END_TEST

START_TEST(the_oldest_lines_make_room_and_the_rest_stay_whole)
{
    char filler[701];
    const char *text, *end;
    size_t count = 0;

    memset(filler, 'x', sizeof filler - 1);
    filler[sizeof filler - 1] = '\0';
    for (int i = 0; i < 4000; i++)
        logging_say(log_under_test, CONFIG_USER, LOG_INFO, "fill", "%d %.*s", i, 300 + i % 400, filler);
    text = recent_lines(CONFIG_SERVICES, LOG_DEBUG, NULL, 100000);
    ck_assert_uint_gt(strlen(text), (1 << 20) - 2000);
    ck_assert_uint_le(strlen(text), 1 << 20);
    end = written();
    ck_assert_str_eq(text, end + strlen(end) - strlen(text));
    for (const char *at = text; *at != '\0'; at = strchr(at, '\n') + 1, count++)
        ck_assert_int_eq(strncmp(at, "{\"time\":\"", 9), 0);
    ck_assert_uint_gt(count, 1000);
}
END_TEST

enum { THREADS = 4, EACH = 500 };

static void *write_many(void *payload)
{
    FILE *out = payload;

    for (int i = 0; i < EACH; i++) {
        logging_say(log_under_test, CONFIG_USER, LOG_INFO, "many", "%d", i);
        fprintf(out, "{\"event\":\"request\",\"status\":%d}\n", 200 + i % 200);
        if (i % 10 == 0)
            fflush(out);
    }
    return NULL;
}

START_TEST(lines_of_several_threads_do_not_mix)
{
    FILE *out = logging_requests(log_under_test, CONFIG_GATEWAY);
    pthread_t threads[THREADS];
    size_t good = 0;

    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, write_many, out), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    fclose(out);
    for (const char *at = written(); *at != '\0'; at = strchr(at, '\n') + 1)
        good += strncmp(at, "{\"time\":\"", 9) == 0 && strcspn(at + 1, "{\n") == strcspn(at, "\n") - 1;
    ck_assert_uint_eq(good, 2 * THREADS * EACH);
    ck_assert_uint_eq(lines(), 2 * THREADS * EACH);
}
END_TEST

START_TEST(names_of_levels_and_services_are_found_again)
{
    config_service service;
    log_level level;

    for (int i = 0; i <= CONFIG_SERVICES; i++) {
        ck_assert(config_service_of(config_service_name((config_service)i), &service));
        ck_assert_int_eq(service, i);
    }
    for (int i = 0; i < LOG_LEVELS; i++) {
        ck_assert(log_level_of(log_level_name((log_level)i), &level));
        ck_assert_int_eq(level, i);
    }
    ck_assert(!log_level_of("loud", &level));
    ck_assert(!config_service_of("", &service));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("logging");

    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, a_line_has_time_level_service_event_and_message);
    tcase_add_test(t, control_characters_and_quotes_make_no_line_of_their_own);
    tcase_add_test(t, a_long_message_is_cut_and_its_line_stays_whole);
    tcase_add_test(t, a_level_above_that_of_the_service_is_not_written);
    tcase_add_test(t, levels_change_while_it_is_used);
    tcase_add_test(t, no_log_takes_everything_and_writes_nothing);
    tcase_add_test(t, lines_of_requests_get_time_level_and_service);
    tcase_add_test(t, only_failed_requests_are_written_at_the_level_of_errors);
    tcase_add_test(t, a_line_that_comes_in_pieces_is_written_once_it_is_whole);
    tcase_add_test(t, the_last_lines_are_kept_as_they_were_written);
    tcase_add_test(t, the_last_lines_are_found_by_service_level_and_request);
    tcase_add_test(t, the_oldest_lines_make_room_and_the_rest_stay_whole);
    tcase_add_test(t, lines_of_several_threads_do_not_mix);
    tcase_add_test(t, names_of_levels_and_services_are_found_again);
    return unit_run("logging", t);
}

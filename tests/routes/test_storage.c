/* The routes of the storage service over HTTP: whose objects, which quotas, who may do what. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "host.h"
#include "storage/routes.h"
#include "unit.h"

#define ANN "usr_0000000000000000000000000a"
#define BOB "usr_0000000000000000000000000b"

static storage_routes routes;
static http_server *server;

/* The tests say who asks in a header; "admin" stands behind the id. */
static fa_status who(void *payload, const http_request *req, http_caller *out, fa_error *err)
{
    const char *text = http_header(req, "X-Test-User");
    char id[32] = "";

    (void)payload;
    if (text == NULL)
        return FA_OK;
    (void)snprintf(id, sizeof id, "%.30s", text);
    out->is_admin = strstr(text, "admin") != NULL;
    return fa_id_parse(id, "usr_", &out->user, err);
}

static fa_time now(void *payload)
{
    (void)payload;
    return (fa_time)20000 * 86400000; /* some months after the clock of the tests */
}

static void set_up(void)
{
    static const http_table table = {.name = "storage", .routes = storage_route_table, .service = &routes};
    http_options options = {.max_upload_bytes = 1 << 20,
                            .spool_dir = "/tmp",
                            .tables = &table,
                            .table_count = 1,
                            .identify = who};
    fa_storage_config config = FA_STORAGE_CONFIG_INIT;
    fa_registry *registry = NULL;

    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(host_register(registry, NULL), FA_OK);
    config.clock = config.hasher = "test:";
    config.quota = (fa_quota){1000, 4, 600};
    routes = (storage_routes){.now = now};
    ck_assert_int_eq(fa_storage_open(registry, &config, &routes.storage, NULL), FA_OK);
    fa_registry_free(registry);
    ck_assert_int_eq(http_server_start(&options, &server, NULL), FA_OK);
}

static void tear_down(void)
{
    http_server_stop(server);
    fa_storage_close(routes.storage);
}

/* ---- a client ---- */

static fa_buf answer;

static size_t keep(char *bytes, size_t size, size_t count, void *payload)
{
    (void)payload;
    return fa_buf_append(&answer, bytes, size * count) == FA_OK ? size * count : 0;
}

static long ask(const char *user, const char *method, const char *path, const char *type, const char *body)
{
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, type == NULL ? "Accept: */*" : type);
    char url[256], line[128];
    long status = 0;

    fa_buf_clear(&answer);
    fa_buf_init(&answer, 1 << 20);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u%s", (unsigned)http_server_port(server), path);
    (void)snprintf(line, sizeof line, "X-Test-User: %s", user);
    headers = curl_slist_append(headers, line);
    headers = curl_slist_append(headers, "Expect:");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    if (body != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
    }
    ck_assert_int_eq(curl_easy_perform(curl), CURLE_OK);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return status;
}

static void expect_text(const char *piece)
{
    ck_assert_msg(answer.data != NULL && strstr(answer.data, piece) != NULL, "no %s in %s", piece,
                  answer.data == NULL ? "" : answer.data);
}

static long put(const char *user, const char *name, const char *text)
{
    char path[128];

    (void)snprintf(path, sizeof path, "/api/v1/objects/%s", name);
    return ask(user, "PUT", path, "Content-Type: application/octet-stream", text);
}

START_TEST(an_object_goes_in_and_comes_out)
{
    ck_assert_int_eq(put(ANN, "report", "hello"), 201);
    expect_text("\"name\":\"report\",\"user_id\":\"" ANN
                "\",\"size_bytes\":5,\"sha256\":\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b1"
                "61e5c1fa7425e73043362938b9824\",\"status\":\"stored\"");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/report", NULL, NULL), 200);
    ck_assert_str_eq(answer.data, "hello");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/report", "Range: bytes=1-2", NULL), 206);
    ck_assert_str_eq(answer.data, "el");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/report/metadata", NULL, NULL), 200);
    ck_assert_int_eq(put(ANN, "report", "other"), 409);
    ck_assert_int_eq(ask(ANN, "DELETE", "/api/v1/objects/report", NULL, NULL), 204);
    ck_assert_int_eq(ask(ANN, "DELETE", "/api/v1/objects/report", NULL, NULL), 404);
    ck_assert_int_eq(put(ANN, "No.Name", "x"), 422);
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/No.Name", NULL, NULL), 404);
}
END_TEST

START_TEST(another_users_object_is_like_none)
{
    char none[512];

    ck_assert_int_eq(put(ANN, "report", "hello"), 201);
    ck_assert_int_eq(ask(BOB, "GET", "/api/v1/objects/nothin", NULL, NULL), 404);
    (void)snprintf(none, sizeof none, "%s", strstr(answer.data, "\"title\""));
    none[strcspn(none, ",")] = '\0';
    ck_assert_int_eq(ask(BOB, "GET", "/api/v1/objects/report", NULL, NULL), 404);
    expect_text(none);
    expect_text("there is no such object");
    ck_assert_int_eq(ask(BOB, "GET", "/api/v1/objects/report/metadata", NULL, NULL), 404);
    ck_assert_int_eq(ask(BOB, "DELETE", "/api/v1/objects/report", NULL, NULL), 404);
    ck_assert_int_eq(ask(BOB, "GET", "/api/v1/objects", NULL, NULL), 200);
    ck_assert_str_eq(answer.data, "{\"items\":[],\"next_cursor\":null}");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/report", NULL, NULL), 200);
}
END_TEST

START_TEST(lists_come_page_by_page)
{
    ck_assert_int_eq(put(ANN, "c", "1"), 201);
    ck_assert_int_eq(put(ANN, "a", "1"), 201);
    ck_assert_int_eq(put(ANN, "b", "1"), 201);
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects?limit=2", NULL, NULL), 200);
    expect_text("\"name\":\"a\"");
    expect_text("\"next_cursor\":\"b\"}");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects?limit=2&cursor=b", NULL, NULL), 200);
    expect_text("{\"items\":[{\"name\":\"c\"");
    expect_text("\"next_cursor\":null}");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects?cursor=No", NULL, NULL), 422);
}
END_TEST

START_TEST(a_full_quota_is_507_and_tells_what_is_left)
{
    static char text[701];

    memset(text, 'x', 700);
    ck_assert_int_eq(put(ANN, "large", text), 413);
    text[600] = '\0';
    ck_assert_int_eq(put(ANN, "one", text), 201);
    ck_assert_int_eq(put(ANN, "two", text), 507);
    expect_text("400 are left");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/quota/me", NULL, NULL), 200);
    ck_assert_str_eq(
        answer.data,
        "{\"user_id\":\"" ANN "\",\"size_bytes\":600,\"objects\":1,\"reserved_bytes\":0,\"reserved_"
        "objects\":0,\"free_bytes\":400,\"quota\":{\"max_bytes\":1000,\"max_objects\":4,\"max_object_"
        "bytes\":600,\"own\":false}}");
}
END_TEST

START_TEST(administrators_set_quotas_and_see_all)
{
    static const char path[] = "/api/v1/admin/storage/quotas/" ANN;

    ck_assert_int_eq(put(ANN, "a", "12345"), 201);
    ck_assert_int_eq(put(BOB, "b", "123"), 201);
    ck_assert_int_eq(ask(BOB " admin", "PUT", path, "Content-Type: application/json",
                         "{\"max_bytes\":5,\"max_objects\":null}"),
                     200);
    expect_text("\"quota\":{\"max_bytes\":5,\"max_objects\":null,\"max_object_bytes\":null,\"own\":true}");
    ck_assert_int_eq(put(ANN, "b", "1"), 507);
    ck_assert_int_eq(ask(BOB " admin", "GET", "/api/v1/admin/storage/overview", NULL, NULL), 200);
    expect_text("{\"user_id\":null,\"size_bytes\":8,\"objects\":2");
    ck_assert_int_eq(ask(BOB " admin", "GET", "/api/v1/admin/storage/users?limit=1", NULL, NULL), 200);
    expect_text("\"next_cursor\":\"" ANN "\"}");
    ck_assert_int_eq(ask(BOB " admin", "DELETE", path, NULL, NULL), 200);
    expect_text("\"own\":false");
    ck_assert_int_eq(ask(BOB " admin", "GET", path, NULL, NULL), 200);
    ck_assert_int_eq(ask(BOB " admin", "GET", "/api/v1/admin/storage/quotas/nobody", NULL, NULL), 404);
}
END_TEST

static const char *const bad_quotas[] = {"{}",
                                         "[]",
                                         "{\"max_bytes\":-1}",
                                         "{\"max_bytes\":1.5}",
                                         "{\"max_bytes\":\"1\"}",
                                         "{\"max_bytes\":1,\"more\":1}",
                                         "{\"max_bytes\":1,\"max_bytes\":2}",
                                         "{"};

START_TEST(a_quota_that_is_none_is_refused)
{
    long status = ask(BOB " admin", "PUT", "/api/v1/admin/storage/quotas/" ANN,
                      "Content-Type: application/json", bad_quotas[_i]);

    ck_assert(status == 422 || status == 400);
}
END_TEST

static const struct {
    const char *method, *path;
} for_administrators[] = {{"GET", "/api/v1/admin/storage/overview"},
                          {"GET", "/api/v1/admin/storage/users"},
                          {"GET", "/api/v1/admin/storage/quotas/" ANN},
                          {"DELETE", "/api/v1/admin/storage/quotas/" ANN},
                          {"POST", "/api/v1/admin/storage/cleanup/orphaned"},
                          {"POST", "/api/v1/admin/storage/cleanup/user/" ANN},
                          {"POST", "/api/v1/admin/storage/retention?older_than_days=1"},
                          {"POST", "/api/v1/admin/storage/scrub"}};

START_TEST(others_may_not_administer)
{
    ck_assert_int_eq(put(ANN, "a", "12345"), 201);
    ck_assert_int_eq(ask(ANN, for_administrators[_i].method, for_administrators[_i].path, NULL,
                         for_administrators[_i].method[0] == 'P' ? "" : NULL),
                     403);
    ck_assert_int_eq(ask(BOB " admin", for_administrators[_i].method, for_administrators[_i].path, NULL,
                         for_administrators[_i].method[0] == 'P' ? "" : NULL),
                     200);
}
END_TEST

START_TEST(upkeep_tells_what_it_finds_and_a_dry_run_leaves_it)
{
    ck_assert_int_eq(put(ANN, "a", "12345"), 201);
    ck_assert_int_eq(
        ask(BOB " admin", "POST", "/api/v1/admin/storage/cleanup/user/" ANN "?dry_run=true", NULL, ""), 200);
    ck_assert_str_eq(answer.data,
                     "{\"findings\":[{\"kind\":\"of_user\",\"user_id\":\"" ANN
                     "\",\"name\":\"a\",\"size_bytes\":5,"
                     "\"done\":false}],\"dry_run\":true,\"found\":1,\"found_bytes\":5,\"next_cursor\":null}");
    ck_assert_int_eq(
        ask(BOB " admin", "POST", "/api/v1/admin/storage/cleanup/user/" ANN "?dry_run=yes", NULL, ""), 422);
    ck_assert_int_eq(ask(BOB " admin", "POST", "/api/v1/admin/storage/retention", NULL, ""), 422);
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/a", NULL, NULL), 200);
    ck_assert_int_eq(ask(BOB " admin", "POST", "/api/v1/admin/storage/scrub?unchecked_days=0", NULL, ""),
                     200);
    expect_text("\"found\":0");
    ck_assert_int_eq(
        ask(BOB " admin", "POST", "/api/v1/admin/storage/retention?older_than_days=1&prefix=a", NULL, ""),
        200);
    expect_text("\"kind\":\"expired\"");
    ck_assert_int_eq(ask(ANN, "GET", "/api/v1/objects/a", NULL, NULL), 404);
    ck_assert_int_eq(ask(BOB " admin", "POST", "/api/v1/admin/storage/cleanup/orphaned", NULL, ""), 200);
    expect_text("{\"findings\":[],\"dry_run\":false,\"found\":0");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("storage");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, an_object_goes_in_and_comes_out);
    tcase_add_test(tests, another_users_object_is_like_none);
    tcase_add_test(tests, lists_come_page_by_page);
    tcase_add_test(tests, a_full_quota_is_507_and_tells_what_is_left);
    tcase_add_test(tests, administrators_set_quotas_and_see_all);
    tcase_add_loop_test(tests, a_quota_that_is_none_is_refused, 0, sizeof bad_quotas / sizeof *bad_quotas);
    tcase_add_loop_test(tests, others_may_not_administer, 0,
                        sizeof for_administrators / sizeof *for_administrators);
    tcase_add_test(tests, upkeep_tells_what_it_finds_and_a_dry_run_leaves_it);
    return unit_run("routes/storage", tests);
}

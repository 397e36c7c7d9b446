/* What services tell each other: every member comes back, and what is not whole is refused. */
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "unit.h"

/* A list as it is sent, and what becomes of it when a piece of it is put in another's place. */
static fa_buf list;

static void set_up(void)
{
    fa_buf_init(&list, 1 << 20);
    (void)fa_buf_puts(&list, "{\"items\":[");
}

static void tear_down(void)
{
    fa_buf_clear(&list);
}

static void end(void)
{
    (void)fa_buf_puts(&list, "]}");
    ck_assert_int_eq(fa_buf_check(&list, NULL), FA_OK);
}

typedef fa_status (*read_fn)(const char *text, size_t len, fa_error *err);

/* A change of the list, and the member that is then wrong, "" = the list itself. */
typedef struct refusal {
    const char *piece, *other, *field;
} refusal;

static void expect_refused(read_fn reads, const refusal *r)
{
    const char *at = strstr(list.data, r->piece);
    fa_error err = {0};
    fa_buf changed;

    ck_assert_msg(at != NULL, "%s is not in %s", r->piece, list.data);
    fa_buf_init(&changed, 1 << 20);
    (void)fa_buf_append(&changed, list.data, (size_t)(at - list.data));
    (void)fa_buf_puts(&changed, r->other);
    (void)fa_buf_puts(&changed, at + strlen(r->piece));
    ck_assert_msg(reads(changed.data, changed.len, &err) == FA_ECORRUPT, "taken: %s", changed.data);
    ck_assert_str_eq(err.field, r->field);
    fa_buf_clear(&changed);
}

#define EXPECT_ALL_REFUSED(reads, refusals)                                                                  \
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)                                          \
    expect_refused(reads, &refusals[i])

/* ---- documents ---- */

static const fa_document full = {.id = {"doc_1"},
                                 .owner = {"usr_1"},
                                 .legacy_id = UINT32_MAX,
                                 .name = "Jahres \"10-K\"\\\xc3\x9f\x01.pdf",
                                 .sha256 = "ab",
                                 .size_bytes = UINT64_C(1) << 50,
                                 .media_type = "application/pdf",
                                 .state = FA_DOCUMENT_FAILED,
                                 .error_code = FA_ENOTEXT,
                                 .error = "only pictures",
                                 .page_count = 3,
                                 .fact_count = 4000000000u,
                                 .company = "Fj\xc3\xb8rd & Sons",
                                 .ticker = "FJRD",
                                 .form = "10-K/A",
                                 .currency = "NOK",
                                 .period_end = -1,
                                 .fiscal_year = 2024,
                                 .fiscal = FA_FISCAL_FY,
                                 .created = 1700000000123,
                                 .version = 7,
                                 .deleted = 1700000000999,
                                 .tags = "2024\nto check\n",
                                 .corrected = FA_FIELD_COMPANY | FA_FIELD_FISCAL,
                                 .detected = {"Fjord", "10-K", 19000, 2023, FA_FISCAL_M9}};

static const fa_document bare = {.id = {"doc_2"},
                                 .name = "",
                                 .sha256 = "",
                                 .media_type = "",
                                 .state = FA_DOCUMENT_STORED,
                                 .error = "",
                                 .company = "",
                                 .ticker = "",
                                 .form = "",
                                 .currency = "",
                                 .period_end = FA_DATE_NONE,
                                 .tags = "",
                                 .detected = FA_DETECTED_NONE};

static fa_status compare_documents(void *payload, const fa_document *doc, fa_error *err)
{
    int *seen = payload;
    const fa_document *want = (*seen)++ == 0 ? &full : &bare;

    (void)err;
    ck_assert_str_eq(doc->id.s, want->id.s);
    ck_assert_str_eq(doc->owner.s, want->owner.s);
    ck_assert_uint_eq(doc->legacy_id, want->legacy_id);
    ck_assert_str_eq(doc->name, want->name);
    ck_assert_str_eq(doc->sha256, want->sha256);
    ck_assert_uint_eq(doc->size_bytes, want->size_bytes);
    ck_assert_str_eq(doc->media_type, want->media_type);
    ck_assert_int_eq(doc->state, want->state);
    ck_assert_int_eq(doc->error_code, want->error_code);
    ck_assert_str_eq(doc->error, want->error);
    ck_assert_uint_eq(doc->page_count, want->page_count);
    ck_assert_uint_eq(doc->fact_count, want->fact_count);
    ck_assert_str_eq(doc->company, want->company);
    ck_assert_str_eq(doc->ticker, want->ticker);
    ck_assert_str_eq(doc->form, want->form);
    ck_assert_str_eq(doc->currency, want->currency);
    ck_assert_int_eq(doc->period_end, want->period_end);
    ck_assert_int_eq(doc->fiscal_year, want->fiscal_year);
    ck_assert_int_eq(doc->fiscal, want->fiscal);
    ck_assert_int_eq(doc->created, want->created);
    ck_assert_uint_eq(doc->version, want->version);
    ck_assert_int_eq(doc->deleted, want->deleted);
    ck_assert_str_eq(doc->tags, want->tags);
    ck_assert_uint_eq(doc->corrected, want->corrected);
    ck_assert_str_eq(doc->detected.company, want->detected.company);
    ck_assert_str_eq(doc->detected.form, want->detected.form);
    ck_assert_int_eq(doc->detected.period_end, want->detected.period_end);
    ck_assert_int_eq(doc->detected.fiscal_year, want->detected.fiscal_year);
    ck_assert_int_eq(doc->detected.fiscal, want->detected.fiscal);
    return FA_OK;
}

static fa_status pass_document(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

static fa_status read_documents(const char *text, size_t len, fa_error *err)
{
    return fa_documents_from_json(text, len, pass_document, NULL, err);
}

START_TEST(documents_come_back_whole)
{
    int seen = 0;

    (void)fa_document_to_json(&full, &list, NULL);
    (void)fa_buf_puts(&list, ",");
    (void)fa_document_to_json(&bare, &list, NULL);
    end();
    ck_assert_int_eq(fa_documents_from_json(list.data, list.len, compare_documents, &seen, NULL), FA_OK);
    ck_assert_int_eq(seen, 2);
}
END_TEST

START_TEST(documents_with_a_wrong_member_are_refused)
{
    static const refusal refusals[] = {
        {"\"id\":\"doc_1\"", "\"id\":null", "id"},
        {"\"id\":\"doc_1\"", "\"id\":\"doc/1\"", "id"},
        {"\"id\":\"doc_1\"", "\"id\":\"doc_0000000000000000000000000000\"", "id"},
        {"\"id\":\"doc_1\",", "", "id"},
        {"\"usr_1\"", "7", "owner_id"},
        {"4294967295", "4294967296", "legacy_id"},
        {"4294967295", "-1", "legacy_id"},
        {"4294967295", "1.5", "legacy_id"},
        {"\"ab\"", "[\"ab\"]", "sha256"},
        {"1125899906842624", "\"1\"", "size_bytes"},
        {"\"failed\"", "\"lost\"", "status"},
        {"\"failed\"", "null", "status"},
        {"\"no_text\"", "\"no_idea\"", "error"},
        {"\"no_text\"", "null", "error"},
        {",\"message\":\"only pictures\"", "", "error"},
        {"\"page_count\":3", "\"page_count\":true", "page_count"},
        {"\"1969-12-31\"", "\"1969-02-30\"", "period_end"},
        {"\"FY\"", "\"Q5\"", "fiscal"},
        {"[\"company\",\"fiscal\"]", "[\"company\",\"name\"]", "corrected"},
        {"[\"company\",\"fiscal\"]", "[1]", "corrected"},
        {"[\"company\",\"fiscal\"]", "{}", "corrected"},
        {"[\"company\",\"fiscal\"]", "null", "corrected"},
        {"\"M9\"", "9", "detected"},
        {"{\"company\":\"Fjord\"", "{\"c\":1", "detected"},
        {"[\"2024\",", "[\"\",", "tags"},
        {"[\"2024\",", "[\"20\\n24\",", "tags"},
        {"[\"2024\",", "[null,", "tags"},
        {"\"2023-11-14T22:13:20.123Z\"", "\"2023-11-14 22:13:20.123Z\"", "created_at"},
        {"\"2023-11-14T22:13:20.123Z\"", "\"2023-11-14T25:13:20.123Z\"", "created_at"},
        {"\"2023-11-14T22:13:20.123Z\"", "1700000000123", "created_at"},
        {"\"version\":7", "\"Version\":7", "version"},
        {"{\"items\":[", "{\"item\":[", ""},
        {"{\"items\":[{", "{\"items\":[7,{", "id"},
        {"]}", "]", ""},
        {"\"doc_1\"", "\"doc_1\",\"id\":\"doc_1\"", ""},
    };

    (void)fa_document_to_json(&full, &list, NULL);
    end();
    ck_assert_int_eq(read_documents(list.data, list.len, NULL), FA_OK);
    EXPECT_ALL_REFUSED(read_documents, refusals);
}
END_TEST

START_TEST(what_is_no_list_is_refused)
{
    static const char *const texts[] = {"",
                                        "null",
                                        "[]",
                                        "{}",
                                        "{\"items\":null}",
                                        "{\"items\":{}}",
                                        "{\"items\":[]",
                                        "\xff",
                                        "{\"items\":[]}{}"};
    fa_error err;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_int_eq(read_documents(texts[i], strlen(texts[i]), &err), FA_ECORRUPT);
    ck_assert_int_eq(read_documents(NULL, 0, &err), FA_EINVALID);
    ck_assert_int_eq(fa_documents_from_json("{\"items\":[]}", 12, NULL, NULL, &err), FA_EINVALID);
    ck_assert_int_eq(read_documents("{\"items\":[],\"more\":1}", 21, &err), FA_OK);
}
END_TEST

static fa_status stop(void *payload, const fa_document *doc, fa_error *err)
{
    (void)doc;
    ++*(int *)payload;
    return fa_fail(err, FA_ECANCELLED, "enough");
}

START_TEST(who_looks_can_stop)
{
    fa_error err = {0};
    int seen = 0;

    (void)fa_document_to_json(&full, &list, NULL);
    (void)fa_buf_puts(&list, ",");
    (void)fa_document_to_json(&bare, &list, NULL);
    end();
    ck_assert_int_eq(fa_documents_from_json(list.data, list.len, stop, &seen, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "enough");
    ck_assert_int_eq(seen, 1);
}
END_TEST

/* Every cut of a list is refused, and none is read past its end. */
START_TEST(every_cut_is_refused)
{
    (void)fa_document_to_json(&full, &list, NULL);
    end();
    for (size_t n = 0; n < list.len; n++) {
        char *cut = malloc(n == 0 ? 1 : n);

        ck_assert_ptr_nonnull(cut);
        memcpy(cut, list.data, n);
        ck_assert_int_eq(read_documents(cut, n, NULL), FA_ECORRUPT);
        free(cut);
    }
}
END_TEST

/* ---- jobs ---- */

static const fa_job job = {.id = {"job_1"},
                           .owner = {"usr_1"},
                           .document = {"doc_1"},
                           .state = FA_JOB_CANCELLED,
                           .step = "reading",
                           .done = 149,
                           .total = 150,
                           .attempts = 2,
                           .cancel = true,
                           .error_code = FA_ESECONDFACTOR,
                           .error = "the last code there is",
                           .created = 1,
                           .updated = 86399999,
                           .version = UINT32_MAX};

static fa_status compare_job(void *payload, const fa_job *got, fa_error *err)
{
    (void)err;
    ++*(int *)payload;
    ck_assert_str_eq(got->id.s, job.id.s);
    ck_assert_str_eq(got->owner.s, job.owner.s);
    ck_assert_str_eq(got->document.s, job.document.s);
    ck_assert_int_eq(got->state, job.state);
    ck_assert_str_eq(got->step, job.step);
    ck_assert_uint_eq(got->done, job.done);
    ck_assert_uint_eq(got->total, job.total);
    ck_assert_uint_eq(got->attempts, job.attempts);
    ck_assert_int_eq(got->cancel, job.cancel);
    ck_assert_int_eq(got->error_code, job.error_code);
    ck_assert_str_eq(got->error, job.error);
    ck_assert_int_eq(got->created, job.created);
    ck_assert_int_eq(got->updated, job.updated);
    ck_assert_uint_eq(got->version, job.version);
    return FA_OK;
}

static fa_status read_jobs(const char *text, size_t len, fa_error *err)
{
    int seen = 0;

    return fa_jobs_from_json(text, len, compare_job, &seen, err);
}

START_TEST(jobs_come_back_whole)
{
    static const refusal refusals[] = {
        {"\"job_1\"", "\"\"", "id"},
        {"\"doc_1\"", "null", "document_id"},
        {"\"cancelled\"", "\"gone\"", "status"},
        {"\"cancel_requested\":true", "\"cancel_requested\":null", "cancel_requested"},
        {"\"attempts\":2", "\"attempts\":-2", "attempts"},
        {"\"owner_id\":\"usr_1\",", "", "owner_id"}};
    int seen = 0;

    (void)fa_job_to_json(&job, &list, NULL);
    end();
    ck_assert_int_eq(fa_jobs_from_json(list.data, list.len, compare_job, &seen, NULL), FA_OK);
    ck_assert_int_eq(seen, 1);
    EXPECT_ALL_REFUSED(read_jobs, refusals);
}
END_TEST

/* ---- removals, blobs and events ---- */

static fa_status compare_removal(void *payload, const fa_removal *got, fa_error *err)
{
    const fa_removal *want = payload;

    (void)err;
    ck_assert_uint_eq(got->seq, want->seq);
    ck_assert_str_eq(got->document.s, want->document.s);
    ck_assert_str_eq(got->owner.s, want->owner.s);
    ck_assert_int_eq(got->time, want->time);
    return FA_OK;
}

static fa_removal removal = {UINT64_C(1) << 53, {"doc_1"}, {""}, 1700000000123};

static fa_status read_removals(const char *text, size_t len, fa_error *err)
{
    return fa_removals_from_json(text, len, compare_removal, &removal, err);
}

START_TEST(removals_come_back_whole)
{
    static const refusal refusals[] = {{"9007199254740992", "0", "seq"},
                                       {"\"doc_1\"", "null", "document_id"},
                                       {"\"owner_id\":null,", "", "owner_id"}};

    (void)fa_removal_to_json(&removal, &list, NULL);
    end();
    ck_assert_str_eq(list.data, "{\"items\":[{\"seq\":9007199254740992,\"document_id\":\"doc_1\","
                                "\"owner_id\":null,\"time\":\"2023-11-14T22:13:20.123Z\"}]}");
    ck_assert_int_eq(read_removals(list.data, list.len, NULL), FA_OK);
    EXPECT_ALL_REFUSED(read_removals, refusals);
}
END_TEST

static const fa_blob_info info = {"usr_1/doc_1", 12345, 0};

static fa_status compare_info(void *payload, const fa_blob_info *got, fa_error *err)
{
    (void)payload;
    (void)err;
    ck_assert_str_eq(got->key, info.key);
    ck_assert_uint_eq(got->size_bytes, info.size_bytes);
    ck_assert_int_eq(got->modified, info.modified);
    return FA_OK;
}

static fa_status read_infos(const char *text, size_t len, fa_error *err)
{
    return fa_blob_infos_from_json(text, len, compare_info, NULL, err);
}

START_TEST(blobs_come_back_whole)
{
    static const refusal refusals[] = {{"\"usr_1/doc_1\"", "null", "key"},
                                       {"12345", "\"12345\"", "size_bytes"},
                                       {"\"modified_at\":null", "\"modified_at\":0", "modified_at"}};

    (void)fa_blob_info_to_json(&info, &list, NULL);
    end();
    ck_assert_str_eq(list.data,
                     "{\"items\":[{\"key\":\"usr_1/doc_1\",\"size_bytes\":12345,\"modified_at\":null}]}");
    ck_assert_int_eq(read_infos(list.data, list.len, NULL), FA_OK);
    EXPECT_ALL_REFUSED(read_infos, refusals);
}
END_TEST

static fa_user_event event;

static fa_status compare_event(void *payload, const fa_user_event *got, fa_error *err)
{
    (void)payload;
    (void)err;
    ck_assert_uint_eq(got->seq, event.seq);
    ck_assert_int_eq(got->type, event.type);
    ck_assert_str_eq(got->user.s, event.user.s);
    ck_assert_str_eq(got->credential.s, event.credential.s);
    ck_assert_int_eq(got->time, event.time);
    return FA_OK;
}

static fa_status read_events(const char *text, size_t len, fa_error *err)
{
    return fa_user_events_from_json(text, len, compare_event, NULL, err);
}

START_TEST(user_events_come_back_whole)
{
    static const refusal refusals[] = {{"\"seq\":5", "\"seq\":null", "seq"},
                                       {"\"credential.ended\"", "\"user.made\"", "type"},
                                       {"\"credential.ended\"", "null", "type"},
                                       {"\"credential\":\"ses_1\",", "", "credential"}};

    event = (fa_user_event){6, FA_USER_REMOVED, {"usr_1"}, {""}, 1700000000123};
    (void)fa_user_event_to_json(&event, &list, NULL);
    end();
    ck_assert_int_eq(read_events(list.data, list.len, NULL), FA_OK);
    fa_buf_reset(&list);
    (void)fa_buf_puts(&list, "{\"items\":[");
    event = (fa_user_event){5, FA_USER_CREDENTIAL_ENDED, {"usr_1"}, {"ses_1"}, 1700000000123};
    (void)fa_user_event_to_json(&event, &list, NULL);
    end();
    ck_assert_int_eq(read_events(list.data, list.len, NULL), FA_OK);
    EXPECT_ALL_REFUSED(read_events, refusals);
}
END_TEST

/* ---- users ---- */

static const fa_user user = {.id = {"usr_1"},
                             .legacy_id = INT64_C(1) << 40,
                             .email = "anna@example.com",
                             .full_name = "Anna \"\xc3\x85\" Example",
                             .avatar_url = "/a.png",
                             .preferences = "{\"a\":[1,2.50,1e400],\"b\":{\"c\":null}}",
                             .role = FA_ROLE_ADMIN,
                             .active = true,
                             .locked = false,
                             .verified = true,
                             .has_totp = false,
                             .has_password = true,
                             .last_login = 1700000000123,
                             .created = 1,
                             .updated = 2,
                             .version = 9};

static fa_status compare_user(void *payload, const fa_user *got, fa_error *err)
{
    (void)payload;
    (void)err;
    ck_assert_str_eq(got->id.s, user.id.s);
    ck_assert_int_eq(got->legacy_id, user.legacy_id);
    ck_assert_str_eq(got->email, user.email);
    ck_assert_str_eq(got->full_name, user.full_name);
    ck_assert_str_eq(got->avatar_url, user.avatar_url);
    ck_assert_str_eq(got->preferences, user.preferences);
    ck_assert_int_eq(got->role, user.role);
    ck_assert_int_eq(got->active, user.active);
    ck_assert_int_eq(got->locked, user.locked);
    ck_assert_int_eq(got->verified, user.verified);
    ck_assert_int_eq(got->has_totp, user.has_totp);
    ck_assert_int_eq(got->has_password, user.has_password);
    ck_assert_int_eq(got->last_login, user.last_login);
    ck_assert_int_eq(got->created, user.created);
    ck_assert_int_eq(got->updated, user.updated);
    ck_assert_uint_eq(got->version, user.version);
    return FA_OK;
}

static fa_status read_users(const char *text, size_t len, fa_error *err)
{
    return fa_users_from_json(text, len, compare_user, NULL, err);
}

START_TEST(users_come_back_whole)
{
    static char long_one[3000], long_name[FA_URL_BYTES + 3];
    static const refusal refusals[] = {{"\"usr_1\"", "null", "id"},
                                       {"\"admin\"", "\"root\"", "role"},
                                       {"\"admin\"", "null", "role"},
                                       {"\"is_active\":true", "\"is_active\":1", "is_active"},
                                       {"\"has_totp\":false,", "", "has_totp"},
                                       {"{\"a\":[1,2.50,1e400],\"b\":{\"c\":null}}", "[]", "preferences"},
                                       {"{\"a\":[1,2.50,1e400],\"b\":{\"c\":null}}", "null", "preferences"},
                                       {"{\"a\":[1,2.50,1e400],\"b\":{\"c\":null}}", long_one, "preferences"},
                                       {"\"/a.png\"", long_name, "avatar_url"}};

    (void)fa_user_to_json(&user, &list, NULL);
    end();
    ck_assert_int_eq(read_users(list.data, list.len, NULL), FA_OK);
    memset(long_one, 'x', sizeof long_one - 1);
    memcpy(long_one, "{\"a\":\"", 6);
    memcpy(long_one + sizeof long_one - 3, "\"}", 3);
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[0] = long_name[sizeof long_name - 2] = '"';
    EXPECT_ALL_REFUSED(read_users, refusals);
}
END_TEST

/* ---- failures ---- */

static fa_status problem(const char *text, fa_error *err)
{
    memset(err, 0, sizeof *err);
    return fa_problem_from_json(text, strlen(text), err);
}

START_TEST(problems_come_back_as_the_failures_that_they_were)
{
    fa_error err;
    fa_buf text;

    for (fa_status code = FA_EINVALID; code >= FA_ESECONDFACTOR; code--) {
        fa_buf_init(&text, 4096);
        (void)fa_buf_printf(
            &text,
            "{\"type\":\"about:blank\",\"status\":409,\"title\":\"t\",\"detail\":\"it \\\"is\\\" "
            "so\",\"instance\":\"/x\",\"code\":\"%s\",\"request_id\":\"r\",\"errors\":["
            "{\"pointer\":\"/3/type\",\"code\":\"x\",\"detail\":\"d\"}]}",
            fa_status_name(code));
        ck_assert_int_eq(problem(text.data, &err), code);
        ck_assert_int_eq(err.code, code);
        ck_assert_str_eq(err.message, "it \"is\" so");
        ck_assert_str_eq(err.field, "/3/type");
        fa_buf_clear(&text);
    }
    ck_assert_int_eq(problem("{\"code\":\"not_found\",\"errors\":[]}", &err), FA_ENOTFOUND);
    ck_assert_str_eq(err.field, "");
    ck_assert_str_eq(err.message, "");
}
END_TEST

START_TEST(what_is_no_problem_is_an_internal_failure)
{
    static const char *const texts[] = {"",
                                        "{}",
                                        "[]",
                                        "<html>",
                                        "{\"code\":\"ok\"}",
                                        "{\"code\":\"unknown\"}",
                                        "{\"code\":\"method_not_allowed\"}",
                                        "{\"code\":404}",
                                        "{\"code\":\"not_found\""};
    fa_error err;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert_int_eq(problem(texts[i], &err), FA_EINTERNAL);
        ck_assert_int_eq(err.code, FA_EINTERNAL);
    }
    ck_assert_int_eq(fa_problem_from_json(NULL, 0, &err), FA_EINTERNAL);
    ck_assert_int_eq(fa_problem_from_json("{\"code\":\"timeout\"}", 18, NULL), FA_ETIMEOUT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("read");

    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, documents_come_back_whole);
    tcase_add_test(t, documents_with_a_wrong_member_are_refused);
    tcase_add_test(t, what_is_no_list_is_refused);
    tcase_add_test(t, who_looks_can_stop);
    tcase_add_test(t, every_cut_is_refused);
    tcase_add_test(t, jobs_come_back_whole);
    tcase_add_test(t, removals_come_back_whole);
    tcase_add_test(t, blobs_come_back_whole);
    tcase_add_test(t, user_events_come_back_whole);
    tcase_add_test(t, users_come_back_whole);
    tcase_add_test(t, problems_come_back_as_the_failures_that_they_were);
    tcase_add_test(t, what_is_no_problem_is_an_internal_failure);
    return unit_run("wire/read", t);
}

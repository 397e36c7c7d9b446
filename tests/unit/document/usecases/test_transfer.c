/* Files that come in pieces. */
#include <string.h>

#include "document/service.h"
#include "document_host.h"
#include "unit.h"

static const char text[] = "Revenue was 5 million dollars in 2024.";
static const fa_time day_ms = 86400000;

static document_host host;
static const fa_id ann = {"usr_ann"}, bob = {"usr_bob"};

static void set_up(void)
{
    ck_assert_int_eq(document_host_open(&host, 10000, NULL), FA_OK);
}

static void tear_down(void)
{
    document_host_close(&host);
}

static fa_status begin(fa_id owner, uint64_t size, uint64_t room, fa_id *id, fa_error *err)
{
    fa_transfer_start in = FA_TRANSFER_START_INIT;
    const fa_transfer *made = NULL;
    fa_status st;

    in.name = "folder/a.txt";
    in.size_bytes = size;
    in.room_bytes = room;
    st = fa_transfer_begin(host.svc, owner, &in, &made, err);
    if (st == FA_OK && id != NULL)
        *id = made->id;
    fa_transfer_free(made);
    return st;
}

static fa_id begun(void)
{
    fa_id id = {{0}};

    ck_assert_int_eq(begin(ann, sizeof text - 1, UINT64_MAX, &id, NULL), FA_OK);
    return id;
}

static fa_transfer_piece piece_of(bytes_feed *feed, size_t from, size_t to)
{
    fa_transfer_piece piece = FA_TRANSFER_PIECE_INIT;

    *feed = (bytes_feed){.bytes = text + from, .len = to - from, .piece = 3};
    piece.offset = from;
    piece.read = bytes_feed_read;
    piece.payload = feed;
    return piece;
}

static fa_status append(fa_id owner, fa_id id, size_t from, size_t to, fa_error *err)
{
    bytes_feed feed;
    fa_transfer_piece piece = piece_of(&feed, from, to);

    return fa_transfer_append(host.svc, owner, id, &piece, NULL, err);
}

static fa_status finish(fa_id owner, fa_id id, size_t from, size_t to, const fa_document **out, fa_error *err)
{
    bytes_feed feed;
    fa_transfer_piece piece = piece_of(&feed, from, to);

    return fa_transfer_finish(host.svc, owner, id, &piece, out, NULL, err);
}

static uint64_t offset_of(fa_id id)
{
    const fa_transfer *t = NULL;
    uint64_t offset;

    ck_assert_int_eq(fa_transfer_get(host.svc, ann, id, &t, NULL), FA_OK);
    offset = t->offset;
    fa_transfer_free(t);
    return offset;
}

static fa_status look(fa_id owner, fa_id id)
{
    const fa_transfer *t = NULL;
    fa_status st = fa_transfer_get(host.svc, owner, id, &t, NULL);

    fa_transfer_free(t);
    return st;
}

static const char *document_of(fa_id id, uint64_t size)
{
    static fa_id document;
    const fa_transfer *t = NULL;

    ck_assert_int_eq(fa_transfer_get(host.svc, ann, id, &t, NULL), FA_OK);
    ck_assert(t->ended && t->offset == size);
    document = t->document;
    fa_transfer_free(t);
    return document.s;
}

START_TEST(the_last_piece_makes_the_document)
{
    const fa_document *doc = NULL;
    const fa_transfer *t = NULL;
    fa_id id = begun();

    ck_assert_int_eq(fa_transfer_get(host.svc, ann, id, &t, NULL), FA_OK);
    ck_assert_str_eq(t->name, "a.txt");
    ck_assert_int_eq(t->expires - t->created, day_ms);
    fa_transfer_free(t);
    ck_assert_int_eq(append(ann, id, 0, 10, NULL), FA_OK);
    ck_assert_int_eq(append(ann, id, 10, 17, NULL), FA_OK);
    ck_assert_uint_eq(offset_of(id), 17);
    ck_assert_int_eq(finish(ann, id, 17, sizeof text - 1, &doc, NULL), FA_OK);
    ck_assert_str_eq(doc->name, "a.txt");
    ck_assert_uint_eq(doc->size_bytes, sizeof text - 1);
    ck_assert_str_eq(document_of(id, sizeof text - 1), doc->id.s);
    fa_document_free(doc);
    ck_assert_int_eq(append(ann, id, sizeof text - 1, sizeof text - 1, NULL), FA_EEXPIRED);
}
END_TEST

START_TEST(what_does_not_fit_changes_nothing)
{
    const fa_document *doc = NULL;
    fa_id id = begun();
    fa_error err;

    ck_assert_int_eq(append(ann, id, 0, 10, NULL), FA_OK);
    ck_assert_int_eq(append(ann, id, 9, 12, &err), FA_ECONFLICT);
    ck_assert_str_eq(err.field, "offset");
    ck_assert_int_eq(append(ann, id, 10, sizeof text - 1, &err), FA_ETOOLARGE); /* its end is finish's */
    ck_assert_int_eq(finish(ann, id, 10, sizeof text - 2, &doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "size");
    ck_assert_int_eq(finish(ann, id, 10, sizeof text, &doc, &err), FA_ETOOLARGE);
    ck_assert_int_eq(finish(ann, id, 11, sizeof text - 1, &doc, &err), FA_ECONFLICT);
    ck_assert_ptr_null(doc);
    ck_assert_uint_eq(offset_of(id), 10);
    ck_assert_uint_eq(document_host_count(&host), 0);
}
END_TEST

START_TEST(what_is_anothers_is_not_there)
{
    const fa_document *doc = NULL;
    fa_id id = begun();

    ck_assert_int_eq(look(bob, id), FA_ENOTFOUND);
    ck_assert_int_eq(append(bob, id, 0, 10, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(finish(bob, id, 0, sizeof text - 1, &doc, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_transfer_remove(host.svc, bob, id, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(offset_of(id), 0);
}
END_TEST

/* Of the first ten bytes, as sha1sum and sha256sum give them. */
static const uint8_t sha1[20] = {0x39, 0xc2, 0x6f, 0xeb, 0x9a, 0xd8, 0xb0, 0x7d, 0x69, 0xc4,
                                 0xa7, 0xa7, 0x42, 0xd2, 0xc2, 0x25, 0x73, 0x6e, 0x52, 0xb1};
static const uint8_t sha256[32] = {0xcf, 0x26, 0xc4, 0xe0, 0xb0, 0x12, 0x04, 0xa9, 0xe3, 0x01, 0xf3,
                                   0xd7, 0xd4, 0xab, 0x29, 0x2b, 0x1d, 0xbf, 0xf3, 0x04, 0xdb, 0x03,
                                   0xd2, 0xe2, 0x39, 0xbf, 0x43, 0xbe, 0xa6, 0xc5, 0x59, 0xa9};

static fa_status append_with(fa_id id, fa_checksum_kind kind, const uint8_t *digest, size_t len, uint8_t flip,
                             fa_error *err)
{
    bytes_feed feed;
    fa_transfer_piece piece = piece_of(&feed, 0, 10);

    piece.checksum = kind;
    memcpy(piece.digest, digest, len);
    piece.digest[len - 1] ^= flip;
    return fa_transfer_append(host.svc, ann, id, &piece, NULL, err);
}

START_TEST(a_piece_is_held_against_its_checksum)
{
    fa_error err;
    fa_id one = begun(), other = begun();

    ck_assert_int_eq(append_with(one, FA_CHECKSUM_SHA1, sha1, 20, 1, &err), FA_ECORRUPT);
    ck_assert_str_eq(err.field, "checksum");
    ck_assert_int_eq(append_with(one, FA_CHECKSUM_SHA256, sha256, 32, 1, &err), FA_ECORRUPT);
    ck_assert_int_eq(append_with(one, (fa_checksum_kind)3, sha256, 32, 0, &err), FA_EINVALID);
    ck_assert_uint_eq(offset_of(one), 0);
    ck_assert_int_eq(append_with(one, FA_CHECKSUM_SHA1, sha1, 20, 0, &err), FA_OK);
    ck_assert_int_eq(append_with(other, FA_CHECKSUM_SHA256, sha256, 32, 0, &err), FA_OK);
}
END_TEST

START_TEST(what_fails_at_the_last_piece_can_be_sent_again)
{
    const fa_document *doc = NULL;
    fa_id id = begun();

    ck_assert_int_eq(append(ann, id, 0, 10, NULL), FA_OK);
    for (long n = 1; doc == NULL; n++) {
        ck_assert_int_lt(n, 20);
        faults_set(&host.faults, FAULT_BEFORE, n);
        if (finish(ann, id, 10, sizeof text - 1, &doc, NULL) != FA_OK)
            ck_assert_uint_eq(offset_of(id), 10);
    }
    faults_set(&host.faults, FAULT_BEFORE, 0);
    ck_assert_str_eq(document_of(id, sizeof text - 1), doc->id.s);
    fa_document_free(doc);
}
END_TEST

/* The document was made, and the process died before the transfer was told. */
START_TEST(a_last_piece_that_was_not_heard_of_finds_its_document)
{
    const fa_document *first = NULL, *second = NULL;
    fa_id one = begun(), other = begun();

    ck_assert_int_eq(finish(ann, one, 0, sizeof text - 1, &first, NULL), FA_OK);
    ck_assert_int_eq(finish(ann, other, 0, sizeof text - 1, &second, NULL), FA_OK);
    ck_assert(fa_id_equal(first->id, second->id));
    ck_assert_str_eq(document_of(other, sizeof text - 1), first->id.s);
    fa_document_free(first);
    fa_document_free(second);
}
END_TEST

START_TEST(sizes_and_names_that_are_none_are_refused)
{
    fa_transfer_start in = FA_TRANSFER_START_INIT;
    const fa_transfer *made = NULL;
    fa_error err;

    ck_assert_int_eq(begin(ann, 0, UINT64_MAX, NULL, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "size");
    ck_assert_int_eq(begin(ann, 10001, UINT64_MAX, NULL, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "size");
    in.name = "a\x01";
    in.size_bytes = 5;
    ck_assert_int_eq(fa_transfer_begin(host.svc, ann, &in, &made, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "name");
    in.struct_size = 1;
    ck_assert_int_eq(fa_transfer_begin(host.svc, ann, &in, &made, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_transfer_begin(NULL, ann, &in, &made, NULL), FA_EINVALID);
}
END_TEST

START_TEST(what_is_under_way_takes_of_the_room)
{
    fa_error err;
    fa_id id;

    ck_assert_int_eq(begin(ann, 600, 1000, &id, NULL), FA_OK);
    ck_assert_int_eq(begin(ann, 401, 1000, NULL, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "quota");
    ck_assert_int_eq(begin(bob, 1000, 1000, NULL, NULL), FA_OK);
    ck_assert_int_eq(begin(ann, 400, 1000, NULL, NULL), FA_OK);
    ck_assert_int_eq(begin(ann, 1, 1000, NULL, NULL), FA_ETOOLARGE);
    ck_assert_int_eq(fa_transfer_remove(host.svc, ann, id, NULL), FA_OK);
    ck_assert_int_eq(begin(ann, 600, 1000, NULL, NULL), FA_OK);
    ck_assert_int_eq(begin(ann, 1, 999, NULL, NULL), FA_ETOOLARGE);
}
END_TEST

START_TEST(one_owner_has_a_hundred_at_most)
{
    for (int i = 0; i < 100; i++)
        ck_assert_int_eq(begin(ann, 5, UINT64_MAX, NULL, NULL), FA_OK);
    ck_assert_int_eq(begin(ann, 5, UINT64_MAX, NULL, NULL), FA_ETHROTTLED);
    ck_assert_int_eq(begin(bob, 5, UINT64_MAX, NULL, NULL), FA_OK);
}
END_TEST

START_TEST(what_took_too_long_is_gone_after_a_day_more)
{
    fa_transfer old = {.id = {"upl_00000000000000000000000000"},
                       .owner = ann,
                       .name = "old.txt",
                       .size_bytes = sizeof text - 1,
                       .created = 1,
                       .expires = day_ms};
    const fa_document *doc = NULL;
    fa_id kept = begun();

    ck_assert_int_eq(fa_transfer_store_add(&host.svc->with.transfers, &old, NULL), FA_OK);
    ck_assert_int_eq(look(ann, old.id), FA_EEXPIRED);
    ck_assert_int_eq(append(ann, old.id, 0, 5, NULL), FA_EEXPIRED);
    ck_assert_int_eq(finish(ann, old.id, 0, sizeof text - 1, &doc, NULL), FA_EEXPIRED);
    ck_assert_int_eq(fa_transfer_tidy(host.svc, day_ms - 1, NULL), FA_OK);
    ck_assert_int_eq(look(ann, old.id), FA_EEXPIRED);
    ck_assert_int_eq(fa_transfer_tidy(host.svc, day_ms, NULL), FA_OK);
    ck_assert_int_eq(look(ann, old.id), FA_EEXPIRED); /* its bytes are gone, and it is yet known */
    ck_assert_int_eq(fa_transfer_tidy(host.svc, 2 * day_ms, NULL), FA_OK);
    ck_assert_int_eq(look(ann, old.id), FA_ENOTFOUND);
    ck_assert_int_eq(fa_transfer_tidy(host.svc, 0, NULL), FA_OK);
    ck_assert_uint_eq(offset_of(kept), 0);
}
END_TEST

START_TEST(what_became_a_document_is_known_for_a_day_more)
{
    const fa_document *doc = NULL;
    const fa_transfer *t = NULL;
    fa_id id = begun();
    fa_time expires;

    ck_assert_int_eq(finish(ann, id, 0, sizeof text - 1, &doc, NULL), FA_OK);
    fa_document_free(doc);
    ck_assert_int_eq(fa_transfer_get(host.svc, ann, id, &t, NULL), FA_OK);
    expires = t->expires;
    fa_transfer_free(t);
    ck_assert_int_eq(fa_transfer_tidy(host.svc, expires + day_ms - 1, NULL), FA_OK);
    ck_assert_int_eq(look(ann, id), FA_OK);
    ck_assert_int_eq(fa_transfer_tidy(host.svc, expires + day_ms, NULL), FA_OK);
    ck_assert_int_eq(look(ann, id), FA_ENOTFOUND);
}
END_TEST

START_TEST(an_owner_who_goes_takes_them_along)
{
    fa_id id = begun(), others;

    ck_assert_int_eq(begin(bob, 5, UINT64_MAX, &others, NULL), FA_OK);
    ck_assert_int_eq(append(ann, id, 0, 10, NULL), FA_OK);
    ck_assert_int_eq(fa_document_remove_owner(host.svc, ann, NULL), FA_OK);
    ck_assert_int_eq(look(ann, id), FA_ENOTFOUND);
    ck_assert_int_eq(look(bob, others), FA_OK);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("transfer");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, the_last_piece_makes_the_document);
    tcase_add_test(tests, what_does_not_fit_changes_nothing);
    tcase_add_test(tests, what_is_anothers_is_not_there);
    tcase_add_test(tests, a_piece_is_held_against_its_checksum);
    tcase_add_test(tests, what_fails_at_the_last_piece_can_be_sent_again);
    tcase_add_test(tests, a_last_piece_that_was_not_heard_of_finds_its_document);
    tcase_add_test(tests, sizes_and_names_that_are_none_are_refused);
    tcase_add_test(tests, what_is_under_way_takes_of_the_room);
    tcase_add_test(tests, one_owner_has_a_hundred_at_most);
    tcase_add_test(tests, what_took_too_long_is_gone_after_a_day_more);
    tcase_add_test(tests, what_became_a_document_is_known_for_a_day_more);
    tcase_add_test(tests, an_owner_who_goes_takes_them_along);
    return unit_run("transfer", tests);
}

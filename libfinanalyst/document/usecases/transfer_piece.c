/* document/usecases/transfer_piece.c: takes a piece of a file; with the last of them the file becomes a document. */
#include <string.h>

#include "base/encode.h"
#include "base/sha1.h"
#include "document/usecases/transfer.h"

/* A piece on its way: counted, and held against its checksum. */
typedef struct passing {
    const fa_document_service *svc;
    const fa_transfer *to;
    const fa_transfer_piece *piece;
    uint64_t most; /* bytes that it may have */
    uint64_t size;
    uint64_t before; /* bytes of the file that were read of the store */
    fai_sha1 sha1;
    fa_digest sha256;
} passing;

static void begin(passing *p)
{
    if (p->piece->checksum == FA_CHECKSUM_SHA1)
        fai_sha1_begin(&p->sha1);
    else if (p->piece->checksum == FA_CHECKSUM_SHA256)
        fa_hash_begin(&p->svc->with.hasher, &p->sha256);
}

static fa_status check_sum(passing *p, fa_error *err)
{
    size_t len = p->piece->checksum == FA_CHECKSUM_SHA1 ? FAI_SHA1_BYTES : FA_SHA256_BYTES;
    char got[FA_SHA256_HEX], want[FA_SHA256_HEX];
    uint8_t digest[FAI_SHA1_BYTES];

    if (p->piece->checksum == FA_CHECKSUM_NONE)
        return FA_OK;
    if (p->piece->checksum == FA_CHECKSUM_SHA1) {
        fai_sha1_finish(&p->sha1, digest);
        fai_hex_encode(digest, sizeof digest, got);
    } else {
        fa_hash_finish_hex(&p->svc->with.hasher, &p->sha256, got);
    }
    fai_hex_encode(p->piece->digest, len, want);
    return strcmp(got, want) == 0 ? FA_OK
                                  : fa_fail_field(err, FA_ECORRUPT, "checksum",
                                                  "the bytes are not those that the checksum was made of");
}

static fa_status read_piece(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    passing *p = payload;
    fa_status st;

    *got = 0;
    st = p->piece->read(p->piece->payload, buf, cap, got, err);
    if (st != FA_OK)
        return st;
    if (*got > cap)
        return fa_fail_field(err, FA_EINVALID, "read", "more bytes were read than there was room for");
    if (*got > p->most - p->size)
        return fa_fail_field(err, FA_ETOOLARGE, "size", "the piece has more bytes than may come");
    p->size += *got;
    if (*got == 0)
        return check_sum(p, err);
    if (p->piece->checksum == FA_CHECKSUM_SHA1)
        fai_sha1_update(&p->sha1, buf, *got);
    else if (p->piece->checksum == FA_CHECKSUM_SHA256)
        fa_hash_update(&p->svc->with.hasher, &p->sha256, buf, *got);
    return FA_OK;
}

static fa_status check_piece(const fa_document_service *svc, const fa_transfer_piece *piece, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && (piece == NULL || piece->struct_size < sizeof *piece || piece->read == NULL))
        st = fa_fail_field(err, FA_EINVALID, "piece", "the piece is not filled in");
    if (st == FA_OK && (unsigned)piece->checksum > FA_CHECKSUM_SHA256)
        st = fa_fail_field(err, FA_EINVALID, "checksum", "there is no such kind of checksum");
    return st;
}

/* The transfer, if a piece at that offset can be taken. */
static fa_status fetch_open(fa_document_service *svc, fa_id owner, fa_id id, const fa_transfer_piece *piece,
                            const fa_transfer **out, fa_error *err)
{
    const fa_transfer *found = NULL;
    fa_status st = check_piece(svc, piece, err);

    if (st == FA_OK)
        st = fa_transfer_get(svc, owner, id, &found, err);
    if (st == FA_OK && found->ended)
        st = fa_fail(err, FA_EEXPIRED, "the upload has ended");
    if (st == FA_OK && found->offset != piece->offset)
        st = fa_fail_field(err, FA_ECONFLICT, "offset", "the upload has %llu bytes",
                           (unsigned long long)found->offset);
    if (st == FA_OK)
        *out = found;
    else
        fa_transfer_free(found);
    return st;
}

fa_status fa_transfer_append(fa_document_service *svc, fa_id owner, fa_id id, const fa_transfer_piece *piece,
                             const fa_transfer **out, fa_error *err)
{
    passing p = {.svc = svc, .piece = piece};
    const fa_transfer *found = NULL;
    fa_status st = fetch_open(svc, owner, id, piece, &found, err);

    if (st != FA_OK)
        return st;
    begin(&p);
    p.most = found->size_bytes - found->offset - 1;
    st = fa_transfer_store_append(&svc->with.transfers, owner, id, piece->offset, read_piece, &p, err);
    fa_transfer_free(found);
    return st == FA_OK && out != NULL ? fa_transfer_get(svc, owner, id, out, err) : st;
}

/* The whole file: what is there, then the last piece. */
static fa_status read_whole(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    passing *p = payload;
    uint64_t left = p->to->offset - p->before;
    fa_status st;

    *got = 0;
    if (left > 0) {
        st = fa_transfer_store_read(&p->svc->with.transfers, p->to->owner, p->to->id, p->before, buf,
                                    left < cap ? (size_t)left : cap, got, err);
        if (st == FA_OK && *got == 0)
            st = fa_fail(err, FA_EEXPIRED, "the upload has ended");
        p->before += *got;
        return st;
    }
    st = read_piece(p, buf, cap, got, err);
    if (st == FA_OK && *got == 0 && p->size != p->most)
        st = fa_fail_field(err, FA_EINVALID, "size", "the piece does not end where the file does");
    return st;
}

fa_status fa_transfer_finish(fa_document_service *svc, fa_id owner, fa_id id, const fa_transfer_piece *piece,
                             const fa_document **out, bool *duplicate, fa_error *err)
{
    passing p = {.svc = svc, .piece = piece};
    fa_upload in = FA_UPLOAD_INIT;
    const fa_transfer *found = NULL;
    fa_status st = fetch_open(svc, owner, id, piece, &found, err);

    if (st != FA_OK)
        return st;
    begin(&p);
    p.to = found;
    p.most = found->size_bytes - found->offset;
    in.name = found->name;
    in.read = read_whole;
    in.payload = &p;
    st = fa_document_upload(svc, owner, &in, out, duplicate, err);
    /* Where this fails, the piece can be sent again: the document is found by its bytes. */
    if (st == FA_OK)
        (void)fa_transfer_store_end(&svc->with.transfers, owner, id, (*out)->id, NULL);
    fa_transfer_free(found);
    return st;
}

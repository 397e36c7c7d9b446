/* Any bytes as what services tell each other: read or refused, and what was read comes back from what is written of it. */
#include <stdint.h>
#include <stdlib.h>

#include <finanalyst/wire.h>

enum { OUT_BYTES = 1 << 22 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Looks at a thing for the first time: writes it as a list of its own, to be read again. Then it is looked at only. */
#define VISIT(type)                                                                                          \
    static fa_status visit_##type(void *payload, const fa_##type *thing, fa_error *err)                      \
    {                                                                                                        \
        fa_buf *out = payload;                                                                               \
                                                                                                             \
        (void)err;                                                                                           \
        if (out == NULL)                                                                                     \
            return FA_OK;                                                                                    \
        fa_buf_reset(out);                                                                                   \
        if (fa_buf_puts(out, "{\"items\":[") != FA_OK || fa_##type##_to_json(thing, out, NULL) != FA_OK ||   \
            fa_buf_puts(out, "]}") != FA_OK ||                                                               \
            fa_##type##s_from_json(out->data, out->len, visit_##type, NULL, NULL) != FA_OK)                  \
            abort();                                                                                         \
        return FA_OK;                                                                                        \
    }

VISIT(document)
VISIT(job)
VISIT(removal)
VISIT(user)
VISIT(user_event)
VISIT(blob_info)

static void look(fa_status st, const fa_error *err)
{
    if (st != FA_OK && (st != FA_ECORRUPT || err->code != st))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size == 0 ? "" : (const char *)data;
    fa_error err = {0};
    fa_buf out;

    fa_buf_init(&out, OUT_BYTES);
    look(fa_documents_from_json(text, size, visit_document, &out, &err), &err);
    look(fa_jobs_from_json(text, size, visit_job, &out, &err), &err);
    look(fa_removals_from_json(text, size, visit_removal, &out, &err), &err);
    look(fa_users_from_json(text, size, visit_user, &out, &err), &err);
    look(fa_user_events_from_json(text, size, visit_user_event, &out, &err), &err);
    look(fa_blob_infos_from_json(text, size, visit_blob_info, &out, &err), &err);
    if (fa_problem_from_json(text, size, &err) != err.code || err.code == FA_OK)
        abort();
    fa_buf_clear(&out);
    return 0;
}

/* wire/feedback_json.c: feedback as JSON and as CSV, and as clients send it. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "wire/csv.h"
#include "wire/shapes.h"

enum { BODY_MAX = 1 << 16 };

static const char *thumb_name(int32_t thumbs)
{
    return thumbs > 0 ? "up" : thumbs < 0 ? "down" : NULL;
}

fa_status fa_feedback_to_json(const fa_feedback *f, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", f->id);
    fai_wire_id(&w, "user_id", f->user);
    fai_json_object(&w, "target");
    fai_json_string(&w, "type", fa_target_kind_name(f->target_kind));
    fai_json_string(&w, "id", f->target);
    fai_json_end_object(&w);
    fai_json_string(&w, "thumbs", thumb_name(f->thumbs));
    fai_wire_count(&w, "rating", f->rating);
    fai_wire_text(&w, "comment", f->comment);
    fai_wire_time(&w, "created_at", f->created);
    fai_wire_time(&w, "updated_at", f->updated);
    fai_json_number(&w, "version", f->version);
    fai_wire_time(&w, "resolved_at", f->resolved);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_feedback_to_csv(const fa_feedback *f, fa_buf *out, fa_error *err)
{
    fai_csv_writer w = {out, false};

    if (f == NULL) {
        fai_csv_plain(&w, "id,user_id,target_type,target_id,thumbs,rating,comment,created_at,updated_at,"
                          "resolved_at");
    } else {
        fai_csv_text(&w, f->id.s);
        fai_csv_text(&w, f->user.s);
        fai_csv_text(&w, fa_target_kind_name(f->target_kind));
        fai_csv_text(&w, f->target);
        fai_csv_text(&w, thumb_name(f->thumbs));
        if (f->rating == 0)
            fai_csv_text(&w, NULL);
        else
            fai_csv_number(&w, f->rating);
        fai_csv_text(&w, f->comment);
        fai_csv_time(&w, f->created);
        fai_csv_time(&w, f->updated);
        fai_csv_time(&w, f->resolved);
    }
    fai_csv_end_row(&w);
    return fa_buf_check(out, err);
}

/* ---- as clients send it ---- */

static fa_status refuse(fa_error *err, const char *field, const char *what)
{
    return fa_fail_field(err, FA_EINVALID, field, "%s", what);
}

static fa_status read_target(const fai_json *body, fa_feedback_input *in, fa_error *err)
{
    const fai_json *target = fai_json_get(body, "target");
    const char *type = fai_json_text(fai_json_get(target, "type"));

    in->target = fai_json_text(fai_json_get(target, "id"));
    in->target_kind = fa_target_kind_of(type);
    if (in->target == NULL || fai_json_count(target) != 2)
        return refuse(err, "/target", "target is missing, or not an object of type and id");
    if (*fa_target_kind_name(in->target_kind) == '\0')
        return refuse(err, "/target/type",
                      "a target's type is question, answer, figure, document or summary");
    return FA_OK;
}

static fa_status read_thumbs(const fai_json *body, fa_feedback_input *in, fa_error *err)
{
    const fai_json *node = fai_json_get(body, "thumbs");
    const char *text = fai_json_text(node);

    if (node == NULL)
        return FA_OK;
    if (fai_json_is_null(node))
        in->thumbs = 0;
    else if (text != NULL && strcmp(text, "up") == 0)
        in->thumbs = 1;
    else if (text != NULL && strcmp(text, "down") == 0)
        in->thumbs = -1;
    else
        return refuse(err, "/thumbs", "thumbs is up, down or null");
    return FA_OK;
}

static fa_status read_rating(const fai_json *body, fa_feedback_input *in, fa_error *err)
{
    const fai_json *node = fai_json_get(body, "rating");
    int64_t rating = 0;

    if (node == NULL)
        return FA_OK;
    if (!fai_json_is_null(node) && (fai_json_int(node, &rating, NULL) != FA_OK || rating < 1 || rating > 5))
        return refuse(err, "/rating", "rating is a whole number from 1 to 5, or null");
    in->rating = (int32_t)rating;
    return FA_OK;
}

static fa_status read_comment(const fai_json *body, fa_feedback_input *in, fa_error *err)
{
    const fai_json *node = fai_json_get(body, "comment");

    if (node == NULL)
        return FA_OK;
    in->comment = fai_json_is_null(node) ? "" : fai_json_text(node);
    return in->comment != NULL ? FA_OK : refuse(err, "/comment", "comment is a text or null");
}

/* Nothing may be there that is not read. */
static fa_status check_members(const fai_json *body, bool change, fa_error *err)
{
    static const char *const known[] = {"thumbs", "rating", "comment", "target", NULL};
    static const char *const changeable[] = {"thumbs", "rating", "comment", NULL};
    const char *other = fai_json_unknown(body, change ? changeable : known);
    char field[56];

    if (other == NULL)
        return FA_OK;
    (void)snprintf(field, sizeof field, "/%.50s", other);
    return refuse(err, field,
                  change ? "the body has members other than thumbs, rating and comment"
                         : "the body has members other than target, thumbs, rating and comment");
}

static fa_status read_body(const fai_json *body, bool change, fa_feedback_input *in, fa_error *err)
{
    fa_status st;

    if (!fai_json_is_object(body))
        return refuse(err, "/", "the body is not a JSON object");
    st = check_members(body, change, err);
    if (st == FA_OK && !change)
        st = read_target(body, in, err);
    if (st == FA_OK)
        st = read_thumbs(body, in, err);
    if (st == FA_OK)
        st = read_rating(body, in, err);
    if (st == FA_OK)
        st = read_comment(body, in, err);
    return st;
}

/* The input and its texts in one allocation. */
static fa_status build(const fa_feedback_input *in, fa_feedback_input **out, fa_error *err)
{
    size_t target = in->target == NULL ? 0 : strlen(in->target) + 1,
           comment = in->comment == NULL ? 0 : strlen(in->comment) + 1;
    fa_feedback_input *copy = fa_alloc(sizeof *copy + target + comment);
    char *room = (char *)(copy + 1);

    if (copy == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a feedback");
    *copy = *in;
    if (target != 0)
        copy->target = memcpy(room, in->target, target);
    if (comment != 0)
        copy->comment = memcpy(room + target, in->comment, comment);
    *out = copy;
    return FA_OK;
}

fa_status fa_feedback_input_from_json(const char *text, size_t len, bool change, fa_feedback_input **out,
                                      fa_error *err)
{
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;
    fai_json *body = NULL;
    fa_status st;

    if (text == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a text and a place for the feedback are needed");
    if (change)
        in.thumbs = in.rating = FA_FEEDBACK_KEEP;
    st = fai_json_parse(text, len, BODY_MAX, &body, err);
    if (st == FA_OK)
        st = read_body(body, change, &in, err);
    if (st == FA_OK)
        st = build(&in, out, err);
    fai_json_free(body);
    return st;
}

void fa_feedback_input_free(fa_feedback_input *in)
{
    fa_free(in);
}

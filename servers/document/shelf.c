/* document/shelf.c: with whom documents are shared, and collections. */
#include <stdio.h>

#include <finanalyst/wire.h>

#include "document/handlers.h"

enum { LIST_MAX = 200, LIST_DEFAULT = 50 };

static fa_document_service *documents(void *service)
{
    return fa_app_documents(((document_routes *)service)->app);
}

static fa_id asker(const http_request *req)
{
    return http_caller_of(req)->user;
}

static fa_status done(http_reply *reply, fa_status st)
{
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

/* ---- shares ---- */

typedef struct list {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
    fa_id last;
} list;

static fa_status add_share(void *payload, const fa_share *share, fa_error *err)
{
    list *l = payload;

    if (l->count++ > 0)
        fa_buf_puts(l->out, ",");
    return fa_share_to_json(share, l->out, err);
}

fa_status share_list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    list l = {.out = http_reply_body(reply)};
    fa_id id;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_share_list(documents(service), asker(req), id, add_share, &l, err);
    fa_buf_puts(l.out, "]}");
    return st;
}

fa_status share_add(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id, user;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = http_param_id(req, 1, "usr_", &user, err);
    return done(reply, st == FA_OK ? fa_share_add(documents(service), asker(req), id, user, err) : st);
}

fa_status share_remove(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id, user;
    fa_status st = http_param_id(req, 0, "doc_", &id, err);

    if (st == FA_OK)
        st = http_param_id(req, 1, "usr_", &user, err);
    return done(reply, st == FA_OK ? fa_share_remove(documents(service), asker(req), id, user, err) : st);
}

/* ---- collections ---- */

/* One more than asked for was fetched: that there is one says that the list goes on. */
static fa_status add_collection(void *payload, const fa_collection *collection, fa_error *err)
{
    list *l = payload;

    if (l->count++ == l->limit)
        return FA_OK;
    if (l->count > 1)
        fa_buf_puts(l->out, ",");
    l->last = collection->id;
    return fa_collection_to_json(collection, l->out, err);
}

fa_status collection_list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    list l = {.out = http_reply_body(reply)};
    const char *cursor = http_query(req, "cursor");
    fa_id after = {{0}};
    fa_status st = http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &l.limit, err);

    if (st == FA_OK && cursor != NULL && fa_id_parse(cursor, "col_", &after, NULL) != FA_OK)
        st = fa_fail_field(err, FA_EINVALID, "cursor", "cursor is not one that a list returned");
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_collection_list(documents(service), asker(req), after, l.limit + 1, add_collection, &l, err);
    fa_buf_puts(l.out, "],\"next_cursor\":");
    if (l.count > l.limit)
        fa_json_quote(l.last.s, l.out);
    else
        fa_buf_puts(l.out, "null");
    fa_buf_puts(l.out, "}");
    return st;
}

static fa_status show(const fa_collection *collection, http_reply *reply, fa_error *err)
{
    fa_status st = fa_collection_to_json(collection, http_reply_body(reply), err);

    fa_collection_free(collection);
    return st;
}

/* The name in the body; *hold lends it. */
static fa_status read_name(const http_request *req, const char **name, void **hold, fa_error *err)
{
    fa_member member = FA_MEMBER_INIT("name", FA_MEMBER_TEXT, true);
    const fa_buf *body = http_json_body(req);
    fa_status st =
        fa_members_from_json(body->data == NULL ? "" : body->data, body->len, &member, 1, hold, err);

    *name = member.text;
    return st;
}

fa_status collection_create(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_collection *made = NULL;
    const char *name = NULL;
    void *hold = NULL;
    char location[96];
    fa_status st = read_name(req, &name, &hold, err);

    if (st == FA_OK)
        st = fa_collection_create(documents(service), asker(req), name, &made, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return st;
    (void)snprintf(location, sizeof location, "/api/v1/collections/%s", made->id.s);
    http_reply_header(reply, "Location", location);
    http_reply_status(reply, 201);
    return show(made, reply, err);
}

fa_status collection_get(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_collection *found = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "col_", &id, err);

    if (st == FA_OK)
        st = fa_collection_get(documents(service), asker(req), id, &found, err);
    return st == FA_OK ? show(found, reply, err) : st;
}

fa_status collection_rename(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_collection *changed = NULL;
    const char *name = NULL;
    void *hold = NULL;
    fa_id id;
    fa_status st = http_param_id(req, 0, "col_", &id, err);

    if (st == FA_OK)
        st = read_name(req, &name, &hold, err);
    if (st == FA_OK)
        st = fa_collection_rename(documents(service), asker(req), id, name, &changed, err);
    fa_members_free(hold);
    return st == FA_OK ? show(changed, reply, err) : st;
}

fa_status collection_remove(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id;
    fa_status st = http_param_id(req, 0, "col_", &id, err);

    return done(reply, st == FA_OK ? fa_collection_remove(documents(service), asker(req), id, err) : st);
}

static fa_status read_ids(const http_request *req, fa_id *collection, fa_id *document, fa_error *err)
{
    fa_status st = http_param_id(req, 0, "col_", collection, err);

    return st == FA_OK ? http_param_id(req, 1, "doc_", document, err) : st;
}

fa_status collection_add(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id, document;
    fa_status st = read_ids(req, &id, &document, err);

    return done(reply,
                st == FA_OK ? fa_collection_add(documents(service), asker(req), id, document, err) : st);
}

fa_status collection_take(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id id, document;
    fa_status st = read_ids(req, &id, &document, err);

    return done(reply,
                st == FA_OK ? fa_collection_take(documents(service), asker(req), id, document, err) : st);
}

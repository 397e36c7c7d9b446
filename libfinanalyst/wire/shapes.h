/* wire/shapes.h: the pieces that several entities share on the wire. An unknown piece is null, never left
 * out. */
#ifndef FAI_WIRE_SHAPES_H
#define FAI_WIRE_SHAPES_H

#include <finanalyst/wire.h>

#include "base/json.h"

/* Ends an entity that began when the buffer held `start` bytes: a failure takes it off again. */
fa_status fai_wire_end(fai_json_writer *w, size_t start, fa_error *err);

/* "" and NULL are null. */
void fai_wire_text(fai_json_writer *w, const char *key, const char *text);
/* 0 is null. */
void fai_wire_count(fai_json_writer *w, const char *key, int64_t value);
/* A negative index is null. */
void fai_wire_index(fai_json_writer *w, const char *key, int64_t index);
void fai_wire_id(fai_json_writer *w, const char *key, fa_id id);
void fai_wire_date(fai_json_writer *w, const char *key, fa_date date);
void fai_wire_time(fai_json_writer *w, const char *key, fa_time time);
/* A string: "391035000000", "0.50". */
void fai_wire_decimal(fai_json_writer *w, const char *key, fa_decimal value);
/* "Part II › Item 8" as ["Part II","Item 8"]; "" is []. */
void fai_wire_path(fai_json_writer *w, const char *key, const char *path);
/* {"code","message"}; FA_OK is null. */
void fai_wire_error(fai_json_writer *w, const char *key, fa_status code, const char *message);

/* The members of a place, for an object that is open: "page", "bbox" [x0,y0,x1,y1] in PDF points from the top
 * left, "text_range" {"start","end"} in bytes of the page's text, "html" {"path","start","end"} with the id
 * of the nearest element and the bytes of the file. */
void fai_wire_place_members(fai_json_writer *w, const fa_place *place);
void fai_wire_place(fai_json_writer *w, const char *key, const fa_place *place);
/* {"type","start","end","fiscal":{"year","quarter","span"}} */
void fai_wire_period(fai_json_writer *w, const char *key, const fa_period *period);
/* "unit" and "currency", for an object that is open. */
void fai_wire_unit(fai_json_writer *w, const char *unit);
/* "verification": {"status"}: verified, conflict, derived, unverified. */
void fai_wire_verification(fai_json_writer *w, const fa_fact *fact);

/* A citation, as an element of an array. */
void fai_wire_citation(fai_json_writer *w, const fa_citation *c);

/* The words of enumerations; NULL for none. */
const char *fai_wire_fiscal(int32_t fiscal);
const char *fai_wire_statement(fa_statement_kind kind);

#endif

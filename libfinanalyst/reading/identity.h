/* reading/identity.h: what the steps of reading an identity share. */
#ifndef FAI_READING_IDENTITY_H
#define FAI_READING_IDENTITY_H

#include "base/text.h"
#include "reading/reading.h"

enum { FAI_COVER_PAGES = 4 };

/* The text of a line, without blanks around it. */
fai_str fai_line_text(const fa_page *page, uint32_t line);
fa_place fai_line_place(const fa_page *page, uint32_t line);
/* Keeps a text and its place, unless it is empty or the item is known already. */
void fai_set_item(fai_reading *r, fa_identity_item *item, fai_str text, fa_place place);
/* The day that a text names in full; FA_DATE_NONE = none. */
fa_date fai_date_in(fai_str s);
/* The cover of a 10-K, 10-Q or 8-K: form, name, period, ticker. */
void fai_read_cover(fai_reading *r);
/* A press release: the company and the form from its head. */
void fai_read_release(fai_reading *r);
/* What quarter a release is about. */
void fai_read_quarter(fai_reading *r);
/* The name above a statement, where the cover shows none that reads like one. */
void fai_read_name_from_statements(fai_reading *r);

#endif

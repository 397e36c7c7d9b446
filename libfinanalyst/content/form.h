/* content/form.h: the byte form of a content, as its writer and its parser share it.
 *
 * "FAC" and the version, then the content, field by field in the order of the header: whole numbers as LEB128 (signed
 * ones zigzag first), floats as their four IEEE bytes, little end first, strings as length and bytes, arrays as count
 * and items. Numbers of pages are left out, as they count from 1. */
#ifndef FAI_CONTENT_FORM_H
#define FAI_CONTENT_FORM_H

#define FAI_FORM_MAGIC "FAC\x01"
#define FAI_FORM_MAGIC_LEN 4

/* The bits of a place: which of its parts follow. */
enum { FAI_FORM_PAGE = 1, FAI_FORM_BOX = 2, FAI_FORM_TEXT = 4, FAI_FORM_SOURCE = 8, FAI_FORM_ELEMENT = 16 };

/* The bits of a tag. */
enum { FAI_FORM_NUMERIC = 1, FAI_FORM_NEGATIVE = 2, FAI_FORM_NIL = 4, FAI_FORM_HIDDEN = 8 };

#endif

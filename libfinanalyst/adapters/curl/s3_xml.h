/* adapters/curl/s3_xml.h: the answers of an S3 store, which are small XML documents. A strict reader of as much of XML 1.0
 * as they need: elements, attributes (skipped), text, the five entities and numeric ones, one declaration. Anything else
 * (DOCTYPE, CDATA, comments, processing instructions) is refused. */
#ifndef FA_CURL_S3_XML_H
#define FA_CURL_S3_XML_H

#include <stdbool.h>
#include <stddef.h>

#include <finanalyst/error.h>

enum { FAI_S3_XML_DEPTH = 8, FAI_S3_XML_NAME = 48, FAI_S3_XML_TEXT = 2048 };

/* Called at the end of each element: names of the elements from the root to it, and its own text, unescaped. */
typedef fa_status (*fai_s3_element_fn)(void *payload, const char *const *names, int depth, const char *text,
                                       fa_error *err);

/* Reads a document. FA_ECORRUPT: it is none, or of another kind than these; what visit returns passes through. */
fa_status fai_s3_xml_read(const char *text, size_t len, fai_s3_element_fn visit, void *payload,
                          fa_error *err);
/* Whether an element is a/b. Namespaces are none of our business: S3 has one. */
bool fai_s3_xml_is(const char *const *names, int depth, const char *a, const char *b);

#endif

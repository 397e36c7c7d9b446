/* retrieval/stem.h: words without their English endings. */
#ifndef FAI_RETRIEVAL_STEM_H
#define FAI_RETRIEVAL_STEM_H

#include <stddef.h>

/* Stems word[0..len) in place; returns the new length, never more than len. Words of up to two letters, and words that
 * are not all of a-z, stay as they are. */
size_t fai_stem(char *word, size_t len);

#endif

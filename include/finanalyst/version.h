/* version.h: the version of the headers and of the library that is linked. */
#ifndef FINANALYST_VERSION_H
#define FINANALYST_VERSION_H

#define FA_VERSION_MAJOR 0
#define FA_VERSION_MINOR 1
#define FA_VERSION_PATCH 0
#define FA_VERSION_STRING "0.1.0"

#if defined(__GNUC__)
#define FA_API __attribute__((visibility("default")))
#define FA_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define FA_API
#define FA_PRINTF(fmt, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library at run time, such as "0.1.0". Static. */
FA_API const char *fa_version(void);

#ifdef __cplusplus
}
#endif
#endif

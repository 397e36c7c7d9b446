/* log.h: where the library's DEBUG lines go. */
#ifndef FINANALYST_LOG_H
#define FINANALYST_LOG_H

#ifdef __cplusplus
extern "C" {
#endif

/* Takes one line, without a line end; it holds no document text and no secret. Called from any thread. */
typedef void (*fa_log_fn)(void *payload, const char *line);

#ifdef __cplusplus
}
#endif
#endif

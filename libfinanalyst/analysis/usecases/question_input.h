/* analysis/usecases/question_input.h: what a question must be like. */
#ifndef FAI_ANALYSIS_QUESTION_INPUT_H
#define FAI_ANALYSIS_QUESTION_INPUT_H

#include <finanalyst/analysis.h>

enum { FAI_QUESTION_BYTES = 8000 };

/* FA_EINVALID "question": empty, too long or not UTF-8; "documents": a count without a list. */
fa_status fai_question_check(const fa_question_input *in, fa_error *err);

#endif

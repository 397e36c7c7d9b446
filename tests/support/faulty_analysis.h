/* support/faulty_analysis.h: wraps the ports of the analysis service so that their n-th call fails. */
#ifndef FA_TEST_FAULTY_ANALYSIS_H
#define FA_TEST_FAULTY_ANALYSIS_H

#include <finanalyst/port/clock.h>
#include <finanalyst/port/document_reader.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

#include "faulty.h"

/* Each takes over the inner port: it is closed with the wrapper. f is lent; all count on the same one. */
fa_document_source faulty_document_source(fa_document_source inner, faults *f);
fa_job_repo faulty_job_repo(fa_job_repo inner, faults *f);
fa_filing_repo faulty_filing_repo(fa_filing_repo inner, faults *f);
fa_passage_index faulty_passage_index(fa_passage_index inner, faults *f);
fa_document_reader faulty_document_reader(fa_document_reader inner, faults *f);
/* Its random fails, its now never. */
fa_clock faulty_clock(fa_clock inner, faults *f);

#endif

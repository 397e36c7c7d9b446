/* document/domain/state.c: which state of a document may follow which. */
#include "document/domain/state.h"

static const char *const names[] = {"unknown", "stored", "reading", "ready", "failed", "cancelled"};

bool fai_document_may_become(fa_document_state from, fa_document_state to)
{
    switch (to) {
    case FA_DOCUMENT_READING:
        return true;
    case FA_DOCUMENT_READY:
        return from == FA_DOCUMENT_READING || from == to;
    case FA_DOCUMENT_FAILED:
    case FA_DOCUMENT_CANCELLED:
        return from == FA_DOCUMENT_STORED || from == FA_DOCUMENT_READING || from == to;
    case FA_DOCUMENT_STORED:
        break;
    }
    return false;
}

fa_status fai_document_apply(fa_document *doc, const fa_document *report, fa_error *err)
{
    bool failed = report->state == FA_DOCUMENT_FAILED;

    if (failed && report->error_code == FA_OK)
        return fa_fail_field(err, FA_EINVALID, "error_code", "a reading that failed has an error");
    if (!fai_document_may_become(doc->state, report->state))
        return fa_fail(err, FA_ECONFLICT, "a document that is %s cannot become %s", names[doc->state],
                       names[report->state]);
    doc->state = report->state;
    doc->error_code = failed ? report->error_code : FA_OK;
    doc->error = failed ? report->error : "";
    doc->page_count = report->page_count;
    doc->fact_count = report->fact_count;
    doc->company = report->company;
    doc->ticker = report->ticker;
    doc->form = report->form;
    doc->currency = report->currency;
    doc->period_end = report->period_end;
    doc->fiscal_year = report->fiscal_year;
    doc->fiscal = report->fiscal;
    return FA_OK;
}

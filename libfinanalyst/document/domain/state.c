/* document/domain/state.c: which state of a document may follow which. */
#include "document/domain/state.h"

#include "document/domain/patch.h"

static const char *name_of(fa_document_state state)
{
    static const char *const names[] = {"unknown", "stored", "reading", "ready", "failed", "cancelled"};

    return names[state >= FA_DOCUMENT_STORED && state <= FA_DOCUMENT_CANCELLED ? state : 0];
}

bool fai_document_may_become(fa_document_state from, fa_document_state to)
{
    switch (to) {
    case FA_DOCUMENT_READING:
    case FA_DOCUMENT_FAILED:
    case FA_DOCUMENT_CANCELLED:
        return true;
    case FA_DOCUMENT_READY:
        return from == FA_DOCUMENT_READING || from == to;
    case FA_DOCUMENT_STORED:
        break;
    }
    return false;
}

static fa_status check_report(const fa_document *report, fa_error *err)
{
    if (report->state < FA_DOCUMENT_STORED || report->state > FA_DOCUMENT_CANCELLED)
        return fa_fail_field(err, FA_EINVALID, "state", "a document has no state %d", (int)report->state);
    if (report->error == NULL || report->company == NULL || report->ticker == NULL || report->form == NULL ||
        report->currency == NULL)
        return fa_fail_field(err, FA_EINVALID, "document", "a text of the report is missing");
    if (report->state == FA_DOCUMENT_FAILED && report->error_code == FA_OK)
        return fa_fail_field(err, FA_EINVALID, "error_code", "a reading that failed has an error");
    return FA_OK;
}

fa_status fai_document_apply(fa_document *doc, const fa_document *report, fa_error *err)
{
    bool failed = report->state == FA_DOCUMENT_FAILED;
    fa_status st = check_report(report, err);

    if (st != FA_OK)
        return st;
    if (!fai_document_may_become(doc->state, report->state))
        return fa_fail(err, FA_ECONFLICT, "a document that is %s cannot become %s", name_of(doc->state),
                       name_of(report->state));
    doc->state = report->state;
    doc->error_code = failed ? report->error_code : FA_OK;
    doc->error = failed ? report->error : "";
    if (report->state == FA_DOCUMENT_READING) /* until the reading ends, what the one before found */
        return FA_OK;
    doc->page_count = report->page_count;
    doc->fact_count = report->fact_count;
    doc->ticker = report->ticker;
    doc->currency = report->currency;
    doc->detected =
        (fa_detected){report->company, report->form, report->period_end, report->fiscal_year, report->fiscal};
    fai_document_use_detected(doc, ~doc->corrected);
    return FA_OK;
}

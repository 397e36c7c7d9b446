/* analysis/usecases/report.c: telling the document service how a reading went. */
#include "analysis/usecases/report.h"

static fa_document blank(fa_id owner, fa_id id, fa_document_state state)
{
    return (fa_document){.id = id,
                         .owner = owner,
                         .name = "",
                         .sha256 = "",
                         .media_type = "",
                         .state = state,
                         .error = "",
                         .company = "",
                         .ticker = "",
                         .form = "",
                         .currency = "",
                         .period_end = FA_DATE_NONE};
}

fa_status fai_report_begin(fa_analysis_service *svc, fa_id owner, fa_id document, fa_error *err)
{
    fa_document doc = blank(owner, document, FA_DOCUMENT_READING);

    return fa_source_report(&svc->source, &doc, err);
}

fa_status fai_report_end(fa_analysis_service *svc, const fa_job *job, fa_error *err)
{
    bool cancelled = job->state == FA_JOB_CANCELLED;
    fa_document doc =
        blank(job->owner, job->document, cancelled ? FA_DOCUMENT_CANCELLED : FA_DOCUMENT_FAILED);
    fa_status st;

    doc.error_code = job->error_code;
    doc.error = job->error;
    st = fa_source_report(&svc->source, &doc, err);
    return st == FA_ENOTFOUND ? FA_OK : st;
}

fa_status fai_report_ready(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_content *content,
                           const fa_filing *filing, fa_error *err)
{
    const fa_identity *who = &filing->identity;
    fa_document doc = blank(owner, document, FA_DOCUMENT_READY);

    doc.page_count = content->page_count;
    doc.fact_count = filing->fact_count;
    doc.company = who->company.text;
    doc.ticker = who->ticker.text;
    doc.form = who->form.text;
    doc.currency = who->currency.text;
    doc.period_end = who->period_end;
    doc.fiscal_year = who->fiscal_year;
    doc.fiscal = (int32_t)who->fiscal;
    return fa_source_report(&svc->source, &doc, err);
}

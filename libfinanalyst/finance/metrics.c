/* finance/metrics.c: finding a metric by one of its names. */
#include "finance/metrics.h"

const fai_metric *fai_metric_match(const fai_words *w, uint32_t at, uint32_t *len)
{
    const fai_metric_family *families[] = {&fai_metrics_margin, &fai_metrics_turnover, &fai_metrics_strength};
    const fai_metric *best = NULL;

    *len = 0;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (uint32_t i = 0; i < families[f]->count; i++) {
            uint32_t n = fai_words_match(w, at, families[f]->items[i].aliases);

            if (n > *len) {
                *len = n;
                best = &families[f]->items[i];
            }
        }
    return best;
}

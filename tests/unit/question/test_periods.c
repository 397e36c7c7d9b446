/* The ways to name a period. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "question/question.h"

/* "year 2024", "part 2024/3", "date 2024-06-30", "span 3 2024-06-30", "ytd …", "latest part/back", "ttm …" */
static void describe(const fai_when *x, char *out, size_t cap)
{
    char day[11];

    fa_date_format(x->end, day);
    switch (x->form) {
    case FAI_WHEN_YEAR:
        snprintf(out, cap, "year %d%s%s", (int)x->year, x->full ? " full" : "", x->opening ? " opening" : "");
        break;
    case FAI_WHEN_PART:
        snprintf(out, cap, "part %d/%d", (int)x->year, (int)x->part);
        break;
    case FAI_WHEN_DATE:
        snprintf(out, cap, "date %s", day);
        break;
    case FAI_WHEN_SPAN:
        snprintf(out, cap, "span %d %s", (int)x->months, day);
        break;
    case FAI_WHEN_YTD:
        snprintf(out, cap, "ytd %s", day);
        break;
    case FAI_WHEN_LATEST:
        snprintf(out, cap, "latest %d/%d%s%s", (int)x->part, (int)x->back, day[0] != '\0' ? " " : "", day);
        break;
    default:
        snprintf(out, cap, "ttm %s", day);
        break;
    }
}

static void periods_of(const char *text, char *out, size_t cap)
{
    fai_arena arena;
    fai_words w;
    fai_when whens[FAI_WHENS];
    bool range = false;
    uint32_t count;
    size_t len = 0;

    fai_arena_init(&arena, 0);
    ck_assert(fai_words_cut(text, &arena, &w));
    count = fai_whens_read(&w, 0, w.count, whens, &range);
    out[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        char one[64];

        describe(&whens[i], one, sizeof one);
        len += (size_t)snprintf(out + len, cap - len, "%s%s", i > 0 ? ", " : "", one);
    }
    if (range)
        snprintf(out + len, cap - len, " range");
    fai_arena_clear(&arena);
}

static const struct {
    const char *text, *expected;
} cases[] = {
    {"FY2018", "year 2018"},
    {"in FY18", "year 2018"},
    {"for fiscal year 2024", "year 2024"},
    {"in fiscal 2024", "year 2024"},
    {"during 2022", "year 2022"},
    {"as of year end FY24", "year 2024"},
    {"at fiscal year-end 2023", "year 2023"},
    {"at the end of fiscal 2023", "year 2023"},
    {"at the beginning of fiscal 2023", "year 2023 opening"},
    {"for the full fiscal year 2026", "year 2026 full"},
    {"in fiscal 2025 as a whole (12 months)", "year 2025 full"},
    {"for the 12 months of fiscal 2022", "year 2022 full"},
    {"in calendar 2024", "span 12 2024-12-31"},
    {"in Q3 FY25", "part 2025/3"},
    {"Q2 of FY2023", "part 2023/2"},
    {"2Q23", "part 2023/2"},
    {"in the third quarter of fiscal 2022 alone (three months)", "part 2022/3"},
    {"the first six months of fiscal 2024", "part 2024/5"},
    {"first nine months of fiscal 2025", "part 2025/7"},
    {"second half of fiscal 2024", "part 2024/6"},
    {"H1 FY2023", "part 2023/5"},
    {"as of December 31, 2018", "date 2018-12-31"},
    {"at 31 December 2018", "date 2018-12-31"},
    {"on 6/30/2024", "date 2024-06-30"},
    {"at 2024-06-30", "date 2024-06-30"},
    {"for the three months ended June 28, 2025", "span 3 2025-06-28"},
    {"in the six-month period to June 30, 2025", "span 6 2025-06-30"},
    {"for the year ended June 2024", "span 12 2024-06-30"},
    {"for the 39 weeks ended October 29, 2022", "span 9 2022-10-29"},
    {"year to date through June 29, 2024", "ytd 2024-06-29"},
    {"trailing twelve months through March 31, 2025", "ttm 2025-03-31"},
    {"LTM gross profit to June 28, 2025", "ttm 2025-06-28"},
    {"in the latest fiscal year reported", "latest 8/0"},
    {"this fiscal year (the one this annual report covers)", "latest 8/0"},
    {"in the preceding fiscal year, one year before the latest", "latest 8/1"},
    {"last year, meaning the fiscal year before the one this annual report covers", "latest 8/1"},
    {"two fiscal years before the latest one", "latest 8/2"},
    {"in the latest quarter, not year to date", "latest 1/0"},
    {"in the year-ago quarter", "latest 1/1"},
    {"in the same quarter a year earlier (ended June 30, 2024)", "latest 1/1 2024-06-30"},
    {"at the end of the last fiscal year, December 31, 2024", "latest 8/1 2024-12-31"},
    {"on the comparative (prior-year) balance sheet", "latest 8/1"},
    {"at the latest balance sheet date", "latest 0/0"},
    {"at quarter end", "latest 0/0"},
    {"from fiscal 2022 to fiscal 2024", "year 2022, year 2024 range"},
    {"FY2019 - FY2021 3 year average", "year 2019, year 2021 range"},
    {"over the three fiscal years 2022, 2023 and 2024", "year 2022, year 2023, year 2024"},
    {"between September 28, 2024 and June 28, 2025", "date 2024-09-28, date 2025-06-28 range"},
    {"a revenue of 2,024 dollars in 12 stores", ""},
    {"the annual report", ""},
};

START_TEST(reads_the_period)
{
    char got[256];

    periods_of(cases[_i].text, got, sizeof got);
    ck_assert_msg(strcmp(got, cases[_i].expected) == 0, "%s: expected '%s', got '%s'", cases[_i].text,
                  cases[_i].expected, got);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("periods");

    tcase_add_loop_test(tests, reads_the_period, 0, (int)(sizeof cases / sizeof *cases));
    return unit_run("question/periods", tests);
}

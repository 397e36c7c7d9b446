/* finance.h: typed facts, statements and the identity of a filing. */
#ifndef FINANALYST_FINANCE_H
#define FINANALYST_FINANCE_H

#include <finanalyst/content.h>
#include <finanalyst/decimal.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum fa_period_type {
    FA_PERIOD_UNKNOWN = 0,
    FA_PERIOD_INSTANT = 1,
    FA_PERIOD_DURATION = 2
} fa_period_type;

/* The fiscal span of a period, by the company's own calendar. */
typedef enum fa_fiscal {
    FA_FISCAL_NONE = 0,
    FA_FISCAL_Q1 = 1,
    FA_FISCAL_Q2 = 2,
    FA_FISCAL_Q3 = 3,
    FA_FISCAL_Q4 = 4,
    FA_FISCAL_H1 = 5, /* first six months */
    FA_FISCAL_H2 = 6,
    FA_FISCAL_M9 = 7, /* first nine months */
    FA_FISCAL_FY = 8
} fa_fiscal;

/* The time that a figure measures. For an instant, start is FA_DATE_NONE, end the day, and fiscal says whose end it
 * is (FY, Q1 …). A table's column that names only a year has end FA_DATE_NONE until the filing's calendar fills it. */
typedef struct fa_period {
    fa_period_type type;
    fa_date start;       /* first day */
    fa_date end;         /* last day, or the instant */
    int32_t fiscal_year; /* by the company's label ("fiscal 2024"); 0 = unknown */
    fa_fiscal fiscal;
} fa_period;

typedef enum fa_statement_kind {
    FA_STATEMENT_NONE = 0,
    FA_STATEMENT_INCOME = 1,
    FA_STATEMENT_BALANCE = 2,
    FA_STATEMENT_CASHFLOW = 3,
    FA_STATEMENT_EQUITY = 4,
    FA_STATEMENT_COMPREHENSIVE = 5
} fa_statement_kind;

/* Where a fact was taken from; smaller is to be preferred among equals. */
typedef enum fa_source {
    FA_SOURCE_IXBRL = 1,
    FA_SOURCE_TABLE = 2,
    FA_SOURCE_TEXT = 3,
    FA_SOURCE_DERIVED = 4
} fa_source;

enum {
    FA_FACT_HIDDEN = 1 << 0,      /* tagged but not shown */
    FA_FACT_NIL = 1 << 1,         /* stated to be absent ("NM", xsi:nil): value is 0 and means nothing */
    FA_FACT_DASH = 1 << 2,        /* printed as a dash: zero */
    FA_FACT_PRIMARY = 1 << 3,     /* stands in a primary (audited) statement of the filing */
    FA_FACT_PARENT_ONLY = 1 << 4, /* parent-company schedule */
    FA_FACT_NON_GAAP = 1 << 5,
    FA_FACT_RESTATED = 1 << 6, /* column or row says "restated" or "as adjusted" */
    FA_FACT_UNAUDITED = 1 << 7,
    FA_FACT_DISCONTINUED = 1 << 8,
    FA_FACT_TOTAL = 1 << 9,     /* a total or subtotal row */
    FA_FACT_PERCENT = 1 << 10,  /* printed as a per cent; value is the number of per cent, unit "%" */
    FA_FACT_VERIFIED = 1 << 11, /* an accounting identity over it holds */
    FA_FACT_DOUBTFUL = 1 << 12, /* an accounting identity over it fails */
    FA_FACT_CHANGE = 1 << 13    /* the column states a change or a share, not an amount */
};

/* One figure with all that gives it meaning. Strings are never NULL; "" = none. */
typedef struct fa_fact {
    uint32_t index;      /* its place in fa_filing.facts, which is document order */
    const char *concept; /* "us-gaap:Assets", a company's own "aapl:…"; "" = unknown */
    const char *label;   /* the row label as printed, footnote marks taken off; wrapped labels joined */
    const char
        *path; /* the enclosing row headings, outermost first, parted by " › ": "Assets › Current assets" */
    const char
        *column; /* the column head as printed, stacked heads joined by " ": "Year Ended December 31, 2018" */
    fa_statement_kind statement;
    int32_t table; /* index into fa_filing.tables, -1 = none */
    int32_t row;   /* of fa_filing.tables[table].rows, -1 = none */
    int32_t col;   /* of fa_filing.tables[table].columns, -1 = none */
    fa_period period;
    const char *unit; /* "USD", "EUR", "shares", "USD/shares", "%", "pure"; "" = unknown */
    int32_t scale;    /* power of ten in which it was printed: 6 for "in millions" */
    int32_t decimals; /* it is exact to 10^-decimals: -6 for millions; FA_DECIMALS_INF = exact */
    fa_decimal value; /* exact, in base units (dollars), sign as the concept means it */
    const char *text; /* as printed in the source: "(1,577)" */
    const fa_dimension *dims;
    uint32_t dim_count;
    fa_place place;
    fa_source source;
    fa_date known; /* the day it became public: filing date where stated, else the period end of the filing */
    uint32_t flags; /* FA_FACT_… */
} fa_fact;

typedef struct fa_table_row {
    const char *label;
    const char *path;
    int32_t level; /* depth of the row, from 0 */
    fa_place place;
} fa_table_row;

typedef struct fa_table_column {
    const char *head;
    fa_period period;
} fa_table_column;

/* A table of figures, a statement among them. Its cells are the facts that name it. */
typedef struct fa_fact_table {
    const char *title;   /* nearest heading: "Consolidated Balance Sheets" */
    const char *section; /* section path */
    fa_statement_kind statement;
    bool primary; /* the filing's own statement, not an extract, schedule or pro-forma */
    bool parent_only;
    int32_t page;      /* first page */
    int32_t last_page; /* a statement may be continued */
    const char *unit;  /* of the table: "USD", "" = unknown */
    int32_t scale;
    fa_place scale_place; /* where "in millions" was read; page 0 = taken from neighbours or unknown */
    const fa_table_column *columns;
    uint32_t column_count;
    const fa_table_row *rows;
    uint32_t row_count;
} fa_fact_table;

/* One item of a filing's identity, and where it was read. */
typedef struct fa_identity_item {
    const char *text; /* "" = unknown */
    fa_place place;
} fa_identity_item;

typedef struct fa_identity {
    fa_identity_item company; /* as the cover prints it: "NORTHWIND FOODS, INC." */
    fa_identity_item ticker;  /* "NWF"; several parted by blanks */
    fa_identity_item cik;
    fa_identity_item form;     /* "10-K", "10-Q", "8-K", "10-K/A", "EARNINGS", "" */
    fa_identity_item period;   /* the cover's period or date as printed */
    fa_identity_item currency; /* ISO 4217 */
    fa_date period_end;
    fa_date filed;                 /* FA_DATE_NONE = unknown */
    int32_t fiscal_year;           /* by the company's own label; 0 = unknown */
    fa_fiscal fiscal;              /* FY, Q1, Q2, Q3 */
    int32_t fiscal_year_end_month; /* 1..12, 0 = unknown */
    int32_t fiscal_year_end_day;
    const char *industry; /* "bank", "insurer", "reit", "" = other: from the statements' own lines */
} fa_identity;

typedef enum fa_check_state { FA_CHECK_HOLDS = 1, FA_CHECK_FAILS = 2 } fa_check_state;

/* An accounting identity that was tried. */
typedef struct fa_check {
    const char *name; /* "assets = liabilities + equity" */
    fa_check_state state;
    fa_decimal residual;  /* left minus right, base units */
    fa_decimal tolerance; /* sum of the half units of the terms */
    uint32_t facts[12];   /* the terms, by index */
    uint32_t fact_count;
} fa_check;

/* What a filing says, typed. Immutable; one arena; freed with fa_filing_free. */
typedef struct fa_filing {
    fa_identity identity;
    const fa_fact *facts;
    uint32_t fact_count;
    const fa_fact_table *tables;
    uint32_t table_count;
    const fa_check *checks;
    uint32_t check_count;
} fa_filing;

/* Reads the facts, statements, checks and identity of a content. name: the file's name, used only as a last hint
 * for the kind of document. The filing keeps no pointer into the content. FA_ENOMEM, FA_ETOOLARGE. */
FA_API fa_status fa_filing_read(const fa_content *content, const char *name, const fa_filing **out,
                                fa_error *err);
FA_API void fa_filing_free(const fa_filing *f);
/* A deep copy with an arena of its own, from a filing put together by the caller (an adapter). */
FA_API fa_status fa_filing_copy(const fa_filing *f, const fa_filing **out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif

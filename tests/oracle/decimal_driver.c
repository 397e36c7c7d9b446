/* One operation on decimals per line of input, one result per line of output: "div 1 3 4 1" gives "0.3333". A
 * failure gives the name of its status. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/decimal.h>

enum { WORDS_MAX = 5 };

static fa_decimal operand(const char *text)
{
    fa_decimal d;

    if (fa_decimal_parse(text, strlen(text), &d, NULL) != FA_OK) {
        (void)fprintf(stderr, "not an operand: %s\n", text);
        exit(EXIT_FAILURE);
    }
    return d;
}

/* The operations on one number and up to two whole ones. */
static fa_status one(char *const word[], fa_decimal *out)
{
    fa_decimal a = operand(word[1]);
    int n = atoi(word[2]), mode = atoi(word[3]);

    if (strcmp(word[0], "round") == 0)
        return fa_decimal_round(a, n, (fa_rounding)mode, out, NULL);
    if (strcmp(word[0], "shift") == 0)
        return fa_decimal_shift(a, n, out, NULL);
    if (strcmp(word[0], "root") == 0)
        return fa_decimal_root(a, n, mode, out, NULL);
    if (strcmp(word[0], "reduce") == 0)
        *out = fa_decimal_reduce(a);
    else if (strcmp(word[0], "negate") == 0)
        *out = fa_decimal_negate(a);
    else if (strcmp(word[0], "abs") == 0)
        *out = fa_decimal_abs(a);
    else
        exit(EXIT_FAILURE);
    return FA_OK;
}

static fa_status apply(char *const word[], fa_decimal *out)
{
    if (strcmp(word[0], "parse") == 0)
        return fa_decimal_parse(word[1], strlen(word[1]), out, NULL);
    if (strcmp(word[0], "add") == 0)
        return fa_decimal_add(operand(word[1]), operand(word[2]), out, NULL);
    if (strcmp(word[0], "sub") == 0)
        return fa_decimal_sub(operand(word[1]), operand(word[2]), out, NULL);
    if (strcmp(word[0], "mul") == 0)
        return fa_decimal_mul(operand(word[1]), operand(word[2]), out, NULL);
    if (strcmp(word[0], "div") == 0)
        return fa_decimal_div(operand(word[1]), operand(word[2]), atoi(word[3]), (fa_rounding)atoi(word[4]),
                              out, NULL);
    if (strcmp(word[0], "compare") == 0) {
        *out = fa_decimal_make(fa_decimal_compare(operand(word[1]), operand(word[2])), 0);
        return FA_OK;
    }
    return one(word, out);
}

int main(void)
{
    char line[1024];

    while (fgets(line, sizeof line, stdin) != NULL) {
        char nothing[] = "", *word[WORDS_MAX], *rest = line, text[FA_DECIMAL_TEXT_MAX];
        fa_decimal out;
        fa_status st;
        int i;

        for (i = 0; i < WORDS_MAX; i++) {
            word[i] = strtok_r(i == 0 ? line : NULL, " \n", &rest);
            if (word[i] == NULL)
                word[i] = nothing;
        }
        st = apply(word, &out);
        if (st == FA_OK)
            (void)fa_decimal_format(out, text);
        (void)puts(st == FA_OK ? text : fa_status_name(st));
    }
    return EXIT_SUCCESS;
}

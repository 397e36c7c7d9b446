/* base/date.c: calendar days and moments. Civil days after Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms" (days_from_civil, civil_from_days). */
#include <finanalyst/types.h>

#include <string.h>

#include "base/text.h"

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

fa_date fa_date_make(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int era, yoe, doy, doe, y = year;

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > lengths[month - 1] + (month == 2 && leap(year) ? 1 : 0))
        return FA_DATE_NONE;
    y -= month <= 2;
    era = y / 400;
    yoe = y - era * 400;
    doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void fa_date_split(fa_date date, int *year, int *month, int *day)
{
    int z = date + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int m = mp < 10 ? mp + 3 : mp - 9;

    if (year != NULL)
        *year = yoe + era * 400 + (m <= 2);
    if (month != NULL)
        *month = m;
    if (day != NULL)
        *day = doy - (153 * mp + 2) / 5 + 1;
}

fa_date fa_date_parse(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    int i;

    if (text == NULL || strlen(text) != sizeof form - 1)
        return FA_DATE_NONE;
    for (i = 0; form[i] != '\0'; i++) {
        if (form[i] == 'd' ? !fai_is_digit(text[i]) : text[i] != form[i])
            return FA_DATE_NONE;
    }
    return fa_date_make((text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0',
                        (text[5] - '0') * 10 + text[6] - '0', (text[8] - '0') * 10 + text[9] - '0');
}

/* So many digits of a number, and what stands behind them. */
static void put_digits(char *out, unsigned value, int count, char behind)
{
    out[count] = behind;
    for (int i = count - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
}

void fa_date_format(fa_date date, char out[11])
{
    int y, m, d;

    out[0] = '\0';
    if (date < fa_date_make(1, 1, 1) || date > fa_date_make(9999, 12, 31))
        return;
    fa_date_split(date, &y, &m, &d);
    put_digits(out, (unsigned)y, 4, '-');
    put_digits(out + 5, (unsigned)m, 2, '-');
    put_digits(out + 8, (unsigned)d, 2, '\0');
}

void fa_time_format(fa_time time, char out[25])
{
    int64_t day = time / 86400000, rest = time % 86400000;
    unsigned ms;
    size_t n;

    if (rest < 0) {
        rest += 86400000;
        day--;
    }
    ms = (unsigned)rest;
    fa_date_format((fa_date)day, out);
    n = strlen(out);
    out[n] = 'T';
    put_digits(out + n + 1, ms / 3600000u, 2, ':');
    put_digits(out + n + 4, ms / 60000u % 60u, 2, ':');
    put_digits(out + n + 7, ms / 1000u % 60u, 2, '.');
    put_digits(out + n + 10, ms % 1000u, 3, 'Z');
    out[n + 14] = '\0';
}

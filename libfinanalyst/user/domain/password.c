/* user/domain/password.c: which passwords are refused. The rules that are always kept need no list: they take a password
 * apart into what people build bad ones of. A host that has a list of common passwords gives it in addition. */
#include "user/domain/password.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "base/encode.h"
#include "base/map.h"
#include "base/text.h"

enum { BYTES_MAX = FA_PASSWORD_MAX * 4, PIECES_MIN = 6, PART_MIN = 4, WORD_MIN = 5 };

/* Words that bad passwords are built of, folded as below. */
static const char *const words[] = {
    "password", "passwort",  "passwd",   "pass",      "letmein",  "welcome",  "admin",     "administrator",
    "root",     "login",     "master",   "secret",    "geheim",   "hello",    "hallo",     "dragon",
    "monkey",   "shadow",    "sunshine", "princess",  "football", "baseball", "soccer",    "hockey",
    "batman",   "superman",  "starwars", "pokemon",   "iloveyou", "loveyou",  "love",      "lovely",
    "trustnoi", "access",    "freedom",  "whatever",  "michael",  "jordan",   "jennifer",  "jessica",
    "charlie",  "daniel",    "thomas",   "robert",    "andrew",   "joshua",   "ashley",    "nicole",
    "hannah",   "michelle",  "matthew",  "anthony",   "william",  "summer",   "winter",    "spring",
    "autumn",   "monday",    "friday",   "january",   "april",    "august",   "october",   "december",
    "november", "september", "computer", "internet",  "google",   "facebook", "samsung",   "apple",
    "windows",  "microsoft", "system",   "server",    "database", "changeme", "default",   "guest",
    "test",     "testing",   "user",     "temp",      "demo",     "sample",   "example",   "company",
    "office",   "money",     "finance",  "bank",      "dollar",   "cheese",   "banana",    "orange",
    "cookie",   "chocolate", "pepper",   "ginger",    "flower",   "purple",   "yellow",    "silver",
    "golden",   "diamond",   "killer",   "ninja",     "mustang",  "ferrari",  "mercedes",  "harley",
    "yankees",  "cowboys",   "steelers", "liverpool", "chelsea",  "arsenal",  "barcelona", "london",
    "berlin",   "america",   "canada",   "matrix",    "phoenix",  "thunder",  "hunter",    "ranger",
    "tiger",    "eagle",     "falcon",   "wolf",      "angel",    "jesus",    "blessed",   "family",
    "forever",  "friend",    "baby",     "buster",    "maggie",   "bailey",   "sophie",    "finanalyst",
};

/* Keys that lie beside each other. */
static const char *const rows[] = {"qwertyuiop",
                                   "asdfghjkl",
                                   "zxcvbnm",
                                   "qwertzuiop",
                                   "yxcvbnm",
                                   "azertyuiop",
                                   "qsdfghjklm",
                                   "wxcvbn",
                                   "1234567890",
                                   "qazwsxedcrfvtgbyhnujmik",
                                   "1q2w3e4r5t6y7u8i9o0p",
                                   "q1w2e3r4t5y6u7i8o9p0",
                                   "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
                                   "1qazxsw23edcvfr45tgbnhy6",
                                   "abcdefghijklmnopqrstuvwxyz",
                                   "!@#$%^&*()"};

/* ---- a list of common ones ---- */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static uint64_t hash_lower(const char *text, size_t len)
{
    char lower[BYTES_MAX];

    for (size_t i = 0; i < len; i++)
        lower[i] = fai_lower(text[i]);
    return fai_hash_bytes(lower, len);
}

fa_status fai_common_passwords_read(fai_common_passwords *list, const char *text, size_t len, fa_error *err)
{
    const char *end = text + len;
    size_t lines = 1, count = 0;
    uint64_t *hashes;

    for (const char *p = text; p < end; p++)
        lines += *p == '\n';
    hashes = fa_calloc(lines, sizeof *hashes);
    if (hashes == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the common passwords");
    for (const char *p = text; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        const char *next = stop == NULL ? end : stop + 1;
        size_t n = (size_t)((stop == NULL ? end : stop) - p);

        if (n > 0 && p[n - 1] == '\r')
            n--;
        if (n > 0 && n <= BYTES_MAX)
            hashes[count++] = hash_lower(p, n);
        p = next;
    }
    qsort(hashes, count, sizeof *hashes, by_value);
    *list = (fai_common_passwords){hashes, count};
    return FA_OK;
}

void fai_common_passwords_clear(fai_common_passwords *list)
{
    fa_free(list->hashes);
    *list = (fai_common_passwords){NULL, 0};
}

static bool is_listed(const fai_common_passwords *list, const char *text, size_t len)
{
    uint64_t hash;

    if (list == NULL || list->count == 0 || len == 0)
        return false;
    hash = hash_lower(text, len);
    return bsearch(&hash, list->hashes, list->count, sizeof hash, by_value) != NULL;
}

/* As it is, without what is hung on at its ends ("!Baseball2024"), or twice the same. */
static bool is_common(const fai_common_passwords *list, const char *password)
{
    size_t len = strlen(password), from = 0, to = len, half = len / 2;

    while (from < to && !fai_is_alpha(password[from]))
        from++;
    while (to > from && !fai_is_alpha(password[to - 1]))
        to--;
    return is_listed(list, password, len) ||
           (to - from >= PART_MIN && is_listed(list, password + from, to - from)) ||
           (len % 2 == 0 && memcmp(password, password + half, half) == 0 && is_listed(list, password, half));
}

/* ---- what a password is made of ---- */

/* Lower case, and the letters that figures stand for. */
static char fold(char c)
{
    static const char figures[] = "013457@$!", letters[] = "oieastasi";
    const char *at = c == '\0' ? NULL : strchr(figures, c);

    return at == NULL ? fai_lower(c) : letters[at - figures];
}

/* The longest word that begins here; 0 = none. */
static size_t word_at(const char *folded, size_t left)
{
    size_t longest = 0;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);

        if (n > longest && n <= left && memcmp(folded, words[i], n) == 0)
            longest = n;
    }
    return longest;
}

/* How long the text goes along the row, in its direction or against it. */
static size_t along(const char *row, const char *p, size_t left)
{
    const char *at = strchr(row, p[0]);
    size_t best = 0;

    if (at == NULL)
        return 0;
    for (int step = -1; step <= 1; step += 2) {
        size_t n = 1;
        const char *q = at;

        while (n < left && (step > 0 || q > row) && q[step] == p[n]) {
            q += step;
            n++;
        }
        if (n > best)
            best = n;
    }
    return best;
}

/* A run of at least three: the same over and over, or keys side by side. */
static size_t run_at(const char *lower, size_t left)
{
    size_t best = 1;

    while (best < left && lower[best] == lower[0])
        best++;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = along(rows[i], lower, left);

        if (n > best)
            best = n;
    }
    return best >= 3 ? best : 0;
}

static size_t digits_at(const char *p, size_t left)
{
    size_t n = 0;

    while (n < left && n < 4 && fai_is_digit(p[n]))
        n++;
    return n;
}

/* The longest piece before `at` that comes again here. */
static size_t repeat_at(const char *lower, size_t at, size_t left)
{
    size_t best = 0;

    for (size_t from = 0; from < at; from++) {
        size_t n = 0;

        while (n < left && from + n < at && lower[from + n] == lower[at + n])
            n++;
        if (n > best)
            best = n;
    }
    return best >= 3 ? best : 0;
}

unsigned fai_password_pieces(const char *password)
{
    char lower[BYTES_MAX], folded[BYTES_MAX];
    unsigned pieces[BYTES_MAX + 1];
    size_t len = strlen(password);

    if (len > BYTES_MAX)
        return FA_PASSWORD_MAX;
    for (size_t i = 0; i < len; i++) {
        lower[i] = fai_lower(password[i]);
        folded[i] = fold(password[i]);
    }
    /* The fewest pieces to each place; a piece may be cut short. */
    for (size_t i = 0; i <= len; i++)
        pieces[i] = (unsigned)i;
    for (size_t i = 0; i < len; i++) {
        size_t longest[] = {word_at(folded + i, len - i), run_at(lower + i, len - i),
                            digits_at(lower + i, len - i), repeat_at(lower, i, len - i)};

        if (pieces[i] + 1 < pieces[i + 1])
            pieces[i + 1] = pieces[i] + 1;
        for (size_t k = 0; k < sizeof longest / sizeof *longest; k++)
            for (size_t n = k == 0 ? longest[k] : 1; n >= 1 && n <= longest[k]; n++)
                if (pieces[i] + 1 < pieces[i + n])
                    pieces[i + n] = pieces[i] + 1;
    }
    fai_wipe(lower, sizeof lower);
    fai_wipe(folded, sizeof folded);
    return pieces[len];
}

/* ---- the owner ---- */

static bool contains(const char *password, fai_str part, size_t min)
{
    return part.n >= min && fai_str_find_ci(fai_str_of(password), part, 0) != FAI_NPOS;
}

static bool is_made_of(const char *password, const fai_password_owner *owner)
{
    const char *at = owner->email == NULL ? NULL : strchr(owner->email, '@');

    if (at != NULL) {
        fai_str domain = {at + 1, strcspn(at + 1, ".")};

        if (contains(password, (fai_str){owner->email, (size_t)(at - owner->email)}, PART_MIN) ||
            contains(password, domain, WORD_MIN))
            return true;
    }
    for (const char *p = owner->full_name == NULL ? "" : owner->full_name; *p != '\0';) {
        fai_str word = {p, strcspn(p, " ")};

        if (contains(password, word, WORD_MIN))
            return true;
        p += word.n + strspn(p + word.n, " ");
    }
    return contains(password, FAI_STR("finanalyst"), PART_MIN);
}

/* FA_PASSWORD_MAX + 1 for what is no text of a password. */
static size_t characters(const char *password)
{
    size_t len = strlen(password), n = 0, step;

    if (len > BYTES_MAX || !fai_utf8_valid(password, len))
        return FA_PASSWORD_MAX + 1;
    for (size_t at = 0; at < len; at += step, n++)
        if (fai_utf8_decode(password + at, len - at, &step) < 0x20)
            return FA_PASSWORD_MAX + 1;
    return n;
}

fa_status fai_password_check(const fai_password_rules *rules, const char *password,
                             const fai_password_owner *owner, const char *field, fa_error *err)
{
    uint32_t min = owner->has_totp ? rules->min_totp : rules->min;
    size_t n = password == NULL ? 0 : characters(password);

    if (n < min)
        return fa_fail_field(err, FA_EINVALID, field, "a password has at least %u characters", (unsigned)min);
    if (n > FA_PASSWORD_MAX)
        return fa_fail_field(err, FA_EINVALID, field,
                             "a password has at most %d characters, in UTF-8 and without control characters",
                             FA_PASSWORD_MAX);
    if (is_common(rules->common, password))
        return fa_fail_field(err, FA_EINVALID, field, "that password is one of those that everybody tries");
    if (is_made_of(password, owner))
        return fa_fail_field(err, FA_EINVALID, field,
                             "a password must not hold your address, your name or ours");
    if (fai_password_pieces(password) < PIECES_MIN)
        return fa_fail_field(
            err, FA_EINVALID, field,
            "that password is made of a few common words, runs and repeats: take more words");
    return FA_OK;
}

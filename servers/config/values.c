/* config/values.c: from text to a value, for each kind of variable. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "config/variables.h"

static bool wrong(char why[CONFIG_WHY_BYTES], const char *text)
{
    snprintf(why, CONFIG_WHY_BYTES, "%s", text);
    return false;
}

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            return true;
    return false;
}

static bool copy(const config_variable *v, const char *text, size_t len, void *field,
                 char why[CONFIG_WHY_BYTES])
{
    if (len >= v->size) {
        snprintf(why, CONFIG_WHY_BYTES, "at most %zu bytes long", v->size - 1);
        return false;
    }
    memcpy(field, text, len);
    ((char *)field)[len] = '\0';
    return !has_control(field) || wrong(why, "without control characters");
}

static bool take_text(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    return copy(v, text, strlen(text), field, why);
}

/* Decimal digits and nothing else. */
static bool read_number(const char *text, size_t len, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || value > (max - (uint64_t)(text[i] - '0')) / 10)
            return false;
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    *out = value;
    return len > 0;
}

static bool take_number(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    uint64_t value;

    if (!read_number(text, strlen(text), v->max, &value) || value < v->min) {
        snprintf(why, CONFIG_WHY_BYTES, "a whole number from %llu to %llu", (unsigned long long)v->min,
                 (unsigned long long)v->max);
        return false;
    }
    if (v->size == sizeof(uint16_t))
        *(uint16_t *)field = (uint16_t)value;
    else if (v->size == sizeof(uint32_t))
        *(uint32_t *)field = (uint32_t)value;
    else
        *(uint64_t *)field = value;
    return true;
}

static bool take_boolean(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    static const char *const words[] = {"false", "true", "0", "1", "no", "yes", "off", "on"};

    (void)v;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], text) == 0) {
            *(bool *)field = i % 2 == 1;
            return true;
        }
    return wrong(why, "true or false");
}

/* The field is a bool, an enumeration, or an array of one whose elements all become the choice. */
static bool take_choice(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    size_t used = 0;
    unsigned chosen = 0;

    while (v->choices[chosen] != NULL && strcasecmp(v->choices[chosen], text) != 0)
        chosen++;
    if (v->choices[chosen] == NULL) {
        for (unsigned i = 0; v->choices[i] != NULL && used < CONFIG_WHY_BYTES; i++)
            used += (size_t)snprintf(why + used, CONFIG_WHY_BYTES - used, "%s%s",
                                     i == 0                      ? ""
                                     : v->choices[i + 1] == NULL ? " or "
                                                                 : ", ",
                                     v->choices[i]);
        return false;
    }
    if (v->size == sizeof(bool))
        *(bool *)field = chosen != 0;
    else
        for (size_t i = 0; i < v->size / sizeof chosen; i++)
            memcpy((char *)field + i * sizeof chosen, &chosen, sizeof chosen);
    return true;
}

static bool take_address(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    unsigned char bytes[16];

    if (inet_pton(AF_INET, text, bytes) != 1 && inet_pton(AF_INET6, text, bytes) != 1)
        return wrong(why, "an IP address, as 127.0.0.1 or ::1");
    return copy(v, text, strlen(text), field, why);
}

/* Length of "host" or "host:port", or of "[address]:port", at text; 0 = there is none. */
static size_t authority(const char *text, bool needs_port)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    size_t host = *text == '[' ? strspn(text + 1, "0123456789abcdefABCDEF:.") + 2 : strspn(text, name),
           digits;
    uint64_t port;

    if (host == 0 || (*text == '[' && (host < 4 || text[host - 1] != ']')))
        return 0;
    if (text[host] != ':')
        return needs_port ? 0 : host;
    digits = strspn(text + host + 1, "0123456789");
    return read_number(text + host + 1, digits, 65535, &port) && port > 0 ? host + 1 + digits : 0;
}

static bool take_endpoint(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    size_t len = authority(text, false);

    if (len == 0 || text[len] != '\0')
        return wrong(why, "host:port, without a scheme and with nothing behind it");
    return copy(v, text, len, field, why);
}

/* Whether text is "<one of two schemes>://authority" and at most a slash; *len is how long it is without that. */
static bool is_base(const char *text, const char *scheme, const char *other, bool needs_port, size_t *len)
{
    size_t at, host;

    if (strncmp(text, scheme, strlen(scheme)) == 0)
        at = strlen(scheme);
    else if (other != NULL && strncmp(text, other, strlen(other)) == 0)
        at = strlen(other);
    else
        return false;
    host = authority(text + at, needs_port);
    *len = at + host;
    return host > 0 && (text[*len] == '\0' || strcmp(text + *len, "/") == 0);
}

static bool take_mail_url(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    size_t len;

    if (!is_base(text, "smtp://", "smtps://", false, &len))
        return wrong(why,
                     "smtp://host:port or smtps://host:port; name and password have variables of their own");
    return copy(v, text, len, field, why);
}

static bool take_web_url(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    size_t at = strncmp(text, "https://", 8) == 0 ? 8 : strncmp(text, "http://", 7) == 0 ? 7 : 0;
    size_t host = at == 0 ? 0 : authority(text + at, false), len = strlen(text);

    if (host == 0 || (text[at + host] != '\0' && text[at + host] != '/') ||
        strpbrk(text, "?#@ \"<>\\") != NULL)
        return wrong(why, "http:// or https://, a host, and maybe a port and a path");
    while (len > at + host && text[len - 1] == '/')
        len--;
    return copy(v, text, len, field, why);
}

/* "sqlite:<path>", and as others write it: "sqlite:///relative" and "sqlite:////absolute". */
static bool take_database_url(const config_variable *v, const char *text, void *field,
                              char why[CONFIG_WHY_BYTES])
{
    size_t scheme = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    if (strncmp(text, "sqlite:", 7) != 0) {
        if (scheme > 0 && scheme < 32 && text[scheme] == ':')
            snprintf(why, CONFIG_WHY_BYTES, "sqlite:<path>; %.*s is not built into this program", (int)scheme,
                     text);
        else
            (void)wrong(why, "sqlite:<path>");
        return false;
    }
    text += 7;
    if (strncmp(text, "///", 3) == 0)
        text += 3;
    else if (strncmp(text, "//", 2) == 0)
        return wrong(why, "sqlite:<path>, without a host");
    return *text == '\0' ? wrong(why, "sqlite:<path>; the path is missing")
                         : copy(v, text, strlen(text), field, why);
}

/* Takes the list apart; the items end up in out->text. false: too long, or too many. */
static bool split(const char *text, config_list *out, char why[CONFIG_WHY_BYTES])
{
    size_t used = 0;

    memset(out, 0, sizeof *out);
    while (*text != '\0') {
        size_t len = strcspn(text, ","), end;

        end = len;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        if (end > 0 && (out->count == CONFIG_LIST_MAX || used + end + 1 > sizeof out->text)) {
            snprintf(why, CONFIG_WHY_BYTES, "at most %d, and %d bytes", CONFIG_LIST_MAX, CONFIG_LIST_BYTES);
            return false;
        }
        if (end > 0) {
            memcpy(out->text + used, text, end);
            out->items[out->count++] = out->text + used;
            used += end + 1;
        }
        text += len + (text[len] == ',');
        text += strspn(text, " ");
    }
    return true;
}

static bool take_urls(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    config_list *list = field;

    (void)v;
    if (!split(text, list, why))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        char *item = list->text + (list->items[i] - list->text);
        size_t len;

        if (!is_base(item, "http://", NULL, true, &len))
            return wrong(why,
                         "http://host:port, and others behind commas; name, password and path are not taken");
        item[len] = '\0';
    }
    return true;
}

static bool take_origins(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    config_list *list = field;
    fa_cors *cors = NULL;
    fa_error err = {0};

    (void)v;
    if (!split(text, list, why))
        return false;
    if (fa_cors_new(list->items, list->count, &cors, &err) != FA_OK) {
        snprintf(why, CONFIG_WHY_BYTES,
                 "scheme://host[:port] in small letters, and others behind commas, without \"*\" or a "
                 "slash at the end");
        return false;
    }
    fa_cors_free(cors);
    return true;
}

/* "per_minute:burst", "per_minute" or "0". */
static bool take_rate(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    size_t first = strcspn(text, ":");
    const char *second = text[first] == ':' ? text + first + 1 : text;
    size_t second_len = text[first] == ':' ? strlen(second) : first;
    uint64_t per_minute, burst;
    fa_rate *rate = field;

    (void)v;
    if (!read_number(text, first, 60000000, &per_minute) ||
        !read_number(second, second_len, 60000000, &burst) ||
        (text[first] == ':' && (burst == 0 || burst > 1000000)))
        return wrong(why,
                     "per_minute:burst, two whole numbers, the second from 1 to 1000000; 0 for no limit");
    rate->per_minute = (uint32_t)per_minute;
    rate->burst = burst == 0 ? 1 : burst > 1000000 ? 1000000 : (uint32_t)burst;
    return true;
}

static bool take_secret(const config_variable *v, const char *text, void *field, char why[CONFIG_WHY_BYTES])
{
    config_secret *secret = field;
    size_t len = strlen(text);

    if (len < v->min || len > v->max) {
        snprintf(why, CONFIG_WHY_BYTES, "a secret of %llu to %llu bytes", (unsigned long long)v->min,
                 (unsigned long long)v->max);
        return false;
    }
    if (has_control(text))
        return wrong(why, "a secret on one line, without control characters");
    memcpy(secret->text, text, len + 1);
    secret->len = len;
    return true;
}

const config_kind config_path = {"path", false, take_text};
const config_kind config_text = {"text", false, take_text};
const config_kind config_number = {"number", true, take_number};
const config_kind config_boolean = {"boolean", true, take_boolean};
const config_kind config_choice = {"choice", true, take_choice};
const config_kind config_address = {"address", true, take_address};
const config_kind config_endpoint = {"host and port", false, take_endpoint};
const config_kind config_web_url = {"URL", false, take_web_url};
const config_kind config_mail_url = {"URL", false, take_mail_url};
const config_kind config_database_url = {"URL", false, take_database_url};
const config_kind config_urls = {"list of URLs", false, take_urls};
const config_kind config_origins = {"list", true, take_origins};
const config_kind config_rate_limit = {"per_minute:burst", true, take_rate};
const config_kind config_secret_text = {"secret", false, take_secret};

bool config_is_secret(const config_variable *v)
{
    return v->kind == &config_secret_text;
}

/* user/domain/mail_text.c: a mail as the text that mailers hand over (RFC 5322). Nothing in an address or a subject may
 * begin a line of its own. */
#include <string.h>

#include <finanalyst/port/mailer.h>

#include "base/text.h"

enum {
    WORD_BYTES = 15
}; /* of a subject in one encoded word: at most 75 characters long (RFC 2047, section 2) */

static bool is_address(const char *text)
{
    const char *at = text == NULL ? NULL : strrchr(text, '@');

    if (at == NULL || at == text || at[1] == '\0' || !fai_utf8_valid(text, strlen(text)))
        return false;
    for (; *text != '\0'; text++)
        if ((unsigned char)*text <= ' ' || *text == 0x7f || strchr("\"(),:;<>[\\]", *text) != NULL)
            return false;
    return true;
}

static bool is_line(const char *text)
{
    if (text == NULL || !fai_utf8_valid(text, strlen(text)))
        return false;
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return false;
    return true;
}

/* "Thu, 01 Jan 2026 12:00:00 +0000" (RFC 5322, section 3.3). */
static void write_date(fa_buf *out, fa_time time)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int64_t seconds = time / 1000, day = seconds / 86400;
    int year, month, date;

    fa_date_split((fa_date)day, &year, &month, &date);
    (void)fa_buf_printf(out, "Date: %.3s, %02d %.3s %d %02d:%02d:%02d +0000\r\n", days + (day + 4) % 7 * 3,
                        date, months + (month - 1) * 3, year, (int)(seconds / 3600 % 24),
                        (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

/* Words of whole characters, each byte as "=XX", one to a line. */
static void write_words(fa_buf *out, const char *text)
{
    size_t len = strlen(text), in_word = 0, step;

    (void)fa_buf_puts(out, "=?utf-8?Q?");
    for (size_t at = 0; at < len; at += step, in_word += step) {
        (void)fai_utf8_decode(text + at, len - at, &step);
        if (in_word + step > WORD_BYTES) {
            (void)fa_buf_puts(out, "?=\r\n =?utf-8?Q?");
            in_word = 0;
        }
        for (size_t i = 0; i < step; i++)
            (void)fa_buf_printf(out, "=%02X", (unsigned)(unsigned char)text[at + i]);
    }
    (void)fa_buf_puts(out, "?=");
}

static void write_text(fa_buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        if (*text == '\n')
            (void)fa_buf_puts(out, "\r\n");
        else if (*text != '\r')
            (void)fa_buf_append(out, text, 1);
}

fa_status fa_mail_write(const fa_mail *mail, const char *from, fa_buf *out, fa_error *err)
{
    if (mail == NULL || mail->text == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "there is no mail, or no out");
    if (!is_address(mail->to) || (from != NULL && !is_address(from)))
        return fa_fail_field(err, FA_EINVALID, "email", "that is no address to mail to or from");
    if (!is_line(mail->subject))
        return fa_fail_field(err, FA_EINVALID, "subject", "a subject is one line of UTF-8");
    write_date(out, mail->created);
    if (from != NULL)
        (void)fa_buf_printf(out, "From: %s\r\n", from);
    (void)fa_buf_printf(out, "To: %s\r\nSubject: ", mail->to);
    if (is_ascii(mail->subject))
        (void)fa_buf_puts(out, mail->subject);
    else
        write_words(out, mail->subject);
    (void)fa_buf_printf(out,
                        "\r\nMessage-ID: <%s@%s>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
                        "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
                        mail->id.s, from == NULL ? "finanalyst" : strrchr(from, '@') + 1);
    write_text(out, mail->text);
    return fa_buf_check(out, err);
}

/* token/token_driver.c: judges tokens and signatures for check_sets.py, one a line:
 *   ed <public key> <message> <signature>   Ed25519, all in hexadecimal
 *   eddsa <kid> <public key> <token>        a token against one Ed25519 key
 *   hs256 <kid> <secret> <token>            a token against one secret
 *   jwks <key set in hexadecimal>           whether the set is taken
 * "-" = none, or empty. Answers each with "valid" or "invalid". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keeper.h"

enum { LINE = 1 << 17 };

static char line[LINE];
static uint8_t first[LINE / 2], second[LINE / 2], third[LINE / 2];

static size_t from_hex(const char *text, uint8_t *out)
{
    size_t n = 0;

    for (; text != NULL && text[0] != '\0' && text[0] != '-' && text[1] != '\0'; text += 2) {
        char pair[3] = {text[0], text[1], '\0'};

        out[n++] = (uint8_t)strtoul(pair, NULL, 16);
    }
    return n;
}

static bool judge_token(const fa_token_signer *signer, const char *alg, const char *kid, const char *key,
                        const char *token)
{
    fa_token_keys *keys = NULL;
    size_t len = from_hex(key, first);
    bool named = strcmp(kid, "-") != 0;
    bool valid = false;
    fa_buf payload;
    fa_status st;

    fa_buf_init(&payload, FA_TOKEN_BYTES);
    if (fa_token_keys_new(signer, &keys, NULL) != FA_OK)
        abort();
    if (strcmp(alg, "eddsa") == 0)
        st = fa_token_keys_add(keys, named ? kid : "none", first, NULL);
    else
        st = fa_token_keys_set_secret(keys, named ? kid : NULL, first, len, NULL);
    if (st == FA_OK)
        valid = fa_token_open(keys, token, strcmp(token, "-") == 0 ? 0 : strlen(token), NULL, &payload,
                              NULL) == FA_OK;
    fa_buf_clear(&payload);
    fa_token_keys_free(keys);
    return valid;
}

static bool judge_set(const fa_token_signer *signer, const char *hex)
{
    fa_token_keys *keys = NULL;
    size_t len = from_hex(hex, first);
    bool valid;

    if (fa_token_keys_new(signer, &keys, NULL) != FA_OK)
        abort();
    valid = fa_token_keys_from_json(keys, (const char *)first, len, NULL) == FA_OK;
    fa_token_keys_free(keys);
    return valid;
}

static bool judge_signature(const fa_token_signer *signer, const char *key, const char *message,
                            const char *signature)
{
    size_t key_len = from_hex(key, first), len = from_hex(message, second),
           signature_len = from_hex(signature, third);

    return key_len == FA_ED25519_PUBLIC && signature_len == FA_ED25519_SIGNATURE &&
           fa_token_signer_verify(signer, first, second, len, third);
}

int main(void)
{
    fa_token_signer signer = keeper_open();

    while (fgets(line, sizeof line, stdin) != NULL) {
        char *save = NULL;
        char *word[4] = {NULL};
        bool valid = false;

        word[0] = strtok_r(line, " \n", &save);
        for (int i = 1; i < 4; i++)
            word[i] = strtok_r(NULL, " \n", &save);
        if (word[0] != NULL && strcmp(word[0], "jwks") == 0)
            valid = judge_set(&signer, word[1]);
        else if (word[3] == NULL)
            abort();
        else if (strcmp(word[0], "ed") == 0)
            valid = judge_signature(&signer, word[1], word[2], word[3]);
        else
            valid = judge_token(&signer, word[0], word[1], word[2], word[3]);
        puts(valid ? "valid" : "invalid");
        fflush(stdout);
    }
    fa_token_signer_close(&signer);
    return 0;
}

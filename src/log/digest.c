/* digest.c - school addition, 64 bits at a time. */
#include "log/digest.h"

void digest_init(struct digest *digest)
{
    *digest = (struct digest){0};
}

static void add(uint64_t sum[4], const uint64_t more[4])
{
    uint64_t carry = 0;
    for (int i = 0; i < 4; i++) {
        uint64_t half = sum[i] + carry;
        carry = half < carry;
        sum[i] = half + more[i];
        carry += sum[i] < half;
    }
}

/* Fewer than 2^32 of them: their words are added up before anything is carried. */
static void add_all(struct digest *digest, uint32_t (*states)[8], size_t count)
{
    uint64_t words[8] = {0};
    for (size_t i = 0; i < count; i++)
        for (int j = 0; j < 8; j++)
            words[j] += states[i][j];
    uint64_t number[4] = {0}, sum = 0;
    for (int j = 0; j < 8; j++, sum >>= 32) {
        sum += words[7 - j];
        number[j / 2] |= (sum & UINT32_MAX) << (32 * (j % 2));
    }
    add(digest->sum, number);
}

void digest_add(struct digest *digest, struct text record)
{
    digest_add_all(digest, &record, 1);
}

void digest_add_all(struct digest *digest, const struct text *records, size_t count)
{
    enum { SOME = 128 };
    uint32_t states[SOME][8];
    for (size_t done = 0; done < count; done += SOME) {
        size_t some = count - done < SOME ? count - done : SOME;
        sha256_each(records + done, some, states);
        add_all(digest, states, some);
    }
}

void digest_join(struct digest *digest, const struct digest *more)
{
    add(digest->sum, more->sum);
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_join_hex(struct digest *digest, struct text hex)
{
    uint64_t number[4] = {0};
    if (hex.len != SHA256_HEX - 1)
        return false;
    for (size_t i = 0; i < hex.len; i++) {
        if (hex_value(hex.at[i]) < 0)
            return false;
        number[3 - i / 16] = number[3 - i / 16] << 4 | (uint64_t)hex_value(hex.at[i]);
    }
    add(digest->sum, number);
    return true;
}

void digest_write(const struct digest *digest, char out[SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 64; i++)
        out[i] = digits[digest->sum[3 - i / 16] >> (60 - 4 * (i % 16)) & 15];
    out[64] = '\0';
}

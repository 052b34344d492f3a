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

static void add_one(struct digest *digest, const uint32_t state[8])
{
    uint64_t number[4];
    for (int i = 0; i < 4; i++)
        number[i] = (uint64_t)state[6 - 2 * i] << 32 | state[7 - 2 * i];
    add(digest->sum, number);
}

void digest_add(struct digest *digest, struct text record)
{
    digest_add_all(digest, &record, 1);
}

void digest_add_all(struct digest *digest, const struct text *records, size_t count)
{
    enum { SOME = 32 };
    uint32_t states[SOME][8];
    for (size_t done = 0; done < count; done += SOME) {
        size_t some = count - done < SOME ? count - done : SOME;
        sha256_each(records + done, some, states);
        for (size_t i = 0; i < some; i++)
            add_one(digest, states[i]);
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

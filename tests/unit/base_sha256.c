/* with: tap.c */
/* base_sha256.c - digests that the standard's authors published, fed in pieces of every size. */
#include <string.h>

#include "base/sha256.h"
#include "base/sha256_lanes.h"
#include "tap.h"

static bool gives(struct text bytes, size_t piece, const char *expected)
{
    struct sha256 sha;
    char out[SHA256_HEX];
    sha256_init(&sha);
    for (size_t at = 0; at < bytes.len; at += piece)
        sha256_add(&sha, text_slice(bytes, at, at + piece < bytes.len ? at + piece : bytes.len));
    sha256_write(&sha, out);
    return !strcmp(out, expected);
}

static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

/* Texts of all lengths up to 300 together, in an order that puts short ones beside long ones. */
static bool gives_each_alone(void)
{
    enum { COUNT = 301 };
    static struct text texts[COUNT];
    static uint32_t all[COUNT][8];
    static char bytes[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        bytes[i] = (char)(i * 37 % 251);
    for (size_t i = 0; i < COUNT; i++)
        texts[i] = (struct text){bytes, i * 113 % COUNT};
    sha256_each(texts, COUNT, all);
    for (size_t i = 0; i < COUNT; i++) {
        struct sha256 sha;
        uint32_t one[8];
        sha256_init(&sha);
        sha256_add(&sha, texts[i]);
        sha256_end(&sha, one);
        if (memcmp(one, all[i], sizeof one))
            return false;
    }
    return true;
}

static uint32_t draw(uint32_t below)
{
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % below);
}

static bool gives_plainly(struct text text, const uint32_t expected[8])
{
    struct sha256 sha;
    uint32_t out[8];
    sha256_init(&sha);
    sha.is_fast = false;
    sha256_add(&sha, text);
    sha256_end(&sha, out);
    return !memcmp(out, expected, sizeof out);
}

enum { GROUP_MOST = 150, TEXT_MOST = 5000 };

/* As many texts, some of them long, most of about one length. */
static void draw_texts(struct text *texts, uint32_t count)
{
    static char bytes[TEXT_MOST * 2];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)draw(256);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = (struct text){bytes + draw(TEXT_MOST), draw(20)  ? draw(200)
                                                          : draw(3) ? draw(TEXT_MOST)
                                                                    : 2047 + draw(3)};
}

/* By LANES lanes those that fit; 0: by whatever is best, all. */
static bool gives_groups(unsigned lanes)
{
    struct text texts[GROUP_MOST];
    uint32_t all[GROUP_MOST][8];
    bool good = true;
    for (uint32_t count = 1; count <= GROUP_MOST; count++) {
        draw_texts(texts, count);
        if (lanes)
            sha256_lanes(lanes, texts, count, all);
        else
            sha256_each(texts, count, all);
        for (uint32_t i = 0; i < count; i++)
            if (!lanes || sha256_fits_lane(texts[i]))
                good = good && gives_plainly(texts[i], all[i]);
    }
    return good;
}

static void each_lanes(unsigned lanes)
{
    if (sha256_lanes_known(lanes))
        tap_ok(gives_groups(lanes), "groups of texts of any lengths by %u lanes", lanes);
    else
        tap_ok(true, "groups by %u lanes: not with this processor", lanes);
}

/* With and without the processor's instructions. */
static bool gives_the_same_plainly(void)
{
    static char bytes[1000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 91 % 253);
    for (size_t len = 0; len <= sizeof bytes; len += 7) {
        struct sha256 sha, plain;
        uint32_t one[8], other[8];
        sha256_init(&sha);
        plain = sha;
        plain.is_fast = false;
        sha256_add(&sha, (struct text){bytes, len});
        sha256_add(&plain, (struct text){bytes, len});
        sha256_end(&sha, one);
        sha256_end(&plain, other);
        if (memcmp(one, other, sizeof one))
            return false;
    }
    return true;
}

int main(void)
{
    tap_ok(gives(TEXT(""), 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
           "no bytes");
    tap_ok(
        gives(TEXT("abc"), 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        "abc");
    for (size_t piece = 1; piece <= 56; piece++)
        tap_ok(gives(text_of(two_blocks), piece,
                     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
               "two blocks in pieces of %zu", piece);
    static char million[1000000];
    memset(million, 'a', sizeof million);
    for (size_t piece = 63; piece <= 65; piece++)
        tap_ok(gives((struct text){million, sizeof million}, piece,
                     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
               "a million letters in pieces of %zu", piece);
    tap_ok(gives_each_alone(), "many texts at once have the digests of each");
    tap_ok(gives_groups(0), "groups of texts of any lengths have the digests of each");
    each_lanes(8);
    each_lanes(16);
    tap_ok(gives_the_same_plainly(), "the processor's instructions give what the plain way gives");
    return tap_end();
}

/* with: tap.c */
/* base_sha256.c - digests that the standard's authors published, fed in pieces of every size. */
#include <string.h>

#include "base/sha256.h"
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
    return tap_end();
}

/* with: tap.c */
/* base_hmac.c - the test cases of RFC 4231, and what a sender of webhooks documents of its own. */
#include <string.h>

#include "base/hmac.h"
#include "tap.h"

static bool gives(struct text secret, struct text bytes, const char *expected)
{
    unsigned char digest[HMAC_BYTES];
    char hex[HMAC_HEX];
    struct hmac hmac;
    hmac_init(&hmac, secret);
    hmac_add(&hmac, text_slice(bytes, 0, bytes.len / 2));
    hmac_add(&hmac, text_slice(bytes, bytes.len / 2, bytes.len));
    hmac_end(&hmac, digest);
    hmac_write_hex(digest, hex);
    return !strcmp(hex, expected);
}

/* COUNT times BYTE. */
static struct text many(char *room, int byte, size_t count)
{
    memset(room, byte, count);
    return (struct text){room, count};
}

static void test_published(void)
{
    char key[200], data[200], counted[25];
    for (int i = 0; i < 25; i++)
        counted[i] = (char)(i + 1);
    tap_ok(gives(many(key, 0x0b, 20), TEXT("Hi There"),
                 "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
           "test case 1");
    tap_ok(gives(TEXT("Jefe"), TEXT("what do ya want for nothing?"),
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
           "test case 2: a key shorter than the digest");
    tap_ok(gives(many(key, 0xaa, 20), many(data, 0xdd, 50),
                 "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
           "test case 3");
    tap_ok(gives((struct text){counted, 25}, many(data, 0xcd, 50),
                 "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
           "test case 4");
    tap_ok(gives(many(key, 0xaa, 131),
                 TEXT("Test Using Larger Than Block-Size Key - Hash Key First"),
                 "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
           "test case 6: a key longer than a block");
    tap_ok(gives(many(key, 0xaa, 131),
                 TEXT("This is a test using a larger than block-size key and a larger than "
                      "block-size data. The key needs to be hashed before being used by the HMAC "
                      "algorithm."),
                 "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
           "test case 7");
    tap_ok(gives(TEXT("It's a Secret to Everybody"), TEXT("Hello, World!"),
                 "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
           "the example in GitHub's documentation");
}

static void test_base64(void)
{
    unsigned char digest[HMAC_BYTES];
    char base64[HMAC_BASE64];
    struct hmac hmac;
    hmac_init(&hmac, TEXT("Jefe"));
    hmac_add(&hmac, TEXT("what do ya want for nothing?"));
    hmac_end(&hmac, digest);
    hmac_write_base64(digest, base64);
    tap_ok(!strcmp(base64, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="), "base64");
}

static void test_same(void)
{
    tap_ok(hmac_same(TEXT("abc"), TEXT("abc")), "equal texts are");
    tap_ok(!hmac_same(TEXT("abc"), TEXT("abd")), "another last byte");
    tap_ok(!hmac_same(TEXT("xbc"), TEXT("abc")), "another first byte");
    tap_ok(!hmac_same(TEXT("abc"), TEXT("ab")), "a beginning of it");
    tap_ok(!hmac_same(TEXT("ab"), TEXT("abab")), "twice it");
    tap_ok(!hmac_same(TEXT("abab"), TEXT("ab")), "half of it");
    tap_ok(!hmac_same(TEXT(""), TEXT("a")) && !hmac_same(TEXT("a"), TEXT("")), "nothing");
    tap_ok(hmac_same(TEXT(""), TEXT("")), "nothing and nothing");
}

int main(void)
{
    test_published();
    test_base64();
    test_same();
    return tap_end();
}

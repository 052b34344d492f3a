/* with: tap.c */
/* base_sha1.c - the test cases of RFC 2202 for HMAC-SHA1. */
#include <string.h>

#include "base/sha1.h"
#include "tap.h"

static void gives(struct text secret, struct text bytes, const char *expected, const char *name)
{
    char hex[SHA1_HEX];
    sha1_sign(secret, bytes, hex);
    tap_same(hex, expected, "%s", name);
}

/* COUNT times BYTE. */
static struct text many(char *room, int byte, size_t count)
{
    memset(room, byte, count);
    return (struct text){room, count};
}

static void test_published(void)
{
    char key[100], data[100], counted[25];
    for (int i = 0; i < 25; i++)
        counted[i] = (char)(i + 1);
    gives(many(key, 0x0b, 20), TEXT("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00",
          "test case 1");
    gives(TEXT("Jefe"), TEXT("what do ya want for nothing?"),
          "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "test case 2");
    gives(many(key, 0xaa, 20), many(data, 0xdd, 50), "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
          "test case 3");
    gives((struct text){counted, 25}, many(data, 0xcd, 50),
          "4c9007f4026250c6bc8414f9bf50c86c2d7235da", "test case 4");
    gives(many(key, 0x0c, 20), TEXT("Test With Truncation"),
          "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04", "test case 5");
    gives(many(key, 0xaa, 80), TEXT("Test Using Larger Than Block-Size Key - Hash Key First"),
          "aa4ae5e15272d00e95705637ce8a3b55ed402112", "test case 6");
    gives(many(key, 0xaa, 80),
          TEXT("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
          "e8e99d0f45237d786d6bbaa7965c7808bbff1a91", "test case 7");
}

int main(void)
{
    test_published();
    return tap_end();
}

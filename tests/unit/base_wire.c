/* with: tap.c */
/* base_wire.c - numbers and texts as bytes and back; bytes that end early, or say what can't be. */
#include <inttypes.h>
#include <string.h>

#include "base/wire.h"
#include "tap.h"

static void round_trips(void)
{
    static const uint64_t wholes[] = {0,     1,          127,       128,       16383,
                                      16384, UINT32_MAX, INT64_MAX, UINT64_MAX};
    static const int64_t signeds[] = {0, -1, 1, -64, 64, INT32_MIN, INT64_MAX, INT64_MIN};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        wire_put_whole(&out, wholes[i]);
    for (size_t i = 0; i < sizeof signeds / sizeof *signeds; i++)
        wire_put_signed(&out, signeds[i]);
    wire_put_text(&out, TEXT("a text"));
    wire_put_text(&out, TEXT(""));
    struct wire wire = wire_of(buffer_text(&out));
    bool same = true;
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        same = wire_whole(&wire) == wholes[i] && same;
    tap_ok(same, "whole numbers come back");
    same = true;
    for (size_t i = 0; i < sizeof signeds / sizeof *signeds; i++)
        same = wire_signed(&wire) == signeds[i] && same;
    tap_ok(same, "signed numbers come back");
    tap_ok(text_is(wire_text(&wire), "a text") && wire_text(&wire).len == 0, "texts come back");
    tap_ok(wire_is_done(&wire), "nothing is left");
    buffer_fini(&out);
}

static void lengths(void)
{
    struct buffer out = {0};
    wire_put_whole(&out, 127);
    tap_equal((long long)out.len, 1, "127 takes one byte");
    wire_put_whole(&out, 128);
    tap_equal((long long)out.len, 3, "128 takes two");
    wire_put_signed(&out, -64);
    tap_equal((long long)out.len, 4, "-64 takes one");
    buffer_fini(&out);
}

/* What is read of BYTES first, and whether that spoils it. */
static bool spoils(struct text bytes, uint64_t (*read)(struct wire *wire))
{
    struct wire wire = wire_of(bytes);
    return read(&wire) == 0 && wire.is_spoilt && wire_whole(&wire) == 0 && !wire_is_done(&wire);
}

static uint64_t read_text(struct wire *wire)
{
    return wire_text(wire).len;
}

static uint64_t read_ten(struct wire *wire)
{
    return wire_upto(wire, 10);
}

static uint64_t read_count(struct wire *wire)
{
    return wire_count(wire, 4);
}

static void broken(void)
{
    tap_ok(spoils(TEXT(""), wire_whole), "no byte is no number");
    tap_ok(spoils(TEXT("\x80"), wire_whole), "a number that ends in the middle");
    tap_ok(spoils(TEXT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), wire_whole),
           "a number over 64 bits");
    tap_ok(spoils(TEXT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"), wire_whole),
           "a number of eleven bytes");
    tap_ok(spoils(TEXT("\x0b"), read_ten), "a number above what it may be");
    tap_ok(spoils(TEXT("\x05"
                       "abcd"),
                  read_text),
           "a text that is longer than the rest");
    tap_ok(spoils(TEXT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
                       "a"),
                  read_text),
           "a text of all memory");
    tap_ok(spoils(TEXT("\x03"
                       "abcdefgh"),
                  read_count),
           "more things than there is room for");
}

int main(void)
{
    round_trips();
    lengths();
    broken();
    return tap_end();
}

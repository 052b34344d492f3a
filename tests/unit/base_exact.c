/* with: tap.c */
/* base_exact.c - quotients against plain counting, shares of money with all their digits, and how
 * they are written. */
#include "base/exact.h"

#include "tap.h"

/* The whole number next to A/B, the even one of two; by looking at all of them. */
static long nearest(long a, long b)
{
    for (long q = -1000;; q++) {
        long twice = 2 * (a - q * b); /* the rest, against B */
        if (twice >= -b && twice <= b && (twice != b || q % 2 == 0) && (twice != -b || q % 2 == 0))
            return q;
    }
}

static void quotients(void)
{
    long wrong = 0, seen = 0;
    for (long a = -120; a <= 120; a++)
        for (long b = 1; b <= 24; b++) {
            seen++;
            wrong += exact_divide(a, b) != nearest(a, b);
        }
    tap_equal(wrong, 0, "%ld quotients are rounded half to even", seen);
    wide large = exact_power(38) / 2 * 3;
    tap_ok(exact_divide(large, large - 1) == 1, "of large numbers, too");
}

static void is_written(wide value, unsigned places, unsigned least, const char *text)
{
    struct arena *arena = arena_new();
    tap_same(text_cstr(arena, exact_format(arena, value, places, least)), text, "%s is written so",
             text);
    arena_free(arena);
}

static void shares(void)
{
    struct decimal most = {INT64_C(999999999999999999), 0}, all = {100, 0};
    tap_ok(exact_share(most, all) == exact_amount(most),
           "all of the largest amount is that amount");
    struct decimal fee = {10037, 2}, percent = {33333333333, 9};
    tap_ok(exact_share(fee, percent) == INT64_C(334566666663321) * exact_power(7),
           "a share has all the digits of both: 100.37 by 33.333333333%% is 33.4566666663321");
    tap_ok(exact_amount((struct decimal){-125, 1}) == -exact_power(EXACT_PLACES) * 25 / 2,
           "and an amount may be below nothing");
}

int main(void)
{
    quotients();
    shares();
    is_written(0, 0, 0, "0");
    is_written(0, 2, 2, "0.00");
    is_written(5, 2, 2, "0.05");
    is_written(-1250, 2, 2, "-12.50");
    is_written(1250, 2, 0, "12.5");
    is_written(1200, 2, 0, "12");
    is_written(1200, 2, 1, "12.0");
    is_written(exact_power(37) * 17, 0, 0, "170000000000000000000000000000000000000");
    return tap_end();
}

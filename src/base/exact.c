/* exact.c - see exact.h. */
#include "base/exact.h"

#include <assert.h>

__extension__ typedef unsigned __int128 uwide;

enum { DIGITS_MOST = 40 };

wide exact_power(unsigned places)
{
    wide power = 1;
    assert(places <= 38);
    while (places--)
        power *= 10;
    return power;
}

wide exact_amount(struct decimal amount)
{
    return amount.digits * exact_power(EXACT_PLACES - (unsigned)amount.scale);
}

wide exact_share(struct decimal amount, struct decimal percent)
{
    unsigned places = (unsigned)amount.scale + percent.scale + 2;
    return (wide)amount.digits * percent.digits * exact_power(EXACT_PLACES - places);
}

wide exact_divide(wide value, wide by)
{
    wide quotient = value / by, rest = value % by;
    if (rest < 0) {
        quotient--;
        rest += by;
    }
    wide left = by - rest;
    return quotient + (rest > left || (rest == left && quotient % 2 != 0));
}

struct text exact_format(struct arena *arena, wide value, unsigned places, unsigned least)
{
    char digits[DIGITS_MOST + 2];
    size_t at = sizeof digits;
    uwide rest = value < 0 ? 0 - (uwide)value : (uwide)value;
    assert(places < DIGITS_MOST - 1);
    for (; places > least && rest % 10 == 0; places--)
        rest /= 10;
    for (unsigned count = 0; rest || count <= places; count++) {
        if (count && count == places)
            digits[--at] = '.';
        digits[--at] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    struct text text = {digits + at, sizeof digits - at};
    return text_format(arena, "%s" TEXT_FMT, value < 0 ? "-" : "", TEXT_ARG(text));
}

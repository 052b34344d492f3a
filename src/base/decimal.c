/* decimal.c - 128-bit products, so that no comparison rounds. */
#include "base/decimal.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static int64_t power_of_ten(unsigned n)
{
    int64_t power = 1;
    while (n--)
        power *= 10;
    return power;
}

bool decimal_parse(struct text text, struct decimal *value)
{
    bool negative = text.len && text.at[0] == '-';
    int64_t digits = 0;
    unsigned count = 0, scale = 0;
    bool point = false;
    for (size_t i = negative; i < text.len; i++) {
        char c = text.at[i];
        if (c == '.' && !point && count) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++count > 18)
            return false;
        digits = digits * 10 + (c - '0');
        scale += point;
    }
    if (!count || scale > DECIMAL_SCALE_MOST || (point && !scale))
        return false;
    *value = (struct decimal){negative ? -digits : digits, (uint8_t)scale};
    return true;
}

int decimal_compare(struct decimal a, struct decimal b)
{
    wide x = (wide)a.digits * power_of_ten(b.scale);
    wide y = (wide)b.digits * power_of_ten(a.scale);
    return (x > y) - (x < y);
}

int decimal_compare_share(uint64_t part, uint64_t whole, struct decimal percent)
{
    wide x = (wide)part * 100 * power_of_ten(percent.scale);
    wide y = (wide)percent.digits * (wide)whole;
    return (x > y) - (x < y);
}

struct text decimal_format(struct arena *arena, struct decimal value)
{
    while (value.scale && value.digits % 10 == 0) {
        value.digits /= 10;
        value.scale--;
    }
    const char *sign = value.digits < 0 ? "-" : "";
    uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    uint64_t unit = (uint64_t)power_of_ten(value.scale);
    if (!value.scale)
        return text_format(arena, "%s%llu", sign, (unsigned long long)size);
    return text_format(arena, "%s%llu.%0*llu", sign, (unsigned long long)(size / unit),
                       (int)value.scale, (unsigned long long)(size % unit));
}

struct text decimal_share(struct arena *arena, uint64_t part, uint64_t whole, unsigned places)
{
    uwide scaled = (uwide)part * 100 * (uwide)power_of_ten(places);
    uwide quotient = scaled / whole, twice = scaled % whole * 2;
    if (twice > whole || (twice == whole && quotient % 2))
        quotient++;
    return decimal_format(arena, (struct decimal){(int64_t)quotient, (uint8_t)places});
}

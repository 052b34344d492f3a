/* share.c - see share.h. A decimal has at most 18 digits and 9 places, so the product of two has at
 * most 36 digits and fits. */
#include "report/share.h"

#include <string.h>

struct share share_of_money(const struct ast_money *money)
{
    struct share share = {.digits = money->amount.digits, .scale = money->amount.scale};
    memcpy(share.currency, money->currency, sizeof share.currency);
    return share;
}

struct share share_of_fee(struct decimal percent, const struct ast_money *fee)
{
    struct share share = share_of_money(fee);
    share.digits *= percent.digits;
    share.scale += percent.scale + 2u;
    return share;
}

static share_digits power_of_ten(unsigned n)
{
    share_digits power = 1;
    while (n--)
        power *= 10;
    return power;
}

/* The whole units and the rest of one, so that nothing is multiplied that might not fit. */
int share_compare(const struct share *a, const struct share *b)
{
    share_digits unit_a = power_of_ten(a->scale), unit_b = power_of_ten(b->scale);
    share_digits whole_a = a->digits / unit_a, whole_b = b->digits / unit_b;
    if (whole_a != whole_b)
        return whole_a < whole_b ? -1 : 1;
    share_digits rest_a = a->digits % unit_a, rest_b = b->digits % unit_b;
    unsigned most = a->scale > b->scale ? a->scale : b->scale;
    rest_a *= power_of_ten(most - a->scale);
    rest_b *= power_of_ten(most - b->scale);
    return (rest_a > rest_b) - (rest_a < rest_b);
}

unsigned share_minor_digits(const char *currency)
{
    static const struct {
        const char *code;
        unsigned digits;
    } rows[] = {
#define CURRENCY(code, digits) {#code, digits},
#include "charter/currencies.def"
#undef CURRENCY
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].code, currency) == 0)
            return rows[i].digits;
    return 2;
}

struct ast_money share_rounded(const struct share *share)
{
    struct ast_money money = {0};
    unsigned places = share_minor_digits(share->currency);
    share_digits digits = share->digits;
    memcpy(money.currency, share->currency, sizeof money.currency);
    if (share->scale > places) {
        share_digits unit = power_of_ten(share->scale - places), rest = digits % unit;
        digits /= unit;
        if (rest * 2 > unit || (rest * 2 == unit && digits % 2))
            digits++;
        money.amount.scale = (uint8_t)places;
    } else {
        money.amount.scale = (uint8_t)share->scale;
    }
    money.amount.digits = (int64_t)digits;
    return money;
}

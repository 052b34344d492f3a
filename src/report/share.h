/* share.h - shares of money, exact till they are rounded once (semantics 6.6). */
#ifndef REPORT_SHARE_H
#define REPORT_SHARE_H

#include "charter/ast.h"

__extension__ typedef __int128 share_digits;

/* Digits of the minor unit of a currency of ISO 4217; 2 of any other. */
unsigned share_minor_digits(const char *currency);

/* digits / 10^scale of a currency; a share without a currency is none. */
struct share {
    share_digits digits;
    unsigned scale;
    char currency[4];
};

struct share share_of_money(const struct ast_money *money);

/* PERCENT of FEE. */
struct share share_of_fee(struct decimal percent, const struct ast_money *fee);

/* Of two shares of one currency: -1, 0, 1. */
int share_compare(const struct share *a, const struct share *b);

/* Rounded half-even to the minor unit of its currency. */
struct ast_money share_rounded(const struct share *share);

#endif

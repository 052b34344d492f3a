/* exact.h - whole numbers of 128 bits: sums, shares of money and means, rounded once.
 *
 * For figures that would not fit, or would have to be rounded, in 64 bits.
 */
#ifndef BASE_EXACT_H
#define BASE_EXACT_H

#include "base/decimal.h"

__extension__ typedef __int128 wide;

/* An exact amount is counted in units of 10^-EXACT_PLACES, so that a share of a decimal, with all
 * the digits that both may have, is a whole number of them. */
enum { EXACT_PLACES = 20 };

wide exact_amount(struct decimal amount);

/* PERCENT of AMOUNT, PERCENT at most 100. */
wide exact_share(struct decimal amount, struct decimal percent);

/* VALUE / BY (BY > 0), rounded half-even to a whole number. */
wide exact_divide(wide value, wide by);

wide exact_power(unsigned places); /* 10^PLACES, at most 38 */

/* VALUE / 10^PLACES as a decimal, as short as exact, with at least LEAST digits behind the point.
 */
struct text exact_format(struct arena *arena, wide value, unsigned places, unsigned least);

#endif

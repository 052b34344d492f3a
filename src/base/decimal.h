/* decimal.h - exact decimal numbers: digits and a scale, never binary floating point.
 *
 * The value is digits / 10^scale, scale 0 to 9. Comparisons are exact whatever the scales.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/text.h"

struct decimal {
    int64_t digits;
    uint8_t scale;
};

enum { DECIMAL_SCALE_MOST = 9 };

/* `-12`, `4.25`; false for anything else, over 18 digits, or over 9 behind the point. */
bool decimal_parse(struct text text, struct decimal *value);
int decimal_compare(struct decimal a, struct decimal b); /* -1, 0, 1 */

/* Compares PART/WHOLE (whole > 0) with PERCENT/100, exactly: -1, 0, 1. */
int decimal_compare_share(uint64_t part, uint64_t whole, struct decimal percent);

/* 100*PART/WHOLE rounded half-even to PLACES (0 to 6) places, with that many digits behind the
 * point, without zeros at the end. */
struct text decimal_share(struct arena *arena, uint64_t part, uint64_t whole, unsigned places);

struct text decimal_format(struct arena *arena, struct decimal value); /* as short as exact */

#endif

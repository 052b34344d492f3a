/* tap.h - cases of a test program, printed as they are decided (Test Anything Protocol). */
#ifndef UNIT_TAP_H
#define UNIT_TAP_H

#include <stdbool.h>

#include "base/text.h"

/* One case; returns GOOD. */
bool tap_ok(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A case that compares two texts, or two numbers; a difference is printed. */
bool tap_same(const char *found, const char *wanted, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool tap_equal(long long found, long long wanted, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A remark under the last case. */
void tap_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The plan; gives the exit status. */
int tap_end(void);

#endif

/* tap.c - see tap.h. */
#include "tap.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int cases, failed;

static bool report(bool good, const char *format, va_list args)
{
    cases++;
    failed += !good;
    printf("%s %d - ", good ? "ok" : "not ok", cases);
    vprintf(format, args);
    putchar('\n');
    return good;
}

bool tap_ok(bool good, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(good, format, args);
    va_end(args);
    return good;
}

bool tap_same(const char *found, const char *wanted, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool good = report(strcmp(found, wanted) == 0, format, args);
    va_end(args);
    if (!good)
        printf("# found  %s\n# wanted %s\n", found, wanted);
    return good;
}

bool tap_equal(long long found, long long wanted, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool good = report(found == wanted, format, args);
    va_end(args);
    if (!good)
        printf("# found  %lld\n# wanted %lld\n", found, wanted);
    return good;
}

void tap_note(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    printf("# ");
    vprintf(format, args);
    putchar('\n');
    va_end(args);
}

int tap_end(void)
{
    printf("1..%d\n", cases);
    return failed > 0;
}

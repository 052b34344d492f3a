/* with: tap.c time_make.c time_random.c oracle.c oracle_ask.c oracle_compare.c */
/* time_oracle.c - random calendars against the oracle. CHARTER_SEED chooses the calendars (default:
 * always the same), CHARTER_SECONDS how long it goes on. */
#include <stdlib.h>
#include <time.h>

#include "oracle_compare.h"
#include "tap.h"

enum { CASES = 20, SECONDS = 25, WRONG_MOST = 5 };

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    uint64_t value;
    const char *text = getenv(variable);
    return text && text_to_whole(text_of(text), UINT64_MAX, &value) ? value : otherwise;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(void)
{
    struct comparison comparison;
    comparison_init(&comparison, number_from("CHARTER_SEED", 20260907));
    double seconds = (double)number_from("CHARTER_SECONDS", SECONDS), start = now();
    tap_note("seed %llu", (unsigned long long)comparison.seed);
    for (int i = 1; i <= CASES; i++) {
        long calendars = comparison.calendars, questions = comparison.questions;
        long wrong = comparison.wrong;
        while (now() - start < seconds * i / CASES && comparison.wrong < WRONG_MOST)
            (void)comparison_step(&comparison);
        tap_ok(comparison.wrong == wrong && comparison.wrong < WRONG_MOST,
               "%ld calendars, %ld questions", comparison.calendars - calendars,
               comparison.questions - questions);
    }
    tap_ok(comparison.calendars >= 200 && comparison.far > 100,
           "%ld calendars in all, %ld questions, %ld of them beyond the window",
           comparison.calendars, comparison.questions, comparison.far);
    comparison_fini(&comparison);
    return tap_end();
}

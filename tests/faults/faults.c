/* faults.c - plants one fault after the other into src/time and looks whether the comparison with
 * the oracle finds it; without one it must find nothing. Built by run.sh with CHARTER_FAULTS. */
#include <stdlib.h>

#include "oracle_compare.h"
#include "tap.h"
#include "time/fault.h"

enum fault fault_planted;

static const char *const names[FAULT_COUNT] = {
    [FAULT_NONE] = "no fault",
    [FAULT_OVERNIGHT_DROPPED] = "a span past midnight ends at midnight",
    [FAULT_HOLIDAY_IGNORED] = "holidays close nothing",
    [FAULT_GAP_KEPT] = "a skipped hour is counted",
    [FAULT_FOLD_ONCE] = "a repeated hour is counted once",
    [FAULT_HOLIDAY_LAST] = "holidays cut after the dated openings",
    [FAULT_CLOSING_LATE] = "a closing is a microsecond late",
    [FAULT_UNBROKEN_IGNORED] = "unbroken evenings are cut",
    [FAULT_PART_REPLACES] = "a part-day closure empties the date",
    [FAULT_DUE_NEXT_OPENING] = "due at the next opening instead of at closing time",
    [FAULT_SUBSTITUTE_TAKEN] = "a substitute falls on a holiday",
    [FAULT_EVENING_KEPT] = "a closed date leaves the evening before alone",
    [FAULT_OTHER_ZONE] = "an included calendar is read in the wrong zone",
    [FAULT_CLOSED_DAY_OPEN] = "a closed day of the week keeps an included calendar",
};

enum { CLEAN = 1000, MOST = 4000, SEED = 7 };

/* Calendars until the first difference; MOST if there is none. */
static long hunt(enum fault fault, long most)
{
    struct comparison comparison;
    comparison_init(&comparison, SEED);
    comparison.quiet = fault != FAULT_NONE;
    fault_planted = fault;
    while (comparison.calendars < most && comparison_step(&comparison))
        continue;
    long calendars = comparison.wrong > 0 ? comparison.calendars : most;
    fault_planted = FAULT_NONE;
    comparison_fini(&comparison);
    return calendars;
}

int main(void)
{
    tap_equal(hunt(FAULT_NONE, CLEAN), CLEAN, "no fault: %d calendars without a difference", CLEAN);
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        long calendars = hunt(fault, MOST);
        tap_ok(calendars < MOST, "%s: found at calendar %ld", names[fault], calendars);
    }
    return tap_end();
}

/* fault.h - places where a test may plant a fault, to prove that the oracle would find it.
 *
 * FAULT(n) is the constant 0 in the program. Only a build with CHARTER_FAULTS, which only the test
 * in tests/faults makes, can turn one of them on, and then one at a time.
 */
#ifndef TIME_FAULT_H
#define TIME_FAULT_H

enum fault {
    FAULT_NONE,
    FAULT_OVERNIGHT_DROPPED, /* a span past midnight ends at 24:00 */
    FAULT_HOLIDAY_IGNORED,   /* holidays close nothing */
    FAULT_GAP_KEPT,          /* a span over a skipped hour still counts it */
    FAULT_FOLD_ONCE,         /* the second pass of a repeated hour is lost */
    FAULT_HOLIDAY_LAST,      /* holidays cut after `open on`, not before */
    FAULT_CLOSING_LATE,      /* open for a microsecond after the closing */
    FAULT_UNBROKEN_IGNORED,  /* a closed date cuts an unbroken evening too */
    FAULT_PART_REPLACES,     /* a part-day closure empties the date */
    FAULT_DUE_NEXT_OPENING,  /* a limit that ends at closing time is due at the next opening */
    FAULT_SUBSTITUTE_TAKEN,  /* a substitute falls on a day that is a holiday already */
    FAULT_EVENING_KEPT,      /* a closed date leaves the evening before alone */
    FAULT_OTHER_ZONE,        /* an included calendar is read in the wrong zone */
    FAULT_CLOSED_DAY_OPEN,   /* `closed Sunday` does not touch an included calendar */
    FAULT_COUNT
};

#ifdef CHARTER_FAULTS
extern enum fault fault_planted;
#define FAULT(name) (fault_planted == FAULT_##name)
#else
#define FAULT(name) 0
#endif

#endif

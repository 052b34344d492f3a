/* calendar_data.h - what a compiled calendar is made of; for calendar*.c and period.c only. */
#ifndef TIME_CALENDAR_DATA_H
#define TIME_CALENDAR_DATA_H

#include "time/calendar_sums.h"
#include "time/period.h"
#include "time/stretches.h"

/* A working day: where it begins, and its first piece. */
struct calendar_worked {
    instant from; /* INSTANT_NONE: clocks change on it or near it */
    uint32_t piece;
};

struct calendar {
    const struct calendar_spec *spec; /* or */
    const struct period_spec *period;
    const struct zone *zone;
    struct text name;
    bool always;
    day first, last;               /* the window in dates */
    instant from, to;              /* and in instants */
    struct calendar_stretch reach; /* outside it is closed for certain */
    struct calendar_sums sums;     /* of the window; of an `always` of all instants */
    size_t count;                  /* of pieces */
    const uint32_t *worked_before; /* [k]: working days in the window before FIRST + k */
    const day *worked;             /* the working days */
    /* Where every piece lies within one date, those dates in order: the working days, and one more;
     * and of each piece the number of its day among them. Else NULL. */
    const struct calendar_worked *days;
    uint32_t day_count;
    const uint32_t *day_of;
};

/* Where a calendar comes from. */
struct calendar_source {
    const struct calendar_spec *spec; /* or */
    const struct period_spec *period;
};

const struct calendar *calendar_build(struct arena *arena, struct calendar_source source, day first,
                                      day last);

/* Of OPEN, which is tidy and within SUMS' from and to. */
void calendar_sums_make(struct arena *arena, struct calendar_sums *sums, const stretches *open);

/* The stretches of a period in [from, to): period.c. */
struct period_range {
    instant from, to;
};

stretches period_expand(struct arena *arena, const struct period_spec *spec,
                        struct period_range range);

/* Where a period or hours may be open at all. */
struct calendar_stretch period_reach(const struct period_spec *spec);

/* ---- Parts: answers from beyond the window ---- */

/* Goes through time, part by part. A part is the calendar itself within its window, and elsewhere a
 * calendar compiled for the moment. Only the last part given is alive. */
struct calendar_tour {
    const struct calendar *calendar;
    struct arena *scratch; /* made when first needed */
    const struct calendar *part;
    int years;
};

void calendar_tour_init(struct calendar_tour *tour, const struct calendar *calendar);
void calendar_tour_fini(struct calendar_tour *tour);

/* The part that holds AT, an instant that exists, and goes on behind it. */
const struct calendar *calendar_tour_at(struct calendar_tour *tour, instant at);

/* The part that holds the instants just before AT. */
const struct calendar *calendar_tour_upto(struct calendar_tour *tour, instant at);

/* ---- Within one part ---- */

/* Index of the first piece that ends after AT, an instant of [from, to]; count if there is none. */
size_t calendar_piece_after(const struct calendar *part, instant at);

/* Open time from the start of the part to AT. */
micros calendar_sum(const struct calendar *part, instant at);

/* The first piece whose running sum at its end is at least SUM, 0 < SUM <= total. */
const struct calendar_piece *calendar_sums_piece_at(const struct calendar_sums *sums, micros sum);

#endif

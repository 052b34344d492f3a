/* kept.h - the promises of a report, whatever they are of, period by period, and over the year:
 * what its first page says.
 *
 * Everything comes from the rows of the tally and of the figures; only the year is put together
 * here. The year are the periods that begin in the twelve months up to the as-of instant.
 */
#ifndef REPORT_KEPT_H
#define REPORT_KEPT_H

#include "report/report.h"

struct kept_period {
    struct text label;
    day first;
    enum tally_held held;
    bool is_tested; /* there is a figure */
    bool is_share;  /* PART of WHOLE are one; else only `shown` tells it */
    uint64_t part, whole;
    struct text shown, value;      /* the figure for people, and as the JSON report has it */
    struct text promised;          /* what was promised for it; empty: nothing */
    const struct decimal *percent; /* the same of a share; NULL: nothing, or no share */
    bool is_unfinished, is_in_year;
};

struct kept_line {
    const char *kind;        /* "target", "availability", "measure" */
    struct text name, title; /* of what it is promised */
    struct text place;       /* the section that tells more */
    struct text terms;       /* `at least 95% of tickets each month`; empty: no promise */
    struct text promised;    /* that of the last version */
    bool has_promise, at_most;
    enum period_unit unit;
    const struct kept_period *periods;
    uint32_t period_count;
    const struct kept_period *last; /* the latest one with a figure; NULL: none has */
    /* Over the year. */
    enum tally_held year;
    uint32_t year_held, year_broken;
    struct text year_shown; /* the share of the whole year; empty where none can be told */
};

struct kept {
    const struct kept_line *lines; /* targets, availability, measures, as declared */
    uint32_t count;                /* those without a promise are not among them */
    day year_from;                 /* periods that begin after it */
    day as_of;
};

struct kept kept_all(const struct report_input *input, struct arena *arena);

/* One promise of a target, or a target without one. */
struct kept_line kept_target(const struct report_input *input, const struct tally_target *target,
                             struct arena *arena);
struct kept_line kept_further(const struct report_input *input, const struct tally_target *target,
                              const struct tally_further *further, struct arena *arena);
struct kept_line kept_availability(const struct report_input *input, const struct figure_line *line,
                                   struct arena *arena);
struct kept_line kept_measure(const struct report_input *input, const struct figure_line *line,
                              struct arena *arena);

/* "month", "months" */
const char *kept_unit(enum period_unit unit, bool several);

#endif

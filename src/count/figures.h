/* figures.h - availability, measures and credits, period by period (semantics 6.1 to 6.6): exactly,
 * and by the version of the charter in force on the first day of each.
 *
 * They are of all tickets. Where a ticket is counted: an outage in every period that it lasts in; a
 * share, and an average of tickets, in that of the opening, with the values at the as-of instant;
 * an event, and an average on one, in that of its instant; a percentile in that of the stop.
 *
 * Periods go from that of the first instant of the log to that of the as-of instant. One that is
 * not over is judged as it stands, but for `at least` so many events, which may still happen.
 */
#ifndef COUNT_FIGURES_H
#define COUNT_FIGURES_H

#include "base/exact.h"
#include "count/periods.h"
#include "count/tally.h"

/* A mean is summed up in units of 10^-FIGURES_PLACES. */
enum { FIGURES_PLACES = 9 };

struct figure_period {
    struct period period;
    const struct figure_promise *promise; /* that of the version */
    enum tally_held held;
    bool has_figure;    /* there was something to count */
    struct text reason; /* why there can be no figure; else empty */
    /* Of an availability: microseconds up, and counted. Of a share: such tickets, and all of them.
     * Of a count: WHOLE events. Of an average: WHOLE values, and their SUM. Of a percentile: WHOLE
     * cycles, and LENGTH. */
    uint64_t part, whole;
    wide sum;
    micros length;
    /* Beside the figure, never in it: values that are not set, or in another currency; cycles that
     * are not stopped, cancelled or without a version, or errors. */
    uint64_t unset, pending, excluded, error;
};

/* A promise of an availability for one service, or of a measure. */
struct figure_line {
    const struct model *model;            /* the last version that has it */
    uint32_t slot;                        /* of its availabilities, or measures */
    uint32_t service;                     /* of an availability: a choice */
    const struct figure_promise *promise; /* that of the last period, else of the last version */
    enum tally_held held; /* broken in any period; or held in all that have a figure */
    const struct figure_period *periods;
    uint32_t period_count;
    uint32_t left_out;        /* earlier periods, over PERIODS_MOST */
    uint32_t unruled;         /* periods in which no version was in force on the first date */
    uint64_t without_service; /* of an availability: outages of tickets without a service */
};

struct figure_credit_period {
    struct period period;
    struct tally_counts counts;
    const struct credit_band *band; /* NULL: no band, or nothing decided */
    wide minor;                     /* in the minor unit; 0 without a band */
};

struct figure_credit {
    const struct model *model;
    uint32_t slot;
    const struct figure_credit_period *periods;
    uint32_t period_count;
    wide minor; /* of all periods */
};

/* An availability or a measure of the last version that the log can't decide (as 3.8). */
struct figures_undecided {
    const char *kind; /* "availability", "measure" */
    struct text name, reason;
};

struct figures_result {
    const struct figure_line *availabilities; /* as declared; then by service, then by promise */
    uint32_t availability_count;
    const struct figure_line *measures;
    uint32_t measure_count;
    const struct figure_credit *credits;
    uint32_t credit_count;
    const struct figures_undecided *undecidable;
    uint32_t undecidable_count;
};

struct figures_request {
    const struct judge *judge;
    const struct model *model;
    const struct eventlog *log;
    day from, to; /* periods with none of these dates are left out; DAY_NONE: open */
};

struct figures;

/* Has any version of the charter something of it? */
bool figures_has(const struct model *model);

struct figures *figures_new(const struct figures_request *request);
void figures_free(struct figures *figures);

/* Counts what verdicts are counted for: to be handed all of them, hidden targets too. */
struct judge_consumer figures_consumer(struct figures *figures);

/* What the log can't decide, before anything is judged. */
const struct figures_undecided *figures_undecidable(const struct figures *figures,
                                                    struct arena *arena, uint32_t *count);

/* Counts all else, in a walk of its own over all tickets. */
void figures_walk(struct figures *figures, unsigned threads);

/* Once, after both. */
const struct figures_result *figures_finish(struct figures *figures, struct arena *arena);

bool figures_is_broken(const struct figures_result *result);  /* a promise is */
bool figures_is_decided(const struct figures_result *result); /* any promise is */

/* What is credited in the minor unit where compliance is MET of MET + BREACHED (6.6): *BAND is the
 * deepest that it falls strictly below, or NULL. */
wide figures_credit(const struct model *model, const struct credit *credit,
                    const struct tally_counts *counts, const struct credit_band **band);

#endif

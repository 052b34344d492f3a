/* figures_text.h - figures and promises of periods in words and digits: what the forms of the
 * report share.
 */
#ifndef REPORT_FIGURES_TEXT_H
#define REPORT_FIGURES_TEXT_H

#include "count/figures.h"

/* "month", "year from April" */
struct text figures_each(struct arena *arena, enum period_unit unit, int first_month);

/* What is measured: "share", "count", "average", "percentile". */
const char *figures_kind(enum measure_kind kind);

/* For programs: a share in percent and a mean rounded half-even to 4 places, a count, a length in
 * seconds; empty without a figure. */
struct text figures_value(struct arena *arena, const struct measure *measure,
                          const struct figure_period *period);
struct text figures_promised(struct arena *arena, const struct figure_promise *promise,
                             const struct measure *measure);
struct text figures_availability_value(struct arena *arena, const struct figure_period *period);

/* For people: rounded so that it tells no other tale than the promise; `–` without a figure. */
struct text figures_shown(struct arena *arena, const struct measure *measure,
                          const struct figure_period *period);
struct text figures_shown_share(struct arena *arena, const struct figure_period *period);

/* `5%`, `4 h`, `EUR 10.00` */
struct text figures_shown_amount(struct arena *arena, const struct figure_promise *promise,
                                 const struct measure *measure);

/* `at most 5% each month`; MEASURE is NULL for an availability. */
struct text figures_shown_promise(struct arena *arena, const struct figure_promise *promise,
                                  const struct measure *measure);

/* `GBP 250.00`: of the minor unit, with as many PLACES as it has; of an amount with at least as
 * many.
 */
struct text figures_money(struct arena *arena, const struct credit *credit, wide minor);
struct text figures_amount(struct arena *arena, const char *currency, int places,
                           struct decimal amount);

/* `2% of monthly`, `GBP 250.00` */
struct text figures_credited(struct arena *arena, const struct model *model,
                             const struct credit *credit, const struct credit_amount *amount);

/* "share of tickets when reopenings is at least 1": as the charter has it. */
struct text figures_source(struct arena *arena, const struct model *model,
                           const struct measure *measure);

#endif

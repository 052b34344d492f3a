/* report.h - the report of a judged log, as JSON, CSV, text or a page of HTML.
 *
 * JSON: the one object that the manual of the command documents, keys in that order, on one line.
 * Shares are numbers of percent rounded half-even to 4 places, lengths seconds, instants UTC with
 * `Z`; null where nothing was decided.
 *
 * CSV: a row a target and period, then a row a target and key, then one for the whole target:
 *     target,scope,period,KEY…,met,breached,pending,uncovered,excluded,error,compliance,promise,
 *     held,best,worst,used_mean_s,used_p50_s,used_p90_s,used_p95_s,used_p99_s,used_max_s
 * scope is `period`, `key` or `all`; a column for each `--by` attribute stands behind `period`.
 * Behind these columns:
 *     service,figure,bound,counted,unset,band,currency,amount_minor,unfinished
 * They are those of the rows that follow, one a period of each availability, measure and credit,
 * with its name as target and the scope `availability`, `measure` or `credit`. Counted: the seconds
 * or the things that the figure is of. If notices have been asked for, a row an escalation
 * (`escalation`) and a target's own warning (`warning`) comes behind them, with how many there were
 * as counted. Where a column says nothing, it is empty.
 *
 * Text: for a service manager; at most 100 columns unless a name is long.
 *
 * HTML: one page that needs nothing else, for a meeting and for paper. A cell that tells a figure
 * of the JSON report has that figure as data-v. Long tables are cut, and say so.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "analyse/drivers.h"
#include "base/buffer.h"
#include "count/figures.h"
#include "report/notices.h"
#include "report/pictures.h"
#include "count/tally.h"

struct report_input {
    const struct model *model;
    const struct eventlog *log;
    const struct judge *judge;
    const struct tally_result *tally;
    const struct figures_result *figures;   /* of all tickets, whatever is selected */
    const struct notices_count *notices;    /* NULL: not asked for */
    struct text tzdata;                     /* version of the zones */
    struct text where;                      /* the condition of --where as written; may be empty */
    day from, to;                           /* of --from and --to; DAY_NONE: open */
    bool colour;                            /* text only */
    const struct judge_lint *lint;          /* of the judge; NULL: it is still to be counted */
    const struct drivers_result *drivers;   /* NULL: not asked for; not in the CSV */
    const struct pictures_result *pictures; /* HTML only */
};

void report_write_json(struct buffer *out, const struct report_input *input);
void report_write_csv(struct buffer *out, const struct report_input *input);
void report_write_text(struct buffer *out, const struct report_input *input);
void report_write_html(struct buffer *out, const struct report_input *input);

#endif

/* report_html.h - what the files of the HTML report share: each writes its sections of the page.
 */
#ifndef REPORT_REPORT_HTML_H
#define REPORT_REPORT_HTML_H

#include "report/charts.h"
#include "report/kept.h"
#include "report/page.h"
#include "report/report.h"

struct html_view {
    struct page *page;
    const struct report_input *input;
    struct arena *arena;
    struct kept kept;
    /* How much is told of each target, so that the page keeps its size however many there are. */
    uint32_t targets_most, worst_most, attributes_most;
};

/* Were the promises kept? */
void report_html_answer(const struct html_view *view);

/* All targets in one table, and a section each. */
void report_html_targets(const struct html_view *view);

/* Of one target: where its breaches fall, what they are made of, and the longest of them. */
void report_html_breaches(const struct html_view *view, uint32_t target);

/* The ledger of a cycle, told apart from the page; CONTEXT is a report_input with model, log and
 * judge. */
struct pictures_told report_html_told(const void *context, const struct pictures_cycle *cycle,
                                      struct arena *arena);

/* Availability, measures, credits. */
void report_html_figures(const struct html_view *view);

/* Openings by the hour, what is pending, what is not counted, notices, the log. */
void report_html_rest(const struct html_view *view);

/* ---- shared cells ---- */

/* The periods of LINE as a table; TALLIED adds counts (NULL: none are known). */
void report_html_held(const struct html_view *view, enum tally_held held);
void report_html_length(const struct html_view *view, bool known, micros length);
struct text report_html_percent_value(const struct html_view *view, uint64_t part, uint64_t whole);

/* A sentence of what is left out of a table of MOST rows of COUNT, and HOW to get all; nothing if
 * nothing is. */
void report_html_left_out(const struct html_view *view, uint64_t count, uint64_t most,
                          const char *how);

#endif

/* report_figures.h - availability, measures and credits in the forms of the report: each its part
 * of report_write_…. Shared by the files of the report only.
 */
#ifndef REPORT_REPORT_FIGURES_H
#define REPORT_REPORT_FIGURES_H

#include "report/report_text.h"

/* "availability":[…],"measures":[…],"credits":[…] */
void report_json_figures(struct buffer *out, const struct report_input *input);

/* Heads of the columns behind those of targets, each after a comma, and how many; their rows. */
enum { REPORT_CSV_FIGURE_COLUMNS = 9 };
void report_csv_figure_heads(struct buffer *out);
void report_csv_figures(struct buffer *out, const struct report_input *input);

/* Their sections. */
void report_text_figures(const struct report_view *view);

#endif

/* report_json_problems.h - the problems of the log, as the JSON report has them. */
#ifndef REPORT_REPORT_JSON_PROBLEMS_H
#define REPORT_REPORT_JSON_PROBLEMS_H

#include "report/report.h"

/* `"remarks":[{"kind","count","first"}],"unset":[{"attribute","count","example"}],
 * "undecidable":[{"target","reason"}]`: what was counted without leaving a row out, with its first
 * place or, where judging found it, the first ticket (`"example"` instead of `"first"`); tickets
 * that never got a value of an attribute; targets that the log can't decide. */
void report_json_problems(struct buffer *out, const struct report_input *input,
                          struct arena *scratch);

#endif

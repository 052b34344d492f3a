/* report_text.h - what the files of the text report share. */
#ifndef REPORT_REPORT_TEXT_H
#define REPORT_REPORT_TEXT_H

#include "base/vector.h"
#include "report/report.h"
#include "report/shown.h"
#include "report/table.h"

struct report_view {
    struct buffer *out;
    const struct report_input *input;
    struct arena *arena;
};

/* What is wrong with the log: rejected rows by reason, what had to be bent, what judging came
 * across, attributes that never got a value, targets that it can't decide. Nothing if all is well.
 */
void report_text_problems(const struct report_view *view);

/* The same as a list. */
struct report_problem {
    uint64_t count; /* 0: it is not counted */
    struct text what, where;
};
typedef VECTOR(struct report_problem) report_problem_list;
report_problem_list report_problems(const struct report_input *input, struct arena *arena);

/* How many notices each escalation gave; nothing if they have not been asked for. */
void report_text_notices(const struct report_view *view);

/* TEXT behind INDENT blanks, broken at blanks so that lines have at most 100 columns where words
 * allow it; further lines stand two blanks deeper. */
void report_text_wrap(struct buffer *out, unsigned indent, struct text text);

#endif

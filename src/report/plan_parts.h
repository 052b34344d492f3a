/* plan_parts.h - what the files of the plan share. */
#ifndef REPORT_PLAN_PARTS_H
#define REPORT_PLAN_PARTS_H

#include "report/plan.h"

struct plan {
    struct buffer *out;
    const struct model *model;
    struct arena *arena;
};

/* A line, indented DEPTH times; blanks at its end are left out. */
void plan_line(const struct plan *plan, unsigned depth, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

struct text plan_calendar(const struct plan *plan, uint32_t calendar); /* its name */
struct text plan_condition(const struct plan *plan, const struct condition *condition);

/* WORD and the list, on a line; nothing if the list is empty. */
void plan_triggers(const struct plan *plan, const char *word, const struct triggers *triggers);

/* Availability, maintenance, measures, fees, credits. */
void plan_figures(const struct plan *plan);

/* A log: its shape, then a line for each thing that it reads. */
void plan_log(const struct plan *plan, const struct log_spec *log);

#endif

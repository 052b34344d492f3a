/* query.h - the answer to a query of the language that needs no log: calendar arithmetic, the hours
 * of a date, the holidays of a list, and when a ticket would be due.
 *
 * Does no I/O. What a query needs beyond the model (a recorded log, another charter) is answered by
 * an error that says so.
 */
#ifndef ANALYSE_QUERY_H
#define ANALYSE_QUERY_H

#include "base/diagnostic.h"
#include "charter/ast.h"
#include "charter/model.h"
#include "time/calendar.h"

enum query_type {
    QUERY_ERROR,
    QUERY_INSTANT,
    QUERY_LENGTH,
    QUERY_YES_NO,
    QUERY_HOURS,   /* the open stretches of a date */
    QUERY_HOLIDAYS /* the holidays of some years */
};

struct query_answer {
    enum query_type type;
    struct text error;  /* QUERY_ERROR: a message in the style of a diagnostic */
    bool misunderstood; /* QUERY_ERROR: the query is wrong, not its answer missing */
    instant at;         /* QUERY_INSTANT */
    micros length;      /* QUERY_LENGTH */
    bool yes;           /* QUERY_YES_NO */
    const struct calendar_stretch *stretches; /* QUERY_HOURS, in order; touching ones are one */
    uint32_t stretch_count;
    struct holiday_dates holidays;   /* QUERY_HOLIDAYS, in order */
    const struct holiday_list *list; /* theirs; NULL: a version lacks it */
    bool complete;                   /* it claims all the years that were asked for */
    const struct zone *zone;         /* in which it is shown to people */
};

/* "instant", "length", … as in the machine form; "error" for an error. */
const char *query_type_name(enum query_type type);

struct query;

/* SOURCES takes the texts of the queries; all three live as long as ARENA. Compiled calendars are
 * kept from one query to the next. */
struct query *query_new(struct arena *arena, const struct model *model, struct sources *sources);

/* The answer to WRITTEN, in SCRATCH. */
struct query_answer query_eval(struct query *query, struct text written, struct arena *scratch);

/* The same in two steps, for those that answer other queries too: the tree of WRITTEN, NULL or an
 * error in SINK if it is no query; and the answer to it, with what is wrong in SINK too. */
const struct node *query_parse(struct query *query, struct text written, struct arena *scratch,
                               struct sink *sink);
struct query_answer query_eval_node(struct query *query, const struct node *node,
                                    struct arena *scratch, struct sink *sink);

/* What the sink says first, as an answer: for parts of a query that were refused. */
struct query_answer query_refused(struct arena *scratch, const struct sink *sink);

#endif

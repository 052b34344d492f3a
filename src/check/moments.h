/* moments.h - what a line such as `at T reply by agent with priority P1` does to a ticket: of tests
 * and of tickets that are imagined in a session.
 */
#ifndef CHECK_MOMENTS_H
#define CHECK_MOMENTS_H

#include "check/scope.h"

/* The happening and the assignments of a line; its instant is not looked at. A status that stands
 * as the event is a value like those behind `with`. */
struct moment_nodes {
    const struct node *happening; /* NODE_HAPPENING */
    const struct node *with;      /* a list of NODE_ASSIGNMENT, or NULL */
};

/* Fills all of EVENT but `at`, `opens` and `span`. Mistakes are reported; the event is as far as it
 * goes then. */
void moments_event(struct scope *scope, const struct moment_nodes *nodes, struct test_event *event);

/* Reports values that belong to an event of another kind. */
void moments_check_belongs(struct scope *scope, const struct test_event *event);

#endif

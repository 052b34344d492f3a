/* compare.h - two charters side by side: what is better, worse or only different for the customer.
 *
 * Needs no log. Tickets are split into the cells of both charters' conditions together (5.9); for
 * each pair of clauses that a ticket can get, the due instants are compared at every instant at
 * which their order can change. What is called `same`, `better` or `worse` holds for every ticket
 * to which the two clauses apply throughout, whatever else happens to it; what is shown as an
 * example has been judged. What can't be put in order is called so, with the construct and the
 * reason, and never the same. Does no I/O.
 *
 * Things are matched by name; attributes, their values and events too.
 *
 * In reasons and sentences the byte 1 stands for the first charter and 2 for the second, so that
 * whoever shows them can call them something.
 */
#ifndef ANALYSE_COMPARE_H
#define ANALYSE_COMPARE_H

#include "charter/model.h"

enum compare_mark {
    COMPARE_SAME,
    COMPARE_BETTER, /* for the customer, under the second charter */
    COMPARE_WORSE,
    COMPARE_MIXED,     /* better for some tickets, worse for others */
    COMPARE_DIFFERENT, /* neither better nor worse */
    COMPARE_UNCLEAR    /* can't be put in order */
};
enum { COMPARE_MARKS = COMPARE_UNCLEAR + 1 };

/* "better"; for records too. */
const char *compare_mark_text(enum compare_mark mark);

enum compare_state {
    COMPARE_DUE,
    COMPARE_NEVER_DUE, /* the limit is never reached */
    COMPARE_PAUSED,    /* the clock stands still */
    COMPARE_UNCOVERED,
    COMPARE_EXCLUDED,
    COMPARE_NO_RECORD /* the target is not about it, or is not there */
};

const char *compare_state_text(enum compare_state state); /* "due", "paused" … */

struct compare_due {
    enum compare_state state;
    instant at; /* COMPARE_DUE */
};

struct compare_value {
    struct text attribute, value;
};

/* Something concrete that shows a difference: a ticket, or for what no ticket shows, a sentence. */
struct compare_witness {
    bool is_there, is_ticket;
    struct text ticket; /* "a ticket with priority P1" */
    const struct compare_value *values;
    uint32_t value_count;
    instant start; /* INSTANT_NONE: whenever */
    bool
        is_opened; /* START is the opening; else that of the clock, by an event or another clause */
    struct compare_due due[2];
    struct text said; /* without a full stop */
};

struct compare_row {
    enum compare_mark mark;
    enum node_kind kind; /* of the declaration */
    struct text name;    /* its name; may be empty */
    const char *about;   /* what of it: "limit", "promise", … */
    /* The declaration, and the line of it, in both charters; NULL: there is none. */
    const struct node *declaration[2], *line[2];
    struct text reason;                   /* a sentence without a full stop, or empty */
    struct compare_witness better, worse; /* or what else there is to show, in `better` */
};

/* What both charters say from FROM to UNTIL (DAY_NONE: open). */
struct comparison {
    day from, until;
    const struct model *side[2];
    const struct zone *zone;        /* of the second charter, for instants */
    const struct compare_row *rows; /* not those that are the same */
    size_t row_count;
    size_t counts[COMPARE_MARKS];
    day first, last; /* openings that were looked at */
};

struct compare_request {
    const struct model *a, *b; /* as check gives them */
    day as_of;                 /* only what is in force then; DAY_NONE: all that ever is */
};

struct compare_result {
    const struct comparison *list; /* one after the other; none: neither is in force as of then */
    size_t count;
    /* They are never in force together, so the first is taken as if it were in force with the
     * second. */
    bool is_apart;
};

const struct compare_result *compare_charters(struct arena *arena,
                                              const struct compare_request *request);

/* The two versions as they are, whatever their dates, on the dates of B. */
const struct compare_result *compare_versions(struct arena *arena, const struct model *a,
                                              const struct model *b);

#endif

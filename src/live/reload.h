/* reload.h - what another text of the charter changes in a state: deadlines that move, verdicts
 * that are others, notices that no longer follow or would have been told.
 *
 * All tickets are judged by both texts up to where all has been told. A notice under the one text
 * is that of the other if it says the same of the same step at the same instant.
 */
#ifndef LIVE_RELOAD_H
#define LIVE_RELOAD_H

#include "live/look.h"

enum reload_kind {
    RELOAD_DEADLINE,  /* WAS and IS are due instants; INSTANT_NONE: none */
    RELOAD_VERDICT,   /* BEFORE and AFTER are verdicts; AFTER may be NULL */
    RELOAD_WITHDRAWN, /* WAS is when it was told of */
    RELOAD_TOLD,      /* IS is when it would have been */
    RELOAD_KINDS
};

struct reload_change {
    enum reload_kind kind;
    int64_t ticket;
    struct text of; /* `TARGET CYCLE`; of notices the step too */
    instant was, is;
    const struct verdict_record *before, *after;
};

struct reload {
    const struct reading_by *was, *is; /* see reload_learn */
    struct store *store;
    instant as_of;
    void (*take)(void *context, const struct reload_change *change); /* it lives for the call */
    void *context;
    uint64_t counts[RELOAD_KINDS];
};

/* What the log can say at all by IS, from all that was read. False: see db_problem. */
bool reload_learn(const struct reading_by *is, struct store *store);

/* Gives all changes, by ticket, and counts them. Changes nothing. False: see db_problem. */
bool reload_compare(struct reload *reload);

/* Is a verdict that stood another one by the other text (NULL: none)? Clauses are numbered by each
 * text for itself: that it stands on another one takes nothing back. */
bool reload_is_other(const struct verdict_record *was, const struct verdict_record *is);

/* `2 deadlines move, 1 verdict is another, 0 notices are withdrawn, 3 notices are added`. */
void reload_write_counts(const struct reload *reload, struct buffer *out);

/* The change as a line for people, with tabs between, without a line end. */
void reload_write_change(const struct reload *reload, const struct reload_change *change,
                         struct buffer *out);

/* The state is of the text of BY from now on. */
void reload_keep(const struct reading_by *by, struct store *store);

#endif

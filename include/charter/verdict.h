/* verdict.h - what the judge says of one cycle of one clock of one ticket, and why.
 *
 * Made by judge; read by report. Both live only as long as the call that hands them out, unless
 * copied.
 */
#ifndef CHARTER_VERDICT_H
#define CHARTER_VERDICT_H

#include "charter/eventlog.h"
#include "charter/model.h"

enum {
    FLAG_PAUSED = 1,                  /* pending or running, paused now: there is no due instant */
    FLAG_BREACHED_BY_CHANGE = 2,      /* 5.3, 3.7 */
    FLAG_EXCLUDED_AFTER_DECISION = 4, /* 5.8 */
    FLAG_DECIDED_ANEW = 8             /* a stop was withdrawn by a reopening (4.4) */
};

struct verdict {
    uint32_t ticket, target;
    uint32_t cycle;  /* from 1 */
    uint32_t clause; /* index of the clause, or INDEX_NONE */
    /* The version in force at the opening, which rules all of it (5.4); if none was, the nearest
     * one, and uncovered. Clause, target and calendar are those of its model. */
    uint32_t version; /* number in model.versions */
    const struct model *model;
    enum verdict_kind kind;
    struct text reason; /* of uncovered, excluded, error; else empty */
    uint32_t flags;
    instant start, due, stop, breached_at; /* INSTANT_NONE where it does not apply */
    bool has_figures;                      /* used … late are known */
    micros used, paused, limit, over, late;
    uint32_t calendar; /* index, or INDEX_NONE */
    /* The instant that says which period it belongs to (6.2), by the target's bucket; what is not
     * decided has the as-of instant. */
    instant counted_at;
    /* Codes of the stored attributes at the end of the cycle (stop, cancellation, as-of), for
     * --by and --where; reopenings and replies then. Indexed as schema.attributes. */
    const uint32_t *codes;
    uint32_t reopenings, replies;
    instant opening; /* of the ticket */
    bool is_done;    /* then, by events; counts where the status is not known (3.4) */
};

/* ---- the ledger of a cycle (semantics 8) ---- */

enum ledger_state {
    LEDGER_RUNNING,
    LEDGER_CLOSED, /* outside the calendar */
    LEDGER_PAUSED,
    LEDGER_DONE,
    LEDGER_UNCOVERED,
    LEDGER_ADJUSTED /* no time explains it: `adjusted by change` */
};

struct ledger_row {
    enum ledger_state state;
    instant from, to;   /* equal for LEDGER_ADJUSTED */
    micros counted;     /* what it adds to used (may be negative for LEDGER_ADJUSTED) */
    micros total;       /* used after it */
    struct text reason; /* "outside hours", "holiday: Christmas Day", "status is waiting" */
    uint32_t clause;    /* in force, or INDEX_NONE */
    uint32_t calendar;
};

/* An event that moved the clock. */
struct ledger_event {
    instant at;
    uint32_t row;     /* of the log, or INDEX_NONE for the opening column */
    struct text what; /* "starts: opened", "stops: reply by agent", "clause: …" */
};

/* Why a clause lost, when the one of the verdict was chosen. */
struct ledger_loser {
    uint32_t clause;
    const struct condition *failed; /* the first condition that failed; NULL: it matched, but… */
    uint32_t beaten_by;             /* …this one is more specific */
};

struct ledger {
    struct verdict verdict;
    const struct ledger_row *rows;
    uint32_t row_count;
    const struct ledger_event *events;
    uint32_t event_count;
    const struct ledger_loser *losers;
    uint32_t loser_count;
    struct text due_reason;       /* how due came about, a sentence */
    const struct notice *notices; /* of the cycle, by instant */
    uint32_t notice_count;
    const struct silence *silences; /* steps that have told nobody */
    uint32_t silence_count;
};

#endif

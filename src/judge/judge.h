/* judge.h - the verdicts of a charter over a log (semantics 3 to 6, 8).
 *
 * A pure function of model, log and as-of instant. The version in force at a ticket's opening rules
 * all of it (5.4): every verdict says which that is. A judge is made once (calendars compiled for
 * the span of the log, conditions turned into tables over the log's codes) and is then read by any
 * number of threads.
 */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include <stdatomic.h>

#include "charter/eventlog.h"
#include "charter/model.h"
#include "charter/verdict.h"

struct judge;

/* AS_OF: INSTANT_NONE is the last event of the log. All three live at least as long as the judge.
 */
struct judge *judge_new(struct arena *arena, const struct model *model, const struct eventlog *log,
                        instant as_of);
instant judge_as_of(const struct judge *judge);

/* Runs over the log with JUDGE end early, and tell only a part of it, once *STOP is true. NULL:
 * never. */
void judge_stop_when(struct judge *judge, const atomic_bool *stop);

/* judge_all passes over the tickets whose bits, one a ticket, are not set in TICKETS. NULL: none.
 */
void judge_only(struct judge *judge, const uint64_t *tickets);

/* The judge of one version: its calendars, its conditions. */
const struct judge *judge_of_version(const struct judge *judge, uint32_t version);

/* Targets that the log can't decide (semantics 3.8), in any version: the reason, or an empty text.
 */
struct text judge_undecidable(const struct judge *judge, uint32_t target);

/* The compiled calendar of a model index; of the last version. */
const struct calendar *judge_calendar(const struct judge *judge, uint32_t calendar);

/* Why not all holidays of CALENDAR in STRETCH are known (2.10); empty: they are. */
struct text judge_holidays_missing(const struct judge *judge, uint32_t calendar,
                                   struct calendar_stretch stretch, struct arena *arena);

/* Does CONDITION hold for the values at the end of VERDICT's cycle? (--where) Its calendars are
 * those of the verdict's version. */
bool judge_holds(const struct judge *judge, const struct condition *condition,
                 const struct verdict *verdict);

/* Does ATOM, of one attribute, hold where the attribute has VALUE (3.7)? */
bool judge_atom_holds(const struct condition *atom, const struct value *value);

/* Text of the value of ATTRIBUTE at the end of the cycle: the name of a choice, a number as
 * written;
 * "(none)" if unset. (--by) */
struct text judge_value_text(const struct judge *judge, uint32_t attribute,
                             const struct verdict *verdict, struct arena *scratch);

/* What a consumer never looks at need not be worked out, and is then NULL, INSTANT_NONE or 0. */
enum {
    SPARES_CODES = 1, /* the codes of a verdict */
    SPARES_DUE = 2    /* its due and late */
};

/* What is done with verdicts. Tickets are judged in blocks, possibly at the same time. */
struct judge_consumer {
    void *context;
    void *(*block_begin)(void *context);                         /* in a worker thread */
    void (*verdict)(void *block, const struct verdict *verdict); /* in ticket order */
    void (*block_end)(void *context, void *block);               /* in block order, one at a time */
    /* The notices of a cycle, by instant, right after its verdict. NULL: nobody asks for them, and
     * they are not worked out. */
    void (*notice)(void *block, const struct notice *notice);
    unsigned spares; /* SPARES_… */
};

/* Judges all tickets in order of first appearance, targets as declared, cycles counted up. THREADS
 * 0 is 1. The consumer sees the same sequence whatever THREADS is. */
void judge_all(const struct judge *judge, unsigned threads, const struct judge_consumer *consumer);

/* Log lint that only judging finds (semantics 3.5, 3.9, 3.7), counted over all tickets. */
enum judge_remark {
    JUDGED_OPENED_IMPLICITLY,
    JUDGED_BEFORE_OPENING,
    JUDGED_AFTER_MERGING,
    JUDGED_STATUS_DISAGREES,
    JUDGED_AFTER_AS_OF,
    JUDGED_REMARK_COUNT
};

/* FIRST is a ticket number. */
struct judge_count {
    uint64_t count;
    uint32_t first;
};

struct judge_lint {
    struct judge_count remarks[JUDGED_REMARK_COUNT];
    struct judge_count *unset; /* by stored attribute: tickets that never got a value of it, unless
                                * it is optional */
};

/* One without counts. */
struct judge_lint *judge_lint_new(const struct judge *judge, struct arena *arena);

/* judge_all, which counts LINT, a new one, by the way. */
void judge_all_lint(const struct judge *judge, unsigned threads,
                    const struct judge_consumer *consumer, struct judge_lint *lint);

/* The same lint for those who do not judge the log anyway: runs over it once. */
const struct judge_lint *judge_lint(const struct judge *judge, struct arena *arena);

/* The ledgers of a ticket's cycles, of TARGET or of all (INDEX_NONE). */
const struct ledger *judge_ledgers(const struct judge *judge, uint32_t ticket, uint32_t target,
                                   struct arena *arena, uint32_t *count);

/* For many questions: of the ledgers no more than verdict and rows. For one thread. */
struct judge_rows;
struct judge_rows *judge_rows_new(struct arena *arena, const struct judge *judge);
const struct ledger *judge_rows_of(const struct judge_rows *rows, uint32_t ticket, uint32_t target,
                                   struct arena *arena, uint32_t *count);

/* Ticket number of ID, or INDEX_NONE. */
uint32_t judge_find_ticket(const struct judge *judge, struct text id);

/* Does CONDITION hold for TICKET as it is at the end of its history? */
bool judge_ticket_holds(const struct judge *judge, const struct condition *condition,
                        uint32_t ticket);

/* One condition for one imagined ticket: does CLAUSE of TARGET win? INDEX_NONE: uncovered. Used by
 * analyses; CODES as in struct verdict. */
uint32_t judge_winner(const struct judge *judge, uint32_t target, uint32_t ticket);

/* Why a condition does not hold for the values of the cycle: its first part that fails, in words of
 * the charter's text. */
const struct condition *judge_first_failed(const struct judge *judge,
                                           const struct condition *condition,
                                           const struct verdict *verdict);

#endif

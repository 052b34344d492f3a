/* review_part.h - what the files of a review share. Nothing else includes this. */
#ifndef REPORT_REVIEW_PART_H
#define REPORT_REVIEW_PART_H

#include "judge/turns.h"
#include "count/figures.h"
#include "report/review.h"
#include "report/shown.h"
#include "count/tally.h"

/* In the order of review.def. */
enum review_threshold_id { LEAST_TICKETS, ROOM, UNKEPT, CLOSED, BEFORE_DUE, SIGNS, CHANCE, TREND };

/* A cycle that is met or breached. */
struct review_cycle {
    uint32_t ticket;
    bool met;
    micros used, limit;
    instant start, counted_at;
};

/* A clause, in all versions that have it at that place of the text. */
struct review_clause {
    uint32_t target;
    const struct model *model; /* the last version that has it */
    const struct clause *clause;
    bool is_current; /* the last version of the charter has it */
    bool has_judged; /* some verdict, decided or not */
    uint64_t met, breached;
    VECTOR(struct review_cycle) cycles; /* in ticket order */
};

/* Tickets that are a sign of something. */
struct review_sign {
    uint64_t count;  /* of it */
    uint64_t of;     /* among */
    uint64_t chance; /* thousandths that chance would give */
    uint64_t helped; /* of those counted: met, though after what had been due */
    uint64_t back;   /* of those counted: the limit was one that the ticket had had before */
    uint32_t tickets[REVIEW_EXAMPLES];
    uint32_t ticket_count, last_ticket;
};

/* Of a target. */
struct review_signs {
    struct review_sign paused, lowered, withdrawn;
    bool can_pause, can_lower;
};

/* Tickets that hours were looked up for. */
struct review_hours {
    uint32_t calendar; /* of the last version that had one of this name */
    const struct model *model;
    uint64_t opened, closed;
    uint64_t by_hour[7][24]; /* those that came while no one was there */
    wide waited;
    micros longest;
    struct review_sign sign; /* examples */
};

struct review {
    struct arena *arena;
    const struct review_request *request;
    const struct model *model; /* the last version */
    const struct eventlog *log;
    const struct judge *judge;
    const struct tally_result *tally;
    const struct figures_result *figures;
    struct review_clause *clauses; /* by target, then as they stand in the text */
    uint32_t clause_count;
    struct review_signs *signs; /* by target */
    VECTOR(struct review_hours) hours;
    uint64_t hours_unknown; /* tickets for which there are no hours */
    struct review_sign empty;
    const char *id, *title; /* of the row that is run */
    enum review_level level;
    VECTOR(struct review_finding *) findings;
    VECTOR(struct review_remark) blanks, clear;
};

/* ---- what is said ---- */

/* A finding of the row that is run. */
struct review_finding *review_add(struct review *review, struct text subject, struct span place);
void review_detail(struct review *review, struct review_finding *finding, struct text line);
void review_tickets(struct review_finding *finding, const uint32_t *tickets, uint32_t count);

/* Why the row that is run could not look, or not at all there is; and what it looked at, said if it
 * finds nothing. */
void review_blank(struct review *review, struct text says);
void review_clear(struct review *review, struct text says);

void review_count(struct review *review, struct review_finding *finding, const char *name,
                  uint64_t count);
void review_seconds(struct review *review, struct review_finding *finding, const char *name,
                    micros length);
void review_share(struct review *review, struct review_finding *finding, const char *name,
                  struct tally_counts counts);
void review_words(struct review *review, struct review_finding *finding, const char *name,
                  struct text text);

/* ---- help ---- */

/* Has the log too few tickets to say what never happens? Then that is said. */
bool review_log_is_small(struct review *review);

/* PERCENT of LENGTH, rounded down; what would be too long is as long as can be. */
micros review_percent(micros length, uint64_t percent);

uint64_t review_value(const struct review *review, enum review_threshold_id id);

/* Remembers up to REVIEW_EXAMPLES tickets; counts each ticket once. */
void review_sign_add(struct review_sign *sign, uint32_t ticket);

/* The promise that the last version makes first for TARGET; NULL: none. */
const struct promise *review_promise(const struct review *review, uint32_t target);

/* "95% of tickets each month", "month", "months" */
struct text review_promise_words(struct arena *arena, const struct promise *promise);
const char *review_unit_word(const struct promise *promise);

/* How a clause is written: "within 4 hours when priority is P2". */
struct text review_clause_words(const struct review *review, const struct review_clause *clause);

/* Its target is one that the last version has, people see, and the log can decide. */
bool review_looks_at(const struct review *review, uint32_t target);

const struct tally_target *review_tally(const struct review *review, uint32_t target);
struct text review_target_title(const struct review *review, uint32_t target);

/* ---- gathering ---- */

void review_gather(struct review *review);       /* clauses, tally, figures */
void review_gather_turns(struct review *review); /* signs, hours */
void review_hours_take(struct review *review, const struct turns_ticket *ticket);
void review_hours_init(struct review *review);

/* ---- the functions of review.def ---- */

#define OBSERVATION(id, level, title, function) void review_##function(struct review *review);
#include "report/review.def"

#endif

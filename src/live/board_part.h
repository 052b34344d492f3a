/* board_part.h - what the parts of the board share: board.c judges, board_json.c and
 * board_metrics.c write.
 */
#ifndef LIVE_BOARD_PART_H
#define LIVE_BOARD_PART_H

#include "live/board.h"
#include "report/kept.h"

/* A clock that is open: it runs, is paused, or is late and has not stopped. */
struct open_clock {
    uint32_t ticket, target, cycle, version, clause;
    const struct model *model;
    bool is_paused, is_late;
    instant start, due; /* INSTANT_NONE: it is paused, or not known */
    micros used, limit;
    bool has_figures;
    struct text why; /* it is paused; may be empty */
};

typedef VECTOR(struct open_clock) clock_list;

enum clock_state {
    CLOCK_MET,
    CLOCK_BREACHED,
    CLOCK_PENDING,
    CLOCK_PAUSED,
    CLOCK_UNCOVERED,
    CLOCK_EXCLUDED,
    CLOCK_ERROR,
    CLOCK_STATES
};

/* Cycles of one clause of one target. */
struct clause_count {
    struct text target, clause; /* as FILE:LINE; empty: none won */
    uint64_t counts[CLOCK_STATES];
};

typedef VECTOR(struct clause_count) clause_counts;

/* A promise, and the period of it that is not over. */
struct standing {
    struct kept_line line;
    struct kept_period period;
    bool has_period, has_bounds; /* of a target: best and worst case */
    struct tally_counts counts;  /* of a target */
    struct text best, worst;     /* shares */
    enum tally_held best_held, worst_held;
};

typedef VECTOR(struct standing) standing_list;

struct judged {
    struct arena *arena; /* of all of it */
    instant as_of;       /* INSTANT_NONE: there are no events */
    const struct model *model;
    struct text *ticket_ids;    /* of the clocks shown, by their places */
    clock_list running, paused; /* by due instant; by what is left: at most BOARD_CLOCKS each */
    uint64_t running_count, paused_count, late_count, open_tickets;
    clause_counts clauses;
    standing_list standings;
    gauged_records records;
};

struct board {
    const char *path;
    struct store store;
    bool is_open;
    struct text problem;
    char problem_room[200];
    micros cost;
    instant at;
    struct judged judged;
    struct gauges gauges; /* as read last */
};

#endif

/* drivers.h - what the breaches of a promise are made of, and which of it makes the difference.
 *
 * Two views. Of each breached cycle, where its counted time went: waiting for a first touch, with
 * each team, waiting behind a hand-over, after a reopening (these overlap), or at work; and what
 * passed beside it: pauses by reason, closed hours. Of all decided cycles, how often each value of
 * an attribute breaches. Cycles are counted, not tickets. Does no I/O.
 */
#ifndef ANALYSE_DRIVERS_H
#define ANALYSE_DRIVERS_H

#include "judge/judge.h"

enum drivers_kind {
    DRIVERS_FIRST_TOUCH, /* counted until an agent's first event */
    DRIVERS_TEAM,        /* counted while the ticket was with team `name` (empty: with none yet) */
    DRIVERS_HAND_OVER,   /* counted from a change of the team to the next event by an agent */
    DRIVERS_REOPENING,   /* counted after the first reopening */
    DRIVERS_WORK,        /* counted after the first touch, and neither of the two before */
    DRIVERS_PAUSED,      /* not counted: paused, for the reason `name` */
    DRIVERS_CLOSED       /* not counted: outside hours, for the reason `name` */
};

struct drivers_part {
    enum drivers_kind kind;
    struct text name;
    micros time;       /* of all breached cycles */
    uint64_t breaches; /* that have any of it */
    uint64_t vanish;   /* that would be met without it; 0 of what is not counted */
};

/* A value of an attribute at the end of the cycle. */
struct drivers_value {
    uint32_t attribute; /* or the number of a grouping */
    struct text value;  /* "(none)" if unset */
    uint64_t breached, decided;
    uint64_t vanish; /* breaches above those that the other values' rate gives, rounded down */
};

struct drivers_target {
    uint32_t target;
    uint64_t breached, decided;
    const struct drivers_part *parts; /* those that count first; by vanish, then by time */
    uint32_t part_count;
    const struct drivers_value *values; /* by vanish, then by breaches */
    uint32_t value_count;
    bool touch_unknown; /* the log has no roles, so nobody knows who touched a ticket */
};

struct drivers_result {
    const struct drivers_target *targets; /* those with a breach, as declared */
    uint32_t count;
    const uint32_t *left_out; /* attributes with too many values to be looked at */
    uint32_t left_out_count;
};

struct drivers;

struct drivers *drivers_new(const struct judge *judge, const struct model *model,
                            const struct eventlog *log);
void drivers_free(struct drivers *drivers);

/* Only TARGET, and of the attributes only those of BY (all if there are none). Before the first
 * verdict. */
void drivers_only(struct drivers *drivers, uint32_t target, const uint32_t *by, uint32_t by_count);

/* What verdicts are put together by beside attributes. Codes are looked up while judging, by
 * several threads. */
struct drivers_grouping {
    uint32_t number; /* no attribute's */
    uint32_t (*code)(uint32_t number, const struct verdict *verdict);
    struct text (*text)(struct arena *arena, uint32_t number, uint32_t code);
};

/* Looks at the values of GROUPINGS, too, for the target of drivers_only. Before the first verdict;
 * the COUNT groupings live as long as DRIVERS. */
void drivers_group_by(struct drivers *drivers, const struct drivers_grouping *groupings,
                      uint32_t count);

/* Takes the verdicts of one judge_all. */
struct judge_consumer drivers_consumer(struct drivers *drivers);

/* The result, in ARENA; looks at each breached ticket again. */
const struct drivers_result *drivers_finish(struct drivers *drivers, struct arena *arena);

const char *drivers_kind_name(enum drivers_kind kind); /* "first touch", … */

#endif

/* tally.h - verdicts counted by target, period and key (semantics 6), exactly.
 *
 * Each block of tickets is counted by itself and blocks are merged in order, so that the result
 * does not depend on threads. Memory: 8 bytes a decided cycle, up to 12 while it grows.
 */
#ifndef COUNT_TALLY_H
#define COUNT_TALLY_H

#include "judge/judge.h"

struct tally_counts {
    uint64_t met, breached, pending, uncovered, excluded, error;
};

/* Of a promise over some counts (6.3). */
enum tally_held { TALLY_NOT_TESTED, TALLY_HELD, TALLY_BROKEN };

/* Used time of decided (met and breached) cycles, whatever the promise counts: exact nearest rank
 * (6.4); the mean is rounded half-even to a microsecond. Nothing applies if cycles is 0. */
struct tally_used {
    uint64_t cycles;
    micros mean, p50, p90, p95, p99, max;
};

struct tally_period {
    struct text label;
    day first;
    const struct promise *promise; /* for this period (5.4), or NULL */
    struct tally_counts counts;
    enum tally_held held;
};

/* One combination of values of the `by` attributes. */
struct tally_key {
    const struct text *values; /* one an attribute; `(none)` if unset */
    struct tally_counts counts;
    enum tally_held held; /* of these alone */
    struct tally_used used;
};

/* A promise behind the first of its target: counted by itself, since its unit, and what it counts,
 * may be others. */
struct tally_further {
    const struct promise *promise;
    struct tally_counts counts;
    enum tally_held held;
    const struct tally_period *periods;
    uint32_t period_count;
};

/* What a tally counts of a target: tickets, unless its clock repeats or its promise says cycles. A
 * ticket is breached if one of its cycles is, at the first breach; else pending if one is; else met
 * at the last stop; else error, uncovered, excluded, in that order (6.3). */
struct tally_target {
    uint32_t target;
    bool of_cycles;
    const struct promise *promise; /* the first one of the last version, or NULL */
    struct tally_counts counts;
    enum tally_held held; /* broken in any period; or held in all decided ones */
    struct tally_used used;
    const struct tally_period *periods; /* by date */
    uint32_t period_count;
    const struct tally_key *keys; /* in the order of the values (choices as declared, unset last) */
    uint32_t key_count;
    const struct tally_further *further;
    uint32_t further_count;
};

/* Why verdicts are uncovered, excluded or errors: cycles counted. */
struct tally_reason {
    uint32_t target;
    enum verdict_kind kind;
    struct text reason;
    uint64_t count;
    uint32_t example; /* ticket number: the first */
};

struct tally_result {
    const struct tally_target *targets; /* as declared, but for hidden ones */
    uint32_t target_count;
    const uint32_t *by; /* as in the request */
    uint32_t by_count;
    const struct tally_reason *reasons; /* by target, then as first met */
    uint32_t reason_count;
    uint64_t records; /* verdicts counted */
};

/* A promise to be counted instead of those that the targets make. */
struct tally_line {
    uint32_t target;
    struct promise promise;
};

struct tally_request {
    const struct judge *judge;
    const struct model *model;
    const struct eventlog *log;
    const uint32_t *by; /* numbers of attributes, stored or counted, or of dimensions (dimension.h);
                         * lives as long as the tally */
    uint32_t by_count;
    /* With lines, nothing but their counts by period is kept, and tally_finish_lines gives it. */
    const struct tally_line *lines;
    uint32_t line_count;
    bool without_used; /* nobody asks for used times: all of them are 0 */
};

struct tally;

struct tally *tally_new(const struct tally_request *request);
void tally_free(struct tally *tally);

struct judge_consumer tally_consumer(struct tally *tally);

/* The result, in ARENA; call it once, after all blocks. The tally can then be freed. */
const struct tally_result *tally_finish(struct tally *tally, struct arena *arena);

/* The same for lines: their counts, as many as there are lines, in that order. */
const struct tally_further *tally_finish_lines(struct tally *tally, struct arena *arena);

/* Is a promise broken (exit status 1)? Is nothing decided at all (exit status 5)? */
bool tally_is_broken(const struct tally_result *result);
bool tally_is_undecided(const struct tally_result *result);

/* Exactly, at least PERCENT of met + breached (6.3). */
enum tally_held tally_compare(const struct tally_counts *counts, struct decimal percent);

#endif

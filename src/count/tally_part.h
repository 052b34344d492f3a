/* tally_part.h - the counts of a block of tickets, or of all of them: shared by the files of the
 * tally only.
 */
#ifndef COUNT_TALLY_PART_H
#define COUNT_TALLY_PART_H

#include "base/map.h"
#include "base/vector.h"
#include "count/buckets.h"
#include "count/tally.h"
#include "count/used.h"

/* A promise of a target, or a target without one. The first line of a target is its main one: only
 * that has groups. Promises of several versions that count the same each same period are one line:
 * each period has the promise of its first day. */
struct line {
    uint32_t target;
    uint32_t requested;            /* of the lines that were asked for */
    const struct promise *promise; /* of the last version that has it */
    uint32_t nth;                  /* among those of its version that count the same */
    bool of_cycles;
};

struct period_cell {
    uint32_t line;
    day first;
    struct text label;
    struct tally_counts counts;
};

struct group_cell {
    uint32_t target;
    const struct text *texts;   /* of the `by` attributes */
    const struct value *values; /* likewise, for the order */
    struct text name;           /* target and texts, as a key */
    struct tally_counts counts;
    struct used used;
};

struct reason_cell {
    struct tally_reason reason;
};

/* Cells by key, and in the order in which they were first met. */
struct part {
    struct arena *arena;
    struct map *periods, *groups, *reasons;
    VECTOR(struct period_cell *) period_list;
    VECTOR(struct group_cell *) group_list;
    VECTOR(struct reason_cell *) reason_list;
    uint64_t records;
};

void part_init(struct part *part);
void part_fini(struct part *part);

/* The period of LINE that begins on FIRST; NULL: there is none yet. */
struct period_cell *part_find_period(const struct part *part, uint32_t line, day first);

/* Found or made. What is given is copied where it must last. */
struct period_cell *part_period(struct part *part, const struct period_cell *like);
struct group_cell *part_group(struct part *part, struct text key, const struct group_cell *like,
                              uint32_t by_count);
struct reason_cell *part_reason(struct part *part, const struct tally_reason *like);

static inline void part_count(struct tally_counts *counts, enum verdict_kind kind)
{
    static const size_t place[] = {
        [VERDICT_MET] = offsetof(struct tally_counts, met),
        [VERDICT_BREACHED] = offsetof(struct tally_counts, breached),
        [VERDICT_PENDING] = offsetof(struct tally_counts, pending),
        [VERDICT_UNCOVERED] = offsetof(struct tally_counts, uncovered),
        [VERDICT_EXCLUDED] = offsetof(struct tally_counts, excluded),
        [VERDICT_ERROR] = offsetof(struct tally_counts, error),
    };
    ++*(uint64_t *)(void *)((char *)counts + place[kind]);
}

void part_add_counts(struct tally_counts *to, const struct tally_counts *more);

/* Adds all of MORE, in its order. */
void part_merge(struct part *part, const struct part *more, uint32_t by_count);

struct tally {
    struct tally_request request;
    struct arena *arena;
    struct line *lines;
    uint32_t line_count;
    const uint32_t *line_of; /* by target: its main line; targets + 1 */
    struct part whole;
};

/* ---- lines ---- */

/* Fills lines, line_count and line_of. */
void lines_make(struct tally *tally);

/* The promise of LINE for the period that begins on FIRST: that of the version then in force (5.4);
 * NULL if there is none, or it has no such promise. */
const struct promise *lines_promise(const struct model *model, const struct line *line, day first);

#endif

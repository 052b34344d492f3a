/* roll_part.h - what a roll is made of: for the files of the roll only.
 *
 * What becomes of a block of tickets is a leaf; a leaf has a column of entries for each target, so
 * that a question about one target walks over that one only.
 */
#ifndef JUDGE_ROLL_PART_H
#define JUDGE_ROLL_PART_H

#include "base/map.h"
#include "base/vector.h"
#include "judge/roll.h"

enum { ENTRY_HAS_FIGURES = 1, ENTRY_IS_DONE = 2 };

struct entry {
    instant counted_at, opening;
    micros used;
    uint32_t ticket, cycle, clause;
    uint32_t reason; /* place in the leaf's list, counted from 1; 0: none */
    uint32_t replies, reopenings;
    uint16_t version;
    uint8_t kind, bits;
    uint32_t unused; /* 0: a file that keeps it has no chance bytes */
};

struct column {
    struct entry *entries;
    uint8_t *codes; /* roll->width bytes an entry */
    size_t count, room;
    uint64_t notices;
};

struct leaf {
    const struct roll *roll;
    struct column *columns; /* by target */
    struct arena *arena;    /* of the reasons */
    struct map *numbers;    /* by reason: &its place */
    VECTOR(struct text) reasons;
};

struct roll {
    const struct judge *judge, *made_by;
    const struct roll *base; /* or NULL */
    const uint32_t *of;
    const struct roll_patch *patch; /* or NULL */
    uint32_t stored, width;
    struct leaf **leaves;
    uint32_t leaf_count, room;
    bool is_borrowed; /* entries and codes are somebody else's */
};

/* One without leaves. NULL: there are more versions than it can tell apart. */
struct roll *roll_empty(const struct judge *judge);

/* A leaf without entries, at the end. */
struct leaf *roll_add_leaf(struct roll *roll);

/* The codes of an entry, which stand at FROM. */
void roll_unpack(const struct roll *roll, const uint8_t *from, uint32_t *codes);

#endif

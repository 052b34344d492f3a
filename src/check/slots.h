/* slots.h - numbers of declarations that are the same in all versions of a charter.
 *
 * A name has one number a kind, whatever version it stands in; hours and periods share theirs, from
 * 1 (0 is `always`). What has no name is known by its node.
 */
#ifndef CHECK_SLOTS_H
#define CHECK_SLOTS_H

#include "base/map.h"
#include "charter/ast.h"

/* Targets and clocks that are made for something else are numbered by themselves, by the names they
 * have. */
#define SLOTS_MADE_TARGET NODE_PERCENTILE
#define SLOTS_MADE_CLOCK NODE_HANDS_OVER

struct slots {
    struct arena *arena;
    struct map *names[NODE_KIND_COUNT];
    uint32_t counts[NODE_KIND_COUNT];
};

struct slot_key {
    struct text name;
    const struct node *node;
};

struct slots *slots_new(struct arena *arena);

/* The number of KEY; a new one if it has none yet. */
uint32_t slots_number(struct slots *slots, enum node_kind kind, const struct slot_key *key);

/* How many there are; those of periods are counted with the hours. */
uint32_t slots_count(const struct slots *slots, enum node_kind kind);

#endif

/* specific.h - which clause of a target goes before which (semantics 5.1). */
#ifndef CHECK_SPECIFIC_H
#define CHECK_SPECIFIC_H

#include "check/cells.h"
#include "check/scope.h"

/* The clauses of a target and the WITHIN nodes that they come from, in the same order. */
struct ranking {
    struct scope *scope;
    struct cells *cells;
    struct target *target;
    const struct node *const *nodes;
    const uint32_t *layers; /* ranks of the layers that they come from */
    /* Made by specific_rank: */
    bool *beats;                  /* so far */
    bool *by_layer;               /* see struct target */
    struct cells_set *set;        /* the conditions, by clause */
    const struct node *overrides; /* the first, or NULL */
    uint32_t *others;             /* room for as many clauses as there are */
};

/* Fills target->beats: the strictly more specific clause, else the one of the later layer, else the
 * one that overrides. Reports overlaps, overrides that can't hold, and conditions that are too
 * tangled to be compared. */
void specific_rank(struct ranking *ranking);

#endif

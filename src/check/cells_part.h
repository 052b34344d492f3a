/* cells_part.h - what the files of cells share: the cells of one variable, and the formula over
 * them.
 *
 * A variable is an attribute, or the opening with all calendars that the formula names. Its cells
 * are numbered; the ones that no atom of the formula tells apart are one.
 */
#ifndef CHECK_CELLS_PART_H
#define CHECK_CELLS_PART_H

#include "base/vector.h"
#include "check/cells.h"

/* One cell: a value that stands for it. */
struct cell {
    struct value value;
    enum status_class status_class; /* of the status */
    instant opened;                 /* of the opening */
    const bool *during;             /* of the opening: by place in variable.calendars */
};

/* What a variable is of, if not of an attribute. */
#define CELLS_OPENING (INDEX_NONE - 1)
#define CELLS_STATUS (INDEX_NONE - 2) /* the status of a charter that declares none */

struct variable {
    uint32_t attribute; /* or one of the above */
    VECTOR(const struct condition *) atoms;
    VECTOR(uint32_t) calendars; /* of the opening; each once */
    VECTOR(struct cell) cells;
};

/* The cells that VARIABLE's atoms can tell apart, natural ones first, unset last. */
void cells_domain(struct arena *arena, const struct model *model, struct variable *variable);

/* The combinations of open and closed of VARIABLE's calendars that occur, each with the first
 * instant at which it does. */
void cells_opening(struct arena *arena, struct cells *cells, struct variable *variable);

bool cells_atom_holds(const struct variable *variable, const struct condition *atom,
                      const struct cell *cell);

/* Combinations found before, for the same calendars in the same order. */
struct openings {
    const uint32_t *calendars;
    size_t calendar_count;
    const struct cell *cells;
    size_t count;
    struct openings *next;
};

struct cells {
    struct arena *arena;
    const struct model *model;
    const struct calendar **calendars; /* by model.calendars; NULL: not compiled yet */
    struct openings *openings;
};

#endif

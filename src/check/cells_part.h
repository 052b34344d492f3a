/* cells_part.h - what the files of cells share: the cells of one variable, formulas over them, and
 * the search.
 *
 * A variable is an attribute, or the opening with all calendars that the conditions name. Its cells
 * are numbered; the ones that no atom tells apart are one. A set of cells is an array of bits; a
 * box has one such set a variable, all of them one after the other.
 */
#ifndef CHECK_CELLS_PART_H
#define CHECK_CELLS_PART_H

#include "base/vector.h"
#include "check/cells.h"

typedef uint64_t bits;

enum { BITS_WORD = 64 };

/* One cell: a value that stands for it. */
struct cell {
    struct value value;
    enum status_class status_class; /* of the status */
    instant opened;                 /* of the opening */
    const bool *during;             /* of the opening: by place in variable.calendars */
    const bits *truth;              /* which atoms hold, by place in variable.atoms */
};

/* What a variable is of, if not of an attribute. */
#define CELLS_OPENING (INDEX_NONE - 1)
#define CELLS_STATUS (INDEX_NONE - 2) /* the status of a charter that declares none */

struct variable {
    uint32_t attribute;                     /* or one of the above */
    VECTOR(const struct condition *) atoms; /* each once */
    VECTOR(uint32_t) calendars;             /* of the opening; each once */
    VECTOR(struct cell) cells;
    uint32_t first, words;                 /* its part of a box, in words */
    const struct formula **holds, **fails; /* leaves of the atoms, as they are made */
};

/* The cells that VARIABLE's atoms can tell apart, natural ones first, unset last. */
void cells_domain(struct arena *arena, const struct model *model, struct variable *variable);

/* The same for the opening: the combinations of open and closed of VARIABLE's calendars that occur,
 * each with the first instant at which it does. */
void cells_opening(struct arena *arena, struct cells *cells, struct variable *variable);
const struct cell *cells_openings(struct cells *cells, const struct variable *variable,
                                  size_t *count);

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
    const struct calendar **calendars, **early; /* by model.calendars; NULL: not compiled yet */
    struct openings *openings;
    uint64_t steps_left; /* of all questions */
    bool is_undecided;   /* a question was given up */
};

/* ---- Formulas: negations pushed down to the leaves, constants folded, at most one leaf a variable
 * in each join ---- */

enum formula_kind { FORMULA_TRUE, FORMULA_FALSE, FORMULA_LEAF, FORMULA_ALL, FORMULA_ANY };

struct formula {
    enum formula_kind kind;
    uint32_t variable; /* LEAF: its cell is one of SET */
    const bits *set;
    const struct formula *const *parts; /* ALL, ANY; leaves first */
    uint32_t part_count;
};

typedef VECTOR(const struct formula *) formulas;

/* A condition of a set. */
struct member {
    const struct condition *condition;   /* NULL: every ticket's */
    const struct formula *holds, *fails; /* fails: NULL until it is asked for */
    const bits *hull;                    /* a box that holds all its tickets */
    bool is_box;                         /* ... and no others */
    enum cells_answer can_hold;
    const uint32_t *point; /* a cell of each variable at which it holds; if can_hold is YES */
    bool is_tried;         /* can_hold is known */
};

/* Where an atom stands: among the atoms of a variable. */
struct atom_place {
    const struct condition *atom; /* NULL: the place is free */
    uint64_t hash;
    uint32_t variable, number;
};

struct cells_set {
    struct cells *cells;
    struct arena *arena;
    VECTOR(struct variable) variables;
    struct atom_place *places; /* by what the atoms say; at most half of the room is taken */
    size_t place_count, place_room;
    uint32_t words; /* of a box */
    struct member *members;
    uint32_t count;
    bits *full;     /* the box of all tickets */
    bits *found;    /* the box that the last search ended in */
    formulas asked; /* what has to hold in it */
    struct search *search;
    struct cells_near *near; /* see below; NULL: not made yet */
};

/* Takes down the atoms of CONDITION, each once, and what they are about. */
void cells_collect(struct cells_set *set, const struct condition *condition);

/* The place of ATOM, or of the one that says the same; one of them has been taken down. */
const struct atom_place *cells_atom_place(const struct cells_set *set,
                                          const struct condition *atom);

/* From so many members on, what their hulls tell is asked of the rows below. */
enum { CELLS_NEAR_LEAST = 32 };

/* Rows of bits, by member: those whose hulls meet that of member NUMBER; those in whose hulls its
 * point lies (it can hold). */
const bits *cells_near_meet(struct cells_set *set, uint32_t number);
const bits *cells_near_around(struct cells_set *set, uint32_t number);

/* As cells_set_next. */
uint32_t cells_near_next(struct cells_set *set, uint32_t number, uint32_t from);

/* Room for searching SET, used again by each search. */
struct search *cells_search_new(struct cells_set *set);

/* Is there a ticket in SET's cells that fulfils all that is asked? YES leaves a box of such tickets
 * in set->found, as wide as it may be if the WIDEST is wanted. */
enum cells_answer cells_search(struct cells_set *set, bool widest);

/* Does FORMULA hold at a point? */
bool cells_holds_at(const struct formula *formula, const uint32_t *point);

#endif

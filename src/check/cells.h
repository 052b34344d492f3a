/* cells.h - can a ticket fulfil a condition? Exactly, with an example (semantics 5.9).
 *
 * Every atom of a condition (an attribute with a constant, `opened during P`, `is known`) splits
 * the tickets; what lies on the same side of all atoms is a cell. The search splits the cells of
 * one attribute after the other and draws the conclusions of each split, so it needs no list of all
 * combinations. Those that can't occur are left out exactly: orders on ladders and numbers, equal
 * texts, and for `opened during` all but the combinations that do occur while the version is in
 * force, at most CELLS_YEARS_MOST years.
 *
 * An attribute without a value is a cell of its own (3.7). A ticket without a status is working, or
 * done by an event (3.4). A NULL condition holds for every ticket.
 *
 * No method is quick for every condition that can be written. A question that takes too many steps
 * is given up, and the answer says so; steps are counted, not timed, so the same charter has the
 * same answers everywhere.
 */
#ifndef CHECK_CELLS_H
#define CHECK_CELLS_H

#include "base/arena.h"
#include "charter/model.h"

enum { CELLS_YEARS_MOST = 20 };

struct cells;

/* Everything lives in ARENA. MODEL must be checked as far as its targets' conditions. */
struct cells *cells_new(struct arena *arena, const struct model *model);

/* A ticket: what it has at its opening. */
struct cells_witness {
    const struct value *values; /* by attribute number; VALUE_UNSET where nothing is needed */
    const bool *matters;        /* by attribute number: the formula asks for it */
    instant opened;             /* within in-force from and until */
    bool opened_matters;        /* the formula asks when it was opened */
    bool is_done;               /* by an event, without a status */
};

enum cells_answer {
    CELLS_NO,
    CELLS_YES,
    CELLS_UNDECIDED /* given up */
};

/* Is there a ticket that fulfils FORMULA? Then *WITNESS is one (it may be NULL). */
enum cells_answer cells_find(struct cells *cells, const struct condition *formula,
                             struct cells_witness *witness);

/* Does every ticket that fulfils A fulfil B? */
enum cells_answer cells_implies(struct cells *cells, const struct condition *a,
                                const struct condition *b);

/* Was a question given up? Forgets it. */
bool cells_gave_up(struct cells *cells);

/* ---- Many questions about the same conditions ---- */

struct cells_set;

/* CONDITIONS by number; everything lives in ARENA. */
struct cells_set *cells_set_new(struct arena *arena, struct cells *cells,
                                const struct condition *const *conditions, uint32_t count);

/* Numbers of conditions that are to hold, and of others that are not. */
struct cells_question {
    const uint32_t *all, *none;
    uint32_t all_count, none_count;
};

/* Is there a ticket for which that is so? */
enum cells_answer cells_set_find(struct cells_set *set, const struct cells_question *question,
                                 struct cells_witness *witness);

/* Does every ticket that fulfils condition number A fulfil B? */
enum cells_answer cells_set_implies(struct cells_set *set, uint32_t a, uint32_t b);

/* Is it plain that no ticket fulfils both? False: they may be fulfilled together. */
bool cells_set_apart(struct cells_set *set, uint32_t a, uint32_t b);

/* The first condition from number FROM on that is not apart from A; the count if there is none. */
uint32_t cells_set_next(struct cells_set *set, uint32_t a, uint32_t from);

/* Can condition number A hold for any ticket? */
enum cells_answer cells_set_can_hold(struct cells_set *set, uint32_t a);

/* ---- Calendars ---- */

/* The dates between which tickets are opened: those of the version, both included, at most
 * CELLS_YEARS_MOST years; without dates in force, the years from 2020 on. */
void cells_dates(const struct model *model, day *first, day *last);

/* The last of the first months. */
day cells_early_last(const struct model *model);

/* The calendar of model.calendars over these dates; compiled once. */
const struct calendar *cells_calendar(struct cells *cells, uint32_t calendar);

/* The same over the first months only: sooner made, and slower, but as right, about what is later
 * (calendar.h). */
const struct calendar *cells_calendar_early(struct cells *cells, uint32_t calendar);

/* "priority P1, channel phone, no customer, opened 2026-12-30 09:00": what the formula asks for of
 * the ticket; empty if it asks for nothing. */
struct text cells_words(struct cells *cells, const struct cells_witness *witness);

/* The same as a phrase: "a ticket with priority P1, no customer", "any ticket". */
struct text cells_ticket(struct cells *cells, const struct cells_witness *witness);

/* ---- Formulas; NULL parts hold for every ticket ---- */

const struct condition *cells_true(struct arena *arena);
const struct condition *cells_not(struct arena *arena, const struct condition *a);
const struct condition *cells_and(struct arena *arena, const struct condition *a,
                                  const struct condition *b);
const struct condition *cells_or(struct arena *arena, const struct condition *a,
                                 const struct condition *b);

/* All of LIST, any of it. */
const struct condition *cells_all(struct arena *arena, const struct condition *const *list,
                                  uint32_t count);
const struct condition *cells_any(struct arena *arena, const struct condition *const *list,
                                  uint32_t count);

/* Tickets for which clause number CLAUSE goes first, of those that the target is about (5.1). */
const struct condition *cells_winning(struct arena *arena, const struct target *target,
                                      uint32_t clause);

/* Tickets that the target is about and no clause of it covers (5.2). */
const struct condition *cells_uncovered(struct arena *arena, const struct target *target);

#endif

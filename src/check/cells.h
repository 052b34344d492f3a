/* cells.h - can a ticket fulfil a condition? Exactly, with an example (semantics 5.9).
 *
 * Every atom of a condition (an attribute with a constant, `opened during P`, `is known`) splits
 * the tickets; what lies on the same side of all atoms is a cell. The search tries cells, branching
 * on what is not yet decided, so it needs no list of all combinations. Those that can't occur are
 * left out exactly: orders on ladders and numbers, equal texts, and for `opened during` all but the
 * combinations that do occur between in-force from and until, at most CELLS_YEARS_MOST years.
 *
 * An attribute without a value is a cell of its own (3.7). A ticket without a status is working, or
 * done by an event (3.4). A NULL condition holds for every ticket.
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
};

/* Is there a ticket that fulfils FORMULA? Then *WITNESS is one (it may be NULL). */
bool cells_find(struct cells *cells, const struct condition *formula,
                struct cells_witness *witness);

/* Does every ticket that fulfils A fulfil B? */
bool cells_implies(struct cells *cells, const struct condition *a, const struct condition *b);

/* The dates between which tickets are opened: in-force from and until, both included, at most
 * CELLS_YEARS_MOST years; without in-force dates, the years from 2020 on. */
void cells_dates(const struct model *model, day *first, day *last);

/* The calendar of model.calendars over these dates; compiled once. */
const struct calendar *cells_calendar(struct cells *cells, uint32_t calendar);

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

/* Tickets that the target is about and no clause of it covers (5.2). */
const struct condition *cells_uncovered(struct arena *arena, const struct target *target);

#endif

/* compare_part.h - what the files of the comparison share.
 *
 * Conditions and calendars of both charters are put into one model: attributes and their values
 * are numbered by name, calendars of the second charter stand behind those of the first. So one
 * set of cells answers questions about both.
 */
#ifndef ANALYSE_COMPARE_PART_H
#define ANALYSE_COMPARE_PART_H

#include "analyse/compare.h"
#include "base/vector.h"
#include "check/cells.h"
#include "check/openable.h"

struct compare_side {
    const struct model *model;
    const struct model *open;     /* the same, in force at all times: judges what is shown */
    uint32_t shift;               /* of its calendars */
    uint32_t windows;             /* calendars of its maintenances, by their number */
    uint32_t *attributes;         /* by its own number: that of both, or INDEX_NONE */
    uint32_t **choices;           /* by its own attribute and choice: that of both */
    const struct target *targets; /* with conditions and calendars of both */
    uint32_t *partners;           /* of its targets: those of the other side, or INDEX_NONE */
};

struct compare {
    struct arena *arena;
    struct compare_side side[2];
    struct model both;
    bool *contradicts; /* by attribute of both: the charters disagree about what it is */
    struct cells *cells;
    instant from, to;                /* openings: TO is none any more */
    struct calendar_stretches *open; /* by calendar, as asked for */
    VECTOR(struct compare_row) rows;
    size_t same;
};

/* ---- compare_union.c ---- */

/* Sets all but rows. The dates of `both` are FROM and UNTIL. */
void compare_unite(struct compare *compare, day from, day until);

/* A condition of SIDE in numbers of both. */
const struct condition *compare_condition(const struct compare *compare, int side,
                                          const struct condition *condition);

/* The name of an attribute in it that the two charters have in different ways; or empty. */
struct text compare_contradiction(const struct compare *compare, const struct condition *condition);

/* Do both hold for the same tickets; does B hold wherever A does? False where nobody can tell. */
bool compare_implies(const struct compare *compare, const struct condition *a,
                     const struct condition *b);
bool compare_equal(const struct compare *compare, const struct condition *a,
                   const struct condition *b);

/* Event KIND of SIDE by its name; may a trigger of the one be the same as one of the other? */
bool compare_same_trigger(const struct compare *compare, const struct trigger *a,
                          const struct trigger *b);

/* ---- compare_hours.c ---- */

/* An instant at which calendar A of both is open and B is not; INSTANT_NONE: there is none, in the
 * dates compared and the year behind them. */
instant compare_outside(struct compare *compare, uint32_t a, uint32_t b);

/* The same instants, known for the same years? Is B open whenever A is, and known as well? */
bool compare_within(struct compare *compare, uint32_t a, uint32_t b);
bool compare_same_hours(struct compare *compare, uint32_t a, uint32_t b);

void compare_hours(struct compare *compare);
void compare_maintenance(struct compare *compare);

/* Lines of the catalogue that have an order. */
struct compare_row compare_catalogue_line(struct compare *compare, const struct node *a,
                                          const struct node *b);

/* ---- compare_pace.c ---- */

/* What a ticket gets of a clause. */
struct compare_pace {
    const struct limit *limit;
    uint32_t calendar; /* of both */
    bool to_opening;
};

struct compare_bout {
    struct compare *compare;
    uint32_t target[2]; /* by side; INDEX_NONE: it has none */
    struct compare_pace pace[2];
    const struct condition *formula; /* the tickets */
    bool may_pause, starts_opened;
};

/* How the paces compare; ROBUST: whatever happens to the ticket. */
struct compare_order {
    enum compare_mark mark;
    bool is_robust;
    struct text reason;
    struct compare_witness better, worse;
};

struct compare_order compare_paces(const struct compare_bout *bout);

/* Does the pace of side 1 never run out later, whatever pauses there are; and the other way? */
bool compare_never_later(struct compare *compare, const struct compare_pace *a,
                         const struct compare_pace *b);

/* A ticket of FORMULA, as both charters judge it at its opening. */
bool compare_find_ticket(const struct compare_bout *bout, struct compare_witness *witness);

/* ---- compare_clock.c ---- */

/* How the clocks of two targets compare: a row without names. MARK is SAME if nothing differs. */
struct compare_row compare_clocks(struct compare *compare, uint32_t a, uint32_t b);
bool compare_may_pause(const struct clock_model *clock);
bool compare_starts_opened(const struct clock_model *clock);

/* ---- compare_target.c ---- */

/* Target A of the first charter and B of the second: all that is to be said of them. */
void compare_target(struct compare *compare, uint32_t a, uint32_t b);

/* ---- compare_targets.c ---- */

void compare_targets(struct compare *compare);

/* ---- compare_promise.c ---- */

void compare_target_promises(struct compare *compare, uint32_t a, uint32_t b);
void compare_availabilities(struct compare *compare);
void compare_measures(struct compare *compare);

/* ---- compare_money.c ---- */

void compare_fees(struct compare *compare);
void compare_credits(struct compare *compare);

/* ---- compare_steps.c ---- */

void compare_escalations(struct compare *compare);

/* ---- compare_text.c ---- */

/* All declarations that have no order of their own. */
void compare_declarations(struct compare *compare);

/* The lines of two declarations that ORDERED does not take: they are different where they differ.
 */
void compare_lines(struct compare *compare, const struct node *const declaration[2],
                   bool (*is_left)(enum node_kind kind));

/* A row if the titles of the two differ, or the reasons that two lines give. */
void compare_titles(struct compare *compare, const struct compare_row *row);
void compare_reasons(struct compare *compare, const struct compare_row *row, int slot);

/* ---- rows ---- */

/* A row of a declaration called NAME, with its nodes; about "". */
struct compare_row compare_row(const struct compare *compare, enum node_kind kind,
                               struct text name);

/* Takes it up, or counts it if it is the same. */
void compare_add(struct compare *compare, struct compare_row row);

/* A row of what only one charter has: MARK if it is the second. */
void compare_add_single(struct compare *compare, struct compare_row row, enum compare_mark mark);

struct compare_witness compare_said(const struct compare *compare, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The declaration of KIND called NAME in SIDE, or NULL. */
const struct node *compare_declaration(const struct compare *compare, int side, enum node_kind kind,
                                       struct text name);

/* The line of DECLARATION at SPAN, or NULL. */
const struct node *compare_line(const struct node *declaration, struct span span);

/* "2026-01-05 09:00 GMT" */
struct text compare_instant(const struct compare *compare, instant at);

#endif

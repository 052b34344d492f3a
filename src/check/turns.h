/* turns.h - the instants at which the order of two due instants can change.
 *
 * As a function of the start, a due instant stands still while its calendar is closed and moves
 * with it while it is open; it jumps only where the calendar opens or closes, or where the limit
 * runs out at such an instant. So two of them need be compared only at these points and right
 * beside them. A count of days also turns where a time of day of the calendar, or of a change of
 * its zone, comes round.
 */
#ifndef CHECK_TURNS_H
#define CHECK_TURNS_H

#include "base/vector.h"
#include "charter/model.h"

struct turns {
    struct arena *arena;
    instant from, to; /* starts of interest: TO is none any more */
    VECTOR(instant) list;
};

/* FROM and the last instant before TO are among them. */
void turns_init(struct turns *turns, struct arena *arena, instant from, instant to);

/* Those of LIMIT counted in CALENDAR. */
void turns_add(struct turns *turns, const struct calendar *calendar, const struct limit *limit);

/* Those at which CALENDAR opens and closes. */
void turns_add_calendar(struct turns *turns, const struct calendar *calendar);

/* AT itself, and the instants beside it. */
void turns_add_instant(struct turns *turns, instant at);

/* In order, each once. */
void turns_sort(struct turns *turns);

/* Where LIMIT, counted in CALENDAR from AT, ends (2.5, 2.7, 2.8). */
struct calendar_answer turns_due(const struct calendar *calendar, instant at,
                                 const struct limit *limit);

/* The same where `runs to the next opening` moves what falls on closing time (5.5). */
struct calendar_answer turns_due_moved(const struct calendar *calendar, instant at,
                                       const struct limit *limit);

#endif

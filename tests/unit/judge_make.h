/* judge_make.h - small charters and logs by hand, and verdicts as lines of text.
 *
 * A world has the statuses new, open, pending and resolved, the ladder P3, P2, P1, the calendars
 * `always` and `office` (Monday to Friday 09:00 to 17:00, Europe/Paris) and one target, whose clock
 * runs from the opening until the ticket is resolved.
 */
#ifndef UNIT_JUDGE_MAKE_H
#define UNIT_JUDGE_MAKE_H

#include "judge/judge.h"
#include "time_make.h"

enum { MADE_ALWAYS, MADE_OFFICE, MADE_CALENDARS };
enum { MADE_STATUS, MADE_PRIORITY, MADE_STORED, MADE_REOPENINGS = MADE_STORED, MADE_REPLIES };
enum { MADE_P3, MADE_P2, MADE_P1, MADE_ANY = -1, MADE_OTHERWISE = -2 };

enum { MADE_CLAUSES = 3, MADE_EVENTS = 10240, MADE_TICKETS = 26 };

struct world {
    struct arena *arena;
    const struct zone *zone;
    struct calendar_spec *office;
    struct clause clauses[MADE_CLAUSES];
    bool beats[MADE_CLAUSES * MADE_CLAUSES];
    struct change_rule change;
    struct clock_model clock;
    struct target target;
    struct model model;
    /* the log */
    uint32_t count;
    instant time[MADE_EVENTS];
    uint32_t ticket[MADE_EVENTS];
    uint8_t kind[MADE_EVENTS], what[MADE_EVENTS];
    uint8_t codes[MADE_STORED][MADE_EVENTS];
    bool has_openings;
    instant opening[MADE_TICKETS]; /* INSTANT_NONE: no row says */
    uint32_t opening_row[MADE_TICKETS];
    bool says_nothing; /* no kinds, no statuses */
};

struct world *world_new(struct arena *arena);
void world_office(struct world *world, const char *monday_to_thursday, const char *friday);
void world_pauses(struct world *world); /* while status is waiting */

/* A clause for tickets of PRIORITY, MADE_ANY or MADE_OTHERWISE. */
void world_within(struct world *world, struct limit limit, uint32_t calendar, int priority);
void world_on_change(struct world *world, enum change_mode mode);

struct limit made_minutes(int64_t minutes);
struct limit made_days(enum limit_kind kind, int32_t days);

/* "A 2026-09-07 10:00 opened P3 pending": ticket, local time, kind, then a priority, a status, an
 * actor (customer, agent) in any order. */
void world_event(struct world *world, const char *line);

/* The opening column of the next row says STAMP, a local time. */
void world_opening(struct world *world, char ticket, const char *stamp);

const struct condition *priority_is(struct world *world, int priority);

/* Judges it: a line a verdict, `A,1,met,,start,due,stop,used,paused,limit,over,late,calendar,
 * breached_at,flags`, as in a file of verdicts. AS_OF as an event's time, or NULL. */
struct judge *world_judge(struct world *world, const char *as_of);
const char *world_verdicts(struct world *world, const struct judge *judge, unsigned threads);

/* Do the rows of all ledgers follow each other, and add up to what was used? */
bool world_ledgers_add_up(struct world *world, const struct judge *judge);

#endif

/* calendars.h - what the files of the calendar step share.
 *
 * `holidays` become lists of rules, `hours` calendar specs, `period`s period specs (semantics 2).
 */
#ifndef CHECK_CALENDARS_H
#define CHECK_CALENDARS_H

#include "check/steps.h"

/* `from 13:00 to 15:00` of a closure or a holiday; either may be NULL. */
struct day_part calendars_part(const struct node *from, const struct node *to);

/* The list that a `holidays` block declares; lines that are wrong are reported and left out. */
struct holiday_list *calendars_holidays(struct scope *scope, const struct declaration *declaration);

/* Adds to all lists the rules of those that they include, and reports loops and years that do not
 * fit. Both by index of the list; NULL for one of another version. */
void calendars_link_lists(struct scope *scope, struct holiday_list **lists,
                          const struct node **nodes);

/* Where the specs of all hours are, while they are made: they refer to each other. */
struct calendars {
    struct scope *scope;
    struct calendar_spec **hours; /* by index of the calendar; NULL for a period */
    struct holiday_list **lists;  /* by index of the list */
    const struct node **nodes;    /* of the hours, by index; NULL for `always` and periods */
    uint8_t *state;               /* of the walk over includes and excludes */
    uint32_t *height;             /* how deep they go */
    bool *is_doubtful;            /* had a mistake: no more is said of it */
    uint32_t count;
};

/* Fills the spec of hours number INDEX but for what it includes and excludes. */
void calendars_hours(struct calendars *calendars, uint32_t index);

/* Adds what all hours include and exclude; loops are reported and cut (2.11). */
void calendars_link(struct calendars *calendars);

/* Reports hours that are never open (2.10), or say nothing of holidays. */
void calendars_judge(struct calendars *calendars, uint32_t index);

struct period_spec *calendars_period(struct calendars *calendars,
                                     const struct declaration *declaration);

#endif

/* steps.h - the steps of checking, in the order in which check.c takes them.
 *
 * Each goes over `scope->declarations`, reports mistakes to the sink, and fills its arrays of
 * `scope->model` (also where there was a mistake, as far as it goes: later steps look things up by
 * index). None stops the others.
 */
#ifndef CHECK_STEPS_H
#define CHECK_STEPS_H

#include "check/check.h"
#include "check/scope.h"

/* Reads the charter in SOURCE and, first, its parents and all that they use, into scope->files: a
 * parent before its child, a used file before its user. False if the charter is no text: then there
 * is nothing to go on with. What could not be read is in scope->losses. */
bool imports_load(struct scope *scope, const struct check_input *input, uint32_t source);

void check_charter_block(struct scope *scope); /* name, zone, currency, dates, version */
void check_schema(struct scope *scope);        /* attributes, statuses, event kinds */
void check_calendars(struct scope *scope);     /* holidays, hours, periods */
void check_clocks(struct scope *scope);
void check_targets(struct scope *scope);
void check_handovers(struct scope *scope); /* the targets of channels that hand over */
void check_catalogue(struct scope *scope); /* channels to sections: references */
void check_escalations(struct scope *scope);

/* What sets off a step, as TRIGGER says; mistakes are told in the scope's sink. */
struct escalation_step check_trigger(struct scope *scope, const struct node *trigger);
void check_figures(struct scope *scope); /* availability, maintenance, measures, objectives */
void check_money(struct scope *scope);   /* fees, credits */
void check_logs(struct scope *scope);
void check_tests(struct scope *scope);
void check_properties(struct scope *scope);
void check_prose(struct scope *scope);    /* what texts quote */
void check_changes(struct scope *scope);  /* lines of targets that are changed */
void check_unused(struct scope *scope);   /* what nothing refers to */
void check_effects(struct scope *scope);  /* what nothing judges yet */
void check_spelling(struct scope *scope); /* names that look like others, in all files */

/* Marks what is sound: calendars, clocks and targets without an error among those reported from
 * FIRST on, and without one in what they rest on. */
void draft_mark(const struct scope *scope, size_t first);

/* ---- Help for the steps ---- */

/* The first of ITEMS of KIND, or NULL; `once` reports any other as a line that may stand once. */
const struct node *steps_find(const struct node *items, enum node_kind kind);
const struct node *steps_once(struct scope *scope, const struct node *items, enum node_kind kind);

/* How a charter begins a line of KIND: `hands over to`. */
const char *steps_line_words(struct arena *arena, enum node_kind kind);

/* The same as `once`, and NULL is reported: DECLARATION lacks WHAT, a line such as `of mail`. */
const struct node *steps_needed(struct scope *scope, const struct node *items, enum node_kind kind,
                                const struct declaration *declaration);

/* The dates of a DATES node; false, reported, if they are backwards. */
bool steps_dates(struct scope *scope, const struct node *dates, day *first, day *last);

/* The years of a YEARS node; false, reported, if they are backwards or do not exist. */
bool steps_years(struct scope *scope, const struct node *years, int *from, int *to);

/* Spans and days as the calendars have them. */
struct calendar_spans steps_spans(struct scope *scope, const struct node *spans);
uint8_t steps_days(const struct node *day_ranges);
enum period_unit steps_unit(const struct node *each, int *first_month);

/* What a TEXT says; empty for NULL. */
struct text steps_text(const struct node *text_or_null);

/* The zone that a ZONE node names; NULL, reported, if there is none. */
const struct zone *steps_zone(struct scope *scope, const struct node *zone);

#endif

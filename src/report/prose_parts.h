/* prose_parts.h - what the files of the printed charter share. */
#ifndef REPORT_PROSE_PARTS_H
#define REPORT_PROSE_PARTS_H

#include "check/cells.h"
#include "report/prose.h"
#include "analyse/week.h"

enum {
#define SECTION(number, key, title) SECTION_##title = number,
#include "report/sections.def"
};

struct prose {
    struct arena *arena;
    const struct model *model; /* in force on that day */
    const struct model *whole; /* with all versions */
    const struct phrases *words;
    struct document *document;
    struct cells *cells;
    day as_of;         /* DAY_NONE: the charter has no date */
    day first, behind; /* the coming year: [first, behind); equal without a date */
};

/* What says things of VERSION of the charter of REQUEST, as of that date, in a new document. */
struct prose prose_begin(struct arena *arena, const struct prose_request *request,
                         const struct model *version, day as_of);

/* ---- saying ---- */

/* The phrase SAID_KEY with texts in its places. */
#define SAY(p, key, ...)                                                                           \
    phrases_say((p)->arena, (p)->words, SAID_##key, (const struct text[]){TEXT(""), ##__VA_ARGS__})
#define SAY_COUNT(p, key, count) phrases_count((p)->arena, (p)->words, SAID_##key, (count))

/* What the row of NODE's kind in printed.def says of it; empty for a kind that is not printed. */
struct text prose_said(struct prose *p, const struct node *node);

/* The same of each node of a list, joined by SAID_LIST_AND, SAID_LIST_OR or SAID_LIST_COMMA. */
struct text prose_all(struct prose *p, const struct node *first, enum said last);

/* SAID as a sentence: its first letter large, a full stop at its end. */
struct text prose_sentence(struct prose *p, struct text said);

/* Is there a function that says nodes of KIND? For tests. */
bool prose_can_say(enum node_kind kind);

typedef VECTOR(struct text) text_vector;
struct text prose_join(struct prose *p, const text_vector *items, enum said last);

/* A text of the charter, its quotes worked out. prose_paragraphs says it in the document, with a
 * paragraph for each that an empty line sets apart. */
struct text prose_text(struct prose *p, const struct node *text_or_null);
void prose_paragraphs(struct prose *p, const struct node *text_or_null);

/* ---- names ---- */

/* The declaration of KIND called NAME, or NULL; the title of it, or its name as words. */
const struct node *prose_find(const struct prose *p, enum node_kind kind, struct text name);
struct text prose_title(struct prose *p, const struct node *declaration);
struct text prose_called(struct prose *p, enum node_kind kind, struct text name);
struct text prose_human(struct prose *p, struct text name);

/* Titles of several, joined. */
struct text prose_names(struct prose *p, enum node_kind kind, const struct node *names);
struct text prose_who(struct prose *p, const struct node *names);

/* `Office hours`, or the words for `always`; with `in`, as it stands behind a limit. */
struct text prose_calendar(struct prose *p, struct text name);
struct text prose_in_calendar(struct prose *p, struct text name);

/* The next declaration of KIND behind number *AT of model.declarations, or NULL; for loops:
 *     for (uint32_t at = 0; (node = prose_next(p, NODE_RISK, &at));) */
const struct node *prose_next(const struct prose *p, enum node_kind kind, uint32_t *at);
/* Does NODE come from a file that the charter uses? */
bool prose_is_of_library(const struct prose *p, const struct node *node);
bool prose_has(const struct prose *p, enum node_kind kind);

/* The first of ITEMS of KIND, or NULL. */
const struct node *prose_item(const struct node *items, enum node_kind kind);

/* ---- numbers of clauses ---- */

/* `9.response`; `22.both-sites-share`, of the first words of a text that has no name. */
struct text prose_number(struct prose *p, int section, struct text name);
struct text prose_text_number(struct prose *p, int section, struct text text);

/* What stands for a condition in a number: `P1+chat`, `otherwise`. */
struct text prose_condition_name(struct prose *p, const struct node *condition);

/* `(9.response.P1)` with a link, behind what was said. */
void prose_cite(struct prose *p, struct text number);

/* The same as the next cell of a table, with nothing round it. */
void prose_number_cell(struct prose *p, struct text number);

/* A part of a section; its heading is the title of what is declared. */
struct text prose_part(struct prose *p, int section, const struct node *declaration);

/* ---- conditions ---- */

/* Words for an attribute, and for one of its values. */
struct text prose_attribute(struct prose *p, struct text name);
struct text prose_choice(struct prose *p, struct text attribute, struct text name);

/* The statuses of a class: `pending or with supplier`. */
struct text prose_statuses(struct prose *p, enum status_class class);

/* In the charter's own language, in one form: for programs that read the page. */
struct text prose_source(struct prose *p, const struct node *condition);

/* ---- limits, hours ---- */

struct text prose_limit(struct prose *p, const struct node *limit);

/* `4 hours, in Office hours`; CALENDAR may be NULL. */
struct text prose_limit_in(struct prose *p, const struct node *limit, const struct node *calendar);

/* Where a limit counts: `in Office hours`, `at any hour`. */
struct text prose_limit_hours(struct prose *p, const struct node *limit, struct text calendar);

/* `within 4 hours in Office hours`, `by the end of the next working day`. */
struct text prose_within_limit(struct prose *p, const struct node *limit,
                               const struct node *calendar);

/* The limit in the words of the language: `4 hours`, `end of working day 1`. */
struct text prose_limit_source(struct prose *p, const struct node *limit);

/* The hours of a calendar on the dates of the coming year. */
struct week *prose_week(struct prose *p, uint32_t calendar);

/* `Monday to Friday 08:00–18:00; Saturday 09:00–12:30, 13:30–17:00` */
struct text prose_week_text(struct prose *p, uint32_t calendar);

/* `08:00–12:00, 13:00–18:00`, `closed`. */
struct text prose_hours_text(struct prose *p, struct week_hours hours);

/* `1 April 2026` */
struct text prose_date(struct prose *p, day date);

/* `from 13:00`, `from 13:00 to 15:00`; empty without FROM. */
struct text prose_part_of_day(struct prose *p, const struct node *from, const struct node *to);

/* The number of the calendar called NAME, or INDEX_NONE. */
uint32_t prose_calendar_index(const struct prose *p, struct text name);

/* ---- targets ---- */

/* The target of the model that NODE declares, and the clause that a WITHIN line made. */
const struct target *prose_target(const struct prose *p, const struct node *node);
uint32_t prose_clause(const struct target *target, const struct node *within);

/* The number of a clause: `9.response.P1`. */
struct text prose_clause_number(struct prose *p, const struct node *target,
                                const struct node *within);

/* A clause with its hours, those of the target where it names none: `within 4 hours in Office
 * hours, for tickets of which …`. */
struct text prose_clause_said(struct prose *p, const struct node *target,
                              const struct node *within);

/* The matrix of limits by the attribute that most clauses ask for, and what it leaves out. */
void prose_matrix(struct prose *p);

/* For each target, what a ticket by CHANNEL gets that others do not. */
void prose_channel_exceptions(struct prose *p, struct text channel);

/* The line of TARGET that made CLAUSE; NULL for a clause that no line made. */
const struct node *prose_within(const struct node *target, const struct clause *clause);

/* Number of the attribute that the limits most depend on, a ladder before others; or INDEX_NONE. */
uint32_t prose_dimension(const struct prose *p);

/* A worked example of a clause: the sentence, and for programs both instants in UTC. All empty if
 * none can be given: the charter has no date, or the clock does not start at the opening. */
struct prose_example {
    struct text said, opened, due;
};

struct prose_example prose_example(struct prose *p, const struct target *target, uint32_t clause);

/* ---- facts of the catalogue ---- */

/* Says what a line of the catalogue is about, with a link where it is an address. */
void prose_value(struct prose *p, const struct node *item);

/* Where an address of the net, of mail or of a telephone leads; empty if TEXT is none. */
struct text prose_address(struct prose *p, struct text text);

/* A row of facts for each line that KEEP takes. */
void prose_facts(struct prose *p, const struct node *items, bool keep(enum node_kind kind));
struct text prose_term(struct prose *p, enum node_kind kind);

/* ---- the sections ---- */

#define SECTION(number, key, title) void prose_##key(struct prose *p);
#include "report/sections.def"

/* ---- the sayers of printed.def ---- */

#define PRINTED(kind, section, sayer)                                                              \
    struct text prose_say_##sayer(struct prose *, const struct node *);
#define SPOKEN(kind, sayer) struct text prose_say_##sayer(struct prose *, const struct node *);
#define UNPRINTED(kind, reason)
#include "report/printed.def"

#endif

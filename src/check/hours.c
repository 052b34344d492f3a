/* hours.c - `hours` blocks as calendar specs, and what is wrong with them. */
#include "check/calendars.h"
#include "syntax/tree.h"

/* Deeper nesting of includes than this is refused: calendars are worked out recursively. */
enum { HEIGHT_MOST = 32 };

enum { STATE_NEW, STATE_ON_WALK, STATE_DONE };

/* ---- Lines ---- */

struct lines {
    struct calendars *calendars;
    struct scope *scope;
    uint32_t index;
    VECTOR(struct calendar_weekly) weekly;
    VECTOR(struct calendar_closed_days) closed_days;
    VECTOR(struct calendar_dated) dated;
    VECTOR(struct calendar_closure) closures;
    VECTOR(struct calendar_holidays) holidays;
};

static void add_weekly(struct lines *lines, const struct node *item)
{
    struct calendar_weekly weekly = {
        .days = steps_days(item->kid[OPEN_WEEKLY_DAYS]),
        .unbroken = item->kid[OPEN_WEEKLY_UNBROKEN] != NULL,
        .spans = steps_spans(lines->scope, item->kid[OPEN_WEEKLY_SPANS]),
        .origin = item->span,
    };
    VECTOR_PUSH(lines->scope->arena, &lines->weekly, weekly);
}

static void add_always(struct lines *lines, const struct node *item)
{
    static const struct calendar_span whole = {0, MICROS_DAY};
    struct calendar_weekly weekly = {.days = WEEK_ALL, .spans = {&whole, 1}, .origin = item->span};
    VECTOR_PUSH(lines->scope->arena, &lines->weekly, weekly);
}

static void add_closed_days(struct lines *lines, const struct node *item)
{
    struct calendar_closed_days closed = {steps_days(item->kid[CLOSED_WEEKLY_DAYS]), item->span};
    VECTOR_PUSH(lines->scope->arena, &lines->closed_days, closed);
}

static void add_dated(struct lines *lines, const struct node *item)
{
    struct calendar_dated dated = {
        .unbroken = item->kid[OPEN_ON_UNBROKEN] != NULL,
        .spans = steps_spans(lines->scope, item->kid[OPEN_ON_SPANS]),
        .origin = item->span,
    };
    if (steps_dates(lines->scope, item->kid[OPEN_ON_DATES], &dated.first, &dated.last))
        VECTOR_PUSH(lines->scope->arena, &lines->dated, dated);
    else
        lines->calendars->is_doubtful[lines->index] = true;
}

static void add_closure(struct lines *lines, const struct node *item)
{
    struct calendar_closure closure = {
        .part = calendars_part(item->kid[CLOSED_ON_FROM], item->kid[CLOSED_ON_TO]),
        .origin = item->span,
    };
    if (steps_dates(lines->scope, item->kid[CLOSED_ON_DATES], &closure.first, &closure.last))
        VECTOR_PUSH(lines->scope->arena, &lines->closures, closure);
}

static void add_holidays(struct lines *lines, const struct node *item)
{
    const struct declaration *list =
        scope_resolve(lines->scope, NODE_HOLIDAYS, item->kid[CLOSED_HOLIDAYS_HOLIDAYS]);
    if (!list)
        return;
    struct calendar_holidays holidays = {lines->calendars->lists[list->index], item->span};
    VECTOR_PUSH(lines->scope->arena, &lines->holidays, holidays);
}

static void add_line(struct lines *lines, const struct node *item)
{
    switch (item->kind) {
    case NODE_OPEN_WEEKLY:
        add_weekly(lines, item);
        break;
    case NODE_OPEN_ALWAYS:
        add_always(lines, item);
        break;
    case NODE_CLOSED_WEEKLY:
        add_closed_days(lines, item);
        break;
    case NODE_OPEN_ON:
        add_dated(lines, item);
        break;
    case NODE_CLOSED_ON:
        add_closure(lines, item);
        break;
    case NODE_CLOSED_HOLIDAYS:
        add_holidays(lines, item);
        break;
    default: /* zone and `ignores holidays` are looked for; includes come later */
        break;
    }
}

static void set_lines(struct calendar_spec *spec, const struct lines *lines)
{
    spec->weekly = lines->weekly.at;
    spec->weekly_count = lines->weekly.count;
    spec->closed_days = lines->closed_days.at;
    spec->closed_days_count = lines->closed_days.count;
    spec->dated = lines->dated.at;
    spec->dated_count = lines->dated.count;
    spec->closures = lines->closures.at;
    spec->closure_count = lines->closures.count;
    spec->holidays = lines->holidays.at;
    spec->holidays_count = lines->holidays.count;
}

static void check_holiday_lines(struct scope *scope, const struct node *items)
{
    const struct node *ignores = steps_once(scope, items, NODE_IGNORES_HOLIDAYS);
    const struct node *closed = steps_find(items, NODE_CLOSED_HOLIDAYS);
    if (!ignores || !closed)
        return;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_HOLIDAYS_BOTH_WAYS, ignores->span,
                 "the hours ignore holidays, and are closed on holidays of `" TEXT_FMT "`",
                 TEXT_ARG(closed->kid[CLOSED_HOLIDAYS_HOLIDAYS]->text));
    diagnostic_label(scope->sink, diagnostic, closed->span, "closed here");
}

void calendars_hours(struct calendars *calendars, uint32_t index)
{
    struct scope *scope = calendars->scope;
    struct calendar_spec *spec = calendars->hours[index];
    const struct node *node = calendars->nodes[index], *items = node->kid[HOURS_ITEMS];
    struct lines lines = {.calendars = calendars, .scope = scope, .index = index};
    for (const struct node *item = items; item; item = item->next)
        add_line(&lines, item);
    set_lines(spec, &lines);
    check_holiday_lines(scope, items);
    const struct node *zone = steps_once(scope, items, NODE_TIMEZONE);
    spec->name = node_name(node)->text;
    spec->title = steps_text(node_title(node));
    spec->zone = zone ? steps_zone(scope, zone->kid[TIMEZONE_ZONE]) : scope->model->zone;
    if (!spec->zone)
        spec->zone = scope->model->zone;
    spec->origin = node->span;
}

/* ---- What hours include and exclude ---- */

static void link_one(struct calendars *calendars, uint32_t index, uint32_t depth);

/* "a includes b, b excludes a" would be long: the names in the order of the loop. */
static void report_loop(struct calendars *calendars, const struct node *name)
{
    diagnose(calendars->scope->sink, DIAG_CALENDAR_LOOP, name->span,
             "the hours `" TEXT_FMT "` include or exclude themselves here, by way of others or not",
             TEXT_ARG(name->text));
}

/* May the calendar at NAME be linked to from hours number INDEX? */
static bool may_link(struct calendars *calendars, uint32_t index, const struct node *name,
                     uint32_t depth, uint32_t *other)
{
    struct scope *scope = calendars->scope;
    *other = scope_hours(scope, name);
    if (*other == INDEX_NONE)
        return false;
    if (calendars->state[*other] == STATE_ON_WALK) {
        report_loop(calendars, name);
        return false;
    }
    if (calendars->state[*other] == STATE_NEW && depth < HEIGHT_MOST)
        link_one(calendars, *other, depth + 1);
    uint32_t height = calendars->height[*other] + 1;
    if (depth >= HEIGHT_MOST || height > HEIGHT_MOST) {
        diagnose(scope->sink, DIAG_CALENDAR_LOOP, name->span,
                 "hours include or exclude each other more than %d deep", HEIGHT_MOST);
        return false;
    }
    if (height > calendars->height[index])
        calendars->height[index] = height;
    calendars->is_doubtful[index] |= calendars->is_doubtful[*other];
    return true;
}

static void link_one(struct calendars *calendars, uint32_t index, uint32_t depth)
{
    struct arena *arena = calendars->scope->arena;
    VECTOR(struct calendar_other) includes = {0}, excludes = {0};
    calendars->state[index] = STATE_ON_WALK;
    const struct node *item =
        calendars->nodes[index] ? calendars->nodes[index]->kid[HOURS_ITEMS] : NULL;
    for (; item; item = item->next) {
        uint32_t other;
        if (item->kind != NODE_INCLUDES && item->kind != NODE_EXCLUDES)
            continue;
        if (!may_link(calendars, index, item->kid[0], depth, &other)) {
            calendars->is_doubtful[index] = true;
            continue;
        }
        struct calendar_other link = {calendars->hours[other], item->span};
        if (item->kind == NODE_INCLUDES)
            VECTOR_PUSH(arena, &includes, link);
        else
            VECTOR_PUSH(arena, &excludes, link);
    }
    struct calendar_spec *spec = calendars->hours[index];
    if (calendars->nodes[index]) {
        spec->includes = includes.at;
        spec->include_count = includes.count;
        spec->excludes = excludes.at;
        spec->exclude_count = excludes.count;
    }
    calendars->state[index] = STATE_DONE;
}

_Static_assert((int)INCLUDES_CALENDAR == 0 && (int)EXCLUDES_CALENDAR == 0, "see link_one");

void calendars_link(struct calendars *calendars)
{
    for (uint32_t i = 0; i < calendars->count; i++)
        if (calendars->hours[i] && calendars->state[i] == STATE_NEW)
            link_one(calendars, i, 0);
}

/* ---- Judging them ---- */

static void report_never_open(struct calendars *calendars, uint32_t index)
{
    struct scope *scope = calendars->scope;
    const struct node *name = node_name(calendars->nodes[index]);
    enum { DAYS = 10 }; /* more than a week: most hours are open in it, and then that is all */
    day some = civil_day(2000, 1, 1);
    const struct calendar *calendar =
        calendar_compile(scope->arena, calendars->hours[index], some, some + DAYS);
    if (!calendar_never_open(calendar))
        return;
    calendars->is_doubtful[index] = true;
    diagnose(scope->sink, DIAG_NEVER_OPEN, name->span, "the hours `" TEXT_FMT "` are never open",
             TEXT_ARG(name->text));
}

/* Lines that say something of holidays, or may; also those whose name is wrong. */
static bool speaks_of_holidays(const struct node *items)
{
    return steps_find(items, NODE_INCLUDES) || steps_find(items, NODE_CLOSED_HOLIDAYS) ||
           steps_find(items, NODE_IGNORES_HOLIDAYS);
}

/* Weekly hours, and not a word on holidays: are they open on Christmas Day? */
static void report_unsaid(struct calendars *calendars, uint32_t index)
{
    struct scope *scope = calendars->scope;
    const struct calendar_spec *spec = calendars->hours[index];
    const struct node *node = calendars->nodes[index], *items = node->kid[HOURS_ITEMS];
    if (!steps_find(items, NODE_OPEN_WEEKLY) || speaks_of_holidays(items) ||
        calendar_is_always(spec))
        return;
    struct diagnostic *diagnostic = diagnose(
        scope->sink, DIAG_HOLIDAYS_UNSAID, node_name(node)->span,
        "the hours `" TEXT_FMT "` do not say what holds on holidays", TEXT_ARG(spec->name));
    diagnostic_hint(scope->sink, diagnostic,
                    "Add `closed on holidays of` and a list, or `ignores holidays`.");
}

void calendars_judge(struct calendars *calendars, uint32_t index)
{
    if (calendars->is_doubtful[index])
        return;
    report_never_open(calendars, index);
    if (!calendars->is_doubtful[index])
        report_unsaid(calendars, index);
}

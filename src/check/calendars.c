/* calendars.c - the calendar step: lists, then hours, then what they include, then periods. */
#include "check/calendars.h"

#include "syntax/tree.h"

/* ---- Periods ---- */

static bool read_period_days(struct calendars *calendars, const struct node *line,
                             struct period_line *out)
{
    struct scope *scope = calendars->scope;
    const struct ast_days *days = &line->kid[PERIOD_DAYS_DAYS]->value.days;
    const struct node *calendar = line->kid[PERIOD_DAYS_CALENDAR];
    out->kind = days->working ? PERIOD_WORKING_DAYS : PERIOD_CALENDAR_DAYS;
    out->nth = line->kid[PERIOD_DAYS_NTH]->value.nth;
    out->count = days->count;
    out->unit = steps_unit(line->kid[PERIOD_DAYS_EACH], &out->month);
    uint32_t index = calendar ? scope_hours(scope, calendar) : INDEX_NONE;
    if (days->working == (calendar != NULL)) {
        out->calendar = index == INDEX_NONE ? NULL : calendars->hours[index];
        return !calendar || index != INDEX_NONE;
    }
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_PERIOD_WITHOUT_HOURS, line->span,
                 calendar ? "calendar days are the same in all hours"
                          : "the period does not say in which hours its working days are counted");
    if (!calendar)
        diagnostic_hint(scope->sink, diagnostic, "Add `in` and hours at its end.");
    return false;
}

static bool read_period_line(struct calendars *calendars, const struct node *line,
                             struct period_line *out)
{
    *out = (struct period_line){.origin = line->span};
    if (line->kind == NODE_DATES) {
        out->kind = PERIOD_DATES;
        return steps_dates(calendars->scope, line, &out->first, &out->last);
    }
    if (line->kind == NODE_PERIOD_DAYS)
        return read_period_days(calendars, line, out);
    const struct node *month = line->kid[NTH_WEEKDAY_MONTH];
    out->kind = PERIOD_NTH_WEEKDAY;
    out->nth = line->kid[NTH_WEEKDAY_NTH]->value.nth;
    out->weekday = (enum weekday)line->kid[NTH_WEEKDAY_WEEKDAY]->value.weekday;
    out->month = month ? month->value.month : 0;
    return true;
}

struct period_spec *calendars_period(struct calendars *calendars,
                                     const struct declaration *declaration)
{
    struct scope *scope = calendars->scope;
    struct period_spec *period = ARENA_NEW(scope->arena, struct period_spec);
    VECTOR(struct period_line) lines = {0};
    const struct node *items = declaration->node->kid[PERIOD_ITEMS];
    for (const struct node *item = items; item; item = item->next) {
        struct period_line line;
        if (read_period_line(calendars, item, &line))
            VECTOR_PUSH(scope->arena, &lines, line);
    }
    if (!items)
        diagnose(scope->sink, DIAG_NEVER_OPEN, node_name(declaration->node)->span,
                 "the period `" TEXT_FMT "` has no line, so it is never open",
                 TEXT_ARG(declaration->name));
    *period = (struct period_spec){declaration->name,  steps_text(node_title(declaration->node)),
                                   scope->model->zone, lines.at,
                                   lines.count,        declaration->node->span};
    return period;
}

/* ---- The step ---- */

static void make_lists(struct calendars *calendars)
{
    struct scope *scope = calendars->scope;
    uint32_t count = scope->counts[NODE_HOLIDAYS];
    const struct node **nodes = ARENA_ARRAY(scope->arena, count, const struct node *);
    calendars->lists = ARENA_ARRAY(scope->arena, count, struct holiday_list *);
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind != NODE_HOLIDAYS)
            continue;
        nodes[declaration->index] = declaration->node;
        calendars->lists[declaration->index] = calendars_holidays(scope, declaration);
    }
    calendars_link_lists(scope, calendars->lists, nodes);
    scope->model->holidays = (const struct holiday_list *const *)calendars->lists;
    scope->model->holidays_count = count;
}

static void make_room(struct calendars *calendars)
{
    struct arena *arena = calendars->scope->arena;
    calendars->hours = ARENA_ARRAY(arena, calendars->count, struct calendar_spec *);
    calendars->nodes = ARENA_ARRAY(arena, calendars->count, const struct node *);
    calendars->state = ARENA_ARRAY(arena, calendars->count, uint8_t);
    calendars->height = ARENA_ARRAY(arena, calendars->count, uint32_t);
    calendars->is_doubtful = ARENA_ARRAY(arena, calendars->count, bool);
}

static void make_hours(struct calendars *calendars)
{
    struct scope *scope = calendars->scope;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind != NODE_HOURS || !declaration->node)
            continue;
        calendars->nodes[declaration->index] = declaration->node;
        calendars->hours[declaration->index] = ARENA_NEW(scope->arena, struct calendar_spec);
        calendars_hours(calendars, declaration->index);
    }
    calendars_link(calendars);
    for (uint32_t i = 1; i < calendars->count; i++)
        if (calendars->hours[i])
            calendars_judge(calendars, i);
}

static void fill_model(struct calendars *calendars, struct model_calendar *out)
{
    const struct scope *scope = calendars->scope;
    out[0] = (struct model_calendar){.name = TEXT("always"), .hours = calendars->hours[0]};
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        bool is_period = declaration->kind == NODE_PERIOD;
        if (!declaration->node || (!is_period && declaration->kind != NODE_HOURS))
            continue;
        out[declaration->index] = (struct model_calendar){
            .name = declaration->name,
            .title = steps_text(node_title(declaration->node)),
            .hours = calendars->hours[declaration->index],
            .period = is_period ? calendars_period(calendars, declaration) : NULL,
            .declared = declaration->node->span,
        };
    }
}

void check_calendars(struct scope *scope)
{
    struct calendars calendars = {.scope = scope,
                                  .count = scope->counts[NODE_HOURS] + scope->counts[NODE_PERIOD]};
    struct model_calendar *out = ARENA_ARRAY(scope->arena, calendars.count, struct model_calendar);
    make_room(&calendars);
    make_lists(&calendars);
    calendars.hours[0] =
        (struct calendar_spec *)(uintptr_t)calendar_always(scope->arena, scope->model->zone);
    make_hours(&calendars);
    fill_model(&calendars, out);
    scope->model->calendars = out;
    scope->model->calendar_count = calendars.count;
}

/* Clocks, as their lines say. */
#include "check/made.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    const struct declaration *declaration;
    struct clock_model *clock;
};

/* ---------- lines ---------- */

/* LINE names EVENTS, and WHEN they count (or NULL). */
static void events_of(struct making *making, const struct node *line, const struct node *events,
                      const struct node *when, struct triggers *triggers)
{
    terms_triggers(making->scope, events, triggers);
    triggers->span = line->span;
    if (when)
        triggers->when = terms_condition(making->scope, when);
}

static void read_starts(struct making *making, const struct node *items)
{
    const struct node *starts =
        steps_needed(making->scope, items, NODE_STARTS, making->declaration);
    const struct node *stops = steps_needed(making->scope, items, NODE_STOPS, making->declaration);
    if (starts)
        events_of(making, starts, starts->kid[STARTS_EVENTS], starts->kid[STARTS_WHEN],
                  &making->clock->starts);
    if (stops)
        events_of(making, stops, stops->kid[STOPS_EVENTS], stops->kid[STOPS_WHEN],
                  &making->clock->stops);
}

static void read_pauses(struct making *making, const struct node *items)
{
    const struct node *resumes = steps_once(making->scope, items, NODE_RESUMES);
    const struct node *pauses = steps_once(making->scope, items, NODE_PAUSES);
    if (pauses)
        making->clock->pauses = terms_lasting_condition(making->scope, pauses->kid[PAUSES_WHILE]);
    if (resumes)
        events_of(making, resumes, resumes->kid[RESUMES_EVENTS], NULL, &making->clock->resumes);
    if (resumes && !pauses) {
        struct diagnostic *d = diagnose(making->scope->sink, DIAG_RESUMES_ALONE, resumes->span,
                                        "clock `" TEXT_FMT "` resumes, but nothing pauses it",
                                        TEXT_ARG(making->clock->name));
        diagnostic_hint(making->scope->sink, d, "Add `pauses while …`, or leave this line out.");
    }
}

static enum reopening mode_of(enum word word)
{
    switch (word) {
    case WORD_CONTINUES:
        return REOPENING_CONTINUES;
    case WORD_STARTS_AGAIN:
        return REOPENING_STARTS_AGAIN;
    default:
        return REOPENING_IGNORED;
    }
}

static void read_reopening(struct making *making, const struct node *items)
{
    const struct node *line = steps_once(making->scope, items, NODE_REOPENING);
    if (!line)
        return;
    struct clock_model *clock = making->clock;
    clock->reopening = mode_of(node_word(line->kid[REOPENING_MODE]));
    if (!line->kid[REOPENING_LIMIT])
        return;
    clock->has_reopening_within = true;
    clock->reopening_calendar = terms_hours(making->scope, line->kid[REOPENING_CALENDAR]);
    terms_limit(making->scope, line->kid[REOPENING_LIMIT], &clock->reopening_within);
}

static bool is_ownership(const struct triggers *starts)
{
    for (uint32_t i = 0; i < starts->count; i++)
        if (starts->at[i].kind != KIND_ASSIGNED)
            return false;
    return starts->count > 0;
}

static void read_rest(struct making *making, const struct node *items)
{
    const struct node *cancelled = steps_once(making->scope, items, NODE_CANCELLED);
    making->clock->repeats = steps_once(making->scope, items, NODE_REPEATS) != NULL;
    making->clock->owned_by_team = is_ownership(&making->clock->starts);
    if (cancelled)
        events_of(making, cancelled, cancelled->kid[CANCELLED_EVENTS], NULL,
                  &making->clock->cancelled);
}

/* ---------- all ---------- */

static void check_clock(struct scope *scope, const struct declaration *declaration,
                        struct clock_model *clock)
{
    const struct node *node = declaration->node, *items = node->kid[CLOCK_ITEMS];
    struct making making = {scope, declaration, clock};
    clock->name = declaration->name;
    clock->from_library = declaration->from_library;
    clock->title = steps_text(node->kid[CLOCK_TITLE]);
    clock->declared = node->kid[CLOCK_NAME]->span;
    clock->span = node->span;
    read_starts(&making, items);
    read_pauses(&making, items);
    read_reopening(&making, items);
    read_rest(&making, items);
}

void check_clocks(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_CLOCK];
    struct clock_model *clocks = ARENA_ARRAY(scope->arena, count, struct clock_model);
    scope->model->clocks = clocks;
    scope->model->clock_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_CLOCK)
            check_clock(scope, declaration, &clocks[declaration->index]);
    }
}

/* Numbered as those that the charter declares: the same in all versions. */
static uint32_t appended_number(struct scope *scope, struct text name)
{
    if (!scope->slots)
        return scope->model->clock_count;
    struct slot_key key = {name, NULL};
    return scope->counts[NODE_CLOCK] + slots_number(scope->slots, SLOTS_MADE_CLOCK, &key);
}

uint32_t clocks_append(struct scope *scope, const struct clock_model *clock)
{
    struct model *model = scope->model;
    uint32_t number = appended_number(scope, clock->name), count = model->clock_count;
    if (number >= count)
        count = number + 1;
    struct clock_model *clocks = ARENA_ARRAY(scope->arena, count, struct clock_model);
    for (uint32_t i = 0; i < model->clock_count; i++)
        clocks[i] = model->clocks[i];
    clocks[number] = *clock;
    model->clocks = clocks;
    model->clock_count = count;
    return number;
}

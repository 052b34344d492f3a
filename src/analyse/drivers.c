/* drivers.c - see drivers.h. Verdicts are counted by the codes of their values as they come; the
 * breached ones are kept and looked at again when all are in. */
#include "analyse/drivers.h"

#include <stdlib.h>
#include <string.h>

#include "analyse/drivers_part.h"

enum { OTHERS_LEAST = 5 };

/* ---- counting ---- */

bool drivers_has_kinds(const struct schema *schema, uint32_t number)
{
    const struct attribute *attribute = &schema->attributes[number];
    /* the status at the end says how it ended, not why */
    return (int32_t)number != schema->status && attribute->origin != ORIGIN_EVENT &&
           (attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER ||
            attribute->type == ATTRIBUTE_YES_NO || attribute->type == ATTRIBUTE_TEXT);
}

static void place(struct drivers *drivers)
{
    const struct schema *schema = &drivers->model->schema;
    drivers->offset = ARENA_ARRAY(drivers->arena, schema->stored + 1, uint32_t);
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct event_column *column = &drivers->log->columns[i];
        drivers->offset[i] = INDEX_NONE;
        if (!drivers_has_kinds(schema, i) || !column->width)
            continue;
        if (column->value_count > DRIVERS_VALUES_MOST) {
            VECTOR_PUSH(drivers->arena, &drivers->left_out, i);
            continue;
        }
        drivers->offset[i] = drivers->width;
        drivers->width += column->value_count;
    }
}

static void counts_init(struct counts *counts, const struct drivers *drivers)
{
    size_t targets = drivers->model->target_count;
    size_t codes = targets * drivers->width;
    *counts = (struct counts){0};
    drivers_groups_init(drivers, counts);
    counts->codes = memory_resize(NULL, (codes + 1) * sizeof *counts->codes);
    counts->targets = memory_resize(NULL, (targets + 1) * sizeof *counts->targets);
    memset(counts->codes, 0, (codes + 1) * sizeof *counts->codes);
    memset(counts->targets, 0, (targets + 1) * sizeof *counts->targets);
}

static void counts_fini(struct counts *counts, const struct drivers *drivers)
{
    drivers_groups_fini(counts, drivers->grouping_count);
    memory_release(counts->codes);
    memory_release(counts->targets);
    memory_release(counts->breaches);
}

static void keep(struct counts *counts, struct breach breach)
{
    if (counts->breach_count == counts->breach_room) {
        counts->breach_room = counts->breach_room ? counts->breach_room * 2 : 64;
        counts->breaches =
            memory_resize(counts->breaches, counts->breach_room * sizeof *counts->breaches);
    }
    counts->breaches[counts->breach_count++] = breach;
}

struct drivers *drivers_new(const struct judge *judge, const struct model *model,
                            const struct eventlog *log)
{
    struct arena *arena = arena_new();
    struct drivers *drivers = ARENA_NEW(arena, struct drivers);
    *drivers = (struct drivers){
        .arena = arena, .judge = judge, .model = model, .log = log, .only = INDEX_NONE};
    place(drivers);
    counts_init(&drivers->whole, drivers);
    return drivers;
}

void drivers_free(struct drivers *drivers)
{
    if (!drivers)
        return;
    counts_fini(&drivers->whole, drivers);
    arena_free(drivers->arena);
}

void drivers_only(struct drivers *drivers, uint32_t target, const uint32_t *by, uint32_t by_count)
{
    drivers->only = target;
    for (uint32_t i = 0; by_count && i < drivers->model->schema.stored; i++) {
        bool is_asked = false;
        for (uint32_t k = 0; k < by_count; k++)
            is_asked |= by[k] == i;
        if (!is_asked)
            drivers->offset[i] = INDEX_NONE;
    }
}

struct block {
    const struct drivers *drivers;
    struct counts counts;
};

static void *begin(void *context)
{
    struct block *block = memory_resize(NULL, sizeof *block);
    block->drivers = context;
    counts_init(&block->counts, context);
    return block;
}

static void add(struct tally_of_code *to, bool breached)
{
    to->decided++;
    to->breached += breached;
}

static void take(void *context, const struct verdict *verdict)
{
    struct block *block = context;
    const struct drivers *drivers = block->drivers;
    bool breached = verdict->kind == VERDICT_BREACHED;
    if ((!breached && verdict->kind != VERDICT_MET) ||
        (drivers->only != INDEX_NONE && drivers->only != verdict->target))
        return;
    add(&block->counts.targets[verdict->target], breached);
    struct tally_of_code *codes = block->counts.codes + (size_t)verdict->target * drivers->width;
    for (uint32_t i = 0; i < drivers->model->schema.stored; i++)
        if (drivers->offset[i] != INDEX_NONE)
            add(&codes[drivers->offset[i] + verdict->codes[i]], breached);
    drivers_groups_take(drivers, &block->counts, verdict);
    if (breached)
        keep(&block->counts, (struct breach){verdict->ticket, verdict->target, verdict->cycle});
}

static void end(void *context, void *ended)
{
    struct drivers *drivers = context;
    struct block *block = ended;
    struct counts *whole = &drivers->whole;
    for (uint32_t i = 0; i < drivers->model->target_count; i++) {
        whole->targets[i].breached += block->counts.targets[i].breached;
        whole->targets[i].decided += block->counts.targets[i].decided;
    }
    for (size_t i = 0; i < (size_t)drivers->model->target_count * drivers->width; i++) {
        whole->codes[i].breached += block->counts.codes[i].breached;
        whole->codes[i].decided += block->counts.codes[i].decided;
    }
    drivers_groups_add(drivers, whole, &block->counts);
    for (size_t i = 0; i < block->counts.breach_count; i++)
        keep(whole, block->counts.breaches[i]);
    counts_fini(&block->counts, drivers);
    memory_release(block);
}

struct judge_consumer drivers_consumer(struct drivers *drivers)
{
    return (struct judge_consumer){drivers, begin, take, end, NULL, 0};
}

/* ---- one breach ---- */

typedef VECTOR(struct drivers_part) part_list;

/* What is summed up over the breaches of a target. */
struct summing {
    struct drivers *drivers;
    struct arena *arena;
    struct judge_rows *rows;
    part_list parts;
};

static void add_time(struct arena *arena, part_list *list, enum drivers_kind kind,
                     struct drivers_part more)
{
    if (more.time <= 0)
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct drivers_part *part = &list->at[i];
        if (part->kind != kind || !text_equal(part->name, more.name))
            continue;
        part->time += more.time;
        part->breaches += more.breaches;
        part->vanish += more.vanish;
        return;
    }
    more.kind = kind;
    VECTOR_PUSH(arena, list, more);
}

/* A ticket's rows, walked beside the rows of its ledger. */
struct walk {
    const struct drivers *drivers;
    uint32_t next, end; /* places in the log */
    uint32_t team;      /* code; 0: none */
    bool touched, reopened, handed_over;
    bool has_team; /* at some time */
    instant start;
};

static void pass(struct walk *walk, uint32_t row)
{
    const struct eventlog *log = walk->drivers->log;
    int32_t team = walk->drivers->model->schema.team;
    uint32_t code = team == ATTRIBUTE_ABSENT ? 0 : eventlog_code(log, (uint32_t)team, row);
    bool by_agent = (log->what[row] & WHAT_ACTOR) == ACTOR_AGENT && log->kind[row] != KIND_OPENED;
    if (by_agent && eventlog_time(log, row) >= walk->start) {
        walk->touched = true;
        walk->handed_over = false;
    }
    if (code && walk->team && code != walk->team)
        walk->handed_over = true;
    if (code)
        walk->team = code;
}

static void pass_until(struct walk *walk, instant at)
{
    const struct eventlog *log = walk->drivers->log;
    while (walk->next < walk->end && eventlog_time(log, eventlog_row(log, walk->next)) <= at)
        pass(walk, eventlog_row(log, walk->next++));
}

static instant next_event(const struct walk *walk, instant to)
{
    const struct eventlog *log = walk->drivers->log;
    if (walk->next == walk->end || eventlog_time(log, eventlog_row(log, walk->next)) > to)
        return to;
    return eventlog_time(log, eventlog_row(log, walk->next));
}

static struct text team_name(const struct walk *walk)
{
    const struct schema *schema = &walk->drivers->model->schema;
    if (!walk->team)
        return TEXT("");
    const struct value *value = &walk->drivers->log->columns[schema->team].values[walk->team];
    return schema->attributes[schema->team].choices[value->choice].name;
}

static void count_running(struct arena *arena, struct walk *walk, part_list *list, micros time)
{
    const struct drivers *drivers = walk->drivers;
    struct drivers_part part = {.time = time};
    if (!walk->touched && drivers->log->can_say_actor)
        add_time(arena, list, DRIVERS_FIRST_TOUCH, part);
    if (walk->handed_over && drivers->log->can_say_actor)
        add_time(arena, list, DRIVERS_HAND_OVER, part);
    if (walk->reopened)
        add_time(arena, list, DRIVERS_REOPENING, part);
    if (walk->touched && !walk->handed_over && !walk->reopened && drivers->log->can_say_actor)
        add_time(arena, list, DRIVERS_WORK, part);
    part.name = team_name(walk);
    if (walk->has_team)
        add_time(arena, list, DRIVERS_TEAM, part);
}

/* A ticket that never has a team has not waited for one either: the log does not say. */
static bool has_team(const struct drivers *drivers, uint32_t ticket)
{
    const struct eventlog *log = drivers->log;
    int32_t team = drivers->model->schema.team;
    for (uint32_t i = log->first[ticket]; team >= 0 && i < log->first[ticket + 1]; i++)
        if (eventlog_code(log, (uint32_t)team, eventlog_row(log, i)))
            return true;
    return false;
}

/* A row in which the clock ran, cut where something happens to the ticket. */
static void walk_running(struct arena *arena, struct walk *walk, part_list *list,
                         const struct ledger_row *row)
{
    for (instant at = row->from, to; at < row->to; at = to) {
        pass_until(walk, at);
        to = next_event(walk, row->to);
        count_running(arena, walk, list, to - at);
    }
}

static void walk_row(struct arena *arena, struct walk *walk, part_list *list,
                     const struct ledger_row *row)
{
    struct drivers_part part = {.time = row->to - row->from, .name = row->reason};
    switch (row->state) {
    case LEDGER_RUNNING:
        walk_running(arena, walk, list, row);
        break;
    case LEDGER_PAUSED:
        add_time(arena, list, DRIVERS_PAUSED, part);
        break;
    case LEDGER_CLOSED:
        add_time(arena, list, DRIVERS_CLOSED, part);
        break;
    case LEDGER_DONE:
        walk->reopened = true;
        break;
    case LEDGER_UNCOVERED:
    case LEDGER_ADJUSTED:
        break;
    }
}

static bool is_counted(enum drivers_kind kind)
{
    return kind != DRIVERS_PAUSED && kind != DRIVERS_CLOSED;
}

/* The parts of one breached cycle join those of its target. */
static void sum_breach(struct summing *summing, const struct ledger *ledger, struct arena *scratch)
{
    const struct verdict *verdict = &ledger->verdict;
    const struct eventlog *log = summing->drivers->log;
    struct walk walk = {.drivers = summing->drivers,
                        .next = log->first[verdict->ticket],
                        .end = log->first[verdict->ticket + 1],
                        .has_team = has_team(summing->drivers, verdict->ticket),
                        .start = verdict->start};
    part_list list = {0};
    for (uint32_t i = 0; i < ledger->row_count; i++)
        walk_row(scratch, &walk, &list, &ledger->rows[i]);
    for (size_t i = 0; i < list.count; i++) {
        struct drivers_part part = list.at[i];
        part.breaches = 1;
        part.vanish = is_counted(part.kind) && verdict->has_figures &&
                      verdict->used - part.time <= verdict->limit;
        part.name = text_copy(summing->arena, part.name);
        add_time(summing->arena, &summing->parts, part.kind, part);
    }
}

static void look_again(struct summing *summing, const struct breach *breach, struct arena *scratch)
{
    uint32_t count = 0;
    const struct ledger *ledgers =
        judge_rows_of(summing->rows, breach->ticket, breach->target, scratch, &count);
    for (uint32_t i = 0; i < count; i++)
        if (ledgers[i].verdict.cycle == breach->cycle)
            sum_breach(summing, &ledgers[i], scratch);
}

/* ---- results ---- */

int drivers_compare_parts(const void *a, const void *b)
{
    const struct drivers_part *left = a, *right = b;
    if (is_counted(left->kind) != is_counted(right->kind))
        return is_counted(left->kind) ? -1 : 1;
    if (left->vanish != right->vanish)
        return left->vanish > right->vanish ? -1 : 1;
    if (left->time != right->time)
        return left->time > right->time ? -1 : 1;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    return text_compare(left->name, right->name);
}

int drivers_compare_values(const void *a, const void *b)
{
    const struct drivers_value *left = a, *right = b;
    if (left->vanish != right->vanish)
        return left->vanish > right->vanish ? -1 : 1;
    if (left->breached != right->breached)
        return left->breached > right->breached ? -1 : 1;
    if (left->attribute != right->attribute)
        return left->attribute < right->attribute ? -1 : 1;
    return text_compare(left->value, right->value);
}

/* Breaches above what the rate of all others would give, rounded down. */
uint64_t drivers_above_others(const struct tally_of_code *of, const struct tally_of_code *all)
{
    uint64_t others = all->decided - of->decided, bad = all->breached - of->breached;
    if (!others)
        return 0;
    /* of.breached - of.decided * bad / others, without fractions */
    unsigned __int128 have = (unsigned __int128)of->breached * others;
    unsigned __int128 would = (unsigned __int128)of->decided * bad;
    return have > would ? (uint64_t)((have - would) / others) : 0;
}

struct text drivers_text_of_code(const struct drivers *drivers, uint32_t attribute, uint32_t code)
{
    if (!code)
        return TEXT("(none)");
    const struct value *value = &drivers->log->columns[attribute].values[code];
    if (value->type == VALUE_CHOICE)
        return drivers->model->schema.attributes[attribute].choices[value->choice].name;
    if (value->type == VALUE_YES_NO)
        return value->yes ? TEXT("yes") : TEXT("no");
    return value->text;
}

bool drivers_have_all(const struct tally_of_code *of, const struct drivers_target *target)
{
    uint64_t others = target->decided - of->decided;
    return others < OTHERS_LEAST && others * 20 <= target->decided;
}

static void fill_values(struct drivers *drivers, struct arena *arena, struct drivers_target *target)
{
    drivers_values list = {0};
    const struct tally_of_code *codes =
        drivers->whole.codes + (size_t)target->target * drivers->width;
    for (uint32_t i = 0; i < drivers->model->schema.stored; i++) {
        if (drivers->offset[i] == INDEX_NONE)
            continue;
        for (uint32_t code = 0; code < drivers->log->columns[i].value_count; code++) {
            const struct tally_of_code *of = &codes[drivers->offset[i] + code];
            if (!of->breached || drivers_have_all(of, target))
                continue;
            struct drivers_value value = {i, drivers_text_of_code(drivers, i, code), of->breached,
                                          of->decided, 0};
            value.vanish = drivers_above_others(of, &drivers->whole.targets[target->target]);
            VECTOR_PUSH(arena, &list, value);
        }
    }
    drivers_groups_list(drivers, target, arena, &list);
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, drivers_compare_values);
    target->values = list.at;
    target->value_count = (uint32_t)list.count;
}

void drivers_fill_parts(struct drivers *drivers, struct arena *arena, struct drivers_target *target)
{
    struct summing summing = {.drivers = drivers, .arena = arena};
    struct arena *scratch = arena_new(), *kept = arena_new();
    summing.rows = judge_rows_new(kept, drivers->judge);
    for (size_t i = 0; i < drivers->whole.breach_count; i++) {
        if (drivers->whole.breaches[i].target != target->target)
            continue;
        look_again(&summing, &drivers->whole.breaches[i], scratch);
        arena_reset(scratch);
    }
    arena_free(scratch);
    arena_free(kept);
    if (summing.parts.count)
        qsort(summing.parts.at, summing.parts.count, sizeof *summing.parts.at,
              drivers_compare_parts);
    target->parts = summing.parts.at;
    target->part_count = (uint32_t)summing.parts.count;
    target->touch_unknown = !drivers->log->can_say_actor;
}

const struct drivers_result *drivers_finish(struct drivers *drivers, struct arena *arena)
{
    VECTOR(struct drivers_target) list = {0};
    for (uint32_t i = 0; i < drivers->model->target_count; i++) {
        const struct tally_of_code *all = &drivers->whole.targets[i];
        if (!all->breached || drivers->model->targets[i].is_hidden)
            continue;
        struct drivers_target target = {
            .target = i, .breached = all->breached, .decided = all->decided};
        drivers_fill_parts(drivers, arena, &target);
        fill_values(drivers, arena, &target);
        VECTOR_PUSH(arena, &list, target);
    }
    struct drivers_result *result = ARENA_NEW(arena, struct drivers_result);
    uint32_t *left_out = ARENA_ARRAY(arena, drivers->left_out.count, uint32_t);
    for (size_t i = 0; i < drivers->left_out.count; i++)
        left_out[i] = drivers->left_out.at[i];
    *result = (struct drivers_result){list.at, (uint32_t)list.count, left_out,
                                      (uint32_t)drivers->left_out.count};
    return result;
}

const char *drivers_kind_name(enum drivers_kind kind)
{
    static const char *const names[] = {[DRIVERS_FIRST_TOUCH] = "first touch",
                                        [DRIVERS_TEAM] = "team",
                                        [DRIVERS_HAND_OVER] = "hand-over",
                                        [DRIVERS_REOPENING] = "reopening",
                                        [DRIVERS_WORK] = "work",
                                        [DRIVERS_PAUSED] = "paused",
                                        [DRIVERS_CLOSED] = "closed"};
    return names[kind];
}

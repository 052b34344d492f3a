/* tally.c - the block that a worker fills, and how blocks come together. tally_finish is in
 * tally_result.c. */
#include <string.h>

#include "count/dimension.h"
#include "count/tally_part.h"

/* What a line has seen of the ticket that is being counted. */
struct unit {
    bool open;
    uint32_t ticket;
    enum verdict_kind kind;
    instant counted_at;
    struct group_cell *group;
};

/* What a block counts for a line. */
struct counter {
    uint32_t line;
    bool of_cycles; /* as of the line */
    struct unit unit;
    struct buckets buckets;
    struct period_cell *period; /* the last one, that of the buckets */
    struct period_cell *other;  /* the last one but one */
};

struct block {
    struct tally *tally;
    struct part part;
    struct arena *scratch;
    struct counter *counters; /* by line */
    uint32_t *codes;          /* of the `by` attributes, behind the number of the target */
    uint32_t *last_codes;
    struct group_cell *last_group;
    struct group_cell **plain; /* by target: the only one that it has, without `by` */
};

struct tally *tally_new(const struct tally_request *request)
{
    struct arena *arena = arena_new();
    struct tally *tally = ARENA_NEW(arena, struct tally);
    tally->request = *request;
    tally->arena = arena;
    lines_make(tally);
    part_init(&tally->whole);
    return tally;
}

void tally_free(struct tally *tally)
{
    if (!tally)
        return;
    part_fini(&tally->whole);
    arena_free(tally->arena);
}

static void *begin(void *context)
{
    struct tally *tally = context;
    struct block *block = memory_resize(NULL, sizeof *block);
    *block = (struct block){.tally = tally, .scratch = arena_new()};
    part_init(&block->part);
    struct arena *arena = block->part.arena;
    block->counters = ARENA_ARRAY(arena, tally->line_count, struct counter);
    block->plain = ARENA_ARRAY(arena, tally->request.model->target_count + 1, struct group_cell *);
    block->codes = ARENA_ARRAY(arena, tally->request.by_count + 1, uint32_t);
    block->last_codes = ARENA_ARRAY(arena, tally->request.by_count + 1, uint32_t);
    for (uint32_t i = 0; i < tally->line_count; i++) {
        const struct line *line = &tally->lines[i];
        block->counters[i] =
            (struct counter){.line = i,
                             .of_cycles = line->of_cycles,
                             .buckets = buckets_of_promise(tally->request.model, line->promise)};
    }
    return block;
}

/* ---- groups ---- */

static bool is_counted_attribute(const struct schema *schema, uint32_t attribute)
{
    return attribute >= schema->stored;
}

static instant counted_at(const struct block *block, const struct verdict *verdict)
{
    instant at = verdict->counted_at;
    return at == INSTANT_NONE ? judge_as_of(block->tally->request.judge) : at;
}

static uint32_t code_of(const struct block *block, uint32_t attribute,
                        const struct verdict *verdict)
{
    const struct model *model = block->tally->request.model;
    const struct schema *schema = &model->schema;
    if (dimension_is(attribute))
        return dimension_code(attribute, model->zone,
                              dimension_is_of_opening(attribute) ? verdict->opening
                                                                 : counted_at(block, verdict));
    if (!is_counted_attribute(schema, attribute))
        return verdict->codes[attribute];
    return (int32_t)attribute == schema->reopenings ? verdict->reopenings : verdict->replies;
}

static struct value value_of(const struct block *block, uint32_t attribute, uint32_t code)
{
    const struct tally_request *request = &block->tally->request;
    struct value value = {.type = VALUE_UNSET};
    if (is_counted_attribute(&request->model->schema, attribute)) {
        value.type = VALUE_NUMBER;
        value.number =
            (struct decimal){dimension_is(attribute) ? (int64_t)(int32_t)code : (int64_t)code, 0};
    } else if (code && code < request->log->columns[attribute].value_count) {
        value = request->log->columns[attribute].values[code];
    }
    return value;
}

/* The name of a group is the same in all blocks: the texts of its values, not their codes. */
static struct group_cell *make_group(struct block *block, struct text key,
                                     const struct verdict *verdict)
{
    const struct tally_request *request = &block->tally->request;
    struct arena *scratch = block->scratch;
    struct text *texts = ARENA_ARRAY(scratch, request->by_count, struct text);
    struct value *values = ARENA_ARRAY(scratch, request->by_count, struct value);
    struct text name = text_format(scratch, "%u", verdict->target);
    for (uint32_t i = 0; i < request->by_count; i++) {
        texts[i] = dimension_is(request->by[i])
                       ? dimension_text(scratch, request->by[i], block->codes[i + 1])
                       : judge_value_text(request->judge, request->by[i], verdict, scratch);
        values[i] = value_of(block, request->by[i], block->codes[i + 1]);
        name = text_format(scratch, TEXT_FMT " %zu:" TEXT_FMT, TEXT_ARG(name), texts[i].len,
                           TEXT_ARG(texts[i]));
    }
    struct group_cell like = {
        .target = verdict->target, .texts = texts, .values = values, .name = name};
    struct group_cell *group = part_group(&block->part, key, &like, request->by_count);
    arena_reset(scratch);
    return group;
}

static __attribute__((noinline)) struct group_cell *find_group_by(struct block *block,
                                                                  const struct verdict *verdict)
{
    const struct tally_request *request = &block->tally->request;
    size_t size = (request->by_count + 1) * sizeof *block->codes;
    block->codes[0] = verdict->target;
    for (uint32_t i = 0; i < request->by_count; i++)
        block->codes[i + 1] = code_of(block, request->by[i], verdict);
    if (block->last_group && !memcmp(block->codes, block->last_codes, size))
        return block->last_group;
    struct text key = {(const char *)block->codes, size};
    struct group_cell *group = map_find(block->part.groups, key);
    if (!group)
        group = make_group(block, key, verdict);
    memcpy(block->last_codes, block->codes, size);
    block->last_group = group;
    return group;
}

/* Targets take turns within a ticket. */
static struct group_cell *find_group(struct block *block, const struct verdict *verdict)
{
    struct group_cell **plain = &block->plain[verdict->target];
    if (block->tally->request.by_count)
        return find_group_by(block, verdict);
    if (!*plain)
        *plain = find_group_by(block, verdict);
    return *plain;
}

/* ---- counting ---- */

static __attribute__((noinline)) struct period_cell *
find_period(struct block *block, struct counter *counter, instant at)
{
    struct buckets *buckets = &counter->buckets;
    buckets_move(buckets, at);
    if (counter->period && counter->period->first == buckets->first)
        return counter->period;
    struct period_cell *other = counter->other;
    counter->other = counter->period;
    counter->period = other;
    if (other && other->first == buckets->first)
        return other;
    counter->period = part_find_period(&block->part, counter->line, buckets->first);
    if (!counter->period) {
        struct period_cell like = {
            .line = counter->line, .first = buckets->first, .label = buckets_label(buckets)};
        counter->period = part_period(&block->part, &like);
    }
    return counter->period;
}

static inline void count_unit(struct block *block, struct counter *counter, const struct unit *unit)
{
    struct period_cell *period = counter->period;
    if (!buckets_has(&counter->buckets, unit->counted_at))
        period = find_period(block, counter, unit->counted_at);
    part_count(&period->counts, unit->kind);
    if (unit->group)
        part_count(&unit->group->counts, unit->kind);
}

static inline void close_unit(struct block *block, struct counter *counter)
{
    if (counter->unit.open)
        count_unit(block, counter, &counter->unit);
    counter->unit.open = false;
}

/* Which of two cycles says what the ticket is (6.3): the higher, of equal ones the later, but the
 * first breach. */
static const uint8_t weight[] = {
    [VERDICT_BREACHED] = 5, [VERDICT_PENDING] = 4,   [VERDICT_MET] = 3,
    [VERDICT_ERROR] = 2,    [VERDICT_UNCOVERED] = 1, [VERDICT_EXCLUDED] = 0,
};

static inline void take_unit(struct block *block, struct counter *counter, const struct unit *cycle)
{
    struct unit *unit = &counter->unit;
    if (counter->of_cycles) {
        count_unit(block, counter, cycle);
        return;
    }
    if (unit->ticket != cycle->ticket)
        close_unit(block, counter);
    if (!unit->open || weight[cycle->kind] > weight[unit->kind] ||
        (cycle->kind == unit->kind && cycle->kind != VERDICT_BREACHED))
        *unit = *cycle;
}

static __attribute__((noinline)) void note_reason(struct block *block,
                                                  const struct verdict *verdict)
{
    struct tally_reason like = {.target = verdict->target,
                                .kind = verdict->kind,
                                .reason = verdict->reason,
                                .example = verdict->ticket};
    part_reason(&block->part, &like)->reason.count++;
}

static __attribute__((noinline)) void take_further(struct block *block, const struct unit *cycle,
                                                   uint32_t line, uint32_t end)
{
    struct unit counted = *cycle;
    counted.group = NULL;
    for (; line < end; line++)
        take_unit(block, &block->counters[line], &counted);
}

/* Only the main line of a target, its first one, has groups. */
static void take(void *context, const struct verdict *verdict)
{
    struct block *block = context;
    const struct tally *tally = block->tally;
    struct group_cell *group = tally->request.lines ? NULL : find_group(block, verdict);
    struct unit cycle = {true, verdict->ticket, verdict->kind, counted_at(block, verdict), group};
    uint32_t line = tally->line_of[verdict->target], end = tally->line_of[verdict->target + 1];
    if (line < end)
        take_unit(block, &block->counters[line], &cycle);
    if (line + 1 < end)
        take_further(block, &cycle, line + 1, end);
    if (!group)
        return;
    bool is_decided = verdict->kind == VERDICT_MET || verdict->kind == VERDICT_BREACHED;
    if (is_decided && verdict->has_figures && !tally->request.without_used)
        used_add(&group->used, verdict->used);
    if (!is_decided && verdict->kind != VERDICT_PENDING)
        note_reason(block, verdict);
    block->part.records++;
}

static void end(void *context, void *ended)
{
    struct tally *tally = context;
    struct block *block = ended;
    for (uint32_t line = 0; line < tally->line_count; line++)
        close_unit(block, &block->counters[line]);
    part_merge(&tally->whole, &block->part, tally->request.by_count);
    part_fini(&block->part);
    arena_free(block->scratch);
    memory_release(block);
}

struct judge_consumer tally_consumer(struct tally *tally)
{
    unsigned spares = SPARES_DUE | (tally->request.by_count ? 0 : SPARES_CODES);
    return (struct judge_consumer){tally, begin, take, end, NULL, spares};
}

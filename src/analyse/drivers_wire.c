/* drivers_wire.c - values are named by their texts, since codes differ from part to part. */
#include "analyse/drivers_wire.h"

#include <stdlib.h>

#include "analyse/drivers_part.h"
#include "base/map.h"

/* What a part says of an attribute. */
enum { SAYS_NOTHING, SAYS_VALUES, SAYS_TOO_MANY };

/* ---- writing ---- */

static unsigned says(const struct drivers *drivers, uint32_t attribute)
{
    if (drivers->offset[attribute] != INDEX_NONE)
        return SAYS_VALUES;
    return drivers->log->columns[attribute].width ? SAYS_TOO_MANY : SAYS_NOTHING;
}

static void put_values(const struct drivers *drivers, struct buffer *out)
{
    const struct schema *schema = &drivers->model->schema;
    for (uint32_t i = 0; i < schema->stored; i++) {
        if (!drivers_has_kinds(schema, i))
            continue;
        wire_put_whole(out, says(drivers, i));
        if (says(drivers, i) != SAYS_VALUES)
            continue;
        wire_put_whole(out, drivers->log->columns[i].value_count);
        for (uint32_t code = 1; code < drivers->log->columns[i].value_count; code++)
            wire_put_text(out, drivers_text_of_code(drivers, i, code));
    }
}

static void put_code(struct buffer *out, const struct tally_of_code *of)
{
    wire_put_whole(out, of->decided);
    if (of->decided)
        wire_put_whole(out, of->breached);
}

static void put_part(struct buffer *out, const struct drivers_part *part)
{
    wire_put_whole(out, part->kind);
    wire_put_text(out, part->name);
    wire_put_signed(out, part->time);
    wire_put_whole(out, part->breaches);
    wire_put_whole(out, part->vanish);
}

static void put_target(struct drivers *drivers, uint32_t number, struct buffer *out)
{
    struct arena *arena = arena_new();
    struct drivers_target target = {.target = number};
    put_code(out, &drivers->whole.targets[number]);
    for (uint32_t i = 0; i < drivers->width; i++)
        put_code(out, &drivers->whole.codes[(size_t)number * drivers->width + i]);
    drivers_fill_parts(drivers, arena, &target);
    wire_put_whole(out, target.part_count);
    for (uint32_t i = 0; i < target.part_count; i++)
        put_part(out, &target.parts[i]);
    arena_free(arena);
}

void drivers_put(struct drivers *drivers, struct buffer *out)
{
    wire_put_whole(out, drivers->log->can_say_actor);
    put_values(drivers, out);
    for (uint32_t i = 0; i < drivers->model->target_count; i++)
        if (!drivers->model->targets[i].is_hidden)
            put_target(drivers, i, out);
}

/* ---- adding up ---- */

struct summed_attribute {
    struct map *by_text;       /* number of a value, + 1 */
    VECTOR(struct text) texts; /* 0: none */
    bool said, too_many;
};

typedef VECTOR(struct tally_of_code) code_list;

struct summed_target {
    struct tally_of_code all;
    code_list *codes; /* by attribute; by value */
    VECTOR(struct drivers_part) parts;
};

struct drivers_sum {
    struct arena *arena;
    const struct model *model;
    struct summed_attribute *attributes;
    struct summed_target *targets;
    bool knows_actors;
};

struct drivers_sum *drivers_sum_new(struct arena *arena, const struct model *model)
{
    struct drivers_sum *sum = ARENA_NEW(arena, struct drivers_sum);
    uint32_t stored = model->schema.stored;
    *sum = (struct drivers_sum){.arena = arena, .model = model};
    sum->attributes = ARENA_ARRAY(arena, stored + 1, struct summed_attribute);
    sum->targets = ARENA_ARRAY(arena, model->target_count + 1, struct summed_target);
    for (uint32_t i = 0; i < stored; i++) {
        sum->attributes[i].by_text = map_new(arena);
        VECTOR_PUSH(arena, &sum->attributes[i].texts, TEXT("(none)"));
    }
    for (uint32_t i = 0; i < model->target_count; i++)
        sum->targets[i].codes = ARENA_ARRAY(arena, stored + 1, code_list);
    return sum;
}

static uint32_t number_of(struct drivers_sum *sum, uint32_t attribute, struct text text)
{
    struct summed_attribute *of = &sum->attributes[attribute];
    uintptr_t found = (uintptr_t)map_find(of->by_text, text);
    if (found)
        return (uint32_t)found;
    text = text_copy(sum->arena, text);
    VECTOR_PUSH(sum->arena, &of->texts, text);
    map_put(of->by_text, text, (void *)(uintptr_t)(of->texts.count - 1));
    return (uint32_t)of->texts.count - 1;
}

/* The values of one part, by its own codes. */
struct coming {
    unsigned says;
    uint32_t *numbers;
    uint32_t count;
};

static struct coming read_values(struct drivers_sum *sum, uint32_t attribute, struct wire *wire,
                                 struct arena *scratch)
{
    struct summed_attribute *of = &sum->attributes[attribute];
    struct coming coming = {.says = (unsigned)wire_upto(wire, SAYS_TOO_MANY)};
    of->said = of->said || coming.says == SAYS_VALUES;
    of->too_many = of->too_many || coming.says == SAYS_TOO_MANY;
    if (coming.says != SAYS_VALUES)
        return coming;
    coming.count = (uint32_t)wire_upto(wire, DRIVERS_VALUES_MOST);
    coming.numbers = ARENA_ARRAY(scratch, coming.count + 1, uint32_t);
    for (uint32_t code = 1; code < coming.count && !wire->is_spoilt; code++)
        coming.numbers[code] = number_of(sum, attribute, wire_text(wire));
    return coming;
}

static struct tally_of_code read_code(struct wire *wire)
{
    struct tally_of_code code = {.decided = wire_whole(wire)};
    if (code.decided)
        code.breached = wire_upto(wire, code.decided);
    return code;
}

static void add_code(struct drivers_sum *sum, code_list *codes, uint32_t number,
                     const struct tally_of_code *more)
{
    static const struct tally_of_code none;
    while (codes->count <= number)
        VECTOR_PUSH(sum->arena, codes, none);
    codes->at[number].decided += more->decided;
    codes->at[number].breached += more->breached;
}

static void add_codes(struct drivers_sum *sum, struct summed_target *target,
                      const struct coming *coming, struct wire *wire)
{
    const struct schema *schema = &sum->model->schema;
    struct tally_of_code all = read_code(wire);
    target->all.decided += all.decided;
    target->all.breached += all.breached;
    for (uint32_t i = 0; i < schema->stored; i++) {
        if (!drivers_has_kinds(schema, i))
            continue;
        if (coming[i].says == SAYS_NOTHING)
            add_code(sum, &target->codes[i], 0, &all);
        for (uint32_t code = 0; code < coming[i].count; code++) {
            struct tally_of_code more = read_code(wire);
            add_code(sum, &target->codes[i], coming[i].numbers[code], &more);
        }
    }
}

static void add_part(struct drivers_sum *sum, struct summed_target *target, struct wire *wire)
{
    struct drivers_part more = {.kind = (enum drivers_kind)wire_upto(wire, DRIVERS_CLOSED)};
    more.name = wire_text(wire);
    more.time = wire_signed(wire);
    more.breaches = wire_whole(wire);
    more.vanish = wire_whole(wire);
    for (size_t i = 0; i < target->parts.count; i++) {
        struct drivers_part *part = &target->parts.at[i];
        if (part->kind != more.kind || !text_equal(part->name, more.name))
            continue;
        part->time += more.time;
        part->breaches += more.breaches;
        part->vanish += more.vanish;
        return;
    }
    more.name = text_copy(sum->arena, more.name);
    VECTOR_PUSH(sum->arena, &target->parts, more);
}

void drivers_sum_add(struct drivers_sum *sum, struct wire *wire)
{
    const struct schema *schema = &sum->model->schema;
    struct arena *scratch = arena_new();
    struct coming *coming = ARENA_ARRAY(scratch, schema->stored + 1, struct coming);
    sum->knows_actors = wire_upto(wire, 1) || sum->knows_actors;
    for (uint32_t i = 0; i < schema->stored; i++)
        if (drivers_has_kinds(schema, i))
            coming[i] = read_values(sum, i, wire, scratch);
    for (uint32_t i = 0; i < sum->model->target_count; i++) {
        if (sum->model->targets[i].is_hidden)
            continue;
        add_codes(sum, &sum->targets[i], coming, wire);
        for (uint32_t left = wire_count(wire, 5); left && !wire->is_spoilt; left--)
            add_part(sum, &sum->targets[i], wire);
    }
    arena_free(scratch);
}

/* ---- the result ---- */

static bool is_left_out(const struct summed_attribute *attribute)
{
    return attribute->too_many || attribute->texts.count > DRIVERS_VALUES_MOST;
}

static void fill_values(const struct drivers_sum *sum, struct arena *arena,
                        struct drivers_target *target)
{
    VECTOR(struct drivers_value) list = {0};
    const struct summed_target *from = &sum->targets[target->target];
    for (uint32_t i = 0; i < sum->model->schema.stored; i++) {
        const struct summed_attribute *attribute = &sum->attributes[i];
        if (!attribute->said || is_left_out(attribute))
            continue;
        for (uint32_t k = 0; k < from->codes[i].count; k++) {
            const struct tally_of_code *of = &from->codes[i].at[k];
            if (!of->breached || drivers_have_all(of, target))
                continue;
            struct drivers_value value = {i, attribute->texts.at[k], of->breached, of->decided, 0};
            value.vanish = drivers_above_others(of, &from->all);
            VECTOR_PUSH(arena, &list, value);
        }
    }
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, drivers_compare_values);
    target->values = list.at;
    target->value_count = (uint32_t)list.count;
}

static void fill_parts(const struct drivers_sum *sum, struct arena *arena,
                       struct drivers_target *target)
{
    const struct summed_target *from = &sum->targets[target->target];
    uint32_t count = (uint32_t)from->parts.count;
    struct drivers_part *parts = ARENA_ARRAY(arena, count + 1, struct drivers_part);
    for (uint32_t i = 0; i < count; i++)
        parts[i] = from->parts.at[i];
    qsort(parts, count, sizeof *parts, drivers_compare_parts);
    target->parts = parts;
    target->part_count = count;
    target->touch_unknown = !sum->knows_actors;
}

static void fill_left_out(const struct drivers_sum *sum, struct arena *arena,
                          struct drivers_result *result)
{
    uint32_t *left_out = ARENA_ARRAY(arena, sum->model->schema.stored + 1, uint32_t);
    for (uint32_t i = 0; i < sum->model->schema.stored; i++)
        if (is_left_out(&sum->attributes[i]))
            left_out[result->left_out_count++] = i;
    result->left_out = left_out;
}

const struct drivers_result *drivers_sum_finish(const struct drivers_sum *sum, struct arena *arena)
{
    VECTOR(struct drivers_target) list = {0};
    struct drivers_result *result = ARENA_NEW(arena, struct drivers_result);
    for (uint32_t i = 0; i < sum->model->target_count; i++) {
        const struct tally_of_code *all = &sum->targets[i].all;
        if (!all->breached)
            continue;
        struct drivers_target target = {
            .target = i, .breached = all->breached, .decided = all->decided};
        fill_parts(sum, arena, &target);
        fill_values(sum, arena, &target);
        VECTOR_PUSH(arena, &list, target);
    }
    *result = (struct drivers_result){.targets = list.at, .count = (uint32_t)list.count};
    fill_left_out(sum, arena, result);
    return result;
}

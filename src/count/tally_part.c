/* tally_part.c - cells found by the bytes of their keys. */
#include "count/tally_part.h"

#include <string.h>

void part_init(struct part *part)
{
    *part = (struct part){.arena = arena_new()};
    part->periods = map_new(part->arena);
    part->groups = map_new(part->arena);
    part->reasons = map_new(part->arena);
}

void part_fini(struct part *part)
{
    for (size_t i = 0; i < part->group_list.count; i++)
        used_fini(&part->group_list.at[i]->used);
    arena_free(part->arena);
}

struct period_key {
    uint32_t line;
    day first;
};

static struct text period_text(const struct period_key *key)
{
    return (struct text){(const char *)key, sizeof *key};
}

struct period_cell *part_find_period(const struct part *part, uint32_t line, day first)
{
    struct period_key key = {line, first};
    return map_find(part->periods, period_text(&key));
}

struct period_cell *part_period(struct part *part, const struct period_cell *like)
{
    struct period_key key = {like->line, like->first};
    struct period_cell *cell = part_find_period(part, like->line, like->first);
    if (cell)
        return cell;
    cell = ARENA_NEW(part->arena, struct period_cell);
    cell->line = like->line;
    cell->first = like->first;
    cell->label = text_copy(part->arena, like->label);
    map_put(part->periods, text_copy(part->arena, period_text(&key)), cell);
    VECTOR_PUSH(part->arena, &part->period_list, cell);
    return cell;
}

static struct value copy_value(struct arena *arena, struct value value)
{
    if (value.type == VALUE_TEXT)
        value.text = text_copy(arena, value.text);
    return value;
}

struct group_cell *part_group(struct part *part, struct text key, const struct group_cell *like,
                              uint32_t by_count)
{
    struct group_cell *cell = map_find(part->groups, key);
    if (cell)
        return cell;
    struct text *texts = ARENA_ARRAY(part->arena, by_count, struct text);
    struct value *values = ARENA_ARRAY(part->arena, by_count, struct value);
    for (uint32_t i = 0; i < by_count; i++) {
        texts[i] = text_copy(part->arena, like->texts[i]);
        values[i] = copy_value(part->arena, like->values[i]);
    }
    cell = ARENA_NEW(part->arena, struct group_cell);
    cell->target = like->target;
    cell->texts = texts;
    cell->values = values;
    cell->name = text_copy(part->arena, like->name);
    map_put(part->groups, text_copy(part->arena, key), cell);
    VECTOR_PUSH(part->arena, &part->group_list, cell);
    return cell;
}

/* Target and kind before the text of the reason. */
static struct text reason_key(struct arena *arena, const struct tally_reason *reason)
{
    return text_format(arena, "%u %d " TEXT_FMT, reason->target, (int)reason->kind,
                       TEXT_ARG(reason->reason));
}

struct reason_cell *part_reason(struct part *part, const struct tally_reason *like)
{
    for (size_t i = part->reason_list.count; i-- && i + 8 >= part->reason_list.count;) {
        const struct tally_reason *near = &part->reason_list.at[i]->reason;
        if (near->target == like->target && near->kind == like->kind &&
            text_equal(near->reason, like->reason))
            return part->reason_list.at[i];
    }
    struct text key = reason_key(part->arena, like);
    struct reason_cell *cell = map_find(part->reasons, key);
    if (cell)
        return cell;
    cell = ARENA_NEW(part->arena, struct reason_cell);
    cell->reason = *like;
    cell->reason.reason = text_copy(part->arena, like->reason);
    cell->reason.count = 0;
    map_put(part->reasons, key, cell);
    VECTOR_PUSH(part->arena, &part->reason_list, cell);
    return cell;
}

void part_add_counts(struct tally_counts *to, const struct tally_counts *more)
{
    to->met += more->met;
    to->breached += more->breached;
    to->pending += more->pending;
    to->uncovered += more->uncovered;
    to->excluded += more->excluded;
    to->error += more->error;
}

void part_merge(struct part *part, const struct part *more, uint32_t by_count)
{
    for (size_t i = 0; i < more->period_list.count; i++) {
        const struct period_cell *cell = more->period_list.at[i];
        part_add_counts(&part_period(part, cell)->counts, &cell->counts);
    }
    for (size_t i = 0; i < more->group_list.count; i++) {
        const struct group_cell *cell = more->group_list.at[i];
        struct group_cell *into = part_group(part, cell->name, cell, by_count);
        part_add_counts(&into->counts, &cell->counts);
        used_append(&into->used, &cell->used);
    }
    for (size_t i = 0; i < more->reason_list.count; i++) {
        const struct tally_reason *reason = &more->reason_list.at[i]->reason;
        part_reason(part, reason)->reason.count += reason->count;
    }
    part->records += more->records;
}

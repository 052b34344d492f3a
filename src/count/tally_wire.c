/* tally_wire.c - see tally_wire.h. */
#include "count/tally_wire.h"

#include <string.h>

#include "count/tally_part.h"
#include "log/value_wire.h"

/* ---- parts of both ---- */

static void put_counts(struct buffer *out, const struct tally_counts *counts)
{
    wire_put_whole(out, counts->met);
    wire_put_whole(out, counts->breached);
    wire_put_whole(out, counts->pending);
    wire_put_whole(out, counts->uncovered);
    wire_put_whole(out, counts->excluded);
    wire_put_whole(out, counts->error);
}

static struct tally_counts read_counts(struct wire *wire)
{
    struct tally_counts counts;
    counts.met = wire_whole(wire);
    counts.breached = wire_whole(wire);
    counts.pending = wire_whole(wire);
    counts.uncovered = wire_whole(wire);
    counts.excluded = wire_whole(wire);
    counts.error = wire_whole(wire);
    return counts;
}

/* ---- writing ---- */

static void put_group(const struct tally *tally, struct group_cell *group, struct buffer *out)
{
    wire_put_whole(out, group->target);
    wire_put_text(out, group->name);
    for (uint32_t i = 0; i < tally->request.by_count; i++) {
        wire_put_text(out, group->texts[i]);
        value_wire_put(out, &group->values[i]);
    }
    put_counts(out, &group->counts);
    used_put(&group->used, out);
}

static void put_reason(const struct tally *tally, const struct tally_reason *reason,
                       struct buffer *out)
{
    wire_put_whole(out, reason->target);
    wire_put_whole(out, reason->kind);
    wire_put_text(out, reason->reason);
    wire_put_whole(out, reason->count);
    cited_put(out, tally->request.log, reason->example);
}

void tally_put(struct tally *tally, struct buffer *out)
{
    const struct part *part = &tally->whole;
    wire_put_whole(out, part->period_list.count);
    for (size_t i = 0; i < part->period_list.count; i++) {
        const struct period_cell *cell = part->period_list.at[i];
        wire_put_whole(out, cell->line);
        wire_put_signed(out, cell->first);
        wire_put_text(out, cell->label);
        put_counts(out, &cell->counts);
    }
    wire_put_whole(out, part->group_list.count);
    for (size_t i = 0; i < part->group_list.count; i++)
        put_group(tally, part->group_list.at[i], out);
    wire_put_whole(out, part->reason_list.count);
    for (size_t i = 0; i < part->reason_list.count; i++)
        put_reason(tally, &part->reason_list.at[i]->reason, out);
    wire_put_whole(out, part->records);
}

/* ---- reading ---- */

static void add_period(struct tally *tally, struct wire *wire)
{
    struct period_cell like = {.line = (uint32_t)wire_upto(wire, UINT32_MAX)};
    int64_t first = wire_signed(wire);
    like.label = wire_text(wire);
    struct tally_counts counts = read_counts(wire);
    like.first = (day)first;
    if (like.line >= tally->line_count || first != like.first)
        wire->is_spoilt = true;
    if (!wire->is_spoilt)
        part_add_counts(&part_period(&tally->whole, &like)->counts, &counts);
}

static void add_group(struct tally *tally, struct wire *wire, struct arena *scratch)
{
    uint32_t by_count = tally->request.by_count;
    struct text *texts = ARENA_ARRAY(scratch, by_count, struct text);
    struct value *values = ARENA_ARRAY(scratch, by_count, struct value);
    struct group_cell like = {.texts = texts, .values = values};
    like.target = (uint32_t)wire_upto(wire, UINT32_MAX);
    like.name = wire_text(wire);
    for (uint32_t i = 0; i < by_count; i++) {
        texts[i] = wire_text(wire);
        values[i] = value_wire_read(wire);
    }
    struct tally_counts counts = read_counts(wire);
    if (like.target >= tally->request.model->target_count)
        wire->is_spoilt = true;
    if (wire->is_spoilt)
        return;
    struct group_cell *group = part_group(&tally->whole, like.name, &like, by_count);
    part_add_counts(&group->counts, &counts);
    used_read(&group->used, wire);
}

static void add_reason(struct tally *tally, struct wire *wire, struct cited *cited)
{
    struct tally_reason like = {.target = (uint32_t)wire_upto(wire, UINT32_MAX)};
    like.kind = (enum verdict_kind)wire_upto(wire, VERDICT_ERROR);
    like.reason = wire_text(wire);
    like.count = wire_whole(wire);
    like.example = cited_read(cited, wire);
    if (like.target >= tally->request.model->target_count)
        wire->is_spoilt = true;
    if (wire->is_spoilt)
        return;
    struct tally_reason *reason = &part_reason(&tally->whole, &like)->reason;
    if (cited_before(cited, like.example, reason->example))
        reason->example = like.example;
    reason->count += like.count;
}

void tally_add(struct tally *tally, struct wire *wire, struct cited *cited)
{
    struct arena *scratch = arena_new();
    for (uint32_t left = wire_count(wire, 9); left && !wire->is_spoilt; left--)
        add_period(tally, wire);
    for (uint32_t left = wire_count(wire, 9); left && !wire->is_spoilt; left--) {
        add_group(tally, wire, scratch);
        arena_reset(scratch);
    }
    for (uint32_t left = wire_count(wire, 8); left && !wire->is_spoilt; left--)
        add_reason(tally, wire, cited);
    tally->whole.records += wire_whole(wire);
    arena_free(scratch);
}

/* Stable: reasons that begin with the same ticket are all of one part, in its order. */
static void sort(struct reason_cell **from, struct reason_cell **to, size_t count,
                 const struct cited *cited)
{
    size_t half = count / 2;
    if (count < 2)
        return;
    sort(from, to, half, cited);
    sort(from + half, to + half, count - half, cited);
    for (size_t i = 0, a = 0, b = half; i < count; i++) {
        bool second = a == half || (b < count && cited_before(cited, from[b]->reason.example,
                                                              from[a]->reason.example));
        to[i] = second ? from[b++] : from[a++];
    }
    memcpy(from, to, count * sizeof *from);
}

void tally_settle(struct tally *tally, const struct cited *cited)
{
    struct part *part = &tally->whole;
    size_t count = part->reason_list.count;
    struct reason_cell **spare = ARENA_ARRAY(part->arena, count + 1, struct reason_cell *);
    sort(part->reason_list.at, spare, count, cited);
}

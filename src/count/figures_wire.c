/* figures_wire.c - see figures_wire.h. */
#include "count/figures_wire.h"

#include "count/figures_part.h"
#include "count/tally_wire.h"

/* ---- sums ---- */

/* Both halves of the bits of two's complement. */
static void put_wide(struct buffer *out, wide value)
{
    wire_put_signed(out, (int64_t)(value >> 64));
    wire_put_whole(out, (uint64_t)value);
}

static wide read_wide(struct wire *wire)
{
    wide high = wire_signed(wire);
    return high * ((wide)1 << 64) + (wide)wire_whole(wire);
}

/* ---- writing ---- */

/* Outages that lie in each other are one; how many there were stands beside them. */
static void put_outages(struct cell *cell, struct buffer *out)
{
    size_t raw = cell->outages.count;
    instant last = 0;
    stretches_tidy(&cell->outages);
    wire_put_whole(out, raw - cell->outages.count);
    wire_put_whole(out, cell->outages.count);
    for (size_t i = 0; i < cell->outages.count; i++) {
        wire_put_signed(out, cell->outages.at[i].from - last);
        wire_put_signed(out, cell->outages.at[i].to - cell->outages.at[i].from);
        last = cell->outages.at[i].to;
    }
}

static void put_cell(struct cell *cell, struct buffer *out)
{
    wire_put_whole(out, cell->key.kind);
    wire_put_whole(out, cell->key.version);
    wire_put_whole(out, cell->key.slot);
    wire_put_signed(out, cell->key.at);
    put_outages(cell, out);
    wire_put_whole(out, cell->holds);
    wire_put_whole(out, cell->fails);
    put_wide(out, cell->sum);
    used_put(&cell->lengths, out);
    wire_put_whole(out, cell->pending);
    wire_put_whole(out, cell->excluded);
    wire_put_whole(out, cell->error);
}

void figures_put(struct figures *figures, struct buffer *out)
{
    struct figures_part *part = &figures->whole;
    wire_put_signed(out, figures->from);
    wire_put_whole(out, part->cells.count);
    for (size_t i = 0; i < part->cells.count; i++)
        put_cell(part->cells.at[i], out);
    if (figures->credits)
        tally_put(figures->credits, out);
}

/* ---- adding ---- */

static struct cell_key read_key(const struct model *model, struct wire *wire)
{
    struct cell_key key = {.kind = (uint32_t)wire_upto(wire, CELL_CYCLES)};
    uint32_t versions = model->version_count ? model->version_count : 1;
    uint32_t slots = key.kind == CELL_OUTAGES ? model->availability_count : model->measure_count;
    key.version = (uint32_t)wire_upto(wire, versions - 1);
    key.slot = (uint32_t)wire_upto(wire, UINT32_MAX);
    int64_t at = wire_signed(wire);
    key.at = (int32_t)at;
    if (key.slot >= slots || key.at != at)
        wire->is_spoilt = true;
    return key;
}

static void add_outages(struct figures *figures, struct cell *cell, struct wire *wire)
{
    instant at = 0;
    cell->holds += wire_whole(wire);
    for (uint32_t left = wire_count(wire, 2); left && !wire->is_spoilt; left--) {
        struct calendar_stretch outage;
        if (__builtin_add_overflow(at, wire_signed(wire), &outage.from) ||
            __builtin_add_overflow(outage.from, wire_signed(wire), &outage.to)) {
            wire->is_spoilt = true;
            return;
        }
        at = outage.to;
        VECTOR_PUSH(figures->whole.arena, &cell->outages, outage);
    }
}

static void add_cell(struct figures *figures, struct wire *wire)
{
    struct cell_key key = read_key(figures->request.model, wire);
    if (wire->is_spoilt)
        return;
    struct cell *cell = figures_part_cell(&figures->whole, key);
    add_outages(figures, cell, wire);
    cell->holds += wire_whole(wire);
    cell->fails += wire_whole(wire);
    cell->sum += read_wide(wire);
    used_read(&cell->lengths, wire);
    cell->pending += wire_whole(wire);
    cell->excluded += wire_whole(wire);
    cell->error += wire_whole(wire);
}

void figures_add(struct figures *figures, struct wire *wire, struct cited *cited)
{
    instant from = wire_signed(wire);
    if (from != INSTANT_NONE && (figures->from == INSTANT_NONE || from < figures->from))
        figures->from = from;
    for (uint32_t left = wire_count(wire, 12); left && !wire->is_spoilt; left--)
        add_cell(figures, wire);
    if (figures->credits)
        tally_add(figures->credits, wire, cited);
}

/* roll_cache.c - see roll_cache.h. All entries stand one behind the other, by leaf, then by target;
 * so do their codes. */
#include "judge/roll_cache.h"

#include "base/ordered.h"
#include "base/wire.h"
#include "judge/blocks.h"
#include "judge/plan.h"
#include "judge/roll_part.h"

enum { ABOUT = ROLL_CACHE_OWN + 1, ENTRIES, CODES };

static uint32_t targets_of(const struct roll *roll)
{
    return roll->made_by->model->target_count;
}

/* ---- writing ---- */

static void put_leaf(struct buffer *out, const struct roll *roll, const struct leaf *leaf)
{
    for (uint32_t i = 0; i < targets_of(roll); i++) {
        wire_put_whole(out, leaf->columns[i].count);
        wire_put_whole(out, leaf->columns[i].notices);
    }
    wire_put_whole(out, leaf->reasons.count);
    for (size_t i = 0; i < leaf->reasons.count; i++)
        wire_put_text(out, leaf->reasons.at[i]);
}

static void write_about(struct sections_writer *writer, const struct roll *roll)
{
    struct buffer about = {0};
    wire_put_whole(&about, targets_of(roll));
    wire_put_whole(&about, roll->width);
    wire_put_whole(&about, roll->leaf_count);
    for (uint32_t i = 0; i < roll->leaf_count; i++)
        put_leaf(&about, roll, roll->leaves[i]);
    sections_next(writer, ABOUT);
    sections_put(writer, about.at, about.len);
    buffer_fini(&about);
}

void roll_cache_write(struct sections_writer *writer, const struct roll *roll)
{
    write_about(writer, roll);
    sections_next(writer, ENTRIES);
    for (uint32_t i = 0; i < roll->leaf_count; i++)
        for (uint32_t k = 0; k < targets_of(roll); k++) {
            const struct column *column = &roll->leaves[i]->columns[k];
            sections_put(writer, column->entries, column->count * sizeof *column->entries);
        }
    sections_next(writer, CODES);
    for (uint32_t i = 0; i < roll->leaf_count; i++)
        for (uint32_t k = 0; k < targets_of(roll); k++) {
            const struct column *column = &roll->leaves[i]->columns[k];
            sections_put(writer, column->codes, column->count * roll->width);
        }
}

/* ---- opening ---- */

struct opening {
    struct roll *roll;
    struct text entries, codes; /* what is left of them */
};

/* The next COUNT entries; false: there are not as many. */
static bool take_column(struct opening *opening, struct column *column, uint64_t count)
{
    size_t width = opening->roll->width;
    if (count > opening->entries.len / sizeof *column->entries ||
        (width && count > opening->codes.len / width))
        return false;
    size_t bytes = (size_t)count * sizeof *column->entries, codes = (size_t)count * width;
    column->count = column->room = (size_t)count;
    column->entries = (struct entry *)(void *)(uintptr_t)opening->entries.at;
    column->codes = (uint8_t *)(uintptr_t)opening->codes.at;
    opening->entries = text_slice(opening->entries, bytes, opening->entries.len);
    opening->codes = text_slice(opening->codes, codes, opening->codes.len);
    return true;
}

static bool take_leaf(struct opening *opening, struct wire *wire)
{
    struct leaf *leaf = roll_add_leaf(opening->roll);
    bool good = true;
    for (uint32_t i = 0; i < targets_of(opening->roll); i++) {
        good = good && take_column(opening, &leaf->columns[i], wire_whole(wire));
        leaf->columns[i].notices = wire_whole(wire);
    }
    uint32_t reasons = wire_count(wire, 1);
    for (uint32_t i = 0; i < reasons; i++) {
        struct text reason = wire_text(wire);
        good = good && reason.len <= INT32_MAX;
        VECTOR_PUSH(leaf->arena, &leaf->reasons, reason);
    }
    return good && !wire->is_spoilt;
}

static bool take_all(struct opening *opening, const struct sections *sections)
{
    struct roll *roll = opening->roll;
    struct wire wire = wire_of(sections_find(sections, ABOUT));
    uint32_t tickets = roll->made_by->log->tickets;
    uint32_t leaves = tickets / BLOCK_TICKETS + (tickets % BLOCK_TICKETS != 0);
    opening->entries = sections_find(sections, ENTRIES);
    opening->codes = sections_find(sections, CODES);
    if (wire_whole(&wire) != targets_of(roll) || wire_whole(&wire) != roll->width ||
        wire_whole(&wire) != leaves)
        return false;
    for (uint32_t i = 0; i < leaves; i++)
        if (!take_leaf(opening, &wire))
            return false;
    return wire_is_done(&wire) && !opening->entries.len && !opening->codes.len;
}

/* ---- is it a roll? ---- */

static bool is_instant(instant at)
{
    return at == INSTANT_NONE || (at >= INSTANT_FIRST && at < INSTANT_END);
}

/* A length between two instants. */
static bool is_length(micros length)
{
    return length > INSTANT_FIRST - INSTANT_END && length < INSTANT_END - INSTANT_FIRST;
}

static bool is_of_charter(const struct judge *judge, const struct entry *entry, uint32_t target)
{
    if (entry->version >= judge->version_count)
        return false;
    const struct model *model = judge->versions[entry->version].judge->model;
    return entry->clause == INDEX_NONE || entry->clause < model->targets[target].clause_count;
}

static bool is_entry(const struct leaf *leaf, const struct entry *entry, uint32_t target)
{
    const struct judge *judge = leaf->roll->made_by;
    return entry->kind <= VERDICT_ERROR && entry->reason <= leaf->reasons.count &&
           entry->bits <= (ENTRY_HAS_FIGURES | ENTRY_IS_DONE) && entry->cycle > 0 &&
           is_instant(entry->counted_at) && is_instant(entry->opening) && is_length(entry->used) &&
           is_of_charter(judge, entry, target);
}

/* By ticket, then by cycle. */
static bool follows(const struct entry *entry, const struct entry *before)
{
    return entry->ticket > before->ticket ||
           (entry->ticket == before->ticket && entry->cycle > before->cycle);
}

static bool are_codes(const struct roll *roll, const uint32_t *codes)
{
    const struct event_column *columns = roll->made_by->log->columns;
    for (uint32_t i = 0; i < roll->stored; i++)
        if (codes[i] >= columns[i].value_count)
            return false;
    return true;
}

static bool is_column(const struct leaf *leaf, uint32_t number, uint32_t target, uint32_t *codes)
{
    const struct column *column = &leaf->columns[target];
    const struct roll *roll = leaf->roll;
    uint64_t first = (uint64_t)number * BLOCK_TICKETS, end = first + BLOCK_TICKETS;
    if (end > roll->made_by->log->tickets)
        end = roll->made_by->log->tickets;
    for (size_t i = 0; i < column->count; i++) {
        const struct entry *entry = &column->entries[i];
        if (entry->ticket < first || entry->ticket >= end || !is_entry(leaf, entry, target) ||
            (i && !follows(entry, entry - 1)))
            return false;
        roll_unpack(roll, column->codes + i * roll->width, codes);
        if (!are_codes(roll, codes))
            return false;
    }
    return true;
}

struct looking {
    const struct roll *roll;
    bool is_bad;
};

struct tools {
    const struct roll *roll;
    uint32_t *codes;
};

static void *tools_open(void *context)
{
    const struct roll *roll = ((struct looking *)context)->roll;
    struct tools *tools = memory_resize(NULL, sizeof *tools);
    *tools = (struct tools){roll, memory_resize(NULL, (roll->stored + 1) * sizeof(uint32_t))};
    return tools;
}

static void tools_close(void *context, void *opened)
{
    struct tools *tools = opened;
    (void)context;
    memory_release(tools->codes);
    memory_release(tools);
}

/* NULL: nothing is wrong with it. */
static void *look_at(void *opened, uint32_t number)
{
    const struct tools *tools = opened;
    const struct leaf *leaf = tools->roll->leaves[number];
    for (uint32_t i = 0; i < targets_of(tools->roll); i++)
        if (!is_column(leaf, number, i, tools->codes))
            return opened;
    return NULL;
}

static bool look_end(void *context, void *piece)
{
    struct looking *looking = context;
    looking->is_bad |= piece != NULL;
    return !looking->is_bad;
}

static bool look_at_all(const struct roll *roll, unsigned threads)
{
    struct looking looking = {.roll = roll};
    struct ordered_job job = {.context = &looking,
                              .pieces = roll->leaf_count,
                              .tools_open = tools_open,
                              .tools_close = tools_close,
                              .work = look_at,
                              .end = look_end};
    ordered_run(&job, threads);
    return !looking.is_bad;
}

struct roll *roll_cache_open(const struct judge *judge, const struct sections *sections,
                             unsigned threads)
{
    struct opening opening = {.roll = roll_empty(judge)};
    if (!opening.roll)
        return NULL;
    opening.roll->is_borrowed = true;
    if (take_all(&opening, sections) && look_at_all(opening.roll, threads))
        return opening.roll;
    roll_free(opening.roll);
    return NULL;
}

/* roll.c - see roll.h. What becomes of a block of tickets is a leaf; a leaf has a column of entries
 * for each target, so that a question about one target walks over that one only. */
#include "judge/roll.h"

#include <string.h>

#include "base/ordered.h"
#include "judge/blocks.h"
#include "judge/plan.h"
#include "judge/roll_part.h"
#include "judge/touched.h"

/* Each block of a consumer has to be merged with those before it: so they are few. */
enum { BLOCKS_ABOUT = 32 };

/* ---- keeping ---- */

static uint32_t width_of(const struct roll *roll, uint32_t attribute)
{
    return roll->made_by->log->columns[attribute].width;
}

static struct leaf *leaf_new(const struct roll *roll)
{
    struct leaf *leaf = memory_resize(NULL, sizeof *leaf);
    *leaf = (struct leaf){.roll = roll, .arena = arena_new()};
    leaf->columns = ARENA_ARRAY(leaf->arena, roll->made_by->model->target_count + 1, struct column);
    leaf->numbers = map_new(leaf->arena);
    return leaf;
}

static void *leaf_begin(void *context)
{
    return leaf_new(context);
}

static void leaf_free(struct leaf *leaf)
{
    uint32_t targets = leaf->roll->made_by->model->target_count;
    for (uint32_t i = 0; i < targets && !leaf->roll->is_borrowed; i++) {
        memory_release(leaf->columns[i].entries);
        memory_release(leaf->columns[i].codes);
    }
    arena_free(leaf->arena);
    memory_release(leaf);
}

static void set_room(const struct roll *roll, struct column *column, size_t room)
{
    column->room = room;
    column->entries = memory_resize(column->entries, room * sizeof *column->entries);
    column->codes = memory_resize(column->codes, room * roll->width + 1);
}

static uint32_t number_reason(struct leaf *leaf, struct text reason)
{
    if (!reason.len)
        return 0;
    uint32_t *number = map_find(leaf->numbers, reason);
    if (number)
        return *number;
    struct text copy = text_copy(leaf->arena, reason);
    VECTOR_PUSH(leaf->arena, &leaf->reasons, copy);
    number = ARENA_NEW(leaf->arena, uint32_t);
    *number = (uint32_t)leaf->reasons.count;
    map_put(leaf->numbers, copy, number);
    return *number;
}

/* A column without a width has the code 0 throughout. */
static void pack(const struct roll *roll, uint8_t *to, const uint32_t *codes)
{
    for (uint32_t i = 0; i < roll->stored; i++) {
        uint32_t width = width_of(roll, i);
        uint16_t narrow = (uint16_t)codes[i];
        if (width == 1)
            *to = (uint8_t)codes[i];
        else if (width == 2)
            memcpy(to, &narrow, sizeof narrow);
        else if (width == 4)
            memcpy(to, &codes[i], sizeof codes[i]);
        to += width;
    }
}

void roll_unpack(const struct roll *roll, const uint8_t *from, uint32_t *codes)
{
    for (uint32_t i = 0; i < roll->stored; i++) {
        uint32_t width = width_of(roll, i);
        uint16_t narrow;
        codes[i] = 0;
        if (width == 1) {
            codes[i] = *from;
        } else if (width == 2) {
            memcpy(&narrow, from, sizeof narrow);
            codes[i] = narrow;
        } else if (width == 4) {
            memcpy(&codes[i], from, sizeof codes[i]);
        }
        from += width;
    }
}

static void leaf_take(void *block, const struct verdict *verdict)
{
    struct leaf *leaf = block;
    struct column *column = &leaf->columns[verdict->target];
    if (column->count == column->room)
        set_room(leaf->roll, column, column->room ? column->room * 2 : 1024);
    pack(leaf->roll, column->codes + column->count * leaf->roll->width, verdict->codes);
    column->entries[column->count++] =
        (struct entry){.counted_at = verdict->counted_at,
                       .opening = verdict->opening,
                       .used = verdict->used,
                       .ticket = verdict->ticket,
                       .cycle = verdict->cycle,
                       .clause = verdict->clause,
                       .reason = number_reason(leaf, verdict->reason),
                       .replies = verdict->replies,
                       .reopenings = verdict->reopenings,
                       .version = (uint16_t)verdict->version,
                       .kind = (uint8_t)verdict->kind,
                       .bits = (uint8_t)((verdict->has_figures ? ENTRY_HAS_FIGURES : 0) |
                                         (verdict->is_done ? ENTRY_IS_DONE : 0))};
}

static void leaf_take_notice(void *block, const struct notice *notice)
{
    ((struct leaf *)block)->columns[notice->target].notices++;
}

static void push_leaf(struct roll *roll, struct leaf *leaf)
{
    if (roll->leaf_count == roll->room) {
        roll->room = roll->room ? roll->room * 2 : 64;
        roll->leaves = memory_resize(roll->leaves, roll->room * sizeof *roll->leaves);
    }
    roll->leaves[roll->leaf_count++] = leaf;
}

static void leaf_end(void *context, void *block)
{
    struct roll *roll = context;
    struct leaf *leaf = block;
    for (uint32_t i = 0; i < roll->made_by->model->target_count; i++)
        if (leaf->columns[i].count)
            set_room(roll, &leaf->columns[i], leaf->columns[i].count);
    push_leaf(roll, leaf);
}

struct roll *roll_empty(const struct judge *judge)
{
    if (judge->version_count > UINT16_MAX)
        return NULL;
    struct roll *roll = memory_resize(NULL, sizeof *roll);
    *roll = (struct roll){.judge = judge, .made_by = judge, .stored = judge->model->schema.stored};
    for (uint32_t i = 0; i < roll->stored; i++)
        roll->width += width_of(roll, i);
    return roll;
}

struct leaf *roll_add_leaf(struct roll *roll)
{
    struct leaf *leaf = leaf_new(roll);
    push_leaf(roll, leaf);
    return leaf;
}

struct roll *roll_new(const struct judge *judge, unsigned threads, bool watches)
{
    struct roll *roll = roll_empty(judge);
    if (!roll)
        return NULL;
    struct judge_consumer consumer = {
        roll, leaf_begin, leaf_take, leaf_end, watches ? leaf_take_notice : NULL, SPARES_DUE};
    judge_all(judge, threads, &consumer);
    if (!judge->stop || !*judge->stop)
        return roll;
    roll_free(roll);
    return NULL;
}

void roll_free(struct roll *roll)
{
    if (!roll)
        return;
    for (uint32_t i = 0; i < roll->leaf_count; i++)
        leaf_free(roll->leaves[i]);
    memory_release(roll->leaves);
    memory_release(roll);
}

void roll_put_on(struct roll *roll, const struct judge *judge, const struct roll *base,
                 const uint32_t *of)
{
    roll->judge = judge;
    roll->base = base;
    roll->of = of;
}

void roll_patch_up(struct roll *roll, const struct roll_patch *patch)
{
    roll->patch = patch;
}

const struct judge *roll_judge(const struct roll *roll)
{
    return roll->judge;
}

/* ---- handing out ---- */

struct handing {
    const struct roll_request *request;
    const struct judge_consumer *consumer;
    uint32_t leaves; /* that make a block of the consumer's */
};

/* Where one target of a leaf is read; of the base if another roll has a few tickets of it. */
struct reader {
    const struct leaf *leaf;
    const struct column *column;
    uint32_t target;
    size_t next;
    const struct roll_patch *patch; /* passed over are its tickets */
    const uint64_t *only;           /* passed over are all others; either NULL: no ticket is */
    struct verdict verdict;         /* that is handed out */
};

struct tools {
    const struct handing *handing;
    struct reader *readers; /* of the targets that are asked for, by target */
    uint32_t reader_count;
    uint32_t *codes;
};

static void *tools_open(void *context)
{
    const struct handing *handing = context;
    const struct roll *roll = handing->request->roll;
    struct tools *tools = memory_resize(NULL, sizeof *tools);
    *tools = (struct tools){.handing = handing};
    tools->readers =
        memory_resize(NULL, (roll->judge->model->target_count * 2 + 1) * sizeof *tools->readers);
    tools->codes = memory_resize(NULL, (roll->stored + 1) * sizeof *tools->codes);
    memset(tools->codes, 0, (roll->stored + 1) * sizeof *tools->codes);
    return tools;
}

static void tools_close(void *context, void *opened)
{
    struct tools *tools = opened;
    (void)context;
    memory_release(tools->readers);
    memory_release(tools->codes);
    memory_release(tools);
}

/* Target I in leaf NUMBER, which is *LEAF then: perhaps of the base. */
static const struct column *column_of(const struct roll *roll, uint32_t number, uint32_t i,
                                      const struct leaf **leaf)
{
    bool from_base = roll->base && roll->of[i] != INDEX_NONE;
    *leaf = (from_base ? roll->base : roll)->leaves[number];
    return &(*leaf)->columns[from_base ? roll->of[i] : i];
}

uint64_t roll_notices(const struct roll *roll)
{
    const struct leaf *leaf;
    uint64_t notices = 0;
    for (uint32_t number = 0; number < roll->leaf_count; number++)
        for (uint32_t i = 0; i < roll->judge->model->target_count; i++)
            notices += column_of(roll, number, i, &leaf)->notices;
    return notices;
}

/* To an entry that is not passed over. */
static void settle(struct reader *reader)
{
    for (; reader->next < reader->column->count; reader->next++) {
        uint32_t ticket = reader->column->entries[reader->next].ticket;
        if ((!reader->patch || !touched_is(reader->patch->tickets, ticket)) &&
            (!reader->only || touched_is(reader->only, ticket)))
            return;
    }
}

/* Target I of the base, for all tickets that ROLL has nothing of. */
static struct reader patched_reader(const struct roll *roll, uint32_t number, uint32_t i)
{
    const struct leaf *leaf = roll->base->leaves[number];
    return (struct reader){.leaf = leaf,
                           .column = &leaf->columns[roll->patch->of[i]],
                           .target = i,
                           .patch = roll->patch};
}

static bool is_patched(const struct roll *roll, uint32_t i)
{
    return roll->patch && roll->patch->of[i] != INDEX_NONE;
}

/* What is the same in all verdicts of READER. */
static struct verdict blank_verdict(const struct reader *reader, const uint32_t *codes)
{
    return (struct verdict){.target = reader->target,
                            .start = INSTANT_NONE,
                            .due = INSTANT_NONE,
                            .stop = INSTANT_NONE,
                            .breached_at = INSTANT_NONE,
                            .calendar = INDEX_NONE,
                            .codes = codes};
}

static void open_reader(struct tools *tools, struct reader reader)
{
    reader.only = tools->handing->request->tickets;
    reader.verdict = blank_verdict(&reader, tools->codes);
    settle(&reader);
    tools->readers[tools->reader_count++] = reader;
}

/* Each ticket of a target is in one reader of it. */
static void open_readers(struct tools *tools, uint32_t number)
{
    const struct roll_request *request = tools->handing->request;
    const struct roll *roll = request->roll;
    tools->reader_count = 0;
    for (uint32_t i = 0; i < roll->judge->model->target_count; i++) {
        struct reader reader = {.target = i};
        if (request->only && !request->only[i])
            continue;
        reader.column = column_of(roll, number, i, &reader.leaf);
        open_reader(tools, reader);
        if (is_patched(roll, i))
            open_reader(tools, patched_reader(roll, number, i));
    }
}

static void codes_at(const struct reader *reader, uint32_t *codes)
{
    const struct roll *roll = reader->leaf->roll;
    roll_unpack(roll, reader->column->codes + reader->next * roll->width, codes);
}

static uint32_t clause_at(const struct reader *reader, const struct entry *entry)
{
    if (!reader->patch || entry->clause == INDEX_NONE)
        return entry->clause;
    return reader->patch->clauses[reader->target][entry->version][entry->clause];
}

/* The rest of the one that READER is at, by JUDGE. */
static void fill_in(const struct judge *judge, const struct reader *reader, struct verdict *verdict)
{
    const struct entry *entry = &reader->column->entries[reader->next];
    const struct leaf *leaf = reader->leaf;
    verdict->ticket = entry->ticket;
    verdict->cycle = entry->cycle;
    verdict->clause = clause_at(reader, entry);
    verdict->version = entry->version;
    verdict->model = judge->versions[entry->version].judge->model;
    verdict->kind = (enum verdict_kind)entry->kind;
    verdict->reason = entry->reason ? leaf->reasons.at[entry->reason - 1] : TEXT("");
    verdict->has_figures = entry->bits & ENTRY_HAS_FIGURES;
    verdict->used = entry->used;
    verdict->counted_at = entry->counted_at;
    verdict->reopenings = entry->reopenings;
    verdict->replies = entry->replies;
    verdict->opening = entry->opening;
    verdict->is_done = entry->bits & ENTRY_IS_DONE;
}

bool roll_find(const struct roll *roll, struct verdict *verdict, uint32_t *codes)
{
    struct reader reader = {.target = verdict->target};
    uint32_t number = verdict->ticket / BLOCK_TICKETS;
    if (number >= roll->leaf_count)
        return false;
    if (is_patched(roll, verdict->target) && !touched_is(roll->patch->tickets, verdict->ticket))
        reader = patched_reader(roll, number, verdict->target);
    else
        reader.column = column_of(roll, number, verdict->target, &reader.leaf);
    size_t high = reader.column->count;
    const struct entry *entries = reader.column->entries;
    while (reader.next < high) { /* the first one of the ticket */
        size_t middle = reader.next + (high - reader.next) / 2;
        if (entries[middle].ticket < verdict->ticket)
            reader.next = middle + 1;
        else
            high = middle;
    }
    for (; reader.next < reader.column->count && entries[reader.next].ticket == verdict->ticket;
         reader.next++)
        if (entries[reader.next].cycle == verdict->cycle) {
            codes_at(&reader, codes);
            *verdict = blank_verdict(&reader, codes);
            fill_in(roll->judge, &reader, verdict);
            return true;
        }
    return false;
}

static void hand_out_reader(struct tools *tools, struct reader *reader, void *block)
{
    const struct roll_request *request = tools->handing->request;
    uint32_t ticket = reader->column->entries[reader->next].ticket;
    do {
        if (!request->without_codes)
            codes_at(reader, tools->codes);
        fill_in(request->roll->judge, reader, &reader->verdict);
        tools->handing->consumer->verdict(block, &reader->verdict);
        reader->next++;
    } while (reader->next < reader->column->count &&
             reader->column->entries[reader->next].ticket == ticket);
    settle(reader);
}

/* The ticket that is next in any column; INDEX_NONE: there are no more. */
static uint32_t next_ticket(const struct tools *tools)
{
    uint32_t next = INDEX_NONE;
    for (uint32_t i = 0; i < tools->reader_count; i++) {
        const struct reader *reader = &tools->readers[i];
        if (reader->next < reader->column->count &&
            reader->column->entries[reader->next].ticket < next)
            next = reader->column->entries[reader->next].ticket;
    }
    return next;
}

static void hand_out_leaf(struct tools *tools, uint32_t number, void *block)
{
    const atomic_bool *stop = tools->handing->request->stop;
    open_readers(tools, number);
    for (uint32_t ticket; !(stop && *stop) && (ticket = next_ticket(tools)) != INDEX_NONE;)
        for (uint32_t i = 0; i < tools->reader_count; i++) {
            struct reader *reader = &tools->readers[i];
            if (reader->next < reader->column->count &&
                reader->column->entries[reader->next].ticket == ticket)
                hand_out_reader(tools, reader, block);
        }
}

static void *work(void *opened, uint32_t number)
{
    struct tools *tools = opened;
    const struct handing *handing = tools->handing;
    uint32_t leaves = handing->request->roll->leaf_count;
    uint32_t from = number * handing->leaves, left = leaves - from;
    uint32_t to = from + (left < handing->leaves ? left : handing->leaves);
    void *block = handing->consumer->block_begin(handing->consumer->context);
    for (uint32_t leaf = from; leaf < to; leaf++)
        hand_out_leaf(tools, leaf, block);
    return block;
}

static bool end(void *context, void *block)
{
    const struct handing *handing = context;
    handing->consumer->block_end(handing->consumer->context, block);
    return true;
}

void roll_hand_out(const struct roll_request *request, const struct judge_consumer *consumer)
{
    uint32_t leaves = request->roll->leaf_count;
    struct handing handing = {request, consumer, 1 + leaves / BLOCKS_ABOUT};
    struct ordered_job job = {.context = &handing,
                              .pieces = leaves / handing.leaves + (leaves % handing.leaves != 0),
                              .tools_open = tools_open,
                              .tools_close = tools_close,
                              .work = work,
                              .end = end};
    ordered_run(&job, request->threads);
}

/* look_verdicts.c - verdicts as they stand, and what later events say against them. */
#include <stdlib.h>

#include "base/ordered.h"
#include "live/eyes.h"
#include "report/verdicts.h"

static void write_nowhere(void *context, struct text bytes)
{
    (void)context;
    (void)bytes;
}

/* Of the ticket judged last. WRITER NULL: without records. */
static void add_verdicts(struct eyes *eyes, struct verdicts *writer, struct verdict_record record,
                         struct arena *arena, verdict_list *verdicts)
{
    const struct model *model = eyes->look->by->model;
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct run *run = &eyes->desk.runs[i];
        for (size_t k = 0; run->is_about && !model->targets[i].is_hidden && k < run->sealed_count;
             k++) {
            const struct verdict *verdict = &run->sealed[k].verdict;
            record.target = i;
            record.cycle = verdict->cycle;
            record.kind = verdict->kind;
            record.clause = verdict->clause;
            record.name = model->targets[i].name;
            record.due = verdict->due;
            record.stop = verdict->stop;
            record.breached_at = verdict->breached_at;
            if (writer) {
                verdicts_write_one(writer, &eyes->out, verdict);
                record.record = eyes_taken(eyes, arena);
            }
            VECTOR_PUSH(arena, verdicts, record);
        }
    }
}

static void add_all(struct eyes *eyes, struct verdicts *writer, struct arena *arena,
                    verdict_list *verdicts)
{
    for (uint32_t i = 0; i < eyes->slice.log->tickets; i++) {
        if (!eyes->numbers[i])
            continue;
        desk_judge(&eyes->desk, i);
        add_verdicts(eyes, writer, (struct verdict_record){.ticket = eyes->numbers[i]}, arena,
                     verdicts);
    }
}

bool look_verdicts(struct look *look, const store_numbers *tickets, int64_t before,
                   verdict_list *verdicts)
{
    struct eyes eyes;
    bool is_read = eyes_open(&eyes, look, tickets, before);
    if (is_read) {
        struct verdicts_request request = {.model = look->by->model,
                                           .log = eyes.slice.log,
                                           .format = VERDICTS_NDJSON,
                                           .write = write_nowhere};
        add_all(&eyes, verdicts_new(eyes.slice.arena, &request), look->arena, verdicts);
    }
    eyes_close(&eyes);
    return !db_problem(look->store->db);
}

/* ---- contradictions ---- */

bool look_contradicts(const struct verdict_record *was, const struct verdict_record *is)
{
    if (was->kind == VERDICT_PENDING)
        return false;
    return !is || is->kind != was->kind || is->clause != was->clause ||
           is->breached_at != was->breached_at ||
           (was->stop != INSTANT_NONE && is->stop != was->stop);
}

static int compare(const void *left, const void *right)
{
    const struct verdict_record *a = left, *b = right;
    if (a->ticket != b->ticket)
        return a->ticket < b->ticket ? -1 : 1;
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    return (a->cycle > b->cycle) - (a->cycle < b->cycle);
}

verdict_list look_glance(const struct look *look, const store_numbers *tickets, int64_t before,
                         struct arena *arena)
{
    struct eyes eyes;
    verdict_list verdicts = {0};
    if (eyes_open(&eyes, look, tickets, before))
        add_all(&eyes, NULL, arena, &verdicts);
    eyes_close(&eyes);
    if (verdicts.count > 1)
        qsort(verdicts.at, verdicts.count, sizeof *verdicts.at, compare);
    return verdicts;
}

static void add_contradicted(const verdict_list *before, const verdict_list *after,
                             struct arena *arena, store_numbers *contradicted)
{
    for (size_t i = 0, k = 0; i < before->count; i++) {
        const struct verdict_record *was = &before->at[i];
        while (k < after->count && compare(&after->at[k], was) < 0)
            k++;
        bool is_there = k < after->count && compare(&after->at[k], was) == 0;
        if (!look_contradicts(was, is_there ? &after->at[k] : NULL))
            continue;
        if (!contradicted->count || contradicted->at[contradicted->count - 1] != was->ticket)
            VECTOR_PUSH(arena, contradicted, was->ticket);
    }
}

/* ---- before and after, by two threads ---- */

struct comparison {
    const struct look *look;
    const store_numbers *tickets;
    int64_t first;
    struct arena *arenas[2];
    verdict_list verdicts[2];
};

static void *open_tools(void *context)
{
    return context;
}

static void close_tools(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

static void *work(void *tools, uint32_t number)
{
    struct comparison *comparison = tools;
    comparison->verdicts[number] =
        look_glance(comparison->look, comparison->tickets, number ? 0 : comparison->first,
                    comparison->arenas[number]);
    return comparison;
}

static bool end(void *context, void *piece)
{
    (void)context;
    (void)piece;
    return true;
}

bool look_contradicted(struct look *look, const store_numbers *tickets, int64_t first,
                       store_numbers *contradicted)
{
    struct comparison comparison = {look, tickets, first, {arena_new(), arena_new()}, {{0}, {0}}};
    struct ordered_job job = {.context = &comparison,
                              .pieces = 2,
                              .tools_open = open_tools,
                              .tools_close = close_tools,
                              .work = work,
                              .end = end};
    for (size_t i = 0; look->residents && i < tickets->count; i++)
        residents_get(look->residents, tickets->at[i]);
    ordered_run(&job, look->residents ? look->threads : 1);
    add_contradicted(&comparison.verdicts[0], &comparison.verdicts[1], look->arena, contradicted);
    arena_free(comparison.arenas[0]);
    arena_free(comparison.arenas[1]);
    return !db_problem(look->store->db);
}

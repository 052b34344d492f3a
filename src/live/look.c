/* look.c - see look.h. */
#include "live/look.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "judge/desk.h"
#include "judge/watch.h"
#include "report/notice.h"
#include "report/notices.h"
#include "report/verdicts.h"

/* A slice under one's eyes. */
struct eyes {
    struct look *look;
    struct slice slice;
    struct map *numbers; /* of the tickets that are looked at, by id, as pointers to them */
    struct desk desk;
    struct arena *scratch; /* of a ticket */
    struct buffer out;
};

static bool open_eyes(struct eyes *eyes, struct look *look, const store_numbers *tickets,
                      int64_t before)
{
    store_numbers events = {0};
    *eyes = (struct eyes){.look = look, .scratch = arena_new()};
    slice_events(look->store, tickets, before, eyes->scratch, &events);
    bool is_read = slice_make(&eyes->slice, look->by, look->store, &events);
    if (!is_read)
        return false;
    slice_judge(&eyes->slice, look->by, look->as_of);
    eyes->numbers = map_new(eyes->slice.arena);
    for (size_t i = 0; i < tickets->count; i++)
        map_put(eyes->numbers, store_ticket_id(look->store, tickets->at[i], eyes->slice.arena),
                (void *)(uintptr_t)&tickets->at[i]);
    desk_init(&eyes->desk, eyes->slice.judge, true);
    return true;
}

static void close_eyes(struct eyes *eyes)
{
    if (eyes->slice.judge)
        desk_fini(&eyes->desk);
    slice_free(&eyes->slice);
    arena_free(eyes->scratch);
    buffer_fini(&eyes->out);
}

/* The store's number of a ticket of the slice; 0: it is there by a record about several only. */
static int64_t number_of(const struct eyes *eyes, uint32_t ticket)
{
    const int64_t *number = map_find(eyes->numbers, eyes->slice.log->ticket_ids[ticket]);
    return number ? *number : 0;
}

static struct text taken(struct eyes *eyes, struct arena *arena)
{
    struct text text = text_copy(arena, text_trim(buffer_text(&eyes->out)));
    buffer_clear(&eyes->out);
    return text;
}

/* ---- notices ---- */

struct due_notice {
    const struct notice *notice;
    struct text key;
    bool is_told;
};

typedef VECTOR(struct due_notice) due_list;

static void gather_one(struct eyes *eyes, const struct notice *notice, due_list *due, instant *next)
{
    char key[NOTICE_KEY];
    if (notice->at >= eyes->look->until) {
        *next = *next == INSTANT_NONE || notice->at < *next ? notice->at : *next;
        return;
    }
    notice_key(eyes->slice.log->ticket_ids[notice->ticket], notice, key);
    struct due_notice one = {notice, text_copy(eyes->scratch, text_of(key)), false};
    VECTOR_PUSH(eyes->scratch, due, one);
}

static void gather(struct eyes *eyes, due_list *due, instant *next)
{
    for (uint32_t i = 0; i < eyes->look->by->model->target_count; i++) {
        const struct run *run = &eyes->desk.runs[i];
        if (!run->is_about || !run->watch)
            continue;
        for (size_t k = 0; k < run->watch->count; k++)
            gather_one(eyes, &run->watch->notices[k], due, next);
    }
}

static void add_finding(struct eyes *eyes, struct finding finding)
{
    finding.order = eyes->look->findings.count;
    VECTOR_PUSH(eyes->look->arena, &eyes->look->findings, finding);
}

static void add_new(struct eyes *eyes, int64_t ticket, const struct due_notice *due)
{
    struct arena *arena = eyes->look->arena;
    struct notices_request request = {
        .model = eyes->look->by->model, .log = eyes->slice.log, .format = NOTICES_NDJSON};
    notices_write_one(&request, &eyes->out, due->notice);
    add_finding(eyes, (struct finding){.at = due->notice->at,
                                       .ticket = ticket,
                                       .key = text_copy(arena, due->key),
                                       .escalation = notice_escalation(due->notice),
                                       .record = taken(eyes, arena)});
}

/* What was told and stands, but is not due by the history as it is now. */
static void add_withdrawn(struct eyes *eyes, int64_t ticket, const struct told *told)
{
    struct arena *arena = eyes->look->arena;
    add_finding(eyes, (struct finding){.at = told->at,
                                       .ticket = ticket,
                                       .key = text_copy(arena, told->notice),
                                       .record = text_copy(arena, told->body),
                                       .withdraws = told->number});
}

/* Does the record that was told say the same? The key has all but the instant and whether a change
 * carried the clock there. */
static bool says_so(const struct told *told, const struct notice *notice)
{
    static const char flag[] = ",\"flags\":\"passed by change";
    bool by_change = memmem(told->body.at, told->body.len, flag, sizeof flag - 1) != NULL;
    return told->at == notice->at && by_change == ((notice->flags & NOTICE_BY_CHANGE) != 0);
}

/* Is TOLD due, as it was told? Then what it tells of is told. */
static bool is_due(const struct map *by_key, const struct told *told)
{
    struct due_notice *one = map_find(by_key, told->notice);
    if (!one || !says_so(told, one->notice))
        return false;
    one->is_told |= told->stands;
    return true;
}

static void compare(struct eyes *eyes, int64_t ticket, due_list *due)
{
    told_list told = {0};
    struct map *by_key = map_new(eyes->scratch);
    struct text charter = text_of(eyes->look->by->model->digest);
    store_told(eyes->look->store, ticket, charter, eyes->scratch, &told);
    for (size_t i = 0; i < due->count; i++)
        map_put(by_key, due->at[i].key, &due->at[i]);
    for (size_t i = 0; i < told.count; i++)
        if (!is_due(by_key, &told.at[i]) && told.at[i].stands && told.at[i].at < eyes->look->until)
            add_withdrawn(eyes, ticket, &told.at[i]);
    for (size_t i = 0; i < due->count; i++)
        if (!due->at[i].is_told)
            add_new(eyes, ticket, &due->at[i]);
}

static void look_at_ticket(struct eyes *eyes, int64_t number, uint32_t ticket)
{
    due_list due = {0};
    desk_judge(&eyes->desk, ticket);
    instant next = desk_next(&eyes->desk);
    gather(eyes, &due, &next);
    compare(eyes, number, &due);
    if (next != INSTANT_NONE && next < eyes->look->until)
        next = eyes->look->until;
    store_set_timer(eyes->look->store, number, next);
    arena_reset(eyes->scratch);
}

bool look_at(struct look *look, const store_numbers *tickets)
{
    struct eyes eyes;
    bool is_read = open_eyes(&eyes, look, tickets, 0);
    for (size_t i = 0; i < tickets->count; i++)
        store_set_timer(look->store, tickets->at[i], INSTANT_NONE);
    for (uint32_t i = 0; is_read && i < eyes.slice.log->tickets; i++) {
        int64_t number = number_of(&eyes, i);
        if (number)
            look_at_ticket(&eyes, number, i);
    }
    close_eyes(&eyes);
    return !db_problem(look->store->db);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->ticket != b->ticket)
        return a->ticket < b->ticket ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

void look_sort(struct look *look)
{
    if (look->findings.count > 1)
        qsort(look->findings.at, look->findings.count, sizeof *look->findings.at, compare_findings);
}

/* ---- verdicts ---- */

static void write_nowhere(void *context, struct text bytes)
{
    (void)context;
    (void)bytes;
}

static void add_verdicts(struct eyes *eyes, struct verdicts *writer, int64_t number,
                         verdict_list *verdicts)
{
    const struct model *model = eyes->look->by->model;
    struct arena *arena = eyes->look->arena;
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct run *run = &eyes->desk.runs[i];
        for (size_t k = 0; run->is_about && !model->targets[i].is_hidden && k < run->sealed_count;
             k++) {
            const struct verdict *verdict = &run->sealed[k].verdict;
            verdicts_write_one(writer, &eyes->out, verdict);
            struct verdict_record record = {.ticket = number,
                                            .name = text_format(arena, TEXT_FMT " %u",
                                                                TEXT_ARG(model->targets[i].name),
                                                                verdict->cycle),
                                            .record = taken(eyes, arena),
                                            .kind = verdict->kind,
                                            .clause = verdict->clause,
                                            .stop = verdict->stop,
                                            .breached_at = verdict->breached_at};
            VECTOR_PUSH(arena, verdicts, record);
        }
    }
}

bool look_verdicts(struct look *look, const store_numbers *tickets, int64_t before,
                   verdict_list *verdicts)
{
    struct eyes eyes;
    bool is_read = open_eyes(&eyes, look, tickets, before);
    if (is_read) {
        struct verdicts_request request = {.model = look->by->model,
                                           .log = eyes.slice.log,
                                           .format = VERDICTS_NDJSON,
                                           .write = write_nowhere};
        struct verdicts *writer = verdicts_new(eyes.slice.arena, &request);
        for (uint32_t i = 0; i < eyes.slice.log->tickets; i++) {
            int64_t number = number_of(&eyes, i);
            if (!number)
                continue;
            desk_judge(&eyes.desk, i);
            add_verdicts(&eyes, writer, number, verdicts);
        }
    }
    close_eyes(&eyes);
    return !db_problem(look->store->db);
}

/* look.c - judging, by several threads, and comparing with what was told, by one. */
#include "live/look.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/ordered.h"
#include "judge/watch.h"
#include "live/eyes.h"
#include "report/notice.h"
#include "report/notices.h"

enum { TICKETS_LEAST = 32 /* that are worth a thread */ };

/* ---- judging ---- */

struct due_notice {
    struct notice notice;
    struct text key;
    bool is_told;
};

typedef VECTOR(struct due_notice) due_list;

/* What a ticket has come to. */
struct glance {
    int64_t ticket;
    instant next;
    uint64_t sum; /* over what is due */
    due_list due; /* with keys if SUM is not what was told */
    bool is_told; /* all of it, and nothing else */
    bool is_over; /* it is done, and waits for nothing */
};

/* Some tickets of a look, judged by one thread. */
struct piece {
    struct eyes eyes;
    store_numbers tickets;
    struct glance *glances;
    size_t count;
    struct arena *arena;
};

static uint64_t mixed(uint64_t sum, uint64_t value)
{
    sum = (sum ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ sum >> 32;
}

/* Sums of notices that were told once are compared with those that are due: all that a record says,
 * but for words. */
static uint64_t sum_of(uint64_t sum, const struct notice *notice)
{
    sum = mixed(sum, (uint64_t)(uintptr_t)notice->model);
    sum = mixed(sum, (uint64_t)notice->at);
    sum = mixed(sum, (uint64_t)notice->target << 32 | notice->cycle);
    sum = mixed(sum, (uint64_t)notice->clause << 32 | notice->escalation);
    sum = mixed(sum, (uint64_t)notice->step << 32 | notice->repetition);
    return mixed(sum, (uint64_t)notice->revision << 32 | (notice->flags & NOTICE_BY_CHANGE));
}

static void gather_run(const struct look *look, const struct run *run, struct arena *arena,
                       struct glance *glance)
{
    for (size_t i = 0; i < run->watch->count; i++) {
        const struct notice *notice = &run->watch->notices[i];
        if (notice->at >= look->until) {
            if (glance->next == INSTANT_NONE || notice->at < glance->next)
                glance->next = notice->at;
            continue;
        }
        glance->sum = sum_of(glance->sum, notice);
        VECTOR_PUSH(arena, &glance->due, ((struct due_notice){.notice = *notice}));
    }
}

static void make_keys(const struct eyes *eyes, struct arena *arena, struct glance *glance)
{
    for (size_t i = 0; i < glance->due.count; i++) {
        char key[NOTICE_KEY];
        struct due_notice *due = &glance->due.at[i];
        notice_key(eyes->slice.log->ticket_ids[due->notice.ticket], &due->notice, key);
        due->key = text_copy(arena, text_of(key));
    }
}

static bool is_told(const struct look *look, const struct glance *glance)
{
    if (!look->residents)
        return false;
    const struct resident *resident = look->residents->tickets[glance->ticket];
    return resident->knows_told && resident->told == glance->sum;
}

static void glance_at(struct piece *piece, uint32_t ticket)
{
    struct eyes *eyes = &piece->eyes;
    const struct look *look = eyes->look;
    struct glance *glance = &piece->glances[piece->count++];
    *glance = (struct glance){.ticket = eyes->numbers[ticket]};
    desk_judge(&eyes->desk, ticket);
    glance->next = desk_next(&eyes->desk);
    for (uint32_t i = 0; i < look->by->model->target_count; i++)
        if (eyes->desk.runs[i].is_about && eyes->desk.runs[i].watch)
            gather_run(look, &eyes->desk.runs[i], piece->arena, glance);
    if (glance->next != INSTANT_NONE && glance->next < look->until)
        glance->next = look->until;
    glance->is_over = glance->next == INSTANT_NONE && eyes->desk.history.view.done;
    glance->is_told = is_told(look, glance);
    if (!glance->is_told)
        make_keys(eyes, piece->arena, glance);
}

static void judge_piece(const struct look *look, struct piece *piece)
{
    piece->arena = arena_new();
    if (!eyes_open(&piece->eyes, look, &piece->tickets, 0))
        return;
    const struct eventlog *log = piece->eyes.slice.log;
    piece->glances = ARENA_ARRAY(piece->arena, (size_t)log->tickets + 1, struct glance);
    for (uint32_t i = 0; i < log->tickets; i++)
        if (piece->eyes.numbers[i])
            glance_at(piece, i);
}

/* ---- comparing ---- */

static void add_finding(struct look *look, struct finding finding)
{
    finding.order = look->findings.count;
    VECTOR_PUSH(look->arena, &look->findings, finding);
}

static void add_new(struct look *look, struct eyes *eyes, int64_t ticket,
                    const struct due_notice *due)
{
    struct notices_request request = {
        .model = look->by->model, .log = eyes->slice.log, .format = NOTICES_NDJSON};
    notices_write_one(&request, &eyes->out, &due->notice);
    add_finding(look, (struct finding){.at = due->notice.at,
                                       .ticket = ticket,
                                       .key = text_copy(look->arena, due->key),
                                       .escalation = notice_escalation(&due->notice),
                                       .record = eyes_taken(eyes, look->arena)});
}

/* What was told and stands, but is not due by the history as it is now. */
static void add_withdrawn(struct look *look, int64_t ticket, const struct told *told)
{
    add_finding(look, (struct finding){.at = told->at,
                                       .ticket = ticket,
                                       .key = text_copy(look->arena, told->notice),
                                       .record = text_copy(look->arena, told->body),
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

/* The part of RECORD from FROM to TO, names of members. */
static struct text part_of(struct text record, const char *from, const char *to)
{
    const char *begin = memmem(record.at, record.len, from, strlen(from));
    if (!begin)
        return TEXT("");
    size_t left = record.len - (size_t)(begin - record.at);
    const char *end = memmem(begin, left, to, strlen(to));
    return (struct text){begin, end ? (size_t)(end - begin) : left};
}

/* What a notice is about whatever the text of the charter is: all but its key, its clause, and who
 * is told how. A quote inside of a value has a backslash before it, so that no name stands there.
 */
static struct text about(struct arena *arena, struct text record)
{
    struct text what = part_of(record, ",\"at\":", ",\"clause\":");
    struct text step = part_of(record, ",\"step\":", ",\"tells\":");
    return text_format(arena, TEXT_FMT TEXT_FMT, TEXT_ARG(what), TEXT_ARG(step));
}

/* What is due, by key, and by what it is about if something was told under another charter. */
struct dues {
    struct map *by_key, *by_about;
    struct arena *scratch;
};

/* Is TOLD due, as it was told? Then what it tells of is told. */
static bool is_due(const struct dues *dues, const struct told *told)
{
    struct due_notice *one = told->is_ours
                                 ? map_find(dues->by_key, told->notice)
                                 : map_find(dues->by_about, about(dues->scratch, told->body));
    if (!one || !says_so(told, &one->notice))
        return false;
    one->is_told |= told->stands;
    return true;
}

static bool has_others(const told_list *told)
{
    bool has = false;
    for (size_t i = 0; i < told->count; i++)
        has |= !told->at[i].is_ours;
    return has;
}

static struct dues dues_of(struct piece *piece, const struct glance *glance, const told_list *told,
                           struct arena *scratch)
{
    struct dues dues = {map_new(scratch), map_new(scratch), scratch};
    struct notices_request request = {.model = piece->eyes.look->by->model,
                                      .log = piece->eyes.slice.log,
                                      .format = NOTICES_NDJSON};
    bool needs_about = has_others(told);
    for (size_t i = 0; i < glance->due.count; i++) {
        struct due_notice *due = &glance->due.at[i];
        map_put(dues.by_key, due->key, due);
        if (!needs_about)
            continue;
        notices_write_one(&request, &piece->eyes.out, &due->notice);
        struct text record = eyes_taken(&piece->eyes, scratch);
        map_put(dues.by_about, about(scratch, record), due);
    }
    return dues;
}

/* Gives whether all that stands is due. */
static bool withdraw(struct look *look, struct piece *piece, const struct glance *glance,
                     const told_list *told)
{
    struct arena *scratch = arena_new();
    struct dues dues = dues_of(piece, glance, told, scratch);
    bool all_are_due = true;
    for (size_t i = 0; i < told->count; i++) {
        if (is_due(&dues, &told->at[i]) || !told->at[i].stands)
            continue;
        if (told->at[i].at < look->until)
            add_withdrawn(look, glance->ticket, &told->at[i]);
        else
            all_are_due = false;
    }
    arena_free(scratch);
    return all_are_due;
}

static void compare(struct look *look, struct piece *piece, const struct glance *glance)
{
    told_list told = {0};
    struct resident *resident = look->residents ? look->residents->tickets[glance->ticket] : NULL;
    struct text charter = text_of(look->by->model->digest);
    if (!resident || !resident->knows_told || resident->told)
        store_told(look->store, glance->ticket, charter, piece->arena, &told);
    bool all_are_due = withdraw(look, piece, glance, &told);
    for (size_t i = 0; i < glance->due.count; i++)
        if (!glance->due.at[i].is_told)
            add_new(look, &piece->eyes, glance->ticket, &glance->due.at[i]);
    if (resident) {
        resident->told = glance->sum;
        resident->knows_told = all_are_due;
    }
}

static void plan(struct look *look, int64_t ticket, instant next)
{
    if (look->is_dry)
        return;
    if (look->residents)
        residents_plan(look->residents, ticket, next);
    else
        store_set_timer(look->store, ticket, next);
}

static void take_glance(struct look *look, struct piece *piece, const struct glance *glance)
{
    if (!glance->is_told)
        compare(look, piece, glance);
    plan(look, glance->ticket, glance->next);
    if (glance->is_over && look->residents)
        residents_leave(look->residents, glance->ticket);
}

/* Tickets none of whose records can be read any more have nothing due, and no timer. */
static void take_rest(struct look *look, struct piece *piece)
{
    const store_numbers *tickets = &piece->tickets;
    bool *is_taken = ARENA_ARRAY(piece->arena, tickets->count, bool);
    for (size_t i = 0; i < piece->count; i++) {
        const int64_t *at = bsearch(&piece->glances[i].ticket, tickets->at, tickets->count,
                                    sizeof *tickets->at, slice_compare);
        is_taken[at - tickets->at] = true;
    }
    for (size_t i = 0; i < tickets->count; i++) {
        struct glance glance = {.ticket = tickets->at[i], .next = INSTANT_NONE};
        if (!is_taken[i])
            take_glance(look, piece, &glance);
    }
}

static void take_piece(struct look *look, struct piece *piece)
{
    for (size_t i = 0; i < piece->count; i++)
        take_glance(look, piece, &piece->glances[i]);
    if (piece->count < piece->tickets.count)
        take_rest(look, piece);
}

/* ---- by several threads ---- */

struct looking {
    struct look *look;
    const store_numbers *tickets;
    uint32_t pieces;
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
    const struct looking *looking = tools;
    size_t count = looking->tickets->count, from = count * number / looking->pieces;
    size_t to = count * (number + 1) / looking->pieces;
    struct piece *piece = memory_resize(NULL, sizeof *piece);
    *piece = (struct piece){.tickets = {looking->tickets->at + from, to - from, to - from}};
    judge_piece(looking->look, piece);
    return piece;
}

static bool end(void *context, void *work_done)
{
    struct looking *looking = context;
    struct piece *piece = work_done;
    take_piece(looking->look, piece);
    eyes_close(&piece->eyes);
    arena_free(piece->arena);
    memory_release(piece);
    return true;
}

static uint32_t pieces_of(const struct look *look, const store_numbers *tickets)
{
    size_t most = tickets->count / TICKETS_LEAST + 1;
    if (!look->residents || look->threads < 2)
        return 1;
    return most < look->threads ? (uint32_t)most : look->threads;
}

bool look_at(struct look *look, const store_numbers *tickets)
{
    struct looking looking = {look, tickets, pieces_of(look, tickets)};
    struct ordered_job job = {.context = &looking,
                              .pieces = looking.pieces,
                              .tools_open = open_tools,
                              .tools_close = close_tools,
                              .work = work,
                              .end = end};
    for (size_t i = 0; look->residents && i < tickets->count; i++)
        residents_get(look->residents, tickets->at[i]);
    ordered_run(&job, looking.pieces);
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

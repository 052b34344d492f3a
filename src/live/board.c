/* board.c - the whole state judged at once. */
#include "live/board_part.h"

#include <stdlib.h>
#include <string.h>

#include "live/moment.h"
#include "count/selection.h"
#include "report/shown.h"

struct board *board_new(const char *path)
{
    struct board *board = memory_resize(NULL, sizeof *board);
    *board = (struct board){.path = path, .store = {.lock = -1}, .at = INSTANT_NONE};
    board->judged.arena = arena_new();
    board->judged.as_of = INSTANT_NONE;
    return board;
}

void board_free(struct board *board)
{
    if (!board)
        return;
    if (board->is_open)
        store_close(&board->store);
    arena_free(board->judged.arena);
    memory_release(board);
}

micros board_cost(const struct board *board)
{
    return board->cost;
}

instant board_judged_at(const struct board *board)
{
    return board->at;
}

const char *board_problem(const struct board *board)
{
    return board->problem.len ? board->problem_room : NULL;
}

bool board_fail(struct board *board, struct text problem)
{
    size_t most = sizeof board->problem_room - 1;
    size_t len = problem.len < most ? problem.len : most;
    if (len)
        memcpy(board->problem_room, problem.at, len);
    board->problem_room[len] = 0;
    board->problem = (struct text){board->problem_room, len};
    if (board->is_open)
        store_close(&board->store);
    board->gauges = (struct gauges){0};
    return board->is_open = false;
}

bool board_open(struct board *board)
{
    struct text problem = TEXT("it can't be opened");
    struct arena *arena = arena_new();
    if (!board->is_open)
        board->is_open = store_visit(&board->store, board->path, arena, &problem) == STORE_OK;
    bool fine = board->is_open || board_fail(board, problem);
    arena_free(arena);
    return fine;
}

/* ---- counting what is judged ---- */

/* Counts by version, target and clause: index 0 is no clause. */
struct counting {
    struct judged *judged;
    uint64_t (***counts)[CLOCK_STATES];
    uint32_t open_ticket; /* the last ticket with an open clock */
};

static const struct model *model_of(const struct model *model, uint32_t version)
{
    return model->version_count ? model->versions[version].model : model;
}

static int by_due(const void *left, const void *right)
{
    const struct open_clock *a = left, *b = right;
    instant due_a = a->due == INSTANT_NONE ? INT64_MAX : a->due;
    instant due_b = b->due == INSTANT_NONE ? INT64_MAX : b->due;
    if (due_a != due_b)
        return due_a < due_b ? -1 : 1;
    return a->ticket != b->ticket ? (a->ticket < b->ticket ? -1 : 1)
                                  : (a->target > b->target) - (a->target < b->target);
}

static int by_left(const void *left, const void *right)
{
    const struct open_clock *a = left, *b = right;
    micros left_a = a->limit - a->used, left_b = b->limit - b->used;
    if (left_a != left_b)
        return left_a < left_b ? -1 : 1;
    return a->ticket != b->ticket ? (a->ticket < b->ticket ? -1 : 1)
                                  : (a->target > b->target) - (a->target < b->target);
}

/* Keeps the first ones by ORDER, and throws the others away now and then. */
static void keep(struct judged *judged, clock_list *list, const struct open_clock *clock,
                 int (*order)(const void *, const void *))
{
    VECTOR_PUSH(judged->arena, list, *clock);
    if (list->count < 4 * BOARD_CLOCKS)
        return;
    qsort(list->at, list->count, sizeof *list->at, order);
    list->count = BOARD_CLOCKS;
}

static void count_open(struct counting *counting, const struct verdict *verdict, bool is_paused)
{
    struct judged *judged = counting->judged;
    struct open_clock clock = {.ticket = verdict->ticket,
                               .target = verdict->target,
                               .cycle = verdict->cycle,
                               .version = verdict->version,
                               .clause = verdict->clause,
                               .model = verdict->model,
                               .is_paused = is_paused,
                               .is_late = verdict->kind == VERDICT_BREACHED,
                               .start = verdict->start,
                               .due = verdict->kind == VERDICT_BREACHED ? verdict->breached_at
                                                                        : verdict->due,
                               .used = verdict->used,
                               .limit = verdict->limit,
                               .has_figures = verdict->has_figures};
    judged->open_tickets += counting->open_ticket != verdict->ticket;
    counting->open_ticket = verdict->ticket;
    judged->late_count += clock.is_late;
    judged->paused_count += is_paused;
    judged->running_count += !is_paused;
    if (is_paused)
        keep(judged, &judged->paused, &clock, by_left);
    else
        keep(judged, &judged->running, &clock, by_due);
}

static enum clock_state state_of(const struct verdict *verdict)
{
    static const enum clock_state states[] = {
        [VERDICT_MET] = CLOCK_MET,           [VERDICT_BREACHED] = CLOCK_BREACHED,
        [VERDICT_PENDING] = CLOCK_PENDING,   [VERDICT_UNCOVERED] = CLOCK_UNCOVERED,
        [VERDICT_EXCLUDED] = CLOCK_EXCLUDED, [VERDICT_ERROR] = CLOCK_ERROR};
    bool is_paused = verdict->kind == VERDICT_PENDING && (verdict->flags & FLAG_PAUSED);
    return is_paused ? CLOCK_PAUSED : states[verdict->kind];
}

static void *block_begin(void *context)
{
    return context;
}

static void block_end(void *context, void *block)
{
    (void)context;
    (void)block;
}

static void take(void *block, const struct verdict *verdict)
{
    struct counting *counting = block;
    uint32_t clause = verdict->clause == INDEX_NONE ? 0 : verdict->clause + 1;
    bool is_open = verdict->stop == INSTANT_NONE && !verdict->is_done &&
                   (verdict->kind == VERDICT_PENDING || verdict->kind == VERDICT_BREACHED);
    counting->counts[verdict->version][verdict->target][clause][state_of(verdict)]++;
    if (is_open)
        count_open(counting, verdict, (verdict->flags & FLAG_PAUSED) != 0);
}

static uint32_t versions_of(const struct model *model)
{
    return model->version_count ? model->version_count : 1;
}

static void make_counts(struct counting *counting, const struct model *model)
{
    struct arena *arena = counting->judged->arena;
    counting->counts = arena_array(arena, versions_of(model), sizeof *counting->counts);
    for (uint32_t i = 0; i < versions_of(model); i++) {
        const struct model *one = model_of(model, i);
        counting->counts[i] = arena_array(arena, one->target_count + 1, sizeof **counting->counts);
        for (uint32_t k = 0; k < one->target_count; k++)
            counting->counts[i][k] =
                arena_array(arena, one->targets[k].clause_count + 1, sizeof ***counting->counts);
    }
}

/* The same clause of two versions is counted once. */
static void add_count(struct judged *judged, struct text target, struct text clause,
                      const uint64_t counts[CLOCK_STATES])
{
    struct clause_count *found = NULL;
    for (size_t i = 0; i < judged->clauses.count && !found; i++)
        if (text_equal(judged->clauses.at[i].target, target) &&
            text_equal(judged->clauses.at[i].clause, clause))
            found = &judged->clauses.at[i];
    if (!found) {
        struct clause_count fresh = {.target = target, .clause = clause};
        VECTOR_PUSH(judged->arena, &judged->clauses, fresh);
        found = &judged->clauses.at[judged->clauses.count - 1];
    }
    for (size_t i = 0; i < CLOCK_STATES; i++)
        found->counts[i] += counts[i];
}

static void sum_up(struct counting *counting, const struct model *model)
{
    struct judged *judged = counting->judged;
    for (uint32_t i = 0; i < versions_of(model); i++) {
        const struct model *one = model_of(model, i);
        for (uint32_t k = 0; k < one->target_count; k++) {
            const struct target *target = &one->targets[k];
            for (uint32_t c = 0; !target->is_hidden && c <= target->clause_count; c++) {
                struct text place =
                    c ? shown_span(judged->arena, one->sources, target->clauses[c - 1].span)
                      : TEXT("");
                add_count(judged, target->name, place, counting->counts[i][k][c]);
            }
        }
    }
}

/* ---- promises ---- */

static const struct kept_period *unfinished(const struct kept_line *line)
{
    for (uint32_t i = line->period_count; i > 0; i--)
        if (line->periods[i - 1].is_unfinished)
            return &line->periods[i - 1];
    return NULL;
}

/* All open ones in time, and none of them. */
static void bound(struct standing *standing, const struct promise *promise, struct arena *arena)
{
    const struct tally_counts *counts = &standing->counts;
    uint64_t all = counts->met + counts->breached + counts->pending;
    struct tally_counts best = {.met = counts->met + counts->pending, .breached = counts->breached};
    struct tally_counts worst = {.met = counts->met,
                                 .breached = counts->breached + counts->pending};
    standing->has_bounds = all > 0;
    standing->best = shown_share(arena, best.met, all, promise ? &promise->percent : NULL);
    standing->worst = shown_share(arena, worst.met, all, promise ? &promise->percent : NULL);
    if (!promise)
        return;
    standing->best_held = tally_compare(&best, promise->percent);
    standing->worst_held = tally_compare(&worst, promise->percent);
}

static void add_standing(struct judged *judged, struct standing *standing,
                         const struct tally_period *periods)
{
    const struct kept_period *period = unfinished(&standing->line);
    if (period) {
        standing->has_period = true;
        standing->period = *period;
    }
    if (period && periods) {
        const struct tally_period *tallied = &periods[period - standing->line.periods];
        standing->counts = tallied->counts;
        bound(standing, tallied->promise, judged->arena);
    }
    VECTOR_PUSH(judged->arena, &judged->standings, *standing);
}

static void stand(struct judged *judged, const struct report_input *input)
{
    struct arena *arena = judged->arena;
    const struct figures_result *figures = input->figures;
    for (uint32_t i = 0; i < input->tally->target_count; i++) {
        const struct tally_target *target = &input->tally->targets[i];
        struct standing first = {.line = kept_target(input, target, arena)};
        if (target->promise)
            add_standing(judged, &first, target->periods);
        for (uint32_t k = 0; k < target->further_count; k++) {
            const struct tally_further *further = &target->further[k];
            struct standing more = {.line = kept_further(input, target, further, arena)};
            add_standing(judged, &more, further->periods);
        }
    }
    for (uint32_t i = 0; i < figures->availability_count; i++) {
        struct standing one = {.line =
                                   kept_availability(input, &figures->availabilities[i], arena)};
        add_standing(judged, &one, NULL);
    }
    for (uint32_t i = 0; i < figures->measure_count; i++) {
        struct standing one = {.line = kept_measure(input, &figures->measures[i], arena)};
        add_standing(judged, &one, NULL);
    }
}

/* ---- what is shown ---- */

/* Why the clock does not run at the end of its ledger. */
static struct text why_paused(struct judged *judged, const struct judge *judge,
                              const struct open_clock *clock)
{
    struct arena *scratch = arena_new();
    struct text why = TEXT("");
    uint32_t count = 0;
    const struct ledger *ledgers =
        judge_ledgers(judge, clock->ticket, clock->target, scratch, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct ledger *ledger = &ledgers[i];
        for (uint32_t k = ledger->row_count; ledger->verdict.cycle == clock->cycle && k > 0; k--)
            if (ledger->rows[k - 1].state == LEDGER_PAUSED) {
                why = text_copy(judged->arena, ledger->rows[k - 1].reason);
                break;
            }
    }
    arena_free(scratch);
    return why;
}

static void finish(struct judged *judged, const struct judge *judge, const struct eventlog *log)
{
    size_t place = 0;
    clock_list *lists[] = {&judged->running, &judged->paused};
    for (size_t i = 0; i < 2; i++) {
        if (lists[i]->count > 1)
            qsort(lists[i]->at, lists[i]->count, sizeof *lists[i]->at, i ? by_left : by_due);
        if (lists[i]->count > BOARD_CLOCKS)
            lists[i]->count = BOARD_CLOCKS;
    }
    judged->ticket_ids =
        ARENA_ARRAY(judged->arena, judged->running.count + judged->paused.count + 1, struct text);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < lists[i]->count; k++) {
            struct open_clock *clock = &lists[i]->at[k];
            judged->ticket_ids[place] = text_copy(judged->arena, log->ticket_ids[clock->ticket]);
            if (clock->is_paused)
                clock->why = why_paused(judged, judge, clock);
            clock->ticket = (uint32_t)place++;
        }
}

/* ---- the whole ---- */

static void add(struct selection *selection, struct judge_consumer consumer)
{
    selection->consumers[selection->consumer_count++] = consumer;
}

static void judge_slice(struct judged *judged, const struct slice *slice, const struct model *model)
{
    static const struct figures_result none;
    struct counting counting = {judged, NULL, INDEX_NONE};
    struct tally_request tallies = {
        .judge = slice->judge, .model = model, .log = slice->log, .without_used = true};
    struct figures_request figured = {
        .judge = slice->judge, .model = model, .log = slice->log, .from = DAY_NONE, .to = DAY_NONE};
    struct tally *tally = tally_new(&tallies);
    struct figures *figures = figures_has(model) ? figures_new(&figured) : NULL;
    struct selection selection = {
        .judge = slice->judge, .model = model, .from = DAY_NONE, .to = DAY_NONE};
    make_counts(&counting, model);
    add(&selection, tally_consumer(tally));
    add(&selection, (struct judge_consumer){&counting, block_begin, take, block_end, NULL, 0});
    selection.has_whole = figures != NULL;
    if (figures)
        selection.whole = figures_consumer(figures);
    struct judge_consumer consumer = selection_consumer(&selection);
    judge_all(slice->judge, 1, &consumer);
    if (figures)
        figures_walk(figures, 1);
    struct report_input input = {.model = model,
                                 .log = slice->log,
                                 .judge = slice->judge,
                                 .tally = tally_finish(tally, judged->arena),
                                 .figures =
                                     figures ? figures_finish(figures, judged->arena) : &none,
                                 .from = DAY_NONE,
                                 .to = DAY_NONE};
    judged->as_of = judge_as_of(slice->judge);
    sum_up(&counting, model);
    stand(judged, &input);
    finish(judged, slice->judge, slice->log);
    tally_free(tally);
    if (figures)
        figures_free(figures);
}

static void read_all(struct board *board, const struct watch_pulse *pulse)
{
    struct judged *judged = &board->judged;
    struct reading_by by = pulse->by;
    struct slice slice;
    store_numbers events = {0};
    slice_records records = {0};
    struct slice_headers headers = {0};
    struct arena *scratch = arena_new();
    by.known = ARENA_ARRAY(scratch, by.known_count + 1, bool);
    watch_known(&by, &board->store, scratch);
    gauges_read(&board->store, pulse->now, &board->gauges);
    for (int64_t i = 1; i <= board->gauges.events; i++)
        VECTOR_PUSH(scratch, &events, i);
    slice_events(&board->store, &events, scratch, &records);
    slice_add_headers(&board->store, &records, scratch, &headers);
    if (slice_make(&slice, &by, &records, &headers)) {
        slice_judge(&slice, &by, pulse->as_of);
        judge_slice(judged, &slice, by.model);
    }
    slice_free(&slice);
    arena_free(scratch);
    gauges_records(&board->store, BOARD_RECORDS, judged->arena, &judged->records);
    gauges_snoozes(&board->store, pulse->now, judged->arena, &judged->snoozes);
}

bool board_judge(struct board *board, const struct watch_pulse *pulse)
{
    instant begun = moment_now();
    struct arena *arena = board->judged.arena;
    if (!board_open(board))
        return false;
    arena_reset(arena);
    board->judged =
        (struct judged){.arena = arena, .as_of = INSTANT_NONE, .model = pulse->by.model};
    db_run(board->store.db, "BEGIN"); /* one look, whatever is written meanwhile */
    read_all(board, pulse);
    db_run(board->store.db, "COMMIT");
    if (db_problem(board->store.db))
        return board_fail(board, text_of(db_problem(board->store.db)));
    board->problem = TEXT("");
    board->at = moment_now();
    board->cost = board->at - begun;
    return true;
}

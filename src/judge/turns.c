/* turns.c - the same walk as the judge's, with a look at each clock before and behind each row. */
#include "judge/turns.h"

#include <string.h>

#include "base/vector.h"
#include "judge/desk.h"

typedef VECTOR(struct turn) turn_list;

/* A clock before a row. */
struct glance {
    bool is_running;
    enum clock_state state;
    uint32_t cycle, clause;
    micros used, limit;
    instant due;
    bool was_breached;
};

struct walk {
    const struct judge *judge;
    const struct turns_consumer *consumer;
    struct desk desk;
    struct arena *scratch; /* of a ticket */
    turn_list *turns;      /* by target */
    uint32_t *before;      /* the values before the row */
    uint32_t *at_opening;
    struct turns_ticket ticket;
    instant first_due;
    bool first_answers; /* a reply stops what is due first */
};

/* ---- one row, one clock ---- */

/* A due instant that is missing now need not be missing in the end. */
static instant due_now(struct cycle *cycle)
{
    enum calendar_status fault = cycle->fault;
    uint32_t calendar = cycle->fault_calendar;
    cycle_settle(cycle);
    instant due = cycle_due(cycle);
    cycle->fault = fault;
    cycle->fault_calendar = calendar;
    return due;
}

static struct glance look(struct run *run, const struct step *step)
{
    struct cycle *cycle = &run->cycle;
    struct glance glance = {.is_running = run_is_running(run), .cycle = run->cycles};
    if (!glance.is_running)
        return glance;
    if (run->reached_step != step->number)
        cycle_advance(cycle, step->at);
    run->reached_step = step->number;
    glance.due = due_now(cycle);
    glance.state = cycle->state;
    glance.clause = cycle->clause;
    glance.used = cycle->used;
    glance.limit = cycle->limit;
    glance.was_breached = cycle->breached_at != INSTANT_NONE;
    return glance;
}

/* The rank that CODE stands for, from 1; 0: unset. */
static uint32_t rank_of(const struct walk *walk, uint32_t attribute, uint32_t code)
{
    return code ? walk->judge->log->columns[attribute].values[code].choice + 1 : 0;
}

/* Did a ladder that the clauses of TARGET name fall, and none rise? */
static bool is_lower(const struct walk *walk, const struct plan_target *target,
                     const struct step *step)
{
    const struct schema *schema = &walk->judge->model->schema;
    bool fell = false;
    for (uint32_t i = 0; i < schema->stored; i++) {
        if (schema->attributes[i].type != ATTRIBUTE_LADDER || !target->named[i])
            continue;
        uint32_t was = rank_of(walk, i, walk->before[i]),
                 is = rank_of(walk, i, step->view->codes[i]);
        if (was && is > was)
            return false;
        fell |= is && is < was;
    }
    return fell;
}

/* Has CLAUSE been in force in this cycle before? */
static bool is_back(const struct walk *walk, const struct run *run, uint32_t clause)
{
    const turn_list *turns = &walk->turns[run->number];
    for (size_t i = turns->count; i-- > 0 && turns->at[i].cycle == run->cycles;)
        if (turns->at[i].clause == clause)
            return true;
    return false;
}

static void add(struct walk *walk, struct run *run, struct turn turn, const struct step *step)
{
    turn.cycle = run->cycles;
    turn.at = step->at;
    turn.row = step->row;
    turn.after = run->cycle.clause;
    turn.due_after = due_now(&run->cycle);
    VECTOR_PUSH(walk->scratch, &walk->turns[run->number], turn);
}

static bool is_answered(const struct clock_model *clock)
{
    for (uint32_t i = 0; i < clock->stops.count; i++)
        if (clock->stops.at[i].kind == KIND_REPLY)
            return true;
    return false;
}

static void add_start(struct walk *walk, struct run *run, const struct step *step)
{
    struct turn turn = {.kind = TURN_START, .clause = run->cycle.clause, .due = INSTANT_NONE};
    instant due = due_now(&run->cycle);
    turn.limit = run->cycle.limit;
    add(walk, run, turn, step);
    bool answers = is_answered(run->target->clock->model);
    if (run->cycles > 1 || step->at != run->opening || due == INSTANT_NONE ||
        (walk->first_answers && !answers) ||
        (answers == walk->first_answers && due >= walk->first_due))
        return;
    walk->first_due = due;
    walk->first_answers = answers;
    walk->ticket.target = run->number;
    walk->ticket.calendar = run->cycle.calendar;
}

static void see(struct walk *walk, struct run *run, const struct glance *was,
                const struct step *step)
{
    struct turn turn = {.clause = was->clause,
                        .used = was->used,
                        .limit = was->limit,
                        .due = was->due,
                        .was_breached = was->was_breached};
    if (run->cycles > was->cycle) {
        add_start(walk, run, step);
        return;
    }
    if (!was->is_running)
        return;
    if (run->cycle.clause != was->clause && was->clause != INDEX_NONE &&
        run->cycle.clause != INDEX_NONE) {
        turn.kind = TURN_CHANGE;
        turn.is_lower = is_lower(walk, run->target, step);
        turn.is_back = is_back(walk, run, run->cycle.clause);
        add(walk, run, turn, step);
    }
    if (run_is_running(run) && run->cycle.state == STATE_PAUSED && was->state == STATE_RUNNING &&
        was->clause != INDEX_NONE) {
        turn.kind = TURN_PAUSE;
        add(walk, run, turn, step);
    }
}

static void take(struct walk *walk, struct run *run, const struct step *step)
{
    if (run->target->model->is_absent || run->target->model->is_hidden)
        return;
    struct glance was = look(run, step);
    run_step(run, step);
    see(walk, run, &was, step);
}

/* ---- one ticket ---- */

static void note_reply(struct walk *walk, const struct step *step)
{
    const struct eventlog *log = walk->judge->log;
    if (walk->ticket.reply != INDEX_NONE || step->row == INDEX_NONE ||
        log->kind[step->row] != KIND_REPLY)
        return;
    uint8_t what = log->what[step->row];
    if ((what & WHAT_PUBLIC) && (what & WHAT_ACTOR) == ACTOR_AGENT)
        walk->ticket.reply = step->row;
}

static void begin(struct walk *walk, uint32_t ticket)
{
    struct desk *desk = &walk->desk;
    history_begin(&desk->history, ticket);
    arena_reset(desk->scratch);
    arena_reset(walk->scratch);
    walk->first_due = INT64_MAX;
    walk->first_answers = false;
    for (uint32_t i = 0; i < walk->judge->model->target_count; i++) {
        walk->turns[i] = (turn_list){0};
        run_begin(&desk->runs[i], &desk->history);
    }
    walk->ticket = (struct turns_ticket){.ticket = ticket,
                                         .opening = desk->history.view.opening,
                                         .version = desk->history.judge->version,
                                         .in_force = desk->history.in_force,
                                         .codes = walk->at_opening,
                                         .target = INDEX_NONE,
                                         .calendar = INDEX_NONE,
                                         .reply = INDEX_NONE};
}

static void hand_out(const struct walk *walk, const struct run *run)
{
    const turn_list *turns = &walk->turns[run->number];
    size_t sealed = 0;
    for (size_t i = 0; i < turns->count && run->is_about; i++) {
        while (sealed < run->sealed_count && run->sealed[sealed].verdict.cycle < turns->at[i].cycle)
            sealed++;
        if (sealed < run->sealed_count)
            walk->consumer->turn(walk->consumer->context, &turns->at[i],
                                 &run->sealed[sealed].verdict);
    }
}

static void walk_ticket(struct walk *walk, uint32_t ticket)
{
    struct desk *desk = &walk->desk;
    uint32_t targets = walk->judge->model->target_count;
    size_t size = walk->judge->model->schema.stored * sizeof *walk->before;
    const struct step *step;
    begin(walk, ticket);
    memset(walk->before, 0, size);
    while ((step = history_next(&desk->history))) {
        for (uint32_t i = 0; i < targets; i++)
            take(walk, &desk->runs[i], step);
        note_reply(walk, step);
        if (step->at <= walk->ticket.opening)
            memcpy(walk->at_opening, step->view->codes, size);
        memcpy(walk->before, step->view->codes, size);
    }
    if (!desk->history.step.number)
        return;
    for (uint32_t i = 0; i < targets; i++)
        run_end(&desk->runs[i], &desk->history.view);
    walk->consumer->ticket(walk->consumer->context, &walk->ticket);
    for (uint32_t i = 0; i < targets; i++)
        hand_out(walk, &desk->runs[i]);
}

void turns_all(const struct judge *judge, const struct turns_consumer *consumer)
{
    struct walk walk = {.judge = judge, .consumer = consumer, .scratch = arena_new()};
    struct arena *arena = arena_new();
    uint32_t stored = judge->model->schema.stored;
    desk_init(&walk.desk, judge, false);
    walk.turns = ARENA_ARRAY(arena, judge->model->target_count + 1, turn_list);
    walk.before = ARENA_ARRAY(arena, stored + 1, uint32_t);
    walk.at_opening = ARENA_ARRAY(arena, stored + 1, uint32_t);
    for (uint32_t ticket = 0; ticket < judge->log->tickets; ticket++)
        walk_ticket(&walk, ticket);
    desk_fini(&walk.desk);
    arena_free(walk.scratch);
    arena_free(arena);
}

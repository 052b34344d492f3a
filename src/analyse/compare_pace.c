/* compare_pace.c - two limits, for the tickets that get the one under the first charter and the
 * other under the second.
 *
 * Where the hours of one hold those of the other and the limit is no longer in the same unit, it
 * runs out no later whatever pauses and changes there are. Else it is known for tickets to which
 * nothing happens: their due instants are compared at all turns (check/turns.h).
 */
#include "analyse/compare_part.h"
#include "analyse/due.h"
#include "check/values.h"

/* ---- whatever happens ---- */

bool compare_never_later(struct compare *compare, const struct compare_pace *a,
                         const struct compare_pace *b)
{
    if (a->limit->kind != b->limit->kind || (b->to_opening && !a->to_opening))
        return false;
    if (a->limit->kind == LIMIT_LENGTH)
        return b->limit->length <= a->limit->length &&
               compare_within(compare, a->calendar, b->calendar);
    if (b->limit->days > a->limit->days)
        return false;
    if (a->limit->kind != LIMIT_CALENDAR_DAYS)
        return compare_same_hours(compare, a->calendar, b->calendar);
    /* Counted in `always`, by the dates of a zone (2.8). */
    return text_equal(zone_name(calendar_zone(cells_calendar(compare->cells, a->calendar))),
                      zone_name(calendar_zone(cells_calendar(compare->cells, b->calendar))));
}

/* ---- at each instant, for tickets to which nothing happens ---- */

struct trial {
    const struct compare_bout *bout;
    const struct calendar *calendar[2];
    struct calendar_complete complete[2];
    struct openable openable;
    bool at_opening; /* openings are looked at; else starts of the clock, at any instant */
};

static struct calendar_answer due_of(const struct trial *trial, int side, instant at)
{
    const struct compare_pace *pace = &trial->bout->pace[side];
    struct calendar_answer due =
        (pace->to_opening ? turns_due_moved : turns_due)(trial->calendar[side], at, pace->limit);
    const struct calendar_complete *complete = &trial->complete[side];
    if (due.status == CALENDAR_OK && (at < complete->from || due.at > complete->to))
        due.status = CALENDAR_NOT_REACHED;
    return due;
}

/* Below 0: the second is due earlier. What is never due is latest. */
static int order_at(const struct trial *trial, instant at)
{
    struct calendar_answer a = due_of(trial, 0, at), b = due_of(trial, 1, at);
    if (a.status != CALENDAR_OK || b.status != CALENDAR_OK)
        return (a.status == CALENDAR_OK) - (b.status == CALENDAR_OK);
    return (b.at > a.at) - (b.at < a.at);
}

static bool can_start(struct trial *trial, instant at)
{
    return !trial->at_opening || openable_at(&trial->openable, at);
}

static bool shows(struct trial *trial, instant at, int order)
{
    const struct compare *compare = trial->bout->compare;
    return at >= compare->from && at < compare->to && order_at(trial, at) == order &&
           can_start(trial, at);
}

/* An instant at which it is as at AT, and which is easier to read: by day, in the fortnight from
 * then on, or else the quarter of an hour or minute behind it. */
static instant readable(struct trial *trial, instant at)
{
    static const micros steps[] = {15 * MICROS_MINUTE, MICROS_MINUTE};
    static const int hours[] = {10, 9, 14, 16};
    enum { DAYS = 14 };
    const struct zone *zone = trial->bout->compare->both.zone;
    int order = order_at(trial, at);
    day date = zone_to_local(zone ? zone : zone_utc(), at).date;
    for (int i = 0; i < DAYS; i++)
        for (size_t k = 0; k < sizeof hours / sizeof *hours; k++) {
            micros time = hours[k] * MICROS_HOUR;
            instant near = zone_to_instant(zone ? zone : zone_utc(), date + i, time).at;
            if (shows(trial, near, order))
                return near;
        }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        instant past = at % steps[i];
        past = past < 0 ? past + steps[i] : past;
        instant near = past ? at + steps[i] - past : at;
        if (shows(trial, near, order))
            return near;
    }
    return at;
}

struct found {
    instant earlier, later; /* at which the second is due so */
};

static void add_complete(struct trial *trial, struct turns *turns, int side)
{
    const struct compare_pace *pace = &trial->bout->pace[side];
    instant ends[] = {trial->complete[side].from, trial->complete[side].to};
    for (size_t i = 0; i < 2; i++) {
        if (ends[i] <= INSTANT_FIRST || ends[i] >= INSTANT_END)
            continue;
        turns_add_instant(turns, ends[i]);
        if (pace->limit->kind != LIMIT_LENGTH)
            continue;
        struct calendar_answer before =
            calendar_before(trial->calendar[side], ends[i], pace->limit->length);
        if (before.status == CALENDAR_OK)
            turns_add_instant(turns, before.at);
    }
}

/* LESS: it is known that the second is never later; MORE: never earlier. */
static struct found search(struct trial *trial, bool less, bool more)
{
    const struct compare_bout *bout = trial->bout;
    struct compare *compare = bout->compare;
    struct found found = {INSTANT_NONE, INSTANT_NONE};
    struct arena *scratch = arena_new();
    struct turns turns;
    turns_init(&turns, scratch, compare->from, compare->to);
    for (int side = 0; side < 2; side++) {
        turns_add(&turns, trial->calendar[side], bout->pace[side].limit);
        add_complete(trial, &turns, side);
    }
    if (trial->at_opening)
        openable_add_turns(&trial->openable, &turns);
    turns_sort(&turns);
    for (size_t i = 0; i < turns.list.count; i++) {
        instant at = turns.list.at[i];
        if ((more || found.earlier != INSTANT_NONE) && (less || found.later != INSTANT_NONE))
            break; /* nothing else is to be found */
        int order = order_at(trial, at);
        instant *place = order < 0 ? &found.earlier : &found.later;
        if (order && *place == INSTANT_NONE && can_start(trial, at))
            *place = readable(trial, at);
    }
    arena_free(scratch);
    return found;
}

/* ---- tickets ---- */

static const struct condition *counted_nothing(struct compare *compare, uint32_t attribute)
{
    struct value *none = ARENA_NEW(compare->arena, struct value);
    struct condition *is = ARENA_NEW(compare->arena, struct condition);
    none->type = VALUE_NUMBER;
    *is = (struct condition){
        .op = CONDITION_IS, .attribute = attribute, .values = none, .value_count = 1};
    return is;
}

static const struct condition *of_class(struct compare *compare, enum status_class class)
{
    struct condition *is = ARENA_NEW(compare->arena, struct condition);
    *is = (struct condition){.op = CONDITION_CLASS, .status_class = class};
    return is;
}

/* Tickets of FORMULA that can be opened so, with a clock that runs from there on. */
static const struct condition *fresh(const struct compare_bout *bout)
{
    struct compare *compare = bout->compare;
    struct arena *arena = compare->arena;
    const struct schema *schema = &compare->both.schema;
    const struct condition *out = bout->formula;
    out = cells_and(arena, out, counted_nothing(compare, (uint32_t)schema->reopenings));
    out = cells_and(arena, out, counted_nothing(compare, (uint32_t)schema->replies));
    out = cells_and(arena, out, of_class(compare, CLASS_WORKING));
    for (int side = 0; side < 2; side++) {
        const struct compare_side *own = &compare->side[side];
        if (bout->target[side] == INDEX_NONE)
            continue;
        const struct clock_model *clock =
            &own->model->clocks[own->model->targets[bout->target[side]].clock];
        out = cells_and(arena, out, compare_condition(compare, side, clock->starts.when));
        if (clock->pauses)
            out = cells_and(arena, out,
                            cells_not(arena, compare_condition(compare, side, clock->pauses)));
    }
    return out;
}

/* Of those, rather one of which no status needs to be known. */
static const struct condition *plain(struct compare *compare, const struct condition *formula)
{
    if (compare->both.schema.status < 0)
        return formula;
    struct condition *known = ARENA_NEW(compare->arena, struct condition);
    *known = (struct condition){.op = CONDITION_KNOWN,
                                .attribute = (uint32_t)compare->both.schema.status};
    return cells_and(compare->arena, formula, cells_not(compare->arena, known));
}

static void list_values(struct compare *compare, const struct cells_witness *ticket,
                        struct compare_witness *out)
{
    const struct schema *schema = &compare->both.schema;
    struct compare_value *values =
        ARENA_ARRAY(compare->arena, (size_t)schema->count + 1, struct compare_value);
    for (uint32_t i = 0; i < schema->stored; i++)
        if (ticket->matters[i] && ticket->values[i].type != VALUE_UNSET)
            values[out->value_count++] = (struct compare_value){
                schema->attributes[i].name, value_words(compare->arena, &schema->attributes[i],
                                                        compare->both.zone, &ticket->values[i])};
    out->values = values;
}

/* That it has no status goes without saying. */
static void leave_status_out(const struct compare *compare, struct cells_witness *ticket)
{
    int32_t status = compare->both.schema.status;
    bool *matters = ARENA_ARRAY(compare->arena, compare->both.schema.count, bool);
    for (uint32_t i = 0; i < compare->both.schema.count; i++)
        matters[i] = ticket->matters[i] && !(status >= 0 && i == (uint32_t)status &&
                                             ticket->values[i].type == VALUE_UNSET);
    ticket->matters = matters;
}

/* ---- judged ---- */

static uint32_t own_choice(const struct compare_side *side, uint32_t attribute, uint32_t choice)
{
    const struct attribute *own = &side->model->schema.attributes[attribute];
    uint32_t i = 0;
    while (i < own->choice_count && side->choices[attribute][i] != choice)
        i++;
    return i < own->choice_count ? i : INDEX_NONE;
}

/* What SIDE knows of the ticket. */
static uint32_t assignments_of(const struct compare *compare, int number,
                               const struct cells_witness *ticket, struct assignment *out)
{
    const struct compare_side *side = &compare->side[number];
    uint32_t count = 0;
    for (uint32_t i = 0; i < side->model->schema.stored; i++) {
        uint32_t attribute = side->attributes[i];
        if (attribute == INDEX_NONE || ticket->values[attribute].type == VALUE_UNSET)
            continue;
        struct assignment *one = &out[count];
        *one = (struct assignment){.attribute = i, .value = ticket->values[attribute]};
        if (one->value.type == VALUE_CHOICE)
            one->value.choice = own_choice(side, i, one->value.choice);
        count += one->value.type != VALUE_CHOICE || one->value.choice != INDEX_NONE;
    }
    return count;
}

static struct compare_due due_of_ledger(const struct ledger *ledger)
{
    struct compare_due out = {COMPARE_NO_RECORD, INSTANT_NONE};
    if (!ledger)
        return out;
    const struct verdict *verdict = &ledger->verdict;
    out.at = verdict->due;
    if (verdict->kind == VERDICT_EXCLUDED)
        out.state = COMPARE_EXCLUDED;
    else if (verdict->kind == VERDICT_UNCOVERED)
        out.state = COMPARE_UNCOVERED;
    else if (verdict->due != INSTANT_NONE && verdict->kind != VERDICT_ERROR)
        out.state = COMPARE_DUE;
    else
        out.state = verdict->flags & FLAG_PAUSED ? COMPARE_PAUSED : COMPARE_NEVER_DUE;
    if (out.state != COMPARE_DUE)
        out.at = INSTANT_NONE;
    return out;
}

static struct compare_due judge(const struct compare_bout *bout, int number,
                                const struct cells_witness *ticket)
{
    const struct compare_side *side = &bout->compare->side[number];
    struct arena *scratch = arena_new();
    struct compare_due out = {COMPARE_NO_RECORD, INSTANT_NONE};
    struct assignment *known =
        ARENA_ARRAY(scratch, (size_t)side->model->schema.count + 1, struct assignment);
    struct due_question question = {.model = side->open,
                                    .target = bout->target[number],
                                    .opened = ticket->opened,
                                    .assignments = known};
    question.assignment_count = assignments_of(bout->compare, number, ticket, known);
    if (question.target != INDEX_NONE) {
        struct due_answer answer = due_ask(scratch, &question);
        out = due_of_ledger(answer.ledger);
        due_done(&answer);
    }
    arena_free(scratch);
    return out;
}

static void judge_both(const struct compare_bout *bout, struct cells_witness *ticket,
                       struct compare_witness *out)
{
    ticket->opened_matters = false;
    leave_status_out(bout->compare, ticket);
    out->is_there = out->is_ticket = out->is_opened = true;
    out->start = ticket->opened;
    out->ticket = cells_ticket(bout->compare->cells, ticket);
    list_values(bout->compare, ticket, out);
    for (int side = 0; side < 2; side++)
        out->due[side] = judge(bout, side, ticket);
}

bool compare_find_ticket(const struct compare_bout *bout, struct compare_witness *witness)
{
    struct compare *compare = bout->compare;
    const struct condition *wanted[] = {plain(compare, fresh(bout)), fresh(bout), bout->formula};
    struct cells_witness ticket;
    *witness = (struct compare_witness){0};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (cells_find(compare->cells, wanted[i], &ticket) != CELLS_YES)
            continue;
        if (!ticket.opened_matters)
            ticket.opened = compare->from + 10 * MICROS_HOUR;
        judge_both(bout, &ticket, witness);
        if (bout->starts_opened && i < 2)
            return true;
        /* No opening shows it: events before it, or another clause, have to come first. */
        witness->is_opened = false;
        witness->start = witness->due[0].at = witness->due[1].at = INSTANT_NONE;
        return true;
    }
    return false;
}

/* A ticket that is opened at AT, or whose clock starts then. */
static struct compare_witness ticket_at(struct trial *trial, instant at)
{
    const struct compare_bout *bout = trial->bout;
    struct compare *compare = bout->compare;
    struct cells_witness ticket;
    struct compare_witness out = {0};
    if (at == INSTANT_NONE)
        return out;
    if (trial->at_opening) {
        struct openable neat = trial->openable;
        neat.formula = plain(compare, neat.formula);
        if (openable_find(&neat, at, &ticket) != CELLS_YES &&
            openable_find(&trial->openable, at, &ticket) != CELLS_YES)
            return out;
        ticket.opened = at;
        judge_both(bout, &ticket, &out);
        return out;
    }
    if (cells_find(compare->cells, bout->formula, &ticket) != CELLS_YES)
        return out;
    ticket.opened_matters = false;
    leave_status_out(compare, &ticket);
    out.is_there = out.is_ticket = true;
    out.ticket = cells_ticket(compare->cells, &ticket);
    list_values(compare, &ticket, &out);
    out.start = at;
    for (int side = 0; side < 2; side++) {
        struct calendar_answer due = due_of(trial, side, at);
        out.due[side] = (struct compare_due){
            due.status == CALENDAR_OK ? COMPARE_DUE : COMPARE_NEVER_DUE, due.at};
        if (due.status != CALENDAR_OK)
            out.due[side].at = INSTANT_NONE;
    }
    return out;
}

/* Does the judge say of the ticket what was worked out? */
static bool is_confirmed(const struct compare_witness *witness, bool better)
{
    const struct compare_due *a = &witness->due[0], *b = &witness->due[1];
    if (!witness->is_there)
        return true;
    if (a->state != COMPARE_DUE || b->state != COMPARE_DUE)
        return (better ? b : a)->state == COMPARE_DUE;
    return better ? b->at < a->at : b->at > a->at;
}

/* ---- both ---- */

static struct trial make_trial(const struct compare_bout *bout)
{
    struct compare *compare = bout->compare;
    struct trial trial = {.bout = bout};
    for (int side = 0; side < 2; side++) {
        const struct compare_pace *pace = &bout->pace[side];
        uint32_t calendar =
            pace->limit->kind == LIMIT_CALENDAR_DAYS ? compare->side[side].shift : pace->calendar;
        trial.calendar[side] = cells_calendar(compare->cells, calendar);
        trial.complete[side] = calendar_complete_of(compare->both.calendars[calendar].hours);
    }
    const struct condition *formula = fresh(bout);
    trial.at_opening =
        bout->starts_opened && cells_find(compare->cells, formula, NULL) == CELLS_YES;
    openable_init(&trial.openable, compare->arena, compare->cells, formula);
    return trial;
}

static void settle(const struct compare_bout *bout, struct compare_order *order, bool less,
                   bool more)
{
    bool earlier = order->better.is_there, later = order->worse.is_there;
    if (!is_confirmed(&order->better, true) || !is_confirmed(&order->worse, false)) {
        order->mark = COMPARE_UNCLEAR;
        order->reason = TEXT("the judge does not confirm the order that was worked out");
    } else if (earlier && later) {
        order->mark = COMPARE_MIXED;
    } else if (less || more || !bout->may_pause) {
        order->mark = earlier ? COMPARE_BETTER : later ? COMPARE_WORSE : COMPARE_SAME;
    } else {
        order->mark = COMPARE_UNCLEAR;
        order->reason =
            TEXT("the clock may stand still on the way, and then it depends on the hours of the "
                 "pause which of the two limits runs out first");
    }
    if (order->mark == COMPARE_SAME && bout->may_pause) {
        order->mark = COMPARE_UNCLEAR;
        order->reason = TEXT("no ticket to which nothing happens is due at another instant, but "
                             "one that is paused may be");
    }
}

struct compare_order compare_paces(const struct compare_bout *bout)
{
    struct compare_order order = {.mark = COMPARE_SAME};
    bool less = compare_never_later(bout->compare, &bout->pace[0], &bout->pace[1]);
    bool more = compare_never_later(bout->compare, &bout->pace[1], &bout->pace[0]);
    order.is_robust = less && more;
    if (order.is_robust)
        return order;
    struct trial trial = make_trial(bout);
    struct found found = search(&trial, less, more);
    order.better = ticket_at(&trial, found.earlier);
    order.worse = ticket_at(&trial, found.later);
    if ((found.earlier != INSTANT_NONE) != order.better.is_there ||
        (found.later != INSTANT_NONE) != order.worse.is_there) {
        order.mark = COMPARE_UNCLEAR;
        order.reason = TEXT("the conditions of its tickets are too tangled");
        return order;
    }
    settle(bout, &order, less, more);
    order.is_robust = order.mark != COMPARE_SAME && (less || more);
    return order;
}

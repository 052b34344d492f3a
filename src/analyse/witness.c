/* witness.c - see witness.h. A clock need not start at the opening, so the ticket that is judged
 * also gets an event that starts it. */
#include "analyse/witness.h"

#include "analyse/relevant.h"
#include "judge/judge.h"
#include "log/imagine.h"
#include "log/read.h"

/* Reopenings or replies that are acted out; with more of them nothing is shown. */
enum { COUNTED_MOST = 50 };

struct story {
    const struct witness *witness;
    VECTOR(struct test_event) events;
    bool is_done;
};

typedef VECTOR(struct assignment) assignments;

/* ---- events ---- */

static void push(struct story *story, struct test_event event)
{
    event.at = story->witness->ticket->opened;
    VECTOR_PUSH(story->witness->arena, &story->events, event);
}

static void push_kind(struct story *story, uint32_t kind, enum actor actor)
{
    push(story, (struct test_event){.kind = kind, .actor = actor});
}

/* The ticket enters STATUS. */
static void push_status(struct story *story, uint32_t status)
{
    const struct witness *witness = story->witness;
    struct assignment *enters = ARENA_NEW(witness->arena, struct assignment);
    enters->attribute = (uint32_t)witness->model->schema.status;
    enters->value = (struct value){.type = VALUE_CHOICE, .choice = status};
    push(story, (struct test_event){.kind = INDEX_NONE,
                                    .actor = ACTOR_NONE,
                                    .assignments = enters,
                                    .assignment_count = 1});
}

/* What the ticket has at its opening; attributes that are counted are not given. One that is done
 * without a status comes into the log with the event that it is resolved. */
static void push_opening(struct story *story)
{
    const struct witness *witness = story->witness;
    assignments list = {0};
    for (uint32_t i = 0; i < witness->model->schema.stored; i++) {
        struct assignment assignment = {.attribute = i, .value = witness->ticket->values[i]};
        if (assignment.value.type != VALUE_UNSET)
            VECTOR_PUSH(witness->arena, &list, assignment);
    }
    story->is_done = witness->ticket->is_done;
    push(story, (struct test_event){.opens = !story->is_done,
                                    .kind = story->is_done ? KIND_RESOLVED : KIND_OPENED,
                                    .actor = story->is_done ? ACTOR_AGENT : ACTOR_CUSTOMER,
                                    .assignments = list.at,
                                    .assignment_count = (uint32_t)list.count});
}

/* ---- done and reopened ---- */

static uint32_t status_of_class(const struct model *model, enum status_class wanted)
{
    if (model->schema.status < 0)
        return INDEX_NONE;
    const struct attribute *status = &model->schema.attributes[model->schema.status];
    for (uint32_t i = 0; i < status->choice_count; i++)
        if (model->schema.classes[i] == wanted && !status->choices[i].is_absent)
            return i;
    return INDEX_NONE;
}

/* The status at the opening, or INDEX_NONE. */
static uint32_t own_status(const struct witness *witness)
{
    int32_t status = witness->model->schema.status;
    const struct value *value = status < 0 ? NULL : &witness->ticket->values[status];
    return value && value->type == VALUE_CHOICE ? value->choice : INDEX_NONE;
}

/* Done, or not any more: by a status where the ticket has one, else by an event. */
static void turn(struct story *story, bool done)
{
    const struct witness *witness = story->witness;
    const enum status_class *classes = witness->model->schema.classes;
    uint32_t own = own_status(witness), status = own;
    if (own != INDEX_NONE && (classes[own] == CLASS_DONE) != done)
        status = status_of_class(witness->model, done ? CLASS_DONE : CLASS_WORKING);
    if (own != INDEX_NONE && status != INDEX_NONE)
        push_status(story, status);
    else
        push_kind(story, done ? KIND_RESOLVED : KIND_REOPENED, ACTOR_AGENT);
    story->is_done = done;
}

/* How often a counted attribute has to be raised; COUNTED_MOST + 1: too often. */
static int64_t counted(const struct witness *witness, int32_t attribute)
{
    const struct value *value = &witness->ticket->values[attribute];
    struct decimal most = {COUNTED_MOST, 0};
    if (value->type != VALUE_NUMBER || value->number.digits <= 0)
        return 0;
    return decimal_compare(value->number, most) > 0 ? COUNTED_MOST + 1 : value->number.digits;
}

/* The counts of the ticket come true; false if they are too high. */
static bool act_out(struct story *story)
{
    const struct witness *witness = story->witness;
    const struct schema *schema = &witness->model->schema;
    uint32_t own = own_status(witness);
    int64_t replies = counted(witness, schema->replies);
    int64_t reopenings = counted(witness, schema->reopenings);
    story->is_done |= own != INDEX_NONE && schema->classes[own] == CLASS_DONE;
    bool ends_done = story->is_done;
    for (int64_t i = 0; i < replies; i++)
        push_kind(story, KIND_REPLY, ACTOR_CUSTOMER);
    for (int64_t i = 0; i < reopenings; i++) {
        if (!story->is_done)
            turn(story, true);
        turn(story, false);
    }
    if (ends_done && !story->is_done)
        turn(story, true);
    return replies <= COUNTED_MOST && reopenings <= COUNTED_MOST;
}

/* ---- the start ---- */

/* The event that TRIGGER waits for, right after the opening, unless it is the opening itself. */
static bool push_start(struct story *story, const struct trigger *trigger)
{
    const struct model *model = story->witness->model;
    if (trigger->kind == KIND_OPENED) {
        if (trigger->actor != ACTOR_NONE)
            story->events.at[0].actor = trigger->actor;
        return true;
    }
    if (trigger->kind != INDEX_NONE) {
        push_kind(story, trigger->kind, trigger->actor);
        return true;
    }
    uint32_t status = trigger->status;
    if (status == INDEX_NONE && trigger->has_class)
        status = status_of_class(model, trigger->status_class);
    if (status != INDEX_NONE)
        push_status(story, status);
    return status != INDEX_NONE;
}

/* ---- a model of this target alone ---- */

static void mark_asked(const struct condition *condition, bool *needed)
{
    if (!condition)
        return;
    if (condition->op == CONDITION_DURING)
        needed[condition->calendar] = true;
    for (uint32_t i = 0; i < condition->part_count; i++)
        mark_asked(condition->parts[i], needed);
}

static const bool *needed_calendars(const struct witness *witness, const struct target *target,
                                    const struct clock_model *clock)
{
    bool *needed = ARENA_ARRAY(witness->arena, witness->model->calendar_count, bool);
    const struct condition *const asked[] = {target->about, target->excludes, clock->starts.when,
                                             clock->stops.when, clock->pauses};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        mark_asked(asked[i], needed);
    for (uint32_t i = 0; witness->escalation && i < witness->escalation->step_count; i++)
        mark_asked(witness->escalation->steps[i].once, needed);
    mark_asked(witness->escalation ? witness->escalation->when : NULL, needed);
    needed[target->calendar] = true;
    needed[clock->reopening_calendar] = true;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        needed[target->clauses[i].calendar] = true;
        mark_asked(target->clauses[i].when, needed);
    }
    return needed;
}

/* Calendars that are of no concern, or not sound, are open always: they cost nothing then. */
static const struct model_calendar *own_calendars(const struct witness *witness,
                                                  const struct target *target,
                                                  const struct clock_model *clock)
{
    const struct model *model = witness->model;
    const bool *needed = needed_calendars(witness, target, clock);
    struct model_calendar *rows =
        ARENA_ARRAY(witness->arena, model->calendar_count, struct model_calendar);
    for (uint32_t i = 0; i < model->calendar_count; i++) {
        uint32_t own = needed[i] && model->calendars[i].is_sound ? i : 0;
        rows[i] = model->calendars[own];
        rows[i].compiled = cells_calendar_early(witness->cells, own);
    }
    return rows;
}

/* With all clauses: a ledger tells of those, too, that do not match. */
static const struct target *own_target(const struct witness *witness)
{
    struct target *target = ARENA_NEW(witness->arena, struct target);
    *target = witness->model->targets[witness->target];
    if (witness->clause == INDEX_NONE)
        return target;
    target->clauses += witness->clause;
    target->clause_count = 1;
    target->beats = ARENA_NEW(witness->arena, bool);
    return target;
}

static void take_escalation(const struct witness *witness, struct model *model)
{
    model->escalations = NULL;
    model->escalation_count = 0;
    if (!witness->escalation)
        return;
    struct escalation *own = ARENA_NEW(witness->arena, struct escalation);
    *own = *witness->escalation;
    own->target = 0;
    model->escalations = own;
    model->escalation_count = 1;
}

static const struct model *own_model(const struct witness *witness, const struct target *target)
{
    struct target *own = ARENA_NEW(witness->arena, struct target);
    struct model *model = ARENA_NEW(witness->arena, struct model);
    struct model_version *version = ARENA_NEW(witness->arena, struct model_version);
    *model = *witness->model;
    *own = *target;
    own->clock = 0;
    model->targets = own;
    model->target_count = 1;
    model->clocks += witness->model->targets[witness->target].clock;
    model->clock_count = 1;
    model->calendars = own_calendars(witness, model->targets, model->clocks);
    take_escalation(witness, model);
    *version = (struct model_version){.from = DAY_NONE, .until = DAY_NONE, .model = model};
    model->versions = version;
    model->version_count = 1;
    return model;
}

/* ---- judging ---- */

static bool judged(const struct witness *witness, const struct story *story,
                   enum verdict_kind wanted, struct verdict *verdict)
{
    const struct target *whole = own_target(witness);
    struct relevant relevant =
        relevant_clauses(witness->arena, witness->model, whole, witness->ticket);
    const struct model *model = own_model(witness, &relevant.target);
    struct eventlog *log = log_imagine(witness->arena, &model->schema, TEXT("the imagined ticket"),
                                       story->events.at, (uint32_t)story->events.count);
    struct judge *judge = judge_new(witness->arena, model, log, witness->ticket->opened);
    uint32_t cycles = 0;
    const struct ledger *ledgers = judge_ledgers(judge, 0, 0, witness->arena, &cycles);
    bool found = false;
    for (uint32_t i = 0; i < cycles && !found; i++) {
        *verdict = ledgers[i].verdict;
        found = verdict->kind == wanted;
    }
    if (found && verdict->clause != INDEX_NONE)
        verdict->clause = relevant.whole[verdict->clause];
    log_free(log);
    return found;
}

bool witness_judge(const struct witness *witness, enum verdict_kind wanted, struct verdict *verdict)
{
    const struct target *target = &witness->model->targets[witness->target];
    const struct triggers *starts = &witness->model->clocks[target->clock].starts;
    for (uint32_t i = 0; i < starts->count; i++) {
        struct story story = {.witness = witness};
        push_opening(&story);
        if (act_out(&story) && push_start(&story, &starts->at[i]) &&
            judged(witness, &story, wanted, verdict))
            return true;
    }
    return false;
}

static const struct ledger *ledger_of(const struct witness *witness, const struct story *story,
                                      instant as_of)
{
    const struct model *model = own_model(witness, own_target(witness));
    struct eventlog *log = log_imagine(witness->arena, &model->schema, TEXT("the imagined ticket"),
                                       story->events.at, (uint32_t)story->events.count);
    struct judge *judge = judge_new(witness->arena, model, log, as_of);
    uint32_t cycles = 0;
    const struct ledger *ledgers = judge_ledgers(judge, 0, 0, witness->arena, &cycles);
    log_free(log);
    return cycles ? &ledgers[0] : NULL;
}

const struct ledger *witness_ledger(const struct witness *witness, instant as_of)
{
    const struct target *target = &witness->model->targets[witness->target];
    const struct triggers *starts = &witness->model->clocks[target->clock].starts;
    const struct ledger *found = NULL;
    for (uint32_t i = 0; i < starts->count && !found; i++) {
        struct story story = {.witness = witness};
        push_opening(&story);
        if (act_out(&story) && push_start(&story, &starts->at[i]))
            found = ledger_of(witness, &story, as_of);
    }
    return found;
}

struct text witness_words(const struct witness *witness)
{
    struct cells_witness ticket = *witness->ticket;
    ticket.opened_matters = true;
    return cells_ticket(witness->cells, &ticket);
}

/* imagined.c - see imagined.h. */
#include "analyse/imagined.h"

#include <stdlib.h>

#include "log/imagine.h"
#include "log/read.h"
#include "time/zone.h"

instant imagined_now(const struct imagined *imagined)
{
    instant last =
        imagined->events.count ? imagined->events.at[imagined->events.count - 1].at : INSTANT_NONE;
    if (last == INSTANT_NONE)
        return imagined->now;
    return imagined->now != INSTANT_NONE && imagined->now > last ? imagined->now : last;
}

void imagined_open(struct imagined *imagined, struct test_event opening)
{
    opening.opens = true;
    opening.kind = KIND_OPENED;
    imagined->events.count = 0;
    VECTOR_PUSH(imagined->arena, &imagined->events, opening);
    if (imagined->now != INSTANT_NONE && imagined->now < opening.at)
        imagined->now = INSTANT_NONE;
}

bool imagined_add(struct imagined *imagined, struct test_event event)
{
    if (imagined->events.count && event.at < imagined->events.at[imagined->events.count - 1].at)
        return false;
    VECTOR_PUSH(imagined->arena, &imagined->events, event);
    return true;
}

/* ---- judging ---- */

static struct imagined_answer judge_events(struct arena *arena,
                                           const struct flip_question *question)
{
    struct imagined_answer answer = {0};
    answer.log = log_imagine(arena, &question->model->schema, TEXT("(imagined)"), question->events,
                             question->event_count);
    answer.judge = judge_new(arena, question->model, answer.log, question->as_of);
    answer.ledgers = judge_ledgers(answer.judge, 0, question->target, arena, &answer.count);
    return answer;
}

struct imagined_answer imagined_judge(struct arena *arena, const struct imagined *imagined,
                                      const struct model *model)
{
    struct flip_question question = {.model = model,
                                     .events = imagined->events.at,
                                     .event_count = (uint32_t)imagined->events.count,
                                     .target = INDEX_NONE,
                                     .as_of = imagined_now(imagined)};
    return judge_events(arena, &question);
}

void imagined_done(struct imagined_answer *answer)
{
    log_free(answer->log);
    answer->log = NULL;
}

instant imagined_soon(const struct zone *zone, instant from, int weekday, micros time)
{
    day date = zone_to_local(zone, from).date;
    for (int i = 0; i <= 8; i++, date++) {
        if (weekday >= 0 && civil_weekday(date) != (enum weekday)weekday)
            continue;
        instant at = zone_to_instant(zone, date, time).at;
        if (at > from)
            return at;
    }
    return INSTANT_NONE;
}

/* ---- ahead ---- */

static int compare_ahead(const void *a, const void *b)
{
    const struct ahead *left = a, *right = b;
    if (left->at != right->at)
        return left->at > right->at ? 1 : -1;
    if (left->kind != right->kind)
        return left->kind > right->kind ? -1 : 1; /* a closing before what is due at it */
    return (left->target > right->target) - (left->target < right->target);
}

typedef VECTOR(struct ahead) ahead_list;

static bool runs_on(const struct verdict *verdict, instant now)
{
    return verdict->kind == VERDICT_PENDING && verdict->due != INSTANT_NONE && verdict->due >= now;
}

static bool is_noted(const ahead_list *list, uint32_t calendar)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].kind != AHEAD_DUE && list->at[i].calendar == calendar)
            return true;
    return false;
}

/* Openings and closings of CALENDAR from NOW until LAST. */
static void add_turns(struct arena *arena, const struct calendar *calendar, uint32_t index,
                      instant now, instant last, ahead_list *list)
{
    for (instant at = now;;) {
        bool open = calendar_is_open(calendar, at);
        struct calendar_answer turn =
            open ? calendar_next_closing(calendar, at) : calendar_next_opening(calendar, at);
        if (turn.status != CALENDAR_OK || turn.at > last)
            return;
        struct ahead ahead = {
            .at = turn.at, .kind = open ? AHEAD_CLOSES : AHEAD_OPENS, .calendar = index};
        VECTOR_PUSH(arena, list, ahead);
        at = turn.at;
    }
}

const struct ahead *imagined_ahead(struct arena *arena, const struct imagined_answer *answer,
                                   instant now, uint32_t *count)
{
    ahead_list list = {0};
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct verdict *verdict = &answer->ledgers[i].verdict;
        if (!runs_on(verdict, now))
            continue;
        struct ahead due = {.at = verdict->due, .kind = AHEAD_DUE, .target = verdict->target};
        VECTOR_PUSH(arena, &list, due);
    }
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct verdict *verdict = &answer->ledgers[i].verdict;
        if (runs_on(verdict, now) && !is_noted(&list, verdict->calendar))
            add_turns(arena, judge_calendar(answer->judge, verdict->calendar), verdict->calendar,
                      now, verdict->due, &list);
    }
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, compare_ahead);
    *count = (uint32_t)list.count;
    return list.at;
}

/* ---- flips ---- */

static bool names(const struct condition *condition, uint32_t attribute)
{
    if (!condition)
        return false;
    for (uint32_t i = 0; i < condition->part_count; i++)
        if (names(condition->parts[i], attribute))
            return true;
    return (condition->op == CONDITION_IS || condition->op == CONDITION_KNOWN ||
            condition->op == CONDITION_ORDER) &&
           condition->attribute == attribute;
}

static bool target_names(const struct target *target, uint32_t attribute)
{
    bool found = names(target->about, attribute) || names(target->excludes, attribute);
    for (uint32_t i = 0; i < target->clause_count && !found; i++)
        found = names(target->clauses[i].when, attribute);
    return found;
}

/* The events, with VALUE at the opening and no other value of that attribute later. */
static const struct test_event *with_value(struct arena *arena,
                                           const struct flip_question *question,
                                           const struct assignment *value)
{
    struct test_event *events = ARENA_ARRAY(arena, question->event_count + 1, struct test_event);
    for (uint32_t i = 0; i < question->event_count; i++) {
        const struct test_event *from = &question->events[i];
        struct assignment *list =
            ARENA_ARRAY(arena, (size_t)from->assignment_count + 1, struct assignment);
        uint32_t kept = 0;
        for (uint32_t k = 0; k < from->assignment_count; k++)
            if (from->assignments[k].attribute != value->attribute)
                list[kept++] = from->assignments[k];
        if (i == 0)
            list[kept++] = *value;
        events[i] = *from;
        events[i].assignments = list;
        events[i].assignment_count = kept;
    }
    return events;
}

/* The verdict of the cycle that is asked about; false if there is none. */
static bool verdict_of(struct arena *arena, const struct flip_question *question,
                       enum verdict_kind *kind)
{
    struct imagined_answer answer = judge_events(arena, question);
    bool found = false;
    for (uint32_t i = 0; i < answer.count; i++) {
        if (answer.ledgers[i].verdict.cycle != question->cycle)
            continue;
        *kind = answer.ledgers[i].verdict.kind;
        found = true;
    }
    imagined_done(&answer);
    return found;
}

static bool is_a_choice(const struct attribute *attribute)
{
    return attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER ||
           attribute->type == ATTRIBUTE_YES_NO;
}

static struct value value_number(const struct attribute *attribute, uint32_t number)
{
    if (attribute->type == ATTRIBUTE_YES_NO)
        return (struct value){.type = VALUE_YES_NO, .yes = number == 1};
    return (struct value){.type = VALUE_CHOICE, .choice = number};
}

typedef VECTOR(struct flip) flip_list;

static void try_values(struct arena *arena, const struct flip_question *question,
                       uint32_t attribute, enum verdict_kind now, flip_list *list)
{
    const struct attribute *row = &question->model->schema.attributes[attribute];
    uint32_t count = row->type == ATTRIBUTE_YES_NO ? 2 : row->choice_count;
    for (uint32_t i = 0; i < count; i++) {
        struct flip flip = {.value = {.attribute = attribute, .value = value_number(row, i)}};
        struct flip_question other = *question;
        other.events = with_value(arena, question, &flip.value);
        if (verdict_of(arena, &other, &flip.verdict) && flip.verdict != now)
            VECTOR_PUSH(arena, list, flip);
    }
}

const struct flip *imagined_flips(struct arena *arena, const struct flip_question *question,
                                  uint32_t *count)
{
    const struct schema *schema = &question->model->schema;
    const struct target *target = &question->model->targets[question->target];
    flip_list list = {0};
    enum verdict_kind now;
    if (verdict_of(arena, question, &now))
        for (uint32_t i = 0; i < schema->stored; i++)
            if (is_a_choice(&schema->attributes[i]) && (int32_t)i != schema->status &&
                target_names(target, i))
                try_values(arena, question, i, now, &list);
    *count = (uint32_t)list.count;
    return list.at;
}

/* ---- a recorded ticket ---- */

static struct test_event event_of_row(struct arena *arena, const struct eventlog *log, uint32_t row)
{
    uint32_t stored = log->schema->stored;
    struct assignment *list = ARENA_ARRAY(arena, stored + 1, struct assignment);
    struct test_event event = {.at = log->time[row],
                               .kind = log->what[row] & WHAT_EXPLICIT ? log->kind[row] : INDEX_NONE,
                               .actor = (enum actor)(log->what[row] & WHAT_ACTOR),
                               .assignments = list};
    if (event.kind == KIND_REPLY && !(log->what[row] & WHAT_PUBLIC))
        event.kind = KIND_NOTE; /* one that the customer does not see */
    for (uint32_t i = 0; i < stored; i++) {
        uint32_t code = eventlog_code(log, i, row);
        if (code)
            list[event.assignment_count++] =
                (struct assignment){.attribute = i, .value = log->columns[i].values[code]};
    }
    return event;
}

/* The opening that a column says: at its instant, with the values of the first row (3.5). */
static struct test_event opening_by_column(struct arena *arena, const struct eventlog *log,
                                           uint32_t ticket)
{
    struct test_event event = event_of_row(arena, log, eventlog_row(log, log->first[ticket]));
    struct assignment *list = (struct assignment *)event.assignments;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < event.assignment_count; i++)
        if ((int32_t)list[i].attribute != log->schema->status)
            list[kept++] = list[i];
    event.assignment_count = kept;
    event.at = log->opening[ticket];
    event.kind = KIND_OPENED;
    event.opens = true;
    return event;
}

const struct test_event *imagined_of_log(struct arena *arena, const struct eventlog *log,
                                         uint32_t ticket, uint32_t *count)
{
    VECTOR(struct test_event) list = {0};
    bool by_column = log->opening && log->opening[ticket] != INSTANT_NONE;
    if (by_column)
        VECTOR_PUSH(arena, &list, opening_by_column(arena, log, ticket));
    for (uint32_t i = log->first[ticket]; i < log->first[ticket + 1]; i++) {
        struct test_event event = event_of_row(arena, log, eventlog_row(log, i));
        if (by_column && event.at < list.at[0].at)
            event.at = list.at[0].at; /* counts as at the opening */
        if (event.kind == KIND_OPENED)
            event.kind = INDEX_NONE;
        if (!list.count) {
            event.opens = true;
            event.kind = KIND_OPENED;
        }
        VECTOR_PUSH(arena, &list, event);
    }
    *count = (uint32_t)list.count;
    return list.at;
}

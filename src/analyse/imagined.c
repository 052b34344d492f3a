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
    imagined->name = TEXT("");
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
    struct text name = question->name.len ? question->name : TEXT("(imagined)");
    answer.log =
        log_imagine(arena, &question->model->schema, name, question->events, question->event_count);
    answer.judge = judge_new(arena, question->model, answer.log, question->as_of);
    answer.ledgers = judge_ledgers(answer.judge, 0, question->target, arena, &answer.count);
    return answer;
}

struct imagined_answer imagined_judge_at(struct arena *arena, const struct imagined *imagined,
                                         const struct model *model, instant as_of)
{
    struct flip_question question = {.model = model,
                                     .events = imagined->events.at,
                                     .event_count = (uint32_t)imagined->events.count,
                                     .target = INDEX_NONE,
                                     .name = imagined->name,
                                     .as_of = as_of};
    return judge_events(arena, &question);
}

struct imagined_answer imagined_judge(struct arena *arena, const struct imagined *imagined,
                                      const struct model *model)
{
    return imagined_judge_at(arena, imagined, model, imagined_now(imagined));
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

const struct test_event *imagined_with(struct arena *arena, const struct test_event *events,
                                       uint32_t count, const struct assignment *value)
{
    struct test_event *copy = ARENA_ARRAY(arena, count + 1, struct test_event);
    for (uint32_t i = 0; i < count; i++) {
        const struct test_event *from = &events[i];
        struct assignment *list =
            ARENA_ARRAY(arena, (size_t)from->assignment_count + 1, struct assignment);
        uint32_t kept = 0;
        for (uint32_t k = 0; k < from->assignment_count; k++)
            if (from->assignments[k].attribute != value->attribute)
                list[kept++] = from->assignments[k];
        if (i == 0)
            list[kept++] = *value;
        copy[i] = *from;
        copy[i].assignments = list;
        copy[i].assignment_count = kept;
    }
    return copy;
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
        other.events = imagined_with(arena, question->events, question->event_count, &flip.value);
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
    struct test_event event = {.at = eventlog_time(log, row),
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

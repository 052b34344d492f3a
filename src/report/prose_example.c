/* prose_example.c - worked examples: a ticket that a clause is about, opened shortly before its
 * hours close, and when it is due. The judge says so, not this file. */
#include "analyse/due.h"
#include "report/prose_parts.h"

enum { BEFORE_CLOSING = 15 }; /* minutes */

/* ---------- the ticket ---------- */

static const struct condition *is_known(struct prose *p, uint32_t attribute)
{
    struct condition *condition = ARENA_NEW(p->arena, struct condition);
    condition->op = CONDITION_KNOWN;
    condition->attribute = attribute;
    return condition;
}

/* Tickets for which the clause wins, and whose clock starts at the opening. */
static const struct condition *won_by(struct prose *p, const struct target *target, uint32_t clause)
{
    const struct clock_model *clock = &p->model->clocks[target->clock];
    const struct condition *formula =
        cells_and(p->arena, target->about, target->clauses[clause].when);
    formula = cells_and(p->arena, formula, clock->starts.when);
    if (target->excludes)
        formula = cells_and(p->arena, formula, cells_not(p->arena, target->excludes));
    if (clock->pauses)
        formula = cells_and(p->arena, formula, cells_not(p->arena, clock->pauses));
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (target->beats[(size_t)i * target->clause_count + clause])
            formula = cells_and(p->arena, formula, cells_not(p->arena, target->clauses[i].when));
    return formula;
}

static const struct condition *is_value(struct prose *p, uint32_t attribute,
                                        const struct value *value)
{
    struct condition *condition = ARENA_NEW(p->arena, struct condition);
    condition->op = CONDITION_IS;
    condition->attribute = attribute;
    condition->values = value;
    condition->value_count = 1;
    return condition;
}

/* A ticket of FORMULA with as few values as can be. Which values matter is known only of a ticket at
 * hand, so it goes on till all of them have been asked for. */
static bool fewest(struct prose *p, const struct condition *formula, struct cells_witness *witness)
{
    bool *asked = ARENA_ARRAY(p->arena, p->model->schema.count, bool);
    if (!cells_find(p->cells, formula, witness))
        return false;
    for (uint32_t i = 0; i < p->model->schema.stored; i++) {
        if (asked[i] || !witness->matters[i] || witness->values[i].type == VALUE_UNSET)
            continue;
        const struct value *value = &witness->values[i];
        const struct condition *without =
            cells_and(p->arena, formula, cells_not(p->arena, is_known(p, i)));
        asked[i] = true;
        formula = cells_find(p->cells, without, NULL)
                      ? without
                      : cells_and(p->arena, formula, is_value(p, i, value));
        cells_find(p->cells, formula, witness);
        i = UINT32_MAX; /* from the first again */
    }
    return true;
}

/* One of them; rather one whose priority, or what the limits depend on, is known. */
static bool find_ticket(struct prose *p, const struct condition *formula,
                        struct cells_witness *witness)
{
    uint32_t dimension = prose_dimension(p);
    return (dimension != INDEX_NONE &&
            fewest(p, cells_and(p->arena, formula, is_known(p, dimension)), witness)) ||
           fewest(p, formula, witness);
}

/* ---------- the opening ---------- */

/* Shortly before the last closing of the first whole week of the year, or on its Friday. */
static instant late_in_week(struct prose *p, uint32_t calendar)
{
    const struct zone *zone = p->model->zone;
    day monday = p->first + (7 - (int)civil_weekday(p->first)) % 7;
    instant from = zone_to_instant(zone, monday, 0).at;
    instant end = zone_to_instant(zone, monday + 7, 0).at, last = INSTANT_NONE;
    const struct calendar *hours = cells_calendar(p->cells, calendar);
    struct calendar_answer closing = calendar_next_closing(hours, from);
    while (closing.status == CALENDAR_OK && closing.at <= end) {
        last = closing.at;
        closing = calendar_next_closing(hours, last);
    }
    instant before = last - BEFORE_CLOSING * MICROS_MINUTE;
    if (last != INSTANT_NONE && calendar_is_open(hours, before))
        return before;
    return zone_to_instant(zone, monday + FRIDAY, 17 * MICROS_HOUR + 45 * MICROS_MINUTE).at;
}

/* ---------- the answer ---------- */

typedef VECTOR(struct assignment) assignment_vector;

static assignment_vector assignments_of(struct prose *p, const struct cells_witness *witness)
{
    assignment_vector list = {0};
    for (uint32_t i = 0; i < p->model->schema.stored; i++) {
        struct assignment assignment = {.attribute = i, .value = witness->values[i]};
        if (witness->matters[i] && assignment.value.type != VALUE_UNSET)
            VECTOR_PUSH(p->arena, &list, assignment);
    }
    return list;
}

/* When a ticket with these values is due, if CLAUSE is the one that says so. */
static instant due_of(struct prose *p, const struct due_question *question, uint32_t clause)
{
    struct due_answer answer = due_ask(p->arena, question);
    instant due = INSTANT_NONE;
    if (!answer.problem.len && answer.ledger->verdict.clause == clause)
        due = answer.ledger->verdict.due;
    due_done(&answer);
    return due;
}

/* ---------- the sentence ---------- */

static struct text value_said(struct prose *p, const struct attribute *attribute,
                              const struct value *value)
{
    switch (value->type) {
    case VALUE_CHOICE:
        return prose_choice(p, attribute->name, attribute->choices[value->choice].name);
    case VALUE_TEXT:
        return SAY(p, QUOTED, value->text);
    case VALUE_NUMBER:
        return phrases_decimal(p->arena, p->words, value->number);
    case VALUE_YES_NO:
        return value->yes ? SAY(p, YES) : SAY(p, NO);
    case VALUE_TIME:
        return phrases_instant(p->arena, p->words, p->model->zone, value->time);
    case VALUE_MONEY: {
        struct ast_money money = {.amount = value->number};
        for (int i = 0; i < 4; i++)
            money.currency[i] = value->currency[i];
        return phrases_money(p->arena, p->words, &money);
    }
    case VALUE_UNSET:
        break;
    }
    return TEXT("");
}

/* `a ticket with priority High`. */
static struct text ticket_said(struct prose *p, const struct due_question *question)
{
    text_vector parts = {0};
    for (uint32_t i = 0; i < question->assignment_count; i++) {
        const struct assignment *given = &question->assignments[i];
        const struct attribute *attribute = &p->model->schema.attributes[given->attribute];
        VECTOR_PUSH(p->arena, &parts,
                    SAY(p, WITH_VALUE, prose_attribute(p, attribute->name),
                        value_said(p, attribute, &given->value)));
    }
    return parts.count ? SAY(p, A_TICKET_WITH, prose_join(p, &parts, SAID_LIST_AND))
                       : SAY(p, A_TICKET);
}

static struct text utc(struct prose *p, instant at)
{
    char out[CIVIL_ROOM];
    size_t len = civil_write_instant(out, at);
    return text_copy(p->arena, (struct text){out, len});
}

struct prose_example prose_example(struct prose *p, const struct target *target, uint32_t clause)
{
    struct cells_witness witness;
    struct prose_example none = {TEXT(""), TEXT(""), TEXT("")};
    if (p->first == p->behind || !find_ticket(p, won_by(p, target, clause), &witness))
        return none;
    assignment_vector values = assignments_of(p, &witness);
    struct due_question question = {.model = p->model,
                                    .target = (uint32_t)(target - p->model->targets),
                                    .opened = late_in_week(p, target->clauses[clause].calendar),
                                    .assignments = values.at,
                                    .assignment_count = (uint32_t)values.count};
    instant due = due_of(p, &question, clause);
    if (due == INSTANT_NONE) {
        question.opened = witness.opened;
        due = due_of(p, &question, clause);
    }
    if (due == INSTANT_NONE)
        return none;
    const struct zone *zone = p->model->zone;
    struct text said = SAY(p, EXAMPLE, ticket_said(p, &question),
                           phrases_instant(p->arena, p->words, zone, question.opened),
                           phrases_instant(p->arena, p->words, zone, due));
    return (struct prose_example){phrases_capital(p->arena, said), utc(p, question.opened),
                                  utc(p, due)};
}

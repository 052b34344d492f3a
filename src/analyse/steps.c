/* steps.c - see steps.h. */
#include "analyse/steps.h"

#include "judge/judge.h"

/* ---- clauses ---- */

/* By `keeps` a clause stays in force though the ticket is another now. */
static bool keeps_clauses(const struct target *target)
{
    for (uint32_t i = 0; i < target->change_count; i++)
        if (target->changes[i].mode == CHANGE_KEEPS)
            return true;
    return false;
}

/* Is there a ticket for which CLAUSE wins, and the escalation applies if WITH_WHEN? One that is to
 * be shown as TICKET is about the target and starts the clock, too. */
static enum cells_answer wins(const struct steps *steps, uint32_t clause, bool with_when,
                              struct cells_witness *ticket)
{
    const struct target *target = steps->target;
    const uint32_t all[] = {PART_CLAUSE + clause, PART_CLAUSE + target->clause_count, PART_ABOUT,
                            PART_STARTS};
    const uint32_t now[] = {PART_CLAUSE + clause, PART_CLAUSE + target->clause_count};
    uint32_t *none = ARENA_ARRAY(steps->analysis->arena, target->clause_count + 1, uint32_t);
    struct cells_question question = {ticket ? all : now, none, ticket ? 4 : with_when ? 2 : 1, 1};
    none[0] = PART_EXCLUDES;
    question.none_count += analysis_rivals(steps->analysis, target, clause, none + 1);
    return cells_set_find(steps->analysis->set, &question, ticket);
}

/* A ticket that is to be shown has the clause from its start. */
static bool find_clause(const struct steps *steps, uint32_t number, struct steps_clause *clause)
{
    *clause = (struct steps_clause){.number = number};
    clause->has_ticket = wins(steps, number, true, &clause->ticket) == CELLS_YES;
    return clause->has_ticket ||
           wins(steps, number, !keeps_clauses(steps->target), NULL) != CELLS_NO;
}

struct steps steps_of(struct analysis *analysis, uint32_t escalation)
{
    const struct escalation *model = &analysis->model->escalations[escalation];
    struct steps steps = {analysis, model, &analysis->model->targets[model->target], NULL, 0};
    struct steps_clause *clauses =
        ARENA_ARRAY(analysis->arena, steps.target->clause_count + 1, struct steps_clause);
    for (uint32_t i = 0; i < steps.target->clause_count; i++)
        steps.clause_count += find_clause(&steps, i, &clauses[steps.clause_count]);
    steps.clauses = clauses;
    return steps;
}

/* ---- the order of two ---- */

__extension__ typedef __int128 wide;

enum stage { STAGE_BEFORE, STAGE_AT, STAGE_AFTER, STAGE_NONE };

static enum stage stage_of(const struct escalation_step *step)
{
    static const struct decimal whole = {100, 0};
    switch (step->kind) {
    case STEP_AT_USED:
        return (enum stage)(decimal_compare(step->share, whole) + STAGE_AT);
    case STEP_AT_LEFT:
        return STAGE_BEFORE;
    case STEP_AT_BREACH:
        return STAGE_AT;
    case STEP_AT_OVER:
    case STEP_EVERY:
        return STAGE_AFTER;
    case STEP_ONCE:
        break;
    }
    return STAGE_NONE;
}

static enum steps_order order_of(int compared)
{
    return compared < 0 ? STEPS_BEFORE : compared > 0 ? STEPS_BEHIND : STEPS_SAME;
}

/* Where a step lies, in parts of a limit that is cut into 100 * 10^9 parts. False: not by lengths
 * alone. */
static bool place_of(const struct clause *clause, const struct escalation_step *step, wide *place)
{
    const wide cut = (wide)100 * 1000000000;
    wide limit = clause->limit.length, length = step->limit.length, share = step->share.digits;
    if (clause->limit.kind != LIMIT_LENGTH || step->limit.kind != LIMIT_LENGTH)
        return false;
    for (unsigned i = step->share.scale; i < DECIMAL_SCALE_MOST; i++)
        share *= 10;
    if (step->kind == STEP_AT_USED)
        *place = limit * share;
    else if (step->kind == STEP_AT_LEFT)
        *place = (limit - length) * cut;
    else
        *place = (limit + (step->kind == STEP_AT_BREACH ? 0 : length)) * cut;
    return true;
}

/* Two of one stage whose amounts are of one kind. */
static enum steps_order compare_amounts(const struct escalation_step *a,
                                        const struct escalation_step *b)
{
    if (a->kind == STEP_AT_USED && b->kind == STEP_AT_USED)
        return order_of(decimal_compare(a->share, b->share));
    bool is_left = a->kind == STEP_AT_LEFT;
    bool is_other = a->kind == STEP_AT_USED || b->kind == STEP_AT_USED ||
                    is_left != (b->kind == STEP_AT_LEFT) || a->limit.kind != b->limit.kind;
    if (is_other)
        return STEPS_UNKNOWN;
    micros x = a->limit.kind == LIMIT_LENGTH ? a->limit.length : a->limit.days;
    micros y = b->limit.kind == LIMIT_LENGTH ? b->limit.length : b->limit.days;
    int compared = (x > y) - (x < y);
    return order_of(is_left ? -compared : compared);
}

enum steps_order steps_compare(const struct clause *clause, const struct escalation_step *a,
                               const struct escalation_step *b)
{
    enum stage x = stage_of(a), y = stage_of(b);
    wide p, q;
    if (x == STAGE_NONE || y == STAGE_NONE)
        return STEPS_UNKNOWN;
    if (x != y)
        return x < y ? STEPS_BEFORE : STEPS_BEHIND;
    if (x == STAGE_AT)
        return STEPS_SAME;
    if (place_of(clause, a, &p) && place_of(clause, b, &q))
        return order_of((p > q) - (p < q));
    return compare_amounts(a, b);
}

/* ---- a ticket ---- */

static const struct calendar *calendar_of(const struct steps *steps, const struct verdict *verdict)
{
    return verdict->calendar == INDEX_NONE
               ? NULL
               : cells_calendar(steps->analysis->cells, verdict->calendar);
}

const struct ledger *steps_witness(const struct steps *steps, const struct steps_clause *clause,
                                   micros length, struct text *words)
{
    struct witness witness =
        analysis_witness(steps->analysis, steps->escalation->target, &clause->ticket);
    if (!clause->has_ticket)
        return NULL;
    witness.escalation = steps->escalation;
    const struct ledger *ledger = witness_ledger(&witness, clause->ticket.opened);
    if (!ledger || ledger->verdict.clause != clause->number || ledger->verdict.due == INSTANT_NONE)
        return NULL;
    *words = witness_words(&witness);
    struct calendar_answer end =
        calendar_due(calendar_of(steps, &ledger->verdict), ledger->verdict.due, length);
    if (end.status != CALENDAR_OK || end.at >= INSTANT_END - 1)
        return NULL;
    return witness_ledger(&witness, end.at + 1);
}

instant steps_told(const struct ledger *ledger, uint32_t step)
{
    for (uint32_t i = 0; i < ledger->notice_count; i++)
        if (ledger->notices[i].step == step && ledger->notices[i].escalation == 0)
            return ledger->notices[i].at;
    return INSTANT_NONE;
}

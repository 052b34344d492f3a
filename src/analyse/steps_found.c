/* steps_found.c - steps of an escalation that no clock comes to, that come together, or that stand
 * in another order than they come in. What is shown has been judged. */
#include "analyse/steps.h"

/* ---------- for all three ---------- */

static micros length_of(const struct escalation_step *step)
{
    return step->limit.kind == LIMIT_LENGTH ? step->limit.length
                                            : (micros)step->limit.days * MICROS_DAY;
}

/* Time of the clock behind due that shows both steps. */
static micros behind_due(const struct escalation_step *a, const struct escalation_step *b)
{
    micros x = a->kind == STEP_AT_LEFT ? 0 : length_of(a);
    micros y = b->kind == STEP_AT_LEFT ? 0 : length_of(b);
    return x > y ? x : y;
}

/* Do A and B come in ORDER under all clauses? */
static bool always(const struct steps *steps, const struct escalation_step *a,
                   const struct escalation_step *b, enum steps_order order)
{
    for (uint32_t i = 0; i < steps->clause_count; i++) {
        const struct clause *clause = &steps->target->clauses[steps->clauses[i].number];
        if (steps_compare(clause, a, b) != order)
            return false;
    }
    return steps->clause_count > 0;
}

/* A pair of steps, by number, and when they came for a ticket. */
struct pair {
    uint32_t first, second;
    struct text ticket; /* empty: there is none to show */
    instant at[2];
};

static const struct escalation_step *step_of(const struct steps *steps, uint32_t number)
{
    return &steps->escalation->steps[number];
}

/* False if the judge says something else. */
static bool show(const struct steps *steps, struct pair *pair, enum steps_order order)
{
    micros length = behind_due(step_of(steps, pair->first), step_of(steps, pair->second));
    for (uint32_t i = 0; i < steps->clause_count && !pair->ticket.len; i++) {
        struct text words = {0};
        const struct ledger *ledger = steps_witness(steps, &steps->clauses[i], length, &words);
        if (!ledger)
            continue;
        pair->at[0] = steps_told(ledger, pair->first);
        pair->at[1] = steps_told(ledger, pair->second);
        if (pair->at[0] == INSTANT_NONE || pair->at[1] == INSTANT_NONE)
            continue;
        bool agrees = order == STEPS_SAME ? pair->at[0] == pair->at[1] : pair->at[0] > pair->at[1];
        if (!agrees)
            return false;
        pair->ticket = words;
    }
    return true;
}

/* ---------- together ---------- */

static bool tell_the_same(const struct escalation_step *a, const struct escalation_step *b)
{
    for (uint32_t i = 0; i < a->tell_count; i++)
        for (uint32_t k = 0; k < b->tell_count; k++)
            if (text_equal(a->tells[i].who, b->tells[k].who))
                return true;
    return false;
}

/* The same words twice may well tell different people, and what repeats falls together with others
 * once. */
static bool is_doubled(const struct escalation_step *a, const struct escalation_step *b)
{
    if (a->kind == b->kind)
        return tell_the_same(a, b);
    return a->kind != STEP_EVERY && b->kind != STEP_EVERY;
}

static void report_together(const struct steps *steps, const struct pair *pair)
{
    struct sink *sink = steps->analysis->sink;
    struct diagnostic *d = diagnose(sink, DIAG_STEPS_TOGETHER, step_of(steps, pair->second)->words,
                                    "this step comes whenever another one does");
    diagnostic_label(sink, d, step_of(steps, pair->first)->words, "at the same instant");
    if (pair->ticket.len)
        diagnostic_note(sink, d, "An example: " TEXT_FMT ": both come " TEXT_FMT ".",
                        TEXT_ARG(pair->ticket),
                        TEXT_ARG(analysis_instant(steps->analysis, pair->at[0])));
    diagnostic_hint(sink, d, "Say in one step who is told.");
}

void steps_together(struct analysis *analysis, uint32_t index)
{
    struct steps steps = steps_of(analysis, index);
    for (uint32_t k = 1; k < steps.escalation->step_count; k++)
        for (uint32_t i = 0; i < k; i++) {
            struct pair pair = {.first = i, .second = k};
            const struct escalation_step *a = step_of(&steps, i), *b = step_of(&steps, k);
            if (!is_doubled(a, b) || !always(&steps, a, b, STEPS_SAME) ||
                !show(&steps, &pair, STEPS_SAME))
                continue;
            report_together(&steps, &pair);
            break;
        }
}

/* ---------- out of order ---------- */

static void report_order(const struct steps *steps, const struct pair *pair)
{
    struct sink *sink = steps->analysis->sink;
    struct diagnostic *d =
        diagnose(sink, DIAG_STEPS_OUT_OF_ORDER, step_of(steps, pair->second)->words,
                 "this step comes before the one that stands above it");
    diagnostic_label(sink, d, step_of(steps, pair->first)->words, "comes later");
    if (pair->ticket.len)
        diagnostic_note(
            sink, d, "An example: " TEXT_FMT ": it comes " TEXT_FMT ", the one above " TEXT_FMT ".",
            TEXT_ARG(pair->ticket), TEXT_ARG(analysis_instant(steps->analysis, pair->at[1])),
            TEXT_ARG(analysis_instant(steps->analysis, pair->at[0])));
    diagnostic_hint(sink, d, "Put the steps in the order in which they come.");
}

/* What comes once, by the clock. */
static bool has_place(const struct escalation_step *step)
{
    return step->kind != STEP_ONCE && step->kind != STEP_EVERY;
}

void steps_out_of_order(struct analysis *analysis, uint32_t index)
{
    struct steps steps = steps_of(analysis, index);
    uint32_t last = INDEX_NONE;
    for (uint32_t i = 0; i < steps.escalation->step_count; i++) {
        struct pair pair = {.first = last, .second = i};
        if (!has_place(step_of(&steps, i)))
            continue;
        last = i;
        if (pair.first != INDEX_NONE &&
            always(&steps, step_of(&steps, pair.first), step_of(&steps, i), STEPS_BEHIND) &&
            show(&steps, &pair, STEPS_BEHIND))
            report_order(&steps, &pair);
    }
}

/* answers_cases.c - what is unknown of the imagined ticket, and what comes of it in each case: when
 * it is due, how it stands, whether a condition holds. */
#include "check/terms.h"
#include "report/answers_part.h"

enum { CASES_MOST = 200, TEXT_MOST = 100 };

static uint32_t value_count(const struct attribute *attribute)
{
    return attribute->type == ATTRIBUTE_YES_NO ? 2 : attribute->choice_count;
}

static struct value value_number(const struct attribute *attribute, uint32_t number)
{
    if (attribute->type == ATTRIBUTE_YES_NO)
        return (struct value){.type = VALUE_YES_NO, .yes = number == 0};
    return (struct value){.type = VALUE_CHOICE, .choice = number};
}

/* ---- unknown, forget ---- */

static void forget_attribute(struct answers *session, uint32_t attribute)
{
    size_t kept = 0;
    for (size_t i = 0; i < session->unknown.count; i++)
        if (session->unknown.at[i] != attribute)
            session->unknown.at[kept++] = session->unknown.at[i];
    session->unknown.count = kept;
}

static bool put_unknown(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct schema *schema = &session->model->schema;
    bool json = session->json;
    answering->type = "unknown";
    buffer_puts(answering->out, json                     ? "["
                                : session->unknown.count ? "Unknown: "
                                                         : "Nothing is unknown.\n");
    for (size_t i = 0; i < session->unknown.count; i++) {
        struct text name = schema->attributes[session->unknown.at[i]].name;
        buffer_puts(answering->out, i ? json ? "," : ", " : "");
        (json ? buffer_put_json : buffer_put)(answering->out, name);
    }
    buffer_puts(answering->out, json ? "]" : session->unknown.count ? ".\n" : "");
    return true;
}

static uint64_t count_cases(const struct answers *session)
{
    uint64_t cases = 1;
    for (size_t i = 0; i < session->unknown.count && cases <= CASES_MOST; i++)
        cases *= value_count(&session->model->schema.attributes[session->unknown.at[i]]);
    return cases;
}

/* False: the answer has ended. */
static bool add_unknown(struct answering *answering, const struct node *name)
{
    struct answers *session = answering->session;
    const struct schema *schema = &session->model->schema;
    uint32_t number = scope_attribute(answering->scope, name);
    if (number == INDEX_NONE)
        return answering_is_fine(answering);
    if (number >= schema->stored || !value_count(&schema->attributes[number]) ||
        (int32_t)number == schema->status)
        return answering_wrong(
            answering, text_format(answering->arena, "the values of `" TEXT_FMT "` can't be listed",
                                   TEXT_ARG(name->text)));
    forget_attribute(session, number);
    VECTOR_PUSH(session->arena, &session->unknown, number);
    return true;
}

static bool make_unknown(struct answering *answering, const struct node *names)
{
    struct answers *session = answering->session;
    for (const struct node *name = names; name; name = name->next) {
        if (!add_unknown(answering, name))
            return false;
        if (count_cases(session) > CASES_MOST) {
            session->unknown.count--;
            return answering_wrong(answering, TEXT("that would be more than 200 cases"));
        }
    }
    return put_unknown(answering);
}

/* `ticket` and `now` go before attributes of these names: the whole ticket, and `now is`. */
static bool forget(struct answering *answering, const struct node *names)
{
    struct answers *session = answering->session;
    for (const struct node *name = names; name; name = name->next) {
        if (text_is(name->text, "ticket")) {
            session->imagined.events.count = 0;
            session->imagined.name = TEXT("");
            session->unknown.count = 0;
            continue;
        }
        uint32_t number = scope_attribute(answering->scope, name);
        if (number == INDEX_NONE)
            return answering_is_fine(answering);
        forget_attribute(session, number);
    }
    return put_unknown(answering);
}

bool answers_unknown(struct answering *answering)
{
    const struct node *node = answering->node;
    if (node->kind == NODE_FORGET)
        return forget(answering, node->kid[FORGET_NAMES]);
    return make_unknown(answering, node->kid[UNKNOWN_NAMES]);
}

/* ---- what comes of each case ---- */

/* What comes of one combination of values. */
struct one_case {
    instant due;
    const struct clause *clause; /* or NULL */
    bool is_excluded;
    bool is_started; /* the rest is known */
    enum verdict_kind kind;
    bool is_paused, has_figures;
    micros left, over;
    bool holds; /* the condition that is asked about */
};

enum question { ASKS_DUE, ASKS_STAND, ASKS_CONDITION };

struct cases {
    struct answering *answering;
    enum question question;
    const struct condition *condition; /* ASKS_CONDITION */
    uint32_t target;                   /* else */
    uint32_t count;                    /* of unknown attributes */
    const uint32_t *attributes;
    struct one_case *found; /* by the numbers of the values, the last attribute fastest */
    uint32_t found_count;
};

static const struct attribute *attribute_of(const struct cases *cases, uint32_t index)
{
    return &cases->answering->session->model->schema.attributes[cases->attributes[index]];
}

/* How many cases one value of the attribute at INDEX stands for, of those next to each other. */
static uint32_t stride_of(const struct cases *cases, uint32_t index)
{
    uint32_t stride = 1;
    for (uint32_t i = index + 1; i < cases->count; i++)
        stride *= value_count(attribute_of(cases, i));
    return stride;
}

static uint32_t number_of(const struct cases *cases, uint32_t number, uint32_t index)
{
    return number / stride_of(cases, index) % value_count(attribute_of(cases, index));
}

static struct one_case case_of(const struct verdict *verdict)
{
    bool is_excluded = verdict->kind == VERDICT_EXCLUDED;
    bool is_covered = verdict->clause != INDEX_NONE && !is_excluded;
    const struct target *target = &verdict->model->targets[verdict->target];
    return (struct one_case){.due = is_excluded ? INSTANT_NONE : verdict->due,
                             .clause = is_covered ? &target->clauses[verdict->clause] : NULL,
                             .is_excluded = is_excluded,
                             .is_started = true,
                             .kind = verdict->kind,
                             .is_paused = (verdict->flags & FLAG_PAUSED) != 0,
                             .has_figures = verdict->has_figures && !is_excluded,
                             .left = verdict->has_figures ? verdict->limit - verdict->used : 0,
                             .over = verdict->has_figures ? verdict->over : 0};
}

static void judge_case(struct cases *cases, uint32_t number)
{
    const struct answers *session = cases->answering->session;
    struct arena *arena = cases->answering->arena;
    struct imagined ticket = session->imagined;
    uint32_t count = (uint32_t)ticket.events.count;
    for (uint32_t i = 0; i < cases->count; i++) {
        struct assignment value = {
            .attribute = cases->attributes[i],
            .value = value_number(attribute_of(cases, i), number_of(cases, number, i))};
        ticket.events.at =
            (struct test_event *)imagined_with(arena, ticket.events.at, count, &value);
    }
    struct imagined_answer answer = imagined_judge(arena, &ticket, session->model);
    cases->found[number] = (struct one_case){.due = INSTANT_NONE};
    for (uint32_t i = 0; i < answer.count && !cases->condition; i++)
        if (answer.ledgers[i].verdict.target == cases->target)
            cases->found[number] = case_of(&answer.ledgers[i].verdict);
    if (cases->condition)
        cases->found[number].holds = judge_ticket_holds(answer.judge, cases->condition, 0);
    imagined_done(&answer);
}

static bool is_same(const struct cases *cases, const struct one_case *a, const struct one_case *b)
{
    bool same_due = a->due == b->due && a->clause == b->clause && a->is_excluded == b->is_excluded;
    if (cases->question == ASKS_DUE)
        return same_due;
    return same_due && a->is_started == b->is_started && a->kind == b->kind &&
           a->is_paused == b->is_paused && a->left == b->left && a->over == b->over &&
           a->holds == b->holds;
}

/* Is the case the same whatever the value of the attribute at INDEX is? */
static bool is_indifferent(const struct cases *cases, uint32_t index)
{
    uint32_t stride = stride_of(cases, index);
    for (uint32_t i = 0; i < cases->found_count; i++) {
        const struct one_case *here = &cases->found[i];
        if (!is_same(cases, here, here - stride * number_of(cases, i, index)))
            return false;
    }
    return true;
}

static struct text value_text(const struct cases *cases, uint32_t number, uint32_t index)
{
    const struct attribute *attribute = attribute_of(cases, index);
    struct value value = value_number(attribute, number_of(cases, number, index));
    return shown_value(cases->answering->arena, attribute, &value,
                       cases->answering->session->model->zone);
}

static const char *state_of(const struct one_case *found)
{
    if (!found->is_started)
        return "not started";
    if (found->kind != VERDICT_PENDING)
        return shown_verdict(found->kind);
    return found->is_paused ? "paused" : "running";
}

static void put_stand_json(const struct cases *cases, const struct one_case *found)
{
    struct answering *answering = cases->answering;
    buffer_puts(answering->out, ",\"target\":");
    buffer_put_json(answering->out, answering->session->model->targets[cases->target].name);
    buffer_format(answering->out, ",\"state\":\"%s\",\"left_s\":", state_of(found));
    if (found->has_figures)
        answering_put_length(answering, found->left);
    else
        buffer_puts(answering->out, "null");
}

static void put_case_json(const struct cases *cases, uint32_t number)
{
    struct answering *answering = cases->answering;
    const struct one_case *found = &cases->found[number];
    buffer_puts(answering->out, "{\"values\":{");
    for (uint32_t i = 0; i < cases->count; i++) {
        buffer_puts(answering->out, i ? "," : "");
        buffer_put_json(answering->out, attribute_of(cases, i)->name);
        buffer_putc(answering->out, ':');
        buffer_put_json(answering->out, value_text(cases, number, i));
    }
    buffer_putc(answering->out, '}');
    if (cases->question == ASKS_CONDITION) {
        buffer_format(answering->out, ",\"holds\":%s}", found->holds ? "true" : "false");
        return;
    }
    if (cases->question == ASKS_STAND)
        put_stand_json(cases, found);
    buffer_puts(answering->out, ",\"due\":");
    answering_put_instant(answering, found->due);
    buffer_puts(answering->out, ",\"clause\":");
    if (found->clause)
        buffer_put_json(answering->out, shown_span(answering->arena, answering->session->sources,
                                                   found->clause->span));
    else
        buffer_puts(answering->out, "null");
    buffer_putc(answering->out, '}');
}

/* Is it the first of the cases that are shown as one? */
static bool is_shown(const struct cases *cases, uint32_t number, const bool *indifferent)
{
    for (uint32_t i = 0; i < cases->count; i++)
        if (indifferent[i] && number_of(cases, number, i))
            return false;
    return true;
}

static void put_stand(const struct cases *cases, struct table *table, const struct one_case *found)
{
    struct arena *arena = cases->answering->arena;
    table_put(table, text_of(state_of(found)));
    table_put(table, !found->has_figures ? TEXT("–")
                     : found->kind == VERDICT_BREACHED
                         ? text_format(arena, "over by " TEXT_FMT,
                                       TEXT_ARG(shown_length(arena, found->over)))
                         : shown_length(arena, found->left));
}

static void put_case(const struct cases *cases, struct table *table, uint32_t number,
                     const bool *indifferent)
{
    const struct answers *session = cases->answering->session;
    const struct one_case *found = &cases->found[number];
    struct arena *arena = cases->answering->arena;
    for (uint32_t i = 0; i < cases->count; i++)
        if (!indifferent[i])
            table_put(table, value_text(cases, number, i));
    if (cases->question == ASKS_CONDITION) {
        table_put(table, found->holds ? TEXT("yes") : TEXT("no"));
        return;
    }
    if (cases->question == ASKS_STAND)
        put_stand(cases, table, found);
    table_put(table, shown_instant(arena, session->model->zone, found->due));
    if (found->clause)
        table_put(table, shown_source(arena, session->sources, found->clause->span, TEXT_MOST));
    else
        table_put(table, found->is_excluded ? TEXT("excluded")
                         : found->is_started || cases->question == ASKS_DUE
                             ? TEXT("no clause applies")
                             : TEXT("–"));
}

static void put_head(const struct cases *cases, struct table *table, const bool *indifferent)
{
    struct answering *answering = cases->answering;
    const struct target *target =
        cases->condition ? NULL : &answering->session->model->targets[cases->target];
    struct text without = TEXT("");
    table_init(table, answering->arena);
    for (uint32_t i = 0; i < cases->count; i++) {
        struct text name = attribute_of(cases, i)->name;
        if (indifferent[i])
            without = text_format(answering->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(without),
                                  without.len ? ", " : ", whatever the ", TEXT_ARG(name));
        else
            table_column(table, name, false);
    }
    if (cases->question == ASKS_STAND) {
        table_column(table, TEXT("stands"), false);
        table_column(table, TEXT("left"), true);
    }
    table_column(table, cases->question == ASKS_CONDITION ? TEXT("holds") : TEXT("due"), false);
    if (cases->question != ASKS_CONDITION)
        table_column(table, TEXT("clause"), false);
    if (cases->question == ASKS_CONDITION)
        buffer_format(answering->out, "It depends" TEXT_FMT ":\n", TEXT_ARG(without));
    else
        buffer_format(answering->out, TEXT_FMT "%s" TEXT_FMT ":\n",
                      TEXT_ARG(shown_title(target->title, target->name)),
                      cases->question == ASKS_DUE ? " is due" : "", TEXT_ARG(without));
}

static void put_cases(const struct cases *cases)
{
    struct answering *answering = cases->answering;
    bool *indifferent = ARENA_ARRAY(answering->arena, cases->count, bool);
    struct table table;
    for (uint32_t i = 0; i < cases->count; i++)
        indifferent[i] = is_indifferent(cases, i);
    put_head(cases, &table, indifferent);
    for (uint32_t i = 0; i < cases->found_count; i++)
        if (is_shown(cases, i, indifferent))
            put_case(cases, &table, i, indifferent);
    table_write(answering->out, &table, 2);
}

static struct cases cases_new(struct answering *answering, enum question question)
{
    const struct answers *session = answering->session;
    struct cases cases = {.answering = answering,
                          .question = question,
                          .count = (uint32_t)session->unknown.count,
                          .attributes = session->unknown.at,
                          .found_count = (uint32_t)count_cases(session)};
    cases.found = ARENA_ARRAY(answering->arena, cases.found_count, struct one_case);
    return cases;
}

static void find_cases(struct cases *cases)
{
    for (uint32_t i = 0; i < cases->found_count; i++)
        judge_case(cases, i);
}

static bool is_started(const struct cases *cases)
{
    bool any = false;
    for (uint32_t i = 0; i < cases->found_count; i++)
        any = any || cases->found[i].is_started;
    return any;
}

/* FIRST: nothing has been shown yet. */
static void show_cases(struct cases *cases, bool first)
{
    if (!cases->answering->session->json) {
        put_cases(cases);
        return;
    }
    for (uint32_t i = 0; i < cases->found_count; i++) {
        buffer_puts(cases->answering->out, first && i == 0 ? "" : ",");
        put_case_json(cases, i);
    }
}

static bool begin(struct answering *answering)
{
    answering->type = "cases";
    buffer_puts(answering->out, answering->session->json ? "[" : "");
    return true;
}

static bool end(struct answering *answering)
{
    buffer_puts(answering->out, answering->session->json ? "]" : "");
    return true;
}

bool answering_cases(struct answering *answering, uint32_t target)
{
    struct cases cases = cases_new(answering, ASKS_DUE);
    cases.target = target;
    find_cases(&cases);
    begin(answering);
    show_cases(&cases, true);
    return end(answering);
}

bool answering_cases_stand(struct answering *answering, uint32_t target)
{
    struct cases cases = cases_new(answering, ASKS_STAND);
    bool any = false;
    begin(answering);
    for (cases.target = 0; cases.target < answering->session->model->target_count; cases.target++) {
        bool is_asked = target == cases.target ||
                        (target == INDEX_NONE &&
                         !answering->session->model->targets[cases.target].is_hidden);
        if (!is_asked)
            continue;
        find_cases(&cases);
        if (!is_started(&cases))
            continue;
        show_cases(&cases, !any);
        any = true;
    }
    end(answering);
    return any || answering_none(answering, TEXT("its clock has not started"));
}

/* Yes or no, if it is the same in all cases. */
bool answering_cases_hold(struct answering *answering, const struct condition *condition,
                          bool *holds)
{
    struct cases cases = cases_new(answering, ASKS_CONDITION);
    bool same = true;
    cases.condition = condition;
    find_cases(&cases);
    *holds = cases.found[0].holds;
    for (uint32_t i = 1; i < cases.found_count; i++)
        same = same && cases.found[i].holds == *holds;
    if (same)
        return false;
    begin(answering);
    show_cases(&cases, true);
    return end(answering);
}

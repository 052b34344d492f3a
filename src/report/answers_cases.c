/* answers_cases.c - what is unknown of the imagined ticket, and when it is due in each case. */
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

/* ---- when is it due, in each case ---- */

/* What comes of one combination of values. */
struct one_case {
    instant due;
    const struct clause *clause; /* or NULL */
    bool is_excluded;
};

struct cases {
    struct answering *answering;
    uint32_t target;
    uint32_t count; /* of unknown attributes */
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
    cases->found[number].due = INSTANT_NONE;
    for (uint32_t i = 0; i < answer.count; i++) {
        const struct verdict *verdict = &answer.ledgers[i].verdict;
        if (verdict->target != cases->target)
            continue;
        bool is_excluded = verdict->kind == VERDICT_EXCLUDED;
        cases->found[number].is_excluded = is_excluded;
        cases->found[number].due = is_excluded ? INSTANT_NONE : verdict->due;
        cases->found[number].clause =
            verdict->clause == INDEX_NONE || is_excluded
                ? NULL
                : &verdict->model->targets[verdict->target].clauses[verdict->clause];
    }
    imagined_done(&answer);
}

/* Is the case the same whatever the value of the attribute at INDEX is? */
static bool is_indifferent(const struct cases *cases, uint32_t index)
{
    uint32_t stride = stride_of(cases, index);
    for (uint32_t i = 0; i < cases->found_count; i++) {
        const struct one_case *here = &cases->found[i];
        const struct one_case *first = here - stride * number_of(cases, i, index);
        if (here->due != first->due || here->clause != first->clause ||
            here->is_excluded != first->is_excluded)
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

static void put_case_json(const struct cases *cases, uint32_t number)
{
    struct answering *answering = cases->answering;
    const struct clause *clause = cases->found[number].clause;
    buffer_puts(answering->out, number ? ",{\"values\":{" : "{\"values\":{");
    for (uint32_t i = 0; i < cases->count; i++) {
        buffer_puts(answering->out, i ? "," : "");
        buffer_put_json(answering->out, attribute_of(cases, i)->name);
        buffer_putc(answering->out, ':');
        buffer_put_json(answering->out, value_text(cases, number, i));
    }
    buffer_puts(answering->out, "},\"due\":");
    answering_put_instant(answering, cases->found[number].due);
    buffer_puts(answering->out, ",\"clause\":");
    if (clause)
        buffer_put_json(answering->out,
                        shown_span(answering->arena, answering->session->sources, clause->span));
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

static void put_case(const struct cases *cases, struct table *table, uint32_t number,
                     const bool *indifferent)
{
    const struct answers *session = cases->answering->session;
    const struct one_case *found = &cases->found[number];
    struct arena *arena = cases->answering->arena;
    for (uint32_t i = 0; i < cases->count; i++)
        if (!indifferent[i])
            table_put(table, value_text(cases, number, i));
    table_put(table, shown_instant(arena, session->model->zone, found->due));
    if (found->clause)
        table_put(table, shown_source(arena, session->sources, found->clause->span, TEXT_MOST));
    else
        table_put(table, found->is_excluded ? TEXT("excluded") : TEXT("no clause applies"));
}

static void put_head(const struct cases *cases, struct table *table, const bool *indifferent)
{
    struct answering *answering = cases->answering;
    const struct target *target = &answering->session->model->targets[cases->target];
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
    table_column(table, TEXT("due"), false);
    table_column(table, TEXT("clause"), false);
    buffer_format(answering->out, TEXT_FMT " is due" TEXT_FMT ":\n",
                  TEXT_ARG(shown_title(target->title, target->name)), TEXT_ARG(without));
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

bool answering_cases(struct answering *answering, uint32_t target)
{
    const struct answers *session = answering->session;
    struct cases cases = {.answering = answering,
                          .target = target,
                          .count = (uint32_t)session->unknown.count,
                          .attributes = session->unknown.at,
                          .found_count = (uint32_t)count_cases(session)};
    cases.found = ARENA_ARRAY(answering->arena, cases.found_count, struct one_case);
    for (uint32_t i = 0; i < cases.found_count; i++)
        judge_case(&cases, i);
    answering->type = "cases";
    if (!session->json) {
        put_cases(&cases);
        return true;
    }
    buffer_putc(answering->out, '[');
    for (uint32_t i = 0; i < cases.found_count; i++)
        put_case_json(&cases, i);
    buffer_putc(answering->out, ']');
    return true;
}

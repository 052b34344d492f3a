/* answers_suppose.c - suppositions on top of the charter, and what they change on the log. */
#include "report/against.h"
#include "report/answers_part.h"

void answers_use(struct answers *answers, const struct model *model)
{
    answers->model = model;
    answers->query = query_new(answers->arena, model, answers->sources);
    answers->judge = NULL;
    answering_stop_supposed(answers);
    roll_free(answers->supposed);
    answers->supposed = NULL;
}

bool answers_log_fits(const struct answers *answers)
{
    return !answers->suppose || answers->model == answers->suppose->base ||
           against_fits(answers->suppose->base, answers->model);
}

/* ---- does the ticket still mean the same? ---- */

static bool same_attribute(const struct schema *was, const struct schema *is, uint32_t number)
{
    return number < was->stored && number < is->stored &&
           text_equal(was->attributes[number].name, is->attributes[number].name) &&
           was->attributes[number].type == is->attributes[number].type;
}

static bool same_value(const struct schema *was, const struct schema *is,
                       const struct assignment *value)
{
    uint32_t number = value->attribute, choice = value->value.choice;
    if (!same_attribute(was, is, number))
        return false;
    const struct attribute *before = &was->attributes[number], *after = &is->attributes[number];
    return value->value.type != VALUE_CHOICE ||
           (choice < before->choice_count && choice < after->choice_count &&
            text_equal(before->choices[choice].name, after->choices[choice].name));
}

static bool same_event(const struct schema *was, const struct schema *is,
                       const struct test_event *event)
{
    for (uint32_t i = 0; i < event->assignment_count; i++)
        if (!same_value(was, is, &event->assignments[i]))
            return false;
    return event->kind == INDEX_NONE ||
           (event->kind < was->kind_count && event->kind < is->kind_count &&
            text_equal(was->kinds[event->kind].name, is->kinds[event->kind].name));
}

bool answers_keep_ticket(struct answers *answers, const struct model *was)
{
    const struct schema *before = &was->schema, *after = &answers->model->schema;
    bool same = true;
    for (size_t i = 0; i < answers->imagined.events.count && same; i++)
        same = same_event(before, after, &answers->imagined.events.at[i]);
    for (size_t i = 0; i < answers->unknown.count && same; i++)
        same = same_attribute(before, after, answers->unknown.at[i]);
    if (same)
        return true;
    answers->imagined.events.count = 0;
    answers->imagined.name = TEXT("");
    answers->unknown.count = 0;
    return false;
}

/* ---- suppositions ---- */

bool answers_suppose_again(struct answers *answers, struct sink *sink)
{
    struct suppose suppose = *answers->suppose;
    suppose.changes = answers->changes.at;
    suppose.count = answers->changes.count;
    const struct model *model = suppose_check(&suppose, sink);
    if (!model)
        return false;
    answers_use(answers, model);
    return true;
}

/* The declaration or change that is supposed. */
static const struct node *supposed(const struct node *node)
{
    return node->kind == NODE_SUPPOSE ? node->kid[SUPPOSE_ITEMS] : node;
}

bool answers_suppose(struct answering *answering)
{
    struct answers *session = answering->session;
    const struct node *node = supposed(answering->node);
    if (!session->suppose)
        return answering_none(answering, TEXT("suppositions need a session: `charter repl FILE`"));
    struct text written = text_slice(source_bytes(session->sources, node->span.source),
                                     node->span.from, node->span.to);
    const struct model *was = session->model;
    struct text change = suppose_words(session->arena, session->model, node, written);
    VECTOR_PUSH(session->arena, &session->changes, change);
    if (!answers_suppose_again(session, answering->sink)) {
        session->changes.count--;
        return answering_is_fine(answering);
    }
    session->undone.count = 0;
    const char *is_kept = answers_keep_ticket(session, was) ? "" : ANSWERS_FORGOTTEN;
    if (session->json) {
        answering->type = "supposed";
        buffer_format(answering->out, "%zu", session->changes.count);
    } else {
        buffer_format(answering->out, "Supposed (%zu).%s\n", session->changes.count, is_kept);
    }
    return true;
}

bool answers_against(struct answering *answering)
{
    struct answers *session = answering->session;
    if (!session->log)
        return answering_none(answering,
                              TEXT("this asks about a recorded log, and none is loaded"));
    if (!session->changes.count)
        return answering_none(answering, TEXT("nothing is supposed: `suppose …` comes before"));
    if (!answers_log_fits(session))
        return answering_none(answering,
                              TEXT("the log was read by other attributes and values than "
                                   "those that are supposed"));
    struct against_request request = {.log = session->log,
                                      .before = session->suppose->base,
                                      .after = session->model,
                                      .as_of = session->as_of,
                                      .threads = session->threads,
                                      .stop = session->stop};
    answering_rolls(answering, &request);
    const struct against_result *result = against_judge(answering->arena, &request);
    answering->type = "against";
    if (session->json)
        against_write_json(answering->out, session->log, result);
    else
        against_write_text(answering->out, session->log, result);
    return true;
}

/* answers_suppose.c - suppositions on top of the charter, and what they change on the log. */
#include "report/against.h"
#include "report/answers_part.h"

void answers_use(struct answers *answers, const struct model *model)
{
    answers->model = model;
    answers->query = query_new(answers->arena, model, answers->sources);
    answers->judge = NULL;
}

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
    struct text change = suppose_words(session->arena, session->model, node, written);
    VECTOR_PUSH(session->arena, &session->changes, change);
    if (!answers_suppose_again(session, answering->sink)) {
        session->changes.count--;
        return answering_is_fine(answering);
    }
    session->undone.count = 0;
    if (session->json) {
        answering->type = "supposed";
        buffer_format(answering->out, "%zu", session->changes.count);
    } else {
        buffer_format(answering->out, "Supposed (%zu).\n", session->changes.count);
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
    if (!against_fits(session->suppose->base, session->model))
        return answering_none(answering,
                              TEXT("the log was read by other attributes and values than "
                                   "those that are supposed"));
    struct against_request request = {session->log, session->suppose->base, session->model,
                                      session->as_of, session->threads};
    const struct against_result *result = against_judge(answering->arena, &request);
    answering->type = "against";
    if (session->json)
        against_write_json(answering->out, session->log, result);
    else
        against_write_text(answering->out, session->log, result);
    return true;
}

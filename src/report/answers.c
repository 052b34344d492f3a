/* answers.c - see answers.h: which answer a query gets. */
#include "report/answers.h"

#include "report/answers_part.h"
#include "report/diagnostics.h"
#include "syntax/tree.h"

typedef bool answer_function(struct answering *answering);

void answers_init(struct answers *answers, struct arena *arena, const struct model *model,
                  struct sources *sources)
{
    *answers = (struct answers){.arena = arena,
                                .model = model,
                                .sources = sources,
                                .query = query_new(arena, model, sources),
                                .as_of = INSTANT_NONE,
                                .threads = 1};
    answers->imagined.arena = arena;
    answers->imagined.now = INSTANT_NONE;
}

/* ---- for the other files ---- */

bool answering_wrong(struct answering *answering, struct text problem)
{
    answering->problem = problem;
    answering->status = ANSWERS_MISUNDERSTOOD;
    return false;
}

bool answering_none(struct answering *answering, struct text problem)
{
    answering->problem = problem;
    answering->status = ANSWERS_NONE;
    return false;
}

bool answering_is_fine(struct answering *answering)
{
    if (!answering->sink->errors)
        return true;
    return answering_wrong(answering, query_refused(answering->arena, answering->sink).error);
}

void answering_put_instant(struct answering *answering, instant at)
{
    char room[CIVIL_ROOM];
    if (at == INSTANT_NONE)
        buffer_puts(answering->out, "null");
    else
        buffer_format(answering->out, "\"%.*s\"", (int)civil_write_instant(room, at), room);
}

void answering_put_length(struct answering *answering, micros length)
{
    char room[CIVIL_ROOM];
    buffer_format(answering->out, "%.*s", (int)civil_write_seconds(room, length), room);
}

uint32_t answering_target(struct answering *answering, const struct node *name)
{
    const struct declaration *target = scope_resolve(answering->scope, NODE_TARGET, name);
    if (target)
        return target->index;
    answering_is_fine(answering);
    return INDEX_NONE;
}

const struct judge *answering_judge(struct answering *answering)
{
    struct answers *session = answering->session;
    if (!session->log) {
        answering_none(answering, TEXT("this asks about a recorded log, and none is loaded"));
        return NULL;
    }
    if (!session->judge)
        session->judge = judge_new(session->arena, session->model, session->log, session->as_of);
    return session->judge;
}

/* ---- which answer ---- */

static answer_function *form_of(const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_ASK_DUE:
        return node->kid[ASK_DUE_AT] ? answers_plain : answers_ticket;
    case NODE_NOW_IS:
    case NODE_OPEN_TICKET:
    case NODE_EVENT_AT:
    case NODE_EVENT_AFTER:
    case NODE_EVENT_SOON:
    case NODE_SET:
    case NODE_ASK_LEFT:
    case NODE_ASK_NEXT:
        return answers_ticket;
    case NODE_ASK_WHY:
        return answers_why;
    case NODE_ASK_WHY_NOT:
        return answers_why_not;
    case NODE_ASK_WHAT_CHANGES:
        return answers_flips;
    case NODE_ASK_COMPLIANCE:
        return answers_compliance;
    case NODE_ASK_BEST_LIMIT:
        return answers_best_limit;
    case NODE_ASK_DRIVERS:
        return answers_drivers;
    case NODE_SUPPOSE:
        return answers_suppose;
    case NODE_AGAINST:
        return answers_against;
    default:
        return node_kind_is(node->kind, NODE_ANY_TOP) ? answers_suppose : answers_plain;
    }
}

static void answer(struct answering *answering, struct text written)
{
    struct answers *session = answering->session;
    if (!text_trim(written).len) {
        answering_wrong(answering, TEXT("the query is empty"));
        return;
    }
    const struct node *node =
        query_parse(session->query, written, answering->arena, answering->sink);
    if (!node || !answering_is_fine(answering)) {
        answering_wrong(answering, query_refused(answering->arena, answering->sink).error);
        return;
    }
    answering->node = node;
    answering->scope = scope_of_model(answering->arena, session->model, answering->sink);
    answering->scope->sources = session->sources;
    form_of(node)(answering);
}

/* What is wrong, as it is shown of files; a problem without a place stays a sentence. */
static struct text with_places(const struct answering *answering)
{
    struct buffer shown = {0};
    struct diagnostics_style style = {.format = DIAGNOSTICS_TEXT,
                                      .colour = answering->session->colour};
    if (!answering->sink->errors)
        return answering->problem;
    diagnostics_write(&shown, answering->session->sources, answering->sink, &style);
    struct text text = text_copy(answering->arena, buffer_text(&shown));
    buffer_fini(&shown);
    return text;
}

static void put_json(struct buffer *out, const struct answering *answering, struct text written)
{
    buffer_puts(out, "{\"query\":");
    buffer_put_json(out, written);
    if (answering->status == ANSWERS_FINE) {
        buffer_format(out, ",\"type\":\"%s\",\"value\":", answering->type);
        buffer_put(out, buffer_text(answering->out));
    } else {
        buffer_puts(out, ",\"error\":");
        buffer_put_json(out, answering->problem);
    }
    buffer_puts(out, "}\n");
}

enum answers_status answers_give(struct answers *answers, struct text written, struct buffer *out,
                                 struct text *problem)
{
    struct buffer value = {0};
    struct sink sink;
    struct answering answering = {.session = answers, .arena = arena_new(), .sink = &sink};
    answering.out = answers->json ? &value : out;
    sink_init(&sink, answering.arena);
    answer(&answering, written);
    if (answers->json)
        put_json(out, &answering, written);
    *problem = text_copy(answers->arena,
                         answers->shows_places ? with_places(&answering) : answering.problem);
    buffer_fini(&value);
    if (!answering.is_kept)
        arena_free(answering.arena);
    return answering.status;
}

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

void answering_put_stretches(struct answering *answering, const struct query_answer *answer)
{
    buffer_putc(answering->out, '[');
    for (uint32_t i = 0; i < answer->stretch_count; i++) {
        buffer_puts(answering->out, i ? ",{\"from\":" : "{\"from\":");
        answering_put_instant(answering, answer->stretches[i].from);
        buffer_puts(answering->out, ",\"to\":");
        answering_put_instant(answering, answer->stretches[i].to);
        buffer_putc(answering->out, '}');
    }
    buffer_putc(answering->out, ']');
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

const struct imagined *answering_ticket(struct answering *answering)
{
    const struct imagined *imagined = &answering->session->imagined;
    if (imagined->events.count)
        return imagined;
    answering_none(answering, TEXT("there is no ticket yet: `open ticket at DATE TIME with …`"));
    return NULL;
}

bool answering_is_it(const struct answering *answering, const struct node *name)
{
    return text_is(name->text, "it") && !scope_find(answering->scope, NODE_TARGET, name->text);
}

const struct judge *answering_judge(struct answering *answering)
{
    struct answers *session = answering->session;
    if (!session->log) {
        answering_none(answering, TEXT("this asks about a recorded log, and none is loaded"));
        return NULL;
    }
    if (!answers_log_fits(session)) {
        answering_none(answering, TEXT("the log was read by other attributes and values than "
                                       "those that are supposed"));
        return NULL;
    }
    if (session->judge)
        return session->judge;
    struct judge *judge = judge_new(session->arena, session->model, session->log, session->as_of);
    judge_stop_when(judge, session->stop);
    session->judge = judge;
    return judge;
}

struct text answering_compliance(struct arena *arena, const struct tally_counts *counts)
{
    uint64_t all = counts->met + counts->breached;
    if (!all)
        return TEXT("null");
    unsigned __int128 of = (unsigned __int128)counts->met * 1000000;
    uint64_t whole = (uint64_t)(of / all), rest = (uint64_t)(of % all);
    if (rest * 2 > all || (rest * 2 == all && whole % 2))
        whole++;
    return text_format(arena, "%llu.%04llu", (unsigned long long)(whole / 10000),
                       (unsigned long long)(whole % 10000));
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
        return answers_ticket;
    case NODE_ASK_NEXT:
    case NODE_ASK_TOLD:
        return answers_told;
    case NODE_ASK_MET:
    case NODE_ASK_RULE:
        return answers_met;
    case NODE_ASK_HOURS:
        return node->kid[ASK_HOURS_CALENDAR] ? answers_plain : answers_hours_on;
    case NODE_UNKNOWN:
    case NODE_FORGET:
        return answers_unknown;
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
    case NODE_ASK_BEST_HOURS:
        return answers_best_hours;
    case NODE_ASK_DRIVERS:
        return answers_drivers;
    case NODE_SUPPOSE:
        return answers_suppose;
    case NODE_AGAINST:
        return answers_against;
    default:
        return node_kind_is(node->kind, NODE_ANY_TOP)         ? answers_suppose
               : node_kind_is(node->kind, NODE_ANY_CONDITION) ? answers_holds
                                                              : answers_plain;
    }
}

/* People end a question by a mark. */
static struct text without_mark(struct text written)
{
    struct text text = text_trim(written);
    return text.len && text.at[text.len - 1] == '?' ? text_slice(text, 0, text.len - 1) : written;
}

static void answer(struct answering *answering, struct text written)
{
    struct answers *session = answering->session;
    written = without_mark(written);
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

static const char *type_of(const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_ASK_AFTER:
    case NODE_ASK_BEFORE:
    case NODE_ASK_NEXT_OPENING:
    case NODE_ASK_NEXT_CLOSING:
    case NODE_ASK_DUE:
        return "a question, answered by an instant";
    case NODE_ASK_TIME:
        return "a question, answered by a length";
    case NODE_ASK_OPEN:
        return "a question, answered by yes or no";
    case NODE_AGAINST:
    case NODE_ASK_COMPLIANCE:
    case NODE_ASK_BEST_LIMIT:
    case NODE_ASK_BEST_HOURS:
    case NODE_ASK_DRIVERS:
        return "a question about the log, answered by a table";
    default:
        break;
    }
    if (node_kind_is(node->kind, NODE_ANY_CONDITION))
        return "a condition, answered by yes or no for the imagined ticket";
    if (node_kind_is(node->kind, NODE_ANY_TOP) || node->kind == NODE_SUPPOSE)
        return "a supposition";
    return form_of(node) == answers_ticket ? "something that happens to the imagined ticket"
                                           : "a question, answered by a table";
}

struct text answers_type(struct answers *answers, struct text written)
{
    struct arena *arena = arena_new();
    struct sink sink;
    sink_init(&sink, arena);
    const struct node *node = query_parse(answers->query, written, arena, &sink);
    struct text type = node && !sink.errors ? text_of(type_of(node)) : TEXT("");
    arena_free(arena);
    return type;
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
    answering.from = answering.out->len;
    sink_init(&sink, answering.arena);
    answer(&answering, written);
    if (answers->stop && *answers->stop) {
        answering.out->len = answering.from;
        answering_none(&answering, TEXT("interrupted"));
    }
    if (answers->json)
        put_json(out, &answering, written);
    *problem = text_copy(answers->arena,
                         answers->shows_places ? with_places(&answering) : answering.problem);
    buffer_fini(&value);
    if (!answering.is_kept)
        arena_free(answering.arena);
    return answering.status;
}

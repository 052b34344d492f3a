/* answers_asks.c - smaller questions: is it met, which rule, hours on a date, does a condition
 * hold, and when is it due for each value of what is unknown. */
#include "check/terms.h"
#include "report/answers_part.h"

enum { TEXT_MOST = 100 };

/* ---- each target ---- */

/* Shows the last cycle of a target; FIRST: nothing has been shown yet. */
typedef void show_function(struct answering *answering, const struct ledger_view *view,
                           const struct ledger *ledger, bool first);

static struct text title_of(const struct answering *answering, uint32_t number)
{
    const struct target *target = &answering->session->model->targets[number];
    return shown_title(target->title, target->name);
}

static void put_name_json(struct answering *answering, uint32_t target, bool first)
{
    buffer_puts(answering->out, first ? "{\"target\":" : ",{\"target\":");
    buffer_put_json(answering->out, answering->session->model->targets[target].name);
}

static void show_met(struct answering *answering, const struct ledger_view *view,
                     const struct ledger *ledger, bool first)
{
    const struct verdict *verdict = &ledger->verdict;
    struct text sentence = ledger_sentence(answering->arena, view, verdict);
    if (!answering->session->json) {
        buffer_format(answering->out, TEXT_FMT ". " TEXT_FMT "\n",
                      TEXT_ARG(title_of(answering, verdict->target)), TEXT_ARG(sentence));
        return;
    }
    put_name_json(answering, verdict->target, first);
    buffer_format(answering->out,
                  ",\"verdict\":\"%s\",\"sentence\":", shown_verdict(verdict->kind));
    buffer_put_json(answering->out, sentence);
    buffer_putc(answering->out, '}');
}

static const struct clause *clause_of(const struct verdict *verdict)
{
    return verdict->clause == INDEX_NONE
               ? NULL
               : &verdict->model->targets[verdict->target].clauses[verdict->clause];
}

static void put_clause_json(struct answering *answering, const struct clause *clause)
{
    const struct sources *sources = answering->session->sources;
    struct arena *arena = answering->arena;
    buffer_puts(answering->out, ",\"clause\":");
    if (!clause) {
        buffer_puts(answering->out, "null}");
        return;
    }
    buffer_puts(answering->out, "{\"place\":");
    buffer_put_json(answering->out, shown_span(arena, sources, clause->span));
    buffer_puts(answering->out, ",\"text\":");
    buffer_put_json(answering->out, shown_source(arena, sources, clause->span, TEXT_MOST));
    buffer_puts(answering->out, ",\"because\":");
    if (clause->because.len)
        buffer_put_json(answering->out, clause->because);
    else
        buffer_puts(answering->out, "null");
    buffer_puts(answering->out, "}}");
}

static struct text clause_words(struct answering *answering, const struct clause *clause)
{
    const struct sources *sources = answering->session->sources;
    struct arena *arena = answering->arena;
    if (!clause)
        return TEXT("no clause applies");
    return text_format(arena, TEXT_FMT "  (" TEXT_FMT ")",
                       TEXT_ARG(shown_source(arena, sources, clause->span, TEXT_MOST)),
                       TEXT_ARG(shown_span(arena, sources, clause->span)));
}

static void show_rule(struct answering *answering, const struct ledger_view *view,
                      const struct ledger *ledger, bool first)
{
    const struct clause *clause = clause_of(&ledger->verdict);
    (void)view;
    if (answering->session->json) {
        put_name_json(answering, ledger->verdict.target, first);
        put_clause_json(answering, clause);
        return;
    }
    buffer_format(answering->out, TEXT_FMT ": " TEXT_FMT "\n",
                  TEXT_ARG(title_of(answering, ledger->verdict.target)),
                  TEXT_ARG(clause_words(answering, clause)));
    if (clause && clause->because.len)
        buffer_format(answering->out, "  because " TEXT_FMT "\n", TEXT_ARG(clause->because));
}

/* TARGET or all of them; false: no clock of it has started. */
static bool show_each(struct answering *answering, uint32_t target, show_function *show)
{
    const struct answers *session = answering->session;
    struct imagined_answer answer =
        imagined_judge(answering->arena, &session->imagined, session->model);
    struct ledger_view view = {session->model, answer.log, answer.judge, session->colour};
    bool any = false;
    buffer_puts(answering->out, session->json ? "[" : "");
    for (uint32_t i = 0; i < answer.count; i++) {
        uint32_t of = answer.ledgers[i].verdict.target;
        bool is_last = i + 1 == answer.count || answer.ledgers[i + 1].verdict.target != of;
        if (!is_last || (target != INDEX_NONE && target != of))
            continue;
        show(answering, &view, &answer.ledgers[i], !any);
        any = true;
    }
    buffer_puts(answering->out, session->json ? "]" : "");
    imagined_done(&answer);
    return any;
}

bool answers_met(struct answering *answering)
{
    const struct node *node = answering->node;
    bool is_met = node->kind == NODE_ASK_MET;
    const struct node *name = is_met ? node->kid[ASK_MET_TARGET] : node->kid[ASK_RULE_TARGET];
    uint32_t target = INDEX_NONE;
    if (!answering_ticket(answering))
        return false;
    if (name && !answering_is_it(answering, name)) {
        target = answering_target(answering, name);
        if (target == INDEX_NONE)
            return false;
    }
    if (answering->session->unknown.count)
        return answering_cases_stand(answering, target);
    answering->type = is_met ? "met" : "rules";
    return show_each(answering, target, is_met ? show_met : show_rule) ||
           answering_none(answering, TEXT("its clock has not started"));
}

/* ---- conditions ---- */

/* `who is told` reads like a condition. */
static bool asks_who(const struct node *node)
{
    return node->kind == NODE_IS && !node->kid[IS_NOT] &&
           text_is(node->kid[IS_ATTRIBUTE]->text, "who") &&
           text_is(node->kid[IS_VALUE]->text, "told");
}

bool answers_holds(struct answering *answering)
{
    if (asks_who(answering->node))
        return answers_told(answering);
    const struct condition *condition = terms_condition(answering->scope, answering->node);
    const struct imagined *imagined =
        answering_is_fine(answering) ? answering_ticket(answering) : NULL;
    if (!imagined)
        return false;
    bool holds;
    if (answering_cases_hold(answering, condition, &holds))
        return true;
    answering->type = "yes-or-no";
    if (answering->session->json)
        buffer_puts(answering->out, holds ? "true" : "false");
    else
        buffer_puts(answering->out, holds ? "yes\n" : "no\n");
    return true;
}

/* ---- hours on a date ---- */

static struct query_answer hours_on(struct answering *answering, struct text name)
{
    const struct node *on = answering->node->kid[ASK_HOURS_ON];
    struct text date = text_slice(source_bytes(answering->session->sources, on->span.source),
                                  on->span.from, on->span.to);
    return query_eval(answering->session->query,
                      text_format(answering->arena, "hours of " TEXT_FMT " on " TEXT_FMT,
                                  TEXT_ARG(name), TEXT_ARG(date)),
                      answering->arena);
}

static void put_hours_json(struct answering *answering, struct text name,
                           const struct query_answer *answer, bool first)
{
    buffer_puts(answering->out, first ? "{\"hours\":" : ",{\"hours\":");
    buffer_put_json(answering->out, name);
    buffer_puts(answering->out, ",\"open\":");
    answering_put_stretches(answering, answer);
    buffer_putc(answering->out, '}');
}

static void put_hours_rows(struct table *table, struct text title,
                           const struct query_answer *answer)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    for (uint32_t i = 0; i < answer->stretch_count; i++) {
        zone_write(answer->zone, from, answer->stretches[i].from);
        zone_write(answer->zone, to, answer->stretches[i].to);
        table_put(table, i ? TEXT("") : title);
        table_put(table, text_format(table->arena, "%s to %s", from, to));
    }
    if (!answer->stretch_count) {
        table_put(table, title);
        table_put(table, TEXT("closed"));
    }
}

bool answers_hours_on(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct model *model = session->model;
    struct table table;
    bool any = false;
    table_init(&table, answering->arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    answering->type = "hours-on";
    buffer_puts(answering->out, session->json ? "[" : "");
    for (uint32_t i = 1; i < model->calendar_count; i++) { /* 0 is `always` */
        const struct model_calendar *calendar = &model->calendars[i];
        if (!calendar->hours)
            continue;
        struct query_answer answer = hours_on(answering, calendar->name);
        if (answer.type != QUERY_HOURS)
            continue; /* of another version */
        if (session->json)
            put_hours_json(answering, calendar->name, &answer, !any);
        else
            put_hours_rows(&table, shown_title(calendar->title, calendar->name), &answer);
        any = true;
    }
    buffer_puts(answering->out, session->json ? "]" : "");
    if (!any)
        return answering_none(answering, TEXT("the charter declares no hours"));
    if (!session->json)
        table_write(answering->out, &table, 0);
    return true;
}

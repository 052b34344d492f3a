/* answers_ticket.c - the imagined ticket: what happens to it, where it stands, what lies ahead. */
#include "check/moments.h"
#include "check/terms.h"
#include "report/answers_part.h"

/* What changes the session lives on. */
static void keep(struct answering *answering)
{
    answering->is_kept = true;
}

/* ---- where it stands ---- */

static const char *state_of(const struct verdict *verdict)
{
    if (verdict->kind != VERDICT_PENDING)
        return shown_verdict(verdict->kind);
    return verdict->flags & FLAG_PAUSED ? "paused" : "running";
}

static void put_row(struct answering *answering, struct table *table, const struct verdict *verdict)
{
    struct arena *arena = answering->arena;
    const struct target *target = &answering->session->model->targets[verdict->target];
    micros left = verdict->limit - verdict->used;
    table_put(table, shown_title(target->title, target->name));
    table_put(table, text_of(state_of(verdict)));
    table_put(table, verdict->has_figures ? shown_length(arena, verdict->used) : TEXT("–"));
    table_put(table, !verdict->has_figures ? TEXT("–")
                     : verdict->kind == VERDICT_BREACHED
                         ? text_format(arena, "over by " TEXT_FMT,
                                       TEXT_ARG(shown_length(arena, verdict->over)))
                         : shown_length(arena, left));
    table_put(table, shown_instant(arena, answering->session->model->zone, verdict->due));
}

static void put_stand_text(struct answering *answering, const struct imagined_answer *answer)
{
    struct table table;
    table_init(&table, answering->arena);
    table_column(&table, TEXT("target"), false);
    table_column(&table, TEXT("stands"), false);
    table_column(&table, TEXT("used"), true);
    table_column(&table, TEXT("left"), true);
    table_column(&table, TEXT("due"), false);
    for (uint32_t i = 0; i < answer->count; i++)
        put_row(answering, &table, &answer->ledgers[i].verdict);
    if (answer->count)
        table_write(answering->out, &table, 2);
    else
        buffer_puts(answering->out, "  no clock of it has started\n");
}

static void put_stand_json(struct answering *answering, const struct imagined_answer *answer)
{
    struct buffer *out = answering->out;
    answering->type = "ticket";
    buffer_putc(out, '[');
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct verdict *verdict = &answer->ledgers[i].verdict;
        buffer_puts(out, i ? ",{\"target\":" : "{\"target\":");
        buffer_put_json(out, answering->session->model->targets[verdict->target].name);
        buffer_format(out, ",\"verdict\":\"%s\",\"state\":\"%s\",\"used_s\":",
                      shown_verdict(verdict->kind), state_of(verdict));
        if (verdict->has_figures)
            answering_put_length(answering, verdict->used);
        buffer_puts(out, verdict->has_figures ? ",\"left_s\":" : "null,\"left_s\":");
        if (verdict->has_figures)
            answering_put_length(answering, verdict->limit - verdict->used);
        buffer_puts(out, verdict->has_figures ? ",\"due\":" : "null,\"due\":");
        answering_put_instant(answering, verdict->due);
        buffer_putc(out, '}');
    }
    buffer_putc(out, ']');
}

/* A sentence about the instant, and the table. */
static bool show_stand(struct answering *answering)
{
    const struct imagined *imagined = answering_ticket(answering);
    if (!imagined)
        return false;
    const struct model *model = answering->session->model;
    struct imagined_answer answer = imagined_judge(answering->arena, imagined, model);
    if (!answering->session->json) {
        struct text now = shown_instant(answering->arena, model->zone, imagined_now(imagined));
        buffer_format(answering->out, "At " TEXT_FMT ":\n", TEXT_ARG(now));
        put_stand_text(answering, &answer);
    } else {
        put_stand_json(answering, &answer);
    }
    imagined_done(&answer);
    return true;
}

/* ---- what happens to it ---- */

static bool check_instant(struct answering *answering, instant at)
{
    return civil_exists(at) ||
           answering_wrong(answering,
                           TEXT("an instant of the query is not within the years 0001 to 9999"));
}

static bool open_ticket(struct answering *answering)
{
    struct test_event event = {.actor = ACTOR_CUSTOMER, .span = answering->node->span};
    event.at = terms_instant(answering->scope, answering->node->kid[OPEN_TICKET_AT]);
    terms_assignments(answering->scope, answering->node->kid[OPEN_TICKET_WITH], &event.assignments,
                      &event.assignment_count);
    moments_check_belongs(answering->scope, &event);
    if (!answering_is_fine(answering) || !check_instant(answering, event.at))
        return false;
    keep(answering);
    imagined_open(&answering->session->imagined, event);
    return show_stand(answering);
}

static bool add_event(struct answering *answering, struct test_event event)
{
    if (!answering_is_fine(answering) || !check_instant(answering, event.at))
        return false;
    if (event.kind == KIND_OPENED)
        return answering_wrong(answering,
                               TEXT("a ticket is opened by `open ticket at DATE TIME with …`"));
    event.span = answering->node->span;
    if (!imagined_add(&answering->session->imagined, event))
        return answering_wrong(answering, TEXT("this is earlier than the ticket's last event"));
    keep(answering);
    return show_stand(answering);
}

static bool add_happening(struct answering *answering, instant at, const struct node *happening,
                          const struct node *with)
{
    struct moment_nodes nodes = {happening, with};
    struct test_event event = {.at = at};
    moments_event(answering->scope, &nodes, &event);
    moments_check_belongs(answering->scope, &event);
    return add_event(answering, event);
}

static bool event_after(struct answering *answering)
{
    const struct node *node = answering->node, *in = node->kid[EVENT_AFTER_CALENDAR];
    const struct imagined *imagined = &answering->session->imagined;
    struct query_answer end;
    struct text name = in ? in->text : TEXT("always");
    struct span span = node->kid[EVENT_AFTER_LIMIT]->span;
    struct text limit =
        text_slice(source_bytes(answering->session->sources, span.source), span.from, span.to);
    char now[CIVIL_ROOM];
    civil_write_instant(now, imagined_now(imagined));
    end = query_eval(answering->session->query,
                     text_format(answering->arena, TEXT_FMT " in " TEXT_FMT " after %s",
                                 TEXT_ARG(limit), TEXT_ARG(name), now),
                     answering->arena);
    if (end.type == QUERY_ERROR)
        return answering_wrong(answering, end.error);
    return add_happening(answering, end.at, node->kid[EVENT_AFTER_EVENT],
                         node->kid[EVENT_AFTER_WITH]);
}

static bool event_soon(struct answering *answering)
{
    const struct node *node = answering->node, *weekday = node->kid[EVENT_SOON_DAY];
    const struct zone *zone = answering->session->model->zone;
    instant at = imagined_soon(
        zone ? zone : zone_utc(), imagined_now(&answering->session->imagined),
        weekday ? (int)weekday->value.weekday : -1, node->kid[EVENT_SOON_TIME]->value.micros);
    return add_happening(answering, at, node->kid[EVENT_SOON_EVENT], node->kid[EVENT_SOON_WITH]);
}

static bool set_value(struct answering *answering)
{
    const struct node *node = answering->node;
    struct assignment *value = ARENA_NEW(answering->arena, struct assignment);
    struct test_event event = {.kind = INDEX_NONE, .assignments = value, .assignment_count = 1};
    value->attribute = scope_attribute(answering->scope, node->kid[SET_NAME]);
    if (value->attribute != INDEX_NONE)
        terms_value(answering->scope, value->attribute, node->kid[SET_VALUE], &value->value);
    event.at = node->kid[SET_AT] ? terms_instant(answering->scope, node->kid[SET_AT])
                                 : imagined_now(&answering->session->imagined);
    return add_event(answering, event);
}

static bool now_is(struct answering *answering)
{
    struct imagined *imagined = &answering->session->imagined;
    instant now = terms_instant(answering->scope, answering->node->kid[NOW_IS_AT]);
    if (!check_instant(answering, now))
        return false;
    if (imagined->events.count && now < imagined->events.at[imagined->events.count - 1].at)
        return answering_wrong(answering, TEXT("this is earlier than the ticket's last event"));
    imagined->now = now;
    if (imagined->events.count)
        return show_stand(answering);
    if (answering->session->json) {
        answering->type = "instant";
        answering_put_instant(answering, now);
        return true;
    }
    struct text words = shown_instant(answering->arena, answering->session->model->zone, now);
    buffer_format(answering->out, "It is " TEXT_FMT ".\n", TEXT_ARG(words));
    return true;
}

/* ---- questions about it ---- */

static bool when_due(struct answering *answering)
{
    const struct imagined *imagined = answering_ticket(answering);
    uint32_t target =
        imagined ? answering_target(answering, answering->node->kid[ASK_DUE_TARGET]) : INDEX_NONE;
    if (target == INDEX_NONE)
        return false;
    if (answering->session->unknown.count)
        return answering_cases(answering, target);
    const struct model *model = answering->session->model;
    struct imagined_answer answer = imagined_judge(answering->arena, imagined, model);
    const struct verdict *verdict = NULL;
    for (uint32_t i = 0; i < answer.count; i++)
        if (answer.ledgers[i].verdict.target == target)
            verdict = &answer.ledgers[i].verdict;
    imagined_done(&answer);
    if (!verdict)
        return answering_none(answering, TEXT("its clock has not started"));
    if (verdict->due == INSTANT_NONE)
        return answering_none(answering, verdict->flags & FLAG_PAUSED
                                             ? TEXT("there is no due instant while it is paused")
                                             : TEXT("it has no due instant: no clause wins"));
    answering->type = "instant";
    if (answering->session->json)
        answering_put_instant(answering, verdict->due);
    else
        buffer_format(answering->out, TEXT_FMT "\n",
                      TEXT_ARG(shown_instant(answering->arena, model->zone, verdict->due)));
    return true;
}

static bool how_long(struct answering *answering)
{
    if (answering->session->unknown.count && answering_ticket(answering))
        return answering_cases_stand(answering, INDEX_NONE);
    return show_stand(answering);
}

bool answers_ticket(struct answering *answering)
{
    const struct node *node = answering->node;
    switch ((int)node->kind) {
    case NODE_NOW_IS:
        return now_is(answering);
    case NODE_OPEN_TICKET:
        return open_ticket(answering);
    case NODE_ASK_LEFT:
        return how_long(answering);
    case NODE_ASK_DUE:
        return when_due(answering);
    default:
        break;
    }
    if (!answering_ticket(answering))
        return false;
    switch ((int)node->kind) {
    case NODE_EVENT_AT:
        return add_happening(answering, terms_instant(answering->scope, node->kid[EVENT_AT_AT]),
                             node->kid[EVENT_AT_EVENT], node->kid[EVENT_AT_WITH]);
    case NODE_EVENT_AFTER:
        return event_after(answering);
    case NODE_EVENT_SOON:
        return event_soon(answering);
    default:
        return set_value(answering);
    }
}

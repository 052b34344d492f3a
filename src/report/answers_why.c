/* answers_why.c - questions about one ticket, recorded or imagined: why it looks as it does, why
 * nobody was told, what would have changed it. */
#include "check/steps.h"
#include "check/terms.h"
#include "report/answers_part.h"
#include "report/silence.h"
#include "syntax/tree.h"

enum { SIMILAR_MOST = 100000, CONDITION_MOST = 400 };

/* ---- one ticket ---- */

static bool no_ticket(struct answering *answering, struct text id)
{
    const struct eventlog *log = answering->session->log;
    size_t count = log->tickets < SIMILAR_MOST ? log->tickets : SIMILAR_MOST;
    struct text near = diagnostic_nearest(id, log->ticket_ids, count);
    const char *form = near.len ? "the log has no ticket `" TEXT_FMT "`; did you mean `" TEXT_FMT
                                  "`?"
                                : "the log has no ticket `" TEXT_FMT "`" TEXT_FMT;
    return answering_none(answering,
                          text_format(answering->arena, form, TEXT_ARG(id), TEXT_ARG(near)));
}

static void put_ledgers(struct answering *answering, const struct ledger_view *view,
                        const struct ledger *ledgers, uint32_t count)
{
    answering->type = "ledgers";
    if (answering->session->json) {
        ledger_write_json(answering->out, view, ledgers, count);
        answering->out->len -= answering->out->len > 0; /* its line end */
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            buffer_putc(answering->out, '\n');
        ledger_write_text(answering->out, view, &ledgers[i]);
    }
    if (!count)
        buffer_puts(answering->out, "No clock of this ticket ever started.\n");
}

/* A ticket that is asked about, with the ledgers of a target or of all. */
struct looked {
    struct ledger_view view;
    const struct ledger *ledgers;
    uint32_t count;
    const struct test_event *events;
    uint32_t event_count;
    instant as_of;
    struct imagined_answer imagined; /* of a ticket that is */
};

static bool look_at_imagined(struct answering *answering, uint32_t target, struct looked *looked)
{
    const struct answers *session = answering->session;
    const struct imagined *imagined = answering_ticket(answering);
    VECTOR(struct ledger) list = {0};
    if (!imagined)
        return false;
    looked->imagined = imagined_judge(answering->arena, imagined, session->model);
    const struct imagined_answer *answer = &looked->imagined;
    for (uint32_t i = 0; i < answer->count; i++)
        if (target == INDEX_NONE || answer->ledgers[i].verdict.target == target)
            VECTOR_PUSH(answering->arena, &list, answer->ledgers[i]);
    looked->view =
        (struct ledger_view){session->model, answer->log, answer->judge, session->colour};
    looked->ledgers = list.at;
    looked->count = (uint32_t)list.count;
    looked->events = imagined->events.at;
    looked->event_count = (uint32_t)imagined->events.count;
    looked->as_of = imagined_now(imagined);
    return true;
}

/* TICKET NULL is the imagined one, TARGET INDEX_NONE all. False: the answer has ended. */
static bool look_at(struct answering *answering, const struct node *ticket, uint32_t target,
                    struct looked *looked)
{
    const struct answers *session = answering->session;
    *looked = (struct looked){.as_of = INSTANT_NONE};
    if (!ticket)
        return look_at_imagined(answering, target, looked);
    const struct judge *judge = answering_judge(answering);
    if (!judge)
        return false;
    uint32_t number = judge_find_ticket(judge, ticket->text);
    if (number == INDEX_NONE)
        return no_ticket(answering, ticket->text);
    looked->ledgers = judge_ledgers(judge, number, target, answering->arena, &looked->count);
    looked->view = (struct ledger_view){session->model, session->log, judge, session->colour};
    looked->events = imagined_of_log(answering->arena, session->log, number, &looked->event_count);
    looked->as_of = judge_as_of(judge);
    return true;
}

static void look_away(struct looked *looked)
{
    if (looked->imagined.log)
        imagined_done(&looked->imagined);
}

bool answers_why(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *ticket = answering->node->kid[ASK_WHY_TICKET];
    const struct node *name = answering->node->kid[ASK_WHY_TARGET];
    uint32_t target = INDEX_NONE;
    struct looked looked;
    const struct declaration *named =
        ticket && !name ? scope_find(answering->scope, NODE_TARGET, ticket->text) : NULL;
    bool in_log = named && session->log && answering_judge(answering) &&
                  judge_find_ticket(session->judge, ticket->text) != INDEX_NONE;
    if (name && !answering_judge(answering))
        return false;
    if (name && (target = answering_target(answering, name)) == INDEX_NONE)
        return false;
    if (named && !in_log) {
        target = named->index;
        ticket = NULL;
    }
    if (!look_at(answering, ticket, target, &looked))
        return false;
    put_ledgers(answering, &looked.view, looked.ledgers, looked.count);
    look_away(&looked);
    return true;
}

/* ---- why not ---- */

/* The escalation, or the step of any, that is asked about. */
struct not_told {
    uint32_t escalation; /* or INDEX_NONE */
    bool has_step;
    struct escalation_step step;
};

static bool same_limit(const struct limit *a, const struct limit *b)
{
    return a->kind == b->kind &&
           (a->kind == LIMIT_LENGTH ? a->length == b->length : a->days == b->days);
}

static bool is_step(const struct answering *answering, const struct escalation_step *step,
                    const struct escalation_step *asked)
{
    const struct sources *sources = answering->session->sources;
    struct arena *arena = answering->arena;
    if (step->kind != asked->kind)
        return false;
    switch (step->kind) {
    case STEP_AT_USED:
        return decimal_compare(step->share, asked->share) == 0;
    case STEP_ONCE:
        return text_equal(shown_source(arena, sources, step->once->span, CONDITION_MOST),
                          shown_source(arena, sources, asked->once->span, CONDITION_MOST));
    case STEP_EVERY:
        return same_limit(&step->limit, &asked->limit) &&
               (!asked->most || asked->most == step->most);
    case STEP_AT_BREACH:
        return true;
    default:
        return same_limit(&step->limit, &asked->limit);
    }
}

static bool read_not_told(struct answering *answering, struct not_told *asked)
{
    const struct node *name = answering->node->kid[ASK_WHY_NOT_ESCALATION];
    const struct node *step = answering->node->kid[ASK_WHY_NOT_STEP];
    const struct declaration *found =
        name ? scope_resolve(answering->scope, NODE_ESCALATION, name) : NULL;
    *asked = (struct not_told){.escalation = found ? found->index : INDEX_NONE,
                               .has_step = step != NULL};
    if (step)
        asked->step = check_trigger(answering->scope, step);
    return answering_is_fine(answering);
}

static void put_silence(struct answering *answering, const struct looked *looked,
                        const struct ledger *ledger, struct silence_of of)
{
    struct buffer *out = answering->out;
    struct buffer json = {0};
    if (!answering->session->json) {
        buffer_puts(out, out->len > answering->from ? "\n" : "");
        silence_write_text(out, &looked->view, ledger, of);
        return;
    }
    silence_write_json(&json, &looked->view, ledger, 1, of);
    buffer_puts(out, out->len > 1 ? "," : "");
    buffer_put(out, text_slice(buffer_text(&json), 1, json.len - 2)); /* without `[` and `]` */
    buffer_fini(&json);
}

/* How many cycles there were to tell of. */
static uint32_t put_escalation(struct answering *answering, const struct looked *looked,
                               uint32_t number, const struct not_told *asked)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < looked->count; i++) {
        const struct ledger *ledger = &looked->ledgers[i];
        if (!silence_is_of(ledger, number))
            continue;
        const struct escalation *escalation = &ledger->verdict.model->escalations[number];
        if (!asked->has_step) {
            put_silence(answering, looked, ledger, (struct silence_of){number, INDEX_NONE});
            count++;
        }
        for (uint32_t k = 0; asked->has_step && k < escalation->step_count; k++)
            if (is_step(answering, &escalation->steps[k], &asked->step)) {
                put_silence(answering, looked, ledger, (struct silence_of){number, k});
                count++;
            }
    }
    return count;
}

bool answers_why_not(struct answering *answering)
{
    const struct model *model = answering->session->model;
    struct not_told asked;
    struct looked looked;
    uint32_t count = 0;
    if (!read_not_told(answering, &asked) ||
        !look_at(answering, answering->node->kid[ASK_WHY_NOT_TICKET], INDEX_NONE, &looked))
        return false;
    answering->type = "silences";
    buffer_puts(answering->out, answering->session->json ? "[" : "");
    for (uint32_t i = 0; i < model->escalation_count; i++)
        if (asked.escalation == INDEX_NONE || asked.escalation == i)
            count += put_escalation(answering, &looked, i, &asked);
    buffer_puts(answering->out, answering->session->json ? "]" : "");
    look_away(&looked);
    if (!count && asked.has_step)
        return answering_none(answering, TEXT("no escalation of what the ticket's clocks are for "
                                              "has such a step"));
    if (!count && !answering->session->json)
        buffer_puts(answering->out, "No clock that the escalation is for ever started.\n");
    return true;
}

/* ---- what would change it ---- */

static void put_flip(struct answering *answering, const struct flip *flip, bool first)
{
    const struct model *model = answering->session->model;
    const struct attribute *attribute = &model->schema.attributes[flip->value.attribute];
    struct text value = shown_value(answering->arena, attribute, &flip->value.value, model->zone);
    if (!answering->session->json) {
        buffer_format(answering->out, "  " TEXT_FMT " " TEXT_FMT ": %s\n",
                      TEXT_ARG(attribute->name), TEXT_ARG(value), shown_verdict(flip->verdict));
        return;
    }
    buffer_puts(answering->out, first ? "{\"attribute\":" : ",{\"attribute\":");
    buffer_put_json(answering->out, attribute->name);
    buffer_puts(answering->out, ",\"value\":");
    buffer_put_json(answering->out, value);
    buffer_format(answering->out, ",\"verdict\":\"%s\"}", shown_verdict(flip->verdict));
}

/* How far the stop was from the other verdict. */
static void put_stop(struct answering *answering, const struct verdict *verdict)
{
    struct buffer *out = answering->out;
    struct arena *arena = answering->arena;
    const struct zone *zone = answering->session->model->zone;
    if (verdict->kind == VERDICT_BREACHED && verdict->due != INSTANT_NONE)
        buffer_format(out, "  a stop by " TEXT_FMT "%s: met\n",
                      TEXT_ARG(shown_instant(arena, zone, verdict->due)),
                      verdict->stop == INSTANT_NONE
                          ? ""
                          : text_format(arena, ", " TEXT_FMT " earlier",
                                        TEXT_ARG(shown_length(arena, verdict->stop - verdict->due)))
                                .at);
    if (verdict->kind == VERDICT_MET && verdict->due != INSTANT_NONE)
        buffer_format(out, "  a stop after " TEXT_FMT ", " TEXT_FMT " later: breached\n",
                      TEXT_ARG(shown_instant(arena, zone, verdict->due)),
                      TEXT_ARG(shown_length(arena, verdict->due - verdict->stop)));
    if (verdict->kind == VERDICT_PENDING && verdict->due != INSTANT_NONE)
        buffer_format(out, "  a stop by " TEXT_FMT ": met, and none by then: breached\n",
                      TEXT_ARG(shown_instant(arena, zone, verdict->due)));
}

static void put_flips(struct answering *answering, const struct ledger_view *view,
                      const struct ledger *ledger, const struct flip *flips, uint32_t count)
{
    struct buffer *out = answering->out;
    if (!answering->session->json) {
        struct text sentence = ledger_sentence(answering->arena, view, &ledger->verdict);
        buffer_format(out, TEXT_FMT "\nIt would be different with\n", TEXT_ARG(sentence));
        put_stop(answering, &ledger->verdict);
    } else {
        buffer_puts(out, "{\"ledgers\":");
        ledger_write_json(out, view, ledger, 1);
        out->len -= out->len > 0;
        buffer_puts(out, ",\"in_time\":");
        answering_put_instant(answering, ledger->verdict.due);
        buffer_puts(out, ",\"values\":[");
    }
    for (uint32_t i = 0; i < count; i++)
        put_flip(answering, &flips[i], i == 0);
    if (answering->session->json)
        buffer_puts(out, "]}");
}

static void find_flips(struct answering *answering, const struct looked *looked,
                       const struct ledger *ledger)
{
    struct flip_question question = {.model = answering->session->model,
                                     .events = looked->events,
                                     .event_count = looked->event_count,
                                     .target = ledger->verdict.target,
                                     .cycle = ledger->verdict.cycle,
                                     .as_of = looked->as_of};
    uint32_t count = 0;
    const struct flip *flips = imagined_flips(answering->arena, &question, &count);
    put_flips(answering, &looked->view, ledger, flips, count);
}

/* Of all targets: the last cycle of each. */
static void put_all_flips(struct answering *answering, const struct looked *looked)
{
    struct buffer *out = answering->out;
    bool json = answering->session->json;
    buffer_puts(out, json ? "[" : "");
    for (uint32_t i = 0; i < looked->count; i++) {
        uint32_t number = looked->ledgers[i].verdict.target;
        const struct target *target = &answering->session->model->targets[number];
        if (i + 1 < looked->count && looked->ledgers[i + 1].verdict.target == number)
            continue;
        if (json)
            buffer_puts(out, out->len > 1 ? "," : "");
        else
            buffer_format(out, "%s" TEXT_FMT ". ", out->len > answering->from ? "\n" : "",
                          TEXT_ARG(shown_title(target->title, target->name)));
        find_flips(answering, looked, &looked->ledgers[i]);
    }
    buffer_puts(out, json ? "]" : "");
}

bool answers_flips(struct answering *answering)
{
    const struct node *node = answering->node, *name = node->kid[ASK_WHAT_CHANGES_TARGET];
    uint32_t target;
    struct looked looked;
    bool is_all = answering_is_it(answering, name);
    if (node->kid[ASK_WHAT_CHANGES_TICKET] && !answering_judge(answering))
        return false;
    target = is_all ? INDEX_NONE : answering_target(answering, name);
    if ((!is_all && target == INDEX_NONE) ||
        !look_at(answering, node->kid[ASK_WHAT_CHANGES_TICKET], target, &looked))
        return false;
    answering->type = "flips";
    if (looked.count && is_all)
        put_all_flips(answering, &looked);
    else if (looked.count)
        find_flips(answering, &looked, &looked.ledgers[looked.count - 1]);
    look_away(&looked);
    return looked.count > 0 ||
           answering_none(answering, TEXT("that clock of this ticket never started"));
}

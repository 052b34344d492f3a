/* answers_log.c - questions about the loaded log: why a ticket looks as it does, what would have
 * changed it, compliance, best limits, drivers. */
#include "analyse/drivers.h"
#include "check/terms.h"
#include "report/answers_part.h"
#include "report/best_limit.h"
#include "report/drivers_shown.h"
#include "report/selection.h"
#include "report/silence.h"
#include "report/tally.h"
#include "syntax/tree.h"

enum { SIMILAR_MOST = 100000 };

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

/* The imagined ticket's ledgers, of TARGET or all. */
static bool why_imagined(struct answering *answering, uint32_t target)
{
    const struct answers *session = answering->session;
    if (!session->imagined.events.count)
        return answering_none(answering,
                              TEXT("there is no ticket yet: `open ticket at DATE TIME with …`"));
    struct imagined_answer answer =
        imagined_judge(answering->arena, &session->imagined, session->model);
    struct ledger_view view = {session->model, answer.log, answer.judge, session->colour};
    VECTOR(struct ledger) list = {0};
    for (uint32_t i = 0; i < answer.count; i++)
        if (target == INDEX_NONE || answer.ledgers[i].verdict.target == target)
            VECTOR_PUSH(answering->arena, &list, answer.ledgers[i]);
    put_ledgers(answering, &view, list.at, (uint32_t)list.count);
    imagined_done(&answer);
    return true;
}

bool answers_why(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *ticket = answering->node->kid[ASK_WHY_TICKET];
    const struct node *name = answering->node->kid[ASK_WHY_TARGET];
    if (!ticket)
        return why_imagined(answering, INDEX_NONE);
    const struct declaration *named = scope_find(answering->scope, NODE_TARGET, ticket->text);
    bool in_log = session->log && answering_judge(answering) &&
                  judge_find_ticket(session->judge, ticket->text) != INDEX_NONE;
    if (!name && named && !in_log)
        return why_imagined(answering, named->index);
    const struct judge *judge = answering_judge(answering);
    uint32_t target = name && judge ? answering_target(answering, name) : INDEX_NONE;
    if (!judge || (name && target == INDEX_NONE))
        return false;
    uint32_t number = judge_find_ticket(judge, ticket->text), count = 0;
    if (number == INDEX_NONE)
        return no_ticket(answering, ticket->text);
    const struct ledger *ledgers = judge_ledgers(judge, number, target, answering->arena, &count);
    struct ledger_view view = {session->model, session->log, judge, session->colour};
    put_ledgers(answering, &view, ledgers, count);
    return true;
}

/* ---- why an escalation told, or did not ---- */

static void put_silences(struct answering *answering, const struct ledger_view *view,
                         const struct ledger *ledgers, uint32_t count, uint32_t escalation)
{
    bool any = false;
    for (uint32_t i = 0; i < count; i++) {
        if (!silence_is_of(&ledgers[i], escalation))
            continue;
        if (any)
            buffer_putc(answering->out, '\n');
        silence_write_text(answering->out, view, &ledgers[i], escalation);
        any = true;
    }
    if (!any)
        buffer_puts(answering->out, "No clock that the escalation is for ever started.\n");
}

bool answers_why_not(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *ticket = answering->node->kid[ASK_WHY_NOT_TICKET];
    const struct declaration *escalation = scope_resolve(
        answering->scope, NODE_ESCALATION, answering->node->kid[ASK_WHY_NOT_ESCALATION]);
    const struct judge *judge = escalation ? answering_judge(answering) : NULL;
    if (!judge)
        return escalation ? false : answering_is_fine(answering);
    uint32_t number = judge_find_ticket(judge, ticket->text), count = 0;
    if (number == INDEX_NONE)
        return no_ticket(answering, ticket->text);
    const struct ledger *ledgers =
        judge_ledgers(judge, number, INDEX_NONE, answering->arena, &count);
    struct ledger_view view = {session->model, session->log, judge, session->colour};
    answering->type = "silences";
    if (!session->json) {
        put_silences(answering, &view, ledgers, count, escalation->index);
        return true;
    }
    silence_write_json(answering->out, &view, ledgers, count, escalation->index);
    answering->out->len -= answering->out->len > 0; /* its line end */
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
}

static void put_flips(struct answering *answering, const struct ledger *ledger,
                      const struct flip *flips, uint32_t count)
{
    struct buffer *out = answering->out;
    const struct ledger_view view = {answering->session->model, answering->session->log,
                                     answering->session->judge, answering->session->colour};
    if (!answering->session->json) {
        struct text sentence = ledger_sentence(answering->arena, &view, &ledger->verdict);
        buffer_format(out, TEXT_FMT "\nIt would be different with\n", TEXT_ARG(sentence));
        put_stop(answering, &ledger->verdict);
    } else {
        buffer_puts(out, "{\"ledgers\":");
        ledger_write_json(out, &view, ledger, 1);
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

bool answers_flips(struct answering *answering)
{
    const struct node *node = answering->node, *ticket = node->kid[ASK_WHAT_CHANGES_TICKET];
    const struct judge *judge = answering_judge(answering);
    uint32_t target =
        judge ? answering_target(answering, node->kid[ASK_WHAT_CHANGES_TARGET]) : INDEX_NONE;
    if (target == INDEX_NONE)
        return false;
    uint32_t number = judge_find_ticket(judge, ticket->text), count = 0, flip_count = 0;
    if (number == INDEX_NONE)
        return no_ticket(answering, ticket->text);
    const struct ledger *ledgers = judge_ledgers(judge, number, target, answering->arena, &count);
    if (!count)
        return answering_none(answering, TEXT("that clock of this ticket never started"));
    const struct ledger *last = &ledgers[count - 1];
    struct flip_question question = {.model = answering->session->model,
                                     .target = target,
                                     .cycle = last->verdict.cycle,
                                     .as_of = judge_as_of(judge)};
    question.events =
        imagined_of_log(answering->arena, answering->session->log, number, &question.event_count);
    const struct flip *flips = imagined_flips(answering->arena, &question, &flip_count);
    answering->type = "flips";
    put_flips(answering, last, flips, flip_count);
    return true;
}

/* ---- the whole log ---- */

/* What compliance, best limits and drivers are asked for. */
struct asked {
    uint32_t target;
    uint32_t *by;
    uint32_t by_count;
    const struct condition *where;
};

/* False: the answer has ended. */
static bool read_asked(struct answering *answering, struct asked *asked, const struct node *target,
                       const struct node *names)
{
    asked->target = answering_target(answering, target);
    asked->by_count = 0;
    for (const struct node *name = names; name; name = name->next)
        asked->by_count++;
    asked->by = ARENA_ARRAY(answering->arena, asked->by_count + 1, uint32_t);
    uint32_t count = 0;
    for (const struct node *name = names; name; name = name->next)
        asked->by[count++] = scope_attribute(answering->scope, name);
    return asked->target != INDEX_NONE && answering_is_fine(answering);
}

static bool read_where(struct answering *answering, struct asked *asked, const struct node *when)
{
    asked->where = when ? terms_condition(answering->scope, when) : NULL;
    return answering_is_fine(answering);
}

static void put_key_json(struct answering *answering, const struct asked *asked,
                         const struct text *values)
{
    const struct schema *schema = &answering->session->model->schema;
    buffer_puts(answering->out, "{\"key\":{");
    for (uint32_t i = 0; i < asked->by_count; i++) {
        if (i)
            buffer_putc(answering->out, ',');
        buffer_put_json(answering->out, schema->attributes[asked->by[i]].name);
        buffer_putc(answering->out, ':');
        buffer_put_json(answering->out, values[i]);
    }
    buffer_putc(answering->out, '}');
}

static void key_columns(struct answering *answering, const struct asked *asked, struct table *table)
{
    table_init(table, answering->arena);
    for (uint32_t i = 0; i < asked->by_count; i++)
        table_column(table, answering->session->model->schema.attributes[asked->by[i]].name, false);
}

static struct selection selection_of(const struct answers *session, const struct judge *judge,
                                     const struct asked *asked)
{
    return (struct selection){.judge = judge,
                              .model = session->model,
                              .where = asked->where,
                              .from = DAY_NONE,
                              .to = DAY_NONE};
}

static struct text title_of(const struct answering *answering, const struct asked *asked)
{
    const struct target *target = &answering->session->model->targets[asked->target];
    return shown_title(target->title, target->name);
}

/* ---- compliance ---- */

struct compliance_row {
    const struct text *values;
    const struct tally_counts *counts;
    enum tally_held held;
    const struct promise *promise;
};

static const char *held_json(enum tally_held held)
{
    return held == TALLY_HELD ? "true" : held == TALLY_BROKEN ? "false" : "null";
}

/* Per cent to 4 places, half-even, as the JSON report has it. */
static struct text compliance_json(struct arena *arena, const struct tally_counts *counts)
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

static void put_compliance_json(struct answering *answering, const struct asked *asked,
                                const struct compliance_row *row, bool first)
{
    buffer_puts(answering->out, first ? "" : ",");
    put_key_json(answering, asked, row->values);
    buffer_format(answering->out, ",\"met\":%llu,\"breached\":%llu,\"pending\":%llu",
                  (unsigned long long)row->counts->met, (unsigned long long)row->counts->breached,
                  (unsigned long long)row->counts->pending);
    buffer_format(answering->out, ",\"compliance\":" TEXT_FMT ",\"held\":%s}",
                  TEXT_ARG(compliance_json(answering->arena, row->counts)), held_json(row->held));
}

static void put_compliance_row(struct answering *answering, const struct asked *asked,
                               struct table *table, const struct compliance_row *row)
{
    struct arena *arena = answering->arena;
    for (uint32_t i = 0; i < asked->by_count; i++)
        table_put(table, row->values[i]);
    table_put(table, shown_count(arena, row->counts->met));
    table_put(table, shown_count(arena, row->counts->breached));
    table_put(table, shown_count(arena, row->counts->pending));
    table_put(table, shown_share(arena, row->counts->met, row->counts->met + row->counts->breached,
                                 row->promise ? &row->promise->percent : NULL));
    table_put(table, row->held == TALLY_HELD     ? TEXT("yes")
                     : row->held == TALLY_BROKEN ? TEXT("no")
                                                 : TEXT("–"));
}

static void put_compliance(struct answering *answering, const struct asked *asked,
                           const struct tally_target *target)
{
    struct table table;
    struct compliance_row whole = {NULL, &target->counts, target->held, target->promise};
    bool json = answering->session->json;
    key_columns(answering, asked, &table);
    table_column(&table, TEXT("met"), true);
    table_column(&table, TEXT("breached"), true);
    table_column(&table, TEXT("pending"), true);
    table_column(&table, TEXT("compliance"), true);
    table_column(&table, TEXT("held"), true);
    if (json)
        buffer_putc(answering->out, '[');
    else
        buffer_format(answering->out, TEXT_FMT ", %s counted:\n",
                      TEXT_ARG(title_of(answering, asked)),
                      target->of_cycles ? "cycles" : "tickets");
    if (!asked->by_count && json)
        put_compliance_json(answering, asked, &whole, true);
    else if (!asked->by_count)
        put_compliance_row(answering, asked, &table, &whole);
    for (uint32_t i = 0; i < target->key_count; i++) {
        const struct tally_key *key = &target->keys[i];
        struct compliance_row row = {key->values, &key->counts, key->held, target->promise};
        if (json)
            put_compliance_json(answering, asked, &row, i == 0);
        else
            put_compliance_row(answering, asked, &table, &row);
    }
    if (json)
        buffer_putc(answering->out, ']');
    else
        table_write(answering->out, &table, 2);
}

bool answers_compliance(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *node = answering->node;
    struct asked asked;
    const struct judge *judge = answering_judge(answering);
    if (!judge ||
        !read_asked(answering, &asked, node->kid[ASK_COMPLIANCE_TARGET],
                    node->kid[ASK_COMPLIANCE_BY]) ||
        !read_where(answering, &asked, node->kid[ASK_COMPLIANCE_WHEN]))
        return false;
    struct tally_request request = {.judge = judge,
                                    .model = session->model,
                                    .log = session->log,
                                    .by = asked.by,
                                    .by_count = asked.by_count};
    struct selection selection = selection_of(session, judge, &asked);
    struct tally *tally = tally_new(&request);
    selection.consumers[selection.consumer_count++] = tally_consumer(tally);
    struct judge_consumer consumer = selection_consumer(&selection);
    judge_all(judge, session->threads, &consumer);
    const struct tally_result *result = tally_finish(tally, answering->arena);
    tally_free(tally);
    answering->type = "compliance";
    put_compliance(answering, &asked, &result->targets[asked.target]);
    return true;
}

/* ---- best limits ---- */

static void put_best_json(struct answering *answering, const struct asked *asked,
                          const struct best_limit *best, bool first)
{
    buffer_puts(answering->out, first ? "" : ",");
    put_key_json(answering, asked, best->values);
    buffer_puts(answering->out, ",\"limit_s\":");
    if (best->exists)
        answering_put_length(answering, best->minutes * MICROS_MINUTE);
    else
        buffer_puts(answering->out, "null");
    buffer_format(answering->out,
                  ",\"met\":%llu,\"breached\":%llu,\"below\":{\"met\":%llu,\"breached\":%llu}}",
                  (unsigned long long)best->counts.met, (unsigned long long)best->counts.breached,
                  (unsigned long long)best->below.met, (unsigned long long)best->below.breached);
}

static void put_best_row(struct answering *answering, const struct asked *asked,
                         struct table *table, const struct best_limit *best)
{
    struct arena *arena = answering->arena;
    const struct tally_counts *with = &best->counts, *below = &best->below;
    for (uint32_t i = 0; i < asked->by_count; i++)
        table_put(table, best->values[i]);
    table_put(table, best->exists ? shown_length(arena, best->minutes * MICROS_MINUTE) : TEXT("–"));
    table_put(table, shown_count(arena, with->met + with->breached));
    table_put(table, shown_share(arena, with->met, with->met + with->breached, NULL));
    table_put(table, shown_share(arena, below->met, below->met + below->breached, NULL));
}

static void put_best(struct answering *answering, const struct asked *asked,
                     const struct best_limit *list, uint32_t count)
{
    struct table table;
    bool json = answering->session->json;
    const struct node *share = answering->node->kid[ASK_BEST_LIMIT_SHARE];
    key_columns(answering, asked, &table);
    table_column(&table, TEXT("limit"), true);
    table_column(&table, TEXT("decided"), true);
    table_column(&table, TEXT("with it"), true);
    table_column(&table, TEXT("a minute less"), true);
    if (json)
        buffer_putc(answering->out, '[');
    else
        buffer_format(answering->out,
                      "The least limit with which " TEXT_FMT " of " TEXT_FMT " is met:\n",
                      TEXT_ARG(share->text), TEXT_ARG(title_of(answering, asked)));
    for (uint32_t i = 0; i < count; i++) {
        if (json)
            put_best_json(answering, asked, &list[i], i == 0);
        else
            put_best_row(answering, asked, &table, &list[i]);
    }
    if (json)
        buffer_putc(answering->out, ']');
    else
        table_write(answering->out, &table, 2);
}

bool answers_best_limit(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *node = answering->node, *share = node->kid[ASK_BEST_LIMIT_SHARE];
    struct asked asked;
    const struct judge *judge = answering_judge(answering);
    if (!judge ||
        !read_asked(answering, &asked, node->kid[ASK_BEST_LIMIT_TARGET],
                    node->kid[ASK_BEST_LIMIT_BY]) ||
        !read_where(answering, &asked, node->kid[ASK_BEST_LIMIT_WHEN]))
        return false;
    if (decimal_compare(share->value.decimal, (struct decimal){100, 0}) > 0)
        return answering_wrong(answering, TEXT("a share is at most 100%"));
    struct best_limit_question question = {.model = session->model,
                                           .log = session->log,
                                           .as_of = session->as_of,
                                           .threads = session->threads,
                                           .target = asked.target,
                                           .share = share->value.decimal,
                                           .where = asked.where,
                                           .by = asked.by,
                                           .by_count = asked.by_count};
    uint32_t count;
    const struct best_limit *list = best_limit_find(answering->arena, &question, &count);
    answering->type = "best-limit";
    put_best(answering, &asked, list, count);
    return true;
}

/* ---- drivers ---- */

bool answers_drivers(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *node = answering->node;
    struct asked asked;
    const struct judge *judge = answering_judge(answering);
    if (!judge ||
        !read_asked(answering, &asked, node->kid[ASK_DRIVERS_TARGET], node->kid[ASK_DRIVERS_BY]) ||
        !read_where(answering, &asked, node->kid[ASK_DRIVERS_WHEN]))
        return false;
    struct selection selection = selection_of(session, judge, &asked);
    struct drivers *drivers = drivers_new(judge, session->model, session->log);
    drivers_only(drivers, asked.target, asked.by, asked.by_count);
    selection.consumers[selection.consumer_count++] = drivers_consumer(drivers);
    struct judge_consumer consumer = selection_consumer(&selection);
    judge_all(judge, session->threads, &consumer);
    struct drivers_view view = {session->model, drivers_finish(drivers, answering->arena),
                                session->colour};
    drivers_free(drivers);
    answering->type = "drivers";
    (session->json ? drivers_write_json : drivers_write_text)(answering->out, &view);
    return true;
}

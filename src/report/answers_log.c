/* answers_log.c - questions about the loaded log: compliance, best limits, drivers. */
#include "analyse/drivers.h"
#include "check/terms.h"
#include "report/answers_part.h"
#include "report/best_limit.h"
#include "count/dimension.h"
#include "report/drivers_shown.h"
#include "count/selection.h"
#include "count/tally.h"
#include "syntax/tree.h"

/* ---- the whole log ---- */

/* What compliance, best limits and drivers are asked for. */
struct asked {
    uint32_t target;
    uint32_t *by;
    uint32_t by_count;
    const struct condition *where;
    bool by_periods; /* they may be named too */
};

/* An attribute goes before a period of the same name. */
static uint32_t find_key(struct answering *answering, const struct asked *asked,
                         const struct node *name)
{
    const struct schema *schema = &answering->session->model->schema;
    uint32_t period = asked->by_periods ? dimension_find(name->text) : INDEX_NONE;
    for (uint32_t i = 0; i < schema->count && period != INDEX_NONE; i++)
        if (text_equal(schema->attributes[i].name, name->text))
            period = INDEX_NONE;
    if (period != INDEX_NONE)
        return period;
    return scope_attribute_or(answering->scope, name, asked->by_periods ? dimension_name : NULL);
}

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
        asked->by[count++] = find_key(answering, asked, name);
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
        buffer_put_json(answering->out, dimension_title(schema, asked->by[i]));
        buffer_putc(answering->out, ':');
        buffer_put_json(answering->out, values[i]);
    }
    buffer_putc(answering->out, '}');
}

static void key_columns(struct answering *answering, const struct asked *asked, struct table *table)
{
    table_init(table, answering->arena);
    for (uint32_t i = 0; i < asked->by_count; i++)
        table_column(table, dimension_title(&answering->session->model->schema, asked->by[i]),
                     false);
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

static void put_compliance_json(struct answering *answering, const struct asked *asked,
                                const struct compliance_row *row, bool first)
{
    buffer_puts(answering->out, first ? "" : ",");
    put_key_json(answering, asked, row->values);
    buffer_format(answering->out, ",\"met\":%llu,\"breached\":%llu,\"pending\":%llu",
                  (unsigned long long)row->counts->met, (unsigned long long)row->counts->breached,
                  (unsigned long long)row->counts->pending);
    buffer_format(answering->out, ",\"compliance\":" TEXT_FMT ",\"held\":%s}",
                  TEXT_ARG(answering_compliance(answering->arena, row->counts)),
                  held_json(row->held));
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

static bool is_by_opening(const struct asked *asked)
{
    bool found = false;
    for (uint32_t i = 0; i < asked->by_count; i++)
        found = found || dimension_is_of_opening(asked->by[i]);
    return found;
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
        buffer_format(answering->out, TEXT_FMT ", %s counted%s:\n",
                      TEXT_ARG(title_of(answering, asked)),
                      target->of_cycles ? "cycles" : "tickets",
                      is_by_opening(asked) ? ", by when they were opened" : "");
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
    struct asked asked = {.by_periods = true};
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
                                    .by_count = asked.by_count,
                                    .without_used = true};
    struct selection selection = selection_of(session, judge, &asked);
    struct tally *tally = tally_new(&request);
    selection.consumers[selection.consumer_count++] = tally_consumer(tally);
    struct judge_consumer consumer = selection_consumer(&selection);
    answering_hand_out(answering, judge, asked.target, &consumer);
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
                      "The least limit with which " TEXT_FMT " of " TEXT_FMT " is met%s:\n",
                      TEXT_ARG(share->text), TEXT_ARG(title_of(answering, asked)),
                      is_by_opening(asked) ? ", by when tickets were opened" : "");
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
    struct asked asked = {.by_periods = true};
    const struct judge *judge = answering_judge(answering);
    if (!judge ||
        !read_asked(answering, &asked, node->kid[ASK_BEST_LIMIT_TARGET],
                    node->kid[ASK_BEST_LIMIT_BY]) ||
        !read_where(answering, &asked, node->kid[ASK_BEST_LIMIT_WHEN]))
        return false;
    if (decimal_compare(share->value.decimal, (struct decimal){100, 0}) > 0)
        return answering_wrong(answering, TEXT("a share is at most 100%"));
    /* The period that a breach is counted in may change with the limit. */
    for (uint32_t i = 0; i < asked.by_count; i++)
        asked.by[i] = dimension_of_opening(asked.by[i]);
    struct best_limit_question question = {.model = session->model,
                                           .log = session->log,
                                           .as_of = session->as_of,
                                           .threads = session->threads,
                                           .stop = session->stop,
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

/* The periods among what is asked by. */
static void group_drivers(struct answering *answering, const struct asked *asked,
                          struct drivers *drivers)
{
    struct drivers_grouping *list =
        ARENA_ARRAY(answering->arena, asked->by_count + 1, struct drivers_grouping);
    uint32_t count = 0;
    for (uint32_t i = 0; i < asked->by_count; i++)
        if (dimension_is(asked->by[i]))
            list[count++] =
                (struct drivers_grouping){asked->by[i], dimension_code_of_verdict, dimension_text};
    drivers_group_by(drivers, list, count);
}

bool answers_drivers(struct answering *answering)
{
    const struct answers *session = answering->session;
    const struct node *node = answering->node;
    struct asked asked = {.by_periods = true};
    const struct judge *judge = answering_judge(answering);
    if (!judge ||
        !read_asked(answering, &asked, node->kid[ASK_DRIVERS_TARGET], node->kid[ASK_DRIVERS_BY]) ||
        !read_where(answering, &asked, node->kid[ASK_DRIVERS_WHEN]))
        return false;
    struct selection selection = selection_of(session, judge, &asked);
    struct drivers *drivers = drivers_new(judge, session->model, session->log);
    drivers_only(drivers, asked.target, asked.by, asked.by_count);
    group_drivers(answering, &asked, drivers);
    selection.consumers[selection.consumer_count++] = drivers_consumer(drivers);
    struct judge_consumer consumer = selection_consumer(&selection);
    answering_hand_out(answering, judge, asked.target, &consumer);
    struct drivers_view view = {session->model, drivers_finish(drivers, answering->arena),
                                session->colour};
    drivers_free(drivers);
    answering->type = "drivers";
    (session->json ? drivers_write_json : drivers_write_text)(answering->out, &view);
    return true;
}

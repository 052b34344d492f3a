/* query.c - one function a form of query. */
#include "analyse/query.h"

#include "analyse/due.h"
#include "check/steps.h"
#include "check/terms.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "check/turns.h"

struct query {
    struct arena *arena;
    const struct model *model;
    struct sources *sources;
    const struct calendar **calendars; /* by version and index; NULL: not compiled yet */
};

/* One query that is being answered. */
struct asking {
    struct query *query;
    struct arena *arena;       /* of the answer */
    const struct model *model; /* the version that the instant of the query asks about */
    struct scope *scope;       /* its names */
    const struct node *node;
};

typedef struct query_answer answer_function(struct asking *asking);

const char *query_type_name(enum query_type type)
{
    static const char *const names[] = {"error",     "instant", "length",
                                        "yes-or-no", "hours",   "holidays"};
    return names[type];
}

struct query *query_new(struct arena *arena, const struct model *model, struct sources *sources)
{
    struct query *query = ARENA_NEW(arena, struct query);
    *query = (struct query){.arena = arena, .model = model, .sources = sources};
    query->calendars = ARENA_ARRAY(arena, (size_t)model->calendar_count * model->version_count,
                                   const struct calendar *);
    return query;
}

/* ---------- answers ---------- */

static struct query_answer misunderstood(struct text error)
{
    return (struct query_answer){.type = QUERY_ERROR, .error = error, .misunderstood = true};
}

struct query_answer query_refused(struct arena *scratch, const struct sink *sink)
{
    if (sink->list.count == 0)
        return misunderstood(TEXT("the query can't be understood"));
    const struct diagnostic *first = sink->list.at[0];
    if (first->hint.len == 0)
        return misunderstood(first->message);
    return misunderstood(text_format(scratch, TEXT_FMT " (" TEXT_FMT ")", TEXT_ARG(first->message),
                                     TEXT_ARG(first->hint)));
}

static struct query_answer refused(const struct asking *asking, const struct sink *sink)
{
    return query_refused(asking->arena, sink);
}

static struct query_answer instant_answer(const struct asking *asking,
                                          struct calendar_answer answer, struct text calendar)
{
    if (answer.status == CALENDAR_OK)
        return (struct query_answer){
            .type = QUERY_INSTANT, .at = answer.at, .zone = asking->query->model->zone};
    struct text why = text_format(asking->arena, "`" TEXT_FMT "` has no such instant: %s",
                                  TEXT_ARG(calendar), calendar_status_text(answer.status));
    return (struct query_answer){.type = QUERY_ERROR, .error = why};
}

/* ---------- calendars ---------- */

enum { WINDOW_DAYS = 400 };

static day window_day(instant at, int64_t days)
{
    int64_t date = at / MICROS_DAY + days;
    return (day)(date < DAY_FIRST ? DAY_FIRST : date > DAY_LAST ? DAY_LAST : date);
}

static const struct calendar *compile(struct query *query, const struct model_calendar *calendar,
                                      instant at)
{
    day first = window_day(at, -WINDOW_DAYS), last = window_day(at, WINDOW_DAYS);
    if (calendar->period)
        return period_compile(query->arena, calendar->period, first, last);
    return calendar_compile(query->arena, calendar->hours, first, last);
}

/* Names mean what the version in force on DATE says, or the nearest one. Gives its number. */
static uint32_t turn_to(struct asking *asking, day date)
{
    const struct query *query = asking->query;
    const struct model *model = model_near(query->model, date);
    uint32_t version = 0;
    while (query->model->versions[version].model != model)
        version++;
    if (asking->model != model) {
        asking->model = model;
        asking->scope = scope_of_model(asking->arena, model, asking->scope->sink);
        asking->scope->sources = query->sources;
    }
    return version;
}

static day date_of(const struct asking *asking, instant at)
{
    return zone_to_local(asking->query->model->zone, at).date;
}

/* The calendar that NAME means, compiled around AT; NULL, reported, if there is none. Outside its
 * window it is as right, only slower: so one is kept a calendar, of the first question. */
static const struct calendar *calendar_at(struct asking *asking, const struct node *name,
                                          instant at)
{
    struct query *query = asking->query;
    uint32_t version = turn_to(asking, date_of(asking, at));
    uint32_t index = scope_calendar(asking->scope, name);
    if (index == INDEX_NONE)
        return NULL;
    const struct calendar **kept =
        &query->calendars[version * query->model->calendar_count + index];
    if (!*kept)
        *kept = compile(query, &asking->model->calendars[index], at);
    return *kept;
}

static instant instant_of(const struct asking *asking, int slot)
{
    return terms_instant(asking->scope, asking->node->kid[slot]);
}

static struct query_answer out_of_range(void)
{
    return misunderstood(TEXT("an instant of the query is not within the years 0001 to 9999"));
}

/* ---------- forms ---------- */

static struct query_answer ask_after(struct asking *asking)
{
    struct limit limit;
    instant at = instant_of(asking, ASK_AFTER_AT);
    if (!civil_exists(at))
        return out_of_range();
    const struct calendar *calendar =
        calendar_at(asking, asking->node->kid[ASK_AFTER_CALENDAR], at);
    if (!terms_limit(asking->scope, asking->node->kid[ASK_AFTER_LIMIT], &limit) || !calendar)
        return refused(asking, asking->scope->sink);
    return instant_answer(asking, turns_due(calendar, at, &limit), calendar_name(calendar));
}

static struct query_answer ask_before(struct asking *asking)
{
    struct limit limit;
    instant at = instant_of(asking, ASK_BEFORE_AT);
    if (!civil_exists(at))
        return out_of_range();
    const struct calendar *calendar =
        calendar_at(asking, asking->node->kid[ASK_BEFORE_CALENDAR], at);
    if (!terms_limit(asking->scope, asking->node->kid[ASK_BEFORE_LIMIT], &limit) || !calendar)
        return refused(asking, asking->scope->sink);
    if (limit.kind != LIMIT_LENGTH)
        return misunderstood(TEXT("days can't be counted back; ask for a length like `8 hours`"));
    return instant_answer(asking, calendar_before(calendar, at, limit.length),
                          calendar_name(calendar));
}

static struct query_answer ask_time(struct asking *asking)
{
    instant from = instant_of(asking, ASK_TIME_FROM), to = instant_of(asking, ASK_TIME_TO);
    if (!civil_exists(from) || !civil_exists(to))
        return out_of_range();
    const struct calendar *calendar =
        calendar_at(asking, asking->node->kid[ASK_TIME_CALENDAR], from);
    if (!calendar)
        return refused(asking, asking->scope->sink);
    if (to < from)
        return misunderstood(TEXT("the time after `to` is earlier than the one after `from`"));
    return (struct query_answer){.type = QUERY_LENGTH,
                                 .length = calendar_elapsed(calendar, from, to)};
}

static struct query_answer ask_open(struct asking *asking)
{
    instant at = instant_of(asking, ASK_OPEN_AT);
    if (!civil_exists(at))
        return out_of_range();
    const struct calendar *calendar = calendar_at(asking, asking->node->kid[ASK_OPEN_CALENDAR], at);
    if (!calendar)
        return refused(asking, asking->scope->sink);
    return (struct query_answer){.type = QUERY_YES_NO, .yes = calendar_is_open(calendar, at)};
}

static struct query_answer ask_next_opening(struct asking *asking)
{
    instant at = instant_of(asking, ASK_NEXT_OPENING_AT);
    if (!civil_exists(at))
        return out_of_range();
    const struct calendar *calendar =
        calendar_at(asking, asking->node->kid[ASK_NEXT_OPENING_CALENDAR], at);
    if (!calendar)
        return refused(asking, asking->scope->sink);
    return instant_answer(asking, calendar_next_opening(calendar, at), calendar_name(calendar));
}

static struct query_answer ask_next_closing(struct asking *asking)
{
    instant at = instant_of(asking, ASK_NEXT_CLOSING_AT);
    if (!civil_exists(at))
        return out_of_range();
    const struct calendar *calendar =
        calendar_at(asking, asking->node->kid[ASK_NEXT_CLOSING_CALENDAR], at);
    if (!calendar)
        return refused(asking, asking->scope->sink);
    return instant_answer(asking, calendar_next_closing(calendar, at), calendar_name(calendar));
}

typedef VECTOR(struct calendar_stretch) stretch_list;

static void add_open(struct asking *asking, const struct calendar *calendar, struct zone_stretch of,
                     stretch_list *list)
{
    struct calendar_stretches open = calendar_open_between(calendar, of.from, of.to, asking->arena);
    for (size_t i = 0; i < open.count; i++) {
        if (list->count && list->at[list->count - 1].to == open.at[i].from)
            list->at[list->count - 1].to = open.at[i].to;
        else
            VECTOR_PUSH(asking->arena, list, open.at[i]);
    }
}

static struct query_answer ask_hours(struct asking *asking)
{
    day date = asking->node->kid[ASK_HOURS_ON]->value.date.day;
    const struct calendar *calendar =
        calendar_at(asking, asking->node->kid[ASK_HOURS_CALENDAR],
                    zone_to_instant(asking->query->model->zone, date, 12 * MICROS_HOUR).at);
    if (!calendar)
        return refused(asking, asking->scope->sink);
    struct zone_stretch parts[ZONE_STRETCHES];
    int count = zone_date(calendar_zone(calendar), date, parts);
    stretch_list list = {0};
    for (int i = 0; i < count; i++)
        add_open(asking, calendar, parts[i], &list);
    return (struct query_answer){.type = QUERY_HOURS,
                                 .stretches = list.at,
                                 .stretch_count = (uint32_t)list.count,
                                 .zone = calendar_zone(calendar)};
}

/* ---------- holidays ---------- */

struct holiday_query {
    uint32_t list; /* its number */
    day first, last;
};

struct holidays_found {
    VECTOR(struct holiday_date) dates;
    const struct holiday_list *list; /* of the last version */
    bool complete, lacking;          /* lacking: a version does not have it */
};

/* The number that a list has in all versions; INDEX_NONE, reported, if no version has it. */
static uint32_t find_list(const struct asking *asking, const struct node *name)
{
    const struct model *model = asking->query->model;
    for (uint32_t i = 0; i < model->version_count; i++)
        for (uint32_t k = 0; k < model->holidays_count; k++) {
            const struct holiday_list *list = model->versions[i].model->holidays[k];
            if (list && text_equal(list->name, name->text))
                return k;
        }
    scope_resolve(asking->scope, NODE_HOLIDAYS, name);
    return INDEX_NONE;
}

/* Each date is a holiday by the version in force on it, or the nearest one. */
static void add_holidays(const struct asking *asking, uint32_t version, struct holiday_query query,
                         struct holidays_found *found)
{
    const struct model *model = asking->query->model;
    const struct holiday_list *list = model->versions[version].model->holidays[query.list];
    if (version > 0 && model->versions[version].from > query.first)
        query.first = model->versions[version].from;
    if (version + 1 < model->version_count && model->versions[version + 1].from <= query.last)
        query.last = model->versions[version + 1].from - 1;
    if (query.first > query.last)
        return;
    int from = civil_of_day(query.first).year, to = civil_of_day(query.last).year;
    found->complete = found->complete && list && list->complete_from &&
                      from >= list->complete_from && to <= list->complete_to;
    found->list = list;
    found->lacking = found->lacking || !list;
    if (!list)
        return;
    struct holiday_dates dates = holiday_expand(asking->arena, list, query.first, query.last);
    for (size_t i = 0; i < dates.count; i++)
        VECTOR_PUSH(asking->arena, &found->dates, dates.at[i]);
}

static struct query_answer ask_holidays(struct asking *asking)
{
    struct holidays_found found = {.complete = true};
    struct holiday_query query = {.list = find_list(asking, asking->node->kid[ASK_HOLIDAYS_LIST])};
    int from = 0, to = 0;
    bool fine = steps_years(asking->scope, asking->node->kid[ASK_HOLIDAYS_YEARS], &from, &to);
    if (query.list == INDEX_NONE || !fine)
        return refused(asking, asking->scope->sink);
    query.first = civil_day(from, 1, 1);
    query.last = civil_day(to, 12, 31);
    for (uint32_t i = 0; i < asking->query->model->version_count; i++)
        add_holidays(asking, i, query, &found);
    return (struct query_answer){.type = QUERY_HOLIDAYS,
                                 .holidays = {found.dates.at, found.dates.count},
                                 .list = found.lacking ? NULL : found.list,
                                 .complete = found.complete};
}

static struct query_answer ask_due(struct asking *asking)
{
    struct due_question question = {.model = asking->query->model};
    question.opened = instant_of(asking, ASK_DUE_AT);
    if (!civil_exists(question.opened))
        return out_of_range();
    turn_to(asking, date_of(asking, question.opened));
    struct declaration *target =
        scope_resolve(asking->scope, NODE_TARGET, asking->node->kid[ASK_DUE_TARGET]);
    bool fine = terms_assignments(asking->scope, asking->node->kid[ASK_DUE_WITH],
                                  &question.assignments, &question.assignment_count);
    if (!target || !fine)
        return refused(asking, asking->scope->sink);
    question.target = target->index;
    struct due_answer answer = due_ask(asking->arena, &question);
    due_done(&answer);
    if (answer.problem.len)
        return (struct query_answer){.type = QUERY_ERROR, .error = answer.problem};
    return (struct query_answer){.type = QUERY_INSTANT,
                                 .at = answer.ledger->verdict.due,
                                 .zone = asking->query->model->zone};
}

static answer_function *form_of(enum node_kind kind)
{
    switch ((int)kind) {
    case NODE_ASK_DUE:
        return ask_due;
    case NODE_ASK_HOURS:
        return ask_hours;
    case NODE_ASK_HOLIDAYS:
        return ask_holidays;
    case NODE_ASK_AFTER:
        return ask_after;
    case NODE_ASK_BEFORE:
        return ask_before;
    case NODE_ASK_TIME:
        return ask_time;
    case NODE_ASK_OPEN:
        return ask_open;
    case NODE_ASK_NEXT_OPENING:
        return ask_next_opening;
    case NODE_ASK_NEXT_CLOSING:
        return ask_next_closing;
    default:
        return NULL;
    }
}

const struct node *query_parse(struct query *query, struct text written, struct arena *scratch,
                               struct sink *sink)
{
    struct text kept = text_copy(query->arena, written);
    struct syntax_input input = {.sources = query->sources,
                                 .source = sources_add(query->sources, TEXT("query"), kept),
                                 .start = SYNTAX_QUERY,
                                 .arena = scratch,
                                 .sink = sink};
    return syntax_parse(&input);
}

struct query_answer query_eval_node(struct query *query, const struct node *node,
                                    struct arena *scratch, struct sink *sink)
{
    struct asking asking = {.query = query, .arena = scratch, .node = node};
    answer_function *answer = form_of(node->kind);
    if (!answer)
        return misunderstood(TEXT("this version can't answer queries of this kind"));
    asking.model = query->model;
    asking.scope = scope_of_model(scratch, query->model, sink);
    asking.scope->sources = query->sources;
    return answer(&asking);
}

struct query_answer query_eval(struct query *query, struct text written, struct arena *scratch)
{
    struct sink sink;
    sink_init(&sink, scratch);
    const struct node *node = query_parse(query, written, scratch, &sink);
    return node && !sink.errors ? query_eval_node(query, node, scratch, &sink)
                                : query_refused(scratch, &sink);
}

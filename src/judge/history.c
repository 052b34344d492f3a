/* history.c - rows become steps. */
#include "judge/history.h"

#include <string.h>

void history_init(struct history *history, const struct judge *judge, struct arena *arena)
{
    const struct schema *schema = &judge->model->schema;
    *history = (struct history){.whole = judge, .judge = judge};
    history->codes = ARENA_ARRAY(arena, schema->stored + 1, uint32_t);
    history->changes = ARENA_ARRAY(arena, schema->count + 1, struct change);
    history->effects = effects_new(judge, arena);
    history->news.arena = arena;
    history->step.changes = history->changes;
}

static void count(struct history *history, enum judge_remark remark, uint64_t by)
{
    if (!history->counts || !by)
        return;
    if (!history->counts[remark].count)
        history->counts[remark].first = history->ticket;
    history->counts[remark].count += by;
}

/* ---- the beginning ---- */

/* The opening column's instant, if the log up to the as-of instant says one. */
static instant opening_said(const struct history *history)
{
    const struct eventlog *log = history->whole->log;
    instant opening = log->opening ? log->opening[history->ticket] : INSTANT_NONE;
    if (opening == INSTANT_NONE || log->row_per_ticket)
        return opening;
    uint32_t row = log->opening_row[history->ticket];
    return log->time[row] > history->whole->as_of ? INSTANT_NONE : opening;
}

/* The rows up to the as-of instant. */
static void find_rows(struct history *history)
{
    const struct eventlog *log = history->whole->log;
    uint32_t all = log->first[history->ticket + 1];
    history->first = history->next = log->first[history->ticket];
    history->end = all;
    while (history->end > history->next &&
           log->time[eventlog_row(log, history->end - 1)] > history->whole->as_of)
        history->end--;
    count(history, JUDGED_AFTER_AS_OF, all - history->end);
}

static instant find_opening(struct history *history)
{
    const struct eventlog *log = history->whole->log;
    instant opening = opening_said(history);
    history->opens_by_column = opening != INSTANT_NONE;
    if (!history->opens_by_column && history->next < history->end)
        opening = log->time[eventlog_row(log, history->next)];
    if (opening == INSTANT_NONE || opening <= history->whole->as_of)
        return opening;
    history->opens_by_column = false;
    history->end = history->next;
    return INSTANT_NONE;
}

void history_begin(struct history *history, uint32_t ticket)
{
    history->ticket = ticket;
    history->step.number = 0;
    history->step.view = &history->view;
    history->merged = false;
    memset(history->codes, 0, history->whole->model->schema.stored * sizeof *history->codes);
    find_rows(history);
    history->view = (struct view){.codes = history->codes, .opening = find_opening(history)};
    history->judge =
        judge_at(history->whole, history->view.opening, &history->segment, &history->in_force);
    history->stance = stance_first(history->judge);
    news_begin(&history->news, history->judge);
}

/* ---- values ---- */

static void push_change(struct history *history, uint32_t attribute, bool is_first)
{
    struct step *step = &history->step;
    step->changed |= plan_bit(attribute);
    history->changes[step->change_count++] = (struct change){attribute, is_first};
}

/* What holds for one row only ends with it. */
static void forget_passing(struct history *history)
{
    const struct judge *judge = history->judge;
    for (uint32_t i = 0; i < judge->passing_count; i++)
        history->codes[judge->passing[i]] = 0;
}

/* The first values, those of ROW, but for the column EXCEPT. */
static void take_first(struct history *history, uint32_t row, const struct plan_column *except)
{
    const struct plan_column *columns = history->judge->columns;
    for (uint32_t i = 0; i < history->judge->column_count; i++)
        if (&columns[i] != except)
            history->codes[columns[i].attribute] = plan_code(&columns[i], row);
}

static inline void take_value(struct history *history, const struct plan_column *column,
                              uint32_t row)
{
    uint32_t *now = &history->codes[column->attribute];
    uint32_t code = plan_code(column, row), before = *now;
    if (!code || code == before)
        return;
    *now = code;
    history->step.concern.asks |= column->concern.asks;
    history->step.concern.names |= column->concern.names;
    push_change(history, column->attribute, !before && column->may_be_first);
}

/* The first row's values, once the opening column has had them. */
static void take_again(struct history *history, uint32_t row)
{
    for (uint32_t i = 0; i < history->judge->column_count; i++)
        take_value(history, &history->judge->columns[i], row);
}

/* What is new in ROW, which is at PLACE. */
static void take_news(struct history *history, uint32_t row, uint32_t place)
{
    const struct plan_column *columns = history->judge->columns;
    for (uint32_t i = 0; i < history->judge->column_count; i += NEWS_COLUMNS) {
        uint32_t news = news_at(&history->news, i / NEWS_COLUMNS, place, history->end);
        for (; news; news &= news - 1)
            take_value(history, &columns[i + (uint32_t)__builtin_ctz(news)], row);
    }
}

/* ---- effects ---- */

static void count_attribute(struct history *history, uint32_t *counted, int32_t attribute)
{
    ++*counted;
    if (history->judge->interest.by_attribute[attribute].names)
        push_change(history, (uint32_t)attribute, false);
}

/* What is done with few rows. */
static void take_more(struct history *history, uint8_t more)
{
    const struct schema *schema = &history->judge->model->schema;
    if (more & EFFECT_REOPENS)
        count_attribute(history, &history->view.reopenings, schema->reopenings);
    if (more & EFFECT_REPLIES)
        count_attribute(history, &history->view.replies, schema->replies);
    if (more & EFFECT_DISAGREES)
        count(history, JUDGED_STATUS_DISAGREES, 1);
    if (more & EFFECT_IMPLICIT)
        count(history, JUDGED_OPENED_IMPLICITLY, 1);
    if (!(more & EFFECT_MERGES))
        return;
    history->merged = true;
    count(history, JUDGED_AFTER_MERGING, history->end - history->next);
    history->next = history->end;
}

static inline void take_effect(struct history *history, uint64_t said)
{
    const struct effect *effect =
        effect_of(history->effects, history->judge, history->stance, said);
    history->stance = effect->after;
    history->view.done = effect->is_done;
    history->step.effect = effect;
    if (effect->more)
        take_more(history, effect->more);
}

static inline uint64_t said_in(const struct judge *judge, uint32_t row)
{
    uint8_t what = judge->log->what[row];
    uint8_t slot = (uint8_t)((what & WHAT_ACTOR) | (what & WHAT_PUBLIC ? SLOT_PUBLIC : 0));
    uint32_t status = judge->status ? plan_code(judge->status, row) : 0;
    return said_of(judge->log->kind[row], slot, status);
}

/* ---- steps ---- */

/* Nothing has happened in it yet. */
static inline void step_begin(struct step *step, instant at, uint32_t row)
{
    step->at = at;
    step->row = row;
    step->number++;
    step->change_count = 0;
    step->changed = 0;
    step->concern = (struct concern){0};
}

/* The opening that a column says: the first row's values but for the status (3.5). */
static void open_by_column(struct history *history)
{
    step_begin(&history->step, history->view.opening, INDEX_NONE);
    take_first(history, eventlog_row(history->judge->log, history->first), history->judge->status);
    take_effect(history, SAID_COLUMN);
    history->opens_by_column = false;
    forget_passing(history);
}

static inline void take_row(struct history *history, uint32_t place)
{
    const struct eventlog *log = history->judge->log;
    uint32_t row = eventlog_row(log, place);
    step_begin(&history->step, log->time[row], row);
    if (history->step.at < history->view.opening) {
        history->step.at = history->view.opening;
        count(history, JUDGED_BEFORE_OPENING, 1);
    }
    forget_passing(history);
    if (place > history->first)
        take_news(history, row, place);
    else if (history->step.number == 1)
        take_first(history, row, NULL);
    else
        take_again(history, row);
    take_effect(history, said_in(history->judge, row));
}

/* With an opening column the opening comes before all rows: those that are earlier count as at it.
 */
const struct step *history_next(struct history *history)
{
    if (history->opens_by_column) {
        open_by_column(history);
    } else if (history->next < history->end) {
        take_row(history, history->next++);
    } else {
        forget_passing(history);
        return NULL;
    }
    return &history->step;
}

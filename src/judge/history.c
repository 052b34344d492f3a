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
    history->step.has_news = true;
    if (column->is_told)
        push_change(history, column->attribute, !before && column->may_be_first);
}

/* Its values are those of the opening, unless a column had them be so before. */
static __attribute__((noinline)) void take_first_row(struct history *history, uint32_t row)
{
    if (history->step.number == 1)
        take_first(history, row, NULL);
    else
        for (uint32_t i = 0; i < history->judge->column_count; i++)
            take_value(history, &history->judge->columns[i], row);
}

/* Those of the columns from COLUMN on that NEWS has a bit of. */
static inline void take_group(struct history *history, const struct plan_column *column,
                              uint32_t news, uint32_t row)
{
    for (; news; news &= news - 1)
        take_value(history, &column[__builtin_ctz(news)], row);
}

/* What is new in ROW, the one that is known at INDEX. */
static __attribute__((noinline)) void take_news(struct history *history, uint32_t row,
                                                uint32_t index)
{
    const struct judge *judge = history->judge;
    const uint8_t *bits = history->news.bits + index;
    take_group(history, judge->columns, *bits, row);
    for (uint32_t i = NEWS_COLUMNS; i < judge->column_count; i += NEWS_COLUMNS)
        take_group(history, &judge->columns[i], *(bits += NEWS_ROOM), row);
}

/* ---- effects ---- */

/* What is done with few rows. */
static __attribute__((noinline)) void take_more(struct history *history,
                                                const struct effect *effect)
{
    const struct schema *schema = &history->judge->model->schema;
    if ((effect->more & EFFECT_COUNTS) && effect->reopens)
        push_change(history, (uint32_t)schema->reopenings, false);
    if ((effect->more & EFFECT_COUNTS) && effect->replies)
        push_change(history, (uint32_t)schema->replies, false);
    if (effect->more & EFFECT_DISAGREES)
        count(history, JUDGED_STATUS_DISAGREES, 1);
    if (effect->more & EFFECT_IMPLICIT)
        count(history, JUDGED_OPENED_IMPLICITLY, 1);
    if (!(effect->more & EFFECT_MERGES))
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
    history->view.reopenings += effect->reopens;
    history->view.replies += effect->replies;
    history->view.done = effect->is_done;
    history->step.effect = effect;
    if (effect->more)
        take_more(history, effect);
}

/* ---- steps ---- */

/* Nothing has happened in it yet. */
static inline void step_begin(struct step *step, instant at, uint32_t row)
{
    step->at = at;
    step->row = row;
    step->number++;
    step->change_count = 0;
    step->has_news = false;
    step->concern = (struct concern){0};
}

/* The opening that a column says: the first row's values but for the status (3.5). */
static __attribute__((noinline)) void open_by_column(struct history *history)
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
    uint32_t row = eventlog_row(log, place), index = news_find(&history->news, place, history->end);
    step_begin(&history->step, log->time[row], row);
    if (history->step.at < history->view.opening) {
        history->step.at = history->view.opening;
        count(history, JUDGED_BEFORE_OPENING, 1);
    }
    forget_passing(history);
    if (place == history->first)
        take_first_row(history, row);
    else if (history->news.any[index])
        take_news(history, row, index);
    take_effect(history, history->news.said[index]);
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

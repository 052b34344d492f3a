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
    return eventlog_time(log, row) > history->whole->as_of ? INSTANT_NONE : opening;
}

/* The rows up to the as-of instant. */
static void find_rows(struct history *history)
{
    const struct eventlog *log = history->whole->log;
    uint32_t all = log->first[history->ticket + 1];
    history->first = history->next = log->first[history->ticket];
    history->end = all;
    while (history->end > history->next &&
           eventlog_time(log, eventlog_row(log, history->end - 1)) > history->whole->as_of)
        history->end--;
    count(history, JUDGED_AFTER_AS_OF, all - history->end);
}

static instant find_opening(struct history *history)
{
    const struct eventlog *log = history->whole->log;
    instant opening = opening_said(history);
    history->opens_by_column = opening != INSTANT_NONE;
    if (!history->opens_by_column && history->next < history->end)
        opening = eventlog_time(log, eventlog_row(log, history->next));
    if (opening == INSTANT_NONE || opening <= history->whole->as_of)
        return opening;
    history->opens_by_column = false;
    history->end = history->next;
    return INSTANT_NONE;
}

/* The version that rules the ticket (5.4). */
static void find_ruling(struct history *history)
{
    struct judge_ruling *ruling = &history->ruling;
    instant opening = history->view.opening;
    if (opening < ruling->from || opening >= ruling->to)
        judge_ruling_at(history->whole, opening, ruling);
    history->judge = ruling->judge;
    history->in_force = ruling->in_force;
}

/* Where there is no row, no row says what the values are. */
static void forget_all(struct history *history)
{
    memset(history->codes, 0, history->whole->model->schema.stored * sizeof *history->codes);
}

void history_begin(struct history *history, uint32_t ticket)
{
    history->ticket = ticket;
    history->step.number = 0;
    history->step.view = &history->view;
    history->merged = false;
    find_rows(history);
    history->view = (struct view){.codes = history->codes, .opening = find_opening(history)};
    if (history->next == history->end)
        forget_all(history);
    find_ruling(history);
    history->stance = stance_first(history->judge);
    news_begin(&history->news, history->judge);
}

/* ---- values ---- */

static void push_change(struct history *history, uint32_t attribute, bool is_first)
{
    struct step *step = &history->step;
    history->changes[step->change_count++] = (struct change){attribute, is_first};
}

void history_forget(struct history *history)
{
    const struct judge *judge = history->judge;
    for (uint32_t i = 0; i < judge->passing_count; i++)
        history->codes[judge->passing[i]] = 0;
}

/* The first values, those of ROW; there was none before. */
static void take_first(struct history *history, uint32_t row)
{
    const struct plan_column *column = history->judge->columns;
    for (const struct plan_column *end = column + history->judge->column_count; column < end;
         column++)
        history->codes[column->attribute] = plan_code(column, row);
}

void history_value(struct history *history, const struct plan_column *column, uint32_t row)
{
    uint32_t *now = &history->codes[column->attribute];
    uint32_t code = plan_code(column, row), before = *now;
    if (code == before)
        return;
    if (!code)
        return;
    *now = code;
    history->step.concern.asks |= column->concern.asks;
    history->step.concern.names |= column->concern.names;
    history->step.has_news = true;
    if (column->is_told)
        push_change(history, column->attribute, !before && column->may_be_first);
}

/* Its values are those of the opening, unless a column had them be so before. */
void history_first_row(struct history *history, uint32_t row)
{
    if (history->step.number == 1)
        take_first(history, row);
    else
        for (uint32_t i = 0; i < history->judge->column_count; i++)
            history_value(history, &history->judge->columns[i], row);
}

void history_more_news(struct history *history, uint32_t row, uint32_t index)
{
    const struct judge *judge = history->judge;
    for (uint32_t i = NEWS_COLUMNS; i < judge->column_count; i += NEWS_COLUMNS) {
        uint32_t news = history->news.bits[i / NEWS_COLUMNS * NEWS_ROOM + index];
        for (; news; news &= news - 1)
            history_value(history, &judge->columns[i + (uint32_t)__builtin_ctz(news)], row);
    }
}

/* ---- what is seldom ---- */

void history_more(struct history *history, const struct effect *effect)
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

/* A row that is dated before the opening counts as at it (3.5). */
void history_begin_row(struct history *history, uint32_t place)
{
    const struct eventlog *log = history->judge->log;
    uint32_t row = eventlog_row(log, place);
    instant at = eventlog_time(log, row);
    bool is_early = at < history->view.opening;
    step_begin(&history->step, is_early ? history->view.opening : at, row);
    count(history, JUDGED_BEFORE_OPENING, is_early);
    history_forget(history);
}

void history_open(struct history *history)
{
    step_begin(&history->step, history->view.opening, INDEX_NONE);
    take_first(history, eventlog_row(history->judge->log, history->first));
    if (history->judge->status)
        history->codes[history->judge->status->attribute] = 0;
    history_take_effect(history, SAID_COLUMN);
    history->opens_by_column = false;
    history_forget(history);
}

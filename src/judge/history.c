/* history.c - rows become steps. */
#include "judge/history.h"

#include <string.h>

void history_init(struct history *history, const struct judge *judge, struct arena *arena)
{
    const struct schema *schema = &judge->model->schema;
    *history = (struct history){.whole = judge, .judge = judge};
    history->codes = ARENA_ARRAY(arena, schema->stored + 1, uint32_t);
    history->changes = ARENA_ARRAY(arena, schema->count + 1, struct change);
    history->effects = effects_new(arena);
    history->news.arena = arena;
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
    history->end = history->next;
    return INSTANT_NONE;
}

void history_begin(struct history *history, uint32_t ticket)
{
    history->ticket = ticket;
    history->steps = history->stance = 0;
    history->merged = false;
    memset(history->codes, 0, history->whole->model->schema.stored * sizeof *history->codes);
    find_rows(history);
    history->view = (struct view){.codes = history->codes, .opening = find_opening(history)};
    history->judge =
        judge_at(history->whole, history->view.opening, &history->segment, &history->in_force);
    news_begin(&history->news, history->judge);
}

/* ---- values ---- */

static void push_change(struct history *history, struct step *step, uint32_t attribute, bool first)
{
    step->changed |= plan_bit(attribute);
    history->changes[step->change_count++] = (struct change){attribute, first};
}

/* What holds for one row only ends with it. */
static void forget_passing(struct history *history)
{
    const struct judge *judge = history->judge;
    for (uint32_t i = 0; i < judge->passing_count; i++)
        history->codes[judge->passing[i]] = 0;
}

static void take_value(struct history *history, struct step *step, uint32_t row,
                       const struct plan_column *column)
{
    uint32_t code = plan_code(column, row), before = history->codes[column->attribute];
    if (!code || code == before)
        return;
    history->codes[column->attribute] = code;
    push_change(history, step, column->attribute,
                !before && (history->stance & STANCE_OPENED) && column->may_be_first);
}

/* All of ROW, but for the column EXCEPT. */
static void take_all(struct history *history, struct step *step, uint32_t row,
                     const struct plan_column *except)
{
    const struct judge *judge = history->judge;
    for (uint32_t i = 0; i < judge->column_count; i++)
        if (&judge->columns[i] != except)
            take_value(history, step, row, &judge->columns[i]);
}

/* What is new of those of the row at PLACE. */
static void take_news(struct history *history, struct step *step, uint32_t place)
{
    const struct plan_column *columns = history->judge->columns;
    for (uint32_t i = 0; i < history->judge->column_count; i += NEWS_COLUMNS) {
        uint32_t news = news_at(&history->news, i / NEWS_COLUMNS, place, history->end);
        for (; news; news &= news - 1)
            take_value(history, step, step->row, &columns[i + (uint32_t)__builtin_ctz(news)]);
    }
}

static void count_attribute(struct history *history, struct step *step, uint32_t *counted,
                            int32_t attribute)
{
    ++*counted;
    push_change(history, step, (uint32_t)attribute, false);
}

/* ---- steps ---- */

static void take_effect(struct history *history, struct step *step, struct said said)
{
    const struct effect *effect =
        effect_of(history->effects, history->judge, history->stance, said);
    const struct schema *schema = &history->judge->model->schema;
    step->effect = effect;
    step->happenings = effect->happenings;
    step->happening_count = effect->happening_count;
    history->stance = effect->stance;
    history->view.done = effect->is_done;
    if (effect->reopens)
        count_attribute(history, step, &history->view.reopenings, schema->reopenings);
    if (effect->replies)
        count_attribute(history, step, &history->view.replies, schema->replies);
}

static struct said said_in(const struct history *history, uint32_t row)
{
    const struct judge *judge = history->judge;
    uint8_t what = judge->log->what[row];
    struct said said = {.kind = judge->log->kind[row]};
    said.slot = (uint8_t)((what & WHAT_ACTOR) | (what & WHAT_PUBLIC ? SLOT_PUBLIC : 0));
    if (!judge->status)
        return said;
    said.status = plan_code(judge->status, row);
    said.enters = said.status && said.status != history->codes[judge->status->attribute];
    return said;
}

/* Nothing has happened in it yet. */
static void step_begin(struct history *history, struct step *step, instant at, uint32_t row)
{
    step->at = at;
    step->row = row;
    step->number = ++history->steps;
    step->change_count = 0;
    step->changed = 0;
}

/* The opening that a column says: the first row's values but for the status (3.5). */
static void open_by_column(struct history *history, struct step *step)
{
    uint32_t row = eventlog_row(history->judge->log, history->first);
    step_begin(history, step, history->view.opening, INDEX_NONE);
    take_all(history, step, row, history->judge->status);
    take_effect(history, step, (struct said){.is_column = true});
    history->opens_by_column = false;
    forget_passing(history);
}

static void take_row(struct history *history, struct step *step, uint32_t place)
{
    const struct eventlog *log = history->judge->log;
    uint32_t row = eventlog_row(log, place);
    step_begin(history, step, log->time[row], row);
    if (step->at < history->view.opening) {
        step->at = history->view.opening;
        count(history, JUDGED_BEFORE_OPENING, 1);
    }
    if (!(history->stance & STANCE_OPENED) && log->kind[row] != KIND_OPENED)
        count(history, JUDGED_OPENED_IMPLICITLY, 1);
    forget_passing(history);
    struct said said = said_in(history, row);
    if (place == history->first)
        take_all(history, step, row, NULL);
    else
        take_news(history, step, place);
    take_effect(history, step, said);
    if (step->effect->disagrees)
        count(history, JUDGED_STATUS_DISAGREES, 1);
    if (step->effect->merges) {
        history->merged = true;
        count(history, JUDGED_AFTER_MERGING, history->end - history->next);
        history->next = history->end;
    }
}

/* With an opening column the opening comes before all rows: those that are earlier count as at it.
 */
bool history_next(struct history *history, struct step *step)
{
    if (history->view.opening == INSTANT_NONE)
        return false;
    if (history->opens_by_column)
        open_by_column(history, step);
    else if (history->next < history->end)
        take_row(history, step, history->next++);
    else {
        forget_passing(history);
        return false;
    }
    step->changes = history->changes;
    step->view = &history->view;
    return true;
}

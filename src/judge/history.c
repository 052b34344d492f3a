/* history.c - rows become happenings; the one place that knows when a ticket is done. */
#include "judge/history.h"

#include <assert.h>
#include <string.h>

void history_init(struct history *history, const struct judge *judge, struct arena *arena)
{
    const struct schema *schema = &judge->model->schema;
    *history = (struct history){.whole = judge, .judge = judge};
    history->codes = ARENA_ARRAY(arena, schema->stored + 1, uint32_t);
    history->changes = ARENA_ARRAY(arena, schema->count + 1, struct change);
}

static void count(struct history *history, enum judge_remark remark, uint64_t by)
{
    if (!history->counts || !by)
        return;
    if (!history->counts[remark].count)
        history->counts[remark].first = history->ticket;
    history->counts[remark].count += by;
}

/* The opening column's instant, if the log up to the as-of instant says one. */
static instant opening_said(const struct history *history)
{
    const struct eventlog *log = history->judge->log;
    instant opening = log->opening ? log->opening[history->ticket] : INSTANT_NONE;
    if (opening == INSTANT_NONE || log->row_per_ticket)
        return opening;
    uint32_t row = log->opening_row[history->ticket];
    return log->time[row] > history->judge->as_of ? INSTANT_NONE : opening;
}

void history_begin(struct history *history, uint32_t ticket)
{
    const struct eventlog *log = history->whole->log;
    struct judge_count *counts = history->counts;
    struct zone_segment segment = history->segment;
    *history = (struct history){.whole = history->whole,
                                .judge = history->whole,
                                .ticket = ticket,
                                .codes = history->codes,
                                .changes = history->changes,
                                .next = log->first[ticket],
                                .end = log->first[ticket + 1],
                                .counts = counts,
                                .segment = segment};
    memset(history->codes, 0, history->judge->model->schema.stored * sizeof *history->codes);
    uint32_t all = history->end;
    while (history->end > history->next &&
           log->time[eventlog_row(log, history->end - 1)] > history->judge->as_of)
        history->end--;
    count(history, JUDGED_AFTER_AS_OF, all - history->end);
    history->opening = opening_said(history);
    history->opens_by_column = history->opening != INSTANT_NONE;
    if (!history->opens_by_column && history->next < history->end)
        history->opening = log->time[eventlog_row(log, history->next)];
    if (history->opening != INSTANT_NONE && history->opening > history->judge->as_of) {
        history->opening = INSTANT_NONE;
        history->end = history->next;
    }
    history->judge =
        judge_at(history->whole, history->opening, &history->segment, &history->in_force);
}

struct view history_view(const struct history *history)
{
    return (struct view){.codes = history->codes,
                         .reopenings = history->reopenings,
                         .replies = history->replies,
                         .done = history->done,
                         .opening = history->opening};
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

static inline uint32_t code_in(const struct plan_column *column, uint32_t row)
{
    if (column->width == 1)
        return ((const uint8_t *)column->codes)[row];
    if (column->width == 2)
        return ((const uint16_t *)column->codes)[row];
    return ((const uint32_t *)column->codes)[row];
}

static void take_values(struct history *history, struct step *step, uint32_t row)
{
    const struct judge *judge = history->judge;
    for (uint32_t i = 0; i < judge->column_count; i++) {
        const struct plan_column *column = &judge->columns[i];
        uint32_t code = code_in(column, row);
        uint32_t before = history->codes[column->attribute];
        if (!code || code == before ||
            (step->row == INDEX_NONE && (int32_t)column->attribute == judge->model->schema.status))
            continue;
        history->codes[column->attribute] = code;
        push_change(history, step, column->attribute,
                    !before && history->opened && column->may_be_first);
    }
}

static bool has_changed(const struct history *history, const struct step *step, int32_t attribute)
{
    for (uint32_t i = 0; i < step->change_count; i++)
        if ((int32_t)history->changes[i].attribute == attribute)
            return true;
    return false;
}

/* ---- happenings ---- */

static struct happening *add(struct step *step, uint8_t slot)
{
    assert(step->happening_count < HAPPENINGS_MOST);
    struct happening *happening = &step->happenings[step->happening_count++];
    *happening = (struct happening){.actor_slot = slot};
    return happening;
}

static void add_kind(struct step *step, uint8_t kind, uint8_t slot)
{
    add(step, slot)->kind = kind;
}

/* The ticket enters a status, and perhaps a class with it. */
static void enter_status(struct history *history, struct step *step, uint8_t slot)
{
    const struct schema *schema = &history->judge->model->schema;
    int32_t status = schema->status;
    if (status == ATTRIBUTE_ABSENT || !has_changed(history, step, status))
        return;
    struct happening *happening = add(step, slot);
    uint32_t code = history->codes[status];
    uint32_t choice = history->judge->log->columns[status].values[code].choice;
    enum status_class now = schema->classes[choice];
    happening->enters = happening->has_status = true;
    happening->status = choice;
    happening->has_class = !history->knows_class || history->status_class != now;
    happening->status_class = now;
    history->knows_class = true;
    history->status_class = now;
}

/* Where no status is known, events say what class the ticket is in (3.4). */
static void enter_by_event(struct history *history, struct step *step, uint8_t slot)
{
    int32_t status = history->judge->model->schema.status;
    if (status != ATTRIBUTE_ABSENT && history->codes[status])
        return;
    struct happening *happening = add(step, slot);
    happening->enters = happening->has_class = true;
    happening->status_class = history->done ? CLASS_DONE : CLASS_WORKING;
    history->knows_class = true;
    history->status_class = happening->status_class;
}

/* Is the ticket done after this row? A status in the row wins over its event (3.4). */
static bool is_done_after(struct history *history, uint32_t row, uint8_t kind)
{
    const struct schema *schema = &history->judge->model->schema;
    bool says_done = kind == KIND_RESOLVED || kind == KIND_CLOSED;
    if (schema->status != ATTRIBUTE_ABSENT) {
        uint32_t code = eventlog_code(history->judge->log, (uint32_t)schema->status, row);
        if (code) {
            const struct value *value = &history->judge->log->columns[schema->status].values[code];
            bool done = schema->classes[value->choice] == CLASS_DONE;
            if (done ? kind == KIND_REOPENED : says_done)
                count(history, JUDGED_STATUS_DISAGREES, 1);
            return done;
        }
    }
    return says_done || (history->done && kind != KIND_REOPENED);
}

static bool is_own_kind(uint8_t kind)
{
    return kind != KIND_OPENED && kind != KIND_REOPENED && kind != KIND_RESOLVED &&
           kind != KIND_CLOSED && kind != KIND_MERGED;
}

static void count_attribute(struct history *history, struct step *step, uint32_t *counted,
                            int32_t attribute)
{
    ++*counted;
    push_change(history, step, (uint32_t)attribute, false);
}

/* The happenings of a row in the order of 3.3. */
static void happen(struct history *history, struct step *step, uint32_t row)
{
    const struct schema *schema = &history->judge->model->schema;
    uint8_t kind = history->judge->log->kind[row], what = history->judge->log->what[row];
    uint8_t slot = (uint8_t)((what & WHAT_ACTOR) | (what & WHAT_PUBLIC ? SLOT_PUBLIC : 0));
    bool before = history->done;
    history->done = is_done_after(history, row, kind);
    enter_status(history, step, slot);
    if (!history->opened)
        add_kind(step, KIND_OPENED, slot);
    if (before && !history->done) {
        count_attribute(history, step, &history->reopenings, schema->reopenings);
        enter_by_event(history, step, slot);
        add_kind(step, KIND_REOPENED, slot);
    }
    if (kind == KIND_REPLY)
        count_attribute(history, step, &history->replies, schema->replies);
    if (is_own_kind(kind))
        add_kind(step, kind, slot);
    if (!before && history->done) {
        enter_by_event(history, step, slot);
        add_kind(step, KIND_RESOLVED, slot);
    }
    if (kind == KIND_CLOSED)
        add_kind(step, KIND_CLOSED, slot);
    if (kind == KIND_MERGED)
        add_kind(step, KIND_MERGED, slot);
    history->merged = kind == KIND_MERGED;
}

/* ---- steps ---- */

/* Nothing has happened in it yet. */
static void step_begin(struct step *step, instant at, uint32_t row, uint32_t number)
{
    step->at = at;
    step->row = row;
    step->number = number;
    step->happening_count = step->change_count = 0;
    step->changed = 0;
}

/* The opening that a column says: the first row's values but for the status (3.5). */
static void open_by_column(struct history *history, struct step *step)
{
    const struct eventlog *log = history->judge->log;
    step_begin(step, history->opening, INDEX_NONE, ++history->steps);
    take_values(history, step, eventlog_row(log, log->first[history->ticket]));
    add_kind(step, KIND_OPENED, ACTOR_NONE);
    history->opened = true;
    history->opens_by_column = false;
    forget_passing(history);
}

static void take_row(struct history *history, struct step *step, uint32_t row)
{
    const struct eventlog *log = history->judge->log;
    step_begin(step, log->time[row], row, ++history->steps);
    if (step->at < history->opening) {
        step->at = history->opening;
        count(history, JUDGED_BEFORE_OPENING, 1);
    }
    if (!history->opened && log->kind[row] != KIND_OPENED)
        count(history, JUDGED_OPENED_IMPLICITLY, 1);
    forget_passing(history);
    take_values(history, step, row);
    happen(history, step, row);
    history->opened = true;
    if (history->merged) {
        count(history, JUDGED_AFTER_MERGING, history->end - history->next);
        history->next = history->end;
    }
}

/* With an opening column the opening comes before all rows: those that are earlier count as at it.
 */
bool history_next(struct history *history, struct step *step)
{
    if (history->opening == INSTANT_NONE)
        return false;
    if (history->opens_by_column)
        open_by_column(history, step);
    else if (history->next < history->end)
        take_row(history, step, eventlog_row(history->judge->log, history->next++));
    else {
        forget_passing(history);
        return false;
    }
    step->changes = history->changes;
    step->view = history_view(history);
    return true;
}

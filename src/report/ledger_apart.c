/* ledger_apart.c - a ledger beside the one that was expected: where they part. */
#include "report/ledger_parts.h"

#include "base/vector.h"

struct rows {
    struct arena *arena;
    VECTOR(struct ledger_row) list;
    const struct ledger *ledger;
    const struct ledger_apart *apart;
    micros total;
};

/* The part of ROW up to AT is pushed, and ROW becomes the rest. What runs counts all its time. */
static void cut(struct rows *rows, struct ledger_row *row, instant at)
{
    if (at <= row->from || at >= row->to)
        return;
    struct ledger_row part = *row;
    micros rest = row->state == LEDGER_RUNNING ? row->to - at : 0;
    part.to = row->from = at;
    part.counted -= rest;
    part.total -= rest;
    row->counted = rest;
    VECTOR_PUSH(rows->arena, &rows->list, part);
}

static void push(struct rows *rows, struct ledger_row row)
{
    if (rows->apart->mark) {
        cut(rows, &row, rows->apart->from);
        cut(rows, &row, rows->apart->to);
    }
    rows->total = row.total;
    VECTOR_PUSH(rows->arena, &rows->list, row);
}

/* ---- behind the last row ---- */

static void push_ahead(struct rows *rows, instant from, instant to, struct text closed)
{
    const struct verdict *verdict = &rows->ledger->verdict;
    struct ledger_row row = {.state = closed.len ? LEDGER_CLOSED : LEDGER_RUNNING,
                             .from = from,
                             .to = to,
                             .counted = closed.len ? 0 : to - from,
                             .reason = closed,
                             .clause = verdict->clause,
                             .calendar = verdict->calendar};
    if (!closed.len)
        row.reason = verdict->stop == INSTANT_NONE ? TEXT("ahead") : TEXT("had it gone on");
    row.total = rows->total + row.counted;
    push(rows, row);
}

static void push_to_the_end(struct rows *rows, const struct calendar_spec *spec, instant from)
{
    instant to = rows->apart->to;
    if (!spec || calendar_is_always(spec)) {
        push_ahead(rows, from, to, TEXT(""));
        return;
    }
    struct calendar_reasons reasons = calendar_reasons_between(spec, from, to, rows->arena);
    for (size_t i = 0; i < reasons.count; i++) {
        const struct calendar_reason *reason = &reasons.at[i];
        push_ahead(rows, reason->from, reason->to,
                   calendar_why_is_open(reason->why) ? TEXT("")
                                                     : calendar_reason_text(rows->arena, reason));
    }
}

const struct ledger_row *ledger_rows_apart(struct arena *arena, const struct ledger *ledger,
                                           const struct ledger_apart *apart, uint32_t *count)
{
    struct rows rows = {.arena = arena, .ledger = ledger, .apart = apart};
    const struct verdict *verdict = &ledger->verdict;
    instant end = verdict->start;
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        push(&rows, ledger->rows[i]);
        end = ledger->rows[i].to;
    }
    if (apart->mark && end < apart->to && verdict->calendar < verdict->model->calendar_count)
        push_to_the_end(&rows, verdict->model->calendars[verdict->calendar].hours, end);
    *count = (uint32_t)rows.list.count;
    return rows.list.at;
}

/* charts_ledger.c - the time of a ticket from left to right: thick where its clock ran, lighter
 * where it was paused, a line where it was closed. */
#include "base/exact.h"
#include "report/charts.h"
#include "report/charts_part.h"
#include "report/shown.h"

enum { MIDDLE = 28, HEIGHT = 58, RUN = 18, PAUSE = 8, REST = 2, LEAST = 200, NEAR = 400 };

struct span_of {
    instant from, to;
};

static int64_t x_of(const struct span_of *span, instant at)
{
    return (int64_t)((wide)(at - span->from) * 100000 / (span->to - span->from));
}

static void put_stretch(struct page *page, const struct span_of *span, const struct span_of *part,
                        const char *kind)
{
    int height = kind[0] == 'p' ? PAUSE : kind[0] == 'r' ? REST : RUN;
    int64_t x = x_of(span, part->from), width = x_of(span, part->to) - x;
    if (width < LEAST)
        width = LEAST;
    charts_rect(page, kind, &(struct charts_box){x, width, MIDDLE - height / 2, height});
}

/* What ran before the due instant, and what behind it. */
static void put_run(struct page *page, const struct span_of *span, const struct ledger_row *row,
                    instant due)
{
    instant cut = due == INSTANT_NONE || due > row->to ? row->to
                  : due < row->from                    ? row->from
                                                       : due;
    if (cut > row->from)
        put_stretch(page, span, &(struct span_of){row->from, cut}, "held");
    if (row->to > cut)
        put_stretch(page, span, &(struct span_of){cut, row->to}, "broken");
}

/* The line of closed hours lies below all of it; what would be too near to what was drawn last
 * is not drawn, so that a long ledger makes no large chart. */
static void put_rows(struct page *page, const struct span_of *span, const struct ledger *ledger)
{
    int64_t drawn = -NEAR;
    put_stretch(page, span, span, "rest");
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        const struct ledger_row *row = &ledger->rows[i];
        bool runs = row->state == LEDGER_RUNNING;
        if (row->to <= row->from || (!runs && row->state != LEDGER_PAUSED))
            continue;
        if (x_of(span, row->to) < drawn + NEAR)
            continue;
        drawn = x_of(span, row->to);
        if (runs)
            put_run(page, span, row, ledger->verdict.due);
        else
            put_stretch(page, span, &(struct span_of){row->from, row->to}, "paused");
    }
}

static void put_due(struct page *page, const struct span_of *span, instant due)
{
    if (due == INSTANT_NONE || due < span->from || due > span->to)
        return;
    int64_t x = x_of(span, due);
    charts_line(page, "limit", &(struct charts_points){x, x, 14, MIDDLE + 14});
    charts_text(page,
                &(struct charts_label){x, 10,
                                       x < 8000    ? NULL
                                       : x > 92000 ? "end"
                                                   : "middle",
                                       "strong"},
                TEXT("due"));
}

void charts_ledger(struct page *page, const struct ledger *ledger, const struct zone *zone)
{
    uint32_t count = ledger->row_count;
    if (!count)
        return;
    struct span_of span = {ledger->rows[0].from, ledger->rows[count - 1].to};
    if (span.to <= span.from)
        return;
    struct text from = shown_instant(page->arena, zone, span.from);
    struct text to = shown_instant(page->arena, zone, span.to);
    struct page_chart chart = {.title = TEXT("The clock of this ticket"),
                               .description = text_format(page->arena,
                                                          "From " TEXT_FMT " to " TEXT_FMT
                                                          ", as the table below has it.",
                                                          TEXT_ARG(from), TEXT_ARG(to)),
                               .kind = "clock",
                               .height = HEIGHT};
    page_chart(page, &chart);
    put_rows(page, &span, ledger);
    put_due(page, &span, ledger->verdict.due);
    charts_text(page, &(struct charts_label){0, HEIGHT - 6, NULL, NULL}, from);
    charts_text(page, &(struct charts_label){100000, HEIGHT - 6, "end", NULL}, to);
    page_puts(page, "\n");
    page_chart_end(page);
}

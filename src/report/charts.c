/* charts.c - shares over time, marks and strips. Used time and the week are in charts_counts.c, the
 * time of a ticket is in charts_ledger.c. */
#include "report/charts.h"

#include "base/exact.h"
#include "report/charts_part.h"
#include "report/shown.h"

/* ---- small parts ---- */

void charts_text(struct page *page, const struct charts_label *label, struct text text)
{
    page_puts(page, "<text");
    page_percent(page, "x", label->x);
    buffer_format(page->out, " y=\"%d\"", label->y);
    if (label->anchor)
        buffer_format(page->out, " text-anchor=\"%s\"", label->anchor);
    if (label->kind)
        buffer_format(page->out, " class=\"%s\"", label->kind);
    page_puts(page, ">");
    page_say(page, text);
    page_puts(page, "</text>");
}

void charts_line(struct page *page, const char *kind, const struct charts_points *points)
{
    buffer_format(page->out, "<line class=\"%s\"", kind);
    page_percent(page, "x1", points->x1);
    page_percent(page, "x2", points->x2);
    buffer_format(page->out, " y1=\"%d\" y2=\"%d\"/>", points->y1, points->y2);
}

void charts_rect(struct page *page, const char *kind, const struct charts_box *box)
{
    buffer_format(page->out, "<rect class=\"%s\"", kind);
    page_percent(page, "x", box->x);
    page_percent(page, "width", box->width);
    buffer_format(page->out, " y=\"%d\" height=\"%d\"/>", box->y, box->height);
}

const char *charts_held_word(enum tally_held held)
{
    static const char *const words[] = {"not tested", "held", "broken"};
    return words[held];
}

static const char *held_class(enum tally_held held)
{
    static const char *const words[] = {"untested", "held", "broken"};
    return words[held];
}

/* Shapes of 16 by 16: a hook, a cross, a stroke. */
static const char *held_path(enum tally_held held)
{
    static const char *const paths[] = {"M4 8h8", "M3 8.5l3.5 3.5 6.5-8", "M4 4l8 8m0-8l-8 8"};
    return paths[held];
}

void charts_mark(struct page *page, enum tally_held held)
{
    buffer_format(page->out,
                  "<span class=\"mark %s\"><svg aria-hidden=\"true\" viewBox=\"0 0 16 16\">"
                  "<path d=\"%s\"/></svg>%s</span>",
                  held_class(held), held_path(held), charts_held_word(held));
}

void charts_bar(struct page *page, const struct charts_bar *bar)
{
    page_puts(page, "<svg class=\"bar\" aria-hidden=\"true\">");
    charts_rect(page, "whole", &(struct charts_box){0, 100000, 0, 14});
    if (bar->part && bar->whole)
        charts_rect(page, "broken",
                    &(struct charts_box){0, charts_share(bar->part, bar->whole, 100000), 0, 14});
    if (bar->tick_whole) {
        int64_t x = charts_share(bar->tick, bar->tick_whole, 100000);
        charts_line(page, "tick", &(struct charts_points){x, x, 0, 14});
    }
    page_puts(page, "</svg>");
}

int64_t charts_share(uint64_t part, uint64_t whole, int64_t of)
{
    return (int64_t)((wide)part * of / (wide)whole);
}

/* ---- a strip ---- */

enum { BOXES_MOST = 13, BOX = 18, STROKE = 6 };

static void put_box(struct page *page, const struct kept_period *period, int x)
{
    buffer_format(page->out,
                  "<g class=\"%s\"><rect x=\"%d.5\" y=\".5\" width=\"15\" height=\"15\"/>"
                  "<path transform=\"translate(%d)\" d=\"%s\"/></g>",
                  held_class(period->held), x, x, held_path(period->held));
}

/* Short ones are held, long ones broken. */
static void put_stroke(struct page *page, const struct kept_period *period, int x)
{
    static const int heights[] = {2, 7, 16};
    int height = heights[period->held];
    buffer_format(page->out,
                  "<g class=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"4\" height=\"%d\"/></g>",
                  held_class(period->held), x, 16 - height, height);
}

static struct text strip_label(struct page *page, const struct kept_line *line)
{
    struct text label = TEXT("");
    for (uint32_t i = 0; i < line->period_count; i++)
        if (line->periods[i].is_in_year)
            label = text_format(page->arena, TEXT_FMT "%s" TEXT_FMT " %s", TEXT_ARG(label),
                                label.len ? ", " : "", TEXT_ARG(line->periods[i].label),
                                charts_held_word(line->periods[i].held));
    return label;
}

void charts_strip(struct page *page, const struct kept_line *line)
{
    uint32_t count = 0;
    int x = 0;
    for (uint32_t i = 0; i < line->period_count; i++)
        count += line->periods[i].is_in_year;
    if (count < 2 || count > CHARTS_STRIP_MOST)
        return;
    int step = count <= BOXES_MOST ? BOX : STROKE;
    buffer_format(page->out,
                  "<svg class=\"strip\" role=\"img\" width=\"%d\" height=\"16\" aria-label=\"",
                  (int)count * step);
    page_say(page, strip_label(page, line));
    page_puts(page, "\">");
    for (uint32_t i = 0; i < line->period_count; i++) {
        if (!line->periods[i].is_in_year)
            continue;
        if (step == BOX)
            put_box(page, &line->periods[i], x);
        else
            put_stroke(page, &line->periods[i], x);
        x += step;
    }
    page_puts(page, "</svg>");
}

/* ---- shares over time ---- */

enum { TOP = 26, BOTTOM = 176, HEIGHT = 204, LEFT = 9000, RIGHT = 77000, BEHIND = 84000 };
enum { WORDS_MOST = 13, GRID_LINES = 3 };

struct plot {
    struct page *page;
    const struct kept_line *line;
    const struct kept_period *periods; /* those that are drawn */
    uint32_t count;
    uint32_t lowest;   /* its figure is there at any width */
    int64_t low, high; /* parts in a million */
};

static int64_t millionths(const struct kept_period *period)
{
    return charts_share(period->part, period->whole, 1000000);
}

static int64_t promised(const struct decimal *percent)
{
    wide scale = exact_power(percent->scale);
    return (int64_t)((wide)percent->digits * 10000 / scale);
}

/* The axis ends at 100%, or begins at 0%; the other end is near what is drawn. */
static void set_axis(struct plot *plot)
{
    static const int64_t lows[] = {999000, 990000, 950000, 900000, 800000, 500000, 0};
    static const int64_t highs[] = {10000, 20000, 50000, 100000, 200000, 500000, 1000000};
    int64_t least = 1000000, most = 0;
    size_t i = 0;
    for (uint32_t k = 0; k < plot->count; k++) {
        const struct kept_period *period = &plot->periods[k];
        const struct kept_period *lowest = &plot->periods[plot->lowest];
        if (period->is_share && (!lowest->is_share || millionths(period) < millionths(lowest)))
            plot->lowest = k;
        const int64_t at[] = {period->is_share ? millionths(period) : least,
                              period->percent ? promised(period->percent) : least};
        least = at[0] < least ? at[0] : least;
        least = at[1] < least ? at[1] : least;
        most = period->is_share && at[0] > most ? at[0] : most;
        most = period->percent && at[1] > most ? at[1] : most;
    }
    if (plot->line->at_most) {
        while (highs[i] < most)
            i++;
        plot->high = highs[i];
        return;
    }
    while (lows[i] > least)
        i++;
    plot->low = lows[i];
    plot->high = 1000000;
}

static int y_of(const struct plot *plot, int64_t value)
{
    int64_t range = plot->high - plot->low;
    return TOP + (int)((plot->high - value) * (BOTTOM - TOP) / range);
}

static int64_t x_of(const struct plot *plot, uint32_t i)
{
    day first = plot->periods[0].first, last = plot->periods[plot->count - 1].first;
    return LEFT + (int64_t)(plot->periods[i].first - first) * (RIGHT - LEFT) / (last - first);
}

/* Without zeros behind the point: a name of a line. */
static struct text percent_words(struct page *page, int64_t value)
{
    struct text percent = decimal_share(page->arena, (uint64_t)value, 1000000, 2);
    return text_format(page->arena, TEXT_FMT "%%", TEXT_ARG(percent));
}

static void put_grid(const struct plot *plot)
{
    for (int i = 0; i < GRID_LINES; i++) {
        int64_t value = plot->low + (plot->high - plot->low) * i / (GRID_LINES - 1);
        int y = y_of(plot, value);
        charts_line(plot->page, "grid", &(struct charts_points){0, RIGHT + 5500, y, y});
        charts_text(plot->page, &(struct charts_label){0, y - 4, NULL, NULL},
                    percent_words(plot->page, value));
    }
    page_puts(plot->page, "\n");
}

/* As steps, since a promise may change. */
static void put_promise(const struct plot *plot)
{
    const struct decimal *last = NULL;
    for (uint32_t i = 0; i < plot->count; i++) {
        const struct decimal *percent = plot->periods[i].percent;
        if (!percent)
            continue;
        last = percent;
        int y = y_of(plot, promised(percent));
        int64_t from = i ? (x_of(plot, i - 1) + x_of(plot, i)) / 2 : 0;
        int64_t to = i + 1 < plot->count ? (x_of(plot, i) + x_of(plot, i + 1)) / 2 : RIGHT + 5500;
        charts_line(plot->page, "promise", &(struct charts_points){from, to, y, y});
    }
    if (!last)
        return;
    int y = y_of(plot, promised(last));
    const char *bound = plot->line->at_most ? "at most" : "at least";
    charts_text(plot->page, &(struct charts_label){BEHIND, y - 2, NULL, "promised"},
                text_of(bound));
    charts_text(plot->page, &(struct charts_label){BEHIND, y + 12, NULL, "promised"},
                plot->line->promised);
    page_puts(plot->page, "\n");
}

static void put_path(const struct plot *plot)
{
    uint32_t before = 0;
    bool has_before = false;
    for (uint32_t i = 0; i < plot->count; i++) {
        if (!plot->periods[i].is_share)
            continue;
        if (has_before)
            charts_line(plot->page, "path",
                        &(struct charts_points){x_of(plot, before), x_of(plot, i),
                                                y_of(plot, millionths(&plot->periods[before])),
                                                y_of(plot, millionths(&plot->periods[i]))});
        before = i;
        has_before = true;
    }
    page_puts(plot->page, "\n");
}

/* A dot; a cross where the promise is broken. */
static void put_point(const struct plot *plot, uint32_t i)
{
    const struct kept_period *period = &plot->periods[i];
    bool broken = period->held == TALLY_BROKEN;
    page_puts(plot->page, "<svg");
    page_percent(plot->page, "x", x_of(plot, i));
    buffer_format(plot->page->out, " y=\"%d\" class=\"point %s\"><title>",
                  y_of(plot, millionths(period)), held_class(period->held));
    page_say(plot->page, text_format(plot->page->arena, TEXT_FMT ": " TEXT_FMT,
                                     TEXT_ARG(period->label), TEXT_ARG(period->shown)));
    page_puts(plot->page, broken ? "</title><path d=\"M-5-5l10 10m0-10l-10 10\"/></svg>\n"
                                 : "</title><circle r=\"4.5\"/></svg>\n");
}

/* Some labels are there at any width; the others, only where there is room for them. */
static void put_words(const struct plot *plot, uint32_t i)
{
    const struct kept_period *period = &plot->periods[i];
    uint32_t step = (plot->count + 3) / 4, behind = plot->count - 1 - i;
    bool major = behind % step == 0;
    if (!major && plot->count > WORDS_MOST)
        return;
    const char *kind = major ? NULL : "minor";
    charts_text(plot->page, &(struct charts_label){x_of(plot, i), HEIGHT - 6, "middle", kind},
                period->label);
    if (!period->is_share || plot->count > WORDS_MOST)
        return;
    int y = y_of(plot, millionths(period));
    charts_text(plot->page,
                &(struct charts_label){x_of(plot, i), y < TOP + 4 ? y + 20 : y - 10, "middle",
                                       i == plot->lowest ? "value" : "value minor"},
                period->shown);
}

static struct text described(const struct plot *plot)
{
    const struct kept_period *least = NULL, *most = NULL;
    uint32_t broken = 0, tested = 0;
    for (uint32_t i = 0; i < plot->count; i++) {
        const struct kept_period *period = &plot->periods[i];
        broken += period->held == TALLY_BROKEN;
        tested += period->held != TALLY_NOT_TESTED;
        if (!period->is_share)
            continue;
        least = !least || millionths(period) < millionths(least) ? period : least;
        most = !most || millionths(period) > millionths(most) ? period : most;
    }
    struct text text =
        text_format(plot->page->arena,
                    "Lowest " TEXT_FMT " in " TEXT_FMT ", highest " TEXT_FMT " in " TEXT_FMT ".",
                    TEXT_ARG(least->shown), TEXT_ARG(least->label), TEXT_ARG(most->shown),
                    TEXT_ARG(most->label));
    if (!tested)
        return text;
    return text_format(plot->page->arena, TEXT_FMT " Broken in %u of %u %s.", TEXT_ARG(text),
                       broken, tested, kept_unit(plot->line->unit, true));
}

static void put_key(struct page *page)
{
    page_puts(page, "<figcaption><svg aria-hidden=\"true\" class=\"point held\" width=\"12\" "
                    "height=\"12\"><circle cx=\"6\" cy=\"6\" r=\"4.5\"/></svg> promise held "
                    "<svg aria-hidden=\"true\" class=\"point broken\" width=\"12\" height=\"12\">"
                    "<path d=\"M1 1l10 10m0-10l-10 10\"/></svg> promise broken</figcaption>\n");
}

static uint32_t count_shares(const struct kept_line *line)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < line->period_count; i++)
        count += line->periods[i].is_share;
    return count;
}

void charts_over_time(struct page *page, const struct kept_line *line)
{
    struct plot plot = {page, line, line->periods, line->period_count, 0, 0, 0};
    if (plot.count > CHARTS_PERIODS_MOST) {
        plot.periods += plot.count - CHARTS_PERIODS_MOST;
        plot.count = CHARTS_PERIODS_MOST;
    }
    if (count_shares(&(struct kept_line){.periods = plot.periods, .period_count = plot.count}) < 2)
        return;
    set_axis(&plot);
    struct page_chart chart = {.title =
                                   text_format(page->arena, TEXT_FMT ", each %s",
                                               TEXT_ARG(line->title), kept_unit(line->unit, false)),
                               .description = described(&plot),
                               .kind = "time",
                               .height = HEIGHT};
    page_chart(page, &chart);
    put_grid(&plot);
    put_promise(&plot);
    put_path(&plot);
    for (uint32_t i = 0; i < plot.count; i++)
        if (plot.periods[i].is_share)
            put_point(&plot, i);
    for (uint32_t i = 0; i < plot.count; i++)
        put_words(&plot, i);
    page_puts(page, "\n</svg>");
    if (line->has_promise)
        put_key(page);
    page_puts(page, "</figure>\n");
}

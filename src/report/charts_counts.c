/* charts_counts.c - how much of the limit was used, and when tickets are opened. */
#include "report/charts.h"
#include "report/charts_part.h"
#include "report/shown.h"

/* ---- used time against the limit ---- */

enum { USED_TOP = 34, USED_BOTTOM = 150, USED_HEIGHT = 186, STEP = 4400, BAR = 3800, GAP = 1800 };
enum { COUNT_MOST = 9999 };

static int64_t bar_x(uint32_t i)
{
    return (int64_t)i * STEP + (i == PICTURES_BARS - 1 ? GAP : 0) + (STEP - BAR) / 2;
}

static uint64_t size_of(const struct pictures_bar *bar)
{
    return bar->met + bar->breached;
}

static uint64_t highest(const struct pictures_target *target)
{
    uint64_t most = 0;
    for (uint32_t i = 0; i < PICTURES_BARS; i++)
        most = size_of(&target->bars[i]) > most ? size_of(&target->bars[i]) : most;
    return most;
}

/* At least a pixel for what is there. */
static int height_of(uint64_t count, uint64_t most)
{
    int height = (int)charts_share(count, most, USED_BOTTOM - USED_TOP);
    return count && !height ? 1 : height;
}

/* Met ones below, breached ones on top of them. */
static void put_bar(struct page *page, const struct pictures_target *target, uint32_t i,
                    uint64_t most)
{
    const struct pictures_bar *bar = &target->bars[i];
    int met = height_of(bar->met, most), breached = height_of(bar->breached, most);
    if (bar->met)
        charts_rect(page, "held", &(struct charts_box){bar_x(i), BAR, USED_BOTTOM - met, met});
    if (bar->breached)
        charts_rect(page, "broken",
                    &(struct charts_box){bar_x(i), BAR, USED_BOTTOM - met - breached, breached});
    if (size_of(bar) && most <= COUNT_MOST)
        charts_text(page,
                    &(struct charts_label){bar_x(i) + BAR / 2, USED_BOTTOM - met - breached - 5,
                                           "middle",
                                           size_of(bar) == most ? "value" : "value minor"},
                    shown_count(page->arena, size_of(bar)));
    page_puts(page, "\n");
}

static void put_used_axis(struct page *page)
{
    static const struct {
        int64_t x;
        const char *words, *anchor, *kind;
    } labels[] = {{0, "none", NULL, NULL},
                  {5 * STEP, "half", "middle", NULL},
                  {10 * STEP, "limit", "middle", "strong"},
                  {15 * STEP, "1½ times", "middle", NULL},
                  {20 * STEP, "twice", "middle", "minor"},
                  {100000, "more", "end", NULL}};
    charts_line(page, "axis", &(struct charts_points){0, 100000, USED_BOTTOM, USED_BOTTOM});
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        charts_text(
            page,
            &(struct charts_label){labels[i].x, USED_BOTTOM + 18, labels[i].anchor, labels[i].kind},
            text_of(labels[i].words));
    int64_t limit = 10 * STEP;
    charts_line(page, "limit", &(struct charts_points){limit, limit, 8, USED_BOTTOM + 5});
    charts_text(page, &(struct charts_label){limit - 1000, 16, "end", NULL}, TEXT("← in time"));
    charts_text(page, &(struct charts_label){limit + 1000, 16, NULL, NULL}, TEXT("too late →"));
    page_puts(page, "\n");
}

static struct text used_description(struct page *page, const struct pictures_target *target)
{
    uint64_t met = 0, breached = 0;
    for (uint32_t i = 0; i < PICTURES_BARS; i++) {
        met += target->bars[i].met;
        breached += target->bars[i].breached;
    }
    return text_format(
        page->arena,
        "Of " TEXT_FMT " decided cycles " TEXT_FMT " were met, " TEXT_FMT
        " of them in the last tenth of the limit; " TEXT_FMT " were breached, " TEXT_FMT
        " of them with more than twice the limit.",
        TEXT_ARG(shown_count(page->arena, target->drawn)), TEXT_ARG(shown_count(page->arena, met)),
        TEXT_ARG(shown_count(page->arena, target->bars[PICTURES_WITHIN - 1].met)),
        TEXT_ARG(shown_count(page->arena, breached)),
        TEXT_ARG(shown_count(page->arena, target->bars[PICTURES_BARS - 1].breached)));
}

void charts_used(struct page *page, const struct pictures_target *target, struct text title)
{
    uint64_t most = highest(target);
    if (!most)
        return;
    struct page_chart chart = {.title = text_format(page->arena,
                                                    TEXT_FMT ": time used, as a share of the limit",
                                                    TEXT_ARG(title)),
                               .description = used_description(page, target),
                               .kind = "used",
                               .height = USED_HEIGHT};
    page_chart(page, &chart);
    put_used_axis(page);
    for (uint32_t i = 0; i < PICTURES_BARS; i++)
        put_bar(page, target, i, most);
    page_puts(page, "</svg><figcaption>");
    page_say(page, chart.description);
    page_puts(page, "</figcaption></figure>\n");
}

/* ---- the week ---- */

enum { LEFT = 8500, HOUR = 3800, CELL = 3600, TOP = 22, ROW = 24, LEVELS = 5, WEEK_HEIGHT = 196 };

static uint64_t busiest(const struct pictures_week *week)
{
    uint64_t most = 0;
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 24; k++)
            most = week->opened[i][k] > most ? week->opened[i][k] : most;
    return most;
}

static void put_hour(struct page *page, const struct pictures_week *week, int i, int k)
{
    static const char *const kinds[] = {"level0", "level1", "level2", "level3", "level4", "level5"};
    static const char *const words[] = {"minor",       "minor",       "minor",
                                        "minor paper", "minor paper", "minor paper"};
    uint64_t count = week->opened[i][k], most = busiest(week);
    size_t level = count ? (size_t)((count * LEVELS + most - 1) / most) : 0;
    int64_t x = LEFT + k * HOUR;
    charts_rect(page, kinds[level],
                &(struct charts_box){x + (HOUR - CELL) / 2, CELL, TOP + i * ROW + 1, ROW - 2});
    if (count && most <= COUNT_MOST)
        charts_text(
            page, &(struct charts_label){x + HOUR / 2, TOP + i * ROW + 16, "middle", words[level]},
            text_format(page->arena, "%llu", (unsigned long long)count));
}

/* Around the open hours of a day. */
static void put_open(struct page *page, const struct pictures_week *week, int i)
{
    for (int from = 0, to; from < 24; from = to + 1) {
        for (to = from; to < 24 && week->open[i][to];)
            to++;
        if (to > from)
            charts_rect(
                page, "open",
                &(struct charts_box){LEFT + from * HOUR, (to - from) * HOUR, TOP + i * ROW, ROW});
    }
}

static void put_week_axis(struct page *page)
{
    for (int hour = 0; hour <= 24; hour += 6)
        charts_text(page, &(struct charts_label){LEFT + hour * HOUR, TOP - 7, "middle", NULL},
                    text_format(page->arena, "%d", hour));
    for (int hour = 3; hour < 24; hour += 6)
        charts_text(page, &(struct charts_label){LEFT + hour * HOUR, TOP - 7, "middle", "minor"},
                    text_format(page->arena, "%d", hour));
    for (int i = 0; i < 7; i++)
        charts_text(page, &(struct charts_label){0, TOP + i * ROW + 16, NULL, NULL},
                    text_slice(text_of(civil_weekday_name((enum weekday)i)), 0, 3));
    page_puts(page, "\n");
}

static struct text week_description(struct page *page, const struct pictures_week *week,
                                    struct text hours)
{
    struct arena *arena = page->arena;
    struct text all = shown_counted(arena, week->tickets, "ticket", "tickets");
    if (!week->calendar)
        return text_format(arena, TEXT_FMT " by the hour of the week in which they were opened.",
                           TEXT_ARG(all));
    return text_format(arena,
                       TEXT_FMT " by the hour of the week in which they were opened; " TEXT_FMT
                                " (" TEXT_FMT ") came while " TEXT_FMT " were closed.",
                       TEXT_ARG(all), TEXT_ARG(shown_count(arena, week->outside)),
                       TEXT_ARG(shown_share(arena, week->outside, week->tickets, NULL)),
                       TEXT_ARG(hours));
}

void charts_week(struct page *page, const struct pictures_week *week, struct text hours)
{
    if (!week->tickets)
        return;
    struct page_chart chart = {.title = TEXT("Tickets opened, by weekday and hour"),
                               .description = week_description(page, week, hours),
                               .kind = "heat",
                               .height = WEEK_HEIGHT};
    page_chart(page, &chart);
    put_week_axis(page);
    for (int i = 0; i < 7; i++) {
        for (int k = 0; k < 24; k++)
            put_hour(page, week, i, k);
        page_puts(page, "\n");
    }
    for (int i = 0; i < 7; i++)
        put_open(page, week, i);
    page_puts(page, "</svg><figcaption>");
    page_say(page, chart.description);
    if (week->calendar)
        page_puts(page, " The outline is when they are open, as a rule.");
    page_puts(page, " The darker, the more.</figcaption></figure>\n");
}

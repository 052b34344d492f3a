/* report_html_targets.c - what was counted of each target: all in one table, then a section each.
 */
#include "report/report_html.h"
#include "report/shown.h"

enum { KEYS_MOST = 200, OVERVIEW_MOST = 500 };

static struct text title_of(const struct html_view *view, const struct tally_target *tallied)
{
    const struct target *target = &view->input->model->targets[tallied->target];
    return shown_title(target->title, target->name);
}

static struct text name_of(const struct html_view *view, const struct tally_target *tallied)
{
    return view->input->model->targets[tallied->target].name;
}

/* ---- cells ---- */

static void put_counts(const struct html_view *view, const struct tally_counts *counts)
{
    page_count(view->page, counts->met);
    page_count(view->page, counts->breached);
    page_count(view->page, counts->pending);
}

static void put_promised(const struct html_view *view, const struct promise *promise)
{
    if (!promise) {
        page_cell(view->page, TEXT("–"));
        return;
    }
    struct text percent = decimal_format(view->arena, promise->percent);
    page_figure(view->page, text_format(view->arena, TEXT_FMT "%%", TEXT_ARG(percent)), percent);
}

static void put_compliance(const struct html_view *view, const struct tally_counts *counts,
                           const struct promise *promise)
{
    uint64_t whole = counts->met + counts->breached;
    page_figure(view->page,
                shown_share(view->arena, counts->met, whole, promise ? &promise->percent : NULL),
                report_html_percent_value(view, counts->met, whole));
}

static void put_columns(const struct html_view *view, const char *const *heads, size_t count)
{
    for (size_t i = 0; i < count; i++)
        page_column(view->page, heads[i], PAGE_FIGURE);
}

/* ---- all targets ---- */

static void put_used(const struct html_view *view, const struct tally_used *used)
{
    bool known = used->cycles;
    const micros lengths[] = {used->mean, used->p50, used->p90, used->p95, used->p99, used->max};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        report_html_length(view, known, lengths[i]);
}

static void put_overview_row(const struct html_view *view, const struct tally_target *tallied)
{
    const struct tally_counts *counts = &tallied->counts;
    page_row(view->page);
    page_cell_begin(view->page, TEXT(""));
    page_link(view->page, page_place(view->arena, "target", name_of(view, tallied)),
              title_of(view, tallied));
    page_cell_end(view->page);
    put_promised(view, tallied->promise);
    put_compliance(view, counts, tallied->promise);
    if (tallied->promise)
        report_html_held(view, tallied->held);
    else
        page_cell(view->page, TEXT("–"));
    put_counts(view, counts);
    page_count(view->page, counts->uncovered);
    page_count(view->page, counts->excluded);
    page_count(view->page, counts->error);
}

static void put_overview(const struct html_view *view)
{
    static const char *const counts[] = {"met",       "breached", "pending",
                                         "uncovered", "excluded", "error"};
    const struct tally_result *tally = view->input->tally;
    struct page_table table = {TEXT("targets:counts"), TEXT("All targets, over the whole log"),
                               tally->target_count};
    page_table(view->page, &table);
    page_column(view->page, "target", PAGE_HEAD);
    page_column(view->page, "promise", PAGE_FIGURE);
    page_column(view->page, "in time", PAGE_FIGURE);
    page_column(view->page, "held", PAGE_WORDS);
    put_columns(view, counts, sizeof counts / sizeof *counts);
    for (uint32_t i = 0; i < tally->target_count && i < OVERVIEW_MOST; i++)
        put_overview_row(view, &tally->targets[i]);
    page_table_end(view->page);
}

static void put_times(const struct html_view *view)
{
    static const char *const heads[] = {"mean", "half within", "90%", "95%", "99%", "longest"};
    const struct tally_result *tally = view->input->tally;
    struct page_table table = {TEXT("targets:used"), TEXT("Time used, by the clock of the target"),
                               tally->target_count};
    page_table(view->page, &table);
    page_column(view->page, "target", PAGE_HEAD);
    put_columns(view, heads, sizeof heads / sizeof *heads);
    for (uint32_t i = 0; i < tally->target_count && i < OVERVIEW_MOST; i++) {
        page_row(view->page);
        page_cell(view->page, title_of(view, &tally->targets[i]));
        put_used(view, &tally->targets[i].used);
    }
    page_table_end(view->page);
    report_html_left_out(view, tally->target_count, OVERVIEW_MOST,
                         "`--format csv` writes them all");
}

/* ---- periods of one target ---- */

/* What a table of periods has beside the counts. */
struct columns {
    bool promise, range;
};

static struct columns columns_of(const struct tally_period *periods, uint32_t count)
{
    struct columns columns = {0};
    for (uint32_t i = 0; i < count; i++) {
        columns.promise |= periods[i].promise != NULL;
        columns.range |= periods[i].counts.pending > 0;
    }
    return columns;
}

static void put_range(const struct html_view *view, const struct tally_counts *counts,
                      const struct promise *promise)
{
    uint64_t all = counts->met + counts->breached + counts->pending;
    const struct decimal *percent = promise ? &promise->percent : NULL;
    const uint64_t parts[] = {counts->met + counts->pending, counts->met};
    for (size_t i = 0; i < 2; i++)
        page_figure(view->page,
                    counts->pending ? shown_share(view->arena, parts[i], all, percent) : TEXT(""),
                    report_html_percent_value(view, parts[i], all));
}

static void put_period(const struct html_view *view, const struct tally_period *period,
                       const struct columns *columns)
{
    page_row(view->page);
    page_cell(view->page, period->label);
    put_counts(view, &period->counts);
    put_compliance(view, &period->counts, period->promise);
    if (columns->range)
        put_range(view, &period->counts, period->promise);
    if (!columns->promise)
        return;
    put_promised(view, period->promise);
    report_html_held(view, period->held);
}

/* Some periods of a target, and where they stand. */
struct period_rows {
    struct text id, title;
    enum period_unit unit;
    const struct tally_period *at;
    uint32_t count;
};

static void put_periods(const struct html_view *view, const struct period_rows *rows)
{
    static const char *const heads[] = {"met",     "breached", "pending",
                                        "in time", "at best",  "at worst"};
    struct columns columns = columns_of(rows->at, rows->count);
    uint32_t from = rows->count > CHARTS_PERIODS_MOST ? rows->count - CHARTS_PERIODS_MOST : 0;
    if (!rows->count)
        return;
    page_table(view->page, &(struct page_table){rows->id, rows->title, rows->count - from});
    page_column(view->page, kept_unit(rows->unit, false), PAGE_HEAD);
    put_columns(view, heads, columns.range ? 6 : 4);
    if (columns.promise) {
        page_column(view->page, "promise", PAGE_FIGURE);
        page_column(view->page, "held", PAGE_WORDS);
    }
    for (uint32_t i = from; i < rows->count; i++)
        put_period(view, &rows->at[i], &columns);
    page_table_end(view->page);
    report_html_left_out(view, rows->count, CHARTS_PERIODS_MOST, "`--format csv` writes them all");
}

/* ---- by the values of attributes ---- */

static void put_key(const struct html_view *view, const struct tally_target *tallied,
                    const struct tally_key *key)
{
    page_row(view->page);
    for (uint32_t i = 0; i < view->input->tally->by_count; i++)
        page_cell(view->page, key->values[i]);
    put_counts(view, &key->counts);
    put_compliance(view, &key->counts, tallied->promise);
    report_html_length(view, key->used.cycles, key->used.p50);
    report_html_length(view, key->used.cycles, key->used.p90);
}

static void put_keys(const struct html_view *view, const struct tally_target *tallied)
{
    static const char *const heads[] = {"met",     "breached",    "pending",
                                        "in time", "half within", "90% within"};
    const struct tally_result *tally = view->input->tally;
    if (!tallied->key_count || tally->by_count + 6 > PAGE_COLUMNS_MOST || !tally->by_count)
        return;
    page_table(view->page,
               &(struct page_table){page_place(view->arena, "by", name_of(view, tallied)),
                                    text_format(view->arena, TEXT_FMT ", as asked for by --by",
                                                TEXT_ARG(title_of(view, tallied))),
                                    tallied->key_count});
    for (uint32_t i = 0; i < tally->by_count; i++)
        page_column_named(view->page, view->input->model->schema.attributes[tally->by[i]].name,
                          i ? PAGE_WORDS : PAGE_HEAD);
    put_columns(view, heads, sizeof heads / sizeof *heads);
    for (uint32_t i = 0; i < tallied->key_count && i < KEYS_MOST; i++)
        put_key(view, tallied, &tallied->keys[i]);
    page_table_end(view->page);
    report_html_left_out(view, tallied->key_count, KEYS_MOST, "`--format csv` writes them all");
}

/* ---- one target ---- */

static void put_terms(const struct html_view *view, const struct kept_line *line,
                      const struct tally_target *tallied)
{
    struct page *page = view->page;
    page_puts(page, "<p class=\"terms\">");
    if (line->has_promise) {
        page_say(page, line->terms);
        page_puts(page, ": ");
        charts_mark(page, line->has_promise ? tallied->held : TALLY_NOT_TESTED);
    } else {
        page_puts(page, tallied->of_cycles ? "no promise; cycles counted"
                                           : "no promise; tickets counted");
    }
    page_puts(page, "</p>\n");
    struct text reason = judge_undecidable(view->input->judge, tallied->target);
    if (reason.len)
        page_paragraph(page, text_format(view->arena, "The log can’t decide it: " TEXT_FMT ".",
                                         TEXT_ARG(reason)));
}

static void put_pending(const struct html_view *view, const struct tally_target *tallied)
{
    const struct tally_counts *counts = &tallied->counts;
    const struct decimal *percent = tallied->promise ? &tallied->promise->percent : NULL;
    uint64_t all = counts->met + counts->breached + counts->pending;
    if (!counts->pending)
        return;
    struct text best = shown_share(view->arena, counts->met + counts->pending, all, percent);
    struct text worst = shown_share(view->arena, counts->met, all, percent);
    page_paragraph(view->page, text_format(view->arena,
                                           "With " TEXT_FMT " still pending: " TEXT_FMT
                                           " at best, " TEXT_FMT " at worst.",
                                           TEXT_ARG(shown_count(view->arena, counts->pending)),
                                           TEXT_ARG(best), TEXT_ARG(worst)));
}

static void put_line(const struct html_view *view, const struct kept_line *line,
                     const struct period_rows *rows)
{
    charts_over_time(view->page, line);
    put_periods(view, rows);
}

static void put_further(const struct html_view *view, const struct tally_target *tallied,
                        uint32_t number)
{
    const struct tally_further *further = &tallied->further[number];
    struct kept_line line = kept_further(view->input, tallied, further, view->arena);
    struct text name = name_of(view, tallied);
    struct period_rows rows = {
        page_place(view->arena,
                   text_cstr(view->arena, text_format(view->arena, "periods-%u", number + 2)),
                   name),
        text_format(view->arena, TEXT_FMT ": " TEXT_FMT, TEXT_ARG(line.title),
                    TEXT_ARG(line.terms)),
        line.unit, further->periods, further->period_count};
    page_puts(view->page, "<p class=\"terms\">");
    page_say(view->page, line.terms);
    page_puts(view->page, ": ");
    charts_mark(view->page, further->held);
    page_puts(view->page, "</p>\n");
    put_line(view, &line, &rows);
}

static void put_target(const struct html_view *view, const struct tally_target *tallied)
{
    struct kept_line line = kept_target(view->input, tallied, view->arena);
    struct period_rows rows = {page_place(view->arena, "periods", line.name),
                               text_format(view->arena, TEXT_FMT ", each %s", TEXT_ARG(line.title),
                                           kept_unit(line.unit, false)),
                               line.unit, tallied->periods, tallied->period_count};
    page_section(view->page, line.place, line.title);
    put_terms(view, &line, tallied);
    put_pending(view, tallied);
    put_line(view, &line, &rows);
    for (uint32_t i = 0; i < tallied->further_count; i++)
        put_further(view, tallied, i);
    charts_used(view->page, &view->input->pictures->targets[tallied->target], line.title);
    put_keys(view, tallied);
    report_html_breaches(view, tallied->target);
}

void report_html_targets(const struct html_view *view)
{
    const struct tally_result *tally = view->input->tally;
    if (!tally->target_count)
        return;
    page_section(view->page, TEXT("targets"), TEXT("All targets"));
    put_overview(view);
    put_times(view);
    report_html_left_out(view, tally->target_count, view->targets_most,
                         "those have no section of their own");
    for (uint32_t i = 0; i < tally->target_count && i < view->targets_most; i++)
        put_target(view, &tally->targets[i]);
}

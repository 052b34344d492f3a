/* report_html_figures.c - availability, measures and credits. */
#include "base/exact.h"
#include "report/figures_text.h"
#include "report/report_html.h"
#include "report/shown.h"

/* ---- what is selected, and what is not ---- */

/* Figures of whole periods are of all tickets: a part of them is not what was promised. */
static void put_selection(const struct html_view *view)
{
    const struct report_input *input = view->input;
    if (input->where.len)
        page_paragraph(view->page, TEXT("Of all tickets: the condition does not apply here."));
    if (input->from != DAY_NONE || input->to != DAY_NONE)
        page_paragraph(view->page, TEXT("Of whole periods: those that the dates counted touch."));
}

static void put_terms(const struct html_view *view, const struct kept_line *line,
                      enum tally_held held)
{
    page_puts(view->page, "<p class=\"terms\">");
    page_say(view->page, line->terms);
    page_puts(view->page, ": ");
    charts_mark(view->page, held);
    page_puts(view->page, "</p>\n");
}

static struct text note(const struct figure_period *period)
{
    if (period->reason.len)
        return period->reason;
    return period->period.is_unfinished ? TEXT("so far") : TEXT("");
}

static void put_left_out(const struct html_view *view, const struct figure_line *line)
{
    const char *unit = kept_unit(line->promise->unit, true);
    if (line->left_out)
        page_paragraph(view->page,
                       text_format(view->arena, "And " TEXT_FMT " earlier %s, which are left out.",
                                   TEXT_ARG(shown_count(view->arena, line->left_out)), unit));
    if (line->unruled)
        page_paragraph(view->page,
                       text_format(view->arena,
                                   "In " TEXT_FMT
                                   " %s no version of the charter was in force on the first day.",
                                   TEXT_ARG(shown_count(view->arena, line->unruled)), unit));
}

/* The figure, what was promised for it, and whether that was held. */
static void put_outcome(const struct html_view *view, const struct figure_period *period,
                        const struct kept_period *kept)
{
    page_figure(view->page, kept->shown, kept->value);
    page_cell(view->page, kept->promised);
    report_html_held(view, period->held);
    page_cell(view->page, note(period));
}

static void put_outcome_columns(const struct html_view *view, const char *figure)
{
    page_column(view->page, figure, PAGE_FIGURE);
    page_column(view->page, "promise", PAGE_FIGURE);
    page_column(view->page, "held", PAGE_WORDS);
    page_column(view->page, "", PAGE_WORDS);
}

/* The last ones. */
static uint32_t first_shown(uint32_t count)
{
    return count > CHARTS_PERIODS_MOST ? count - CHARTS_PERIODS_MOST : 0;
}

/* The first line with a name is where links lead; a table of the second is numbered. */
static void put_title(const struct html_view *view, const struct kept_line *line, uint32_t nth)
{
    if (nth)
        page_part(view->page, line->title);
    else
        page_part_at(view->page, line->place, line->title);
}

static struct text table_id(const struct html_view *view, const struct kept_line *line,
                            uint32_t nth)
{
    return text_format(view->arena, "periods-%u:" TEXT_FMT, nth + 1, TEXT_ARG(line->place));
}

/* ---- availability ---- */

static void put_availability_periods(const struct html_view *view, const struct figure_line *line,
                                     const struct kept_line *kept, uint32_t nth)
{
    uint32_t from = first_shown(line->period_count);
    struct page *page = view->page;
    page_table(
        page, &(struct page_table){table_id(view, kept, nth),
                                   text_format(view->arena, TEXT_FMT ", each %s",
                                               TEXT_ARG(kept->title), kept_unit(kept->unit, false)),
                                   line->period_count - from});
    page_column(page, kept_unit(kept->unit, false), PAGE_HEAD);
    page_column(page, "counted", PAGE_FIGURE);
    page_column(page, "down", PAGE_FIGURE);
    put_outcome_columns(view, "available");
    for (uint32_t i = from; i < line->period_count; i++) {
        const struct figure_period *period = &line->periods[i];
        page_row(page);
        page_cell(page, period->period.label);
        report_html_length(view, true, (micros)period->whole);
        report_html_length(view, true, (micros)(period->whole - period->part));
        put_outcome(view, period, &kept->periods[i]);
    }
    page_table_end(page);
    report_html_left_out(view, line->period_count, CHARTS_PERIODS_MOST,
                         "`--format csv` writes them all");
}

static void put_availability(const struct html_view *view, const struct figure_line *line,
                             uint32_t nth)
{
    const struct availability *availability = &line->model->availabilities[line->slot];
    const struct schema *schema = &view->input->model->schema;
    const struct choice *service = &schema->attributes[schema->service].choices[line->service];
    const struct model_calendar *calendar = &line->model->calendars[availability->calendar];
    struct kept_line kept = kept_availability(view->input, line, view->arena);
    put_title(view, &kept, nth);
    put_terms(view, &kept, line->held);
    page_paragraph(view->page,
                   text_format(view->arena, "Of " TEXT_FMT ", counted in " TEXT_FMT "%s.",
                               TEXT_ARG(shown_title(service->title, service->name)),
                               TEXT_ARG(shown_title(calendar->title, calendar->name)),
                               availability->excludes_maintenance ? ", maintenance apart" : ""));
    if (line->without_service)
        page_paragraph(
            view->page,
            text_format(
                view->arena, TEXT_FMT " of tickets that have no service not counted.",
                TEXT_ARG(shown_counted(view->arena, line->without_service, "outage", "outages"))));
    charts_over_time(view->page, &kept);
    if (line->period_count)
        put_availability_periods(view, line, &kept, nth);
    put_left_out(view, line);
}

/* How many lines before this one have its name. */
static uint32_t nth_of(const struct figure_line *lines, uint32_t i)
{
    uint32_t nth = 0;
    for (uint32_t k = 0; k < i; k++)
        nth += lines[k].slot == lines[i].slot;
    return nth;
}

/* ---- measures ---- */

static const char *const beside_heads[] = {"not set", "pending", "excluded", "error"};
enum { BESIDE = 4 };

static uint64_t beside_of(const struct figure_period *period, size_t i)
{
    const uint64_t counts[BESIDE] = {period->unset, period->pending, period->excluded,
                                     period->error};
    return counts[i];
}

static bool has_beside(const struct figure_line *line, size_t i)
{
    for (uint32_t k = 0; k < line->period_count; k++)
        if (beside_of(&line->periods[k], i))
            return true;
    return false;
}

static void put_measure_columns(const struct html_view *view, const struct figure_line *line,
                                const struct kept_line *kept)
{
    static const char *const of[] = {"tickets", "events", "values", "cycles"};
    enum measure_kind kind = line->model->measures[line->slot].kind;
    page_column(view->page, kept_unit(kept->unit, false), PAGE_HEAD);
    page_column(view->page, of[kind], PAGE_FIGURE);
    for (size_t i = 0; i < BESIDE; i++)
        if (has_beside(line, i))
            page_column(view->page, beside_heads[i], PAGE_FIGURE);
    put_outcome_columns(view, figures_kind(kind));
}

static void put_measure_periods(const struct html_view *view, const struct figure_line *line,
                                const struct kept_line *kept, uint32_t nth)
{
    uint32_t from = first_shown(line->period_count);
    page_table(view->page, &(struct page_table){table_id(view, kept, nth),
                                                text_format(view->arena, TEXT_FMT ", each %s",
                                                            TEXT_ARG(kept->title),
                                                            kept_unit(kept->unit, false)),
                                                line->period_count - from});
    put_measure_columns(view, line, kept);
    for (uint32_t i = from; i < line->period_count; i++) {
        const struct figure_period *period = &line->periods[i];
        page_row(view->page);
        page_cell(view->page, period->period.label);
        page_count(view->page, period->whole);
        for (size_t k = 0; k < BESIDE; k++)
            if (has_beside(line, k))
                page_count(view->page, beside_of(period, k));
        put_outcome(view, period, &kept->periods[i]);
    }
    page_table_end(view->page);
    report_html_left_out(view, line->period_count, CHARTS_PERIODS_MOST,
                         "`--format csv` writes them all");
}

static void put_measure(const struct html_view *view, const struct figure_line *line, uint32_t nth)
{
    const struct measure *measure = &line->model->measures[line->slot];
    struct kept_line kept = kept_measure(view->input, line, view->arena);
    put_title(view, &kept, nth);
    put_terms(view, &kept, line->held);
    page_puts(view->page, "<p>Measured: <code>");
    page_say(view->page, figures_source(view->arena, line->model, measure));
    page_puts(view->page, "</code></p>\n");
    charts_over_time(view->page, &kept);
    if (line->period_count)
        put_measure_periods(view, line, &kept, nth);
    put_left_out(view, line);
}

/* ---- credits ---- */

static void put_fees(const struct html_view *view)
{
    const struct model *model = view->input->model;
    for (uint32_t i = 0; i < model->fee_count; i++) {
        const struct fee *fee = &model->fees[i];
        if (fee->is_absent)
            continue;
        struct text payable = fee->payable
                                  ? text_format(view->arena, ", payable within " TEXT_FMT,
                                                TEXT_ARG(shown_limit(view->arena, fee->payable)))
                                  : TEXT("");
        page_paragraph(
            view->page,
            text_format(
                view->arena, "Fee " TEXT_FMT ": " TEXT_FMT " each " TEXT_FMT TEXT_FMT ".",
                TEXT_ARG(shown_title(fee->title, fee->name)),
                TEXT_ARG(figures_amount(view->arena, fee->currency, fee->places, fee->amount)),
                TEXT_ARG(figures_each(view->arena, fee->unit, fee->first_month)),
                TEXT_ARG(payable)));
    }
}

static void put_credit_period(const struct html_view *view, const struct credit *credit,
                              const struct figure_credit_period *period)
{
    const struct tally_counts *counts = &period->counts;
    const struct credit_band *band = period->band;
    uint64_t decided = counts->met + counts->breached;
    page_row(view->page);
    page_cell(view->page, period->period.label);
    page_figure(view->page,
                shown_share(view->arena, counts->met, decided, band ? &band->below : NULL),
                report_html_percent_value(view, counts->met, decided));
    struct text below = band ? decimal_format(view->arena, band->below) : TEXT("");
    page_figure(view->page,
                band ? text_format(view->arena, TEXT_FMT "%%", TEXT_ARG(below)) : TEXT("–"), below);
    page_figure(view->page, figures_money(view->arena, credit, period->minor),
                exact_format(view->arena, period->minor, 0, 0));
    page_cell(view->page, period->period.is_unfinished ? TEXT("so far") : TEXT(""));
}

static void put_credit(const struct html_view *view, const struct figure_credit *of)
{
    const struct credit *credit = &of->model->credits[of->slot];
    const struct target *target = &of->model->targets[credit->target];
    struct text title = shown_title(credit->title, credit->name);
    uint32_t from = first_shown(of->period_count);
    page_part(view->page, title);
    page_paragraph(
        view->page,
        text_format(view->arena, "For " TEXT_FMT ", each " TEXT_FMT "; in all " TEXT_FMT ".",
                    TEXT_ARG(shown_title(target->title, target->name)),
                    TEXT_ARG(figures_each(view->arena, credit->unit, credit->first_month)),
                    TEXT_ARG(figures_money(view->arena, credit, of->minor))));
    if (!of->period_count)
        return;
    page_table(view->page, &(struct page_table){page_place(view->arena, "credit", credit->name),
                                                title, of->period_count - from});
    page_column(view->page, kept_unit(credit->unit, false), PAGE_HEAD);
    page_column(view->page, "in time", PAGE_FIGURE);
    page_column(view->page, "below", PAGE_FIGURE);
    page_column(view->page, "credit", PAGE_FIGURE);
    page_column(view->page, "", PAGE_WORDS);
    for (uint32_t i = from; i < of->period_count; i++)
        put_credit_period(view, credit, &of->periods[i]);
    page_table_end(view->page);
    report_html_left_out(view, of->period_count, CHARTS_PERIODS_MOST,
                         "`--format csv` writes them all");
}

/* ---- all ---- */

void report_html_figures(const struct html_view *view)
{
    const struct figures_result *figures = view->input->figures;
    if (figures->availability_count) {
        page_section(view->page, TEXT("availability"), TEXT("Availability"));
        put_selection(view);
    }
    for (uint32_t i = 0; i < figures->availability_count; i++)
        put_availability(view, &figures->availabilities[i], nth_of(figures->availabilities, i));
    if (figures->measure_count) {
        page_section(view->page, TEXT("measures"), TEXT("Measures"));
        put_selection(view);
    }
    for (uint32_t i = 0; i < figures->measure_count; i++)
        put_measure(view, &figures->measures[i], nth_of(figures->measures, i));
    if (figures->credit_count || view->input->model->fee_count) {
        page_section(view->page, TEXT("credits"),
                     figures->credit_count ? TEXT("Service credits") : TEXT("Fees"));
        put_fees(view);
        put_selection(view);
    }
    for (uint32_t i = 0; i < figures->credit_count; i++)
        put_credit(view, &figures->credits[i]);
}

/* report_text_figures.c - availability, measures, and what is credited, for a service manager. */
#include "report/figures_text.h"
#include "report/report_figures.h"

static void put(const struct report_view *view, const char *text)
{
    buffer_puts(view->out, text);
}

static const char *colour(const struct report_view *view, const char *code)
{
    return view->input->colour ? code : "";
}

static void put_heading(const struct report_view *view, const char *text)
{
    buffer_format(view->out, "\n%s%s%s\n", colour(view, "\033[1m"), text, colour(view, "\033[0m"));
}

/* ---- what is selected, and what is not ---- */

/* Figures of whole periods are of all tickets: a part of them is not what was promised. */
static void put_selection(const struct report_view *view)
{
    const struct report_input *input = view->input;
    bool where = input->where.len, by = input->tally->by_count;
    bool dates = input->from != DAY_NONE || input->to != DAY_NONE;
    if (where || by)
        buffer_format(view->out, "  of all tickets: %s%s%s %s not apply here\n",
                      where ? "--where" : "", where && by ? " and " : "", by ? "--by" : "",
                      where && by ? "do" : "does");
    if (dates)
        put(view, "  of whole periods: those that the dates counted touch\n");
}

/* ---- parts of a line ---- */

static struct text note(const struct figure_period *period)
{
    if (period->reason.len)
        return period->reason;
    return period->period.is_unfinished ? TEXT("so far") : TEXT("");
}

static void put_held(const struct report_view *view, struct table *table, enum tally_held held)
{
    static const char *const codes[] = {"", "\033[32m", "\033[31m"};
    static const struct text words[] = {TEXT("–"), TEXT("yes"), TEXT("no")};
    table_put_coloured(table, words[held], colour(view, codes[held]));
}

static void put_outcome(const struct report_view *view, enum tally_held held)
{
    static const char *const words[] = {"not tested", "held", "broken"};
    static const char *const codes[] = {"", "\033[32m", "\033[31m"};
    buffer_format(view->out, "%s%s%s\n", colour(view, codes[held]), words[held],
                  colour(view, "\033[0m"));
}

/* What is not in the table. */
static void put_left_out(const struct report_view *view, const struct figure_line *line)
{
    static const char *const units[] = {"days", "weeks", "months", "quarters", "years"};
    const char *unit = units[line->promise->unit];
    if (line->left_out)
        buffer_format(view->out, "    and " TEXT_FMT " earlier %s, which are left out\n",
                      TEXT_ARG(shown_count(view->arena, line->left_out)), unit);
    if (line->unruled)
        buffer_format(view->out, "    %s with no version in force on the first day: " TEXT_FMT "\n",
                      unit, TEXT_ARG(shown_count(view->arena, line->unruled)));
}

static const char *unit_head(const struct figure_line *line)
{
    static const char *const words[] = {"day", "week", "month", "quarter", "year"};
    return words[line->promise->unit];
}

static bool has_note(const struct figure_line *line)
{
    for (uint32_t i = 0; i < line->period_count; i++)
        if (note(&line->periods[i]).len)
            return true;
    return false;
}

/* Has the charter promised something else before? */
static bool has_promises(const struct figure_line *line)
{
    for (uint32_t i = 0; i < line->period_count; i++) {
        const struct figure_promise *promise = line->periods[i].promise;
        if (promise->length != line->promise->length ||
            decimal_compare(promise->amount, line->promise->amount) != 0)
            return true;
    }
    return false;
}

/* The columns that tables of both sorts end with. */
struct ending {
    bool promises, notes;
    const struct measure *measure; /* NULL: an availability */
};

static struct ending add_ending(struct table *table, const struct figure_line *line,
                                const struct measure *measure)
{
    struct ending ending = {has_promises(line), has_note(line), measure};
    if (ending.promises)
        table_column(table, TEXT("promise"), true);
    table_column(table, TEXT("held"), true);
    if (ending.notes)
        table_column(table, TEXT(""), false);
    return ending;
}

static void put_ending(const struct report_view *view, struct table *table,
                       const struct ending *ending, const struct figure_period *period)
{
    if (ending->promises)
        table_put(table, figures_shown_amount(view->arena, period->promise, ending->measure));
    put_held(view, table, period->held);
    if (ending->notes)
        table_put(table, note(period));
}

/* ---- availability ---- */

static void put_availability_periods(const struct report_view *view, const struct figure_line *line)
{
    struct table table;
    table_init(&table, view->arena);
    table_column(&table, text_of(unit_head(line)), false);
    table_column(&table, TEXT("counted"), true);
    table_column(&table, TEXT("down"), true);
    table_column(&table, TEXT("available"), true);
    struct ending ending = add_ending(&table, line, NULL);
    for (uint32_t i = 0; i < line->period_count; i++) {
        const struct figure_period *period = &line->periods[i];
        table_put(&table, period->period.label);
        table_put(&table, shown_length(view->arena, (micros)period->whole));
        table_put(&table, shown_length(view->arena, (micros)(period->whole - period->part)));
        table_put(&table, figures_shown_share(view->arena, period));
        put_ending(view, &table, &ending, period);
    }
    put(view, "\n");
    table_write(view->out, &table, 4);
}

static void put_availability(const struct report_view *view, const struct figure_line *line)
{
    const struct availability *availability = &line->model->availabilities[line->slot];
    const struct schema *schema = &view->input->model->schema;
    struct text service = schema->attributes[schema->service].choices[line->service].name;
    buffer_format(view->out, "\n  " TEXT_FMT ": " TEXT_FMT ", in " TEXT_FMT "%s\n",
                  TEXT_ARG(shown_title(availability->title, availability->name)), TEXT_ARG(service),
                  TEXT_ARG(line->model->calendars[availability->calendar].name),
                  availability->excludes_maintenance ? " without maintenance" : "");
    buffer_format(view->out, "  " TEXT_FMT ": ",
                  TEXT_ARG(figures_shown_promise(view->arena, line->promise, NULL)));
    put_outcome(view, line->held);
    if (line->without_service)
        buffer_format(
            view->out, "  without " TEXT_FMT " of tickets that have no service\n",
            TEXT_ARG(shown_counted(view->arena, line->without_service, "outage", "outages")));
    if (line->period_count)
        put_availability_periods(view, line);
    put_left_out(view, line);
}

/* ---- measures ---- */

struct beside {
    bool unset, pending, excluded, error;
};

static struct beside beside_of(const struct figure_line *line)
{
    struct beside beside = {0};
    for (uint32_t i = 0; i < line->period_count; i++) {
        beside.unset |= line->periods[i].unset > 0;
        beside.pending |= line->periods[i].pending > 0;
        beside.excluded |= line->periods[i].excluded > 0;
        beside.error |= line->periods[i].error > 0;
    }
    return beside;
}

static void add_beside(struct table *table, const struct beside *beside)
{
    static const char *const heads[] = {"not set", "pending", "excluded", "error"};
    const bool has[] = {beside->unset, beside->pending, beside->excluded, beside->error};
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        if (has[i])
            table_column(table, text_of(heads[i]), true);
}

static void put_beside(const struct report_view *view, struct table *table,
                       const struct beside *beside, const struct figure_period *period)
{
    const bool has[] = {beside->unset, beside->pending, beside->excluded, beside->error};
    const uint64_t counts[] = {period->unset, period->pending, period->excluded, period->error};
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        if (has[i])
            table_put(table, shown_count(view->arena, counts[i]));
}

static void put_measure_periods(const struct report_view *view, const struct figure_line *line,
                                const struct measure *measure)
{
    static const char *const of[] = {"tickets", "", "values", "cycles"};
    struct beside beside = beside_of(line);
    struct table table;
    bool is_count = measure->kind == MEASURE_COUNT;
    table_init(&table, view->arena);
    table_column(&table, text_of(unit_head(line)), false);
    if (!is_count)
        table_column(&table, text_of(of[measure->kind]), true);
    add_beside(&table, &beside);
    table_column(&table, text_of(figures_kind(measure->kind)), true);
    struct ending ending = add_ending(&table, line, measure);
    for (uint32_t i = 0; i < line->period_count; i++) {
        const struct figure_period *period = &line->periods[i];
        table_put(&table, period->period.label);
        if (!is_count)
            table_put(&table, shown_count(view->arena, period->whole));
        put_beside(view, &table, &beside, period);
        table_put(&table, figures_shown(view->arena, measure, period));
        put_ending(view, &table, &ending, period);
    }
    put(view, "\n");
    table_write(view->out, &table, 4);
}

static void put_measure(const struct report_view *view, const struct figure_line *line)
{
    const struct measure *measure = &line->model->measures[line->slot];
    buffer_format(view->out, "\n  " TEXT_FMT ": " TEXT_FMT,
                  TEXT_ARG(shown_title(measure->title, measure->name)),
                  TEXT_ARG(figures_source(view->arena, line->model, measure)));
    if (measure->kind == MEASURE_PERCENTILE)
        buffer_format(view->out, ", in " TEXT_FMT,
                      TEXT_ARG(line->model->calendars[measure->calendar].name));
    buffer_format(view->out, "\n  " TEXT_FMT ": ",
                  TEXT_ARG(figures_shown_promise(view->arena, line->promise, measure)));
    put_outcome(view, line->held);
    if (line->period_count)
        put_measure_periods(view, line, measure);
    put_left_out(view, line);
}

/* ---- money ---- */

static void put_fees(const struct report_view *view)
{
    const struct model *model = view->input->model;
    for (uint32_t i = 0; i < model->fee_count; i++) {
        const struct fee *fee = &model->fees[i];
        if (fee->is_absent)
            continue;
        buffer_format(
            view->out, "  fee " TEXT_FMT ": " TEXT_FMT " each " TEXT_FMT,
            TEXT_ARG(shown_title(fee->title, fee->name)),
            TEXT_ARG(figures_amount(view->arena, fee->currency, fee->places, fee->amount)),
            TEXT_ARG(figures_each(view->arena, fee->unit, fee->first_month)));
        if (fee->payable)
            buffer_format(view->out, ", payable within " TEXT_FMT,
                          TEXT_ARG(shown_limit(view->arena, fee->payable)));
        put(view, "\n");
    }
}

static void put_credit_period(const struct report_view *view, struct table *table,
                              const struct credit *credit,
                              const struct figure_credit_period *period)
{
    const struct tally_counts *counts = &period->counts;
    struct text below = TEXT("–");
    if (period->band)
        below = text_format(view->arena, TEXT_FMT "%%",
                            TEXT_ARG(decimal_format(view->arena, period->band->below)));
    table_put(table, period->period.label);
    table_put(table, shown_share(view->arena, counts->met, counts->met + counts->breached,
                                 period->band ? &period->band->below : NULL));
    table_put(table, below);
    table_put(table, figures_money(view->arena, credit, period->minor));
    table_put(table, period->period.is_unfinished ? TEXT("so far") : TEXT(""));
}

static void put_credit(const struct report_view *view, const struct figure_credit *of)
{
    static const char *const units[] = {"day", "week", "month", "quarter", "year"};
    const struct credit *credit = &of->model->credits[of->slot];
    const struct target *target = &of->model->targets[credit->target];
    struct table table;
    buffer_format(view->out, "\n  " TEXT_FMT ": for " TEXT_FMT ", each " TEXT_FMT "\n",
                  TEXT_ARG(shown_title(credit->title, credit->name)),
                  TEXT_ARG(shown_title(target->title, target->name)),
                  TEXT_ARG(figures_each(view->arena, credit->unit, credit->first_month)));
    buffer_format(view->out, "  in all " TEXT_FMT "\n",
                  TEXT_ARG(figures_money(view->arena, credit, of->minor)));
    if (!of->period_count)
        return;
    table_init(&table, view->arena);
    table_column(&table, text_of(units[credit->unit]), false);
    table_column(&table, TEXT("compliance"), true);
    table_column(&table, TEXT("below"), true);
    table_column(&table, TEXT("credit"), true);
    table_column(&table, TEXT(""), false);
    for (uint32_t i = 0; i < of->period_count; i++)
        put_credit_period(view, &table, credit, &of->periods[i]);
    put(view, "\n");
    table_write(view->out, &table, 4);
}

/* ---- all ---- */

void report_text_figures(const struct report_view *view)
{
    const struct figures_result *figures = view->input->figures;
    if (figures->availability_count) {
        put_heading(view, "Availability");
        put_selection(view);
    }
    for (uint32_t i = 0; i < figures->availability_count; i++)
        put_availability(view, &figures->availabilities[i]);
    if (figures->measure_count) {
        put_heading(view, "Measures");
        put_selection(view);
    }
    for (uint32_t i = 0; i < figures->measure_count; i++)
        put_measure(view, &figures->measures[i]);
    if (figures->credit_count || view->input->model->fee_count) {
        put_heading(view, figures->credit_count ? "Credits" : "Fees");
        put_fees(view);
        put_selection(view);
    }
    for (uint32_t i = 0; i < figures->credit_count; i++)
        put_credit(view, &figures->credits[i]);
}

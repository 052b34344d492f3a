/* report_csv_figures.c - availability, measures and credits as rows of the CSV report. */
#include "report/figures_text.h"
#include "report/report_figures.h"

/* A row: the fields that it has, the others empty. */
struct row {
    struct text name, period;
    const char *scope;
    bool has_beside; /* pending, excluded, error */
    uint64_t pending, excluded, error;
    struct text compliance, promise;
    const char *held;
    struct text service, figure, counted, unset, band, minor;
    const char *bound, *currency;
    bool is_unfinished;
};

static const char *const held_words[] = {"", "true", "false"};

void report_csv_figure_heads(struct buffer *out)
{
    buffer_puts(out, ",service,figure,bound,counted,unset,band,currency,amount_minor,unfinished");
}

static void put(struct buffer *out, struct text field)
{
    buffer_putc(out, ',');
    buffer_put_csv(out, field);
}

static void put_count(struct buffer *out, bool has, uint64_t count)
{
    buffer_putc(out, ',');
    if (has)
        buffer_format(out, "%llu", (unsigned long long)count);
}

static void put_row(struct buffer *out, const struct report_input *input, const struct row *row)
{
    buffer_put_csv(out, row->name);
    buffer_format(out, ",%s", row->scope);
    put(out, row->period);
    buffer_fill(out, ',', input->tally->by_count);
    buffer_puts(out, ",,"); /* met, breached */
    put_count(out, row->has_beside, row->pending);
    buffer_puts(out, ","); /* uncovered */
    put_count(out, row->has_beside, row->excluded);
    put_count(out, row->has_beside, row->error);
    put(out, row->compliance);
    put(out, row->promise);
    buffer_format(out, ",%s", row->held);
    buffer_puts(out, ",,,,,,,,"); /* best, worst, used */
    put(out, row->service);
    put(out, row->figure);
    buffer_format(out, ",%s", row->bound);
    put(out, row->counted);
    put(out, row->unset);
    put(out, row->band);
    buffer_format(out, ",%s", row->currency);
    put(out, row->minor);
    buffer_puts(out, row->is_unfinished ? ",true\n" : ",false\n");
}

static struct row row_of(const struct figure_period *period, struct text name)
{
    return (struct row){.name = name,
                        .period = period->period.label,
                        .held = held_words[period->held],
                        .bound = period->promise->at_most ? "at most" : "at least",
                        .currency = "",
                        .is_unfinished = period->period.is_unfinished};
}

static void put_availability(struct buffer *out, const struct report_input *input,
                             const struct figure_line *line)
{
    const struct availability *availability = &line->model->availabilities[line->slot];
    const struct schema *schema = &input->model->schema;
    struct arena *arena = arena_new();
    for (uint32_t i = 0; i < line->period_count; i++) {
        const struct figure_period *period = &line->periods[i];
        struct row row = row_of(period, availability->name);
        char counted[CIVIL_ROOM];
        row.scope = "availability";
        row.service = schema->attributes[schema->service].choices[line->service].name;
        row.figure = figures_availability_value(arena, period);
        row.promise = figures_promised(arena, period->promise, NULL);
        row.counted = (struct text){counted, civil_write_seconds(counted, (micros)period->whole)};
        put_row(out, input, &row);
    }
    arena_free(arena);
}

static void put_measure(struct buffer *out, const struct report_input *input,
                        const struct figure_line *line)
{
    const struct measure *measure = &line->model->measures[line->slot];
    struct arena *arena = arena_new();
    for (uint32_t i = 0; i < line->period_count; i++) {
        const struct figure_period *period = &line->periods[i];
        struct row row = row_of(period, measure->name);
        row.scope = "measure";
        row.has_beside = measure->kind == MEASURE_PERCENTILE;
        row.pending = period->pending;
        row.excluded = period->excluded;
        row.error = period->error;
        row.figure = figures_value(arena, measure, period);
        row.promise = figures_promised(arena, period->promise, measure);
        row.counted = text_format(arena, "%llu", (unsigned long long)period->whole);
        if (measure->kind == MEASURE_AVERAGE)
            row.unset = text_format(arena, "%llu", (unsigned long long)period->unset);
        row.currency = measure->currency;
        put_row(out, input, &row);
    }
    arena_free(arena);
}

static void put_credit(struct buffer *out, const struct report_input *input,
                       const struct figure_credit *of)
{
    const struct credit *credit = &of->model->credits[of->slot];
    struct arena *arena = arena_new();
    for (uint32_t i = 0; i < of->period_count; i++) {
        const struct figure_credit_period *period = &of->periods[i];
        uint64_t decided = period->counts.met + period->counts.breached;
        struct row row = {.name = credit->name,
                          .scope = "credit",
                          .period = period->period.label,
                          .held = "",
                          .bound = "",
                          .currency = credit->currency,
                          .minor = exact_format(arena, period->minor, 0, 0),
                          .is_unfinished = period->period.is_unfinished};
        if (decided)
            row.compliance = decimal_share(arena, period->counts.met, decided, 4);
        if (period->band)
            row.band = decimal_format(arena, period->band->below);
        put_row(out, input, &row);
    }
    arena_free(arena);
}

void report_csv_figures(struct buffer *out, const struct report_input *input)
{
    const struct figures_result *figures = input->figures;
    for (uint32_t i = 0; i < figures->availability_count; i++)
        put_availability(out, input, &figures->availabilities[i]);
    for (uint32_t i = 0; i < figures->measure_count; i++)
        put_measure(out, input, &figures->measures[i]);
    for (uint32_t i = 0; i < figures->credit_count; i++)
        put_credit(out, input, &figures->credits[i]);
}

/* report_csv.c - the report as one table: a row a period, a key, a target. */
#include "report/report.h"

#include "report/report_figures.h"
#include "report/report_notices.h"
#include "report/shown.h"

struct view {
    struct buffer *out;
    const struct report_input *input;
    struct arena *arena;
};

/* What a row is about. */
struct row {
    const struct tally_target *target;
    const char *scope;
    struct text period;
    const struct tally_key *key; /* or NULL */
    const struct tally_counts *counts;
    const struct promise *promise; /* or NULL */
    enum tally_held held;
    const struct tally_used *used; /* or NULL */
};

static void put_count(const struct view *view, uint64_t count)
{
    buffer_format(view->out, ",%llu", (unsigned long long)count);
}

static void put_share(const struct view *view, uint64_t part, uint64_t whole)
{
    buffer_putc(view->out, ',');
    if (whole)
        buffer_put(view->out, decimal_share(view->arena, part, whole, 4));
}

static void put_length(const struct view *view, const struct tally_used *used, micros length)
{
    char text[CIVIL_ROOM];
    buffer_putc(view->out, ',');
    if (used && used->cycles)
        buffer_put(view->out, (struct text){text, civil_write_seconds(text, length)});
}

static void put_used(const struct view *view, const struct tally_used *used)
{
    static const struct tally_used none;
    const struct tally_used *shown = used ? used : &none;
    put_length(view, used, shown->mean);
    put_length(view, used, shown->p50);
    put_length(view, used, shown->p90);
    put_length(view, used, shown->p95);
    put_length(view, used, shown->p99);
    put_length(view, used, shown->max);
}

static void put_keys(const struct view *view, const struct tally_key *key)
{
    for (uint32_t i = 0; i < view->input->tally->by_count; i++) {
        buffer_putc(view->out, ',');
        if (key)
            buffer_put_csv(view->out, key->values[i]);
    }
}

static void put_counts(const struct view *view, const struct tally_counts *counts)
{
    put_count(view, counts->met);
    put_count(view, counts->breached);
    put_count(view, counts->pending);
    put_count(view, counts->uncovered);
    put_count(view, counts->excluded);
    put_count(view, counts->error);
    put_share(view, counts->met, counts->met + counts->breached);
}

static void put_row(const struct view *view, const struct row *row)
{
    static const char *const held[] = {"", "true", "false"};
    const struct tally_counts *counts = row->counts;
    uint64_t all = counts->met + counts->breached + counts->pending;
    buffer_put_csv(view->out, view->input->model->targets[row->target->target].name);
    buffer_format(view->out, ",%s,", row->scope);
    buffer_put_csv(view->out, row->period);
    put_keys(view, row->key);
    put_counts(view, counts);
    buffer_putc(view->out, ',');
    if (row->promise)
        buffer_put(view->out, decimal_format(view->arena, row->promise->percent));
    buffer_format(view->out, ",%s", held[row->held]);
    put_share(view, counts->met + counts->pending, all);
    put_share(view, counts->met, all);
    put_used(view, row->used);
    buffer_fill(view->out, ',', REPORT_CSV_FIGURE_COLUMNS);
    buffer_putc(view->out, '\n');
}

static void put_target(const struct view *view, const struct tally_target *target)
{
    for (uint32_t i = 0; i < target->period_count; i++) {
        const struct tally_period *period = &target->periods[i];
        put_row(view, &(struct row){target, "period", period->label, NULL, &period->counts,
                                    period->promise, period->held, NULL});
    }
    for (uint32_t i = 0; i < target->key_count; i++) {
        const struct tally_key *key = &target->keys[i];
        put_row(view, &(struct row){target, "key", TEXT(""), key, &key->counts, target->promise,
                                    key->held, &key->used});
    }
    put_row(view, &(struct row){target, "all", TEXT(""), NULL, &target->counts, target->promise,
                                target->held, &target->used});
}

static void put_header(const struct view *view)
{
    const struct tally_result *tally = view->input->tally;
    buffer_puts(view->out, "target,scope,period");
    for (uint32_t i = 0; i < tally->by_count; i++) {
        buffer_putc(view->out, ',');
        buffer_put_csv(view->out, view->input->model->schema.attributes[tally->by[i]].name);
    }
    buffer_puts(view->out, ",met,breached,pending,uncovered,excluded,error,compliance,promise,held,"
                           "best,worst,used_mean_s,used_p50_s,used_p90_s,used_p95_s,used_p99_s,"
                           "used_max_s");
    report_csv_figure_heads(view->out);
    buffer_putc(view->out, '\n');
}

void report_write_csv(struct buffer *out, const struct report_input *input)
{
    struct arena *arena = arena_new();
    struct view view = {out, input, arena};
    put_header(&view);
    for (uint32_t i = 0; i < input->tally->target_count; i++)
        put_target(&view, &input->tally->targets[i]);
    report_csv_figures(out, input);
    report_csv_notices(out, input);
    arena_free(arena);
}

/* board_metrics.c - the text format of Prometheus. No label names a ticket: how many series there
 * are depends on the charter alone. */
#include <inttypes.h>

#include "live/board_part.h"
#include "live/moment.h"

static const char *const state_names[] = {"met",       "breached", "pending", "paused",
                                          "uncovered", "excluded", "error"};

static void put_head(struct buffer *out, const char *name, const char *type, const char *help)
{
    buffer_format(out, "# HELP charter_watch_%s %s\n# TYPE charter_watch_%s %s\n", name, help, name,
                  type);
}

/* A value of a label: quotes, backslashes and line ends are escaped. */
static void put_label(struct buffer *out, const char *name, struct text value)
{
    buffer_format(out, "%s=\"", name);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (c == '\n')
            buffer_puts(out, "\\n");
        else if (c == '"' || c == '\\')
            buffer_format(out, "\\%c", c);
        else
            buffer_putc(out, c);
    }
    buffer_putc(out, '"');
}

struct metric {
    const char *name, *type, *help;
    int64_t value;
};

static void put_metric(struct buffer *out, const struct metric *metric)
{
    put_head(out, metric->name, metric->type, metric->help);
    buffer_format(out, "charter_watch_%s %" PRId64 "\n", metric->name, metric->value);
}

/* Seconds with their fraction. */
static void put_length(struct buffer *out, const char *name, const char *help, micros length)
{
    char text[CIVIL_ROOM];
    put_head(out, name, "gauge", help);
    buffer_format(out, "charter_watch_%s %.*s\n", name, (int)civil_write_seconds(text, length),
                  text);
}

static void put_info(struct buffer *out, const struct model *model)
{
    put_head(out, "charter_info", "gauge", "The charter by which events are judged.");
    buffer_puts(out, "charter_watch_charter_info{");
    put_label(out, "charter", model->name);
    put_label(out, ",version", model->version);
    put_label(out, ",digest", text_of(model->digest));
    buffer_puts(out, "} 1\n");
}

static void put_cycles(struct buffer *out, const struct judged *judged)
{
    put_head(out, "cycles", "gauge",
             "Cycles of clocks by target, clause and state, as of the instant judged.");
    for (size_t i = 0; i < judged->clauses.count; i++)
        for (size_t k = 0; k < CLOCK_STATES; k++) {
            const struct clause_count *clause = &judged->clauses.at[i];
            if (!clause->counts[k] && !clause->clause.len)
                continue; /* without a clause there are only few states */
            buffer_puts(out, "charter_watch_cycles{");
            put_label(out, "charter", judged->model->name);
            put_label(out, ",target", clause->target);
            put_label(out, ",clause", clause->clause);
            put_label(out, ",state", text_of(state_names[k]));
            buffer_format(out, "} %" PRIu64 "\n", clause->counts[k]);
        }
}

static void put_outbox(struct buffer *out, const struct gauges *gauges)
{
    put_head(out, "outbox_deliveries", "gauge", "Records by what became of them, one each outlet.");
    for (size_t i = 0; i < OUTBOX_STATES; i++) {
        buffer_puts(out, "charter_watch_outbox_deliveries{");
        put_label(out, "state", text_of(store_state_name((enum outbox_state)i)));
        buffer_format(out, "} %" PRId64 "\n", gauges->outbox[i]);
    }
}

static void put_records(struct buffer *out, const struct gauges *gauges)
{
    const int64_t counts[] = {gauges->notices, gauges->corrections, gauges->summaries};
    static const char *const kinds[] = {"notice", "correction", "summary"};
    put_head(out, "records_total", "counter", "Records told, by their kind.");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        buffer_puts(out, "charter_watch_records_total{");
        put_label(out, "kind", text_of(kinds[i]));
        buffer_format(out, "} %" PRId64 "\n", counts[i]);
    }
}

static void put_gauges(struct buffer *out, const struct gauges *gauges,
                       const struct watch_pulse *pulse)
{
    instant now = moment_now();
    const struct metric metrics[] = {
        {"events_total", "counter", "Events taken, each once.", gauges->events},
        {"events_rejected_total", "counter", "Rows that could not be read.", gauges->rejected},
        {"timers_pending", "gauge", "Tickets that are looked at again at some instant.",
         gauges->timers},
        {"timers_held", "gauge", "Timers whose instant has passed and that were not told yet.",
         gauges->held},
        {"outbox_dead", "gauge", "Records given up after all tries.", gauges->outbox[OUTBOX_DEAD]},
        {"source_up", "gauge", "Whether the source can be read.", pulse->problem.len == 0}};
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
        put_metric(out, &metrics[i]);
    put_length(out, "source_lag_seconds", "Time since the source confirmed that nothing is unread.",
               pulse->now - pulse->confirmed);
    put_length(out, "outbox_oldest_seconds",
               "Age of what the oldest record that waits to be sent tells of.",
               gauges->oldest == INSTANT_NONE || now < gauges->oldest ? 0 : now - gauges->oldest);
    put_outbox(out, gauges);
    put_records(out, gauges);
}

static void put_judged(struct buffer *out, const struct board *board)
{
    const struct judged *judged = &board->judged;
    const struct metric metrics[] = {
        {"open_tickets", "gauge", "Tickets with a clock that runs or is paused.",
         (int64_t)judged->open_tickets},
        {"open_clocks_late", "gauge", "Clocks that are over their limit and have not stopped.",
         (int64_t)judged->late_count}};
    if (board->at == INSTANT_NONE)
        return;
    put_cycles(out, judged);
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
        put_metric(out, &metrics[i]);
    put_length(out, "judged_age_seconds", "How long ago cycles and tickets were counted.",
               moment_now() - board->at);
    put_length(out, "judged_cost_seconds", "How long that took.", board->cost);
}

void board_write_metrics(struct board *board, const struct watch_pulse *pulse, struct buffer *out)
{
    if (board->is_open)
        gauges_read(&board->store, moment_now(), &board->gauges);
    put_info(out, pulse->by.model);
    put_head(out, "up", "gauge", "Whether the state can be read.");
    buffer_format(out, "charter_watch_up %d\n", board->is_open && !db_problem(board->store.db));
    put_gauges(out, &board->gauges, pulse);
    put_judged(out, board);
}

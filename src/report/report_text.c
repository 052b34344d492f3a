/* report_text.c - the report for a service manager: the log and what is wrong with it, all targets
 * at a glance, then each target. */
#include "report/report_text.h"

#include "report/drivers_shown.h"
#include "report/report_figures.h"

enum { KEYS_MOST = 60 };

static const char *colour(const struct report_view *view, const char *code)
{
    return view->input->colour ? code : "";
}

static void put(const struct report_view *view, const char *text)
{
    buffer_puts(view->out, text);
}

static void put_heading(const struct report_view *view, struct text text)
{
    buffer_format(view->out, "\n%s" TEXT_FMT "%s\n", colour(view, "\033[1m"), TEXT_ARG(text),
                  colour(view, "\033[0m"));
}

static struct text count(const struct report_view *view, uint64_t number)
{
    return shown_count(view->arena, number);
}

/* ---- head ---- */

static void put_fact(const struct report_view *view, const char *name, struct text fact)
{
    buffer_format(view->out, "%-10s" TEXT_FMT "\n", name, TEXT_ARG(fact));
}

static void put_title(const struct report_view *view)
{
    const struct model *model = view->input->model;
    struct text title = shown_title(model->title, model->name);
    buffer_format(view->out, "%s" TEXT_FMT "%s", colour(view, "\033[1m"), TEXT_ARG(title),
                  colour(view, "\033[0m"));
    if (model->version.len)
        buffer_format(view->out, ", version " TEXT_FMT, TEXT_ARG(model->version));
    put(view, "\n\n");
}

static void put_log(const struct report_view *view)
{
    const struct eventlog *log = view->input->log;
    struct arena *arena = view->arena;
    const struct zone *zone = view->input->model->zone;
    struct text rows = shown_counted(arena, log->records, "row", "rows");
    struct text events = shown_counted(arena, log->rows, "event", "events");
    struct text tickets = shown_counted(arena, log->tickets, "ticket", "tickets");
    put_fact(view, "log",
             text_format(arena, TEXT_FMT ", " TEXT_FMT " of " TEXT_FMT, TEXT_ARG(rows),
                         TEXT_ARG(events), TEXT_ARG(tickets)));
    if (log->rows)
        put_fact(view, "events",
                 text_format(arena, "from " TEXT_FMT " to " TEXT_FMT,
                             TEXT_ARG(shown_instant(arena, zone, log->first_time)),
                             TEXT_ARG(shown_instant(arena, zone, log->last_time))));
    put_fact(view, "as of", shown_instant(arena, zone, judge_as_of(view->input->judge)));
    put_fact(view, "zone",
             text_format(arena, TEXT_FMT ", tzdata " TEXT_FMT, TEXT_ARG(zone_name(zone)),
                         TEXT_ARG(view->input->tzdata)));
}

static void put_selection(const struct report_view *view)
{
    const struct report_input *input = view->input;
    char date[CIVIL_ROOM];
    struct text text = TEXT("");
    if (input->from != DAY_NONE) {
        civil_write_date(date, input->from);
        text = text_format(view->arena, "from %s ", date);
    }
    if (input->to != DAY_NONE) {
        civil_write_date(date, input->to);
        text = text_format(view->arena, TEXT_FMT "to %s ", TEXT_ARG(text), date);
    }
    if (input->where.len)
        text = text_format(view->arena, TEXT_FMT "where " TEXT_FMT, TEXT_ARG(text),
                           TEXT_ARG(input->where));
    if (text.len)
        put_fact(view, "counted", text_trim(text));
}

/* ---- all targets ---- */

static struct text held_word(enum tally_held held)
{
    return held == TALLY_HELD ? TEXT("yes") : held == TALLY_BROKEN ? TEXT("no") : TEXT("–");
}

static void put_held(const struct report_view *view, struct table *table, enum tally_held held)
{
    const char *code = held == TALLY_HELD ? "\033[32m" : held == TALLY_BROKEN ? "\033[31m" : "";
    table_put_coloured(table, held_word(held), colour(view, code));
}

static const struct decimal *percent_of(const struct tally_target *target)
{
    return target->promise ? &target->promise->percent : NULL;
}

static struct text compliance(const struct report_view *view, const struct tally_counts *counts,
                              const struct promise *promise)
{
    return shown_share(view->arena, counts->met, counts->met + counts->breached,
                       promise ? &promise->percent : NULL);
}

static void put_counts(const struct report_view *view, struct table *table,
                       const struct tally_counts *counts)
{
    table_put(table, count(view, counts->met));
    table_put(table, count(view, counts->breached));
    table_put(table, count(view, counts->pending));
}

static void add_columns(struct table *table, const char *const *heads, size_t heads_count)
{
    for (size_t i = 0; i < heads_count; i++)
        table_column(table, text_of(heads[i]), true);
}

static struct text promised(const struct report_view *view, const struct promise *promise)
{
    if (!promise)
        return TEXT("–");
    struct text percent = decimal_format(view->arena, promise->percent);
    return text_format(view->arena, TEXT_FMT "%%", TEXT_ARG(percent));
}

static void put_overview(const struct report_view *view)
{
    static const char *const heads[] = {"promise",  "held",    "met",
                                        "breached", "pending", "compliance"};
    struct table table;
    table_init(&table, view->arena);
    table_column(&table, TEXT("target"), false);
    add_columns(&table, heads, sizeof heads / sizeof *heads);
    for (uint32_t i = 0; i < view->input->tally->target_count; i++) {
        const struct tally_target *tallied = &view->input->tally->targets[i];
        const struct target *target = &view->input->model->targets[tallied->target];
        table_put(&table, shown_title(target->title, target->name));
        table_put(&table, promised(view, tallied->promise));
        put_held(view, &table, tallied->held);
        put_counts(view, &table, &tallied->counts);
        table_put(&table, compliance(view, &tallied->counts, tallied->promise));
    }
    put_heading(view, TEXT("Targets"));
    table_write(view->out, &table, 2);
}

/* ---- one target ---- */

static const char *unit_word(enum period_unit unit)
{
    static const char *const words[] = {"day", "week", "month", "quarter", "year"};
    return words[unit];
}

/* `at least 95% of tickets each month: broken`. */
static void put_promise(const struct report_view *view, const struct promise *promise,
                        enum tally_held held)
{
    static const char *const words[] = {"not tested", "held", "broken"};
    static const char *const codes[] = {"", "\033[32m", "\033[31m"};
    struct text percent = decimal_format(view->arena, promise->percent);
    buffer_format(view->out, "  at least " TEXT_FMT "%% of %s each %s", TEXT_ARG(percent),
                  promise->of_cycles ? "cycles" : "tickets", unit_word(promise->unit));
    if (promise->unit == UNIT_YEAR && promise->first_month > 1)
        buffer_format(view->out, " from %s", civil_month_name(promise->first_month));
    buffer_format(view->out, ": %s%s%s\n", colour(view, codes[held]), words[held],
                  colour(view, "\033[0m"));
}

static void put_used(const struct report_view *view, const struct tally_used *used)
{
    struct arena *arena = view->arena;
    if (!used->cycles)
        return;
    buffer_format(view->out,
                  "  time used: half within " TEXT_FMT ", 90%% within " TEXT_FMT
                  ", the longest " TEXT_FMT "\n",
                  TEXT_ARG(shown_about(arena, used->p50)), TEXT_ARG(shown_about(arena, used->p90)),
                  TEXT_ARG(shown_about(arena, used->max)));
}

/* Best and worst case, where something is pending (6.3). */
static void put_range(const struct report_view *view, const struct tally_target *target)
{
    const struct tally_counts *counts = &target->counts;
    uint64_t all = counts->met + counts->breached + counts->pending;
    if (!counts->pending)
        return;
    struct text best =
        shown_share(view->arena, counts->met + counts->pending, all, percent_of(target));
    struct text worst = shown_share(view->arena, counts->met, all, percent_of(target));
    buffer_format(view->out,
                  "  with " TEXT_FMT " pending: " TEXT_FMT " at best, " TEXT_FMT " at worst\n",
                  TEXT_ARG(count(view, counts->pending)), TEXT_ARG(best), TEXT_ARG(worst));
}

static bool has_pending(const struct tally_period *periods, uint32_t period_count)
{
    for (uint32_t i = 0; i < period_count; i++)
        if (periods[i].counts.pending)
            return true;
    return false;
}

/* A table of periods, and what it has beside the counts. */
struct periods {
    const struct tally_period *at;
    uint32_t count;
    const struct promise *promise;
    bool has_pending;
    bool has_others; /* the promise is not the same for all */
};

static void put_period(const struct report_view *view, struct table *table,
                       const struct periods *periods, const struct tally_period *period)
{
    const struct tally_counts *counts = &period->counts;
    const struct decimal *percent = period->promise ? &period->promise->percent : NULL;
    uint64_t all = counts->met + counts->breached + counts->pending;
    table_put(table, period->label);
    put_counts(view, table, counts);
    table_put(table, compliance(view, counts, period->promise));
    if (periods->has_pending) {
        bool open = counts->pending;
        table_put(table, open
                             ? shown_share(view->arena, counts->met + counts->pending, all, percent)
                             : TEXT(""));
        table_put(table, open ? shown_share(view->arena, counts->met, all, percent) : TEXT(""));
    }
    if (periods->has_others)
        table_put(table, promised(view, period->promise));
    if (periods->promise)
        put_held(view, table, period->held);
}

static bool has_others(const struct periods *periods)
{
    for (uint32_t i = 0; i < periods->count && periods->promise; i++) {
        const struct promise *promise = periods->at[i].promise;
        if (!promise || decimal_compare(promise->percent, periods->promise->percent))
            return true;
    }
    return false;
}

static void put_periods(const struct report_view *view, struct periods periods)
{
    static const char *const heads[] = {"met",        "breached", "pending",
                                        "compliance", "best",     "worst"};
    struct table table;
    if (!periods.count)
        return;
    periods.has_pending = has_pending(periods.at, periods.count);
    periods.has_others = has_others(&periods);
    table_init(&table, view->arena);
    table_column(&table, text_of(periods.promise ? unit_word(periods.promise->unit) : "month"),
                 false);
    add_columns(&table, heads, periods.has_pending ? 6 : 4);
    if (periods.has_others)
        table_column(&table, TEXT("promise"), true);
    if (periods.promise)
        table_column(&table, TEXT("held"), true);
    for (uint32_t i = 0; i < periods.count; i++)
        put_period(view, &table, &periods, &periods.at[i]);
    put(view, "\n");
    table_write(view->out, &table, 4);
}

static void put_key(const struct report_view *view, struct table *table,
                    const struct tally_key *key, const struct promise *promise)
{
    for (uint32_t i = 0; i < view->input->tally->by_count; i++)
        table_put(table, key->values[i]);
    put_counts(view, table, &key->counts);
    table_put(table, compliance(view, &key->counts, promise));
    bool known = key->used.cycles;
    table_put(table, known ? shown_about(view->arena, key->used.p50) : TEXT("–"));
    table_put(table, known ? shown_about(view->arena, key->used.p90) : TEXT("–"));
}

static void put_keys(const struct report_view *view, const struct tally_target *target)
{
    static const char *const heads[] = {"met",        "breached",    "pending",
                                        "compliance", "half within", "90% within"};
    const struct tally_result *tally = view->input->tally;
    struct table table;
    if (!target->key_count || tally->by_count + 6 > TABLE_COLUMNS_MOST)
        return;
    table_init(&table, view->arena);
    for (uint32_t i = 0; i < tally->by_count; i++)
        table_column(&table, view->input->model->schema.attributes[tally->by[i]].name, false);
    add_columns(&table, heads, sizeof heads / sizeof *heads);
    for (uint32_t i = 0; i < target->key_count && i < KEYS_MOST; i++)
        put_key(view, &table, &target->keys[i], target->promise);
    put(view, "\n");
    table_write(view->out, &table, 4);
    if (target->key_count > KEYS_MOST)
        buffer_format(view->out, "    and " TEXT_FMT " more, which `--format csv` shows\n",
                      TEXT_ARG(count(view, target->key_count - KEYS_MOST)));
}

static bool is_told_once(const struct report_view *view, const struct tally_reason *reason)
{
    return reason->kind == VERDICT_ERROR &&
           judge_undecidable(view->input->judge, reason->target).len;
}

static void put_reasons(const struct report_view *view, const struct tally_target *target)
{
    const struct tally_result *tally = view->input->tally;
    bool is_first = true;
    for (uint32_t i = 0; i < tally->reason_count; i++) {
        const struct tally_reason *reason = &tally->reasons[i];
        if (reason->target != target->target || is_told_once(view, reason))
            continue;
        put(view, is_first ? "\n" : "");
        is_first = false;
        struct text example = view->input->log->ticket_ids[reason->example];
        report_text_wrap(
            view->out, 4,
            text_format(view->arena, TEXT_FMT " %s: " TEXT_FMT " (for example ticket " TEXT_FMT ")",
                        TEXT_ARG(count(view, reason->count)), shown_verdict(reason->kind),
                        TEXT_ARG(reason->reason), TEXT_ARG(example)));
    }
}

static void put_target(const struct report_view *view, const struct tally_target *tallied)
{
    const struct target *target = &view->input->model->targets[tallied->target];
    put_heading(view, shown_title(target->title, target->name));
    if (tallied->promise)
        put_promise(view, tallied->promise, tallied->held);
    else
        buffer_format(view->out, "  no promise; %s counted\n",
                      tallied->of_cycles ? "cycles" : "tickets");
    struct text undecidable = judge_undecidable(view->input->judge, tallied->target);
    if (undecidable.len)
        buffer_format(view->out, "  cannot be decided: " TEXT_FMT "\n", TEXT_ARG(undecidable));
    put_used(view, &tallied->used);
    put_range(view, tallied);
    put_periods(view, (struct periods){.at = tallied->periods,
                                       .count = tallied->period_count,
                                       .promise = tallied->promise});
    put_keys(view, tallied);
    put_reasons(view, tallied);
    for (uint32_t i = 0; i < tallied->further_count; i++) {
        const struct tally_further *further = &tallied->further[i];
        put(view, "\n");
        put_promise(view, further->promise, further->held);
        put_periods(view, (struct periods){.at = further->periods,
                                           .count = further->period_count,
                                           .promise = further->promise});
    }
}

void report_write_text(struct buffer *out, const struct report_input *input)
{
    struct arena *arena = arena_new();
    struct report_view view = {out, input, arena};
    put_title(&view);
    put_log(&view);
    put_selection(&view);
    report_text_problems(&view);
    if (input->tally->target_count)
        put_overview(&view);
    for (uint32_t i = 0; i < input->tally->target_count; i++)
        put_target(&view, &input->tally->targets[i]);
    report_text_figures(&view);
    report_text_notices(&view);
    if (input->drivers)
        drivers_write_text(out,
                           &(struct drivers_view){input->model, input->drivers, input->colour});
    arena_free(arena);
}

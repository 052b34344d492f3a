/* ledger.c - a ledger for people. The sentence is in ledger_sentence.c, JSON in ledger_json.c. */
#include "report/ledger.h"

#include "report/ledger_parts.h"
#include "report/shown.h"
#include "report/table.h"

enum { TEXT_MOST = 100 };

const char *ledger_state_name(enum ledger_state state)
{
    switch (state) {
    case LEDGER_RUNNING:
        return "running";
    case LEDGER_CLOSED:
        return "closed";
    case LEDGER_PAUSED:
        return "paused";
    case LEDGER_DONE:
        return "done";
    case LEDGER_UNCOVERED:
        return "uncovered";
    case LEDGER_ADJUSTED:
        return "adjusted by change";
    }
    return "";
}

struct text ledger_event_place(struct arena *arena, const struct eventlog *log, uint32_t ticket,
                               const struct ledger_event *event)
{
    uint32_t row = event->row;
    if (row == INDEX_NONE && log->opening_row)
        row = log->opening_row[ticket];
    if (row >= log->rows || !log->file_count)
        return TEXT("");
    return shown_origin(arena, log, eventlog_origin(log, row));
}

static const struct clause *clause_of(const struct ledger *ledger, uint32_t clause)
{
    const struct target *target = &ledger->verdict.model->targets[ledger->verdict.target];
    return clause < target->clause_count ? &target->clauses[clause] : NULL;
}

static struct text clause_place(const struct ledger_view *view, struct arena *arena,
                                const struct clause *clause)
{
    return clause ? shown_span(arena, view->model->sources, clause->span) : TEXT("");
}

/* ---- the table ---- */

static struct text calendar_of(const struct ledger_view *view, uint32_t calendar)
{
    return calendar < view->model->calendar_count ? view->model->calendars[calendar].name
                                                  : TEXT("");
}

static bool has_several_calendars(const struct ledger *ledger)
{
    for (uint32_t i = 1; i < ledger->row_count; i++)
        if (ledger->rows[i].calendar != ledger->rows[0].calendar)
            return true;
    return false;
}

static struct text state_text(struct arena *arena, const struct ledger_row *row)
{
    const char *name = ledger_state_name(row->state);
    if (!row->reason.len)
        return text_of(name);
    return text_format(arena, "%s: " TEXT_FMT, name, TEXT_ARG(row->reason));
}

struct columns {
    struct table table;
    const struct ledger_view *view;
    const struct ledger_apart *apart;
    bool with_calendar;
};

static void put_mark(struct columns *columns, const struct ledger_row *row)
{
    const struct ledger_apart *apart = columns->apart;
    bool is_apart = row->from >= apart->from && row->to <= apart->to && row->from < row->to;
    const char *colour = !columns->view->colour ? "" : apart->mark == '+' ? "\033[32m" : "\033[31m";
    if (apart->mark)
        table_put_coloured(&columns->table,
                           text_format(columns->table.arena, "%c", is_apart ? apart->mark : ' '),
                           is_apart ? colour : "");
}

static void put_row(struct columns *columns, const struct ledger_row *row)
{
    struct table *table = &columns->table;
    const struct zone *zone = columns->view->model->zone;
    bool counts = row->counted || row->state == LEDGER_RUNNING;
    put_mark(columns, row);
    table_put(table, shown_instant(table->arena, zone, row->from));
    table_put(table, shown_instant(table->arena, zone, row->to));
    table_put(table, state_text(table->arena, row));
    if (columns->with_calendar)
        table_put(table, calendar_of(columns->view, row->calendar));
    table_put(table, counts ? shown_length(table->arena, row->counted) : TEXT("–"));
    table_put(table, shown_length(table->arena, row->total));
}

static void make_columns(struct columns *columns, struct arena *arena)
{
    struct table *table = &columns->table;
    table_init(table, arena);
    if (columns->apart->mark)
        table_column(table, TEXT(""), false);
    table_column(table, TEXT("from"), false);
    table_column(table, TEXT("to"), false);
    table_column(table, TEXT("state"), false);
    if (columns->with_calendar)
        table_column(table, TEXT("in"), false);
    table_column(table, TEXT("counted"), true);
    table_column(table, TEXT("total"), true);
}

void ledger_write_table(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledger, const struct ledger_apart *apart,
                        unsigned indent)
{
    struct arena *arena = arena_new();
    struct columns columns = {
        .view = view, .apart = apart, .with_calendar = has_several_calendars(ledger)};
    uint32_t count;
    const struct ledger_row *rows = ledger_rows_apart(arena, ledger, apart, &count);
    make_columns(&columns, arena);
    for (uint32_t i = 0; i < count; i++)
        put_row(&columns, &rows[i]);
    if (count)
        table_write(out, &columns.table, apart->mark ? indent - 3 : indent);
    arena_free(arena);
}

/* ---- what stands around it ---- */

static void put_head(struct buffer *out, const struct ledger_view *view,
                     const struct ledger *ledger, struct arena *arena)
{
    const struct verdict *verdict = &ledger->verdict;
    const struct target *target = &verdict->model->targets[verdict->target];
    buffer_format(out, "%sTicket " TEXT_FMT ", " TEXT_FMT ", cycle %u%s\n",
                  view->colour ? "\033[1m" : "", TEXT_ARG(view->log->ticket_ids[verdict->ticket]),
                  TEXT_ARG(target->name), verdict->cycle, view->colour ? "\033[0m" : "");
    buffer_put(out, ledger_sentence(arena, view, verdict));
    buffer_puts(out, "\n\n");
}

static void put_events(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledger, struct arena *arena)
{
    struct table table;
    if (!ledger->event_count)
        return;
    buffer_puts(out, "\n  What moved the clock\n");
    table_init(&table, arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    for (uint32_t i = 0; i < ledger->event_count; i++) {
        const struct ledger_event *event = &ledger->events[i];
        table_put(&table, shown_instant(arena, view->model->zone, event->at));
        table_put(&table, event->what);
        table_put(&table, ledger_event_place(arena, view->log, ledger->verdict.ticket, event));
    }
    table_write(out, &table, 4);
}

static void put_clause(struct buffer *out, const struct ledger_view *view,
                       const struct clause *clause, struct arena *arena)
{
    buffer_format(out, "    " TEXT_FMT ": " TEXT_FMT, TEXT_ARG(clause_place(view, arena, clause)),
                  TEXT_ARG(shown_source(arena, view->model->sources, clause->span, TEXT_MOST)));
}

static void put_winner(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledger, struct arena *arena)
{
    const struct clause *clause = clause_of(ledger, ledger->verdict.clause);
    if (!clause)
        return;
    buffer_puts(out, "\n  The clause that applies\n");
    put_clause(out, view, clause, arena);
    buffer_putc(out, '\n');
    if (clause->because.len)
        buffer_format(out, "      because " TEXT_FMT "\n", TEXT_ARG(clause->because));
}

static void put_loser(struct buffer *out, const struct ledger_view *view,
                      const struct ledger *ledger, const struct ledger_loser *loser)
{
    struct arena *arena = arena_new();
    const struct clause *clause = clause_of(ledger, loser->clause);
    const struct clause *better = clause_of(ledger, loser->beaten_by);
    if (clause)
        put_clause(out, view, clause, arena);
    if (loser->failed)
        buffer_format(
            out, "\n      it fails at: " TEXT_FMT "\n",
            TEXT_ARG(shown_source(arena, view->model->sources, loser->failed->span, TEXT_MOST)));
    else if (better)
        buffer_format(out, "\n      it matches, but " TEXT_FMT " goes before it\n",
                      TEXT_ARG(clause_place(view, arena, better)));
    else
        buffer_puts(out, "\n      it matches, but another was kept\n");
    arena_free(arena);
}

static void put_losers(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledger)
{
    if (!ledger->loser_count)
        return;
    bool has_winner = clause_of(ledger, ledger->verdict.clause);
    buffer_puts(out, has_winner ? "\n  The clauses that do not\n" : "\n  No clause applies\n");
    for (uint32_t i = 0; i < ledger->loser_count; i++)
        put_loser(out, view, ledger, &ledger->losers[i]);
}

static void put_notices(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledger)
{
    if (!ledger->notice_count)
        return;
    buffer_puts(out, "\n  What was told\n");
    ledger_write_notices(out, view, ledger, 4);
}

void ledger_write_text(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledger)
{
    struct arena *arena = arena_new();
    put_head(out, view, ledger, arena);
    ledger_write_table(out, view, ledger, &(struct ledger_apart){0}, 2);
    put_events(out, view, ledger, arena);
    put_notices(out, view, ledger);
    put_winner(out, view, ledger, arena);
    put_losers(out, view, ledger);
    if (ledger->due_reason.len && ledger->verdict.has_figures) {
        instant due = ledger->verdict.due;
        buffer_puts(out, due == INSTANT_NONE ? "\n  No due instant" : "\n  Due ");
        if (due != INSTANT_NONE)
            buffer_put(out, shown_instant(arena, view->model->zone, due));
        buffer_format(out, "\n    " TEXT_FMT "\n", TEXT_ARG(ledger->due_reason));
    }
    arena_free(arena);
}

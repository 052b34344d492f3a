/* ledger_json.c - ledgers for programs. */
#include "report/ledger_parts.h"
#include "report/shown.h"

enum { TEXT_MOST = 2000 };

struct view {
    struct buffer *out;
    const struct ledger_view *of;
    const struct ledger *ledger;
    struct arena *arena;
};

static void put(const struct view *view, const char *json)
{
    buffer_puts(view->out, json);
}

static void put_string(const struct view *view, const char *key, struct text text)
{
    put(view, key);
    buffer_put_json(view->out, text);
}

/* null for the empty text. */
static void put_optional(const struct view *view, const char *key, struct text text)
{
    if (text.len)
        put_string(view, key, text);
    else
        buffer_format(view->out, "%snull", key);
}

static void put_instant(const struct view *view, const char *key, instant at)
{
    char text[CIVIL_ROOM];
    size_t len = at == INSTANT_NONE ? 0 : civil_write_instant(text, at);
    put_optional(view, key, (struct text){text, len});
}

static void put_length(const struct view *view, const char *key, bool known, micros length)
{
    char text[CIVIL_ROOM];
    put(view, key);
    if (known)
        buffer_put(view->out, (struct text){text, civil_write_seconds(text, length)});
    else
        put(view, "null");
}

static void put_place_and_text(const struct view *view, struct span span)
{
    const struct sources *sources = view->of->model->sources;
    put_optional(view, "{\"place\":", shown_span(view->arena, sources, span));
    put_string(view, ",\"text\":", shown_source(view->arena, sources, span, TEXT_MOST));
}

static void put_clause(const struct view *view, const char *key, uint32_t index)
{
    const struct target *target =
        &view->ledger->verdict.model->targets[view->ledger->verdict.target];
    put(view, key);
    if (index >= target->clause_count) {
        put(view, "null");
        return;
    }
    const struct clause *clause = &target->clauses[index];
    put_place_and_text(view, clause->span);
    put_optional(view, ",\"label\":", clause->label);
    put_optional(view, ",\"because\":", clause->because);
    put(view, "}");
}

static void put_flags(const struct view *view, uint32_t flags)
{
    const char *comma = "";
    put(view, ",\"flags\":[");
    for (uint32_t flag = 1; flag <= FLAG_DECIDED_ANEW; flag *= 2) {
        if (!(flags & flag))
            continue;
        put_string(view, comma, shown_flags(view->arena, flag));
        comma = ",";
    }
    put(view, "]");
}

static void put_verdict(const struct view *view)
{
    const struct verdict *v = &view->ledger->verdict;
    bool was_late = v->has_figures && v->breached_at != INSTANT_NONE;
    put_string(view, "{\"ticket\":", view->of->log->ticket_ids[v->ticket]);
    put_string(view, ",\"target\":", view->of->model->targets[v->target].name);
    buffer_format(view->out, ",\"cycle\":%u", v->cycle);
    put_string(view, ",\"verdict\":", text_of(shown_verdict(v->kind)));
    put_optional(view, ",\"reason\":", v->reason);
    put_string(view, ",\"sentence\":", ledger_sentence(view->arena, view->of, v));
    put_instant(view, ",\"start\":", v->start);
    put_instant(view, ",\"due\":", v->due);
    put_optional(view, ",\"due_reason\":", view->ledger->due_reason);
    put_instant(view, ",\"stop\":", v->stop);
    put_instant(view, ",\"breached_at\":", v->breached_at);
    put_length(view, ",\"used_s\":", v->has_figures, v->used);
    put_length(view, ",\"paused_s\":", v->has_figures, v->paused);
    put_length(view, ",\"limit_s\":", v->has_figures, v->limit);
    put_length(view, ",\"over_s\":", was_late, v->over);
    put_length(view, ",\"late_s\":", was_late && v->due != INSTANT_NONE, v->late);
    put_flags(view, v->flags);
    put_clause(view, ",\"clause\":", v->clause);
}

static struct text clause_place(const struct view *view, uint32_t clause)
{
    const struct target *target =
        &view->ledger->verdict.model->targets[view->ledger->verdict.target];
    if (clause >= target->clause_count)
        return TEXT("");
    return shown_span(view->arena, view->of->model->sources, target->clauses[clause].span);
}

static void put_rows(const struct view *view)
{
    const struct model *model = view->of->model;
    put(view, ",\"rows\":[");
    for (uint32_t i = 0; i < view->ledger->row_count; i++) {
        const struct ledger_row *row = &view->ledger->rows[i];
        put(view, i ? ",{" : "{");
        put_instant(view, "\"from\":", row->from);
        put_instant(view, ",\"to\":", row->to);
        put_string(view, ",\"state\":", text_of(ledger_state_name(row->state)));
        put_optional(view, ",\"reason\":", row->reason);
        put_length(view, ",\"counted_s\":", true, row->counted);
        put_length(view, ",\"total_s\":", true, row->total);
        put_optional(view, ",\"clause\":", clause_place(view, row->clause));
        put_optional(view, ",\"calendar\":",
                     row->calendar < model->calendar_count ? model->calendars[row->calendar].name
                                                           : TEXT(""));
        put(view, "}");
    }
    put(view, "]");
}

static void put_events(const struct view *view)
{
    put(view, ",\"events\":[");
    for (uint32_t i = 0; i < view->ledger->event_count; i++) {
        const struct ledger_event *event = &view->ledger->events[i];
        put_instant(view, i ? ",{\"at\":" : "{\"at\":", event->at);
        put_string(view, ",\"what\":", event->what);
        put_optional(
            view, ",\"place\":",
            ledger_event_place(view->arena, view->of->log, view->ledger->verdict.ticket, event));
        put(view, "}");
    }
    put(view, "]");
}

static void put_losers(const struct view *view)
{
    put(view, ",\"lost\":[");
    for (uint32_t i = 0; i < view->ledger->loser_count; i++) {
        const struct ledger_loser *loser = &view->ledger->losers[i];
        put_clause(view, i ? ",{\"clause\":" : "{\"clause\":", loser->clause);
        put(view, ",\"failed\":");
        if (loser->failed) {
            put_place_and_text(view, loser->failed->span);
            put(view, "}");
        } else {
            put(view, "null");
        }
        put_clause(view, ",\"beaten_by\":", loser->failed ? INDEX_NONE : loser->beaten_by);
        put(view, "}");
    }
    put(view, "]");
}

void ledger_write_json(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledgers, uint32_t count)
{
    struct arena *arena = arena_new();
    buffer_putc(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        struct view of = {out, view, &ledgers[i], arena};
        buffer_puts(out, i ? "," : "");
        put_verdict(&of);
        put_rows(&of);
        put_events(&of);
        put_losers(&of);
        ledger_write_notices_json(out, view, &ledgers[i]);
        put(&of, "}");
        arena_reset(arena);
    }
    buffer_puts(out, "]\n");
    arena_free(arena);
}

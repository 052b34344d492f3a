/* board_json.c - what the page shows. */
#include <inttypes.h>

#include "live/board_part.h"
#include "live/moment.h"
#include "report/figures_text.h"
#include "report/shown.h"

struct view {
    const struct board *board;
    struct buffer *out;
    struct arena *arena; /* of the writing */
};

static void put(const struct view *view, const char *json)
{
    buffer_puts(view->out, json);
}

static void put_text(const struct view *view, const char *key, struct text text)
{
    put(view, key);
    buffer_put_json(view->out, text);
}

static void put_number(const struct view *view, const char *key, int64_t number)
{
    buffer_format(view->out, "%s%" PRId64, key, number);
}

static void put_instant(const struct view *view, const char *key, instant at)
{
    char text[CIVIL_ROOM];
    put(view, key);
    if (at == INSTANT_NONE || !civil_exists(at))
        put(view, "null");
    else
        buffer_put_json(view->out, (struct text){text, civil_write_instant(text, at)});
}

/* For people: what the exact instant is stands beside it. */
static instant whole_seconds(instant at)
{
    micros rest = at % MICROS_SECOND;
    return at == INSTANT_NONE ? at : at - rest - (rest < 0 ? MICROS_SECOND : 0);
}

/* Seconds, rounded down. */
static void put_seconds(const struct view *view, const char *key, micros length)
{
    put_number(view, key, (length - (length < 0 ? MICROS_SECOND - 1 : 0)) / MICROS_SECOND);
}

static void put_held(const struct view *view, const char *key, enum tally_held held)
{
    static const char *const words[] = {"null", "true", "false"};
    buffer_format(view->out, "%s%s", key, words[held]);
}

/* ---- clocks ---- */

static void put_clock(const struct view *view, const struct open_clock *clock)
{
    const struct judged *judged = &view->board->judged;
    const struct target *target = &clock->model->targets[clock->target];
    const struct clause *clause =
        clock->clause == INDEX_NONE ? NULL : &target->clauses[clock->clause];
    put_text(view, "{\"ticket\":", judged->ticket_ids[clock->ticket]);
    put_text(view, ",\"target\":", target->name);
    put_text(view, ",\"title\":", shown_title(target->title, target->name));
    put_number(view, ",\"cycle\":", clock->cycle);
    put(view, clock->is_late ? ",\"late\":true" : ",\"late\":false");
    put(view, clock->is_paused ? ",\"paused\":true" : ",\"paused\":false");
    put_text(view, ",\"why\":", clock->why);
    put_instant(view, ",\"due\":", clock->due);
    put_text(view, ",\"due_shown\":",
             shown_instant(view->arena, judged->model->zone, whole_seconds(clock->due)));
    put_text(view, ",\"clause\":",
             clause ? shown_span(view->arena, clock->model->sources, clause->span) : TEXT(""));
    if (clock->has_figures) {
        put_text(view, ",\"used\":", shown_about(view->arena, clock->used));
        put_text(view, ",\"limit\":", shown_about(view->arena, clock->limit));
        put_seconds(view, ",\"used_s\":", clock->used);
        put_seconds(view, ",\"limit_s\":", clock->limit);
        put_seconds(view, ",\"left_s\":", clock->limit - clock->used);
        put_text(view, ",\"left\":", shown_about(view->arena, clock->limit - clock->used));
    }
    put(view, "}");
}

static void put_clocks(const struct view *view, const char *key, const clock_list *list)
{
    put(view, key);
    for (size_t i = 0; i < list->count; i++) {
        put(view, i ? "," : "");
        put_clock(view, &list->at[i]);
    }
    put(view, "]");
}

/* ---- promises ---- */

/* Numbers of percent, where the promise is of a share. */
static void put_values(const struct view *view, const struct standing *standing)
{
    const struct tally_counts *counts = &standing->counts;
    uint64_t all = counts->met + counts->breached + counts->pending;
    const struct decimal *percent = standing->period.percent;
    if (!percent)
        return;
    put(view, ",\"worst_value\":");
    buffer_put(view->out, decimal_share(view->arena, counts->met, all, 4));
    put(view, ",\"best_value\":");
    buffer_put(view->out, decimal_share(view->arena, counts->met + counts->pending, all, 4));
    put(view, ",\"promised_value\":");
    buffer_put(view->out, decimal_format(view->arena, *percent));
}

static void put_standing(const struct view *view, const struct standing *standing)
{
    const struct kept_line *line = &standing->line;
    const struct kept_period *period = &standing->period;
    put_text(view, "{\"kind\":", text_of(line->kind));
    put_text(view, ",\"name\":", line->name);
    put_text(view, ",\"title\":", line->title);
    put_text(view, ",\"terms\":", line->terms);
    put_text(view, ",\"promised\":", standing->has_period ? period->promised : line->promised);
    put_text(view, ",\"period\":", standing->has_period ? period->label : TEXT(""));
    put_text(view,
             ",\"shown\":", standing->has_period && period->is_tested ? period->shown : TEXT(""));
    put_held(view, ",\"held\":", standing->has_period ? period->held : TALLY_NOT_TESTED);
    if (standing->has_bounds) {
        put_number(view, ",\"met\":", (int64_t)standing->counts.met);
        put_number(view, ",\"breached\":", (int64_t)standing->counts.breached);
        put_number(view, ",\"pending\":", (int64_t)standing->counts.pending);
        put_text(view, ",\"best\":", standing->best);
        put_text(view, ",\"worst\":", standing->worst);
        put_held(view, ",\"best_held\":", standing->best_held);
        put_held(view, ",\"worst_held\":", standing->worst_held);
        put_values(view, standing);
    }
    put(view, "}");
}

static void put_standings(const struct view *view)
{
    const standing_list *list = &view->board->judged.standings;
    put(view, ",\"promises\":[");
    for (size_t i = 0; i < list->count; i++) {
        put(view, i ? "," : "");
        put_standing(view, &list->at[i]);
    }
    put(view, "]");
}

/* ---- records ---- */

static void put_records(const struct view *view)
{
    const gauged_records *records = &view->board->judged.records;
    put(view, ",\"records\":[");
    for (size_t i = 0; i < records->count; i++) {
        const struct gauged_record *record = &records->at[i];
        put_number(view, i ? ",{\"number\":" : "{\"number\":", record->number);
        put_text(view, ",\"ticket\":", record->ticket);
        put_text(
            view, ",\"at\":",
            shown_instant(view->arena, view->board->judged.model->zone, whole_seconds(record->at)));
        put_text(view, ",\"sent\":", record->states);
        put(view, ",\"record\":");
        buffer_put(view->out, record->body);
        put(view, "}");
    }
    put(view, "]");
}

/* ---- the whole ---- */

static void put_head(const struct view *view, const struct watch_pulse *pulse, uint64_t number)
{
    const struct judged *judged = &view->board->judged;
    const struct model *model = pulse->by.model;
    put_number(view, "{\"number\":", (int64_t)number);
    put_instant(view, ",\"now\":", pulse->is_simulated ? judged->as_of : moment_now());
    put(view, pulse->is_simulated ? ",\"simulated\":true" : ",\"simulated\":false");
    put_instant(view, ",\"as_of\":", judged->as_of);
    put_text(view, ",\"as_of_shown\":",
             shown_instant(view->arena, model->zone, whole_seconds(judged->as_of)));
    put_text(view, ",\"charter\":{\"name\":", model->name);
    put_text(view, ",\"title\":", shown_title(model->title, model->name));
    put_text(view, ",\"version\":", model->version);
    put_text(view, ",\"digest\":", text_of(model->digest));
    put_text(view, "},\"source\":{\"name\":", pulse->source);
    put_text(view, ",\"problem\":", pulse->problem);
    put_seconds(view, ",\"lag_s\":", pulse->now - pulse->confirmed);
    put(view, "}");
    put_text(view, ",\"problem\":", view->board->problem);
}

void board_write_json(const struct board *board, const struct watch_pulse *pulse, uint64_t number,
                      struct buffer *out)
{
    struct view view = {board, out, arena_new()};
    const struct judged *judged = &board->judged;
    put_head(&view, pulse, number);
    put_number(&view, ",\"open\":{\"tickets\":", (int64_t)judged->open_tickets);
    put_number(&view, ",\"running\":", (int64_t)judged->running_count);
    put_number(&view, ",\"paused\":", (int64_t)judged->paused_count);
    put_number(&view, ",\"late\":", (int64_t)judged->late_count);
    put_clocks(&view, "},\"running\":[", &judged->running);
    put_clocks(&view, ",\"paused\":[", &judged->paused);
    put_standings(&view);
    put_records(&view);
    put(&view, "}\n");
    arena_free(view.arena);
}

/* report_json.c - the report as one JSON object. */
#include "report/drivers_shown.h"
#include "report/report_figures.h"
#include "report/report_json_problems.h"
#include "report/report_notices.h"
#include "report/shown.h"

struct view {
    struct buffer *out;
    const struct report_input *input;
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

static void put_number(const struct view *view, const char *key, uint64_t number)
{
    buffer_format(view->out, "%s%llu", key, (unsigned long long)number);
}

static void put_instant(const struct view *view, const char *key, instant at)
{
    char text[CIVIL_ROOM];
    if (at == INSTANT_NONE)
        buffer_format(view->out, "%snull", key);
    else
        put_string(view, key, (struct text){text, civil_write_instant(text, at)});
}

static void put_share(const struct view *view, const char *key, uint64_t part, uint64_t whole)
{
    put(view, key);
    if (whole)
        buffer_put(view->out, decimal_share(view->arena, part, whole, 4));
    else
        put(view, "null");
}

static void put_held(const struct view *view, enum tally_held held)
{
    static const char *const words[] = {"null", "true", "false"};
    buffer_format(view->out, ",\"held\":%s", words[held]);
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

static void put_used(const struct view *view, const struct tally_used *used)
{
    bool known = used->cycles;
    put_length(view, ",\"used\":{\"mean\":", known, used->mean);
    put_length(view, ",\"p50\":", known, used->p50);
    put_length(view, ",\"p90\":", known, used->p90);
    put_length(view, ",\"p95\":", known, used->p95);
    put_length(view, ",\"p99\":", known, used->p99);
    put_length(view, ",\"max\":", known, used->max);
    put(view, "}");
}

/* ,"met":…,"breached":…,"pending":… */
static void put_counts(const struct view *view, const struct tally_counts *counts)
{
    put_number(view, ",\"met\":", counts->met);
    put_number(view, ",\"breached\":", counts->breached);
    put_number(view, ",\"pending\":", counts->pending);
}

static void put_compliance(const struct view *view, const struct tally_counts *counts)
{
    put_share(view, ",\"compliance\":", counts->met, counts->met + counts->breached);
}

static void put_charter(const struct view *view)
{
    const struct model *model = view->input->model;
    put_string(view, "{\"charter\":{\"name\":", model->name);
    put_string(view, ",\"version\":", model->version);
    put_string(view, ",\"digest\":", text_of(model->digest));
    put(view, "}");
}

static void put_rejects(const struct view *view, const struct eventlog *log)
{
    put(view, ",\"rejected\":[");
    for (uint32_t i = 0; i < log->reject_count; i++) {
        const struct log_reject *reject = &log->rejects[i];
        put_string(view, i ? ",{\"reason\":" : "{\"reason\":", reject->reason);
        put_number(view, ",\"count\":", reject->count);
        put_string(view, ",\"first\":", shown_origin(view->arena, log, reject->first));
        put(view, "}");
    }
    put(view, "]");
}

static void put_log(const struct view *view)
{
    const struct eventlog *log = view->input->log;
    put_number(view, ",\"log\":{\"rows\":", log->records);
    put_number(view, ",\"events\":", log->rows);
    put_number(view, ",\"tickets\":", log->tickets);
    put_rejects(view, log);
    put_instant(view, ",\"first\":", log->first_time);
    put_instant(view, ",\"last\":", log->last_time);
    put_string(view, ",\"digest\":", text_of(log->digest));
    put(view, ",");
    report_json_problems(view->out, view->input, view->arena);
    put(view, "}");
    put_instant(view, ",\"as_of\":", judge_as_of(view->input->judge));
    put_string(view, ",\"tzdata\":", view->input->tzdata);
}

static void put_promise(const struct view *view, const struct promise *promise)
{
    put(view, ",\"promise\":");
    if (promise)
        buffer_put(view->out, decimal_format(view->arena, promise->percent));
    else
        put(view, "null");
}

static void put_period(const struct view *view, const struct tally_period *period)
{
    const struct tally_counts *counts = &period->counts;
    uint64_t all = counts->met + counts->breached + counts->pending;
    put_string(view, "{\"period\":", period->label);
    put_counts(view, counts);
    put_compliance(view, counts);
    put_promise(view, period->promise);
    put_held(view, period->held);
    put_share(view, ",\"best\":", counts->met + counts->pending, all);
    put_share(view, ",\"worst\":", counts->met, all);
    put(view, "}");
}

static void put_key(const struct view *view, const struct tally_key *key)
{
    const struct tally_result *tally = view->input->tally;
    put(view, "{\"key\":{");
    for (uint32_t i = 0; i < tally->by_count; i++) {
        put_string(view, i ? "," : "", view->input->model->schema.attributes[tally->by[i]].name);
        put_string(view, ":", key->values[i]);
    }
    put(view, "}");
    put_counts(view, &key->counts);
    put_compliance(view, &key->counts);
    put_used(view, &key->used);
    put(view, "}");
}

static void put_figures(const struct view *view, const struct tally_target *target)
{
    put_counts(view, &target->counts);
    put_number(view, ",\"uncovered\":", target->counts.uncovered);
    put_number(view, ",\"excluded\":", target->counts.excluded);
    put_number(view, ",\"error\":", target->counts.error);
    put_compliance(view, &target->counts);
    put_promise(view, target->promise);
    put_held(view, target->held);
    put_used(view, &target->used);
}

static void put_target(const struct view *view, const struct tally_target *tallied)
{
    const struct target *target = &view->input->model->targets[tallied->target];
    put_string(view, "{\"name\":", target->name);
    put_string(view, ",\"title\":", shown_title(target->title, target->name));
    put_figures(view, tallied);
    put(view, ",\"periods\":[");
    for (uint32_t i = 0; i < tallied->period_count; i++) {
        put(view, i ? "," : "");
        put_period(view, &tallied->periods[i]);
    }
    put(view, "],\"by\":[");
    for (uint32_t i = 0; i < tallied->key_count; i++) {
        put(view, i ? "," : "");
        put_key(view, &tallied->keys[i]);
    }
    put(view, "]}");
}

/* Reasons of all targets, the same words once. */
static void put_uncovered(const struct view *view)
{
    const struct tally_result *tally = view->input->tally;
    const char *comma = "";
    put(view, ",\"uncovered\":[");
    for (uint32_t i = 0; i < tally->reason_count; i++) {
        const struct tally_reason *reason = &tally->reasons[i];
        uint64_t count = 0;
        bool is_first = true;
        for (uint32_t j = 0; j < tally->reason_count; j++) {
            const struct tally_reason *other = &tally->reasons[j];
            if (other->kind != VERDICT_UNCOVERED || !text_equal(other->reason, reason->reason))
                continue;
            is_first = is_first && j >= i;
            count += other->count;
        }
        if (reason->kind != VERDICT_UNCOVERED || !is_first)
            continue;
        put(view, comma);
        put_string(view, "{\"reason\":", reason->reason);
        put_number(view, ",\"count\":", count);
        put_string(view, ",\"example\":", view->input->log->ticket_ids[reason->example]);
        put(view, "}");
        comma = ",";
    }
    put(view, "]");
}

void report_write_json(struct buffer *out, const struct report_input *input)
{
    struct arena *arena = arena_new();
    struct view view = {out, input, arena};
    put_charter(&view);
    put_log(&view);
    put(&view, ",\"targets\":[");
    for (uint32_t i = 0; i < input->tally->target_count; i++) {
        put(&view, i ? "," : "");
        put_target(&view, &input->tally->targets[i]);
    }
    put(&view, "],");
    report_json_figures(out, input);
    report_json_notices(out, input);
    put_uncovered(&view);
    if (input->drivers) {
        put(&view, ",\"drivers\":");
        drivers_write_json(out,
                           &(struct drivers_view){.model = input->model, .result = input->drivers});
    }
    put(&view, "}\n");
    arena_free(arena);
}

/* report_json_figures.c - availability, measures and credits in the JSON report. */
#include "report/figures_text.h"
#include "report/report_figures.h"
#include "report/shown.h"

struct view {
    struct buffer *out;
    struct arena *arena;
    const struct model *model;
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

/* A number that is written out; null for none. */
static void put_number(const struct view *view, const char *key, struct text number)
{
    put(view, key);
    buffer_put(view->out, number.len ? number : TEXT("null"));
}

static void put_count(const struct view *view, const char *key, uint64_t count)
{
    buffer_format(view->out, "%s%llu", key, (unsigned long long)count);
}

static void put_held(const struct view *view, enum tally_held held)
{
    static const char *const words[] = {"null", "true", "false"};
    buffer_format(view->out, ",\"held\":%s", words[held]);
}

static void put_seconds(const struct view *view, const char *key, uint64_t length)
{
    char text[CIVIL_ROOM];
    size_t len = civil_write_seconds(text, (micros)length);
    put_number(view, key, (struct text){text, len});
}

/* What every period of a promise ends with. */
static void put_outcome(const struct view *view, const struct figure_period *period,
                        const struct measure *measure)
{
    put_number(view, ",\"promise\":", figures_promised(view->arena, period->promise, measure));
    put_held(view, period->held);
    put(view, period->period.is_unfinished ? ",\"unfinished\":true" : ",\"unfinished\":false");
    if (period->reason.len)
        put_string(view, ",\"reason\":", period->reason);
    else
        put(view, ",\"reason\":null");
    put(view, "}");
}

static void put_promise(const struct view *view, const struct figure_line *line,
                        const struct measure *measure)
{
    const struct figure_promise *promise = line->promise;
    put(view, promise->at_most ? ",\"bound\":\"at most\"" : ",\"bound\":\"at least\"");
    put_number(view, ",\"promise\":", figures_promised(view->arena, promise, measure));
    put_string(view, ",\"each\":", figures_each(view->arena, promise->unit, promise->first_month));
    put_held(view, line->held);
    put_count(view, ",\"left_out\":", line->left_out);
    put_count(view, ",\"without_version\":", line->unruled);
}

/* ---- availability ---- */

static void put_availability_period(const struct view *view, const struct figure_period *period)
{
    put_string(view, "{\"period\":", period->period.label);
    put_seconds(view, ",\"counted_s\":", period->whole);
    put_seconds(view, ",\"down_s\":", period->whole - period->part);
    put_number(view, ",\"availability\":", figures_availability_value(view->arena, period));
    put_outcome(view, period, NULL);
}

static void put_availability(const struct view *view, const struct figure_line *line)
{
    const struct availability *availability = &line->model->availabilities[line->slot];
    const struct schema *schema = &view->model->schema;
    put_string(view, "{\"name\":", availability->name);
    put_string(view, ",\"title\":", shown_title(availability->title, availability->name));
    put_string(view,
               ",\"service\":", schema->attributes[schema->service].choices[line->service].name);
    put_string(view, ",\"calendar\":", line->model->calendars[availability->calendar].name);
    put_promise(view, line, NULL);
    put_count(view, ",\"without_service\":", line->without_service);
    put(view, ",\"periods\":[");
    for (uint32_t i = 0; i < line->period_count; i++) {
        put(view, i ? "," : "");
        put_availability_period(view, &line->periods[i]);
    }
    put(view, "]}");
}

/* ---- measures ---- */

static void put_measure_period(const struct view *view, const struct measure *measure,
                               const struct figure_period *period)
{
    put_string(view, "{\"period\":", period->period.label);
    put_number(view, ",\"value\":", figures_value(view->arena, measure, period));
    put_count(view, ",\"of\":", period->whole);
    put_count(view, ",\"unset\":", period->unset);
    put_count(view, ",\"pending\":", period->pending);
    put_count(view, ",\"excluded\":", period->excluded);
    put_count(view, ",\"error\":", period->error);
    put_outcome(view, period, measure);
}

static void put_measure(const struct view *view, const struct figure_line *line)
{
    const struct measure *measure = &line->model->measures[line->slot];
    put_string(view, "{\"name\":", measure->name);
    put_string(view, ",\"title\":", shown_title(measure->title, measure->name));
    put_string(view, ",\"figure\":", text_of(figures_kind(measure->kind)));
    if (measure->currency[0])
        put_string(view, ",\"currency\":", text_of(measure->currency));
    else
        put(view, ",\"currency\":null");
    put_promise(view, line, measure);
    put(view, ",\"periods\":[");
    for (uint32_t i = 0; i < line->period_count; i++) {
        put(view, i ? "," : "");
        put_measure_period(view, measure, &line->periods[i]);
    }
    put(view, "]}");
}

/* ---- credits ---- */

static void put_credit_period(const struct view *view, const struct credit *credit,
                              const struct figure_credit_period *period)
{
    uint64_t decided = period->counts.met + period->counts.breached;
    struct text compliance =
        decided ? decimal_share(view->arena, period->counts.met, decided, 4) : TEXT("");
    put_string(view, "{\"name\":", credit->name);
    put_string(view, ",\"period\":", period->period.label);
    put_number(view, ",\"compliance\":", compliance);
    put_number(view, ",\"band\":",
               period->band ? decimal_format(view->arena, period->band->below) : TEXT(""));
    put_string(view, ",\"amount\":{\"currency\":", text_of(credit->currency));
    put_number(view, ",\"minor\":", exact_format(view->arena, period->minor, 0, 0));
    put(view, period->period.is_unfinished ? "},\"unfinished\":true}" : "},\"unfinished\":false}");
}

static void put_credits(const struct view *view, const struct figures_result *figures)
{
    const char *comma = "";
    for (uint32_t i = 0; i < figures->credit_count; i++) {
        const struct figure_credit *of = &figures->credits[i];
        for (uint32_t k = 0; k < of->period_count; k++) {
            put(view, comma);
            put_credit_period(view, &of->model->credits[of->slot], &of->periods[k]);
            comma = ",";
        }
    }
}

void report_json_figures(struct buffer *out, const struct report_input *input)
{
    const struct figures_result *figures = input->figures;
    struct view view = {out, arena_new(), input->model};
    put(&view, "\"availability\":[");
    for (uint32_t i = 0; i < figures->availability_count; i++) {
        put(&view, i ? "," : "");
        put_availability(&view, &figures->availabilities[i]);
    }
    put(&view, "],\"measures\":[");
    for (uint32_t i = 0; i < figures->measure_count; i++) {
        put(&view, i ? "," : "");
        put_measure(&view, &figures->measures[i]);
    }
    put(&view, "],\"credits\":[");
    put_credits(&view, figures);
    put(&view, "]");
    arena_free(view.arena);
}

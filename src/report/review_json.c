/* review_json.c - a review as one JSON object. */
#include "report/review.h"
#include "report/shown.h"

struct view {
    struct buffer *out;
    struct arena *arena;
    const struct review_result *result;
};

static void put_string(const struct view *view, const char *key, struct text text)
{
    buffer_puts(view->out, key);
    buffer_put_json(view->out, text);
}

/* Null for an empty one. */
static void put_some(const struct view *view, const char *key, struct text text)
{
    buffer_puts(view->out, key);
    if (text.len)
        buffer_put_json(view->out, text);
    else
        buffer_puts(view->out, "null");
}

static void put_head(const struct view *view)
{
    const struct review_request *request = view->result->request;
    const struct eventlog *log = request->log;
    char room[CIVIL_ROOM];
    instant as_of = view->result->as_of;
    put_string(view, "{\"charter\":{\"name\":", request->model->name);
    put_string(view, ",\"version\":", request->model->version);
    put_string(view, ",\"digest\":", text_of(request->model->digest));
    buffer_format(view->out,
                  "},\"log\":{\"rows\":%llu,\"events\":%u,\"tickets\":%u,\"rejected\":%llu",
                  (unsigned long long)log->records, log->rows, log->tickets,
                  (unsigned long long)log->rejected);
    put_string(view, ",\"digest\":", text_of(log->digest));
    put_some(view, "},\"as_of\":",
             as_of == INSTANT_NONE ? TEXT("")
                                   : (struct text){room, civil_write_instant(room, as_of)});
    put_string(view, ",\"tzdata\":", request->tzdata);
    buffer_puts(view->out, ",\"thresholds\":{");
    for (uint32_t i = 0; i < REVIEW_THRESHOLDS; i++)
        buffer_format(view->out, "%s\"%s\":%llu", i ? "," : "", review_threshold_name(i),
                      (unsigned long long)request->thresholds[i]);
    buffer_putc(view->out, '}');
}

static void put_place(const struct view *view, struct span span)
{
    const struct sources *sources = view->result->request->model->sources;
    if (span.source == SOURCE_NONE) {
        buffer_puts(view->out, ",\"place\":null");
        return;
    }
    put_string(view, ",\"place\":{\"file\":", source_path(sources, span.source));
    buffer_format(view->out, ",\"line\":%u}", source_place(sources, span.source, span.from).line);
}

static void put_texts(const struct view *view, const struct review_finding *finding)
{
    const struct review_request *request = view->result->request;
    buffer_puts(view->out, ",\"details\":[");
    for (size_t i = 0; i < finding->details.count; i++)
        put_string(view, i ? "," : "", finding->details.at[i]);
    buffer_puts(view->out, "]");
    put_place(view, finding->place);
    buffer_puts(view->out, ",\"numbers\":{");
    for (size_t i = 0; i < finding->numbers.count; i++)
        buffer_format(view->out, "%s\"%s\":" TEXT_FMT, i ? "," : "", finding->numbers.at[i].name,
                      TEXT_ARG(finding->numbers.at[i].json));
    buffer_puts(view->out, "},\"tickets\":[");
    for (uint32_t i = 0; i < finding->ticket_count; i++)
        put_string(view, i ? "," : "", request->log->ticket_ids[finding->tickets[i]]);
    buffer_puts(view->out, "]");
}

static void put_finding(const struct view *view, const struct review_finding *finding)
{
    const struct review_request *request = view->result->request;
    put_string(view, "{\"id\":", text_of(finding->id));
    put_string(view, ",\"level\":", finding->level == REVIEW_NOTE ? TEXT("note") : TEXT("finding"));
    put_string(view, ",\"title\":", text_of(finding->title));
    put_some(view, ",\"subject\":", finding->subject);
    put_string(view, ",\"says\":", finding->says);
    put_texts(view, finding);
    put_some(view, ",\"target\":",
             finding->target == INDEX_NONE ? TEXT("")
                                           : request->model->targets[finding->target].name);
    put_some(view, ",\"change\":", finding->change);
    put_some(view, ",\"advice\":", finding->advice);
    buffer_putc(view->out, '}');
}

static void put_remarks(const struct view *view, const char *key,
                        const struct review_remark *remarks, uint32_t count)
{
    buffer_puts(view->out, key);
    for (uint32_t i = 0; i < count; i++) {
        put_string(view, i ? ",{\"id\":" : "{\"id\":", text_of(remarks[i].id));
        put_string(view, ",\"says\":", remarks[i].says);
        buffer_putc(view->out, '}');
    }
}

void review_write_json(struct buffer *out, const struct review_result *result)
{
    struct view view = {out, arena_new(), result};
    put_head(&view);
    buffer_puts(out, ",\"findings\":[");
    for (uint32_t i = 0; i < result->count; i++) {
        buffer_puts(out, i ? "," : "");
        put_finding(&view, result->findings[i]);
    }
    put_remarks(&view, "],\"clear\":[", result->clear, result->clear_count);
    put_remarks(&view, "],\"not_looked_at\":[", result->blanks, result->blank_count);
    buffer_puts(out, "]}\n");
    arena_free(view.arena);
}

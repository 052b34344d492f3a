/* report_json_problems.c - see report_json_problems.h. */
#include "report/report_json_problems.h"

#include "report/shown.h"

static const char *const row_kinds[REMARK_COUNT] = {
#define ROW_REMARK(remark, kind, text) [REMARK_##remark] = kind,
#include "report/remarks.def"
};

static const char *const judged_kinds[JUDGED_REMARK_COUNT] = {
#define JUDGED_REMARK(remark, kind, one, more) [JUDGED_##remark] = kind,
#include "report/remarks.def"
};

struct list {
    struct buffer *out;
    const struct eventlog *log;
    const char *comma;
};

/* {"KEY":"NAME","count":COUNT */
static void put_counted(struct list *list, const char *key, struct text name, uint64_t count)
{
    buffer_format(list->out, "%s{\"%s\":", list->comma, key);
    buffer_put_json(list->out, name);
    buffer_format(list->out, ",\"count\":%llu", (unsigned long long)count);
    list->comma = ",";
}

static void put_place(struct list *list, const char *key, struct text place)
{
    buffer_format(list->out, ",\"%s\":", key);
    buffer_put_json(list->out, place);
    buffer_putc(list->out, '}');
}

static struct text ticket(const struct list *list, uint32_t number)
{
    return number < list->log->tickets ? list->log->ticket_ids[number] : TEXT("");
}

static void put_remarks(struct list *list, const struct judge_count *judged, struct arena *scratch)
{
    for (int i = 0; i < REMARK_COUNT; i++) {
        const struct log_count *counted = &list->log->remarks[i];
        if (!counted->count)
            continue;
        put_counted(list, "kind", text_of(row_kinds[i]), counted->count);
        put_place(list, "first", shown_origin(scratch, list->log, counted->first));
    }
    for (int i = 0; i < JUDGED_REMARK_COUNT; i++) {
        if (!judged[i].count)
            continue;
        put_counted(list, "kind", text_of(judged_kinds[i]), judged[i].count);
        put_place(list, "example", ticket(list, judged[i].first));
    }
}

static void put_unset(struct list *list, const struct schema *schema,
                      const struct judge_count *counts)
{
    for (uint32_t i = 0; i < schema->stored; i++) {
        if (!counts[i].count)
            continue;
        put_counted(list, "attribute", schema->attributes[i].name, counts[i].count);
        put_place(list, "example", ticket(list, counts[i].first));
    }
}

static void put_undecided(struct list *list, const char *kind, struct text name, struct text reason)
{
    buffer_format(list->out, "%s{\"%s\":", list->comma, kind);
    buffer_put_json(list->out, name);
    put_place(list, "reason", reason);
    list->comma = ",";
}

static void put_undecidable(struct list *list, const struct report_input *input)
{
    for (uint32_t i = 0; i < input->model->target_count; i++) {
        struct text reason = judge_undecidable(input->judge, i);
        if (!reason.len || input->model->targets[i].is_hidden)
            continue;
        put_undecided(list, "target", input->model->targets[i].name, reason);
    }
    for (uint32_t i = 0; i < input->figures->undecidable_count; i++) {
        const struct figures_undecided *figure = &input->figures->undecidable[i];
        put_undecided(list, figure->kind, figure->name, figure->reason);
    }
}

static void begin(struct list *list, const char *key)
{
    buffer_puts(list->out, key);
    list->comma = "";
}

void report_json_problems(struct buffer *out, const struct report_input *input,
                          struct arena *scratch)
{
    const struct judge_lint *lint = input->lint ? input->lint : judge_lint(input->judge, scratch);
    struct list list = {out, input->log, ""};
    begin(&list, "\"remarks\":[");
    put_remarks(&list, lint->remarks, scratch);
    begin(&list, "],\"unset\":[");
    put_unset(&list, &input->model->schema, lint->unset);
    begin(&list, "],\"undecidable\":[");
    put_undecidable(&list, input);
    buffer_putc(out, ']');
}

/* report_notices.c - how many notices there were, by escalation. */
#include "report/report_notices.h"

#include "report/report_text.h"

/* The target as the last version has it that warns; NULL: none does. */
static const struct target *warning_of(const struct model *model, uint32_t target)
{
    if (model->targets[target].has_warning)
        return &model->targets[target];
    for (uint32_t i = model->version_count; i-- > 0;)
        if (model->versions[i].model->targets[target].has_warning)
            return &model->versions[i].model->targets[target];
    return NULL;
}

bool report_has_notices(const struct model *model)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        if (warning_of(model, i))
            return true;
    return model->escalation_count > 0;
}

/* ---- text ---- */

report_notice_rows report_notices(const struct report_input *input, struct arena *arena)
{
    const struct model *model = input->model;
    report_notice_rows rows = {0};
    for (uint32_t i = 0; i < model->escalation_count; i++) {
        const struct escalation *escalation = &model->escalations[i];
        const struct target *target = &model->targets[escalation->target];
        struct report_notice_row row = {shown_title(escalation->title, escalation->name),
                                        shown_title(target->title, target->name),
                                        input->notices->escalations[i]};
        VECTOR_PUSH(arena, &rows, row);
    }
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *target = warning_of(model, i);
        if (!target)
            continue;
        struct text share = decimal_format(arena, target->warns_at);
        struct report_notice_row row = {
            text_format(arena, "warning at " TEXT_FMT "%%", TEXT_ARG(share)),
            shown_title(target->title, target->name), input->notices->warnings[i]};
        VECTOR_PUSH(arena, &rows, row);
    }
    return rows;
}

void report_text_notices(const struct report_view *view)
{
    const struct notices_count *counts = view->input->notices;
    struct table table;
    if (!counts)
        return;
    buffer_format(view->out, "\n%sNotices%s\n", view->input->colour ? "\033[1m" : "",
                  view->input->colour ? "\033[0m" : "");
    if (!report_has_notices(view->input->model)) {
        buffer_puts(view->out, "  the charter has no escalation and no warning\n");
        return;
    }
    table_init(&table, view->arena);
    table_column(&table, TEXT("escalation"), false);
    table_column(&table, TEXT("for"), false);
    table_column(&table, TEXT("notices"), true);
    report_notice_rows rows = report_notices(view->input, view->arena);
    for (size_t i = 0; i < rows.count; i++) {
        table_put(&table, rows.at[i].what);
        table_put(&table, rows.at[i].target);
        table_put(&table, shown_count(view->arena, rows.at[i].count));
    }
    table_write(view->out, &table, 2);
    if (counts->corrections)
        buffer_format(
            view->out, "  and " TEXT_FMT " of a breach that was withdrawn\n",
            TEXT_ARG(shown_counted(view->arena, counts->corrections, "correction", "corrections")));
}

/* ---- JSON ---- */

static void put_count(struct buffer *out, const char *key, uint64_t count)
{
    buffer_format(out, "%s%llu", key, (unsigned long long)count);
}

static void put_escalations(struct buffer *out, const struct report_input *input)
{
    const char *comma = "";
    for (uint32_t i = 0; i < input->model->escalation_count; i++) {
        const struct escalation *escalation = &input->model->escalations[i];
        buffer_format(out, "%s{\"name\":", comma);
        buffer_put_json(out, escalation->name);
        buffer_puts(out, ",\"target\":");
        buffer_put_json(out, input->model->targets[escalation->target].name);
        put_count(out, ",\"count\":", input->notices->escalations[i]);
        buffer_putc(out, '}');
        comma = ",";
    }
}

static void put_warnings(struct buffer *out, const struct report_input *input)
{
    const char *comma = "";
    for (uint32_t i = 0; i < input->model->target_count; i++) {
        const struct target *target = warning_of(input->model, i);
        if (!target)
            continue;
        buffer_format(out, "%s{\"target\":", comma);
        buffer_put_json(out, target->name);
        put_count(out, ",\"count\":", input->notices->warnings[i]);
        buffer_putc(out, '}');
        comma = ",";
    }
}

void report_json_notices(struct buffer *out, const struct report_input *input)
{
    if (!input->notices) {
        buffer_format(out, ",\"notices\":{\"count\":%s}",
                      report_has_notices(input->model) ? "null" : "0");
        return;
    }
    put_count(out, ",\"notices\":{\"count\":", input->notices->all);
    put_count(out, ",\"corrections\":", input->notices->corrections);
    buffer_puts(out, ",\"escalations\":[");
    put_escalations(out, input);
    buffer_puts(out, "],\"warnings\":[");
    put_warnings(out, input);
    buffer_puts(out, "]}");
}

/* ---- CSV ---- */

/* Met to used_max_s; unset to unfinished. */
enum { COLUMNS_BEFORE = 17, COLUMNS_BEHIND = 5 };

static void put_csv_row(struct buffer *out, const struct report_input *input, struct text name,
                        const char *scope)
{
    buffer_put_csv(out, name);
    buffer_format(out, ",%s,", scope);
    buffer_fill(out, ',', input->tally->by_count + COLUMNS_BEFORE);
    buffer_puts(out, ",,notices,,"); /* service, figure, bound */
}

void report_csv_notices(struct buffer *out, const struct report_input *input)
{
    const struct model *model = input->model;
    for (uint32_t i = 0; input->notices && i < model->escalation_count; i++) {
        put_csv_row(out, input, model->escalations[i].name, "escalation");
        put_count(out, "", input->notices->escalations[i]);
        buffer_fill(out, ',', COLUMNS_BEHIND);
        buffer_putc(out, '\n');
    }
    for (uint32_t i = 0; input->notices && i < model->target_count; i++) {
        const struct target *target = warning_of(model, i);
        if (!target)
            continue;
        put_csv_row(out, input, target->name, "warning");
        put_count(out, "", input->notices->warnings[i]);
        buffer_fill(out, ',', COLUMNS_BEHIND);
        buffer_putc(out, '\n');
    }
}

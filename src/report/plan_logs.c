/* plan_logs.c - what was made of `log` blocks. */
#include "report/plan_parts.h"

static void put_columns(struct buffer *out, const struct log_column *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        buffer_format(out, "%s`" TEXT_FMT "`", i ? ", " : " ", TEXT_ARG(columns[i].name));
        if (columns[i].nth)
            buffer_format(out, " column %u", columns[i].nth);
    }
}

static void put_test(struct buffer *out, const struct log_test *test)
{
    put_columns(out, &test->column, 1);
    buffer_puts(out, test->negated ? " is not" : " is");
    for (uint32_t i = 0; i < test->text_count; i++)
        buffer_format(out, "%s\"" TEXT_FMT "\"", i ? " or " : " ", TEXT_ARG(test->texts[i]));
}

static void put_sources(struct buffer *out, const struct log_column_spec *column)
{
    buffer_puts(out, column->optional ? " optional from" : " from");
    if (column->before_count) {
        put_columns(out, column->befores, column->before_count);
        buffer_puts(out, " to");
    }
    put_columns(out, column->columns, column->column_count);
    for (uint32_t i = 0; i < column->test_count; i++) {
        buffer_puts(out, i ? " and" : " when");
        put_test(out, &column->tests[i]);
    }
}

static void put_column(const struct plan *plan, const struct log_column_spec *column)
{
    static const char *const roles[] = {"ticket", "time", "event", "actor",
                                        "public", "id",   "value", "event at"};
    const struct schema *schema = &plan->model->schema;
    struct text of = column->role == LOG_ATTRIBUTE  ? schema->attributes[column->attribute].name
                     : column->role == LOG_EVENT_AT ? schema->kinds[column->kind].name
                                                    : TEXT("");
    struct buffer sources = {0};
    put_sources(&sources, column);
    plan_line(plan, 1, "%s%s" TEXT_FMT TEXT_FMT ", %u mapped%s", roles[column->role],
              of.len ? " " : "", TEXT_ARG(of), TEXT_ARG(buffer_text(&sources)),
              column->mapping_count, column->has_otherwise ? ", otherwise" : "");
    buffer_fini(&sources);
}

void plan_log(const struct plan *plan, const struct log_spec *log)
{
    static const char *const formats[] = {"any", "csv", "tsv", "ndjson", "xes"};
    plan_line(plan, 0, "log " TEXT_FMT ": %s, one row per %s", TEXT_ARG(log->name),
              formats[log->format],
              log->row_per_ticket     ? "ticket"
              : log->row_per_snapshot ? "snapshot"
              : log->row_count        ? "element of a list"
                                      : "event");
    for (uint32_t i = 0; i < log->row_count; i++)
        plan_line(plan, 1, "rows `" TEXT_FMT "`", TEXT_ARG(path_write(plan->arena, log->rows[i])));
    for (uint32_t i = 0; i < log->column_count; i++)
        put_column(plan, &log->columns[i]);
}

/* logs_column.c - columns of a `log` block: headers, paths, other columns that decide. */
#include "check/logs_part.h"
#include "check/steps.h"
#include "syntax/tree.h"
#include "time/written.h"

/* ---- Paths ---- */

static const struct path *bad_path(struct log_reading *reading, const struct node *text,
                                   const char *why)
{
    diagnose(reading->scope->sink, DIAG_LOG_PATH, text->span,
             "\"" TEXT_FMT "\" is no path into a record: %s", TEXT_ARG(text->text), why);
    return NULL;
}

/* NULL where a text is a header, or no path. */
static const struct path *parse_path(struct log_reading *reading, const struct node *text)
{
    enum log_format format = reading->spec->format;
    struct path *path = ARENA_NEW(reading->scope->arena, struct path);
    const char *why;
    if (format == LOG_CSV || format == LOG_TSV)
        return NULL;
    if (path_parse(reading->scope->arena, text->text, path, &why))
        return path;
    return format == LOG_FORMAT_ANY ? NULL : bad_path(reading, text, why);
}

void log_rows(struct log_reading *reading, const struct node *texts)
{
    struct scope *scope = reading->scope;
    enum log_format format = reading->spec->format;
    if (format != LOG_NDJSON && format != LOG_FORMAT_ANY) {
        diagnose(scope->sink, DIAG_BAD_MAPPING, texts->span,
                 "only records of NDJSON have lists that give rows");
        return;
    }
    for (const struct node *text = texts; text; text = text->next) {
        struct path *path = ARENA_NEW(scope->arena, struct path);
        const char *why;
        if (!path_parse(scope->arena, text->text, path, &why))
            bad_path(reading, text, why);
        else if (path_list_steps(path) != path->count)
            bad_path(reading, text, "a list that gives rows ends with `[]`");
        else
            VECTOR_PUSH(scope->arena, &reading->rows, path);
    }
}

/* How many first steps of ROW a path may leave off that begins with the list FIRST; UINT32_MAX if
 * ROW has no such list. */
static uint32_t steps_left_off(const struct path *row, const struct path_step *first)
{
    for (uint32_t i = 0; i < row->count; i++)
        if (row->steps[i].is_list && text_equal(row->steps[i].key, first->key))
            return i;
    return UINT32_MAX;
}

static const struct path *joined(struct arena *arena, const struct path *row, uint32_t steps,
                                 const struct path *path)
{
    struct path *whole = ARENA_NEW(arena, struct path);
    struct path_step *all = ARENA_ARRAY(arena, steps + path->count, struct path_step);
    for (uint32_t i = 0; i < steps; i++)
        all[i] = row->steps[i];
    for (uint32_t i = 0; i < path->count; i++)
        all[steps + i] = path->steps[i];
    *whole = (struct path){all, steps + path->count};
    return whole;
}

/* PATH in full: `items[].field` may stand for `histories[].items[].field`, if one list of the rows
 * is called so. NULL, reported, if it goes through a list that gives no rows. */
static const struct path *in_full(struct log_reading *reading, const struct node *text,
                                  const struct path *path)
{
    const struct path *found = NULL;
    for (size_t i = 0; path->steps[0].is_list && i < reading->rows.count; i++) {
        const struct path *row = reading->rows.at[i];
        uint32_t steps = steps_left_off(row, &path->steps[0]);
        if (steps == 0)
            return path;
        if (steps == UINT32_MAX || (found && path_same_start(found, row, steps + 1)))
            continue;
        if (found)
            return bad_path(reading, text, "several lists of rows are called so, write it in full");
        found = joined(reading->scope->arena, row, steps, path);
    }
    return found ? found : path;
}

static const struct path *check_lists(struct log_reading *reading, const struct node *text,
                                      const struct path *path)
{
    uint32_t steps = path_list_steps(path);
    for (size_t i = 0; steps && i < reading->rows.count; i++)
        if (path_same_start(path, reading->rows.at[i], steps))
            return path;
    return steps ? bad_path(reading, text, "it goes through a list that gives no rows") : path;
}

static const struct path *path_of(struct log_reading *reading, const struct node *text)
{
    const struct path *path = parse_path(reading, text);
    path = path ? in_full(reading, text, path) : NULL;
    return path ? check_lists(reading, text, path) : NULL;
}

/* ---- Columns ---- */

static struct log_column read_column(struct log_reading *reading, const struct node *node)
{
    struct scope *scope = reading->scope;
    const struct node *number = node->kid[COLUMN_NUMBER], *text = node->kid[COLUMN_HEADER];
    struct log_column column = {.name = text->text, .path = path_of(reading, text)};
    int64_t nth = number ? node_whole(number) : 0;
    column.nth = nth >= 1 && nth < UINT32_MAX ? (uint32_t)nth : 0;
    if (column.path && !path_is_key(column.path))
        column.name = path_write(scope->arena, column.path);
    if (number && !column.nth)
        diagnose(scope->sink, DIAG_BAD_MAPPING, number->span,
                 "columns with the same header count from 1, found " TEXT_FMT,
                 TEXT_ARG(number->text));
    return column;
}

static const struct log_column *read_columns(struct log_reading *reading, const struct node *nodes,
                                             uint32_t *count)
{
    VECTOR(struct log_column) columns = {0};
    for (const struct node *node = nodes; node; node = node->next) {
        struct log_column column = read_column(reading, node);
        VECTOR_PUSH(reading->scope->arena, &columns, column);
    }
    *count = (uint32_t)columns.count;
    return columns.at;
}

static struct log_test read_test(struct log_reading *reading, const struct node *node)
{
    VECTOR(struct text) texts = {0};
    for (const struct node *text = node->kid[COLUMN_IS_TEXTS]; text; text = text->next)
        VECTOR_PUSH(reading->scope->arena, &texts, text->text);
    return (struct log_test){.column = read_column(reading, node->kid[COLUMN_IS_COLUMN]),
                             .negated = node->kid[COLUMN_IS_NOT] != NULL,
                             .texts = texts.at,
                             .text_count = (uint32_t)texts.count};
}

static void read_tests(struct log_reading *reading, const struct node *nodes,
                       struct log_column_spec *spec)
{
    VECTOR(struct log_test) tests = {0};
    for (const struct node *node = nodes; node; node = node->next) {
        struct log_test test = read_test(reading, node);
        VECTOR_PUSH(reading->scope->arena, &tests, test);
    }
    spec->tests = tests.at;
    spec->test_count = (uint32_t)tests.count;
}

/* ---- Times ---- */

static bool holds_time(const struct scope *scope, const struct log_column_spec *spec)
{
    return spec->role == LOG_TIME || spec->role == LOG_EVENT_AT ||
           (spec->role == LOG_ATTRIBUTE &&
            scope->model->schema.attributes[spec->attribute].type == ATTRIBUTE_TIME);
}

/* 1.3: a time with neither an offset nor a zone could mean any instant. */
static void check_has_zone(struct scope *scope, const struct node *pattern)
{
    for (size_t i = 0; i < pattern->text.len; i++)
        if (pattern->text.at[i] == 'Z')
            return;
    if (text_starts(pattern->text, TEXT("epoch")))
        return;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_TIMES_WITHOUT_ZONE, pattern->span,
                 "times written \"" TEXT_FMT "\" have no offset, and no zone is named for them",
                 TEXT_ARG(pattern->text));
    diagnostic_hint(scope->sink, diagnostic, "Add `in` and a time zone, as in `in Europe/Paris`.");
}

/* A library can't know in which zone a help desk writes. */
static void read_written(struct log_reading *reading, const struct node *written,
                         struct log_column_spec *spec)
{
    struct scope *scope = reading->scope;
    if (!written)
        return;
    const struct node *pattern = written->kid[WRITTEN_PATTERN], *zone = written->kid[WRITTEN_ZONE];
    struct written compiled;
    const char *why;
    if (!holds_time(scope, spec))
        diagnose(scope->sink, DIAG_BAD_PATTERN, written->span,
                 "only times are written in a way of their own");
    else if (!written_compile(pattern->text, &compiled, &why))
        diagnose(scope->sink, DIAG_BAD_PATTERN, pattern->span,
                 "times can't be read when they are written \"" TEXT_FMT "\": %s",
                 TEXT_ARG(pattern->text), why);
    else if (!zone && !reading->is_library)
        check_has_zone(scope, pattern);
    spec->written = pattern->text;
    spec->zone = zone ? steps_zone(scope, zone) : NULL;
}

/* ---- A line ---- */

void log_columns(struct log_reading *reading, const struct log_line *line,
                 struct log_column_spec *spec)
{
    const struct node *before = line->to ? line->columns : NULL;
    const struct node *after = line->to ? line->to : line->columns;
    spec->columns = read_columns(reading, after, &spec->column_count);
    spec->befores = read_columns(reading, before, &spec->before_count);
    spec->optional = line->optional != NULL;
    read_tests(reading, line->when, spec);
    read_written(reading, line->written, spec);
    if (line->to && (spec->role != LOG_ATTRIBUTE || reading->spec->row_per_ticket))
        diagnose(reading->scope->sink, DIAG_BAD_MAPPING, line->to->span,
                 "only an attribute changes from one value to another, in a row that is an event");
}

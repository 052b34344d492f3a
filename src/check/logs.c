/* logs.c - `log` blocks as specs of how an export is read. */
#include "check/logs_part.h"
#include "check/steps.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

/* ---- What a line is about ---- */

static bool role_of(struct text name, enum log_role *role)
{
    static const struct {
        const char *name;
        enum log_role role;
    } roles[] = {{"ticket", LOG_TICKET}, {"time", LOG_TIME},     {"event", LOG_EVENT},
                 {"actor", LOG_ACTOR},   {"public", LOG_PUBLIC}, {"id", LOG_ID}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (text_is(name, roles[i].name)) {
            *role = roles[i].role;
            return true;
        }
    return false;
}

/* The attribute that NAME means; false if there is none, reported unless it may lack. */
static bool find_attribute(struct log_reading *reading, const struct node *name, bool may_lack,
                           uint32_t *attribute)
{
    struct scope *scope = reading->scope;
    *attribute = may_lack && reading->is_library ? scope_find_attribute(scope, name->text)
                                                 : scope_attribute(scope, name);
    if (*attribute == INDEX_NONE)
        return false;
    if (*attribute < scope->model->schema.stored)
        return true;
    diagnose(scope->sink, DIAG_COUNTED_ATTRIBUTE, name->span,
             "`" TEXT_FMT "` is counted from the events, it is read from no column",
             TEXT_ARG(name->text));
    return false;
}

/* Role, and attribute, of a line that begins with NAME. */
static bool name_line(struct log_reading *reading, const struct node *name, bool may_lack,
                      struct log_column_spec *spec)
{
    *spec = (struct log_column_spec){
        .role = LOG_ATTRIBUTE, .attribute = INDEX_NONE, .kind = INDEX_NONE, .span = name->span};
    return role_of(name->text, &spec->role) ||
           find_attribute(reading, name, may_lack, &spec->attribute);
}

static bool is_same_role(const struct log_column_spec *a, const struct log_column_spec *b)
{
    return a->role == b->role && (a->role != LOG_ATTRIBUTE || a->attribute == b->attribute) &&
           (a->role != LOG_EVENT_AT || (a->kind == b->kind && a->actor == b->actor));
}

static struct log_column_spec *find_line(struct log_reading *reading,
                                         const struct log_column_spec *like)
{
    for (size_t i = 0; i < reading->columns.count; i++)
        if (is_same_role(&reading->columns.at[i], like))
            return &reading->columns.at[i];
    return NULL;
}

/* ---- Lines ---- */

static void add_line(struct log_reading *reading, const struct log_column_spec *spec)
{
    struct sink *sink = reading->scope->sink;
    const struct log_column_spec *first = find_line(reading, spec);
    if (!first) {
        VECTOR_PUSH(reading->scope->arena, &reading->columns, *spec);
        return;
    }
    struct diagnostic *diagnostic = diagnose(sink, DIAG_REPEATED_LINE, spec->span,
                                             "a second column for the same, expected only one");
    diagnostic_label(sink, diagnostic, first->span, "the first one");
}

/* Columns that only rows of events have. */
static bool is_of_event(enum log_role role)
{
    return role != LOG_TICKET && role != LOG_ATTRIBUTE && role != LOG_EVENT_AT;
}

static bool is_needed(const struct log_reading *reading, const struct log_column_spec *spec)
{
    return spec->role == LOG_TICKET || (spec->role == LOG_TIME && !reading->spec->row_per_ticket);
}

static void check_line(struct log_reading *reading, const struct log_column_spec *spec,
                       const struct node *name)
{
    struct sink *sink = reading->scope->sink;
    if (reading->spec->row_per_ticket && is_of_event(spec->role))
        diagnose(sink, DIAG_BAD_MAPPING, name->span,
                 "with one row per ticket there is no `" TEXT_FMT
                 "` of a row, expected lines such as `resolved at`",
                 TEXT_ARG(name->text));
    if (spec->optional && is_needed(reading, spec))
        diagnose(sink, DIAG_BAD_MAPPING, name->span,
                 "no row can do without its `" TEXT_FMT "`, it can't be optional",
                 TEXT_ARG(name->text));
}

static void read_from(struct log_reading *reading, const struct node *item)
{
    const struct node *name = item->kid[LOG_FROM_NAME];
    struct log_line line = {item->kid[LOG_FROM_COLUMNS], item->kid[LOG_FROM_TO],
                            item->kid[LOG_FROM_WRITTEN], item->kid[LOG_FROM_WHEN],
                            item->kid[LOG_FROM_OPTIONAL]};
    struct log_column_spec spec;
    if (!name_line(reading, name, line.optional != NULL, &spec))
        return;
    spec.span = item->span;
    log_columns(reading, &line, &spec);
    check_line(reading, &spec, name);
    log_map(reading, item->kid[LOG_FROM_MAP], item->kid[LOG_FROM_OTHERWISE], &spec);
    add_line(reading, &spec);
}

static void read_at(struct log_reading *reading, const struct node *item)
{
    struct scope *scope = reading->scope;
    const struct node *event = item->kid[LOG_AT_EVENT], *by = event->kid[HAPPENING_BY];
    struct log_line line = {item->kid[LOG_AT_COLUMNS], NULL, item->kid[LOG_AT_WRITTEN],
                            item->kid[LOG_AT_WHEN], item->kid[LOG_AT_OPTIONAL]};
    struct log_column_spec spec = {.role = LOG_EVENT_AT, .attribute = INDEX_NONE};
    spec.span = item->span;
    spec.kind = scope_kind(scope, event->kid[HAPPENING_NAME]);
    if ((by && !terms_role(scope, by, &spec.actor)) || spec.kind == INDEX_NONE)
        return;
    if (!reading->spec->row_per_ticket && spec.kind != KIND_OPENED)
        diagnose(scope->sink, DIAG_BAD_MAPPING, item->span,
                 "with one row per event only `opened` can be read from a column of its own");
    log_columns(reading, &line, &spec);
    add_line(reading, &spec);
}

/* ---- What the whole block says ---- */

static enum log_format format_of(const struct node *line)
{
    switch (line ? node_word(line->kid[FORMAT_FORMAT]) : WORD_NONE) {
    case WORD_CSV:
        return LOG_CSV;
    case WORD_TSV:
        return LOG_TSV;
    case WORD_NDJSON:
        return LOG_NDJSON;
    case WORD_XES:
        return LOG_XES;
    default:
        return LOG_FORMAT_ANY;
    }
}

static void read_missing(struct log_reading *reading, const struct node *items)
{
    VECTOR(struct text) missing = {0};
    bool found = false;
    for (const struct node *item = items; item; item = item->next) {
        const struct node *text = item->kind == NODE_MISSING ? item->kid[MISSING_TEXTS] : NULL;
        found = found || text;
        for (; text; text = text->next)
            VECTOR_PUSH(reading->scope->arena, &missing, text->text);
    }
    if (!found)
        return;
    reading->spec->missing = missing.at;
    reading->spec->missing_count = (uint32_t)missing.count;
}

/* With another log below it, a block may say its format anew, but not what a row is. */
static void read_shape(struct log_reading *reading, const struct node *items, bool is_based)
{
    struct log_spec *spec = reading->spec;
    const struct node *row = steps_once(reading->scope, items, NODE_ROW_PER);
    const struct node *format = steps_once(reading->scope, items, NODE_FORMAT);
    bool has_lists = row && row->kid[ROW_PER_LISTS];
    spec->format = format ? format_of(format) : has_lists ? LOG_NDJSON : spec->format;
    read_missing(reading, items);
    if (row && is_based)
        diagnose(reading->scope->sink, DIAG_BAD_MAPPING, row->span,
                 "what a row is has been said by the log that this one is based on");
    else if (has_lists)
        log_rows(reading, row->kid[ROW_PER_LISTS]);
    else if (row) {
        spec->row_per_ticket = node_word(row->kid[ROW_PER_UNIT]) == WORD_TICKET;
        spec->row_per_snapshot = node_word(row->kid[ROW_PER_UNIT]) == WORD_SNAPSHOT;
    }
}

static void read_lines(struct log_reading *reading, const struct node *items)
{
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_LOG_FROM)
            read_from(reading, item);
        else if (item->kind == NODE_LOG_AT)
            read_at(reading, item);
}

/* ---- One log below another ---- */

/* The lines of BASE that this log does not have itself. */
static void take_lines(struct log_reading *reading, const struct log_spec *base)
{
    for (uint32_t i = 0; i < base->column_count; i++)
        if (!find_line(reading, &base->columns[i]))
            VECTOR_PUSH(reading->scope->arena, &reading->columns, base->columns[i]);
}

/* `for priority … end`: more meanings for a line that is there. */
static void read_for(struct log_reading *reading, const struct node *item)
{
    const struct node *name = item->kid[LOG_FOR_NAME];
    struct log_column_spec like;
    if (!name_line(reading, name, false, &like))
        return;
    struct log_column_spec *line = find_line(reading, &like);
    if (line)
        log_map(reading, item->kid[LOG_FOR_MAP], item->kid[LOG_FOR_OTHERWISE], line);
    else
        diagnose(reading->scope->sink, DIAG_BAD_MAPPING, name->span,
                 "no line says where the `" TEXT_FMT "` is read from", TEXT_ARG(name->text));
}

static void read_meanings(struct log_reading *reading, const struct node *items)
{
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_LOG_FOR)
            read_for(reading, item);
}

/* ---- What has to be there ---- */

static bool has_column(const struct log_reading *reading, enum log_role role, uint32_t kind)
{
    for (size_t i = 0; i < reading->columns.count; i++)
        if (reading->columns.at[i].role == role &&
            (role != LOG_EVENT_AT || reading->columns.at[i].kind == kind))
            return true;
    return false;
}

static void check_complete(struct log_reading *reading, const struct node *name)
{
    struct sink *sink = reading->scope->sink;
    bool per_ticket = reading->spec->row_per_ticket;
    if (!has_column(reading, LOG_TICKET, 0))
        diagnose(sink, DIAG_LOG_INCOMPLETE, name->span,
                 "the log `" TEXT_FMT "` does not say which column names the ticket",
                 TEXT_ARG(name->text));
    else if (per_ticket && !has_column(reading, LOG_EVENT_AT, KIND_OPENED))
        diagnose(sink, DIAG_LOG_INCOMPLETE, name->span,
                 "the log `" TEXT_FMT "` has one row per ticket and no `opened at` line",
                 TEXT_ARG(name->text));
    else if (!per_ticket && !has_column(reading, LOG_TIME, 0))
        diagnose(sink, DIAG_LOG_INCOMPLETE, name->span,
                 "the log `" TEXT_FMT "` does not say which column holds the time",
                 TEXT_ARG(name->text));
}

/* ---- All blocks ---- */

enum state { STATE_NEW, STATE_READING, STATE_DONE };

struct logs {
    struct scope *scope;
    struct log_spec *specs;
    enum state *states;
};

static const struct log_spec *spec_of(struct logs *logs, const struct declaration *declaration);

/* The log that a block is based on, ready; NULL: none, or reported. */
static const struct log_spec *base_of(struct logs *logs, const struct node *items)
{
    const struct node *based = steps_once(logs->scope, items, NODE_BASED_ON);
    const struct declaration *base =
        based ? scope_resolve(logs->scope, NODE_LOG, based->kid[BASED_ON_LOG]) : NULL;
    if (!base)
        return NULL;
    if (logs->states[base->index] != STATE_READING)
        return spec_of(logs, base);
    diagnose(logs->scope->sink, DIAG_LOG_LOOP, based->span,
             "the log `" TEXT_FMT "` is based on itself", TEXT_ARG(base->name));
    return NULL;
}

static void read_log(struct logs *logs, const struct declaration *declaration,
                     struct log_spec *spec)
{
    struct log_reading reading = {.scope = logs->scope, .spec = spec};
    const struct node *node = declaration->node, *items = node->kid[LOG_ITEMS];
    size_t errors = logs->scope->sink->errors;
    const struct log_spec *base = base_of(logs, items);
    if (base)
        *spec = *base;
    for (uint32_t i = 0; base && i < base->row_count; i++)
        VECTOR_PUSH(logs->scope->arena, &reading.rows, base->rows[i]);
    reading.is_library = declaration->from_library || !logs->scope->charter;
    spec->name = declaration->name;
    spec->title = steps_text(node_title(node));
    spec->span = node->span;
    spec->is_library = declaration->from_library;
    read_shape(&reading, items, base != NULL);
    read_lines(&reading, items);
    if (base)
        take_lines(&reading, base);
    read_meanings(&reading, items);
    spec->columns = reading.columns.at;
    spec->column_count = (uint32_t)reading.columns.count;
    spec->rows = reading.rows.at;
    spec->row_count = (uint32_t)reading.rows.count;
    if (logs->scope->sink->errors == errors)
        check_complete(&reading, node_name(node));
}

static const struct log_spec *spec_of(struct logs *logs, const struct declaration *declaration)
{
    struct log_spec *spec = &logs->specs[declaration->index];
    if (logs->states[declaration->index] == STATE_NEW) {
        logs->states[declaration->index] = STATE_READING;
        read_log(logs, declaration, spec);
        logs->states[declaration->index] = STATE_DONE;
    }
    return spec;
}

void check_logs(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_LOG];
    struct logs logs = {.scope = scope,
                        .specs = ARENA_ARRAY(scope->arena, count + 1, struct log_spec),
                        .states = ARENA_ARRAY(scope->arena, count + 1, enum state)};
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->kind == NODE_LOG)
            spec_of(&logs, scope->declarations.at[i]);
    scope->model->logs = logs.specs;
    scope->model->log_count = count;
}

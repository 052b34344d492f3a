/* logs.c - `log` blocks as specs of how an export is read. */
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"
#include "time/written.h"

struct reading {
    struct scope *scope;
    struct log_spec *spec;
    VECTOR(struct log_column_spec) columns;
};

/* ---- Columns ---- */

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

/* The attribute that a column fills; false, reported, if there is none or it is counted. */
static bool find_attribute(struct scope *scope, const struct node *name, uint32_t *attribute)
{
    *attribute = scope_attribute(scope, name);
    if (*attribute == INDEX_NONE)
        return false;
    if (*attribute < scope->model->schema.stored)
        return true;
    diagnose(scope->sink, DIAG_COUNTED_ATTRIBUTE, name->span,
             "`" TEXT_FMT "` is counted from the events, it is read from no column",
             TEXT_ARG(name->text));
    return false;
}

static void read_column(struct scope *scope, const struct node *column,
                        struct log_column_spec *spec)
{
    const struct node *number = column->kid[COLUMN_NUMBER];
    int64_t nth = number ? node_whole(number) : 0;
    spec->column = column->kid[COLUMN_HEADER]->text;
    spec->nth = nth >= 1 && nth < UINT32_MAX ? (uint32_t)nth : 0;
    if (number && !spec->nth)
        diagnose(scope->sink, DIAG_BAD_MAPPING, number->span,
                 "columns with the same header count from 1, found " TEXT_FMT,
                 TEXT_ARG(number->text));
}

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

static void read_written(struct scope *scope, const struct node *written,
                         struct log_column_spec *spec)
{
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
    else if (!zone)
        check_has_zone(scope, pattern);
    spec->written = pattern->text;
    spec->zone = zone ? steps_zone(scope, zone) : NULL;
}

/* ---- Value maps ---- */

static bool report_mapped(struct scope *scope, const struct node *node, const char *wanted)
{
    diagnose(scope->sink, DIAG_BAD_MAPPING, node->span,
             "the column can't give `" TEXT_FMT "`, expected %s",
             TEXT_ARG(span_text(scope->sources, node->span)), wanted);
    return false;
}

static bool read_event(struct scope *scope, const struct node *node, struct log_mapped *to)
{
    if (node->kind == NODE_WORD) {
        to->type = MAPPED_NO_EVENT;
        return true;
    }
    if (node->kind != NODE_HAPPENING)
        return report_mapped(scope, node, "an event or `no event`");
    const struct node *by = node->kid[HAPPENING_BY];
    to->type = MAPPED_EVENT;
    to->kind = scope_kind(scope, node->kid[HAPPENING_NAME]);
    return (!by || terms_role(scope, by, &to->actor)) && to->kind != INDEX_NONE;
}

static bool read_value(struct scope *scope, uint32_t attribute, const struct node *node,
                       struct log_mapped *to)
{
    to->type = MAPPED_VALUE;
    if (node->kind == NODE_WORD || (node->kind == NODE_HAPPENING && node->kid[HAPPENING_BY]))
        return report_mapped(scope, node, "a value of the attribute");
    if (node->kind == NODE_HAPPENING)
        node = node->kid[HAPPENING_NAME];
    return terms_value(scope, attribute, node, &to->value);
}

/* What a text of the column described by SPEC means. */
static bool read_mapped(struct scope *scope, const struct log_column_spec *spec,
                        const struct node *node, struct log_mapped *to)
{
    *to = (struct log_mapped){.kind = INDEX_NONE};
    switch (spec->role) {
    case LOG_EVENT:
        return read_event(scope, node, to);
    case LOG_ATTRIBUTE:
        return read_value(scope, spec->attribute, node, to);
    case LOG_ACTOR:
        to->type = MAPPED_ACTOR;
        if (node->kind != NODE_HAPPENING || node->kid[HAPPENING_BY])
            return report_mapped(scope, node, "`customer`, `agent` or `system`");
        return terms_role(scope, node->kid[HAPPENING_NAME], &to->actor);
    case LOG_PUBLIC:
        to->type = MAPPED_PUBLIC;
        to->is_public = node->kind == NODE_YES_NO && node->value.yes;
        return node->kind == NODE_YES_NO || report_mapped(scope, node, "yes or no");
    default:
        return report_mapped(scope, node, "no values at all: it is read as it stands");
    }
}

struct mappings {
    VECTOR(struct log_mapping) list;
    struct map *seen; /* → TEXT */
};

static void add_mapping(struct scope *scope, struct mappings *mappings, const struct node *from,
                        const struct log_mapped *to)
{
    const struct node *first = map_find(mappings->seen, from->text);
    if (first) {
        struct diagnostic *diagnostic =
            diagnose(scope->sink, DIAG_BAD_MAPPING, from->span,
                     "\"" TEXT_FMT "\" is given a meaning twice", TEXT_ARG(from->text));
        diagnostic_label(scope->sink, diagnostic, first->span, "the first one");
        return;
    }
    map_put(mappings->seen, from->text, (void *)(uintptr_t)from);
    struct log_mapping mapping = {from->text, *to, from->span};
    VECTOR_PUSH(scope->arena, &mappings->list, mapping);
}

static void read_map(struct scope *scope, const struct node *item, struct log_column_spec *spec)
{
    struct mappings mappings = {.seen = map_new(scope->arena)};
    const struct node *otherwise = item->kid[LOG_FROM_OTHERWISE];
    for (const struct node *line = item->kid[LOG_FROM_MAP]; line; line = line->next) {
        struct log_mapped to;
        if (!read_mapped(scope, spec, line->kid[MAP_LINE_VALUE], &to))
            continue;
        for (const struct node *from = line->kid[MAP_LINE_TEXTS]; from; from = from->next)
            add_mapping(scope, &mappings, from, &to);
    }
    spec->mappings = mappings.list.at;
    spec->mapping_count = (uint32_t)mappings.list.count;
    spec->has_otherwise = otherwise && read_mapped(scope, spec, otherwise, &spec->otherwise);
}

/* ---- Lines ---- */

static bool is_same_role(const struct log_column_spec *a, const struct log_column_spec *b)
{
    return a->role == b->role && (a->role != LOG_ATTRIBUTE || a->attribute == b->attribute) &&
           (a->role != LOG_EVENT_AT || (a->kind == b->kind && a->actor == b->actor));
}

static void add_column(struct reading *reading, const struct log_column_spec *spec)
{
    struct sink *sink = reading->scope->sink;
    for (size_t i = 0; i < reading->columns.count; i++) {
        const struct log_column_spec *first = &reading->columns.at[i];
        if (!is_same_role(first, spec))
            continue;
        struct diagnostic *diagnostic = diagnose(sink, DIAG_REPEATED_LINE, spec->span,
                                                 "a second column for the same, expected only one");
        diagnostic_label(sink, diagnostic, first->span, "the first one");
        return;
    }
    VECTOR_PUSH(reading->scope->arena, &reading->columns, *spec);
}

/* Columns that only rows of events have. */
static bool is_of_event(enum log_role role)
{
    return role != LOG_TICKET && role != LOG_ATTRIBUTE && role != LOG_EVENT_AT;
}

static void read_from(struct reading *reading, const struct node *item)
{
    struct scope *scope = reading->scope;
    const struct node *name = item->kid[LOG_FROM_NAME];
    struct log_column_spec spec = {.role = LOG_ATTRIBUTE, .kind = INDEX_NONE, .span = item->span};
    spec.attribute = INDEX_NONE;
    if (!role_of(name->text, &spec.role) && !find_attribute(scope, name, &spec.attribute))
        return;
    if (reading->spec->row_per_ticket && is_of_event(spec.role))
        diagnose(scope->sink, DIAG_BAD_MAPPING, name->span,
                 "with one row per ticket there is no `" TEXT_FMT
                 "` of a row, expected lines such as `resolved at`",
                 TEXT_ARG(name->text));
    read_column(scope, item->kid[LOG_FROM_COLUMN], &spec);
    read_written(scope, item->kid[LOG_FROM_WRITTEN], &spec);
    read_map(scope, item, &spec);
    add_column(reading, &spec);
}

static void read_at(struct reading *reading, const struct node *item)
{
    struct scope *scope = reading->scope;
    const struct node *event = item->kid[LOG_AT_EVENT], *by = event->kid[HAPPENING_BY];
    struct log_column_spec spec = {.role = LOG_EVENT_AT, .attribute = INDEX_NONE};
    spec.span = item->span;
    spec.kind = scope_kind(scope, event->kid[HAPPENING_NAME]);
    if ((by && !terms_role(scope, by, &spec.actor)) || spec.kind == INDEX_NONE)
        return;
    if (!reading->spec->row_per_ticket && spec.kind != KIND_OPENED)
        diagnose(scope->sink, DIAG_BAD_MAPPING, item->span,
                 "with one row per event only `opened` can be read from a column of its own");
    read_column(scope, item->kid[LOG_AT_COLUMN], &spec);
    read_written(scope, item->kid[LOG_AT_WRITTEN], &spec);
    add_column(reading, &spec);
}

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

static void read_missing(struct reading *reading, const struct node *items)
{
    VECTOR(struct text) missing = {0};
    for (const struct node *item = items; item; item = item->next) {
        const struct node *text = item->kind == NODE_MISSING ? item->kid[MISSING_TEXTS] : NULL;
        for (; text; text = text->next)
            VECTOR_PUSH(reading->scope->arena, &missing, text->text);
    }
    reading->spec->missing = missing.at;
    reading->spec->missing_count = (uint32_t)missing.count;
}

static void read_lines(struct reading *reading, const struct node *items)
{
    struct log_spec *spec = reading->spec;
    const struct node *row = steps_once(reading->scope, items, NODE_ROW_PER);
    spec->row_per_ticket = row && node_word(row->kid[ROW_PER_UNIT]) == WORD_TICKET;
    spec->format = format_of(steps_once(reading->scope, items, NODE_FORMAT));
    read_missing(reading, items);
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_LOG_FROM)
            read_from(reading, item);
        else if (item->kind == NODE_LOG_AT)
            read_at(reading, item);
}

/* ---- What has to be there ---- */

static bool has_column(const struct reading *reading, enum log_role role, uint32_t kind)
{
    for (size_t i = 0; i < reading->columns.count; i++)
        if (reading->columns.at[i].role == role &&
            (role != LOG_EVENT_AT || reading->columns.at[i].kind == kind))
            return true;
    return false;
}

static void check_complete(struct reading *reading, const struct node *name)
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

static void check_log(struct scope *scope, const struct node *node, struct log_spec *spec)
{
    struct reading reading = {.scope = scope, .spec = spec};
    size_t errors = scope->sink->errors;
    spec->name = node_name(node)->text;
    spec->title = steps_text(node_title(node));
    spec->span = node->span;
    read_lines(&reading, node->kid[LOG_ITEMS]);
    spec->columns = reading.columns.at;
    spec->column_count = (uint32_t)reading.columns.count;
    if (scope->sink->errors == errors)
        check_complete(&reading, node_name(node));
}

void check_logs(struct scope *scope)
{
    struct log_spec *logs = ARENA_ARRAY(scope->arena, scope->counts[NODE_LOG], struct log_spec);
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->kind == NODE_LOG)
            check_log(scope, scope->declarations.at[i]->node,
                      &logs[scope->declarations.at[i]->index]);
    scope->model->logs = logs;
    scope->model->log_count = scope->counts[NODE_LOG];
}

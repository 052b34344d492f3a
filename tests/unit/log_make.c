/* log_make.c - see log_make.h. */
#include "log_make.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static const struct choice levels[] = {{.name = {"low", 3}}, {.name = {"high", 4}}};
static const struct choice states[] = {
    {.name = {"new", 3}}, {.name = {"open", 4}}, {.name = {"closed", 6}}};
static const enum status_class classes[] = {CLASS_WORKING, CLASS_WORKING, CLASS_DONE};

static const struct attribute attributes[] = {
    [MAKE_PRIORITY] = {.name = {"priority", 8},
                       .type = ATTRIBUTE_LADDER,
                       .choices = levels,
                       .choice_count = 2},
    [MAKE_REMARK] = {.name = {"remark", 6}, .type = ATTRIBUTE_TEXT},
    [MAKE_SEATS] = {.name = {"seats", 5}, .type = ATTRIBUTE_WHOLE},
    [MAKE_VIP] = {.name = {"vip", 3}, .type = ATTRIBUTE_YES_NO},
    [MAKE_PRICE] = {.name = {"price", 5}, .type = ATTRIBUTE_MONEY},
    [MAKE_STATUS] = {.name = {"status", 6},
                     .type = ATTRIBUTE_CHOICE,
                     .choices = states,
                     .choice_count = 3},
    [MAKE_UNTIL] = {.name = {"until", 5}, .type = ATTRIBUTE_TIME},
};

static const struct event_kind kinds[] = {
    {.name = {"opened", 6}},   {.name = {"reply", 5}},    {.name = {"note", 4}},
    {.name = {"assigned", 8}}, {.name = {"changed", 7}},  {.name = {"resolved", 8}},
    {.name = {"closed", 6}},   {.name = {"reopened", 8}}, {.name = {"merged", 6}},
    {.name = {"split", 5}},    {.name = {"survey", 6}}};

static const struct schema schema = {.attributes = attributes,
                                     .count = MAKE_COUNT,
                                     .stored = MAKE_COUNT,
                                     .kinds = kinds,
                                     .kind_count = KIND_STANDARD_COUNT,
                                     .classes = classes,
                                     .status = MAKE_STATUS,
                                     .service = ATTRIBUTE_ABSENT,
                                     .channel = ATTRIBUTE_ABSENT,
                                     .team = ATTRIBUTE_ABSENT};

const struct schema *make_schema(void)
{
    return &schema;
}

const struct schema *make_timed_schema(void)
{
    static struct schema timed;
    timed = schema;
    timed.count = timed.stored = MAKE_COUNT + 1;
    return &timed;
}

static struct made make(const char *name, struct text text, const struct log_request *like)
{
    struct made made = {.arena = arena_new()};
    sink_init(&made.sink, made.arena);
    made.bytes = memory_resize(NULL, text.len);
    if (text.len)
        memcpy(made.bytes, text.at, text.len);
    struct log_input input = {text_of(name), {made.bytes, text.len}};
    struct log_request request = *like;
    request.schema = like->schema ? like->schema : &schema;
    request.inputs = &input;
    request.input_count = 1;
    if (log_read(made.arena, &request, &made.sink, &made.log) != LOG_OK)
        made.log = NULL;
    return made;
}

struct made make_log_as(struct text text, const struct log_request *like)
{
    return make("log.csv", text, like);
}

struct made make_log(const struct log_spec *spec, const char *name, struct text text,
                     uint64_t max_errors)
{
    struct log_request like = {.spec = spec, .max_errors = max_errors};
    return make(name, text, &like);
}

void make_done(struct made *made)
{
    log_free(made->log);
    arena_free(made->arena);
    memory_release(made->bytes);
    made->log = NULL;
}

const char *make_message(struct made *made)
{
    return made->sink.list.count ? text_cstr(made->arena, made->sink.list.at[0]->message) : "";
}

static void dump_value(struct buffer *out, struct arena *arena, const struct attribute *attribute,
                       const struct value *value)
{
    buffer_format(out, " " TEXT_FMT "=", TEXT_ARG(attribute->name));
    if (value->type == VALUE_CHOICE)
        buffer_put(out, attribute->choices[value->choice].name);
    else if (value->type == VALUE_TEXT)
        buffer_put(out, value->text);
    else if (value->type == VALUE_YES_NO)
        buffer_puts(out, value->yes ? "yes" : "no");
    else if (value->type == VALUE_TIME)
        buffer_format(out, "%lld", (long long)value->time);
    else {
        if (value->type == VALUE_MONEY)
            buffer_format(out, "%s ", value->currency);
        buffer_put(out, decimal_format(arena, value->number));
    }
}

static void dump_row(struct buffer *out, struct made *made, uint32_t ticket, uint32_t row)
{
    static const char *const actors[] = {"-", "customer", "agent", "system"};
    const struct eventlog *log = made->log;
    buffer_format(out, TEXT_FMT " %lld " TEXT_FMT " %s %s%s", TEXT_ARG(log->ticket_ids[ticket]),
                  (long long)(eventlog_time(log, row) / MICROS_SECOND),
                  TEXT_ARG(kinds[log->kind[row]].name), actors[log->what[row] & WHAT_ACTOR],
                  log->what[row] & WHAT_PUBLIC ? "P" : "",
                  log->what[row] & WHAT_EXPLICIT ? "E" : "");
    for (uint32_t a = 0; a < log->schema->stored; a++) {
        uint32_t code = eventlog_code(log, a, row);
        if (code)
            dump_value(out, made->arena, &attributes[a], &log->columns[a].values[code]);
    }
    buffer_puts(out, "; ");
}

const char *make_dump(struct made *made)
{
    struct buffer out = {0};
    if (!made->log)
        return make_message(made);
    for (uint32_t ticket = 0; ticket < made->log->tickets; ticket++)
        for (uint32_t i = made->log->first[ticket]; i < made->log->first[ticket + 1]; i++)
            dump_row(&out, made, ticket, eventlog_row(made->log, i));
    while (out.len && out.at[out.len - 1] == ' ')
        out.len--;
    const char *text = text_cstr(made->arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

void make_tell(struct buffer *out, struct made *made)
{
    const struct eventlog *log = made->log;
    for (size_t i = 0; i < made->sink.list.count; i++)
        buffer_format(out, "%s\n", text_cstr(made->arena, made->sink.list.at[i]->message));
    if (!log)
        return;
    buffer_format(out, "%llu records, %u rows, %s\n", (unsigned long long)log->records, log->rows,
                  log->digest);
    for (uint32_t i = 0; i < log->rows; i++) {
        struct row_origin origin = eventlog_origin(log, i);
        buffer_format(out, "%u:%llu %lld ", origin.file, (unsigned long long)origin.line,
                      (long long)eventlog_time(log, i));
    }
    for (uint32_t i = 0; i < log->reject_count; i++)
        buffer_format(out, "\n" TEXT_FMT " %llu %llu", TEXT_ARG(log->rejects[i].reason),
                      (unsigned long long)log->rejects[i].count,
                      (unsigned long long)log->rejects[i].first.line);
    for (int i = 0; i < REMARK_COUNT; i++)
        buffer_format(out, "\n%d: %llu %llu", i, (unsigned long long)log->remarks[i].count,
                      (unsigned long long)log->remarks[i].first.line);
    buffer_format(out, "\n%s", make_dump(made));
}

uint64_t make_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

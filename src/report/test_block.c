/* test_block.c - see test_block.h. */
#include "report/test_block.h"

#include "report/shown.h"
#include "time/zone.h"

/* Local without an offset where the clock shows it once and on a whole second; else in UTC. */
static struct text instant_words(struct arena *arena, const struct zone *zone, instant at)
{
    char room[CIVIL_ROOM];
    struct zone_local local = zone_to_local(zone, at);
    struct zone_reading reading = zone_to_instant(zone, local.date, local.time);
    if (reading.kind != ZONE_UNIQUE || local.time % MICROS_SECOND)
        return text_copy(arena, (struct text){room, civil_write_instant(room, at)});
    civil_write_date(room, local.date);
    int64_t seconds = local.time / MICROS_SECOND;
    int hour = (int)(seconds / 3600), minute = (int)(seconds / 60 % 60),
        second = (int)(seconds % 60);
    return second ? text_format(arena, "%s %02d:%02d:%02d", room, hour, minute, second)
                  : text_format(arena, "%s %02d:%02d", room, hour, minute);
}

/* `1 hour 30 minutes`; false if the length is not of whole seconds. */
static bool length_words(struct arena *arena, micros length, struct text *words)
{
    static const struct {
        micros unit;
        const char *one;
    } units[] = {{MICROS_HOUR, "hour"}, {MICROS_MINUTE, "minute"}, {MICROS_SECOND, "second"}};
    *words = TEXT("");
    if (length < 0 || length % MICROS_SECOND)
        return false;
    for (size_t i = 0; i < 3; i++) {
        long long count = (long long)(length / units[i].unit);
        length %= units[i].unit;
        if (!count && (i < 2 || words->len))
            continue;
        *words = text_format(arena, TEXT_FMT "%s%lld %s%s", TEXT_ARG(*words), words->len ? " " : "",
                             count, units[i].one, count == 1 ? "" : "s");
    }
    return true;
}

static void put_quoted(struct buffer *out, struct text text)
{
    buffer_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        if (byte == '"' || byte == '\\' || byte == '{')
            buffer_putc(out, '\\');
        buffer_putc(out, (unsigned char)byte < 0x20 ? ' ' : byte);
    }
    buffer_putc(out, '"');
}

static void put_value(struct buffer *out, struct arena *arena, const struct model *model,
                      const struct assignment *given)
{
    const struct attribute *attribute = &model->schema.attributes[given->attribute];
    if (given->value.type == VALUE_TEXT)
        put_quoted(out, given->value.text);
    else if (given->value.type == VALUE_TIME)
        buffer_put(out, instant_words(arena, model->zone, given->value.time));
    else if (given->value.type == VALUE_MONEY)
        buffer_format(out, "%s " TEXT_FMT, given->value.currency,
                      TEXT_ARG(decimal_format(arena, given->value.number)));
    else
        buffer_put(out, shown_value(arena, attribute, &given->value, model->zone));
}

static void put_values(struct buffer *out, struct arena *arena, const struct model *model,
                       const struct test_event *event)
{
    for (uint32_t i = 0; i < event->assignment_count; i++) {
        const struct assignment *given = &event->assignments[i];
        buffer_puts(out, i ? ", " : " with ");
        buffer_put(out, model->schema.attributes[given->attribute].name);
        buffer_putc(out, ' ');
        put_value(out, arena, model, given);
    }
    buffer_putc(out, '\n');
}

static void put_event(struct buffer *out, struct arena *arena, const struct test_block *block,
                      const struct test_event *event)
{
    static const char *const roles[] = {"", " by customer", " by agent", " by system"};
    const struct model *model = block->model;
    struct text at = instant_words(arena, model->zone, event->at);
    uint32_t kind = event->kind == INDEX_NONE ? (uint32_t)KIND_CHANGED : event->kind;
    if (event->opens)
        buffer_format(out, "  opened at " TEXT_FMT, TEXT_ARG(at));
    else
        buffer_format(out, "  at " TEXT_FMT " " TEXT_FMT "%s", TEXT_ARG(at),
                      TEXT_ARG(model->schema.kinds[kind].name), roles[event->actor]);
    put_values(out, arena, model, event);
}

/* The number of a cycle is only said where the target has several. */
static bool is_last(const struct test_block *block, uint32_t index)
{
    for (uint32_t i = index + 1; i < block->ledger_count; i++)
        if (block->ledgers[i].verdict.target == block->ledgers[index].verdict.target)
            return false;
    return true;
}

static void put_expectations(struct buffer *out, struct arena *arena,
                             const struct test_block *block, uint32_t index)
{
    const struct verdict *verdict = &block->ledgers[index].verdict;
    struct text name = block->model->targets[verdict->target].name, length;
    if (verdict->kind == VERDICT_ERROR)
        return;
    if (!is_last(block, index)) {
        buffer_format(out, "  expect " TEXT_FMT " cycle %u %s\n", TEXT_ARG(name), verdict->cycle,
                      shown_verdict(verdict->kind));
        return;
    }
    if (verdict->has_figures && verdict->due != INSTANT_NONE)
        buffer_format(out, "  expect " TEXT_FMT " due " TEXT_FMT "\n", TEXT_ARG(name),
                      TEXT_ARG(instant_words(arena, block->model->zone, verdict->due)));
    if (verdict->has_figures && length_words(arena, verdict->used, &length))
        buffer_format(out, "  expect " TEXT_FMT " used " TEXT_FMT "\n", TEXT_ARG(name),
                      TEXT_ARG(length));
    buffer_format(out, "  expect " TEXT_FMT " %s\n", TEXT_ARG(name), shown_verdict(verdict->kind));
}

void test_block_write(struct buffer *out, const struct test_block *block)
{
    struct arena *arena = arena_new();
    buffer_puts(out, "test ");
    put_quoted(out, block->title);
    buffer_putc(out, '\n');
    for (uint32_t i = 0; i < block->event_count; i++)
        put_event(out, arena, block, &block->events[i]);
    for (uint32_t i = 0; i < block->ledger_count; i++)
        put_expectations(out, arena, block, i);
    buffer_puts(out, "end\n");
    arena_free(arena);
}

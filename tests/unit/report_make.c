#include "report_make.h"

static const char charter[] = "target response\n"
                              "  within 1 hour when priority is P1\n"
                              "  within 4 hours otherwise\n"
                              "  met for at least 95% of tickets each month\n"
                              "end\n"
                              "target updates\n"
                              "  within 30 minutes\n"
                              "end\n";

enum { RESPONSE_1 = 18, RESPONSE_2 = 54, UPDATES = 146 };

static struct schema make_schema(struct arena *arena)
{
    struct choice *choices = ARENA_ARRAY(arena, 3, struct choice);
    struct attribute *attributes = ARENA_ARRAY(arena, 3, struct attribute);
    choices[0].name = TEXT("P3");
    choices[1].name = TEXT("P2");
    choices[2].name = TEXT("P1");
    attributes[0] = (struct attribute){
        .name = TEXT("priority"), .type = ATTRIBUTE_LADDER, .choices = choices, .choice_count = 3};
    attributes[1] = (struct attribute){
        .name = TEXT("reopenings"), .type = ATTRIBUTE_WHOLE, .origin = ORIGIN_REOPENINGS};
    attributes[2] = (struct attribute){
        .name = TEXT("replies"), .type = ATTRIBUTE_WHOLE, .origin = ORIGIN_REPLIES};
    return (struct schema){.attributes = attributes,
                           .count = 3,
                           .stored = 1,
                           .status = ATTRIBUTE_ABSENT,
                           .service = ATTRIBUTE_ABSENT,
                           .channel = ATTRIBUTE_ABSENT,
                           .team = ATTRIBUTE_ABSENT,
                           .reopenings = 1,
                           .replies = 2};
}

static const struct condition *make_condition(struct arena *arena)
{
    struct value *value = ARENA_NEW(arena, struct value);
    struct condition *condition = ARENA_NEW(arena, struct condition);
    *value = (struct value){.type = VALUE_CHOICE, .choice = 2};
    *condition = (struct condition){
        .op = CONDITION_IS, .span = {1, 37, 51}, .values = value, .value_count = 1};
    return condition;
}

static struct promise *make_promise(struct arena *arena, int percent, enum period_unit unit)
{
    struct promise *promise = ARENA_NEW(arena, struct promise);
    *promise = (struct promise){.percent = {percent, 0}, .unit = unit, .first_month = 1};
    return promise;
}

static struct target *make_targets(struct arena *arena)
{
    struct target *targets = ARENA_ARRAY(arena, 2, struct target);
    struct clause *clauses = ARENA_ARRAY(arena, 3, struct clause);
    bool *beats = ARENA_ARRAY(arena, 4, bool);
    clauses[0] = (struct clause){.limit = {.length = MICROS_HOUR},
                                 .when = make_condition(arena),
                                 .label = TEXT("urgent"),
                                 .span = {1, RESPONSE_1, RESPONSE_1 + 33}};
    clauses[1] = (struct clause){.limit = {.length = 4 * MICROS_HOUR},
                                 .otherwise = true,
                                 .span = {1, RESPONSE_2, RESPONSE_2 + 24}};
    clauses[2] = (struct clause){.limit = {.length = 30 * MICROS_MINUTE},
                                 .span = {1, UPDATES, UPDATES + 17}};
    beats[1] = true;
    targets[0] = (struct target){.name = TEXT("response"),
                                 .title = TEXT("First response"),
                                 .clauses = clauses,
                                 .clause_count = 2,
                                 .beats = beats,
                                 .promises = make_promise(arena, 95, UNIT_MONTH),
                                 .promise_count = 1};
    struct promise *weekly = make_promise(arena, 50, UNIT_WEEK);
    weekly->of_cycles = true;
    targets[1] = (struct target){.name = TEXT("updates"),
                                 .clock = 1,
                                 .clauses = clauses + 2,
                                 .clause_count = 1,
                                 .promises = weekly,
                                 .promise_count = 1};
    return targets;
}

struct model *make_model(struct arena *arena)
{
    struct model *model = ARENA_NEW(arena, struct model);
    struct clock_model *clocks = ARENA_ARRAY(arena, 2, struct clock_model);
    struct model_calendar *calendars = ARENA_ARRAY(arena, 1, struct model_calendar);
    struct sources *sources = sources_new(arena);
    sources_add(sources, TEXT("desk.chr"), text_of(charter));
    clocks[0].name = TEXT("first");
    clocks[1] = (struct clock_model){.name = TEXT("again"), .repeats = true};
    *model = (struct model){.name = TEXT("desk"),
                            .title = TEXT("Help desk"),
                            .version = TEXT("1.0"),
                            .zone = zone_fixed(arena, 7200),
                            .in_force_from = DAY_NONE,
                            .in_force_until = DAY_NONE,
                            .schema = make_schema(arena),
                            .calendars = calendars,
                            .calendar_count = 1,
                            .clocks = clocks,
                            .clock_count = 2,
                            .targets = make_targets(arena),
                            .target_count = 2,
                            .sources = sources};
    calendars[0] = (struct model_calendar){.name = TEXT("always"),
                                           .hours = calendar_always(arena, model->zone)};
    return model;
}

struct eventlog *make_log(struct arena *arena, const struct model *model, uint32_t tickets)
{
    struct eventlog *log = ARENA_NEW(arena, struct eventlog);
    struct text *ids = ARENA_ARRAY(arena, tickets, struct text);
    for (uint32_t i = 0; i < tickets; i++)
        ids[i] = i < 26 ? text_format(arena, "%c", 'A' + (char)i) : text_format(arena, "T%u", i);
    log->schema = &model->schema;
    log->columns = ARENA_ARRAY(arena, 1, struct event_column);
    log->tickets = tickets;
    log->ticket_ids = ids;
    log->first_time = log->last_time = INSTANT_NONE;
    return log;
}

instant make_at(int64_t seconds)
{
    return (instant)civil_day(2026, 9, 7) * MICROS_DAY + 8 * MICROS_HOUR + seconds * MICROS_SECOND;
}

struct verdict make_met(uint32_t ticket, uint32_t target, int64_t seconds)
{
    static const uint32_t codes[1];
    return (struct verdict){.ticket = ticket,
                            .target = target,
                            .cycle = 1,
                            .kind = VERDICT_MET,
                            .start = make_at(0),
                            .due = make_at(3600),
                            .stop = make_at(seconds),
                            .breached_at = INSTANT_NONE,
                            .has_figures = true,
                            .used = seconds * MICROS_SECOND,
                            .limit = MICROS_HOUR,
                            .counted_at = make_at(seconds),
                            .codes = codes};
}

struct verdict make_breached(uint32_t ticket, uint32_t target, int64_t seconds)
{
    struct verdict verdict = make_met(ticket, target, seconds);
    verdict.kind = VERDICT_BREACHED;
    verdict.breached_at = verdict.counted_at = verdict.due;
    verdict.over = verdict.late = verdict.used - verdict.limit;
    return verdict;
}

const char *make_written(struct arena *arena, struct buffer *buffer)
{
    const char *written = text_cstr(arena, buffer_text(buffer));
    buffer_fini(buffer);
    return written;
}

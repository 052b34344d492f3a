/* with: tap.c */
/* check_model.c - what the model says of a charter: schema, calendars, logs, names, digest. */
#include <string.h>

#include "base/sha256.h"
#include "check/check.h"
#include "check/scope.h"
#include "tap.h"
#include "time/zone_file.h"

static const char text_of_charter[] =
    "use \"std/clocks\"\n"
    "use \"own/feasts.chr\"\n"
    "charter a \"A\"\n"
    "  version \"3\" provider \"P\" customer \"C\"\n"
    "  in-force from 2026-01-01 until 2026-12-31\n"
    "  timezone Europe/Paris currency EUR\n"
    "end\n"
    "ticket has\n"
    "  priority ladder low \"Low one\", high\n"
    "  subject optional text\n"
    "end\n"
    "status new, open is working pending is waiting resolved is done end\n"
    "event survey has score whole end\n"
    "event escalated has end\n"
    "channel phone end channel chat end\n"
    "hours office \"Office\"\n"
    "  open Monday to Friday 09:00 to 17:00\n"
    "  closed on holidays of feasts\n"
    "  closed on 2026-12-24 from 13:00\n"
    "  open on 2026-12-27 10:00 to 12:00\n"
    "  includes early excludes lunch\n"
    "end\n"
    "hours early open Tuesday 07:00 to 09:00 ignores holidays end\n"
    "hours lunch open Monday 12:00 to 13:00 ignores holidays timezone UTC end\n"
    "period rush 2026-11-20 to 2026-11-30 last 2 working days of each month in office end\n"
    "target t measures resolution counted in office within 1 hour when opened during rush "
    "within 2 hours otherwise end\n"
    "log export \"Export\"\n"
    "  format tsv one row per event missing \"?\", \"-\"\n"
    "  ticket from \"id\" time from \"at\" written \"D/M/YYYY hh:mm\" in UTC\n"
    "  event from \"what\"\n"
    "    \"a\", \"b\" is reply by agent \"x\" is no event otherwise is note\n"
    "  end\n"
    "  opened at \"born\"\n"
    "  priority from \"p\" column 2 \"1\" is high end\n"
    "end\n"
    "log rows one row per ticket ticket from \"id\" opened at \"a\" reply by agent at \"b\" end\n";

static const char text_of_feasts[] = "holidays feasts complete 2020 to 2030\n"
                                     "  every 25 December \"Christmas\" and next weekday\n"
                                     "  every 24 December from 12:00 to 13:00\n"
                                     "end\n";

static bool load(void *context, struct text from, struct text use, struct text *path,
                 struct text *bytes)
{
    (void)context;
    (void)from;
    *path = use;
    *bytes = text_of(text_of_feasts);
    return text_is(use, "own/feasts.chr");
}

/* ---- Parts ---- */

static void schema(const struct model *model)
{
    static const char *const names[] = {"priority", "subject",    "score",  "status",
                                        "channel",  "reopenings", "replies"};
    const struct schema *schema = &model->schema;
    tap_equal(schema->count, 7, "seven attributes");
    for (uint32_t i = 0; i < schema->count && i < 7; i++)
        tap_ok(text_is(schema->attributes[i].name, names[i]), "attribute %s", names[i]);
    tap_equal(schema->stored, 5, "five of them stand in logs");
    tap_equal(schema->status, 3, "status");
    tap_equal(schema->channel, 4, "channel");
    tap_equal(schema->service, ATTRIBUTE_ABSENT, "no service is declared");
    tap_equal(schema->reopenings, 5, "reopenings");
    tap_equal(schema->attributes[0].type, ATTRIBUTE_LADDER, "a ladder");
    tap_ok(text_is(schema->attributes[0].choices[0].title, "Low one"), "a title of a choice");
    tap_ok(schema->attributes[1].optional && !schema->attributes[0].optional, "optional or not");
    tap_equal(schema->attributes[2].event_kind, KIND_SURVEY, "an attribute of a standard event");
    tap_equal(schema->kind_count, KIND_STANDARD_COUNT + 1, "one more kind of event");
    tap_ok(schema->classes[1] == CLASS_WORKING && schema->classes[2] == CLASS_WAITING &&
               schema->classes[3] == CLASS_DONE,
           "classes of statuses");
}

static instant local(const struct model *model, int month, int mday, int hour)
{
    return zone_to_instant(model->zone, civil_day(2026, month, mday), hour * MICROS_HOUR).at;
}

static void calendars(struct arena *arena, const struct model *model)
{
    tap_equal(model->calendar_count, 5, "always, three hours, a period");
    tap_ok(text_is(model->calendars[0].name, "always"), "always comes first");
    const struct calendar *office = calendar_compile(
        arena, model->calendars[1].hours, civil_day(2026, 1, 1), civil_day(2026, 12, 31));
    const struct calendar *rush = period_compile(arena, model->calendars[4].period,
                                                 civil_day(2026, 1, 1), civil_day(2026, 12, 31));
    const struct {
        int month, mday, hour;
        bool open;
        const char *why;
    } asked[] = {
        {9, 7, 9, true, "a Monday morning"},
        {9, 7, 17, false, "its evening"},
        {9, 7, 14, false, "Monday noon in UTC is excluded"},
        {9, 7, 13, true, "and noon in Paris is not"},
        {9, 8, 7, true, "an included early Tuesday"},
        {9, 9, 7, false, "an early Wednesday"},
        {12, 25, 10, false, "a holiday"},
        {12, 24, 12, false, "a part of a holiday"},
        {12, 24, 13, false, "a closure of a part of a date"},
        {12, 24, 11, true, "what is left of that date"},
        {12, 27, 11, true, "a Sunday that is opened"},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        tap_equal(
            calendar_is_open(office, local(model, asked[i].month, asked[i].mday, asked[i].hour)),
            asked[i].open, "%s", asked[i].why);
    tap_ok(calendar_is_open(rush, local(model, 11, 22, 3)), "a date of the period");
    tap_ok(calendar_is_open(rush, local(model, 9, 29, 3)), "the last working days of a month");
    tap_ok(!calendar_is_open(rush, local(model, 9, 28, 3)), "not the one before");
}

static void export_of_events(const struct log_spec *log)
{
    tap_ok(log->format == LOG_TSV && !log->row_per_ticket && log->missing_count == 2, "the shape");
    tap_equal(log->column_count, 5, "its columns");
    const struct log_column_spec *event = &log->columns[2], *priority = &log->columns[4];
    tap_ok(log->columns[0].role == LOG_TICKET && text_is(log->columns[0].columns[0].name, "id"),
           "ticket");
    tap_ok(log->columns[1].role == LOG_TIME && log->columns[1].zone &&
               text_is(log->columns[1].written, "D/M/YYYY hh:mm"),
           "time");
    tap_equal(event->mapping_count, 3, "three texts are mapped");
    tap_ok(event->mappings[1].to.type == MAPPED_EVENT && event->mappings[1].to.kind == KIND_REPLY &&
               event->mappings[1].to.actor == ACTOR_AGENT,
           "a second text of the same line");
    tap_ok(event->mappings[2].to.type == MAPPED_NO_EVENT, "no event");
    tap_ok(event->has_otherwise && event->otherwise.kind == KIND_NOTE, "otherwise");
    tap_ok(log->columns[3].role == LOG_EVENT_AT && log->columns[3].kind == KIND_OPENED &&
               !log->columns[3].zone,
           "opened at, in no zone");
    tap_ok(priority->role == LOG_ATTRIBUTE && priority->attribute == 0 &&
               priority->columns[0].nth == 2 && priority->mappings[0].to.value.choice == 1,
           "the second column of that header, mapped to a rank");
}

static void names(struct arena *arena, const struct model *model, struct sink *sink)
{
    struct scope *scope = scope_of_model(arena, model, sink);
    static const struct {
        enum node_kind kind;
        struct text name;
        uint32_t index;
    } known[] = {
        {NODE_HOURS, {"always", 6}, 0},    {NODE_HOURS, {"office", 6}, 1},
        {NODE_PERIOD, {"rush", 4}, 4},     {NODE_TARGET, {"t", 1}, 0},
        {NODE_CHANNEL, {"chat", 4}, 1},    {NODE_LOG, {"rows", 4}, 1},
        {NODE_EVENT, {"escalated", 9}, 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct declaration *found = scope_find(scope, known[i].kind, known[i].name);
        tap_ok(found && found->index == known[i].index, TEXT_FMT " is found in the model",
               TEXT_ARG(known[i].name));
    }
    tap_equal(scope_find_attribute(scope, TEXT("score")), 2, "an attribute");
    tap_equal(scope_find_kind(scope, TEXT("escalated")), KIND_STANDARD_COUNT, "a kind of event");
    tap_ok(!scope_find(scope, NODE_CLOCK, TEXT("office")), "hours are no clock");
}

static void digest(struct sources *sources, const struct model *model)
{
    char wanted[SHA256_HEX];
    struct sha256 sha;
    sha256_init(&sha);
    for (uint32_t source = 2; source <= sources_count(sources); source++)
        sha256_add(&sha, source_bytes(sources, source));
    sha256_add(&sha, source_bytes(sources, 1));
    sha256_write(&sha, wanted);
    tap_same(model->digest, wanted, "the digest is that of all files, used ones first");
}

int main(void)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    struct sink sink;
    sink_init(&sink, arena);
    uint32_t source = sources_add(sources, TEXT("a.chr"), text_of(text_of_charter));
    struct check_input input = {arena, sources, &sink, zone_table_new(arena, zone_file_load, NULL),
                                load,  NULL};
    const struct model *model = check_charter(&input, source);
    for (size_t i = 0; i < sink.list.count; i++)
        tap_note(TEXT_FMT, TEXT_ARG(sink.list.at[i]->message));
    if (!tap_ok(model != NULL, "the charter is accepted"))
        return tap_end();
    tap_ok(text_is(model->name, "a") && text_is(model->title, "A") &&
               text_is(model->version, "3") && text_is(model->currency, "EUR"),
           "the charter block");
    tap_ok(model->in_force_from == civil_day(2026, 1, 1) &&
               model->in_force_until == civil_day(2026, 12, 31),
           "its dates");
    tap_equal(model->without_effect_count, 0, "all of it has an effect");
    schema(model);
    calendars(arena, model);
    if (tap_equal(model->log_count, 2, "two logs"))
        export_of_events(&model->logs[0]);
    tap_ok(model->logs[1].row_per_ticket && model->logs[1].columns[2].actor == ACTOR_AGENT,
           "a log with one row per ticket");
    names(arena, model, &sink);
    digest(sources, model);
    arena_free(arena);
    return tap_end();
}

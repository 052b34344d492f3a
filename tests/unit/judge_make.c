/* judge_make.c - see judge_make.h. */
#include "judge_make.h"

#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "tap.h"

static const char *const kinds[] = {"opened",  "reply",    "note",   "assigned",
                                    "changed", "resolved", "closed", "reopened",
                                    "merged",  "split",    "survey"};
static const struct choice statuses[] = {{.name = {"new", 3}},
                                         {.name = {"open", 4}},
                                         {.name = {"pending", 7}},
                                         {.name = {"resolved", 8}}};
static const enum status_class classes[] = {CLASS_WORKING, CLASS_WORKING, CLASS_WAITING,
                                            CLASS_DONE};
static const struct choice ranks[] = {
    {.name = {"P3", 2}}, {.name = {"P2", 2}}, {.name = {"P1", 2}}};
static const struct condition waiting = {
    .op = CONDITION_CLASS, .status_class = CLASS_WAITING, .span = {1, 0, 17}};

static struct trigger trigger_of(uint32_t kind)
{
    return (struct trigger){.kind = kind, .status = INDEX_NONE};
}

static struct triggers triggers_of(struct arena *arena, uint32_t kind)
{
    struct trigger *trigger = ARENA_NEW(arena, struct trigger);
    *trigger = trigger_of(kind);
    return (struct triggers){.at = trigger, .count = 1};
}

static void make_schema(struct world *world)
{
    struct attribute *attributes = ARENA_ARRAY(world->arena, 4, struct attribute);
    struct event_kind *names = ARENA_ARRAY(world->arena, KIND_STANDARD_COUNT, struct event_kind);
    for (size_t i = 0; i < KIND_STANDARD_COUNT; i++)
        names[i].name = text_of(kinds[i]);
    attributes[MADE_STATUS] = (struct attribute){.name = TEXT("status"),
                                                 .type = ATTRIBUTE_CHOICE,
                                                 .origin = ORIGIN_STATUS,
                                                 .choices = statuses,
                                                 .choice_count = 4};
    attributes[MADE_PRIORITY] = (struct attribute){.name = TEXT("priority"),
                                                   .type = ATTRIBUTE_LADDER,
                                                   .origin = ORIGIN_TICKET,
                                                   .choices = ranks,
                                                   .choice_count = 3};
    attributes[MADE_REOPENINGS] = (struct attribute){
        .name = TEXT("reopenings"), .type = ATTRIBUTE_WHOLE, .origin = ORIGIN_REOPENINGS};
    attributes[MADE_REPLIES] = (struct attribute){
        .name = TEXT("replies"), .type = ATTRIBUTE_WHOLE, .origin = ORIGIN_REPLIES};
    world->model.schema = (struct schema){.attributes = attributes,
                                          .count = 4,
                                          .stored = MADE_STORED,
                                          .kinds = names,
                                          .kind_count = KIND_STANDARD_COUNT,
                                          .classes = classes,
                                          .status = MADE_STATUS,
                                          .service = ATTRIBUTE_ABSENT,
                                          .channel = ATTRIBUTE_ABSENT,
                                          .team = ATTRIBUTE_ABSENT,
                                          .reopenings = MADE_REOPENINGS,
                                          .replies = MADE_REPLIES};
}

static void make_model(struct world *world)
{
    struct sources *sources = sources_new(world->arena);
    sources_add(sources, TEXT("made.chr"), TEXT("status is waiting\npriority is\n"));
    struct model_calendar *calendars =
        ARENA_ARRAY(world->arena, MADE_CALENDARS, struct model_calendar);
    calendars[MADE_ALWAYS].name = TEXT("always");
    calendars[MADE_ALWAYS].hours = calendar_always(world->arena, world->zone);
    calendars[MADE_OFFICE].name = TEXT("office");
    calendars[MADE_OFFICE].hours = world->office;
    world->model.zone = world->zone;
    world->model.in_force_from = world->model.in_force_until = DAY_NONE;
    world->model.calendars = calendars;
    world->model.calendar_count = MADE_CALENDARS;
    world->model.clocks = &world->clock;
    world->model.clock_count = 1;
    world->model.targets = &world->target;
    world->model.target_count = 1;
    world->model.sources = sources;
}

struct world *world_new(struct arena *arena)
{
    struct world *world = ARENA_NEW(arena, struct world);
    world->arena = arena;
    for (size_t i = 0; i < MADE_TICKETS; i++)
        world->opening[i] = INSTANT_NONE;
    world->zone = made_zone(made_zones(arena), "Europe/Paris");
    world->office = ARENA_NEW(arena, struct calendar_spec);
    world_office(world, "09:00-17:00", "09:00-17:00");
    world->clock = (struct clock_model){.name = TEXT("resolution"),
                                        .starts = triggers_of(arena, KIND_OPENED),
                                        .stops = triggers_of(arena, KIND_RESOLVED),
                                        .cancelled = triggers_of(arena, KIND_MERGED),
                                        .reopening = REOPENING_CONTINUES};
    world->target = (struct target){.name = TEXT("resolution"),
                                    .calendar = MADE_OFFICE,
                                    .clauses = world->clauses,
                                    .beats = world->beats};
    make_schema(world);
    make_model(world);
    return world;
}

void world_office(struct world *world, const char *monday_to_thursday, const char *friday)
{
    struct made made;
    made_init(&made, world->arena, world->zone);
    made_weekly(&made, DAYS_WEEK & ~16, monday_to_thursday);
    made_weekly(&made, 16, friday);
    *world->office = *made_spec(&made);
    world->office->name = TEXT("office");
}

void world_pauses(struct world *world)
{
    world->clock.pauses = &waiting;
}

const struct condition *priority_is(struct world *world, int priority)
{
    struct condition *condition = ARENA_NEW(world->arena, struct condition);
    struct value *value = ARENA_NEW(world->arena, struct value);
    *value = (struct value){.type = VALUE_CHOICE, .choice = (uint32_t)priority};
    *condition = (struct condition){.op = CONDITION_IS,
                                    .attribute = MADE_PRIORITY,
                                    .values = value,
                                    .value_count = 1,
                                    .span = {1, 18, 29}};
    return condition;
}

void world_within(struct world *world, struct limit limit, uint32_t calendar, int priority)
{
    uint32_t n = world->target.clause_count++;
    world->clauses[n] = (struct clause){.limit = limit,
                                        .calendar = calendar,
                                        .otherwise = priority == MADE_OTHERWISE,
                                        .span = {1, 0, 0}};
    if (priority >= 0)
        world->clauses[n].when = priority_is(world, priority);
    uint32_t count = world->target.clause_count;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            world->beats[i * count + j] =
                !world->clauses[i].otherwise && world->clauses[j].otherwise;
}

void world_on_change(struct world *world, enum change_mode mode)
{
    world->change = (struct change_rule){.attribute = MADE_PRIORITY, .mode = mode};
    world->target.changes = &world->change;
    world->target.change_count = 1;
}

struct limit made_minutes(int64_t minutes)
{
    return (struct limit){.kind = LIMIT_LENGTH, .length = minutes * MICROS_MINUTE};
}

struct limit made_days(enum limit_kind kind, int32_t days)
{
    return (struct limit){.kind = kind, .days = days};
}

/* ---- the log ---- */

static bool find(const struct choice *choices, size_t count, struct text word, uint8_t *code)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(choices[i].name, word)) {
            *code = (uint8_t)(i + 1);
            return true;
        }
    return false;
}

static void set_word(struct world *world, uint32_t row, struct text word)
{
    if (text_is(word, "customer"))
        world->what[row] = ACTOR_CUSTOMER | WHAT_PUBLIC;
    else if (text_is(word, "agent"))
        world->what[row] = ACTOR_AGENT | WHAT_PUBLIC;
    else if (!find(ranks, 3, word, &world->codes[MADE_PRIORITY][row]) &&
             !find(statuses, 4, word, &world->codes[MADE_STATUS][row]))
        assert(!"a word of an event");
}

static struct text next_word(struct text *line)
{
    size_t end = 0;
    while (end < line->len && line->at[end] != ' ')
        end++;
    struct text word = text_slice(*line, 0, end);
    *line = text_trim(text_slice(*line, end, line->len));
    return word;
}

void world_event(struct world *world, const char *written)
{
    uint32_t row = world->count++;
    assert(row < MADE_EVENTS);
    struct text line = text_of(written);
    world->ticket[row] = (uint32_t)(next_word(&line).at[0] - 'A');
    struct text date = next_word(&line), time = next_word(&line), kind = next_word(&line);
    struct text stamp =
        text_format(world->arena, TEXT_FMT " " TEXT_FMT, TEXT_ARG(date), TEXT_ARG(time));
    world->time[row] = made_at(world->zone, text_cstr(world->arena, stamp));
    for (uint8_t i = 0; i < KIND_STANDARD_COUNT; i++)
        if (text_is(kind, kinds[i]))
            world->kind[row] = i;
    while (line.len)
        set_word(world, row, next_word(&line));
}

void world_opening(struct world *world, char ticket, const char *stamp)
{
    world->has_openings = true;
    world->opening[ticket - 'A'] = made_at(world->zone, stamp);
    world->opening_row[ticket - 'A'] = world->count;
}

static const struct event_column *columns_of(struct world *world)
{
    struct event_column *columns = ARENA_ARRAY(world->arena, MADE_STORED, struct event_column);
    for (uint32_t c = 0; c < MADE_STORED; c++) {
        uint32_t count = world->model.schema.attributes[c].choice_count;
        struct value *values = ARENA_ARRAY(world->arena, count + 1, struct value);
        for (uint32_t i = 1; i <= count; i++)
            values[i] = (struct value){.type = VALUE_CHOICE, .choice = i - 1};
        columns[c] = (struct event_column){
            .width = 1, .codes = world->codes[c], .values = values, .value_count = count + 1};
    }
    return columns;
}

/* Rows by ticket, then instant, then input. */
static void group(struct world *world, struct eventlog *log)
{
    uint32_t *first = ARENA_ARRAY(world->arena, log->tickets + 1, uint32_t);
    uint32_t *order = ARENA_ARRAY(world->arena, world->count, uint32_t);
    struct text *ids = ARENA_ARRAY(world->arena, log->tickets, struct text);
    uint32_t n = 0;
    for (uint32_t t = 0; t < log->tickets; t++) {
        ids[t] = text_format(world->arena, "%c", 'A' + (int)(t % 26));
        for (uint32_t row = 0; row < world->count; row++) {
            if (world->ticket[row] != t)
                continue;
            uint32_t at = n++;
            for (; at > first[t] && world->time[order[at - 1]] > world->time[row]; at--)
                order[at] = order[at - 1];
            order[at] = row;
        }
        first[t + 1] = n;
    }
    log->first = first;
    log->order = order;
    log->ticket_ids = ids;
}

struct judge *world_judge(struct world *world, const char *as_of)
{
    struct eventlog *log = ARENA_NEW(world->arena, struct eventlog);
    log->schema = &world->model.schema;
    log->records = log->rows = world->count;
    log->time = (struct event_times){world->time, sizeof *world->time, 0};
    log->kind = world->kind;
    log->what = world->what;
    log->columns = columns_of(world);
    log->first_time = log->last_time = world->time[0];
    for (uint32_t i = 0; i < world->count; i++) {
        log->tickets = world->ticket[i] >= log->tickets ? world->ticket[i] + 1 : log->tickets;
        log->first_time = world->time[i] < log->first_time ? world->time[i] : log->first_time;
        log->last_time = world->time[i] > log->last_time ? world->time[i] : log->last_time;
    }
    group(world, log);
    memset(log->can_say_kind, !world->says_nothing, sizeof log->can_say_kind);
    log->can_say_actor = log->can_say_status = !world->says_nothing;
    log->opening = world->has_openings ? world->opening : NULL;
    log->opening_row = world->has_openings ? world->opening_row : NULL;
    instant upto = as_of ? made_at(world->zone, as_of) : INSTANT_NONE;
    return judge_new(world->arena, &world->model, log, upto);
}

/* ---- verdicts as lines ---- */

static void put_instant(struct buffer *out, instant at)
{
    char text[CIVIL_ROOM];
    buffer_putc(out, ',');
    if (at != INSTANT_NONE)
        buffer_put(out, (struct text){text, civil_write_instant(text, at)});
}

static void put_length(struct buffer *out, bool known, micros length)
{
    char text[CIVIL_ROOM];
    buffer_putc(out, ',');
    if (known)
        buffer_put(out, (struct text){text, civil_write_seconds(text, length)});
}

static void put_flags(struct buffer *out, uint32_t flags)
{
    static const char *const names[] = {"paused", "breached by change", "excluded after decision",
                                        "decided anew"};
    buffer_putc(out, ',');
    for (size_t i = 0; i < 4; i++)
        if (flags & (1U << i))
            buffer_puts(out, names[i]);
}

static void put_verdict(void *block, const struct verdict *verdict)
{
    static const char *const verdicts[] = {"met",       "breached", "pending",
                                           "uncovered", "excluded", "error"};
    static const char *const calendars[] = {"always", "office"};
    struct buffer *out = block;
    bool breached = verdict->breached_at != INSTANT_NONE;
    buffer_format(out, "%c,%u,%s", 'A' + (int)(verdict->ticket % 26), (unsigned)verdict->cycle,
                  verdicts[verdict->kind]);
    put_instant(out, verdict->start);
    put_instant(out, verdict->due);
    put_instant(out, verdict->stop);
    put_length(out, verdict->has_figures, verdict->used);
    put_length(out, verdict->has_figures, verdict->paused);
    put_length(out, verdict->has_figures, verdict->limit);
    put_length(out, breached, verdict->over);
    put_length(out, breached, verdict->late);
    buffer_format(out, ",%s", verdict->has_figures ? calendars[verdict->calendar] : "");
    put_instant(out, verdict->breached_at);
    put_flags(out, verdict->flags);
    buffer_putc(out, '\n');
}

static void *begin_block(void *context)
{
    (void)context;
    return memset(memory_resize(NULL, sizeof(struct buffer)), 0, sizeof(struct buffer));
}

static void end_block(void *context, void *block)
{
    struct buffer *part = block;
    buffer_put(context, buffer_text(part));
    buffer_fini(part);
    memory_release(part);
}

const char *world_verdicts(struct world *world, const struct judge *judge, unsigned threads)
{
    struct buffer out = {0};
    struct judge_consumer consumer = {&out, begin_block, put_verdict, end_block};
    judge_all(judge, threads, &consumer);
    const char *text = text_cstr(world->arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

/* ---- ledgers ---- */

static bool adds_up(const struct ledger *ledger)
{
    micros sum = 0;
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        const struct ledger_row *row = &ledger->rows[i];
        sum += row->counted;
        bool follows = i == 0 || row->from == ledger->rows[i - 1].to;
        if (row->total != sum || !follows || row->to < row->from) {
            tap_note("row %u of cycle %u does not follow", (unsigned)i + 1,
                     (unsigned)ledger->verdict.cycle);
            return false;
        }
    }
    if (ledger->verdict.has_figures && sum != ledger->verdict.used)
        tap_note("rows of cycle %u add up to %lld, used are %lld", (unsigned)ledger->verdict.cycle,
                 (long long)sum, (long long)ledger->verdict.used);
    return !ledger->verdict.has_figures || sum == ledger->verdict.used;
}

bool world_ledgers_add_up(struct world *world, const struct judge *judge)
{
    bool good = true;
    uint32_t tickets = 0, seen = 0;
    for (uint32_t i = 0; i < world->count; i++)
        tickets = world->ticket[i] >= tickets ? world->ticket[i] + 1 : tickets;
    for (uint32_t ticket = 0; ticket < tickets; ticket++) {
        uint32_t count = 0;
        const struct ledger *ledgers =
            judge_ledgers(judge, ticket, INDEX_NONE, world->arena, &count);
        for (uint32_t i = 0; i < count; i++, seen++)
            good &= adds_up(&ledgers[i]) && ledgers[i].event_count && ledgers[i].due_reason.len;
    }
    return good && seen;
}

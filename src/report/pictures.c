/* pictures.c - see pictures.h. The order among cycles is total, so it does not matter in which
 * block one was found. */
#include "report/pictures.h"

#include <string.h>

#include "base/exact.h"

/* Of a block, or of all. */
struct gathered {
    struct arena *arena;
    struct pictures_target *targets;
    struct pictures_cycle *next; /* PICTURES_NEXT of them */
    uint32_t next_count;
    uint64_t pending;
    struct pictures_week week;
};

struct pictures {
    const struct judge *judge;
    const struct model *model;
    const struct calendar *hours; /* NULL: always */
    uint32_t calendar;
    struct gathered whole;
};

struct block {
    const struct pictures *pictures;
    struct gathered gathered;
    uint32_t ticket; /* the last one */
    struct zone_segment segment;
};

/* ---- which hours the openings are seen against ---- */

static bool is_counted(const struct target *target)
{
    return !target->is_hidden && !target->is_absent && target->is_sound;
}

static uint32_t targets_in(const struct model *model, uint32_t calendar)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->target_count; i++)
        count += is_counted(&model->targets[i]) && model->targets[i].calendar == calendar;
    return count;
}

/* That of most targets; the first of equal ones; always only if there is no other. */
static uint32_t service_hours(const struct model *model)
{
    uint32_t best = 0, most = 0;
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *target = &model->targets[i];
        if (!is_counted(target) || target->calendar == 0)
            continue;
        uint32_t count = targets_in(model, target->calendar);
        if (count > most) {
            most = count;
            best = target->calendar;
        }
    }
    return best;
}

/* ---- gathering ---- */

static void gathered_init(struct gathered *gathered, const struct model *model)
{
    struct arena *arena = arena_new();
    *gathered = (struct gathered){.arena = arena};
    gathered->targets = ARENA_ARRAY(arena, model->target_count + 1, struct pictures_target);
    gathered->next = ARENA_ARRAY(arena, PICTURES_NEXT, struct pictures_cycle);
}

struct pictures *pictures_new(const struct judge *judge, const struct model *model)
{
    struct pictures *pictures = memory_resize(NULL, sizeof *pictures);
    *pictures = (struct pictures){.judge = judge, .model = model};
    pictures->calendar = service_hours(model);
    if (pictures->calendar)
        pictures->hours = judge_calendar(judge, pictures->calendar);
    gathered_init(&pictures->whole, model);
    return pictures;
}

void pictures_free(struct pictures *pictures)
{
    if (!pictures)
        return;
    arena_free(pictures->whole.arena);
    memory_release(pictures);
}

static void *begin(void *context)
{
    struct block *block = memory_resize(NULL, sizeof *block);
    *block = (struct block){.pictures = context, .ticket = INDEX_NONE};
    gathered_init(&block->gathered, block->pictures->model);
    return block;
}

static int by_ticket(const struct pictures_cycle *a, const struct pictures_cycle *b)
{
    int order = cited_compare(&a->place, &b->place);
    if (order)
        return order;
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    return (a->cycle > b->cycle) - (a->cycle < b->cycle);
}

static int by_excess(const struct pictures_cycle *a, const struct pictures_cycle *b)
{
    if (a->over != b->over)
        return a->over > b->over ? -1 : 1;
    if (a->late != b->late)
        return a->late > b->late ? -1 : 1;
    return by_ticket(a, b);
}

static int by_due(const struct pictures_cycle *a, const struct pictures_cycle *b)
{
    instant due_a = a->due == INSTANT_NONE ? INT64_MAX : a->due;
    instant due_b = b->due == INSTANT_NONE ? INT64_MAX : b->due;
    if (due_a != due_b)
        return due_a < due_b ? -1 : 1;
    return by_ticket(a, b);
}

/* The first ROOM in an order, kept sorted. */
struct best {
    struct pictures_cycle *at;
    uint32_t *count;
    uint32_t room;
    int (*compare)(const struct pictures_cycle *, const struct pictures_cycle *);
};

static bool best_has_room(const struct best *best, const struct pictures_cycle *cycle)
{
    uint32_t count = *best->count;
    return count < best->room || best->compare(cycle, &best->at[count - 1]) <= 0;
}

static void best_add(const struct best *best, const struct pictures_cycle *cycle)
{
    uint32_t i = *best->count;
    if (!best_has_room(best, cycle))
        return;
    if (i == best->room) {
        i--;
    } else {
        ++*best->count;
    }
    for (; i > 0 && best->compare(cycle, &best->at[i - 1]) < 0; i--)
        best->at[i] = best->at[i - 1];
    best->at[i] = *cycle;
}

static struct best worst_of(struct pictures_target *target)
{
    return (struct best){target->worst, &target->worst_count, PICTURES_WORST, by_excess};
}

static void add_worst(struct pictures_target *target, const struct pictures_cycle *cycle)
{
    struct best worst = worst_of(target);
    best_add(&worst, cycle);
}

static void add_next(struct gathered *gathered, const struct pictures_cycle *cycle)
{
    best_add(&(struct best){gathered->next, &gathered->next_count, PICTURES_NEXT, by_due}, cycle);
}

/* Each bar without its lower end and with its upper one; the first has both. */
static uint32_t bar_of(micros used, micros limit)
{
    wide tenths = ((wide)used * 10 + limit - 1) / limit;
    if (used <= 0 || tenths <= 1)
        return 0;
    return tenths > PICTURES_BARS ? PICTURES_BARS - 1 : (uint32_t)tenths - 1;
}

static void take_decided(struct gathered *gathered, const struct verdict *verdict,
                         const struct pictures_cycle *cycle)
{
    struct pictures_target *target = &gathered->targets[verdict->target];
    bool breached = verdict->kind == VERDICT_BREACHED;
    if (breached) {
        target->breaches++;
        add_worst(target, cycle);
    }
    if (!verdict->has_figures || verdict->limit <= 0)
        return;
    struct pictures_bar *bar = &target->bars[bar_of(verdict->used, verdict->limit)];
    bar->met += !breached;
    bar->breached += breached;
    target->drawn++;
    target->on_time += breached && verdict->used <= verdict->limit;
}

static void take_opening(struct block *block, instant opening)
{
    struct pictures_week *week = &block->gathered.week;
    const struct pictures *pictures = block->pictures;
    if (opening == INSTANT_NONE)
        return;
    if (opening < block->segment.from || opening >= block->segment.to)
        block->segment = zone_segment_at(pictures->model->zone, opening);
    instant local = opening + block->segment.offset * MICROS_SECOND;
    day date = (day)(local >= 0 ? local / MICROS_DAY : -((MICROS_DAY - 1 - local) / MICROS_DAY));
    micros time = local - date * MICROS_DAY;
    week->opened[civil_weekday(date)][time / MICROS_HOUR]++;
    week->tickets++;
    week->outside += pictures->hours && !calendar_is_open(pictures->hours, opening);
}

static void take(void *context, const struct verdict *verdict)
{
    struct block *block = context;
    struct gathered *gathered = &block->gathered;
    struct pictures_cycle cycle = {.place = {0, 0, verdict->ticket},
                                   .ticket = verdict->ticket,
                                   .target = verdict->target,
                                   .cycle = verdict->cycle,
                                   .flags = verdict->flags,
                                   .has_figures = verdict->has_figures,
                                   .due = verdict->due};
    if (verdict->has_figures) {
        cycle.over = verdict->over;
        cycle.late = verdict->late;
        cycle.used = verdict->used;
        cycle.limit = verdict->limit;
    }
    if (verdict->ticket != block->ticket)
        take_opening(block, verdict->opening);
    block->ticket = verdict->ticket;
    if (verdict->kind == VERDICT_MET || verdict->kind == VERDICT_BREACHED)
        take_decided(gathered, verdict, &cycle);
    if (verdict->kind != VERDICT_PENDING)
        return;
    gathered->pending++;
    add_next(gathered, &cycle);
}

static void merge_target(struct pictures_target *into, const struct pictures_target *more)
{
    for (uint32_t i = 0; i < PICTURES_BARS; i++) {
        into->bars[i].met += more->bars[i].met;
        into->bars[i].breached += more->bars[i].breached;
    }
    into->drawn += more->drawn;
    into->breaches += more->breaches;
    into->on_time += more->on_time;
    for (uint32_t i = 0; i < more->worst_count; i++)
        add_worst(into, &more->worst[i]);
}

static void merge_week(struct pictures_week *into, const struct pictures_week *more)
{
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 24; k++)
            into->opened[i][k] += more->opened[i][k];
    into->tickets += more->tickets;
    into->outside += more->outside;
}

static void end(void *context, void *ended)
{
    struct pictures *pictures = context;
    struct block *block = ended;
    struct gathered *whole = &pictures->whole;
    const struct gathered *more = &block->gathered;
    for (uint32_t i = 0; i < pictures->model->target_count; i++)
        merge_target(&whole->targets[i], &more->targets[i]);
    merge_week(&whole->week, &more->week);
    for (uint32_t i = 0; i < more->next_count; i++)
        add_next(whole, &more->next[i]);
    whole->pending += more->pending;
    arena_free(block->gathered.arena);
    memory_release(block);
}

struct judge_consumer pictures_consumer(struct pictures *pictures)
{
    return (struct judge_consumer){pictures, begin, take, end, NULL, 0};
}

/* ---- parts of a log ---- */

static void put_cycle(const struct pictures_cycle *cycle, const struct eventlog *log,
                      struct buffer *out)
{
    cited_put(out, log, cycle->ticket);
    wire_put_whole(out, cycle->target);
    wire_put_whole(out, cycle->cycle);
    wire_put_whole(out, cycle->flags);
    wire_put_whole(out, cycle->has_figures);
    wire_put_signed(out, cycle->over);
    wire_put_signed(out, cycle->late);
    wire_put_signed(out, cycle->used);
    wire_put_signed(out, cycle->limit);
    wire_put_signed(out, cycle->due);
}

static void put_target(const struct pictures_target *target, const struct pictures_teller *teller,
                       struct buffer *out)
{
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < PICTURES_BARS; i++) {
        wire_put_whole(out, target->bars[i].met);
        wire_put_whole(out, target->bars[i].breached);
    }
    wire_put_whole(out, target->drawn);
    wire_put_whole(out, target->breaches);
    wire_put_whole(out, target->on_time);
    wire_put_whole(out, target->worst_count);
    for (uint32_t i = 0; i < target->worst_count; i++) {
        struct pictures_told told = teller->tell(teller->context, &target->worst[i], scratch);
        put_cycle(&target->worst[i], teller->log, out);
        wire_put_text(out, told.summary);
        wire_put_text(out, told.body);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

void pictures_put(const struct pictures *pictures, const struct pictures_teller *teller,
                  struct buffer *out)
{
    const struct gathered *whole = &pictures->whole;
    for (uint32_t i = 0; i < pictures->model->target_count; i++)
        put_target(&whole->targets[i], teller, out);
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 24; k++)
            wire_put_whole(out, whole->week.opened[i][k]);
    wire_put_whole(out, whole->week.tickets);
    wire_put_whole(out, whole->week.outside);
    wire_put_whole(out, whole->pending);
    wire_put_whole(out, whole->next_count);
    for (uint32_t i = 0; i < whole->next_count; i++)
        put_cycle(&whole->next[i], teller->log, out);
}

static struct pictures_cycle read_cycle(const struct pictures *pictures, struct wire *wire,
                                        struct cited *cited)
{
    struct pictures_cycle cycle = {.ticket = cited_read(cited, wire)};
    cycle.place = cited->places.at[cycle.ticket];
    cycle.target = (uint32_t)wire_upto(wire, UINT32_MAX);
    cycle.cycle = (uint32_t)wire_upto(wire, UINT32_MAX);
    cycle.flags = (uint32_t)wire_upto(wire, UINT32_MAX);
    cycle.has_figures = wire_upto(wire, 1) != 0;
    cycle.over = wire_signed(wire);
    cycle.late = wire_signed(wire);
    cycle.used = wire_signed(wire);
    cycle.limit = wire_signed(wire);
    cycle.due = wire_signed(wire);
    if (cycle.target >= pictures->model->target_count)
        wire->is_spoilt = true;
    return cycle;
}

/* The ledger is kept only if the cycle is. */
static void read_worst(struct pictures *pictures, struct pictures_target *target, struct wire *wire,
                       struct cited *cited)
{
    struct arena *arena = pictures->whole.arena;
    struct pictures_cycle cycle = read_cycle(pictures, wire, cited);
    struct text summary = wire_text(wire), body = wire_text(wire);
    struct best worst = worst_of(target);
    if (wire->is_spoilt || !best_has_room(&worst, &cycle))
        return;
    struct pictures_told *told = ARENA_NEW(arena, struct pictures_told);
    *told = (struct pictures_told){text_copy(arena, summary), text_copy(arena, body)};
    cycle.told = told;
    best_add(&worst, &cycle);
}

static void read_target(struct pictures *pictures, uint32_t number, struct wire *wire,
                        struct cited *cited)
{
    struct pictures_target *target = &pictures->whole.targets[number];
    for (uint32_t i = 0; i < PICTURES_BARS; i++) {
        target->bars[i].met += wire_whole(wire);
        target->bars[i].breached += wire_whole(wire);
    }
    target->drawn += wire_whole(wire);
    target->breaches += wire_whole(wire);
    target->on_time += wire_whole(wire);
    for (uint64_t left = wire_upto(wire, PICTURES_WORST); left && !wire->is_spoilt; left--)
        read_worst(pictures, target, wire, cited);
}

void pictures_add(struct pictures *pictures, struct wire *wire, struct cited *cited)
{
    struct gathered *whole = &pictures->whole;
    for (uint32_t i = 0; i < pictures->model->target_count && !wire->is_spoilt; i++)
        read_target(pictures, i, wire, cited);
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 24; k++)
            whole->week.opened[i][k] += wire_whole(wire);
    whole->week.tickets += wire_whole(wire);
    whole->week.outside += wire_whole(wire);
    whole->pending += wire_whole(wire);
    for (uint64_t left = wire_upto(wire, PICTURES_NEXT); left && !wire->is_spoilt; left--) {
        struct pictures_cycle cycle = read_cycle(pictures, wire, cited);
        if (!wire->is_spoilt)
            add_next(whole, &cycle);
    }
}

/* ---- result ---- */

enum { YEAR_OF_WEEKS = 364 };

/* An hour of the week, over some dates. */
struct slot {
    micros open, whole;
};

static void add_hour(const struct pictures *pictures, struct slot *slot, day date, int hour)
{
    const struct zone *zone = pictures->model->zone;
    instant from = zone_to_instant(zone, date, hour * MICROS_HOUR).at;
    instant to = zone_to_instant(zone, date, (hour + 1) * MICROS_HOUR).at;
    if (to <= from)
        return;
    slot->open += calendar_elapsed(pictures->hours, from, to);
    slot->whole += to - from;
}

/* As many of each day of the week as the calendar is worked out for, at most a year. */
static void find_open(const struct pictures *pictures, struct pictures_week *week)
{
    struct slot slots[7][24];
    const struct zone *zone = pictures->model->zone;
    day last = zone_to_local(zone, judge_as_of(pictures->judge)).date, first = last - YEAR_OF_WEEKS;
    day known = zone_to_local(zone, calendar_window_from(pictures->hours)).date;
    memset(slots, 0, sizeof slots);
    for (day date = first < known ? known + 1 : first + 1; date <= last; date++)
        for (int hour = 0; hour < 24; hour++)
            add_hour(pictures, &slots[civil_weekday(date)][hour], date, hour);
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 24; k++)
            week->open[i][k] = slots[i][k].open && slots[i][k].open * 2 >= slots[i][k].whole;
}

const struct pictures_result *pictures_finish(struct pictures *pictures, struct arena *arena)
{
    const struct gathered *whole = &pictures->whole;
    struct pictures_result *result = ARENA_NEW(arena, struct pictures_result);
    uint32_t count = pictures->model->target_count;
    struct pictures_target *targets = ARENA_ARRAY(arena, count + 1, struct pictures_target);
    struct pictures_cycle *next = ARENA_ARRAY(arena, PICTURES_NEXT, struct pictures_cycle);
    memcpy(targets, whole->targets, count * sizeof *targets);
    memcpy(next, whole->next, whole->next_count * sizeof *next);
    result->targets = targets;
    result->next = next;
    result->next_count = whole->next_count;
    result->pending = whole->pending;
    result->week = whole->week;
    result->week.calendar = pictures->calendar;
    if (pictures->hours && judge_as_of(pictures->judge) != INSTANT_NONE)
        find_open(pictures, &result->week);
    return result;
}

/* time_random.c - see time_random.h. Chances lean towards what is hard: nights, changes of clocks,
 * holidays that meet, spans that touch. */
#include "time_random.h"

int dice_below(struct dice *dice, int count)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (int)((dice->state >> 11) % (uint64_t)count);
}

bool dice_chance(struct dice *dice, int percent)
{
    return dice_below(dice, 100) < percent;
}

static micros any_time(struct random_world *world)
{
    static const int liked[] = {0,   60,  90,  120, 150, 180,  360,  480,  540,
                                600, 720, 780, 870, 960, 1020, 1320, 1380, 1439};
    bool free = dice_chance(world->dice, 25);
    int count = (int)(sizeof liked / sizeof *liked);
    int minute = free ? dice_below(world->dice, 1440) : liked[dice_below(world->dice, count)];
    return minute * MICROS_MINUTE;
}

static micros any_end(struct random_world *world)
{
    micros time = any_time(world);
    return time == 0 || dice_chance(world->dice, 15) ? MICROS_DAY : time;
}

static struct calendar_spans any_spans(struct random_world *world, int most)
{
    int count = 1 + dice_below(world->dice, most);
    struct calendar_span *spans = ARENA_ARRAY(world->arena, (size_t)count, struct calendar_span);
    for (int i = 0; i < count; i++) {
        spans[i] = (struct calendar_span){any_time(world), any_end(world)};
        if (i > 0 && dice_chance(world->dice, 30) && spans[i - 1].to < MICROS_DAY)
            spans[i].from = spans[i - 1].to; /* touching */
        if (dice_chance(world->dice, 20))
            spans[i] = (struct calendar_span){22 * MICROS_HOUR, 6 * MICROS_HOUR};
    }
    return (struct calendar_spans){spans, (size_t)count};
}

static uint8_t any_days(struct random_world *world)
{
    if (dice_chance(world->dice, 40))
        return WEEK_ALL;
    if (dice_chance(world->dice, 40))
        return 0x1f;
    return (uint8_t)(1 + dice_below(world->dice, WEEK_ALL));
}

static day any_date(struct random_world *world)
{
    return world->first + dice_below(world->dice, world->last - world->first + 1);
}

static struct day_part any_part(struct random_world *world)
{
    struct day_part part = {DAY_WHOLE, any_time(world), any_end(world)};
    if (dice_chance(world->dice, 50))
        part.kind = dice_chance(world->dice, 50) ? DAY_REST : DAY_SPAN;
    return part;
}

static struct holiday_rule any_rule(struct random_world *world)
{
    day date = any_date(world);
    struct civil_date civil = civil_of_day(date);
    struct holiday_rule rule = {.kind =
                                    (enum holiday_kind)dice_below(world->dice, HOLIDAY_EASTER + 1)};
    rule.date = date;
    rule.month = civil.month;
    rule.mday = civil.mday;
    rule.weekday = civil_weekday(date);
    rule.nth = dice_chance(world->dice, 25) ? -1 : (civil.mday + 6) / 7;
    if (rule.kind == HOLIDAY_NTH && dice_chance(world->dice, 20))
        rule.month = 0;
    rule.offset = dice_chance(world->dice, 50) ? dice_below(world->dice, 60) - 10
                                               : date - civil_easter(civil.year);
    if (dice_chance(world->dice, 35))
        rule.part = any_part(world);
    if (dice_chance(world->dice, 60))
        rule.substitute =
            (enum holiday_substitute)dice_below(world->dice, SUBSTITUTE_OR_NEAREST + 1);
    if (dice_chance(world->dice, 30))
        rule.moves_on = any_days(world);
    rule.to_any_day = dice_chance(world->dice, 20);
    if (dice_chance(world->dice, 15)) {
        rule.only_from = civil.year - 1 + dice_below(world->dice, 3);
        rule.only_to = rule.only_from + dice_below(world->dice, 2);
    }
    return rule;
}

/* Runs of neighbours are likely, so that substitutes have to look for a place. */
static const struct holiday_list *any_list(struct random_world *world)
{
    int count = 1 + dice_below(world->dice, 6);
    struct holiday_rule *rules = ARENA_ARRAY(world->arena, (size_t)count, struct holiday_rule);
    struct holiday_list *list = ARENA_NEW(world->arena, struct holiday_list);
    for (int i = 0; i < count; i++) {
        rules[i] = any_rule(world);
        if (i == 0 || !dice_chance(world->dice, 50))
            continue;
        struct holiday_rule *rule = &rules[i];
        rule->kind = HOLIDAY_DATED;
        rule->date = rules[i - 1].date + 1;
    }
    list->rules = rules;
    list->count = (size_t)count;
    return list;
}

static void add_week(struct random_world *world, struct calendar_spec *spec)
{
    int count = 1 + dice_below(world->dice, 3);
    struct calendar_weekly *lines =
        ARENA_ARRAY(world->arena, (size_t)count, struct calendar_weekly);
    for (int i = 0; i < count; i++) {
        lines[i].days = any_days(world);
        lines[i].unbroken = dice_chance(world->dice, 25);
        lines[i].spans = any_spans(world, 2);
    }
    spec->weekly = lines;
    spec->weekly_count = dice_chance(world->dice, 95) ? (size_t)count : 0;
    if (dice_chance(world->dice, 20)) {
        struct calendar_closed_days *closed = ARENA_NEW(world->arena, struct calendar_closed_days);
        closed->days = (uint8_t)(1 << dice_below(world->dice, 7));
        spec->closed_days = closed;
        spec->closed_days_count = 1;
    }
}

static void add_dates(struct random_world *world, struct calendar_spec *spec)
{
    int dated = dice_below(world->dice, 4), closures = dice_below(world->dice, 5);
    struct calendar_dated *opens = ARENA_ARRAY(world->arena, 4, struct calendar_dated);
    struct calendar_closure *closes = ARENA_ARRAY(world->arena, 5, struct calendar_closure);
    for (int i = 0; i < dated; i++) {
        opens[i].first = any_date(world);
        opens[i].last = opens[i].first + dice_below(world->dice, 3);
        opens[i].unbroken = dice_chance(world->dice, 25);
        opens[i].spans = any_spans(world, 2);
        if (dice_chance(world->dice, 15))
            opens[i].spans.count = 0;
    }
    for (int i = 0; i < closures; i++) {
        closes[i].first = any_date(world);
        closes[i].last = closes[i].first + dice_below(world->dice, 3);
        closes[i].part = any_part(world);
    }
    spec->dated = opens;
    spec->dated_count = (size_t)dated;
    spec->closures = closes;
    spec->closure_count = (size_t)closures;
}

static void add_holidays(struct random_world *world, struct calendar_spec *spec)
{
    int count = dice_below(world->dice, 3);
    struct calendar_holidays *lists = ARENA_ARRAY(world->arena, 3, struct calendar_holidays);
    for (int i = 0; i < count; i++)
        lists[i].list = any_list(world);
    spec->holidays = lists;
    spec->holidays_count = (size_t)count;
}

static const struct calendar_other *any_other(struct random_world *world, int depth)
{
    struct calendar_other *other = ARENA_NEW(world->arena, struct calendar_other);
    const struct zone *zone = world->zones[dice_below(world->dice, world->zone_count)];
    other->spec = random_spec(world, zone, depth - 1);
    return other;
}

const struct calendar_spec *random_spec(struct random_world *world, const struct zone *zone,
                                        int depth)
{
    struct calendar_spec *spec = ARENA_NEW(world->arena, struct calendar_spec);
    spec->zone = zone;
    add_week(world, spec);
    add_dates(world, spec);
    add_holidays(world, spec);
    if (depth > 0 && dice_chance(world->dice, 25)) {
        spec->includes = any_other(world, depth);
        spec->include_count = 1;
    }
    if (depth > 0 && dice_chance(world->dice, 15)) {
        spec->excludes = any_other(world, depth);
        spec->exclude_count = 1;
    }
    return spec;
}

/* oracle_compare.c - see oracle_compare.h. */
#include "oracle_compare.h"

#include <stdio.h>

#include "time_make.h"
#include "time_random.h"

enum { VIEW_DAYS = 30, QUESTIONS = 40, FAR_QUESTIONS = 12 };

static const char *const zone_names[] = {"UTC",
                                         "Europe/Paris",
                                         "Europe/London",
                                         "America/New_York",
                                         "America/St_Johns",
                                         "Asia/Kathmandu",
                                         "Australia/Lord_Howe",
                                         "Pacific/Apia",
                                         "Pacific/Chatham",
                                         "America/Sao_Paulo",
                                         "Asia/Beirut",
                                         "Africa/Cairo",
                                         "Africa/Casablanca",
                                         "Asia/Tehran",
                                         "America/Havana",
                                         "Asia/Gaza",
                                         "America/Asuncion",
                                         "America/Santiago",
                                         "Europe/Dublin",
                                         "Antarctica/Troll",
                                         "Australia/Sydney",
                                         "Asia/Pyongyang"};

void comparison_init(struct comparison *comparison, uint64_t seed)
{
    int count = (int)(sizeof zone_names / sizeof *zone_names);
    *comparison = (struct comparison){.seed = seed, .zone_count = count};
    comparison->arena = arena_new();
    comparison->oracle = oracle_new();
    struct zone_table *table = made_zones(comparison->arena);
    comparison->zones = ARENA_ARRAY(comparison->arena, (size_t)count, const struct zone *);
    for (int i = 0; i < count; i++)
        comparison->zones[i] = made_zone(table, zone_names[i]);
}

void comparison_fini(struct comparison *comparison)
{
    oracle_free(comparison->oracle);
    arena_free(comparison->arena);
}

/* One calendar and what is asked of it. */
struct trial {
    struct comparison *comparison;
    struct arena *arena;
    struct dice dice;
    const struct calendar_spec *spec;
    const struct calendar *calendar;
    const struct oracle_view *view;
    instant from, to; /* the middle of the view */
    instant at, other;
    int64_t amount;
};

/* ---- Where it is hard: changes of clocks, Christmas, Easter ---- */

static day hard_date(struct trial *trial, const struct zone *zone)
{
    int year = ORACLE_FROM + 2 + dice_below(&trial->dice, ORACLE_TO - ORACLE_FROM - 4);
    day any = civil_day(year, 1, 1) + dice_below(&trial->dice, 365);
    if (dice_chance(&trial->dice, 20))
        return civil_day(year, 12, 20) + dice_below(&trial->dice, 14);
    if (dice_chance(&trial->dice, 15))
        return civil_easter(year);
    struct zone_segment segment = zone_segment_at(zone, any * MICROS_DAY);
    if (dice_chance(&trial->dice, 80) && segment.to < civil_day(ORACLE_TO - 1, 1, 1) * MICROS_DAY)
        return (day)(segment.to / MICROS_DAY);
    return any;
}

/* Mostly the window holds all; at times it holds little, or nothing. */
static void compile(struct trial *trial, day date)
{
    day first = date - VIEW_DAYS, last = date + VIEW_DAYS;
    bool far = dice_chance(&trial->dice, 8);
    if (far) {
        first = date + dice_below(&trial->dice, 21) - 10;
        last = first + dice_below(&trial->dice, 3);
    }
    if (far && dice_chance(&trial->dice, 30))
        first = last = civil_day(1990 + dice_below(&trial->dice, 80), 6, 1);
    trial->calendar = calendar_compile(trial->arena, trial->spec, first, last);
}

static void start(struct trial *trial)
{
    struct comparison *comparison = trial->comparison;
    const struct zone *zone = comparison->zones[dice_below(&trial->dice, comparison->zone_count)];
    day date = hard_date(trial, zone);
    struct random_world world = {.arena = trial->arena,
                                 .dice = &trial->dice,
                                 .zones = comparison->zones,
                                 .zone_count = comparison->zone_count,
                                 .first = date - 6,
                                 .last = date + 6};
    trial->spec = random_spec(&world, zone, 2);
    compile(trial, date);
    int64_t minute = date * INT64_C(1440), half = VIEW_DAYS / 2 * INT64_C(1440);
    trial->view =
        oracle_look(comparison->oracle, trial->arena, trial->spec, minute - half, minute + half);
    trial->from = (date - 8) * MICROS_DAY;
    trial->to = (date + 8) * MICROS_DAY;
}

/* ---- Instants and lengths ---- */

static instant any_instant(struct trial *trial)
{
    int64_t minutes = (trial->to - trial->from) / MICROS_MINUTE;
    instant at = trial->from + dice_below(&trial->dice, (int)minutes) * MICROS_MINUTE;
    if (dice_chance(&trial->dice, 30))
        at += dice_below(&trial->dice, 60000000);
    if (!dice_chance(&trial->dice, 60))
        return at;
    bool opening = dice_chance(&trial->dice, 50);
    instant edge =
        opening ? oracle_next_opening(trial->view, at) : oracle_next_closing(trial->view, at);
    if (edge == INSTANT_NONE || edge >= trial->to)
        return at;
    return edge + (dice_chance(&trial->dice, 40) ? dice_below(&trial->dice, 3) - 1 : 0);
}

static micros any_length(struct trial *trial)
{
    micros length = dice_below(&trial->dice, 3000) * MICROS_MINUTE;
    if (dice_chance(&trial->dice, 40)) /* to an edge, and what is next to it */
        length = oracle_elapsed(trial->view, trial->at, any_instant(trial));
    return length + (dice_chance(&trial->dice, 30) ? dice_below(&trial->dice, 3) - 1 : 0);
}

/* ---- Questions ---- */

static bool differs(struct trial *trial, const char *question, int64_t found, int64_t wanted)
{
    char at[CIVIL_ROOM], one[CIVIL_ROOM], two[CIVIL_ROOM];
    trial->comparison->questions++;
    if (found == wanted)
        return false;
    trial->comparison->wrong++;
    if (trial->comparison->quiet)
        return true;
    civil_write_instant(at, trial->at);
    printf("# seed %llu, calendar %ld, " TEXT_FMT ": %s %s, %lld\n",
           (unsigned long long)trial->comparison->seed, trial->comparison->calendars,
           TEXT_ARG(zone_name(trial->spec->zone)), question, at, (long long)trial->amount);
    civil_write_instant(one, found);
    civil_write_instant(two, wanted);
    printf("#   found %lld %s, wanted %lld %s\n", (long long)found, one, (long long)wanted, two);
    return true;
}

/* The view may be too short to know: then nothing is asked, since the calendar would look for an
 * answer to the end of time. */
static bool ask_days(struct trial *trial)
{
    const struct calendar *calendar = trial->calendar;
    int count = dice_below(&trial->dice, 5), kind = dice_below(&trial->dice, 3);
    instant wanted;
    trial->amount = count;
    if (kind == 0) {
        wanted = oracle_end_of_working_day(trial->view, trial->at, count);
        return wanted != INSTANT_NONE &&
               differs(trial, "end of working day",
                       calendar_end_of_working_day(calendar, trial->at, count).at, wanted);
    }
    if (kind == 1) {
        wanted = oracle_days(trial->view, trial->at, count);
        return wanted != INSTANT_NONE &&
               differs(trial, "calendar days", calendar_days(calendar, trial->at, count).at,
                       wanted);
    }
    wanted = oracle_working_days(trial->view, trial->at, ++count);
    return wanted != INSTANT_NONE &&
           differs(trial, "working days", calendar_working_days(calendar, trial->at, count).at,
                   wanted);
}

static bool ask_length(struct trial *trial, bool forward)
{
    const struct calendar *calendar = trial->calendar;
    trial->amount = any_length(trial);
    instant wanted = forward ? oracle_due(trial->view, trial->at, trial->amount)
                             : oracle_before(trial->view, trial->at, trial->amount);
    if (wanted == INSTANT_NONE)
        return false;
    if (forward)
        return differs(trial, "due", calendar_due(calendar, trial->at, trial->amount).at, wanted);
    return differs(trial, "before", calendar_before(calendar, trial->at, trial->amount).at, wanted);
}

static bool ask_edge(struct trial *trial, bool opening)
{
    const struct calendar *calendar = trial->calendar;
    instant wanted = opening ? oracle_next_opening(trial->view, trial->at)
                             : oracle_next_closing(trial->view, trial->at);
    if (wanted == INSTANT_NONE)
        return false;
    if (opening)
        return differs(trial, "next opening", calendar_next_opening(calendar, trial->at).at,
                       wanted);
    return differs(trial, "next closing", calendar_next_closing(calendar, trial->at).at, wanted);
}

static bool ask(struct trial *trial)
{
    trial->at = any_instant(trial);
    trial->other = any_instant(trial);
    trial->amount = trial->other;
    int kind = dice_below(&trial->dice, 9);
    if (kind == 0)
        return differs(trial, "is open", calendar_is_open(trial->calendar, trial->at),
                       oracle_is_open(trial->view, trial->at));
    if (kind <= 2)
        return differs(trial, "elapsed", calendar_elapsed(trial->calendar, trial->at, trial->other),
                       oracle_elapsed(trial->view, trial->at, trial->other));
    if (kind <= 5)
        return ask_length(trial, kind < 5);
    if (kind == 6)
        return ask_edge(trial, dice_chance(&trial->dice, 50));
    return ask_days(trial);
}

/* Stretches and reasons of two days, against every minute of them. */
static bool ask_stretches(struct trial *trial)
{
    bool differ = false;
    instant from = any_instant(trial), to = from + 2 * MICROS_DAY;
    micros open = 0, reasoned = 0;
    trial->at = from;
    struct calendar_stretches list = calendar_open_between(trial->calendar, from, to, trial->arena);
    struct calendar_reasons why = calendar_reasons_between(trial->spec, from, to, trial->arena);
    for (size_t i = 0; i < list.count && !differ; i++) {
        struct calendar_stretch it = list.at[i];
        open += it.to - it.from;
        differ =
            differs(trial, "stretch", oracle_elapsed(trial->view, it.from, it.to), it.to - it.from);
        if (i > 0)
            differ = differ || differs(trial, "apart", it.from > list.at[i - 1].to, true);
    }
    for (size_t i = 0; i < why.count && !differ; i++) {
        struct calendar_reason it = why.at[i];
        bool is_open = calendar_why_is_open(it.why);
        reasoned += it.to - it.from;
        differ = differs(trial, "reason", oracle_elapsed(trial->view, it.from, it.to),
                         is_open ? it.to - it.from : 0);
    }
    return differ || differs(trial, "stretches", open, oracle_elapsed(trial->view, from, to)) ||
           differs(trial, "reasons", reasoned, to - from);
}

static bool is_far(const struct trial *trial)
{
    return trial->from < calendar_window_from(trial->calendar) ||
           trial->to > calendar_window_to(trial->calendar);
}

bool comparison_step(struct comparison *comparison)
{
    struct trial trial = {.comparison = comparison, .arena = arena_new()};
    uint64_t mixed = (comparison->seed + (uint64_t)comparison->calendars) * 0x9e3779b97f4a7c15u;
    trial.dice.state = (mixed ^ (mixed >> 29)) | 1;
    for (int i = 0; i < 20; i++)
        (void)dice_below(&trial.dice, 2);
    start(&trial);
    int count = is_far(&trial) ? FAR_QUESTIONS : QUESTIONS;
    bool good = true;
    for (int i = 0; i < count && good; i++)
        good = !ask(&trial);
    good = good && !ask_stretches(&trial);
    comparison->far += is_far(&trial) ? count : 0;
    comparison->calendars++;
    arena_free(trial.arena);
    return good;
}

/* with: tap.c time_make.c judge_make.c */
/* judge_vectors.c - the vectors of the semantics that are about judging, on charters made by hand,
 * with their ledgers. Office is Monday to Friday 09:00 to 17:00, Europe/Paris. */
#include "judge_make.h"
#include "tap.h"

static struct arena *arena;

struct vector {
    const char *name;
    struct world *world;
    const char *as_of;
    const char *wanted;
};

static void vector(struct vector vector)
{
    struct judge *judge = world_judge(vector.world, vector.as_of);
    tap_same(world_verdicts(vector.world, judge, 1), vector.wanted, "%s", vector.name);
    tap_ok(world_ledgers_add_up(vector.world, judge), "%s: its ledgers add up", vector.name);
}

static struct world *world_with(const char *const *lines)
{
    struct world *world = world_new(arena);
    world_pauses(world);
    for (; *lines; lines++)
        world_event(world, *lines);
    return world;
}

#define WORLD(...) world_with((const char *const[]){__VA_ARGS__, NULL})

static void plain(void)
{
    struct world *w = WORLD("A 2026-10-24 23:30 opened", "A 2026-10-25 22:30 resolved");
    world_within(w, made_minutes(24 * 60), MADE_ALWAYS, MADE_ANY);
    vector((struct vector){"V1", w, NULL,
                           "A,1,met,2026-10-24T21:30:00Z,2026-10-25T21:30:00Z,2026-10-25T21:30:00Z,"
                           "86400,0,86400,,,always,,\n"});
    w = WORLD("A 2026-09-04 16:30 opened", "A 2026-09-07 09:30 resolved");
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V4", w, NULL,
                           "A,1,met,2026-09-04T14:30:00Z,2026-09-07T07:30:00Z,2026-09-07T07:30:00Z,"
                           "3600,0,3600,,,office,,\n"});
    w = WORLD("A 2026-09-07 16:00 opened", "B 2026-09-07 16:00 opened", "C 2026-09-07 16:00 opened",
              "A 2026-09-07 17:00 resolved", "B 2026-09-07 17:00:01 resolved",
              "C 2026-09-07 20:00 resolved");
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_ANY);
    vector((struct vector){
        "V7", w, NULL,
        "A,1,met,2026-09-07T14:00:00Z,2026-09-07T15:00:00Z,2026-09-07T15:00:00Z,3600,0,3600,,,"
        "office,"
        ",\n"
        "B,1,breached,2026-09-07T14:00:00Z,2026-09-07T15:00:00Z,2026-09-07T15:00:01Z,3600,0,3600,0,"
        "1,"
        "office,2026-09-07T15:00:00Z,\n"
        "C,1,breached,2026-09-07T14:00:00Z,2026-09-07T15:00:00Z,2026-09-07T18:00:00Z,3600,0,3600,0,"
        "10800,office,2026-09-07T15:00:00Z,\n"});
    w = WORLD("A 2026-09-12 10:00 opened", "A 2026-09-12 11:00 resolved");
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_ANY);
    vector(
        (struct vector){"V10", w, NULL,
                        "A,1,met,2026-09-12T08:00:00Z,2026-09-14T08:00:00Z,2026-09-12T09:00:00Z,0,"
                        "0,3600,,,office,,\n"});
}

static void pauses(void)
{
    struct world *w = WORLD("A 2026-09-07 10:00 opened new", "A 2026-09-07 12:00 changed pending",
                            "A 2026-09-08 11:00 changed open", "A 2026-09-08 13:00 resolved");
    world_within(w, made_minutes(240), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V8", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-08T11:00:00Z,2026-09-08T11:00:00Z,"
                           "14400,25200,14400,,,office,,\n"});
    w = WORLD("A 2026-09-07 16:00 opened new", "A 2026-09-07 20:00 changed pending",
              "A 2026-09-08 07:00 changed open", "A 2026-09-08 10:00 resolved");
    world_within(w, made_minutes(120), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V9", w, NULL,
                           "A,1,met,2026-09-07T14:00:00Z,2026-09-08T08:00:00Z,2026-09-08T08:00:00Z,"
                           "7200,0,7200,,,office,,\n"});
    w = WORLD("A 2026-10-25 00:30 opened new", "A 2026-10-25 02:30 changed pending",
              "A 2026-10-25 02:15+01:00 changed open", "A 2026-10-25 04:15 resolved resolved");
    world_within(w, made_minutes(240), MADE_ALWAYS, MADE_ANY);
    vector((struct vector){"V12", w, NULL,
                           "A,1,met,2026-10-24T22:30:00Z,2026-10-25T03:15:00Z,2026-10-25T03:15:00Z,"
                           "14400,2700,14400,,,always,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened new", "A 2026-09-07 12:00 changed pending");
    world_within(w, made_minutes(480), MADE_OFFICE, MADE_ANY);
    vector(
        (struct vector){"V27 without a cap", w, "2026-09-09 13:00",
                        "A,1,pending,2026-09-07T08:00:00Z,,,7200,61200,28800,,,office,,paused\n"});
    w->target.has_pause_cap = true;
    w->target.pause_cap = made_minutes(16 * 60);
    vector(
        (struct vector){"V27", w, "2026-09-09 13:00",
                        "A,1,pending,2026-09-07T08:00:00Z,2026-09-10T08:00:00Z,,10800,57600,28800,"
                        ",,office,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened resolved", "B 2026-09-07 10:00 opened pending");
    world_within(w, made_minutes(480), MADE_OFFICE, MADE_ANY);
    vector(
        (struct vector){"V33", w, "2026-09-07 12:00",
                        "A,1,met,2026-09-07T08:00:00Z,2026-09-08T08:00:00Z,2026-09-07T08:00:00Z,0,"
                        "0,28800,,,office,,\n"
                        "B,1,pending,2026-09-07T08:00:00Z,,,0,7200,28800,,,office,,paused\n"});
    w = WORLD("A 2026-09-07 16:00 opened new", "A 2026-09-07 17:00 changed pending",
              "A 2026-09-08 10:00 changed open", "A 2026-09-08 11:00 resolved resolved");
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_ANY);
    vector(
        (struct vector){"V36", w, NULL,
                        "A,1,breached,2026-09-07T14:00:00Z,2026-09-07T15:00:00Z,2026-09-08T09:00:"
                        "00Z,7200,3600,3600,3600,64800,office,2026-09-07T15:00:00Z,\n"});
}

static void day_counts(void)
{
    struct world *w = WORLD("A 2026-09-07 10:00 opened new", "A 2026-09-08 10:00 changed pending",
                            "A 2026-09-09 15:00 changed open", "A 2026-09-11 15:00 resolved");
    world_within(w, made_days(LIMIT_WORKING_DAYS, 3), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V21", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-11T13:00:00Z,2026-09-11T13:00:00Z,"
                           "86400,46800,86400,,,office,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened new", "A 2026-09-07 12:00 changed pending",
              "A 2026-09-07 15:00 changed open", "A 2026-09-09 12:00 resolved");
    world_within(w, made_days(LIMIT_END_OF_WORKING_DAY, 1), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V22", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-09T10:00:00Z,2026-09-09T10:00:00Z,"
                           "54000,10800,54000,,,office,,\n"});
    w = WORLD("A 2026-03-01 10:00 opened new", "A 2026-03-28 12:00 changed pending",
              "A 2026-03-30 12:00 changed open", "A 2026-04-02 09:00 resolved");
    world_within(w, made_days(LIMIT_CALENDAR_DAYS, 30), MADE_ALWAYS, MADE_ANY);
    vector((struct vector){"V23", w, NULL,
                           "A,1,met,2026-03-01T09:00:00Z,2026-04-02T07:00:00Z,2026-04-02T07:00:00Z,"
                           "2588400,169200,2588400,,,always,,\n"});
    w = WORLD("A 2026-09-10 09:00 opened new", "A 2026-09-10 12:00 changed pending",
              "A 2026-09-10 13:00 changed open", "B 2026-09-10 09:00 opened",
              "B 2026-09-11 10:00 resolved", "A 2026-09-11 11:00 resolved");
    world_office(w, "09:00-17:00", "10:00-16:00");
    world_within(w, made_days(LIMIT_WORKING_DAYS, 1), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V25", w, NULL,
                           "A,1,met,2026-09-10T07:00:00Z,2026-09-11T09:00:00Z,2026-09-11T09:00:00Z,"
                           "28800,3600,28800,,,office,,\n"
                           "B,1,met,2026-09-10T07:00:00Z,2026-09-11T08:00:00Z,2026-09-11T08:00:00Z,"
                           "28800,0,28800,,,office,,\n"});
}

static struct world *ranked(struct world *world, struct limit p1, struct limit other, int rank)
{
    world_within(world, p1, MADE_ALWAYS, MADE_P1);
    world_within(world, other, MADE_OFFICE, rank);
    return world;
}

static void changes(void)
{
    struct world *w = WORLD("A 2026-09-07 10:00 opened P3", "A 2026-09-07 12:00 changed P1",
                            "A 2026-09-07 18:00 resolved");
    vector((struct vector){"V18", ranked(w, made_minutes(480), made_minutes(480), MADE_P3), NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-07T16:00:00Z,2026-09-07T16:00:00Z,"
                           "28800,0,28800,,,always,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened P3", "A 2026-09-07 16:00 changed P1",
              "A 2026-09-07 16:30 resolved");
    ranked(w, made_minutes(240), made_minutes(480), MADE_P3);
    const char *late =
        "A,1,breached,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T14:30:00Z,"
        "23400,0,14400,9000,9000,always,2026-09-07T14:00:00Z,breached by change\n";
    vector((struct vector){"V26 carries", w, NULL, late});
    world_on_change(w, CHANGE_JUDGES_FROM_START);
    vector((struct vector){"V26 judges from the start", w, NULL, late});
    world_on_change(w, CHANGE_STARTS_AGAIN);
    vector((struct vector){"V26 starts again", w, NULL,
                           "A,1,met,2026-09-07T14:00:00Z,2026-09-07T18:00:00Z,2026-09-07T14:30:00Z,"
                           "1800,0,14400,,,always,,\n"});
    world_on_change(w, CHANGE_KEEPS);
    vector((struct vector){"V26 keeps", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-08T08:00:00Z,2026-09-07T14:30:00Z,"
                           "23400,0,28800,,,office,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened P2", "A 2026-09-07 20:00 changed P3",
              "A 2026-09-07 22:00 resolved");
    world_within(w, made_minutes(480), MADE_ALWAYS, MADE_P2);
    world_within(w, made_minutes(62 * 60), MADE_ALWAYS, MADE_P3);
    vector(
        (struct vector){"V29 carries", w, NULL,
                        "A,1,breached,2026-09-07T08:00:00Z,2026-09-07T16:00:00Z,2026-09-07T20:00:"
                        "00Z,43200,0,28800,14400,14400,always,2026-09-07T16:00:00Z,\n"});
    world_on_change(w, CHANGE_JUDGES_FROM_START);
    vector((struct vector){"V29 judges from the start", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-09T22:00:00Z,2026-09-07T20:00:00Z,"
                           "43200,0,223200,,,always,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened new P3", "A 2026-09-07 11:00 changed pending",
              "A 2026-09-07 12:00 changed P1", "A 2026-09-07 13:00 changed open",
              "A 2026-09-07 16:00 resolved resolved");
    vector((struct vector){"V31", ranked(w, made_minutes(240), made_minutes(480), MADE_P3), NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-07T14:00:00Z,2026-09-07T14:00:00Z,"
                           "14400,7200,14400,,,always,,\n"});
    w = WORLD("A 2026-09-07 10:00 opened", "A 2026-09-07 10:40 changed P1",
              "A 2026-09-07 11:00 resolved");
    vector(
        (struct vector){"V34", ranked(w, made_minutes(15), made_minutes(480), MADE_OTHERWISE), NULL,
                        "A,1,breached,2026-09-07T08:00:00Z,2026-09-07T08:15:00Z,2026-09-07T09:00:"
                        "00Z,3600,0,900,2700,2700,always,2026-09-07T08:40:00Z,breached by "
                        "change\n"});
    w = WORLD("A 2026-09-07 10:00 opened P1", "B 2026-09-07 10:00 opened P1",
              "A 2026-09-07 11:00 changed P3", "B 2026-09-07 11:00 changed P3",
              "B 2026-09-07 11:30 resolved", "A 2026-09-07 12:00 changed P1",
              "A 2026-09-07 15:00 resolved");
    world_within(w, made_minutes(240), MADE_ALWAYS, MADE_P1);
    vector((struct vector){"V35", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-07T13:00:00Z,2026-09-07T13:00:00Z,"
                           "14400,0,14400,,,always,,\n"
                           "B,1,uncovered,2026-09-07T08:00:00Z,,2026-09-07T09:30:00Z,,,,,,,,\n"});
}

static void reopening(void)
{
    struct world *w = WORLD("A 2026-09-07 10:00 opened", "A 2026-09-07 14:00 resolved",
                            "A 2026-09-09 11:00 reopened", "A 2026-09-09 15:00 resolved");
    world_within(w, made_minutes(480), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"V30", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-09T13:00:00Z,2026-09-09T13:00:00Z,"
                           "28800,0,28800,,,office,,\n"});
    const char *two =
        "A,1,met,2026-09-07T08:00:00Z,2026-09-08T08:00:00Z,2026-09-07T12:00:00Z,14400,0,"
        "28800,,,office,,\n"
        "A,2,met,2026-09-09T09:00:00Z,2026-09-10T09:00:00Z,2026-09-09T13:00:00Z,14400,0,"
        "28800,,,office,,\n";
    w->clock.reopening = REOPENING_STARTS_AGAIN;
    vector((struct vector){"a reopening that starts again", w, NULL, two});
    w->clock.reopening = REOPENING_CONTINUES;
    w->clock.has_reopening_within = true;
    w->clock.reopening_within = made_minutes(45 * 60 - 1);
    vector((struct vector){"a reopening that comes too late to continue", w, NULL, two});
    w->clock.reopening_within = made_minutes(45 * 60);
    vector((struct vector){"a reopening at the end of the time for it", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-09T13:00:00Z,2026-09-09T13:00:00Z,"
                           "28800,0,28800,,,office,,\n"});
    w->clock.reopening = REOPENING_IGNORED;
    w->clock.has_reopening_within = false;
    vector((struct vector){"a reopening that is ignored", w, NULL,
                           "A,1,met,2026-09-07T08:00:00Z,2026-09-08T08:00:00Z,2026-09-07T12:00:00Z,"
                           "14400,0,28800,,,office,,\n"});
    w = WORLD("A 2026-09-30 10:00 opened", "A 2026-09-30 14:00 resolved",
              "A 2026-10-01 11:00 reopened", "A 2026-10-01 12:00 resolved");
    world_within(w, made_minutes(480), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"a decision of a past month that is decided anew", w, NULL,
                           "A,1,met,2026-09-30T08:00:00Z,2026-10-01T13:00:00Z,2026-10-01T10:00:00Z,"
                           "18000,0,28800,,,office,,decided anew\n"});
}

static void endings(void)
{
    struct world *w = WORLD("A 2026-09-07 10:00 opened", "A 2026-09-07 11:00 merged",
                            "A 2026-09-07 12:00 resolved", "B 2026-09-07 10:00 opened",
                            "B 2026-09-07 13:00 merged");
    world_within(w, made_minutes(120), MADE_OFFICE, MADE_ANY);
    vector(
        (struct vector){"merged before and after the breach", w, NULL,
                        "A,1,excluded,2026-09-07T08:00:00Z,2026-09-07T10:00:00Z,2026-09-07T09:00:"
                        "00Z,3600,0,7200,,,office,,\n"
                        "B,1,breached,2026-09-07T08:00:00Z,2026-09-07T10:00:00Z,2026-09-07T11:00:"
                        "00Z,10800,0,7200,3600,3600,office,2026-09-07T10:00:00Z,\n"});
    w = WORLD("A 2026-09-07 15:00 opened", "A 2026-09-08 09:00 resolved");
    world_within(w, made_minutes(120), MADE_OFFICE, MADE_ANY);
    w->target.runs_to_next_opening = true;
    vector((struct vector){"due at closing time runs to the next opening", w, NULL,
                           "A,1,met,2026-09-07T13:00:00Z,2026-09-08T07:00:00Z,2026-09-08T07:00:00Z,"
                           "7200,0,7200,,,office,,\n"});
    w = WORLD("A 2026-09-07 15:00 opened", "B 2026-09-07 15:01 opened");
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_ANY);
    vector((struct vector){"due at the as-of instant is pending", w, "2026-09-07 16:00",
                           "A,1,pending,2026-09-07T13:00:00Z,2026-09-07T14:00:00Z,,3600,0,3600,,,"
                           "office,,\n"
                           "B,1,pending,2026-09-07T13:01:00Z,2026-09-07T14:01:00Z,,3540,0,3600,,,"
                           "office,,\n"});
    vector(
        (struct vector){"past due at the as-of instant is breached", w, "2026-09-07 16:01",
                        "A,1,breached,2026-09-07T13:00:00Z,2026-09-07T14:00:00Z,,3660,0,3600,60,60,"
                        "office,2026-09-07T14:00:00Z,\n"
                        "B,1,pending,2026-09-07T13:01:00Z,2026-09-07T14:01:00Z,,3600,0,3600,,,"
                        "office,,\n"});
    vector(
        (struct vector){"an event after the as-of instant is not in the log", w, "2026-09-07 15:00",
                        "A,1,pending,2026-09-07T13:00:00Z,2026-09-07T14:00:00Z,,0,0,3600,,,office,"
                        ",\n"});
}

int main(void)
{
    arena = arena_new();
    plain();
    pauses();
    day_counts();
    changes();
    reopening();
    endings();
    arena_free(arena);
    return tap_end();
}

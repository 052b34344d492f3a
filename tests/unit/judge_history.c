/* with: tap.c time_make.c judge_make.c */
/* judge_history.c - openings, statuses, merges, what a log can't say, exclusions, and the same
 * verdicts for any number of threads. */
#include <string.h>

#include "judge_make.h"
#include "tap.h"

static struct arena *arena;

static struct world *hours_of_office(int64_t minutes)
{
    struct world *world = world_new(arena);
    world_pauses(world);
    world_within(world, made_minutes(minutes), MADE_OFFICE, MADE_ANY);
    return world;
}

static void same(struct world *world, const char *as_of, const char *wanted, const char *name)
{
    struct judge *judge = world_judge(world, as_of);
    tap_same(world_verdicts(world, judge, 1), wanted, "%s", name);
}

/* The reason of the only verdict of the first ticket. */
static void reason(struct world *world, const char *wanted, const char *name)
{
    uint32_t count = 0;
    struct judge *judge = world_judge(world, NULL);
    const struct ledger *ledgers = judge_ledgers(judge, 0, 0, arena, &count);
    struct text found = count == 1 ? ledgers[0].verdict.reason : TEXT("not one ledger");
    tap_same(text_cstr(arena, found), wanted, "%s", name);
}

static void *begin_nothing(void *context)
{
    return context;
}

static void pass_verdict(void *block, const struct verdict *verdict)
{
    (void)block;
    (void)verdict;
}

static void end_nothing(void *context, void *block)
{
    (void)context;
    (void)block;
}

/* What is counted by the way, while all is judged, is what a run over the log counts. */
static const struct judge_lint *lint_of(struct world *world, const char *as_of)
{
    const struct judge *judge = world_judge(world, as_of);
    const struct judge_consumer nobody = {NULL, begin_nothing, pass_verdict, end_nothing, NULL};
    const struct judge_lint *alone = judge_lint(judge, arena);
    struct judge_lint *by_the_way = judge_lint_new(judge, arena);
    judge_all_lint(judge, 2, &nobody, by_the_way);
    bool same = memcmp(alone->remarks, by_the_way->remarks, sizeof alone->remarks) == 0;
    for (uint32_t i = 0; i < world->model.schema.stored; i++)
        same = same && alone->unset[i].count == by_the_way->unset[i].count &&
               alone->unset[i].first == by_the_way->unset[i].first;
    tap_ok(same, "... lint counted by the way");
    return alone;
}

static uint64_t remark(struct world *world, const char *as_of, enum judge_remark remark)
{
    return lint_of(world, as_of)->remarks[remark].count;
}

static void openings(void)
{
    struct world *w = hours_of_office(240);
    world_opening(w, 'A', "2026-09-07 10:00");
    world_event(w, "A 2026-09-07 11:00 changed pending");
    world_event(w, "A 2026-09-07 12:00 changed open");
    world_event(w, "A 2026-09-07 15:00 resolved");
    const char *earlier = "A,1,met,2026-09-07T08:00:00Z,2026-09-07T13:00:00Z,2026-09-07T13:00:00Z,"
                          "14400,3600,14400,,,office,,\n";
    same(w, NULL, earlier, "an opening before the first row takes all values but the status");
    tap_equal((long long)remark(w, NULL, JUDGED_OPENED_IMPLICITLY), 0, "it is not implicit");
    same(w, "2026-09-07 10:30", "", "while its row is not in the log, the ticket is not either");
    w = hours_of_office(240);
    world_opening(w, 'A', "2026-09-07 12:00");
    world_event(w, "A 2026-09-07 10:00 changed");
    world_event(w, "A 2026-09-07 11:00 changed pending");
    world_event(w, "A 2026-09-07 13:00 resolved resolved");
    same(w, NULL, "A,1,met,2026-09-07T10:00:00Z,,2026-09-07T11:00:00Z,0,3600,14400,,,office,,\n",
         "rows before the opening count as at it");
    tap_equal((long long)remark(w, NULL, JUDGED_BEFORE_OPENING), 2, "and are counted");
    same(w, "2026-09-07 11:30", "", "before its opening a ticket has no record");
    w = hours_of_office(240);
    world_event(w, "A 2026-09-07 10:00 note");
    world_event(w, "A 2026-09-07 11:00 resolved");
    same(w, NULL,
         "A,1,met,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T09:00:00Z,3600,0,14400,,,"
         "office,,\n",
         "the first event opens, whatever its kind");
    tap_equal((long long)remark(w, NULL, JUDGED_OPENED_IMPLICITLY), 1, "and that is counted");
}

static void remarks(void)
{
    struct world *w = hours_of_office(240);
    world_event(w, "A 2026-09-07 10:00 opened P3");
    world_event(w, "A 2026-09-07 11:00 resolved open");
    world_event(w, "A 2026-09-07 12:00 merged");
    world_event(w, "A 2026-09-07 12:30 reply");
    world_event(w, "A 2026-09-07 13:00 note");
    world_event(w, "B 2026-09-07 09:00 opened");
    same(w, "2026-09-07 12:45",
         "A,1,excluded,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T10:00:00Z,7200,0,14400,"
         ",,office,,\n"
         "B,1,pending,2026-09-07T07:00:00Z,2026-09-07T11:00:00Z,,13500,0,14400,,,office,,\n",
         "a status beside an event that says otherwise wins");
    tap_equal((long long)remark(w, NULL, JUDGED_STATUS_DISAGREES), 1, "and the row is counted");
    tap_equal((long long)remark(w, NULL, JUDGED_AFTER_MERGING), 2, "events after a merge");
    tap_equal((long long)remark(w, "2026-09-07 12:00", JUDGED_AFTER_AS_OF), 2,
              "events after as-of");
    const struct judge_count *unset = lint_of(w, NULL)->unset;
    tap_equal((long long)unset[MADE_PRIORITY].count, 1, "tickets without a priority");
    tap_equal((long long)unset[MADE_PRIORITY].first, 1, "the first of them");
    tap_equal((long long)unset[MADE_STATUS].count, 1, "tickets without a status");
}

static void what_cannot_be_judged(void)
{
    struct world *w = hours_of_office(240);
    world_event(w, "A 2026-09-07 10:00 opened");
    w->says_nothing = true;
    reason(w, "the log has no `resolved`, on which the clock resolution stops",
           "a log that can't say what the clock stops on");
    tap_ok(judge_undecidable(world_judge(w, NULL), 0).len > 0, "is undecidable as a whole");
    same(w, NULL, "A,1,error,2026-09-07T08:00:00Z,,,,,,,,,,\n", "every cycle is an error");
    w = hours_of_office(240);
    world_event(w, "A 2026-09-07 10:00 opened");
    w->model.in_force_from = made_date("2026-09-08");
    reason(w, "no version in force", "opened before the charter was in force");
    w->model.in_force_from = made_date("2026-09-07");
    same(w, NULL, "A,1,pending,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,,0,0,14400,,,office,,\n",
         "opened on its first day");
    w->model.in_force_until = made_date("2026-09-06");
    w->model.in_force_from = DAY_NONE;
    reason(w, "no version in force", "opened after its last day");
    w = world_new(arena);
    world_event(w, "A 2026-09-07 10:00 opened P3");
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_P1);
    reason(w, "no clause matches: not priority is", "no clause wins");
}

static void holidays(void)
{
    struct world *w = hours_of_office(240);
    struct holiday_list list = {
        .name = TEXT("closures"), .complete_from = 2020, .complete_to = 2026};
    struct calendar_holidays closed = {.list = &list};
    w->office->holidays = &closed;
    w->office->holidays_count = 1;
    world_event(w, "A 2026-12-31 16:00 opened");
    world_event(w, "B 2026-12-31 13:00 opened");
    world_event(w, "B 2026-12-31 17:00 resolved");
    same(w, "2026-12-31 18:00",
         "A,1,error,2026-12-31T15:00:00Z,,,,,,,,,,\n"
         "B,1,met,2026-12-31T12:00:00Z,2026-12-31T16:00:00Z,2026-12-31T16:00:00Z,14400,0,14400,,,"
         "office,,\n",
         "due beyond the years in which the holidays are known");
    reason(w, "the holidays `closures` are complete only before 2027-01-01", "with its reason");
}

static void exclusions(void)
{
    struct world *w = hours_of_office(60);
    world_event(w, "A 2026-09-07 10:00 opened P3");
    world_event(w, "B 2026-09-07 10:00 opened P1");
    world_event(w, "A 2026-09-07 12:00 resolved");
    world_event(w, "A 2026-09-07 13:00 changed P2");
    w->target.excludes = priority_is(w, MADE_P2);
    w->target.excludes_because = TEXT("a supplier's fault");
    const char *excluded =
        "A,1,excluded,2026-09-07T08:00:00Z,2026-09-07T09:00:00Z,2026-09-07T10:00:00Z,7200,0,3600,"
        "3600,3600,office,2026-09-07T09:00:00Z,excluded after decision\n";
    w->target.about = priority_is(w, MADE_P3);
    same(w, NULL, excluded, "a cause found later excludes; `for` leaves out other tickets");
    reason(w, "a supplier's fault", "with its reason");
}

static void cycles(void)
{
    struct world *w = world_new(arena);
    struct trigger customer = {.kind = KIND_REPLY, .actor = ACTOR_CUSTOMER, .status = INDEX_NONE};
    struct trigger agent = {.kind = KIND_REPLY, .actor = ACTOR_AGENT, .status = INDEX_NONE};
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_ANY);
    w->clock.starts = (struct triggers){.at = &customer, .count = 1};
    w->clock.stops = (struct triggers){.at = &agent, .count = 1};
    w->clock.repeats = true;
    w->clock.reopening = REOPENING_IGNORED;
    world_event(w, "A 2026-09-07 10:00 opened");
    world_event(w, "A 2026-09-07 11:00 reply customer");
    world_event(w, "A 2026-09-07 11:30 reply customer");
    world_event(w, "A 2026-09-07 11:45 reply agent");
    world_event(w, "A 2026-09-07 12:00 reply agent");
    world_event(w, "A 2026-09-07 13:00 reply customer");
    world_event(w, "A 2026-09-07 14:30 resolved");
    world_event(w, "A 2026-09-07 15:00 reply customer");
    same(w, NULL,
         "A,1,met,2026-09-07T09:00:00Z,2026-09-07T10:00:00Z,2026-09-07T09:45:00Z,2700,0,3600,,,"
         "office,,\n"
         "A,2,breached,2026-09-07T11:00:00Z,2026-09-07T12:00:00Z,,7200,0,3600,3600,3600,office,"
         "2026-09-07T12:00:00Z,\n",
         "the oldest message that is not answered counts");
    w = hours_of_office(240);
    struct trigger resumes = {.kind = KIND_REPLY, .actor = ACTOR_CUSTOMER, .status = INDEX_NONE};
    w->clock.resumes = (struct triggers){.at = &resumes, .count = 1};
    world_event(w, "A 2026-09-07 10:00 opened pending");
    world_event(w, "A 2026-09-07 11:00 reply customer");
    world_event(w, "A 2026-09-07 12:00 changed open");
    world_event(w, "A 2026-09-07 13:00 changed pending");
    world_event(w, "A 2026-09-07 14:00 resolved");
    same(w, NULL, "A,1,met,2026-09-07T08:00:00Z,,2026-09-07T12:00:00Z,7200,7200,14400,,,office,,\n",
         "after `resumes on` the clock runs until the condition holds anew");
}

static void explanation(void)
{
    static const enum ledger_state states[] = {LEDGER_RUNNING, LEDGER_PAUSED, LEDGER_RUNNING};
    struct world *w = world_new(arena);
    world_pauses(w);
    world_within(w, made_minutes(240), MADE_OFFICE, MADE_P3);
    world_within(w, made_minutes(60), MADE_OFFICE, MADE_P1);
    world_event(w, "A 2026-09-07 10:00 opened P3");
    world_event(w, "A 2026-09-07 12:00 changed pending");
    world_event(w, "A 2026-09-08 11:00 changed open");
    world_event(w, "A 2026-09-08 13:00 resolved");
    struct judge *judge = world_judge(w, NULL);
    uint32_t count = 0;
    const struct ledger *ledger = judge_ledgers(judge, 0, 0, arena, &count);
    if (!tap_ok(count == 1 && ledger->row_count == 3, "three rows"))
        return;
    for (size_t i = 0; i < 3; i++)
        tap_equal(ledger->rows[i].state, states[i], "state of row %zu", i + 1);
    tap_same(text_cstr(arena, ledger->rows[1].reason), "status is waiting", "why it is paused");
    tap_equal(ledger->event_count, 4, "four events moved the clock");
    tap_same(text_cstr(arena, ledger->events[0].what), "starts: opened", "the first");
    tap_same(text_cstr(arena, ledger->events[3].what), "stops: resolved", "the last");
    tap_ok(ledger->loser_count == 1 && ledger->losers[0].clause == 1 && ledger->losers[0].failed,
           "the clause that lost, with what failed");
    tap_same(text_cstr(arena, ledger->due_reason),
             "4 hours in office from 2026-09-07 10:00 CEST, moved by 7 hours of pauses, is "
             "2026-09-08 13:00 CEST",
             "how due came about");
    tap_equal(judge_find_ticket(judge, TEXT("A")), 0, "a ticket by its name");
    tap_equal(judge_find_ticket(judge, TEXT("Z")), INDEX_NONE, "none of that name");
    tap_equal(judge_winner(judge, 0, 0), 0, "the clause that wins");
    tap_same(text_cstr(arena, judge_value_text(judge, MADE_PRIORITY, &ledger->verdict, arena)),
             "P3", "a value as text");
    tap_same(text_cstr(arena, judge_value_text(judge, MADE_REPLIES, &ledger->verdict, arena)), "0",
             "a counted value as text");
}

static void threads(void)
{
    struct world *w = hours_of_office(240);
    instant first = made_at(w->zone, "2026-01-01 00:00");
    for (uint32_t i = 0; i < MADE_EVENTS; i++) {
        w->ticket[i] = i / 2;
        w->time[i] = first + (instant)(i * 7919 % 500000) * MICROS_MINUTE;
        w->kind[i] = i % 2 ? KIND_RESOLVED : KIND_OPENED;
        w->time[i] = i % 2 ? w->time[i - 1] + (instant)(i % 997) * MICROS_MINUTE : w->time[i];
    }
    w->count = MADE_EVENTS;
    struct judge *judge = world_judge(w, NULL);
    const char *one = world_verdicts(w, judge, 1);
    tap_ok(strlen(one) > MADE_EVENTS, "verdicts of %d tickets", MADE_EVENTS / 2);
    tap_ok(strcmp(one, world_verdicts(w, judge, 2)) == 0, "the same from two threads");
    tap_ok(strcmp(one, world_verdicts(w, judge, 7)) == 0, "the same from seven");
    tap_ok(strcmp(one, world_verdicts(w, judge, 0)) == 0, "none is one");
    w = hours_of_office(240);
    tap_same(world_verdicts(w, world_judge(w, NULL), 2), "", "an empty log has no verdicts");
    tap_ok(judge_as_of(world_judge(w, NULL)) == INSTANT_NONE, "and no as-of instant");
}

int main(void)
{
    arena = arena_new();
    openings();
    remarks();
    what_cannot_be_judged();
    holidays();
    exclusions();
    cycles();
    explanation();
    threads();
    arena_free(arena);
    return tap_end();
}

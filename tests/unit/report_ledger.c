/* with: tap.c report_make.c */
/* report_ledger.c - a ledger as text and JSON, sentences, results of tests, plan and hours. */
#include <string.h>

#include "report/plan.h"
#include "report/results.h"
#include "report_make.h"
#include "tap.h"

static struct arena *arena;
static struct model *model;
static struct ledger_view view;

static struct ledger make_ledger(void)
{
    struct ledger_row *rows = ARENA_ARRAY(arena, 3, struct ledger_row);
    struct ledger_event *events = ARENA_ARRAY(arena, 1, struct ledger_event);
    struct ledger_loser *losers = ARENA_ARRAY(arena, 1, struct ledger_loser);
    rows[0] = (struct ledger_row){.state = LEDGER_RUNNING,
                                  .from = make_at(0),
                                  .to = make_at(3600),
                                  .counted = MICROS_HOUR,
                                  .total = MICROS_HOUR};
    rows[1] = (struct ledger_row){.state = LEDGER_PAUSED,
                                  .from = make_at(3600),
                                  .to = make_at(5400),
                                  .total = MICROS_HOUR,
                                  .reason = TEXT("status is waiting")};
    rows[2] = (struct ledger_row){.state = LEDGER_ADJUSTED,
                                  .from = make_at(5400),
                                  .to = make_at(5400),
                                  .counted = -MICROS_HOUR,
                                  .reason = TEXT("priority")};
    events[0] = (struct ledger_event){make_at(0), INDEX_NONE, TEXT("starts: opened")};
    losers[0] = (struct ledger_loser){1, NULL, 0};
    struct ledger ledger = {.verdict = make_breached(0, 0, 7200),
                            .rows = rows,
                            .row_count = 3,
                            .events = events,
                            .event_count = 1,
                            .losers = losers,
                            .loser_count = 1,
                            .due_reason = TEXT("1 hour in always")};
    ledger.verdict.model = model;
    return ledger;
}

static void as_text(void)
{
    struct buffer out = {0};
    struct ledger ledger = make_ledger();
    ledger_write_text(&out, &view, &ledger);
    tap_same(make_written(arena, &out),
             "Ticket A, response, cycle 1\n"
             "Breached by 1 h: it stopped 2026-09-07 12:00 +02:00; it was due 2026-09-07 11:00 "
             "+02:00.\n"
             "\n"
             "  from                     to                       state                         "
             "counted  total\n"
             "  2026-09-07 10:00 +02:00  2026-09-07 11:00 +02:00  running                       "
             "    1 h    1 h\n"
             "  2026-09-07 11:00 +02:00  2026-09-07 11:30 +02:00  paused: status is waiting     "
             "      –    1 h\n"
             "  2026-09-07 11:30 +02:00  2026-09-07 11:30 +02:00  adjusted by change: priority  "
             "   -1 h  0 min\n"
             "\n"
             "  What moved the clock\n"
             "    2026-09-07 10:00 +02:00  starts: opened\n"
             "\n"
             "  The clause that applies\n"
             "    desk.chr:2: within 1 hour when priority is P1\n"
             "\n"
             "  The clauses that do not\n"
             "    desk.chr:3: within 4 hours otherwise\n"
             "      it matches, but desk.chr:2 goes before it\n"
             "\n"
             "  Due 2026-09-07 11:00 +02:00\n"
             "    1 hour in always\n",
             "a ledger as text");
}

static void failed_condition(void)
{
    struct buffer out = {0};
    struct ledger ledger = make_ledger();
    struct ledger_loser loser = {0, model->targets[0].clauses[0].when, INDEX_NONE};
    ledger.verdict.kind = VERDICT_UNCOVERED;
    ledger.verdict.clause = INDEX_NONE;
    ledger.losers = &loser;
    ledger_write_text(&out, &view, &ledger);
    const char *text = make_written(arena, &out);
    tap_ok(strstr(text, "\n  No clause applies\n    desk.chr:2: within") != NULL, "uncovered");
    tap_ok(strstr(text, "\n      it fails at: priority is P1\n") != NULL,
           "the condition that failed, in the words of the charter");
}

static void as_json(void)
{
    struct buffer out = {0};
    struct ledger ledger = make_ledger();
    ledger.row_count = 1;
    ledger_write_json(&out, &view, &ledger, 1);
    tap_same(
        make_written(arena, &out),
        "[{\"ticket\":\"A\",\"target\":\"response\",\"cycle\":1,\"verdict\":\"breached\","
        "\"reason\":null,\"sentence\":\"Breached by 1 h: it stopped 2026-09-07 12:00 +02:00; it "
        "was due 2026-09-07 11:00 +02:00.\",\"start\":\"2026-09-07T08:00:00Z\","
        "\"due\":\"2026-09-07T09:00:00Z\",\"due_reason\":\"1 hour in always\","
        "\"stop\":\"2026-09-07T10:00:00Z\",\"breached_at\":\"2026-09-07T09:00:00Z\","
        "\"used_s\":7200,\"paused_s\":0,\"limit_s\":3600,\"over_s\":3600,\"late_s\":3600,"
        "\"flags\":[],\"clause\":{\"place\":\"desk.chr:2\",\"text\":\"within 1 hour when priority "
        "is P1\",\"label\":\"urgent\",\"because\":null},\"rows\":[{\"from\":\"2026-09-07T08:00:00Z"
        "\",\"to\":\"2026-09-07T09:00:00Z\",\"state\":\"running\",\"reason\":null,"
        "\"counted_s\":3600,\"total_s\":3600,\"clause\":\"desk.chr:2\",\"calendar\":\"always\"}],"
        "\"events\":[{\"at\":\"2026-09-07T08:00:00Z\",\"what\":\"starts: opened\",\"place\":null}],"
        "\"lost\":[{\"clause\":{\"place\":\"desk.chr:3\",\"text\":\"within 4 hours otherwise\","
        "\"label\":null,\"because\":null},\"failed\":null,\"beaten_by\":{\"place\":\"desk.chr:2\","
        "\"text\":\"within 1 hour when priority is P1\",\"label\":\"urgent\",\"because\":null}}],"
        "\"notices\":[]}]\n",
        "a ledger as JSON");
}

static void sentence(struct verdict verdict, const char *wanted)
{
    tap_same(text_cstr(arena, ledger_sentence(arena, &view, &verdict)), wanted, "%.20s", wanted);
}

static void sentences(void)
{
    struct verdict verdict = make_met(0, 0, 1800);
    sentence(verdict,
             "Met: it stopped 2026-09-07 10:30 +02:00, with 30 min of 1 h used; it was due "
             "2026-09-07 11:00 +02:00.");
    verdict.kind = VERDICT_PENDING;
    verdict.stop = INSTANT_NONE;
    sentence(verdict,
             "Pending: due 2026-09-07 11:00 +02:00 if nothing changes; 30 min of 1 h used, "
             "30 min left.");
    verdict.due = INSTANT_NONE;
    verdict.flags = FLAG_PAUSED;
    sentence(verdict, "Pending and paused: 30 min of 1 h used, 30 min left.");
    verdict = make_breached(0, 0, 3600);
    verdict.late = 60 * MICROS_SECOND;
    sentence(verdict, "Breached, late by 1 min outside its hours: it stopped 2026-09-07 11:00 "
                      "+02:00; it was due 2026-09-07 11:00 +02:00.");
    verdict.kind = VERDICT_EXCLUDED;
    verdict.reason = TEXT("cancelled: merged");
    verdict.flags = FLAG_EXCLUDED_AFTER_DECISION;
    sentence(verdict, "Excluded, after it had been decided: cancelled: merged.");
}

static struct result compare(struct expectation expectation, const struct ledger *ledger)
{
    struct expectation *kept = ARENA_NEW(arena, struct expectation);
    *kept = expectation;
    kept->span = (struct span){1, 18, 31};
    return results_compare(arena, &view, kept, ledger, 1);
}

static void expectations(void)
{
    struct ledger ledger = make_ledger();
    struct expectation due = {.kind = EXPECT_DUE, .at = make_at(3600)};
    struct expectation over = {.kind = EXPECT_OVER, .length = MICROS_HOUR};
    struct expectation left = {.kind = EXPECT_LEFT, .length = MICROS_HOUR};
    struct expectation label = {.kind = EXPECT_CLAUSE, .label = TEXT("urgent")};
    struct expectation breached = {.kind = EXPECT_VERDICT, .verdict = VERDICT_BREACHED};
    struct expectation second = {.kind = EXPECT_VERDICT, .verdict = VERDICT_MET, .cycle = 2};
    tap_ok(compare(due, &ledger).holds && compare(over, &ledger).holds, "due and over hold");
    tap_ok(compare(label, &ledger).holds && compare(breached, &ledger).holds, "label and verdict");
    struct result results[] = {compare(left, &ledger), compare(second, &ledger)};
    tap_ok(!results[0].holds && !results[1].holds, "what is left is negative; no second cycle");
    struct test_case test = {.title = TEXT("late")};
    struct results_test all = {.file = TEXT("desk.chr"),
                               .title = test.title,
                               .results = results,
                               .result_count = 2,
                               .view = view};
    struct buffer out = {0};
    results_write_text(&out, &all);
    const char *text = make_written(arena, &out);
    tap_ok(!strncmp(text,
                    "FAILED late\n  desk.chr:2: within 1 hour\n    expected 1 h\n    got      -1 "
                    "h\n\n    from",
                    60),
           "place, expected, got, ledger");
    tap_ok(strstr(text, "    expected met\n    got      no cycle 2\n") != NULL, "no such cycle");
    due.at++;
    tap_ok(!compare(due, &ledger).holds, "a microsecond beside it is another instant");
}

static void plan(void)
{
    struct buffer out = {0};
    plan_write(&out, model);
    const char *text = make_written(arena, &out);
    tap_ok(strstr(text, "target 0 response\n"
                        "  measures first\n"
                        "  counted in always\n"
                        "  counted by decision\n"
                        "  clause 0 within 1 hour in always when priority is P1\n"
                        "    at desk.chr:2\n"
                        "    called urgent\n"
                        "    beats 1\n"
                        "  clause 1 within 4 hours in always when always (otherwise)\n"
                        "    at desk.chr:3\n"
                        "  promise at least 95% of tickets each month\n"
                        "target 1 updates\n") != NULL,
           "a target of the plan");
    plan_write_hours(&out, model, 0, civil_day(2026, 9, 7), 2);
    tap_same(make_written(arena, &out),
             "hours always in +02:00\n"
             "  open every day 00:00 to 24:00\n"
             "  2026-09-07 Monday\n"
             "    00:00 to 24:00 open\n"
             "  2026-09-08 Tuesday\n"
             "    00:00 to 24:00 open\n",
             "hours of two dates");
}

static void conditions(void)
{
    const struct condition *is = model->targets[0].clauses[0].when;
    struct condition known = {.op = CONDITION_KNOWN, .attribute = 0};
    struct condition not = {
        .op = CONDITION_NOT, .parts = (const struct condition *[]){&known}, .part_count = 1};
    struct condition any = {
        .op = CONDITION_ANY, .parts = (const struct condition *[]){is, &not }, .part_count = 2};
    struct condition all = {
        .op = CONDITION_ALL, .parts = (const struct condition *[]){&any, is}, .part_count = 2};
    struct buffer out = {0};
    plan_write_condition(&out, model, &all);
    tap_same(make_written(arena, &out),
             "(priority is P1 or not (priority is known)) and priority is P1", "a condition");
}

int main(void)
{
    arena = arena_new();
    model = make_model(arena);
    view = (struct ledger_view){.model = model, .log = make_log(arena, model, 2)};
    as_text();
    failed_condition();
    as_json();
    sentences();
    expectations();
    plan();
    conditions();
    arena_free(arena);
    return tap_end();
}

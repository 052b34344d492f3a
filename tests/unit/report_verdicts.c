/* with: tap.c report_make.c */
/* report_verdicts.c - records as CSV and NDJSON, field by field. */
#include <string.h>

#include "report/verdicts.h"
#include "report_make.h"
#include "tap.h"

static struct arena *arena;
static struct buffer written;

static void keep(void *context, struct text bytes)
{
    (void)context;
    buffer_put(&written, bytes);
}

static struct verdicts *open(enum verdicts_format format)
{
    struct model *model = make_model(arena);
    struct eventlog *log = make_log(arena, model, 3);
    ((struct text *)log->ticket_ids)[1] = TEXT("a \"b\", c");
    struct verdicts_request request = {.model = model, .log = log, .format = format, .write = keep};
    buffer_clear(&written);
    return verdicts_new(arena, &request);
}

static struct verdict fractions(void)
{
    struct verdict verdict = make_breached(1, 0, 5400);
    verdict.start -= 1;
    verdict.used += 500000;
    verdict.flags = FLAG_BREACHED_BY_CHANGE | FLAG_DECIDED_ANEW;
    verdict.cycle = 12;
    verdict.clause = 1;
    return verdict;
}

static struct verdict uncovered(void)
{
    struct verdict verdict = {.ticket = 2,
                              .target = 1,
                              .cycle = 1,
                              .clause = INDEX_NONE,
                              .kind = VERDICT_UNCOVERED,
                              .reason = TEXT("priority, unset"),
                              .start = -1,
                              .due = INSTANT_NONE,
                              .stop = INSTANT_NONE,
                              .breached_at = INSTANT_NONE,
                              .calendar = INDEX_NONE,
                              .counted_at = make_at(0)};
    return verdict;
}

static void write_all(struct verdicts *verdicts)
{
    struct judge_consumer consumer = verdicts_consumer(verdicts);
    struct verdict list[] = {make_met(0, 0, 1800), fractions(), uncovered()};
    for (int i = 0; i < 3; i += 2) {
        void *block = consumer.block_begin(consumer.context);
        for (int j = i; j < i + 2 && j < 3; j++)
            consumer.verdict(block, &list[j]);
        consumer.block_end(consumer.context, block);
    }
}

static void csv(void)
{
    write_all(open(VERDICTS_CSV));
    tap_same(text_cstr(arena, buffer_text(&written)),
             "ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s,"
             "over_s,late_s,calendar,breached_at,period,flags\n"
             "A,response,1,desk.chr:2,met,,2026-09-07T08:00:00Z,2026-09-07T09:00:00Z,"
             "2026-09-07T08:30:00Z,1800,0,3600,,,always,,2026-09,\n"
             "\"a \"\"b\"\", c\",response,12,desk.chr:3,breached,,2026-09-07T07:59:59.999999Z,"
             "2026-09-07T09:00:00Z,2026-09-07T09:30:00Z,5400.5,0,3600,1800,1800,always,"
             "2026-09-07T09:00:00Z,2026-09,breached by change;decided anew\n"
             "C,updates,1,,uncovered,\"priority, unset\",1969-12-31T23:59:59.999999Z,,,,,,,,,,"
             "2026-W37,\n",
             "three records as CSV");
}

static void ndjson(void)
{
    write_all(open(VERDICTS_NDJSON));
    const char *all = text_cstr(arena, buffer_text(&written));
    tap_same(text_cstr(arena, text_slice(buffer_text(&written), 0, strcspn(all, "\n"))),
             "{\"ticket\":\"A\",\"target\":\"response\",\"cycle\":1,\"clause\":\"desk.chr:2\","
             "\"verdict\":\"met\",\"reason\":null,\"start\":\"2026-09-07T08:00:00Z\","
             "\"due\":\"2026-09-07T09:00:00Z\",\"stop\":\"2026-09-07T08:30:00Z\",\"used_s\":1800,"
             "\"paused_s\":0,\"limit_s\":3600,\"over_s\":null,\"late_s\":null,"
             "\"calendar\":\"always\",\"breached_at\":null,\"period\":\"2026-09\",\"flags\":\"\"}",
             "a record as JSON");
    tap_ok(strstr(all, "{\"ticket\":\"a \\\"b\\\", c\",") != NULL, "quotes in JSON");
    tap_ok(strstr(all, "\"used_s\":5400.5,") != NULL, "a fraction of a second is a number");
    tap_ok(strstr(all, "\"clause\":null,\"verdict\":\"uncovered\"") != NULL, "no clause is null");
}

/* The quick writer against the plain one, both sides of midnight and of 1970. */
static void instants(void)
{
    struct verdicts *verdicts = open(VERDICTS_CSV);
    int wrong = 0;
    for (instant at = -3 * MICROS_DAY; at < 3 * MICROS_DAY; at += 12345678 * INT64_C(10)) {
        char plain[CIVIL_ROOM];
        struct buffer out = {0};
        struct verdict verdict = uncovered();
        verdict.start = at / MICROS_SECOND * MICROS_SECOND;
        verdicts_write_one(verdicts, &out, &verdict);
        civil_write_instant(plain, verdict.start);
        wrong += strstr(make_written(arena, &out), plain) == NULL;
    }
    tap_equal(wrong, 0, "instants as they are written elsewhere");
}

int main(void)
{
    arena = arena_new();
    csv();
    ndjson();
    instants();
    buffer_fini(&written);
    arena_free(arena);
    return tap_end();
}

/* with: tap.c report_make.c */
/* report_tally.c - counting by target and period, what a ticket is, promises as exact fractions,
 * percentiles against sorting, and blocks in any cut. */
#include <stdlib.h>
#include <string.h>

#include "count/selection.h"
#include "count/tally.h"
#include "count/used.h"
#include "report_make.h"
#include "tap.h"

static struct arena *arena;
static struct model *model;
static struct eventlog *event_log;

/* The result of COUNT verdicts in blocks of whole tickets, at least SIZE verdicts each. */
static const struct tally_result *run(const struct verdict *list, size_t count, size_t size)
{
    struct tally_request request = {.model = model, .log = event_log};
    struct tally *tally = tally_new(&request);
    struct judge_consumer consumer = tally_consumer(tally);
    for (size_t i = 0; i < count;) {
        void *block = consumer.block_begin(consumer.context);
        size_t start = i;
        while (i < count && (i < start + size || list[i].ticket == list[i - 1].ticket))
            consumer.verdict(block, &list[i++]);
        consumer.block_end(consumer.context, block);
    }
    const struct tally_result *result = tally_finish(tally, arena);
    tally_free(tally);
    return result;
}

static const struct tally_target *one(const struct verdict *list, size_t count)
{
    return &run(list, count, count)->targets[list[0].target];
}

static struct verdict of_kind(struct verdict verdict, enum verdict_kind kind)
{
    verdict.kind = kind;
    verdict.has_figures = false;
    verdict.reason = TEXT("no reason");
    return verdict;
}

static struct verdict cycle(struct verdict verdict, uint32_t number, int64_t counted)
{
    verdict.cycle = number;
    verdict.counted_at = make_at(counted);
    return verdict;
}

enum { MONTH = 31 * 86400 };

/* 6.3: a ticket is breached if one of its cycles is, at the first breach. */
static void tickets(void)
{
    struct verdict met = make_met(0, 0, 60), late = make_breached(0, 0, 7200);
    struct verdict list[] = {cycle(met, 1, 0), cycle(late, 2, MONTH), cycle(late, 3, 2 * MONTH),
                             cycle(met, 4, 3 * MONTH)};
    const struct tally_target *target = one(list, 4);
    tap_equal((long long)target->counts.breached, 1, "four cycles are one ticket, breached");
    tap_equal((long long)target->counts.met, 0, "and not met");
    tap_equal(target->period_count, 1, "it belongs to one period");
    tap_same(text_cstr(arena, target->periods[0].label), "2026-10", "that of the first breach");
    tap_equal((long long)target->used.cycles, 4, "used time is of cycles");
    target = one((struct verdict[]){list[0], list[3]}, 2);
    tap_same(text_cstr(arena, target->periods[0].label), "2026-12", "met at the last stop");
    struct verdict open = of_kind(cycle(met, 2, 0), VERDICT_PENDING);
    target = one((struct verdict[]){list[0], open}, 2);
    tap_ok(target->counts.pending == 1 && !target->counts.met, "pending before met");
    tap_equal(target->held, TALLY_NOT_TESTED, "nothing decided is not tested");
    target = one((struct verdict[]){open, list[1]}, 2);
    tap_ok(target->counts.breached == 1 && !target->counts.pending, "breached before pending");
    target = one((struct verdict[]){of_kind(met, VERDICT_UNCOVERED), cycle(met, 2, 0)}, 2);
    tap_ok(target->counts.met == 1 && !target->counts.uncovered, "met before uncovered");
}

static void cycles(void)
{
    struct verdict list[] = {cycle(make_met(0, 1, 60), 1, 0), cycle(make_met(0, 1, 60), 2, 0),
                             cycle(make_breached(0, 1, 7200), 3, 7 * 86400)};
    const struct tally_result *result = run(list, 3, 3);
    const struct tally_target *target = &result->targets[1];
    tap_ok(target->of_cycles, "a promise of cycles");
    tap_ok(target->counts.met == 2 && target->counts.breached == 1, "each cycle counts");
    tap_equal(target->period_count, 2, "two weeks");
    tap_same(text_cstr(arena, target->periods[1].label), "2026-W38", "the second week");
    tap_ok(target->periods[0].held == TALLY_HELD && target->periods[1].held == TALLY_BROKEN,
           "one week held, one broken");
    tap_equal(target->held, TALLY_BROKEN, "so the promise is broken, whatever the sum");
    tap_ok(tally_is_broken(result) && !tally_is_undecided(result), "for the exit status");
    tap_equal(result->targets[0].period_count, 0, "the other target has nothing");
}

static void fractions(void)
{
    struct decimal p = {95, 0}, odd = {333333333, 7};
    tap_equal(tally_compare(&(struct tally_counts){.met = 19, .breached = 1}, p), TALLY_HELD,
              "19 of 20 is 95%%");
    tap_equal(tally_compare(&(struct tally_counts){.met = 9499999, .breached = 500001}, p),
              TALLY_BROKEN, "a ten-millionth less is not");
    tap_equal(tally_compare(&(struct tally_counts){.met = 1, .breached = 2}, odd), TALLY_HELD,
              "a third is more than 33.3333333%%");
    tap_equal(tally_compare(&(struct tally_counts){.pending = 9, .error = 1}, p), TALLY_NOT_TESTED,
              "nothing decided");
}

static void further_promises(void)
{
    struct promise promises[] = {model->targets[0].promises[0], model->targets[0].promises[0]};
    struct target *target = (struct target *)&model->targets[0];
    const struct promise *own = target->promises;
    promises[1].unit = UNIT_YEAR;
    promises[1].of_cycles = true;
    promises[1].percent = (struct decimal){40, 0};
    target->promises = promises;
    target->promise_count = 2;
    struct verdict list[] = {cycle(make_met(0, 0, 60), 1, 0),
                             cycle(make_breached(0, 0, 7200), 2, MONTH)};
    const struct tally_target *found = one(list, 2);
    tap_equal(found->held, TALLY_BROKEN, "the first promise, of tickets");
    tap_equal(found->further_count, 1, "a second promise");
    tap_equal(found->further[0].held, TALLY_HELD, "which counts cycles");
    tap_same(text_cstr(arena, found->further[0].periods[0].label), "2026", "by year");
    target->promises = own;
    target->promise_count = 1;
}

static void reasons(void)
{
    struct verdict list[] = {
        of_kind(make_met(0, 0, 1), VERDICT_EXCLUDED), of_kind(make_met(3, 0, 1), VERDICT_UNCOVERED),
        of_kind(make_met(4, 0, 1), VERDICT_UNCOVERED), of_kind(make_met(5, 0, 1), VERDICT_ERROR)};
    const struct tally_result *result = run(list, 4, 1);
    tap_equal(result->reason_count, 3, "reasons by kind");
    tap_ok(result->reasons[1].count == 2 && result->reasons[1].example == 3,
           "counted over blocks, with the first ticket");
    tap_ok(tally_is_undecided(result) && !tally_is_broken(result), "nothing was decided");
}

/* Random verdicts give the same whatever the blocks. */
static bool same_counts(const struct tally_result *a, const struct tally_result *b)
{
    for (uint32_t i = 0; i < a->target_count; i++) {
        const struct tally_target *x = &a->targets[i], *y = &b->targets[i];
        if (memcmp(&x->counts, &y->counts, sizeof x->counts) ||
            memcmp(&x->used, &y->used, sizeof x->used) || x->period_count != y->period_count)
            return false;
        for (uint32_t j = 0; j < x->period_count; j++)
            if (!text_equal(x->periods[j].label, y->periods[j].label) ||
                memcmp(&x->periods[j].counts, &y->periods[j].counts, sizeof x->counts))
                return false;
    }
    return true;
}

static void blocks(void)
{
    enum { COUNT = 3000 };
    struct verdict *list = ARENA_ARRAY(arena, COUNT, struct verdict);
    srand(7);
    for (uint32_t i = 0; i < COUNT; i++) {
        list[i] = rand() % 3 ? make_met(i / 6, i / 3 % 2, rand() % 9999)
                             : make_breached(i / 6, i / 3 % 2, 3600 + rand() % 9999);
        list[i] = cycle(list[i], i % 3 + 1, rand() % (5 * MONTH));
        if (rand() % 5 == 0)
            list[i] = of_kind(list[i], (enum verdict_kind)(rand() % 6));
    }
    const struct tally_result *whole = run(list, COUNT, COUNT);
    tap_ok(same_counts(whole, run(list, COUNT, 1)), "one ticket a block");
    tap_ok(same_counts(whole, run(list, COUNT, 97)), "97 verdicts a block");
    tap_equal((long long)whole->records, COUNT, "all were counted");
}

static int ascending(const void *a, const void *b)
{
    micros x = *(const micros *)a, y = *(const micros *)b;
    return (x > y) - (x < y);
}

/* Nearest rank by sorting: the least value that P percent are not above. */
static micros by_sorting(const micros *sorted, size_t count, unsigned percent)
{
    for (size_t i = 0; i < count; i++)
        if ((i + 1) * 100 >= percent * count)
            return sorted[i];
    return sorted[count - 1];
}

/* Some of them by way of bytes, so that they may be counted; some stay as they are. */
static void as_parts(struct used *whole, struct used *part, bool is_all)
{
    struct buffer bytes = {0};
    struct used copy = {0};
    used_append(&copy, part);
    used_put(&copy, &bytes);
    struct wire wire = wire_of(buffer_text(&bytes));
    if (is_all || rand() % 4)
        used_read(whole, &wire);
    else
        used_append(whole, part);
    used_fini(&copy);
    used_fini(part);
    buffer_fini(&bytes);
}

/* The same of COUNT lengths in parts of at most EACH. */
static bool same_of_parts(size_t count, size_t each, int spread)
{
    struct used whole = {0}, part = {0}, singles = {0};
    bool is_all = rand() % 2;
    for (size_t i = 0; i < count; i++) {
        micros length = rand() % spread;
        used_add(&part, length);
        used_add(&singles, length);
        if (part.count == each || i + 1 == count)
            as_parts(&whole, &part, is_all);
    }
    size_t rank = (size_t)rand() % count;
    struct tally_used a = used_summary(&whole), b = used_summary(&singles);
    struct used again = {0};
    used_append(&again, &whole);
    bool same = memcmp(&a, &b, sizeof a) == 0 && used_count(&whole) == count &&
                used_select(&whole, rank) == used_select(&singles, rank) &&
                used_select(&again, rank) == used_select(&singles, rank);
    used_fini(&again);
    used_fini(&whole);
    used_fini(&singles);
    return same;
}

static void counted(void)
{
    int wrong = 0;
    wrong += !same_of_parts(300000, 20000, 500) + !same_of_parts(300000, 20000, 1 << 30);
    wrong += !same_of_parts(300000, 70000, 40000) + !same_of_parts(200000, 1000, 100000);
    wrong += !same_of_parts(66000, 66000, 3) + !same_of_parts(10, 1, 3);
    tap_equal(wrong, 0, "lengths in parts, of which equal ones are counted");
    struct used many = {0}, part = {0};
    for (int i = 0; i < 400000; i++) {
        used_add(&part, rand() % 1000);
        if (part.count == 10000)
            as_parts(&many, &part, true);
    }
    tap_ok(many.counted_len == 1000 && many.count < 100000, "equal ones take no room");
    used_fini(&many);
}

static bool same_summary(size_t count, int spread)
{
    struct used used = {0};
    micros *sorted = ARENA_ARRAY(arena, count, micros), sum = 0;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (micros)(rand() % spread) << (rand() % 40 == 0 ? 20 : 0);
        sum += sorted[i];
        used_add(&used, sorted[i]);
    }
    qsort(sorted, count, sizeof *sorted, ascending);
    struct tally_used found = used_summary(&used);
    used_fini(&used);
    micros twice = found.mean * 2 * (micros)count - sum * 2;
    return found.cycles == count && found.p50 == by_sorting(sorted, count, 50) &&
           found.p90 == by_sorting(sorted, count, 90) &&
           found.p95 == by_sorting(sorted, count, 95) &&
           found.p99 == by_sorting(sorted, count, 99) && found.max == sorted[count - 1] &&
           twice <= (micros)count && -twice <= (micros)count;
}

static void percentiles(void)
{
    int wrong = 0;
    for (size_t count = 1; count < 400; count++)
        wrong += !same_summary(count, count % 3 ? 1000000 : 7);
    for (size_t count = 4000; count < 4200; count += 3)
        wrong += !same_summary(count, count % 2 ? 1 << 30 : 5000) + !same_summary(count, 1);
    wrong += !same_summary(50000, 100) + !same_summary(50000, 1 << 30);
    tap_equal(wrong, 0, "percentiles and means of 535 lists");
    struct used two = {0};
    used_add(&two, 0);
    used_add(&two, 1);
    tap_equal(used_summary(&two).mean, 0, "half a microsecond goes to the even one");
    used_fini(&two);
}

static void selected(void)
{
    struct tally_request request = {.model = model, .log = event_log};
    struct tally *tally = tally_new(&request);
    struct selection selection = {.model = model,
                                  .from = civil_day(2026, 9, 8),
                                  .to = civil_day(2026, 9, 9),
                                  .consumers = {tally_consumer(tally)},
                                  .consumer_count = 1};
    struct judge_consumer consumer = selection_consumer(&selection);
    void *block = consumer.block_begin(consumer.context);
    /* midnight there is 50400 seconds after the start */
    const int64_t at[] = {50399, 50400, 50400 + 2 * 86400 - 1, 50400 + 2 * 86400};
    for (uint32_t i = 0; i < 4; i++) {
        struct verdict verdict = cycle(make_met(i, 0, 60), 1, at[i]);
        consumer.verdict(block, &verdict);
    }
    consumer.block_end(consumer.context, block);
    tap_equal((long long)tally_finish(tally, arena)->records, 2,
              "both dates, from midnight to midnight of the charter's zone");
    tally_free(tally);
}

int main(void)
{
    arena = arena_new();
    model = make_model(arena);
    event_log = make_log(arena, model, 600);
    tickets();
    cycles();
    fractions();
    further_promises();
    reasons();
    blocks();
    percentiles();
    counted();
    selected();
    arena_free(arena);
    return tap_end();
}

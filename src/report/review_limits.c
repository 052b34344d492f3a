/* review_limits.c - which limits have room, which can't be kept, and which nothing was judged by.
 *
 * What a clause would need is looked for by judging again, each clause alone (best_limit.h). */
#include <stdlib.h>

#include "report/best_limit.h"
#include "count/buckets.h"
#include "report/review_part.h"

/* What a promise counts: a ticket, or a cycle. */
struct unit {
    day period;
    bool met;
    micros used; /* the longest of its cycles */
};

struct units {
    struct unit *at;
    size_t count;
    struct tally_counts counts;
    micros limit; /* the least that one of them had */
};

static int compare_units(const void *a, const void *b)
{
    const struct unit *left = a, *right = b;
    if (left->period != right->period)
        return left->period < right->period ? -1 : 1;
    return (left->used > right->used) - (left->used < right->used);
}

/* The decided cycles of CLAUSE as its promise counts them, by period and then by used time. */
static struct units units_of(struct review *review, const struct review_clause *clause)
{
    const struct tally_target *tally = review_tally(review, clause->target);
    struct buckets buckets =
        buckets_of(review->request->model, &review->model->targets[clause->target]);
    struct units units = {.at = ARENA_ARRAY(review->arena, clause->cycles.count + 1, struct unit)};
    uint32_t last = INDEX_NONE;
    for (size_t i = 0; i < clause->cycles.count; i++) {
        const struct review_cycle *cycle = &clause->cycles.at[i];
        buckets_find(&buckets, cycle->counted_at);
        bool joins = !(tally && tally->of_cycles) && cycle->ticket == last;
        struct unit *unit = &units.at[joins ? units.count - 1 : units.count];
        units.count += !joins;
        unit->met = cycle->met && (!joins || unit->met);
        unit->used = joins && unit->used > cycle->used ? unit->used : cycle->used;
        unit->period = buckets.first;
        units.limit = i && units.limit < cycle->limit ? units.limit : cycle->limit;
        last = cycle->ticket;
    }
    for (size_t i = 0; i < units.count; i++)
        *(units.at[i].met ? &units.counts.met : &units.counts.breached) += 1;
    if (units.count)
        qsort(units.at, units.count, sizeof *units.at, compare_units);
    return units;
}

/* The least used time that PERCENT of COUNT units (sorted) have at most. */
static micros reached_by(const struct unit *units, size_t count, struct decimal percent)
{
    size_t met = 0;
    while (met < count && decimal_compare_share(met, count, percent) < 0)
        met++;
    return met ? units[met - 1].used : 0;
}

/* No limit below this one is enough in every period: where a search begins. */
static micros least_needed(const struct units *units, struct decimal percent)
{
    micros needed = 0;
    for (size_t from = 0, to; from < units->count; from = to) {
        for (to = from; to < units->count && units->at[to].period == units->at[from].period;)
            to++;
        micros reached = reached_by(units->at + from, to - from, percent);
        needed = reached > needed ? reached : needed;
    }
    return needed;
}

static int64_t whole_minutes(micros length)
{
    int64_t minutes = length / MICROS_MINUTE + (length % MICROS_MINUTE != 0);
    return minutes ? minutes : 1;
}

/* What the tickets of a clause would have needed, judged again. */
struct needs {
    const struct review_clause *clause;
    const struct promise *promise;
    struct units units;
    struct best_limit share;  /* for the share of all of them (6.8) */
    struct best_limit period; /* for the promise in every period; no less than the one above */
};

static struct best_limit judge_again(struct review *review, const struct needs *needs,
                                     bool each_period, int64_t guess)
{
    struct best_limit_question question = {.model = review->request->model,
                                           .log = review->log,
                                           .as_of = review->request->as_of,
                                           .threads = review->request->threads,
                                           .target = needs->clause->target,
                                           .share = needs->promise->percent,
                                           .clause = &needs->clause->clause->span,
                                           .each_period = each_period,
                                           .guess = guess};
    uint32_t count = 0;
    const struct best_limit *best = best_limit_find(review->arena, &question, &count);
    return count ? best[0] : (struct best_limit){0};
}

static int compare_used(const void *a, const void *b)
{
    const struct unit *left = a, *right = b;
    return (left->used > right->used) - (left->used < right->used);
}

/* Exactly, whatever the periods are. */
static void find_share(struct review *review, struct needs *needs)
{
    const struct units *units = &needs->units;
    struct unit *all = ARENA_ARRAY(review->arena, units->count + 1, struct unit);
    for (size_t i = 0; i < units->count; i++)
        all[i] = units->at[i];
    qsort(all, units->count, sizeof *all, compare_used);
    micros used = reached_by(all, units->count, needs->promise->percent);
    needs->share = judge_again(review, needs, false, whole_minutes(used));
}

/* With another limit a breach may fall into another period, so that some shorter limit may do as
 * well by accident: it is looked for from the used times upwards. */
static void find_period(struct review *review, struct needs *needs)
{
    micros used = least_needed(&needs->units, needs->promise->percent);
    needs->period = judge_again(review, needs, true, whole_minutes(used));
    if (needs->period.exists && needs->period.minutes < needs->share.minutes)
        needs->period = needs->share;
}

/* "2 hours 30 minutes" */
static struct text minutes_text(struct arena *arena, int64_t minutes)
{
    char room[CIVIL_ROOM];
    size_t len = civil_write_length(room, minutes * MICROS_MINUTE);
    return text_copy(arena, (struct text){room, len});
}

static const char *units_word(const struct promise *promise, uint64_t count)
{
    if (promise->of_cycles)
        return count == 1 ? "cycle" : "cycles";
    return count == 1 ? "ticket" : "tickets";
}

/* ---- room ---- */

static bool is_plain_name(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] == ' ')
            return false;
    return true;
}

/* The change that promises MINUTES, for `charter whatif`; empty for what no change can name. */
static struct text change_to(struct review *review, const struct review_clause *clause,
                             int64_t minutes)
{
    struct clause with = *clause->clause;
    struct review_clause changed = *clause;
    const struct target *target = &review->model->targets[clause->target];
    if (!is_plain_name(target->name))
        return TEXT("");
    if (with.limit.kind == LIMIT_CALENDAR_DAYS) {
        with.calendar = 0;
        with.has_calendar = true;
    }
    with.limit = (struct limit){.kind = LIMIT_LENGTH, .length = minutes * MICROS_MINUTE};
    changed.clause = &with;
    return text_format(review->arena, "replace in target " TEXT_FMT "\n  " TEXT_FMT "\nend\n",
                       TEXT_ARG(target->name), TEXT_ARG(review_clause_words(review, &changed)));
}

static void add_room(struct review *review, const struct needs *needs)
{
    struct arena *arena = review->arena;
    const struct review_clause *clause = needs->clause;
    const struct best_limit *share = &needs->share, *period = &needs->period;
    struct review_finding *finding =
        review_add(review, review->model->targets[clause->target].name, clause->clause->span);
    uint64_t decided = period->counts.met + period->counts.breached;
    struct text percent = decimal_format(arena, needs->promise->percent);
    finding->says = text_format(
        arena,
        TEXT_FMT " `" TEXT_FMT "` has room: " TEXT_FMT " is the tightest limit that would have met "
                 "its " TEXT_FMT "%% over all, and with " TEXT_FMT
                 " it would have been met in every %s (" TEXT_FMT " of " TEXT_FMT " %s).",
        TEXT_ARG(review_target_title(review, clause->target)),
        TEXT_ARG(review_clause_words(review, clause)),
        TEXT_ARG(minutes_text(arena, share->minutes)), TEXT_ARG(percent),
        TEXT_ARG(minutes_text(arena, period->minutes)), review_unit_word(needs->promise),
        TEXT_ARG(shown_count(arena, period->counts.met)), TEXT_ARG(shown_count(arena, decided)),
        units_word(needs->promise, decided));
    finding->advice = TEXT("What was enough once is no promise: leave some air above it.");
    finding->change = change_to(review, clause, period->minutes);
    review_seconds(review, finding, "limit_s", needs->units.limit);
    review_seconds(review, finding, "tightest_s", share->minutes * MICROS_MINUTE);
    review_seconds(review, finding, "every_period_s", period->minutes * MICROS_MINUTE);
    review_count(review, finding, "met", period->counts.met);
    review_count(review, finding, "breached", period->counts.breached);
    finding->weight = decided;
}

/* Is it worth judging again: are there enough tickets, and may PERCENT of the limit be enough? */
static bool may_have_room(struct review *review, const struct units *units,
                          const struct promise *promise)
{
    micros most = review_percent(units->limit, review_value(review, ROOM));
    return units->counts.met + units->counts.breached >= review_value(review, LEAST_TICKETS) &&
           least_needed(units, promise->percent) <= most;
}

static void look_for_room(struct review *review, const struct review_clause *clause,
                          uint64_t *looked)
{
    const struct promise *promise = review_promise(review, clause->target);
    if (!clause->is_current || !promise || !review_looks_at(review, clause->target))
        return;
    struct needs needs = {clause, promise, units_of(review, clause), {0}, {0}};
    micros most = review_percent(needs.units.limit, review_value(review, ROOM));
    *looked += needs.units.count >= review_value(review, LEAST_TICKETS);
    if (!may_have_room(review, &needs.units, promise))
        return;
    find_share(review, &needs);
    find_period(review, &needs);
    if (needs.share.exists && needs.period.exists && needs.period.minutes * MICROS_MINUTE <= most)
        add_room(review, &needs);
}

void review_limits_room(struct review *review)
{
    size_t before = review->findings.count;
    uint64_t looked = 0;
    for (uint32_t i = 0; i < review->clause_count; i++)
        look_for_room(review, &review->clauses[i], &looked);
    if (!looked)
        review_blank(review, text_format(review->arena,
                                         "no clause of a promised target has judged %llu tickets",
                                         (unsigned long long)review_value(review, LEAST_TICKETS)));
    else if (review->findings.count == before)
        review_clear(review, text_format(review->arena, "of " TEXT_FMT " none has much room",
                                         TEXT_ARG(shown_counted(review->arena, looked, "clause",
                                                                "clauses"))));
}

/* ---- what can't be kept ---- */

static bool has_ticket(const struct review_finding *finding, uint32_t ticket)
{
    for (uint32_t i = 0; i < finding->ticket_count; i++)
        if (finding->tickets[i] == ticket)
            return true;
    return false;
}

static void put_clause_json(struct buffer *out, const struct review *review,
                            const struct needs *needs)
{
    struct span span = needs->clause->clause->span;
    char room[CIVIL_ROOM];
    buffer_format(out, "%s{\"line\":%u,\"met\":%llu,\"breached\":%llu,\"needed_s\":",
                  buffer_text(out).len > 1 ? "," : "",
                  source_place(review->model->sources, span.source, span.from).line,
                  (unsigned long long)needs->units.counts.met,
                  (unsigned long long)needs->units.counts.breached);
    size_t len = civil_write_seconds(room, needs->share.minutes * MICROS_MINUTE);
    if (needs->share.exists)
        buffer_put(out, (struct text){room, len});
    else
        buffer_puts(out, "null");
    buffer_putc(out, '}');
}

/* What CLAUSE has to do with it: its share, and the limit that would have been enough. */
static void explain_clause(struct review *review, struct review_finding *finding,
                           const struct review_clause *clause, struct buffer *json)
{
    struct arena *arena = review->arena;
    const struct promise *promise = review_promise(review, clause->target);
    struct needs needs = {clause, promise, units_of(review, clause), {0}, {0}};
    const struct units *units = &needs.units;
    if (!clause->breached ||
        decimal_compare_share(units->counts.met, units->count, promise->percent) >= 0)
        return;
    find_share(review, &needs);
    struct text needed = needs.share.exists
                             ? text_format(arena, TEXT_FMT "%% would have needed " TEXT_FMT,
                                           TEXT_ARG(decimal_format(arena, promise->percent)),
                                           TEXT_ARG(minutes_text(arena, needs.share.minutes)))
                             : TEXT("no limit would have been enough");
    review_detail(
        review, finding,
        text_format(
            arena, "`" TEXT_FMT "` (" TEXT_FMT "): " TEXT_FMT " of " TEXT_FMT " met; " TEXT_FMT,
            TEXT_ARG(review_clause_words(review, clause)),
            TEXT_ARG(shown_span(arena, review->model->sources, clause->clause->span)),
            TEXT_ARG(shown_count(arena, units->counts.met)),
            TEXT_ARG(promise->of_cycles ? shown_counted(arena, units->count, "cycle", "cycles")
                                        : shown_counted(arena, units->count, "ticket", "tickets")),
            TEXT_ARG(needed)));
    put_clause_json(json, review, &needs);
    for (size_t i = 0; i < clause->cycles.count && finding->ticket_count < REVIEW_EXAMPLES; i++)
        if (!clause->cycles.at[i].met && !has_ticket(finding, clause->cycles.at[i].ticket))
            finding->tickets[finding->ticket_count++] = clause->cycles.at[i].ticket;
}

struct kept_periods {
    uint64_t decided, broken;
};

static struct kept_periods count_periods(const struct tally_target *tally)
{
    struct kept_periods kept = {0};
    for (uint32_t i = 0; i < tally->period_count; i++) {
        kept.decided += tally->periods[i].held != TALLY_NOT_TESTED;
        kept.broken += tally->periods[i].held == TALLY_BROKEN;
    }
    return kept;
}

/* The period with the least share. */
static void say_worst(struct review *review, struct review_finding *finding,
                      const struct tally_target *tally)
{
    const struct tally_period *worst = NULL;
    for (uint32_t i = 0; i < tally->period_count; i++) {
        const struct tally_period *period = &tally->periods[i];
        uint64_t all = period->counts.met + period->counts.breached;
        if (all && (!worst || (unsigned __int128)period->counts.met *
                                      (worst->counts.met + worst->counts.breached) <
                                  (unsigned __int128)worst->counts.met * all))
            worst = period;
    }
    if (!worst)
        return;
    uint64_t all = worst->counts.met + worst->counts.breached;
    review_detail(
        review, finding,
        text_format(review->arena, "the worst %s is " TEXT_FMT ": " TEXT_FMT " of " TEXT_FMT " met",
                    review_unit_word(review_promise(review, tally->target)), TEXT_ARG(worst->label),
                    TEXT_ARG(shown_count(review->arena, worst->counts.met)),
                    TEXT_ARG(shown_count(review->arena, all))));
}

static void add_unkept(struct review *review, const struct tally_target *tally,
                       struct kept_periods kept)
{
    struct arena *arena = review->arena;
    const struct promise *promise = review_promise(review, tally->target);
    struct review_finding *finding =
        review_add(review, review->model->targets[tally->target].name, promise->span);
    uint64_t decided = tally->counts.met + tally->counts.breached;
    finding->target = tally->target;
    finding->says =
        text_format(arena,
                    TEXT_FMT " promises " TEXT_FMT " and broke it in %llu of %llu %ss: " TEXT_FMT
                             " of " TEXT_FMT " %s were met, " TEXT_FMT ".",
                    TEXT_ARG(review_target_title(review, tally->target)),
                    TEXT_ARG(review_promise_words(arena, promise)), (unsigned long long)kept.broken,
                    (unsigned long long)kept.decided, review_unit_word(promise),
                    TEXT_ARG(shown_count(arena, tally->counts.met)),
                    TEXT_ARG(shown_count(arena, decided)), units_word(promise, decided),
                    TEXT_ARG(shown_share(arena, tally->counts.met, decided, &promise->percent)));
    review_count(review, finding, "periods", kept.decided);
    review_count(review, finding, "broken", kept.broken);
    review_count(review, finding, "met", tally->counts.met);
    review_count(review, finding, "breached", tally->counts.breached);
    review_share(review, finding, "compliance", tally->counts);
    finding->weight = tally->counts.breached;
    say_worst(review, finding, tally);
    struct buffer json = {0};
    buffer_putc(&json, '[');
    for (uint32_t i = 0; i < review->clause_count; i++)
        if (review->clauses[i].target == tally->target && review->clauses[i].is_current)
            explain_clause(review, finding, &review->clauses[i], &json);
    buffer_putc(&json, ']');
    struct review_number clauses = {"clauses", text_copy(arena, buffer_text(&json))};
    VECTOR_PUSH(arena, &finding->numbers, clauses);
    buffer_fini(&json);
}

/* What is to be looked at can't be where the log gives no events for it (3.8). */
static void say_undecidable(struct review *review)
{
    for (uint32_t i = 0; i < review->model->target_count; i++) {
        const struct target *target = &review->model->targets[i];
        struct text reason = judge_undecidable(review->judge, i);
        if (reason.len && !target->is_absent && !target->is_hidden)
            review_blank(review,
                         text_format(review->arena, TEXT_FMT ", and nothing else of it: " TEXT_FMT,
                                     TEXT_ARG(review_target_title(review, i)), TEXT_ARG(reason)));
    }
}

void review_limits_unkept(struct review *review)
{
    size_t before = review->findings.count;
    uint64_t promised = 0, tested = 0;
    say_undecidable(review);
    for (uint32_t i = 0; i < review->tally->target_count; i++) {
        const struct tally_target *tally = &review->tally->targets[i];
        if (!review_looks_at(review, tally->target) || !review_promise(review, tally->target))
            continue;
        promised++;
        struct kept_periods kept = count_periods(tally);
        if (tally->counts.met + tally->counts.breached < review_value(review, LEAST_TICKETS))
            continue;
        tested++;
        if (kept.broken && kept.broken * 100 >= kept.decided * review_value(review, UNKEPT))
            add_unkept(review, tally, kept);
    }
    if (promised > tested)
        review_blank(review,
                     text_format(review->arena, TEXT_FMT " with fewer than %llu decided",
                                 TEXT_ARG(shown_counted(review->arena, promised - tested,
                                                        "promised target", "promised targets")),
                                 (unsigned long long)review_value(review, LEAST_TICKETS)));
    if (!promised)
        review_blank(review, TEXT("no target promises a share (`met for at least …`)"));
    else if (tested && review->findings.count == before)
        review_clear(review,
                     text_format(review->arena, "of " TEXT_FMT " none is broken so often",
                                 TEXT_ARG(shown_counted(review->arena, tested, "promised target",
                                                        "promised targets"))));
}

/* ---- limits that promise nothing, clauses that judge nothing ---- */

static void add_without(struct review *review, const struct tally_target *tally)
{
    struct arena *arena = review->arena;
    const struct target *target = &review->model->targets[tally->target];
    uint64_t decided = tally->counts.met + tally->counts.breached;
    struct review_finding *finding = review_add(review, target->name, target->declared);
    finding->says =
        text_format(arena,
                    TEXT_FMT " has limits and promises no share of them: " TEXT_FMT " of " TEXT_FMT
                             " met, " TEXT_FMT ".",
                    TEXT_ARG(review_target_title(review, tally->target)),
                    TEXT_ARG(shown_count(arena, tally->counts.met)),
                    TEXT_ARG(tally->of_cycles ? shown_counted(arena, decided, "cycle", "cycles")
                                              : shown_counted(arena, decided, "ticket", "tickets")),
                    TEXT_ARG(shown_share(arena, tally->counts.met, decided, NULL)));
    finding->advice = TEXT("A line like `met for at least 90% of tickets each month` says what is "
                           "to be held against it.");
    review_count(review, finding, "met", tally->counts.met);
    review_count(review, finding, "breached", tally->counts.breached);
    review_share(review, finding, "compliance", tally->counts);
    finding->weight = decided;
}

void review_limits_without(struct review *review)
{
    size_t before = review->findings.count;
    for (uint32_t i = 0; i < review->tally->target_count; i++) {
        const struct tally_target *tally = &review->tally->targets[i];
        if (review_looks_at(review, tally->target) && !review_promise(review, tally->target) &&
            tally->counts.met + tally->counts.breached >= review_value(review, LEAST_TICKETS))
            add_without(review, tally);
    }
    if (review->findings.count == before)
        review_clear(review, TEXT("every target with enough tickets promises a share"));
}

void review_limits_unused(struct review *review)
{
    size_t before = review->findings.count;
    if (review_log_is_small(review))
        return;
    for (uint32_t i = 0; i < review->clause_count; i++) {
        const struct review_clause *clause = &review->clauses[i];
        if (!clause->is_current || clause->has_judged || !review_looks_at(review, clause->target))
            continue;
        struct review_finding *finding =
            review_add(review, review->model->targets[clause->target].name, clause->clause->span);
        finding->says = text_format(
            review->arena, TEXT_FMT " `" TEXT_FMT "` judged none of the " TEXT_FMT ".",
            TEXT_ARG(review_target_title(review, clause->target)),
            TEXT_ARG(review_clause_words(review, clause)),
            TEXT_ARG(shown_counted(review->arena, review->log->tickets, "ticket", "tickets")));
        review_count(review, finding, "tickets", review->log->tickets);
    }
    if (review->findings.count == before)
        review_clear(review, TEXT("every clause judged some ticket"));
}

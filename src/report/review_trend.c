/* review_trend.c - does it take longer, or less time, than before?
 *
 * The periods in which cycles began are halved, an odd one in the middle left out. Each cycle of
 * the later half is set beside each of the earlier half that the same clause judged; the share of
 * these pairs in which the later one used less time is the figure. It is called a trend if chance
 * would give such a share in fewer than 1 of 20 logs (rank-sum test by clause, ties halved, normal
 * approximation) and if the median moved by enough. Whole numbers throughout. */
#include <stdlib.h>

#include "count/buckets.h"
#include "report/review_part.h"

enum { FRACTION = 1 << 20 };

struct span_of_time {
    instant from, to;
};

struct sample {
    micros used;
    bool is_later;
};

struct trend {
    struct text first, last; /* labels of the first and the last period */
    uint64_t periods;
    struct span_of_time earlier, later;
    size_t before, after; /* cycles */
    micros median_before, median_after;
    wide pairs, wins; /* pairs, and twice those in which the later one used less, ties once */
    wide variance;    /* of `wins`, times 3 */
};

/* ---- halves ---- */

static int compare_days(const void *a, const void *b)
{
    day left = *(const day *)a, right = *(const day *)b;
    return (left > right) - (left < right);
}

struct periods {
    day *at; /* first dates, in order, each once */
    size_t count;
};

static bool belongs(const struct review_clause *clause, uint32_t target)
{
    return clause->target == target && clause->cycles.count;
}

static struct periods periods_of_target(struct review *review, uint32_t target,
                                        struct buckets *buckets)
{
    struct periods periods = {0};
    size_t all = 0, kept = 0;
    for (uint32_t i = 0; i < review->clause_count; i++)
        all += belongs(&review->clauses[i], target) ? review->clauses[i].cycles.count : 0;
    periods.at = ARENA_ARRAY(review->arena, all + 1, day);
    for (uint32_t i = 0; i < review->clause_count; i++)
        for (size_t k = 0;
             belongs(&review->clauses[i], target) && k < review->clauses[i].cycles.count; k++) {
            buckets_find(buckets, review->clauses[i].cycles.at[k].start);
            periods.at[periods.count++] = buckets->first;
        }
    if (periods.count)
        qsort(periods.at, periods.count, sizeof *periods.at, compare_days);
    for (size_t i = 0; i < periods.count; i++)
        if (!kept || periods.at[kept - 1] != periods.at[i])
            periods.at[kept++] = periods.at[i];
    periods.count = kept;
    return periods;
}

/* ---- ranks ---- */

static int compare_samples(const void *a, const void *b)
{
    const struct sample *left = a, *right = b;
    return (left->used > right->used) - (left->used < right->used);
}

/* The pairs of one clause. The variance of the number of wins is
 * before * after * (n + 1 - ties) / 12, where ties sums (t^3 - t) / (n * (n - 1)) over the groups
 * of t equal ones; `wins` is twice that number, so four times the variance belongs to it. */
static void add_pairs(struct trend *trend, struct sample *samples, size_t count)
{
    wide before = 0, after = 0, wins = 0, ties = 0, earlier_above = 0;
    for (size_t i = 0; i < count; i++)
        *(samples[i].is_later ? &after : &before) += 1;
    if (!before || !after)
        return;
    qsort(samples, count, sizeof *samples, compare_samples);
    earlier_above = before;
    for (size_t from = 0, to; from < count; from = to) {
        wide early = 0, late = 0;
        for (to = from; to < count && samples[to].used == samples[from].used; to++)
            *(samples[to].is_later ? &late : &early) += 1;
        earlier_above -= early;
        wins += late * (2 * earlier_above + early);
        wide t = (wide)(to - from);
        ties += t * t * t - t;
    }
    wide n = (wide)count, share = n > 1 ? ties * FRACTION / (n * (n - 1)) : 0;
    trend->pairs += before * after;
    trend->wins += wins;
    trend->variance += before * after * ((n + 1) * FRACTION - share) / FRACTION;
}

static micros median(struct sample *samples, size_t count)
{
    if (!count)
        return 0;
    qsort(samples, count, sizeof *samples, compare_samples);
    return samples[(count - 1) / 2].used;
}

/* The cycles of CLAUSE in both halves, into OUT; gives how many. */
static size_t take_samples(const struct review_clause *clause, const struct trend *trend,
                           struct sample *out)
{
    size_t count = 0;
    for (size_t i = 0; i < clause->cycles.count; i++) {
        const struct review_cycle *cycle = &clause->cycles.at[i];
        bool is_earlier = cycle->start >= trend->earlier.from && cycle->start < trend->earlier.to;
        bool is_later = cycle->start >= trend->later.from && cycle->start < trend->later.to;
        if (is_earlier || is_later)
            out[count++] = (struct sample){cycle->used, is_later};
    }
    return count;
}

static void find_medians(struct trend *trend, struct sample *all, size_t count)
{
    struct arena *arena = arena_new();
    struct sample *half[2] = {ARENA_ARRAY(arena, count + 1, struct sample),
                              ARENA_ARRAY(arena, count + 1, struct sample)};
    size_t sizes[2] = {0, 0};
    for (size_t i = 0; i < count; i++)
        half[all[i].is_later][sizes[all[i].is_later]++] = all[i];
    trend->before = sizes[0];
    trend->after = sizes[1];
    trend->median_before = median(half[0], sizes[0]);
    trend->median_after = median(half[1], sizes[1]);
    arena_free(arena);
}

/* ---- one target ---- */

static instant starts(const struct review *review, day date)
{
    return zone_to_instant(review->model->zone, date, 0).at;
}

static struct text label_of(struct review *review, const struct buckets *buckets, day first)
{
    char room[BUCKETS_LABEL_ROOM];
    size_t len = buckets_write_label(buckets->unit, first, room);
    return text_copy(review->arena, (struct text){room, len});
}

/* False: fewer than two periods. */
static bool halve(struct review *review, uint32_t target, struct trend *trend)
{
    struct buckets buckets =
        buckets_of_promise(review->request->model, review_promise(review, target));
    struct periods periods = periods_of_target(review, target, &buckets);
    size_t half = periods.count / 2;
    trend->periods = periods.count;
    if (!half)
        return false;
    day next = period_unit_next(buckets.unit, buckets.first_month, periods.at[periods.count - 1]);
    trend->first = label_of(review, &buckets, periods.at[0]);
    trend->last = label_of(review, &buckets, periods.at[periods.count - 1]);
    trend->earlier =
        (struct span_of_time){starts(review, periods.at[0]), starts(review, periods.at[half])};
    trend->later = (struct span_of_time){starts(review, periods.at[periods.count - half]),
                                         starts(review, next)};
    return true;
}

static bool find_trend(struct review *review, uint32_t target, struct trend *trend)
{
    size_t all = 0, count = 0;
    *trend = (struct trend){0};
    if (!halve(review, target, trend))
        return false;
    for (uint32_t i = 0; i < review->clause_count; i++)
        all += review->clauses[i].target == target ? review->clauses[i].cycles.count : 0;
    struct arena *arena = arena_new();
    struct sample *samples = ARENA_ARRAY(arena, all + 1, struct sample);
    for (uint32_t i = 0; i < review->clause_count; i++) {
        if (!belongs(&review->clauses[i], target))
            continue;
        size_t taken = take_samples(&review->clauses[i], trend, samples + count);
        add_pairs(trend, samples + count, taken);
        count += taken;
    }
    find_medians(trend, samples, count);
    arena_free(arena);
    uint64_t least = review_value(review, LEAST_TICKETS);
    return trend->before >= least && trend->after >= least && trend->pairs > 0;
}

/* Beyond what chance gives in 19 of 20 logs: |wins - pairs| above 1.96 standard deviations; both
 * sides squared, 3 * 1.96^2 in ten-thousandths. */
static bool is_beyond_chance(const struct trend *trend)
{
    wide off = trend->wins - trend->pairs;
    return off * off * 30000 > trend->variance * 38416;
}

static bool has_moved(const struct review *review, const struct trend *trend)
{
    micros from = trend->median_before, by = trend->median_after - from;
    by = by < 0 ? -by : by;
    return by > 0 && by >= review_percent(from, review_value(review, TREND));
}

/* Do the median and the pairs move the same way? */
static bool is_longer(const struct trend *trend)
{
    return trend->wins < trend->pairs && trend->median_after > trend->median_before;
}

static bool is_shorter(const struct trend *trend)
{
    return trend->wins > trend->pairs && trend->median_after < trend->median_before;
}

static void add_trend(struct review *review, uint32_t target, const struct trend *trend,
                      bool longer)
{
    struct arena *arena = review->arena;
    const struct target *model = &review->model->targets[target];
    wide wins = longer ? 2 * trend->pairs - trend->wins : trend->wins;
    struct text share = shown_share(arena, (uint64_t)wins, (uint64_t)(2 * trend->pairs), NULL);
    struct review_finding *finding = review_add(review, model->name, model->declared);
    finding->says = text_format(
        arena,
        TEXT_FMT " took %s from " TEXT_FMT " to " TEXT_FMT ": half were done within " TEXT_FMT
                 " in the earlier half and within " TEXT_FMT " in the later one.",
        TEXT_ARG(review_target_title(review, target)), longer ? "longer" : "less time",
        TEXT_ARG(trend->first), TEXT_ARG(trend->last),
        TEXT_ARG(shown_about(arena, trend->median_before)),
        TEXT_ARG(shown_about(arena, trend->median_after)));
    review_detail(review, finding,
                  text_format(arena,
                              "of the pairs of an earlier and a later one under the same clause "
                              "the later took %s in " TEXT_FMT " (%llu and %llu tickets)",
                              longer ? "longer" : "less", TEXT_ARG(share),
                              (unsigned long long)trend->before, (unsigned long long)trend->after));
    review_detail(review, finding,
                  TEXT("chance alone gives as much in fewer than 1 of 20 logs (rank-sum test); it "
                       "does not say why"));
    review_count(review, finding, "periods", trend->periods);
    review_count(review, finding, "earlier", trend->before);
    review_count(review, finding, "later", trend->after);
    review_seconds(review, finding, "median_earlier_s", trend->median_before);
    review_seconds(review, finding, "median_later_s", trend->median_after);
    struct review_number pairs = {
        "pairs", decimal_share(arena, (uint64_t)wins, (uint64_t)(2 * trend->pairs), 4)};
    VECTOR_PUSH(arena, &finding->numbers, pairs);
    finding->weight = trend->before + trend->after;
}

static bool is_trend(const struct review *review, const struct trend *trend, bool longer)
{
    return is_beyond_chance(trend) && has_moved(review, trend) &&
           (longer ? is_longer(trend) : is_shorter(trend));
}

/* How many targets were looked at, and which of them took longer, and less time. */
struct looked {
    uint64_t targets, others, longer, shorter;
};

static struct looked look(struct review *review, bool longer)
{
    struct looked looked = {0};
    for (uint32_t i = 0; i < review->model->target_count; i++) {
        struct trend trend;
        if (!review_looks_at(review, i))
            continue;
        bool found = find_trend(review, i, &trend);
        looked.targets += found;
        looked.others += !found;
        looked.longer += found && is_trend(review, &trend, true);
        looked.shorter += found && is_trend(review, &trend, false);
        if (found && is_trend(review, &trend, longer))
            add_trend(review, i, &trend, longer);
    }
    return looked;
}

void review_trend_slower(struct review *review)
{
    struct arena *arena = review->arena;
    struct looked looked = look(review, true);
    if (looked.others)
        review_blank(review,
                     text_format(arena,
                                 TEXT_FMT
                                 " without %llu decided in either half of two periods or more",
                                 TEXT_ARG(shown_counted(arena, looked.others, "target", "targets")),
                                 (unsigned long long)review_value(review, LEAST_TICKETS)));
    if (looked.targets && !looked.longer)
        review_clear(
            review, text_format(arena, "of " TEXT_FMT " none, beyond chance; %llu took less time",
                                TEXT_ARG(shown_counted(arena, looked.targets, "target", "targets")),
                                (unsigned long long)looked.shorter));
}

void review_trend_faster(struct review *review)
{
    look(review, false);
}

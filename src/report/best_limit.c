/* best_limit.c - see best_limit.h.
 *
 * The share only grows with the limit. The search starts at the percentile of used times, which is
 * seldom far off, gallops from there and halves; each judging is used for all groups. */
#include "report/best_limit.h"

#include "analyse/variant.h"
#include "count/selection.h"

enum { MINUTES_MOST = 60 * 24 * 366 * 100 };

struct group {
    struct best_limit *best;
    int64_t fails, holds; /* limits for which it is known; holds may be MINUTES_MOST + 1 */
    int64_t guess;
    int64_t stride;
    struct tally_counts at_holds, at_fails;
};

struct search {
    const struct best_limit_question *question;
    struct arena *arena;
    struct model *const *variant;
    struct group *groups;
    uint32_t count;
};

static bool is_asked(const struct best_limit_question *question, const struct clause *clause)
{
    const struct span *asked = question->clause;
    return !asked || (asked->source == clause->span.source && asked->from == clause->span.from);
}

static void set_limit(struct search *search, int64_t minutes)
{
    const struct model *model = search->question->model;
    for (uint32_t i = 0; i < model->version_count; i++) {
        const struct target *target = &search->variant[i]->targets[search->question->target];
        for (uint32_t k = 0; k < target->clause_count; k++) {
            struct clause *clause = (struct clause *)&target->clauses[k];
            if (!is_asked(search->question, clause))
                continue;
            if (clause->limit.kind == LIMIT_CALENDAR_DAYS)
                clause->calendar = 0; /* such days are counted in `always` */
            clause->limit = (struct limit){.kind = LIMIT_LENGTH, .length = minutes * MICROS_MINUTE};
        }
    }
}

/* ---- what the clause judges ---- */

struct only {
    const struct best_limit_question *question;
    struct judge_consumer inner;
};

struct only_block {
    const struct only *only;
    void *inner;
};

static void *only_begin(void *context)
{
    const struct only *only = context;
    struct only_block *block = memory_resize(NULL, sizeof *block);
    *block = (struct only_block){only, only->inner.block_begin(only->inner.context)};
    return block;
}

static void only_take(void *ended, const struct verdict *verdict)
{
    const struct only_block *block = ended;
    const struct best_limit_question *question = block->only->question;
    if (verdict->target != question->target || verdict->clause == INDEX_NONE)
        return;
    const struct target *target = &verdict->model->targets[verdict->target];
    if (is_asked(question, &target->clauses[verdict->clause]))
        block->only->inner.verdict(block->inner, verdict);
}

static void only_end(void *context, void *ended)
{
    const struct only *only = context;
    struct only_block *block = ended;
    only->inner.block_end(only->inner.context, block->inner);
    memory_release(block);
}

static struct judge_consumer only_consumer(struct only *only)
{
    return (struct judge_consumer){only, only_begin, only_take, only_end, NULL, only->inner.spares};
}

/* All tickets, judged by MODEL; counted by group. */
static const struct tally_target *count_all(struct search *search, struct arena *arena,
                                            const struct model *model)
{
    const struct best_limit_question *question = search->question;
    struct judge *judge = judge_new(arena, model, question->log, question->as_of);
    judge_stop_when(judge, question->stop);
    struct tally_request request = {.judge = judge,
                                    .model = model,
                                    .log = question->log,
                                    .by = question->by,
                                    .by_count = question->by_count};
    struct selection selection = {
        .judge = judge, .model = model, .where = question->where, .from = DAY_NONE, .to = DAY_NONE};
    struct tally *tally = tally_new(&request);
    struct only only = {question, tally_consumer(tally)};
    selection.consumers[selection.consumer_count++] =
        question->clause ? only_consumer(&only) : only.inner;
    struct judge_consumer consumer = selection_consumer(&selection);
    judge_all(judge, question->threads, &consumer);
    const struct tally_result *result = tally_finish(tally, arena);
    tally_free(tally);
    return &result->targets[question->target];
}

static bool same_values(const struct text *a, const struct text *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!text_equal(a[i], b[i]))
            return false;
    return true;
}

/* The counts of GROUP; none if it is not among the keys. Without attributes there is one group. */
static struct tally_counts counts_of(const struct search *search, const struct group *group,
                                     const struct tally_target *target)
{
    if (!search->question->by_count)
        return target->counts;
    for (uint32_t i = 0; i < target->key_count; i++)
        if (same_values(target->keys[i].values, group->best->values, search->question->by_count))
            return target->keys[i].counts;
    return (struct tally_counts){0};
}

/* Is less than what was asked for met? */
static bool fails_with(const struct search *search, const struct tally_target *target,
                       const struct tally_counts *counts)
{
    if (!search->question->each_period)
        return tally_compare(counts, search->question->share) == TALLY_BROKEN;
    bool fails = target->held == TALLY_BROKEN;
    for (uint32_t i = 0; i < target->further_count; i++)
        fails |= target->further[i].held == TALLY_BROKEN;
    return fails;
}

static void learn(struct search *search, const struct tally_target *target, int64_t minutes)
{
    for (uint32_t i = 0; i < search->count; i++) {
        struct group *group = &search->groups[i];
        struct tally_counts counts = counts_of(search, group, target);
        bool fails = fails_with(search, target, &counts);
        if (fails && minutes > group->fails) {
            group->fails = minutes;
            group->at_fails = counts;
        } else if (!fails && minutes < group->holds) {
            group->holds = minutes;
            group->at_holds = counts;
        }
    }
}

static void probe(struct search *search, int64_t minutes)
{
    struct arena *scratch = arena_new();
    set_limit(search, minutes);
    const struct model *model = search->variant[search->question->model->version_count];
    learn(search, count_all(search, scratch, model), minutes);
    arena_free(scratch);
}

/* The next limit to try for a group; 0: it is found. */
static int64_t next_probe(struct group *group)
{
    if (group->holds - group->fails <= 1)
        return 0;
    int64_t at = group->guess;
    if (at > group->fails && at < group->holds)
        return at;
    if (group->holds > MINUTES_MOST)
        at = group->fails + group->stride;
    else if (group->holds - group->fails > 2 * group->stride)
        at = group->holds - group->stride;
    else
        at = group->fails + (group->holds - group->fails) / 2;
    group->stride *= 2;
    return at > MINUTES_MOST ? MINUTES_MOST : at;
}

static bool is_stopped(const struct best_limit_question *question)
{
    return question->stop && *question->stop;
}

static int64_t whole_minutes(micros length)
{
    return length / MICROS_MINUTE + (length % MICROS_MINUTE != 0);
}

static void make_group(struct search *search, struct best_limit *best,
                       const struct tally_used *used)
{
    bool high = decimal_compare(search->question->share, (struct decimal){90, 0}) > 0;
    int64_t guess = search->question->guess;
    guess = guess ? guess : whole_minutes(high ? used->p95 : used->p50);
    search->groups[search->count++] = (struct group){
        .best = best, .holds = MINUTES_MOST + 1, .guess = guess ? guess : 1, .stride = 1};
}

/* The groups that there are, each with a first guess. */
static void make_groups(struct search *search, const struct tally_target *target)
{
    struct best_limit *list = ARENA_ARRAY(search->arena, target->key_count + 1, struct best_limit);
    search->groups = ARENA_ARRAY(search->arena, target->key_count + 1, struct group);
    if (!search->question->by_count)
        make_group(search, list, &target->used);
    for (uint32_t i = 0; i < target->key_count; i++) {
        list[i].values = target->keys[i].values;
        make_group(search, &list[i], &target->keys[i].used);
    }
}

static void finish(struct group *group)
{
    struct best_limit *best = group->best;
    uint64_t decided = group->at_holds.met + group->at_holds.breached;
    best->exists = group->holds <= MINUTES_MOST && decided > 0;
    best->minutes = group->holds;
    best->counts = group->at_holds;
    best->below = group->at_fails;
}

const struct best_limit *
best_limit_find(struct arena *arena, const struct best_limit_question *question, uint32_t *count)
{
    struct search search = {.question = question, .arena = arena};
    const struct model *model = question->model;
    search.variant = variant_of(arena, model);
    variant_only(search.variant, model->version_count, question->target);
    make_groups(&search, count_all(&search, arena, search.variant[model->version_count - 1]));
    for (uint32_t i = 0; i < search.count; i++)
        for (int64_t at; !is_stopped(question) && (at = next_probe(&search.groups[i])) > 0;)
            probe(&search, at);
    struct best_limit *list = search.count ? search.groups[0].best : NULL;
    for (uint32_t i = 0; i < search.count; i++)
        finish(&search.groups[i]);
    *count = search.count;
    return list;
}

/* review_gather.c - one run of the judge: what each clause judged, the tally, the figures; and one
 * look at all clocks on their way. */
#include <string.h>

#include "report/review_part.h"
#include "count/selection.h"

/* ---- clauses ---- */

/* By version, target and clause of that version: its number among all. */
struct index {
    uint32_t ***of;
};

static bool same_place(const struct clause *a, const struct clause *b)
{
    return a->span.source == b->span.source && a->span.from == b->span.from;
}

static uint32_t clause_number(struct review *review, uint32_t target, const struct clause *clause)
{
    for (uint32_t i = 0; i < review->clause_count; i++)
        if (review->clauses[i].target == target && same_place(review->clauses[i].clause, clause))
            return i;
    review->clauses[review->clause_count].target = target;
    return review->clause_count++;
}

static uint32_t count_clauses(const struct model *whole)
{
    uint32_t count = 0;
    for (uint32_t v = 0; v < whole->version_count; v++)
        for (uint32_t t = 0; t < whole->target_count; t++)
            count += whole->versions[v].model->targets[t].clause_count;
    return count;
}

static void index_target(struct review *review, struct index *index, uint32_t version,
                         uint32_t number)
{
    const struct model_version *row = &review->request->model->versions[version];
    const struct target *target = &row->model->targets[number];
    uint32_t *of = ARENA_ARRAY(review->arena, target->clause_count + 1, uint32_t);
    index->of[version][number] = of;
    for (uint32_t k = 0; k < target->clause_count && !target->is_absent; k++) {
        of[k] = clause_number(review, number, &target->clauses[k]);
        struct review_clause *clause = &review->clauses[of[k]];
        clause->model = row->model;
        clause->clause = &target->clauses[k];
        clause->is_current = row->model == review->model;
    }
}

static struct index index_clauses(struct review *review)
{
    const struct model *whole = review->request->model;
    struct index index = {ARENA_ARRAY(review->arena, whole->version_count, uint32_t **)};
    review->clauses = ARENA_ARRAY(review->arena, count_clauses(whole) + 1, struct review_clause);
    for (uint32_t v = 0; v < whole->version_count; v++)
        index.of[v] = ARENA_ARRAY(review->arena, whole->target_count + 1, uint32_t *);
    for (uint32_t t = 0; t < whole->target_count; t++)
        for (uint32_t v = 0; v < whole->version_count; v++)
            index_target(review, &index, v, t);
    return index;
}

/* ---- verdicts ---- */

struct kept {
    uint32_t clause;
    bool is_decided;
    struct review_cycle cycle;
};

struct gathering {
    struct review *review;
    struct index index;
};

struct block {
    const struct gathering *gathering;
    struct kept *kept;
    size_t count, room;
};

static void *begin(void *context)
{
    struct block *block = memory_resize(NULL, sizeof *block);
    *block = (struct block){.gathering = context};
    return block;
}

static void take(void *to, const struct verdict *verdict)
{
    struct block *block = to;
    if (verdict->clause == INDEX_NONE || !verdict->has_figures)
        return;
    if (block->count == block->room) {
        block->room = block->room ? block->room * 2 : 256;
        block->kept = memory_resize(block->kept, block->room * sizeof *block->kept);
    }
    block->kept[block->count++] = (struct kept){
        .clause = block->gathering->index.of[verdict->version][verdict->target][verdict->clause],
        .is_decided = verdict->kind == VERDICT_MET || verdict->kind == VERDICT_BREACHED,
        .cycle = {verdict->ticket, verdict->kind == VERDICT_MET, verdict->used, verdict->limit,
                  verdict->start, verdict->counted_at}};
}

static void end(void *context, void *ended)
{
    const struct gathering *gathering = context;
    struct review *review = gathering->review;
    struct block *block = ended;
    for (size_t i = 0; i < block->count; i++) {
        const struct kept *kept = &block->kept[i];
        struct review_clause *clause = &review->clauses[kept->clause];
        clause->has_judged = true;
        if (!kept->is_decided)
            continue;
        clause->met += kept->cycle.met;
        clause->breached += !kept->cycle.met;
        VECTOR_PUSH(review->arena, &clause->cycles, kept->cycle);
    }
    memory_release(block->kept);
    memory_release(block);
}

static struct figures *figures_of(struct review *review)
{
    struct figures_request request = {.judge = review->judge,
                                      .model = review->request->model,
                                      .log = review->log,
                                      .from = DAY_NONE,
                                      .to = DAY_NONE};
    return figures_has(review->request->model) ? figures_new(&request) : NULL;
}

void review_gather(struct review *review)
{
    static const struct figures_result none;
    const struct model *whole = review->request->model;
    struct gathering gathering = {review, index_clauses(review)};
    struct tally_request request = {.judge = review->judge, .model = whole, .log = review->log};
    struct tally *tally = tally_new(&request);
    struct figures *figures = figures_of(review);
    struct selection selection = {
        .judge = review->judge, .model = whole, .from = DAY_NONE, .to = DAY_NONE};
    selection.consumers[selection.consumer_count++] = tally_consumer(tally);
    selection.consumers[selection.consumer_count++] =
        (struct judge_consumer){&gathering, begin, take, end, NULL, 0};
    selection.has_whole = figures != NULL;
    if (figures)
        selection.whole = figures_consumer(figures);
    struct judge_consumer consumer = selection_consumer(&selection);
    judge_all(review->judge, review->request->threads, &consumer);
    review->tally = tally_finish(tally, review->arena);
    tally_free(tally);
    review->figures = &none;
    if (!figures)
        return;
    figures_walk(figures, review->request->threads);
    review->figures = figures_finish(figures, review->arena);
    figures_free(figures);
}

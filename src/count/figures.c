/* figures.c - what samples and verdicts are counted for; the figures themselves are in
 * figures_line.c, figures_period.c and figures_credit.c. */
#include "count/figures.h"

#include "count/figures_part.h"

/* ---- the first instant that the log knows of ---- */

static instant first_instant(const struct eventlog *log, instant as_of)
{
    instant first = log->rows ? log->first_time : INSTANT_NONE;
    for (uint32_t i = 0; log->opening && i < log->tickets; i++) {
        instant opening = log->opening[i];
        if (opening != INSTANT_NONE && opening <= as_of &&
            (first == INSTANT_NONE || opening < first))
            first = opening;
    }
    return first;
}

/* ---- making and freeing ---- */

static const uint32_t *measures_of(const struct model *model, struct arena *arena)
{
    uint32_t *of = ARENA_ARRAY(arena, model->target_count + 1, uint32_t);
    for (uint32_t i = 0; i < model->target_count; i++)
        of[i] = INDEX_NONE;
    for (uint32_t v = 0; v < model->version_count; v++) {
        const struct model *version = model->versions[v].model;
        for (uint32_t i = 0; i < version->measure_count; i++) {
            const struct measure *measure = &version->measures[i];
            if (!measure->is_absent && measure->kind == MEASURE_PERCENTILE)
                of[measure->target] = i;
        }
    }
    return of;
}

/* All versions have the same slots. */
bool figures_has(const struct model *model)
{
    return model->availability_count || model->measure_count || model->credit_count;
}

struct figures *figures_new(const struct figures_request *request)
{
    struct arena *arena = arena_new();
    struct figures *figures = ARENA_NEW(arena, struct figures);
    const struct model *model = request->model;
    struct tally_request credits = {.judge = request->judge, .model = model, .log = request->log};
    *figures = (struct figures){.request = *request, .arena = arena};
    figures->sampler = sampler_new(arena, request->judge);
    figures->measure_of = measures_of(model, arena);
    figures->from = first_instant(request->log, judge_as_of(request->judge));
    credits.lines = figures->credit_lines = figures_credit_lines(model, arena, &credits.line_count);
    if (credits.line_count)
        figures->credits = tally_new(&credits);
    figures_part_init(&figures->whole);
    return figures;
}

void figures_free(struct figures *figures)
{
    if (!figures)
        return;
    tally_free(figures->credits);
    figures_part_fini(&figures->whole);
    arena_free(figures->arena);
}

/* ---- blocks of samples ---- */

struct block {
    const struct figures *figures;
    struct figures_part part;
    struct zone_segment segment; /* in which the last instant fell */
    void *credits;
};

static struct block *block_new(const struct figures *figures)
{
    struct block *block = memory_resize(NULL, sizeof *block);
    *block = (struct block){.figures = figures};
    figures_part_init(&block->part);
    return block;
}

static void block_end(struct figures *figures, struct block *block)
{
    figures_part_merge(&figures->whole, &block->part);
    figures_part_fini(&block->part);
    memory_release(block);
}

static day date_of(struct block *block, instant at)
{
    struct zone_segment *segment = &block->segment;
    if (segment->from == segment->to || at < segment->from || at >= segment->to)
        *segment = zone_segment_at(block->figures->request.model->zone, at);
    int64_t local = at + segment->offset * MICROS_SECOND;
    return (day)(local / MICROS_DAY - (local % MICROS_DAY < 0));
}

static void *begin_samples(void *context)
{
    return block_new(context);
}

static void take_sample(void *context, const struct sample *sample)
{
    struct block *block = context;
    struct cell_key key = {.kind = CELL_SAMPLES, .version = sample->version, .slot = sample->slot};
    if (sample->kind == SAMPLE_OUTAGE) {
        key.kind = CELL_OUTAGES;
        key.at = sample->service == INDEX_NONE ? -1 : (int32_t)sample->service;
        struct calendar_stretch outage = {sample->from, sample->to};
        struct cell *cell = figures_part_cell(&block->part, key);
        VECTOR_PUSH(block->part.arena, &cell->outages, outage);
        return;
    }
    key.at = date_of(block, sample->from);
    struct cell *cell = figures_part_cell(&block->part, key);
    cell->holds += sample->holds;
    cell->fails += !sample->holds;
    if (sample->holds)
        cell->sum +=
            sample->value.digits * exact_power(FIGURES_PLACES - (unsigned)sample->value.scale);
}

static void end_samples(void *context, void *block)
{
    block_end(context, block);
}

void figures_walk(struct figures *figures, unsigned threads)
{
    struct sample_consumer consumer = {figures, begin_samples, take_sample, end_samples};
    sample_all(figures->sampler, threads, &consumer);
}

/* ---- blocks of verdicts ---- */

static void *begin_verdicts(void *context)
{
    struct figures *figures = context;
    struct block *block = block_new(figures);
    if (figures->credits) {
        struct judge_consumer credits = tally_consumer(figures->credits);
        block->credits = credits.block_begin(credits.context);
    }
    return block;
}

static void take_cycle(struct block *block, uint32_t measure, const struct verdict *verdict)
{
    instant at = verdict->counted_at;
    if (at == INSTANT_NONE)
        at = judge_as_of(block->figures->request.judge);
    struct cell_key key = {.kind = CELL_CYCLES, .slot = measure, .at = date_of(block, at)};
    struct cell *cell = figures_part_cell(&block->part, key);
    switch (verdict->kind) {
    case VERDICT_MET:
    case VERDICT_BREACHED:
        used_add(&cell->lengths, verdict->used);
        break;
    case VERDICT_PENDING:
        cell->pending++;
        break;
    case VERDICT_UNCOVERED:
    case VERDICT_EXCLUDED:
        cell->excluded++;
        break;
    case VERDICT_ERROR:
        cell->error++;
        break;
    }
}

static void take_verdict(void *context, const struct verdict *verdict)
{
    struct block *block = context;
    const struct figures *figures = block->figures;
    uint32_t measure = figures->measure_of[verdict->target];
    if (measure != INDEX_NONE)
        take_cycle(block, measure, verdict);
    if (figures->credits)
        tally_consumer(figures->credits).verdict(block->credits, verdict);
}

static void end_verdicts(void *context, void *ended)
{
    struct figures *figures = context;
    struct block *block = ended;
    if (figures->credits) {
        struct judge_consumer credits = tally_consumer(figures->credits);
        credits.block_end(credits.context, block->credits);
    }
    block_end(figures, block);
}

struct judge_consumer figures_consumer(struct figures *figures)
{
    return (struct judge_consumer){figures, begin_verdicts, take_verdict, end_verdicts, NULL, 0};
}

/* ---- the whole ---- */

static uint32_t last_version(const struct model *model)
{
    uint32_t version = 0;
    while (version + 1 < model->version_count && model->versions[version].model != model)
        version++;
    return version;
}

static struct text why_measure(const struct figures *figures, const struct model *model,
                               uint32_t slot)
{
    const struct measure *measure = &model->measures[slot];
    if (measure->is_absent)
        return TEXT("");
    if (measure->kind == MEASURE_PERCENTILE)
        return judge_undecidable(figures->request.judge, measure->target);
    return sampler_undecidable(figures->sampler, SAMPLE_MEASURE, last_version(model), slot);
}

const struct figures_undecided *figures_undecidable(const struct figures *figures,
                                                    struct arena *arena, uint32_t *count)
{
    const struct model *model = figures->request.model;
    VECTOR(struct figures_undecided) found = {0};
    for (uint32_t i = 0; i < model->availability_count; i++) {
        struct figures_undecided one = {"availability", model->availabilities[i].name, TEXT("")};
        one.reason = sampler_undecidable(figures->sampler, SAMPLE_OUTAGE, last_version(model), i);
        if (one.reason.len)
            VECTOR_PUSH(arena, &found, one);
    }
    for (uint32_t i = 0; i < model->measure_count; i++) {
        struct figures_undecided one = {"measure", model->measures[i].name, TEXT("")};
        one.reason = why_measure(figures, model, i);
        if (one.reason.len)
            VECTOR_PUSH(arena, &found, one);
    }
    *count = (uint32_t)found.count;
    return found.at;
}

const struct figures_result *figures_finish(struct figures *figures, struct arena *arena)
{
    struct figures_result *result = ARENA_NEW(arena, struct figures_result);
    figures_part_sort(&figures->whole);
    figures_finish_lines(figures, result, arena);
    figures_finish_credits(figures, result, arena);
    result->undecidable = figures_undecidable(figures, arena, &result->undecidable_count);
    return result;
}

static const struct figure_line *line_at(const struct figures_result *result, uint32_t number)
{
    if (number < result->availability_count)
        return &result->availabilities[number];
    return &result->measures[number - result->availability_count];
}

bool figures_is_broken(const struct figures_result *result)
{
    for (uint32_t i = 0; i < result->availability_count + result->measure_count; i++)
        if (line_at(result, i)->held == TALLY_BROKEN)
            return true;
    return false;
}

bool figures_is_decided(const struct figures_result *result)
{
    for (uint32_t i = 0; i < result->availability_count + result->measure_count; i++)
        if (line_at(result, i)->held != TALLY_NOT_TESTED)
            return true;
    return false;
}

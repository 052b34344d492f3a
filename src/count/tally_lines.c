/* tally_lines.c - what is counted of each target: a line a promise, whichever version makes it. */
#include "count/tally_part.h"

typedef VECTOR(struct line) line_list;

static bool counts_the_same(const struct promise *a, const struct promise *b)
{
    return a->unit == b->unit && a->first_month == b->first_month && a->of_cycles == b->of_cycles;
}

/* How many promises before number PROMISE of TARGET count the same. */
static uint32_t nth_of(const struct target *target, uint32_t promise)
{
    uint32_t nth = 0;
    for (uint32_t i = 0; i < promise; i++)
        nth += counts_the_same(&target->promises[i], &target->promises[promise]);
    return nth;
}

static bool has_line(const line_list *lines, const struct line *line)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].target == line->target && lines->at[i].nth == line->nth &&
            counts_the_same(lines->at[i].promise, line->promise))
            return true;
    return false;
}

static void add_promises(struct tally *tally, line_list *lines, const struct model *model,
                         uint32_t number)
{
    const struct target *target = &model->targets[number];
    for (uint32_t i = 0; i < target->promise_count && !target->is_absent; i++) {
        const struct promise *promise = &target->promises[i];
        struct line line = {.target = number,
                            .promise = promise,
                            .nth = nth_of(target, i),
                            .of_cycles = promise->of_cycles};
        if (!has_line(lines, &line))
            VECTOR_PUSH(tally->arena, lines, line);
    }
}

/* The promises of the last version first, as declared. */
static void add_lines(struct tally *tally, line_list *lines, uint32_t number)
{
    const struct model *model = tally->request.model;
    size_t before = lines->count;
    add_promises(tally, lines, model, number);
    for (uint32_t i = model->version_count; i-- > 0;)
        add_promises(tally, lines, model->versions[i].model, number);
    if (lines->count == before) {
        bool repeats = model->clocks[model->targets[number].clock].repeats;
        struct line line = {.target = number, .of_cycles = repeats};
        VECTOR_PUSH(tally->arena, lines, line);
    }
}

static void add_requested(struct tally *tally, line_list *lines, uint32_t number)
{
    for (uint32_t i = 0; i < tally->request.line_count; i++) {
        const struct tally_line *request = &tally->request.lines[i];
        struct line line = {.target = number,
                            .requested = i,
                            .promise = &request->promise,
                            .of_cycles = request->promise.of_cycles};
        if (request->target == number)
            VECTOR_PUSH(tally->arena, lines, line);
    }
}

void lines_make(struct tally *tally)
{
    uint32_t targets = tally->request.model->target_count;
    uint32_t *line_of = ARENA_ARRAY(tally->arena, targets + 1, uint32_t);
    line_list lines = {0};
    for (uint32_t i = 0; i < targets; i++) {
        if (tally->request.lines)
            add_requested(tally, &lines, i);
        else
            add_lines(tally, &lines, i);
        line_of[i + 1] = (uint32_t)lines.count;
    }
    tally->lines = lines.at;
    tally->line_count = (uint32_t)lines.count;
    tally->line_of = line_of;
}

const struct promise *lines_promise(const struct model *model, const struct line *line, day first)
{
    const struct model *on = model->version_count ? model_on(model, first) : model;
    const struct target *target = on ? &on->targets[line->target] : NULL;
    if (!target || !line->promise || target->is_absent)
        return NULL;
    for (uint32_t i = 0; i < target->promise_count; i++)
        if (counts_the_same(&target->promises[i], line->promise) && nth_of(target, i) == line->nth)
            return &target->promises[i];
    return NULL;
}

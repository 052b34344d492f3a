/* sample.c - one walk over the history of each ticket, for all availabilities and measures. */
#include "judge/sample.h"

#include "base/vector.h"
#include "judge/blocks.h"
#include "judge/history.h"

/* An availability or a measure of a version, ready for the log. */
struct line {
    enum sample_kind kind;
    uint32_t version, slot;
    const struct judge *judge; /* of the version */
    const struct availability *availability;
    const struct measure *measure;
    const struct test *test; /* of the condition; NULL holds always */
    struct text undecidable;
};

struct sampler {
    const struct judge *judge;
    const struct judge **versions;
    VECTOR(struct line) lines;
};

/* ---- what the log can decide ---- */

static struct text missing(const struct line *line, const struct triggers *triggers,
                           const char *what)
{
    struct text name = triggers_missing(line->judge, triggers);
    if (!name.len)
        return name;
    return text_format(line->judge->arena, "the log has no `" TEXT_FMT "`, %s", TEXT_ARG(name),
                       what);
}

static struct text availability_undecidable(const struct line *line)
{
    const struct judge *judge = line->judge;
    int32_t service = judge->model->schema.service;
    if (service == ATTRIBUTE_ABSENT || !judge->log->columns[service].width)
        return TEXT("the log says of no ticket which service it is of");
    if (!line->availability->from)
        return TEXT("");
    struct text reason = missing(line, line->availability->from, "with which an outage begins");
    return reason.len ? reason : missing(line, line->availability->to, "with which an outage ends");
}

static struct text measure_undecidable(const struct line *line)
{
    const struct measure *measure = line->measure;
    if (measure->kind == MEASURE_COUNT)
        return missing(line, measure->events, "which it counts");
    if (measure->kind != MEASURE_AVERAGE || measure->event_kind == INDEX_NONE)
        return TEXT("");
    struct trigger trigger = {.kind = measure->event_kind, .status = INDEX_NONE};
    struct triggers triggers = {.at = &trigger, .count = 1};
    return missing(line, &triggers, "on which it is measured");
}

/* ---- a sampler ---- */

static void add_availability(struct sampler *sampler, struct line line)
{
    line.kind = SAMPLE_OUTAGE;
    line.availability = &line.judge->model->availabilities[line.slot];
    if (line.availability->is_absent)
        return;
    line.test = test_new(line.judge, line.availability->down);
    line.undecidable = availability_undecidable(&line);
    VECTOR_PUSH(sampler->judge->arena, &sampler->lines, line);
}

static void add_measure(struct sampler *sampler, struct line line)
{
    line.kind = SAMPLE_MEASURE;
    line.measure = &line.judge->model->measures[line.slot];
    if (line.measure->is_absent || line.measure->kind == MEASURE_PERCENTILE)
        return;
    line.test = test_new(line.judge, line.measure->when);
    line.undecidable = measure_undecidable(&line);
    VECTOR_PUSH(sampler->judge->arena, &sampler->lines, line);
}

struct sampler *sampler_new(struct arena *arena, const struct judge *judge)
{
    struct sampler *sampler = ARENA_NEW(arena, struct sampler);
    const struct model *model = judge->model;
    sampler->judge = judge;
    sampler->versions = ARENA_ARRAY(arena, model->version_count + 1, const struct judge *);
    for (uint32_t v = 0; v < model->version_count; v++) {
        const struct model *version = model->versions[v].model;
        struct line line = {.version = v};
        line.judge = sampler->versions[v] = judge_of_version(judge, v);
        for (line.slot = 0; line.slot < version->availability_count; line.slot++)
            add_availability(sampler, line);
        for (line.slot = 0; line.slot < version->measure_count; line.slot++)
            add_measure(sampler, line);
    }
    return sampler;
}

const struct judge *sampler_judge(const struct sampler *sampler, uint32_t version)
{
    return sampler->versions[version];
}

struct text sampler_undecidable(const struct sampler *sampler, enum sample_kind kind,
                                uint32_t version, uint32_t slot)
{
    for (size_t i = 0; i < sampler->lines.count; i++) {
        const struct line *line = &sampler->lines.at[i];
        if (line->kind == kind && line->version == version && line->slot == slot)
            return line->undecidable;
    }
    return TEXT("");
}

/* ---- one ticket ---- */

struct outage {
    const struct line *line;
    instant from, to;
};

/* What a worker has, for one ticket after the other. */
struct tools {
    const struct sampler *sampler;
    const struct sample_consumer *consumer;
    struct arena *arena; /* of a ticket */
    struct arena *lasting;
    struct history history;
    bool *is_down;  /* by line */
    instant *since; /* by line */
    VECTOR(struct outage) outages;
    void *block;
};

static bool matches(const struct trigger *trigger, const struct happening *happening)
{
    if (!happening->enters)
        return happening->kind == trigger->kind && trigger_is_by(trigger, happening->actor_slot);
    return (happening->has_status && happening->status == trigger->status) ||
           (happening->has_class && trigger->has_class &&
            happening->status_class == trigger->status_class);
}

static bool is_down_after(const struct tools *tools, const struct line *line,
                          const struct step *step, bool is_down)
{
    const struct availability *availability = line->availability;
    if (step->view->done || tools->history.merged)
        return false;
    if (availability->down)
        return test_holds(line->test, step->view);
    for (uint32_t i = 0; i < step->effect->count; i++) {
        const struct trigger *trigger = is_down ? availability->to->at : availability->from->at;
        is_down ^= matches(trigger, &step->effect->happenings[i]);
    }
    return is_down;
}

static void end_outage(struct tools *tools, size_t index, instant to)
{
    struct outage outage = {&tools->sampler->lines.at[index], tools->since[index], to};
    tools->is_down[index] = false;
    if (outage.from < to)
        VECTOR_PUSH(tools->arena, &tools->outages, outage);
}

static void look_at_outage(struct tools *tools, size_t index, const struct step *step)
{
    bool was_down = tools->is_down[index];
    bool is_down = is_down_after(tools, &tools->sampler->lines.at[index], step, was_down);
    if (was_down && !is_down)
        end_outage(tools, index, step->at);
    if (!was_down && is_down)
        tools->since[index] = step->at;
    tools->is_down[index] = is_down;
}

static void give(const struct tools *tools, const struct line *line, struct sample sample)
{
    sample.kind = line->kind;
    sample.version = line->version;
    sample.slot = line->slot;
    tools->consumer->sample(tools->block, &sample);
}

/* A name that is a kind of event and a status (`closed`) means either, once a turn (3.4): the event
 * is no turn if the ticket was in that status before. */
static bool counts(const struct line *line, const struct step *step)
{
    const struct trigger *trigger = line->measure->events->at;
    bool by_kind = false;
    for (uint32_t i = 0; i < step->effect->count; i++) {
        if (!matches(trigger, &step->effect->happenings[i]))
            continue;
        if (step->effect->happenings[i].enters)
            return true;
        by_kind = true;
    }
    if (!by_kind || trigger->status == INDEX_NONE)
        return by_kind;
    uint32_t status = (uint32_t)line->judge->model->schema.status;
    struct value value = view_value(line->judge, status, step->view);
    return value.type != VALUE_CHOICE || value.choice != trigger->status;
}

static void give_value(const struct tools *tools, const struct line *line, const struct view *view,
                       instant at)
{
    const struct measure *measure = line->measure;
    struct value value = view_value(line->judge, measure->attribute, view);
    struct sample sample = {.from = at, .to = at, .value = value.number};
    sample.holds = measure->currency[0]
                       ? value.type == VALUE_MONEY &&
                             text_equal(text_of(value.currency), text_of(measure->currency))
                       : value.type == VALUE_NUMBER;
    give(tools, line, sample);
}

static void look_at_measure(const struct tools *tools, const struct line *line,
                            const struct step *step)
{
    const struct measure *measure = line->measure;
    if (measure->kind == MEASURE_COUNT) {
        if (counts(line, step) && test_holds(line->test, step->view))
            give(tools, line, (struct sample){.from = step->at, .to = step->at, .holds = true});
        return;
    }
    for (uint32_t i = 0; measure->kind == MEASURE_AVERAGE && i < step->effect->count; i++)
        if (!step->effect->happenings[i].enters &&
            step->effect->happenings[i].kind == measure->event_kind)
            give_value(tools, line, step->view, step->at);
}

/* ---- the end of a ticket ---- */

static void give_outages(const struct tools *tools, const struct view *view)
{
    const struct judge *judge = tools->sampler->judge;
    int32_t attribute = judge->model->schema.service;
    struct value service = {.type = VALUE_UNSET};
    if (attribute != ATTRIBUTE_ABSENT)
        service = view_value(judge, (uint32_t)attribute, view);
    for (size_t i = 0; i < tools->outages.count; i++) {
        const struct outage *outage = &tools->outages.at[i];
        give(tools, outage->line,
             (struct sample){.service = service.type == VALUE_CHOICE ? service.choice : INDEX_NONE,
                             .from = outage->from,
                             .to = outage->to});
    }
}

static void give_ticket(const struct tools *tools, const struct line *line, const struct view *view)
{
    if (line->measure->kind == MEASURE_AVERAGE && line->measure->event_kind == INDEX_NONE)
        give_value(tools, line, view, view->opening);
    if (line->measure->kind == MEASURE_SHARE)
        give(tools, line,
             (struct sample){.from = view->opening,
                             .to = view->opening,
                             .holds = test_holds(line->test, view)});
}

static void end_ticket(struct tools *tools)
{
    const struct sampler *sampler = tools->sampler;
    const struct view *view = &tools->history.view;
    for (size_t i = 0; i < sampler->lines.count; i++) {
        if (tools->is_down[i])
            end_outage(tools, i, sampler->judge->as_of);
        if (sampler->lines.at[i].kind == SAMPLE_MEASURE && tools->history.step.number)
            give_ticket(tools, &sampler->lines.at[i], view);
    }
    give_outages(tools, view);
}

static void sample_ticket(void *opened, void *block, uint32_t ticket)
{
    struct tools *tools = opened;
    const struct sampler *sampler = tools->sampler;
    const struct step *step;
    tools->block = block;
    tools->outages.at = NULL;
    tools->outages.count = tools->outages.cap = 0;
    arena_reset(tools->arena);
    history_begin(&tools->history, ticket);
    while ((step = history_next(&tools->history)))
        for (size_t i = 0; i < sampler->lines.count; i++)
            if (sampler->lines.at[i].kind == SAMPLE_OUTAGE)
                look_at_outage(tools, i, step);
            else
                look_at_measure(tools, &sampler->lines.at[i], step);
    end_ticket(tools);
}

/* ---- all tickets ---- */

struct work {
    const struct sampler *sampler;
    const struct sample_consumer *consumer;
};

static void *tools_open(void *context)
{
    const struct work *work = context;
    struct arena *lasting = arena_new();
    struct tools *tools = ARENA_NEW(lasting, struct tools);
    *tools = (struct tools){.sampler = work->sampler,
                            .consumer = work->consumer,
                            .arena = arena_new(),
                            .lasting = lasting};
    history_init(&tools->history, work->sampler->judge, lasting);
    tools->is_down = ARENA_ARRAY(lasting, work->sampler->lines.count + 1, bool);
    tools->since = ARENA_ARRAY(lasting, work->sampler->lines.count + 1, instant);
    return tools;
}

static void tools_close(void *context, void *opened)
{
    struct tools *tools = opened;
    (void)context;
    arena_free(tools->arena);
    arena_free(tools->lasting);
}

static void *block_begin(void *context)
{
    const struct work *work = context;
    return work->consumer->block_begin(work->consumer->context);
}

static void block_end(void *context, void *block)
{
    const struct work *work = context;
    work->consumer->block_end(work->consumer->context, block);
}

void sample_all(const struct sampler *sampler, unsigned threads,
                const struct sample_consumer *consumer)
{
    struct work work = {sampler, consumer};
    struct blocks_job job = {.context = &work,
                             .tickets = sampler->lines.count ? sampler->judge->log->tickets : 0,
                             .stop = sampler->judge->stop,
                             .tools_open = tools_open,
                             .tools_close = tools_close,
                             .block_begin = block_begin,
                             .ticket = sample_ticket,
                             .block_end = block_end};
    blocks_run(&job, threads);
}

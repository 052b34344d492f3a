/* figures_line.c - which promises there are, over all versions, and their periods one by one. */
#include "count/figures_part.h"

/* What makes two promises of two versions the same line. */
struct line_key {
    enum node_kind kind;
    uint32_t slot, service;
    enum measure_kind figure; /* of a measure: an amendment may measure something else */
    bool at_most;
    enum period_unit unit;
    int first_month;
    uint32_t nth; /* among those of one version that are alike in all of that */
};

struct finishing {
    const struct figures *figures;
    const struct model *model;
    struct arena *arena;
    VECTOR(struct line_key) keys;
};

struct promises {
    const struct figure_promise *at;
    uint32_t count;
};

/* ---- promises by version ---- */

/* None where the version does not have it, or not for the service. */
static struct promises promises_in(const struct model *version, const struct line_key *key)
{
    if (key->kind == NODE_MEASURE) {
        const struct measure *measure = &version->measures[key->slot];
        bool has = !measure->is_absent && measure->kind == key->figure;
        return (struct promises){measure->promises, has ? measure->promise_count : 0};
    }
    const struct availability *availability = &version->availabilities[key->slot];
    for (uint32_t i = 0; i < availability->service_count && !availability->is_absent; i++)
        if (availability->services[i] == key->service)
            return (struct promises){availability->promises, availability->promise_count};
    return (struct promises){0};
}

static bool is_alike(const struct figure_promise *promise, const struct line_key *key)
{
    return promise->at_most == key->at_most && promise->unit == key->unit &&
           promise->first_month == key->first_month;
}

/* The promise of KEY in VERSION, or NULL. */
static const struct figure_promise *promise_in(const struct model *version,
                                               const struct line_key *key)
{
    struct promises promises = promises_in(version, key);
    uint32_t nth = 0;
    for (uint32_t i = 0; i < promises.count; i++)
        if (is_alike(&promises.at[i], key) && nth++ == key->nth)
            return &promises.at[i];
    return NULL;
}

static bool has_key(const struct finishing *finishing, const struct line_key *key)
{
    for (size_t i = 0; i < finishing->keys.count; i++) {
        const struct line_key *had = &finishing->keys.at[i];
        if (had->kind == key->kind && had->slot == key->slot && had->service == key->service &&
            had->figure == key->figure && had->at_most == key->at_most && had->unit == key->unit &&
            had->first_month == key->first_month && had->nth == key->nth)
            return true;
    }
    return false;
}

/* The promises that any version makes, each once: of those at hand first. */
static void add_keys(struct finishing *finishing, struct line_key key)
{
    const struct model *model = finishing->model;
    for (uint32_t v = model->version_count; v-- > 0;) {
        if (key.kind == NODE_MEASURE)
            key.figure = model->versions[v].model->measures[key.slot].kind;
        struct promises promises = promises_in(model->versions[v].model, &key);
        for (uint32_t i = 0; i < promises.count; i++) {
            const struct figure_promise *promise = &promises.at[i];
            key.at_most = promise->at_most;
            key.unit = promise->unit;
            key.first_month = promise->first_month;
            key.nth = 0;
            for (uint32_t k = 0; k < i; k++)
                key.nth += is_alike(&promises.at[k], &key);
            if (!has_key(finishing, &key))
                VECTOR_PUSH(finishing->arena, &finishing->keys, key);
        }
    }
}

static bool is_of(const struct availability *availability, uint32_t service)
{
    for (uint32_t i = 0; i < availability->service_count && !availability->is_absent; i++)
        if (availability->services[i] == service)
            return true;
    return false;
}

static bool is_ever_of(const struct model *model, uint32_t slot, uint32_t service)
{
    for (uint32_t v = 0; v < model->version_count; v++)
        if (is_of(&model->versions[v].model->availabilities[slot], service))
            return true;
    return false;
}

static void add_availabilities(struct finishing *finishing)
{
    const struct model *model = finishing->model;
    const struct schema *schema = &model->schema;
    uint32_t services =
        schema->service == ATTRIBUTE_ABSENT ? 0 : schema->attributes[schema->service].choice_count;
    for (uint32_t slot = 0; slot < model->availability_count; slot++)
        for (uint32_t service = 0; service < services; service++)
            if (is_ever_of(model, slot, service))
                add_keys(
                    finishing,
                    (struct line_key){.kind = NODE_AVAILABILITY, .slot = slot, .service = service});
}

/* ---- one line ---- */

struct making {
    const struct finishing *finishing;
    const struct line_key *key;
    struct period_list periods;
    const struct calendar *const *maintenance; /* by version */
    struct arena *scratch;
};

static const struct model *version_of(const struct making *making, uint32_t version)
{
    return making->finishing->model->versions[version].model;
}

static void fill_figure(const struct making *making, struct figure_period *out)
{
    const struct figures *figures = making->finishing->figures;
    const struct line_key *key = making->key;
    if (key->kind == NODE_MEASURE) {
        figures_measure(figures, key->slot, out);
        return;
    }
    struct figure_availability of = {figures, making->maintenance, key->slot, key->service};
    figures_availability(&of, out, making->scratch);
}

/* Periods of versions that do not promise it are none of this line. */
static void make_periods(const struct making *making, struct figure_line *line)
{
    struct arena *arena = making->finishing->arena;
    struct figure_period *periods =
        ARENA_ARRAY(arena, making->periods.count + 1, struct figure_period);
    for (uint32_t i = 0; i < making->periods.count; i++) {
        struct figure_period *out = &periods[line->period_count];
        *out = (struct figure_period){.period = making->periods.at[i]};
        out->promise = promise_in(version_of(making, out->period.version), making->key);
        if (!out->promise)
            continue;
        fill_figure(making, out);
        out->reason = text_copy(arena, out->reason);
        arena_reset(making->scratch);
        line->held = out->held > line->held ? out->held : line->held;
        line->promise = out->promise;
        line->period_count++;
    }
    line->periods = periods;
}

static const struct calendar *const *compile_maintenance(const struct making *making)
{
    const struct model *model = making->finishing->model;
    const struct calendar **out =
        ARENA_ARRAY(making->finishing->arena, model->version_count + 1, const struct calendar *);
    for (uint32_t v = 0; v < model->version_count; v++)
        if (model->versions[v].model->availabilities[making->key->slot].excludes_maintenance)
            out[v] = figures_maintenance(model->versions[v].model, making->key->service,
                                         &making->periods, making->finishing->arena);
    return out;
}

static uint64_t outages_without_service(const struct figures *figures, uint32_t slot)
{
    uint64_t found = 0;
    for (uint32_t v = 0; v < figures->request.model->version_count; v++) {
        size_t count;
        struct cell_key key = {CELL_OUTAGES, v, slot, -1};
        struct cell *const *cells = figures_part_range(&figures->whole, key, -1, &count);
        for (size_t i = 0; i < count; i++)
            found = cells[i]->holds > found ? cells[i]->holds : found;
    }
    return found;
}

/* The last version that promises it. */
static const struct model *last_with(const struct finishing *finishing, const struct line_key *key)
{
    const struct model *model = finishing->model;
    for (uint32_t v = model->version_count; v-- > 0;)
        if (promise_in(model->versions[v].model, key))
            return model->versions[v].model;
    return model;
}

static struct figure_line make_line(const struct finishing *finishing, const struct line_key *key)
{
    const struct figures *figures = finishing->figures;
    const struct model *model = last_with(finishing, key);
    struct period_frame frame = {.model = finishing->model,
                                 .unit = key->unit,
                                 .first_month = key->first_month,
                                 .from = figures->from,
                                 .as_of = judge_as_of(figures->request.judge),
                                 .first = figures->request.from,
                                 .last = figures->request.to};
    struct figure_line line = {.model = model,
                               .slot = key->slot,
                               .service = key->service,
                               .promise = promise_in(model, key)};
    struct making making = {.finishing = finishing, .key = key, .scratch = arena_new()};
    making.periods = periods_of(&frame, finishing->arena);
    line.left_out = making.periods.left_out;
    line.unruled = making.periods.unruled;
    if (key->kind == NODE_AVAILABILITY) {
        making.maintenance = compile_maintenance(&making);
        line.without_service = outages_without_service(figures, key->slot);
    }
    make_periods(&making, &line);
    arena_free(making.scratch);
    return line;
}

void figures_finish_lines(const struct figures *figures, struct figures_result *result,
                          struct arena *arena)
{
    struct finishing finishing = {figures, figures->request.model, arena, {0}};
    add_availabilities(&finishing);
    result->availability_count = (uint32_t)finishing.keys.count;
    for (uint32_t slot = 0; slot < figures->request.model->measure_count; slot++)
        add_keys(&finishing, (struct line_key){.kind = NODE_MEASURE, .slot = slot});
    result->measure_count = (uint32_t)finishing.keys.count - result->availability_count;
    struct figure_line *lines = ARENA_ARRAY(arena, finishing.keys.count + 1, struct figure_line);
    for (size_t i = 0; i < finishing.keys.count; i++)
        lines[i] = make_line(&finishing, &finishing.keys.at[i]);
    result->availabilities = lines;
    result->measures = lines + result->availability_count;
}

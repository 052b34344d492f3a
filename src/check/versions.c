/* versions.c - see versions.h. */
#include "check/versions.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "check/schemas.h"
#include "check/steps.h"
#include "syntax/tree.h"

enum { VERSIONS_MOST = 400 };

/* ---- Dates ---- */

typedef VECTOR(day) day_list;

struct dates {
    day from, until;
};

/* Those of the charter; if it says none, of its parent. */
static struct dates in_force(const struct scope *files)
{
    struct dates dates = {DAY_NONE, DAY_NONE};
    for (size_t i = files->files.count; i-- > 0;) {
        const struct node *root = files->files.at[i].root;
        const struct node *block = steps_find(root->kid[FILE_ITEMS], NODE_CHARTER);
        const struct node *line =
            block ? steps_find(block->kid[CHARTER_ITEMS], NODE_IN_FORCE) : NULL;
        if (!line || files->files.at[i].is_library)
            continue;
        const struct node *until = line->kid[IN_FORCE_UNTIL];
        dates.from = line->kid[IN_FORCE_FROM]->value.date.day;
        dates.until = until ? until->value.date.day : DAY_NONE;
        break;
    }
    return dates;
}

static int by_day(const void *a, const void *b)
{
    day x = *(const day *)a, y = *(const day *)b;
    return (x > y) - (x < y);
}

/* The days on which another version begins: between the first and the last day in force. */
static day_list turns(const struct versions *versions, struct dates dates)
{
    day_list list = {0};
    struct arena *arena = versions->files->arena;
    for (size_t i = 0; i < versions->layers->list.count; i++) {
        const struct layer *layer = versions->layers->list.at[i];
        day at[] = {layer->from, layer->until == DAY_NONE ? DAY_NONE : layer->until + 1};
        for (size_t k = 0; k < 2 && layer->kind == LAYER_AMENDMENT; k++)
            if (at[k] != DAY_NONE && (dates.from == DAY_NONE || at[k] > dates.from) &&
                (dates.until == DAY_NONE || at[k] <= dates.until))
                VECTOR_PUSH(arena, &list, at[k]);
    }
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, by_day);
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++)
        if (!count || list.at[count - 1] != list.at[i])
            list.at[count++] = list.at[i];
    list.count = count;
    return list;
}

static void report_too_many(struct versions *versions, size_t count)
{
    const struct layer *first = NULL;
    for (size_t i = 0; !first; i++)
        if (versions->layers->list.at[i]->kind == LAYER_AMENDMENT)
            first = versions->layers->list.at[i];
    diagnose(versions->files->sink, DIAG_TOO_MANY_VERSIONS, first->node->span,
             "amendments make %zu versions of the charter, and at most %d can be told apart", count,
             VERSIONS_MOST);
}

static const struct layer *last_amendment(const struct layers *layers, day date)
{
    const struct layer *last = NULL;
    for (size_t i = 0; i < layers->list.count; i++)
        if (layers->list.at[i]->kind == LAYER_AMENDMENT &&
            layer_is_in_force(layers->list.at[i], date))
            last = layers->list.at[i];
    return last;
}

static void make_dates(struct versions *versions)
{
    struct arena *arena = versions->files->arena;
    struct dates dates = in_force(versions->files);
    day_list list = turns(versions, dates);
    if (list.count >= VERSIONS_MOST) {
        report_too_many(versions, list.count + 1);
        list.count = VERSIONS_MOST - 1;
    }
    for (size_t i = 0; i <= list.count; i++) {
        struct version version = {.from = i ? list.at[i - 1] : dates.from,
                                  .until = i < list.count ? list.at[i] - 1 : dates.until};
        version.last = last_amendment(versions->layers, version.from);
        VECTOR_PUSH(arena, &versions->list, version);
    }
}

/* ---- Texts and scopes ---- */

static void make_scope(struct versions *versions, struct version *version)
{
    const struct scope *files = versions->files;
    struct arena *arena = files->arena;
    version->sink = files->sink;
    if (versions->list.count > 1) {
        version->sink = ARENA_NEW(arena, struct sink);
        sink_init(version->sink, arena);
        version->sink->errors = files->sink->errors; /* of the syntax, say */
    }
    version->model = ARENA_NEW(arena, struct model);
    version->model->sources = files->sources;
    version->model->version_from = version->from;
    version->model->version_until = version->until;
    struct scope *scope = scope_new(arena, version->sink, version->model);
    scope->sources = files->sources;
    scope->zones = files->zones;
    scope->files.at = files->files.at;
    scope->files.count = files->files.count;
    scope->added.at = files->added.at;
    scope->added.count = files->added.count;
    scope->losses = files->losses;
    scope->icalendars = files->icalendars;
    version->scope = scope;
    version->wording = scope->wording = wording_new(scope, versions->layers, version->from, 0);
    scope->charter = version->wording->charter;
}

static void number_entries(struct versions *versions, const struct version *version)
{
    for (size_t i = 0; i < version->wording->entries.count; i++) {
        const struct wording_entry *entry = version->wording->entries.at[i];
        const struct node *name = node_name(entry->head.node);
        struct slot_key key = {name ? name->text : TEXT(""), entry->head.node};
        if (!entry->head.gone)
            slots_number(versions->slots, entry->head.node->kind, &key);
    }
}

static bool is_of_library(const struct scope *scope, const struct node *node)
{
    for (size_t i = 0; i < scope->files.count; i++)
        if (scope->files.at[i].source == node->span.source)
            return scope->files.at[i].is_library;
    return false;
}

static void declare_entries(struct version *version)
{
    struct scope *scope = version->scope;
    if (scope->charter)
        scope_declare(scope, scope->charter, false);
    for (size_t i = 0; i < version->wording->entries.count; i++) {
        struct wording_entry *entry = version->wording->entries.at[i];
        if (entry->head.gone || entry->node->kind == NODE_TEST)
            continue;
        struct declaration *declaration =
            scope_declare(scope, entry->node, is_of_library(scope, entry->node));
        if (declaration)
            declaration->entry = entry;
    }
}

struct versions *versions_new(struct scope *files)
{
    struct versions *versions = ARENA_NEW(files->arena, struct versions);
    versions->files = files;
    versions->layers = layers_new(files);
    versions->slots = slots_new(files->arena);
    make_dates(versions);
    for (size_t i = 0; i < versions->list.count; i++) {
        make_scope(versions, &versions->list.at[i]);
        number_entries(versions, &versions->list.at[i]);
    }
    for (size_t i = 0; i < versions->list.count; i++) {
        scope_use_slots(versions->list.at[i].scope, versions->slots);
        declare_entries(&versions->list.at[i]);
    }
    return versions;
}

/* ---- Tests ---- */

static day opening_day(const struct scope *scope, const struct node *test)
{
    const struct node *opening = steps_find(test->kid[TEST_ITEMS], NODE_OPENED_AT);
    if (!opening)
        return DAY_NONE;
    const struct ast_instant *at = &opening->kid[OPENED_AT_AT]->value.instant;
    if (!at->has_offset || !civil_exists(at->instant))
        return at->date.day;
    return zone_to_local(scope->model->zone, at->instant).date;
}

/* The version in force then; before all of them the first, after them the last. */
static struct version *version_near(struct versions *versions, day date)
{
    size_t i = 0;
    while (i + 1 < versions->list.count && versions->list.at[i].until < date)
        i++;
    return &versions->list.at[i];
}

/* Was the test replaced by then? */
static bool is_gone(const struct version *version, const struct node *test)
{
    for (size_t i = 0; i < version->wording->entries.count; i++) {
        const struct wording_entry *entry = version->wording->entries.at[i];
        for (; entry; entry = entry->former)
            if (entry->head.node == test)
                return entry->head.gone != NULL;
    }
    return false;
}

void versions_declare_tests(struct versions *versions)
{
    struct map *seen = map_new(versions->files->arena);
    for (size_t i = 0; i < versions->list.count; i++) {
        const struct wording *wording = versions->list.at[i].wording;
        for (size_t k = 0; k < wording->entries.count; k++) {
            const struct wording_entry *entry = wording->entries.at[k];
            struct text key = {(const char *)&entry->head.node, sizeof entry->head.node};
            if (entry->head.node->kind != NODE_TEST || entry->head.gone || map_find(seen, key))
                continue;
            map_put(seen, key, versions);
            struct scope *scope = versions->list.at[i].scope;
            struct version *at = version_near(versions, opening_day(scope, entry->head.node));
            if (!is_gone(at, entry->head.node))
                scope_declare(at->scope, entry->head.node, false);
        }
    }
}

/* ---- All versions together ---- */

void versions_share_uses(struct versions *versions)
{
    struct map *used[NODE_KIND_COUNT] = {NULL};
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < versions->list.count; i++) {
            struct scope *scope = versions->list.at[i].scope;
            for (size_t k = 0; k < scope->declarations.count; k++) {
                struct declaration *declaration = scope->declarations.at[k];
                struct map **names = &used[declaration->kind];
                if (pass)
                    declaration->used =
                        declaration->used || (*names && map_find(*names, declaration->name));
                else if (declaration->used) {
                    *names = *names ? *names : map_new(scope->arena);
                    map_put(*names, declaration->name, declaration);
                }
            }
        }
}

static bool is_listed(const struct version *version, const struct diagnostic *diagnostic)
{
    for (size_t i = 0; i < version->sink->list.count; i++) {
        const struct diagnostic *other = version->sink->list.at[i];
        if (other->code == diagnostic->code && other->span.source == diagnostic->span.source &&
            other->span.from == diagnostic->span.from && other->span.to == diagnostic->span.to)
            return true;
    }
    return false;
}

static bool is_in_all(const struct versions *versions, const struct diagnostic *diagnostic)
{
    for (size_t i = 0; i < versions->list.count; i++)
        if (!is_listed(&versions->list.at[i], diagnostic))
            return false;
    return true;
}

/* Where only some versions are wrong, one of them is named. */
static void note_version(const struct versions *versions, const struct version *version,
                         struct diagnostic *diagnostic)
{
    char from[CIVIL_ROOM], until[CIVIL_ROOM];
    const struct layer *layer = layers_of(versions->layers, diagnostic->span);
    if (is_in_all(versions, diagnostic) || (layer && layer == version->last))
        return;
    if (version->from != DAY_NONE)
        civil_write_date(from, version->from);
    if (version->until != DAY_NONE)
        civil_write_date(until, version->until);
    diagnostic_note(versions->files->sink, diagnostic, "It is so in the version %s%s%s%s.",
                    version->from != DAY_NONE ? "from " : "", version->from != DAY_NONE ? from : "",
                    version->until == DAY_NONE  ? " on"
                    : version->from == DAY_NONE ? "until "
                                                : " until ",
                    version->until != DAY_NONE ? until : "");
}

void versions_tell(struct versions *versions)
{
    struct sink *sink = versions->files->sink;
    for (size_t i = 0; versions->list.count > 1 && i < versions->list.count; i++) {
        const struct version *version = &versions->list.at[i];
        for (size_t k = 0; k < version->sink->list.count; k++)
            if (sink_add(sink, version->sink->list.at[k]))
                note_version(versions, version, version->sink->list.at[k]);
    }
}

/* ---- What versions lack ---- */

/* An array of the model whose slots are the same in all versions: each has a name first. */
static const struct shape {
    size_t array, count, size, is_absent;
} shapes[] = {
#define SHAPE(array, count, type)                                                                  \
    {                                                                                              \
        offsetof(struct model, array), offsetof(struct model, count), sizeof(struct type),         \
            offsetof(struct type, is_absent)                                                       \
    }
    SHAPE(calendars, calendar_count, model_calendar),
    SHAPE(clocks, clock_count, clock_model),
    SHAPE(targets, target_count, target),
    SHAPE(availabilities, availability_count, availability),
    SHAPE(maintenances, maintenance_count, maintenance),
    SHAPE(measures, measure_count, measure),
    SHAPE(fees, fee_count, fee),
    SHAPE(credits, credit_count, credit),
    SHAPE(escalations, escalation_count, escalation),
#undef SHAPE
};

_Static_assert(!offsetof(struct model_calendar, name) && !offsetof(struct clock_model, name) &&
                   !offsetof(struct target, name) && !offsetof(struct availability, name) &&
                   !offsetof(struct maintenance, name) && !offsetof(struct measure, name) &&
                   !offsetof(struct fee, name) && !offsetof(struct credit, name) &&
                   !offsetof(struct escalation, name),
               "the name comes first");

static char **array_of(const struct model *model, const struct shape *shape)
{
    return (char **)((uintptr_t)model + shape->array);
}

static uint32_t *count_of(const struct model *model, const struct shape *shape)
{
    return (uint32_t *)((uintptr_t)model + shape->count);
}

static char *slot_of(const struct model *model, const struct shape *shape, uint32_t slot)
{
    return *array_of(model, shape) + slot * shape->size;
}

static bool has_slot(const struct model *model, const struct shape *shape, uint32_t slot)
{
    char *at = slot_of(model, shape, slot);
    return ((const struct text *)(void *)at)->len && !*(bool *)(at + shape->is_absent);
}

/* Targets that are made for something else stand last; a version may lack some of them. */
static void widen(const struct versions *versions, const struct shape *shape)
{
    uint32_t most = 0;
    for (size_t i = 0; i < versions->list.count; i++) {
        uint32_t count = *count_of(versions->list.at[i].model, shape);
        most = count > most ? count : most;
    }
    for (size_t i = 0; i < versions->list.count; i++) {
        const struct model *model = versions->list.at[i].model;
        uint32_t *count = count_of(model, shape);
        char *wide = arena_array(versions->files->arena, most, shape->size);
        if (*count)
            memcpy(wide, *array_of(model, shape), *count * shape->size);
        *array_of(model, shape) = wide;
        *count = most;
    }
}

/* The nearest later version that has the slot, else the nearest earlier one. */
static const struct model *donor(const struct versions *versions, size_t version,
                                 const struct shape *shape, uint32_t slot)
{
    for (size_t i = version + 1; i < versions->list.count; i++)
        if (has_slot(versions->list.at[i].model, shape, slot))
            return versions->list.at[i].model;
    for (size_t i = version; i-- > 0;)
        if (has_slot(versions->list.at[i].model, shape, slot))
            return versions->list.at[i].model;
    return NULL;
}

static void fill(const struct versions *versions, const struct shape *shape)
{
    widen(versions, shape);
    for (size_t i = 0; i < versions->list.count; i++) {
        const struct model *model = versions->list.at[i].model;
        for (uint32_t slot = 0; slot < *count_of(model, shape); slot++) {
            const struct model *from =
                has_slot(model, shape, slot) ? NULL : donor(versions, i, shape, slot);
            if (!from)
                continue;
            memcpy(slot_of(model, shape, slot), slot_of(from, shape, slot), shape->size);
            *(bool *)(slot_of(model, shape, slot) + shape->is_absent) = true;
        }
    }
}

/* ---- The model of the whole ---- */

static const struct test_case *all_tests(const struct versions *versions)
{
    uint32_t count = versions->list.at[0].model->test_count;
    struct test_case *tests = ARENA_ARRAY(versions->files->arena, count, struct test_case);
    for (size_t i = 0; i < versions->list.count; i++)
        for (uint32_t k = 0; k < count; k++)
            if (versions->list.at[i].model->tests[k].span.source != SOURCE_NONE)
                tests[k] = versions->list.at[i].model->tests[k];
    return tests;
}

/* Tests whose replacement has come by their opening leave a gap. */
static uint32_t close_gaps(struct test_case *tests, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (tests[i].span.source != SOURCE_NONE)
            tests[kept++] = tests[i];
    return kept;
}

static const struct model_version *link_versions(const struct versions *versions)
{
    size_t count = versions->list.count;
    struct model_version *rows = ARENA_ARRAY(versions->files->arena, count, struct model_version);
    for (size_t i = 0; i < count; i++) {
        const struct version *version = &versions->list.at[i];
        rows[i] =
            (struct model_version){version->from, version->until,
                                   version->last ? version->last->name : TEXT(""), version->model};
        version->model->versions = rows;
        version->model->version_count = (uint32_t)count;
    }
    return rows;
}

struct model *versions_finish(struct versions *versions)
{
    size_t count = versions->list.count;
    struct model *last = versions->list.at[count - 1].model;
    link_versions(versions);
    if (count == 1)
        return last;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        fill(versions, &shapes[i]);
    struct model *whole = ARENA_NEW(versions->files->arena, struct model);
    *whole = *last;
    whole->schema = schemas_whole(versions->files->arena, &last->schema);
    struct test_case *tests = (struct test_case *)(uintptr_t)all_tests(versions);
    whole->tests = tests;
    whole->test_count = close_gaps(tests, last->test_count);
    return whole;
}

/* variant.c - see variant.h. */
#include "analyse/variant.h"

static void copy_targets(struct arena *arena, struct model *model)
{
    if (!model->target_count)
        return;
    struct target *targets = VARIANT_COPY(arena, model->targets, model->target_count);
    for (uint32_t i = 0; i < model->target_count; i++) {
        if (targets[i].clause_count)
            targets[i].clauses = VARIANT_COPY(arena, targets[i].clauses, targets[i].clause_count);
        if (targets[i].change_count)
            targets[i].changes = VARIANT_COPY(arena, targets[i].changes, targets[i].change_count);
    }
    model->targets = targets;
}

static struct model *copy_version(struct arena *arena, const struct model *model)
{
    struct model *copy = ARENA_NEW(arena, struct model);
    *copy = *model;
    copy_targets(arena, copy);
    if (copy->clock_count)
        copy->clocks = VARIANT_COPY(arena, copy->clocks, copy->clock_count);
    if (copy->escalation_count)
        copy->escalations = VARIANT_COPY(arena, copy->escalations, copy->escalation_count);
    copy->calendars = VARIANT_COPY(arena, copy->calendars, copy->calendar_count);
    return copy;
}

/* What is judged and tested: with the tests, logs and values of all versions. */
static struct model *copy_whole(struct arena *arena, const struct model *model,
                                const struct model *last)
{
    struct model *whole = ARENA_NEW(arena, struct model);
    *whole = *model;
    whole->targets = last->targets;
    whole->clocks = last->clocks;
    whole->escalations = last->escalations;
    whole->calendars = last->calendars;
    whole->versions = last->versions;
    whole->version_count = last->version_count;
    return whole;
}

struct model *const *variant_of(struct arena *arena, const struct model *model)
{
    uint32_t count = model->version_count;
    struct model_version *rows = VARIANT_COPY(arena, model->versions, count);
    struct model **versions = ARENA_ARRAY(arena, count + 1, struct model *);
    for (uint32_t i = 0; i < count; i++) {
        versions[i] = copy_version(arena, rows[i].model);
        versions[i]->versions = rows;
        versions[i]->version_count = count;
        rows[i].model = versions[i];
    }
    versions[count] = copy_whole(arena, model, versions[count - 1]);
    return versions;
}

void variant_only(struct model *const *versions, uint32_t count, uint32_t target)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < versions[i]->target_count; k++)
            if (k != target)
                ((struct target *)versions[i]->targets)[k].is_absent = true;
}

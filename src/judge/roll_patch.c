/* roll_patch.c - where a few clauses are others, which tickets have to be judged again, and what
 * the clauses of all others are called now. */
#include "check/alike.h"
#include "judge/roll_part.h"
#include "judge/touched.h"

struct patching {
    struct arena *arena;
    const struct roll *base;
    const struct judge *judge;
    touched_tests tests; /* of clauses that are new or gone */
    uint64_t *tickets;
    uint32_t *of;
    const uint32_t *const **clauses;
};

static const struct judge *of_version(const struct judge *judge, uint32_t version)
{
    return judge->versions[version].judge;
}

static uint32_t find_target(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        if (text_equal(model->targets[i].name, name))
            return i;
    return INDEX_NONE;
}

/* ---- clauses ---- */

/* False: it matches every ticket. */
static bool take_test(struct patching *patching, const struct test *test)
{
    if (test)
        VECTOR_PUSH(patching->arena, &patching->tests, test);
    return test != NULL;
}

static bool take_new(struct patching *patching, const struct plan_target *target,
                     const bool *is_known)
{
    for (uint32_t i = 0; i < target->model->clause_count; i++)
        if (!is_known[i] && !take_test(patching, target->when[i]))
            return false;
    return true;
}

/* Which attributes clauses name says how a change from one clause to another is taken. */
static bool name_the_same(const struct patching *patching, const struct plan_target *a,
                          const struct plan_target *b)
{
    for (uint32_t i = 0; i < patching->judge->model->schema.count; i++)
        if (a->named[i] != b->named[i])
            return false;
    return true;
}

/* Numbers of the clauses of target K of the base in a version; NULL: no ticket can be left out. */
static const uint32_t *clauses_of(struct patching *patching, uint32_t version, uint32_t k,
                                  uint32_t i)
{
    const struct judge *a = of_version(patching->base->judge, version);
    const struct judge *b = of_version(patching->judge, version);
    const struct plan_target *before = &a->targets[k], *after = &b->targets[i];
    uint32_t count = before->model->clause_count;
    uint32_t *of = ARENA_ARRAY(patching->arena, (size_t)count + 1, uint32_t);
    bool *is_known = ARENA_ARRAY(patching->arena, (size_t)after->model->clause_count + 1, bool);
    if (!alike_clauses(a->model, k, b->model, i, of) || !name_the_same(patching, before, after))
        return NULL;
    for (uint32_t c = 0; c < count; c++) {
        if (of[c] != INDEX_NONE)
            is_known[of[c]] = true;
        else if (!take_test(patching, before->when[c]))
            return NULL;
    }
    return take_new(patching, after, is_known) ? of : NULL;
}

static bool take_target(struct patching *patching, uint32_t i)
{
    const struct model *model = patching->judge->model, *base = patching->base->judge->model;
    uint32_t versions = patching->judge->version_count;
    uint32_t k = find_target(base, model->targets[i].name);
    const uint32_t **clauses = ARENA_ARRAY(patching->arena, versions, const uint32_t *);
    for (uint32_t version = 0; version < versions; version++)
        if (k == INDEX_NONE || !(clauses[version] = clauses_of(patching, version, k, i)))
            return false;
    patching->of[i] = k;
    patching->clauses[i] = clauses;
    return true;
}

/* ---- tickets ---- */

/* A reason may list the conditions of all clauses. */
static void mark_reasons(struct patching *patching, const struct leaf *leaf, uint32_t target)
{
    const struct column *column = &leaf->columns[target];
    for (size_t i = 0; leaf->reasons.count && i < column->count; i++) {
        uint32_t ticket = column->entries[i].ticket;
        if (column->entries[i].reason)
            patching->tickets[ticket / 64] |= (uint64_t)1 << ticket % 64;
    }
}

static const struct roll_patch *patch_of(struct patching *patching, unsigned threads)
{
    const struct roll *base = patching->base;
    touched_mark(patching->judge, &patching->tests, threads, patching->tickets);
    for (uint32_t i = 0; i < patching->judge->model->target_count; i++)
        for (uint32_t leaf = 0; patching->of[i] != INDEX_NONE && leaf < base->leaf_count; leaf++)
            mark_reasons(patching, base->leaves[leaf], patching->of[i]);
    struct roll_patch *patch = ARENA_NEW(patching->arena, struct roll_patch);
    *patch = (struct roll_patch){patching->tickets, patching->of, patching->clauses};
    return patch;
}

const struct roll_patch *roll_patch_new(struct arena *arena, const struct roll *base,
                                        const struct judge *judge, unsigned threads)
{
    uint32_t targets = judge->model->target_count;
    struct patching patching = {.arena = arena, .base = base, .judge = judge};
    patching.of = ARENA_ARRAY(arena, (size_t)targets + 1, uint32_t);
    patching.clauses = ARENA_ARRAY(arena, (size_t)targets + 1, const uint32_t *const *);
    for (uint32_t i = 0; i < targets; i++) {
        patching.of[i] = INDEX_NONE;
        if (!judge->model->targets[i].is_absent && !take_target(&patching, i))
            return NULL;
    }
    patching.tickets = ARENA_ARRAY(arena, (size_t)judge->log->tickets / 64 + 1, uint64_t);
    return patch_of(&patching, threads);
}

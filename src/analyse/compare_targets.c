/* compare_targets.c - which targets belong together: by name, or by all but their names. */
#include "analyse/compare_part.h"
#include "syntax/tree.h"

/* ---- targets that only one has ---- */

static void add_single(struct compare *compare, int side, uint32_t index)
{
    const struct compare_side *own = &compare->side[side];
    const struct target *target = &own->targets[index];
    struct compare_row row = compare_row(compare, NODE_TARGET, target->name);
    row.declaration[side] = compare_declaration(compare, side, NODE_TARGET, target->name);
    row.declaration[!side] = NULL;
    row.mark = side ? COMPARE_BETTER : COMPARE_WORSE;
    row.reason = side ? TEXT("only \002 has this target") : TEXT("only \001 has this target");
    for (uint32_t i = 0; i < target->clause_count; i++) {
        struct arena *arena = compare->arena;
        struct compare_bout bout = {.compare = compare,
                                    .target = {INDEX_NONE, INDEX_NONE},
                                    .starts_opened =
                                        compare_starts_opened(&own->model->clocks[target->clock])};
        bout.target[side] = index;
        bout.formula = cells_and(arena, target->about, cells_winning(arena, target, i));
        if (target->excludes)
            bout.formula = cells_and(arena, bout.formula, cells_not(arena, target->excludes));
        if (compare_find_ticket(&bout, side ? &row.better : &row.worse))
            break;
    }
    compare_add(compare, row);
}

/* ---- all of them ---- */

static bool is_wanted(const struct target *target)
{
    return !target->is_absent && !target->is_hidden;
}

/* Has the second target, whatever its name, just what the first has? Takes back what was found. */
static bool is_renamed(struct compare *compare, uint32_t a, uint32_t b)
{
    size_t rows = compare->rows.count, same = compare->same;
    const struct node *first =
        compare_declaration(compare, 0, NODE_TARGET, compare->side[0].targets[a].name);
    const struct node *second =
        compare_declaration(compare, 1, NODE_TARGET, compare->side[1].targets[b].name);
    if (!first || !second || !node_same_list(first->kid[TARGET_ITEMS], second->kid[TARGET_ITEMS]))
        return false;
    compare_target(compare, a, b);
    bool is_same = compare->rows.count == rows;
    compare->rows.count = rows;
    compare->same = same;
    return is_same;
}

static void find_partners(struct compare *compare)
{
    struct compare_side *side = compare->side;
    for (int k = 0; k < 2; k++) {
        side[k].partners =
            ARENA_ARRAY(compare->arena, (size_t)side[k].model->target_count + 1, uint32_t);
        for (uint32_t i = 0; i < side[k].model->target_count; i++)
            side[k].partners[i] = INDEX_NONE;
    }
    for (uint32_t i = 0; i < side[0].model->target_count; i++)
        for (uint32_t k = 0; k < side[1].model->target_count; k++)
            if (is_wanted(&side[0].targets[i]) && is_wanted(&side[1].targets[k]) &&
                text_equal(side[0].targets[i].name, side[1].targets[k].name)) {
                side[0].partners[i] = k;
                side[1].partners[k] = i;
            }
}

static bool find_renamed(struct compare *compare, uint32_t a)
{
    struct compare_side *side = compare->side;
    for (uint32_t b = 0; b < side[1].model->target_count; b++) {
        if (!is_wanted(&side[1].targets[b]) || side[1].partners[b] != INDEX_NONE ||
            !is_renamed(compare, a, b))
            continue;
        side[0].partners[a] = b;
        side[1].partners[b] = a;
        struct compare_row row = compare_row(compare, NODE_TARGET, side[0].targets[a].name);
        row.declaration[1] = compare_declaration(compare, 1, NODE_TARGET, side[1].targets[b].name);
        row.mark = COMPARE_DIFFERENT;
        row.about = "name";
        row.reason =
            text_format(compare->arena, "it is called `" TEXT_FMT "` now, and otherwise the same",
                        TEXT_ARG(side[1].targets[b].name));
        compare_add(compare, row);
        return true;
    }
    return false;
}

void compare_targets(struct compare *compare)
{
    struct compare_side *side = compare->side;
    find_partners(compare);
    for (uint32_t i = 0; i < side[0].model->target_count; i++) {
        if (!is_wanted(&side[0].targets[i]))
            continue;
        if (side[0].partners[i] != INDEX_NONE)
            compare_target(compare, i, side[0].partners[i]);
        else if (!find_renamed(compare, i))
            add_single(compare, 0, i);
    }
    for (uint32_t i = 0; i < side[1].model->target_count; i++)
        if (is_wanted(&side[1].targets[i]) && side[1].partners[i] == INDEX_NONE)
            add_single(compare, 1, i);
}

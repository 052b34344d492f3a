/* memo.c - winners remembered by what the clauses can tell apart.
 *
 * All conditions of a target's clauses are asked once for each combination of classes of codes, and
 * then looked up. Where they ask for more than values of attributes, nothing is remembered.
 */
#include <string.h>

#include "judge/plan.h"

/* Rows of a log, and rows a combination, below which it is not worth it. */
enum { ROWS_LEAST = 16, ROWS_EACH = 4 };

enum { ROOM_MOST = 4096, CLASSES_MOST = 64, LEAVES_MOST = 64 };

struct leaves {
    const struct test *at[LEAVES_MOST];
    uint32_t count;
};

/* The tests of single attributes in TEST; false if there are others, or too many. */
static bool find_leaves(const struct test *test, struct leaves *leaves)
{
    if (!test)
        return true;
    for (uint32_t i = 0; i < test->part_count; i++)
        if (!find_leaves(test->parts[i], leaves))
            return false;
    if (test->part_count)
        return true;
    bool by_value =
        test->op == CONDITION_IS || test->op == CONDITION_KNOWN || test->op == CONDITION_ORDER;
    if (!by_value || !test->holds || leaves->count == LEAVES_MOST)
        return false;
    leaves->at[leaves->count++] = test;
    return true;
}

/* What the leaves say of CODE of ATTRIBUTE, as bits. */
static uint64_t answers(const struct leaves *leaves, uint32_t attribute, uint32_t code)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < leaves->count; i++)
        if (leaves->at[i]->attribute == attribute && leaves->at[i]->holds[code])
            bits |= (uint64_t)1 << i;
    return bits;
}

/* STEPS becomes the classes of the codes, times STRIDE. Gives how many classes there are; 0: too
 * many. */
static uint32_t find_classes(const struct leaves *leaves, uint32_t attribute, uint32_t stride,
                             uint32_t *steps, uint32_t codes)
{
    uint64_t known[CLASSES_MOST];
    uint32_t count = 0;
    for (uint32_t code = 0; code < codes; code++) {
        uint64_t bits = answers(leaves, attribute, code);
        uint32_t class = 0;
        while (class < count && known[class] != bits)
            class ++;
        if (class == CLASSES_MOST)
            return 0;
        if (class == count)
            known[count++] = bits;
        steps[code] = class * stride;
    }
    return count;
}

static bool is_asked(const struct leaves *leaves, uint32_t attribute)
{
    for (uint32_t i = 0; i < leaves->count; i++)
        if (leaves->at[i]->attribute == attribute)
            return true;
    return false;
}

struct plan_memo memo_plan(const struct judge *judge, const struct plan_target *target)
{
    struct plan_memo none = {0}, memo = {.room = 1};
    struct leaves leaves = {.count = 0};
    const struct schema *schema = &judge->model->schema;
    uint32_t *attributes = ARENA_ARRAY(judge->arena, schema->stored + 1, uint32_t);
    const uint32_t **all = ARENA_ARRAY(judge->arena, schema->stored + 1, const uint32_t *);
    if (judge->log->rows < ROWS_LEAST)
        return none;
    for (uint32_t i = 0; i < target->model->clause_count; i++)
        if (!find_leaves(target->when[i], &leaves))
            return none;
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct event_column *column = &judge->log->columns[i];
        uint32_t codes = column->width ? column->value_count : 1;
        if (!is_asked(&leaves, i))
            continue;
        uint32_t *steps = ARENA_ARRAY(judge->arena, codes, uint32_t);
        uint32_t classes = find_classes(&leaves, i, memo.room, steps, codes);
        if (!classes || memo.room > ROOM_MOST / classes)
            return none;
        memo.room *= classes;
        attributes[memo.count] = i;
        all[memo.count++] = steps;
    }
    memo.attributes = attributes;
    memo.steps = all;
    return judge->log->rows / ROWS_EACH < memo.room ? none : memo;
}

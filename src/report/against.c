/* against.c - see against.h. */
#include "report/against.h"

#include <stdlib.h>
#include <string.h>

#include "base/vector.h"
#include "count/selection.h"
#include "report/shown.h"

/* ---- does the log fit? ---- */

static bool same_attribute(const struct attribute *a, const struct attribute *b)
{
    if (!text_equal(a->name, b->name) || a->type != b->type || a->origin != b->origin ||
        a->choice_count > b->choice_count)
        return false;
    for (uint32_t i = 0; i < a->choice_count; i++)
        if (!text_equal(a->choices[i].name, b->choices[i].name))
            return false;
    return true;
}

bool against_fits(const struct model *before, const struct model *after)
{
    const struct schema *a = &before->schema, *b = &after->schema;
    if (a->stored != b->stored || a->kind_count > b->kind_count)
        return false;
    for (uint32_t i = 0; i < a->stored; i++)
        if (!same_attribute(&a->attributes[i], &b->attributes[i]))
            return false;
    for (uint32_t i = 0; i < a->kind_count; i++)
        if (!text_equal(a->kinds[i].name, b->kinds[i].name))
            return false;
    return true;
}

/* ---- one side ---- */

struct row {
    uint32_t ticket, target; /* number of the first charter, or behind its targets */
    uint32_t cycle;
    enum verdict_kind kind;
};

struct rows {
    struct row *at;
    size_t count, room;
};

struct collecting {
    /* Of targets, by index in the charter that judges; INDEX_NONE: nothing of it can flip. */
    const uint32_t *numbers;
    const bool *only; /* targets that are counted at all, or NULL: all are */
    bool is_apart;    /* rows are not taken while the side is counted */
    struct rows rows;
    uint64_t notices;
};

struct block {
    const struct collecting *of;
    struct rows rows;
    uint64_t notices;
};

static void push(struct rows *rows, struct row row)
{
    if (rows->count == rows->room) {
        rows->room = rows->room ? rows->room * 2 : 256;
        rows->at = memory_resize(rows->at, rows->room * sizeof *rows->at);
    }
    rows->at[rows->count++] = row;
}

static void *begin(void *context)
{
    struct block *block = memory_resize(NULL, sizeof *block);
    *block = (struct block){.of = context};
    return block;
}

static void take(void *context, const struct verdict *verdict)
{
    struct block *block = context;
    if (block->of->numbers[verdict->target] == INDEX_NONE)
        return;
    push(&block->rows, (struct row){verdict->ticket, block->of->numbers[verdict->target],
                                    verdict->cycle, verdict->kind});
}

static void take_notice(void *context, const struct notice *notice)
{
    (void)notice;
    ((struct block *)context)->notices++;
}

static void end(void *context, void *ended)
{
    struct collecting *collecting = context;
    struct block *block = ended;
    for (size_t i = 0; i < block->rows.count; i++)
        push(&collecting->rows, block->rows.at[i]);
    collecting->notices += block->notices;
    memory_release(block->rows.at);
    memory_release(block);
}

static struct judge *judge_of(struct arena *arena, const struct against_request *request,
                              const struct model *model)
{
    struct judge *judge = judge_new(arena, model, request->log, request->as_of);
    judge_stop_when(judge, request->stop);
    return judge;
}

static struct roll_request rolled(const struct against_request *request,
                                  const struct against_side *side, const bool *only)
{
    return (struct roll_request){.roll = side->roll,
                                 .only = only,
                                 .threads = request->threads,
                                 .stop = request->stop,
                                 .without_codes = !figures_has(side->model)};
}

/* All verdicts of a side, or of a roll those of some targets; and how many notices there are. */
static void hand_out(const struct against_request *request, struct against_side *side,
                     const struct judge_consumer *consumer, const struct collecting *collecting)
{
    struct roll_request from_roll = rolled(request, side, collecting->only);
    if (side->roll)
        roll_hand_out(&from_roll, consumer);
    else
        judge_all(side->judge, request->threads, consumer);
}

static struct judge_consumer collector(struct collecting *collecting)
{
    return (struct judge_consumer){collecting, begin, take, end, take_notice, 0};
}

/* What may flip, and nothing else. */
static void collect_apart(struct arena *arena, const struct against_request *request,
                          const struct against_side *side, struct collecting *collecting)
{
    uint32_t targets = side->model->target_count;
    bool *only = ARENA_ARRAY(arena, targets + 1, bool);
    for (uint32_t i = 0; i < targets; i++)
        only[i] = collecting->numbers[i] != INDEX_NONE;
    struct roll_request from_roll = rolled(request, side, only);
    from_roll.tickets = request->tickets;
    from_roll.without_codes = true;
    struct judge_consumer consumer = collector(collecting);
    roll_hand_out(&from_roll, &consumer);
}

static void count_side(struct arena *arena, const struct against_request *request,
                       struct against_side *side, struct collecting *collecting)
{
    struct tally_request tallied = {
        .judge = side->judge, .model = side->model, .log = request->log, .without_used = true};
    struct figures_request figured = {.judge = side->judge,
                                      .model = side->model,
                                      .log = request->log,
                                      .from = DAY_NONE,
                                      .to = DAY_NONE};
    struct selection selection = {
        .judge = side->judge, .model = side->model, .from = DAY_NONE, .to = DAY_NONE};
    struct tally *tally = tally_new(&tallied);
    struct figures *figures = figures_has(side->model) ? figures_new(&figured) : NULL;
    selection.consumers[selection.consumer_count++] = tally_consumer(tally);
    if (!collecting->is_apart)
        selection.consumers[selection.consumer_count++] = collector(collecting);
    if (figures) {
        selection.whole = figures_consumer(figures);
        selection.has_whole = true;
    }
    struct judge_consumer consumer = selection_consumer(&selection);
    hand_out(request, side, &consumer, collecting);
    side->tally = tally_finish(tally, arena);
    tally_free(tally);
    if (figures) {
        figures_walk(figures, request->threads);
        side->figures = figures_finish(figures, arena);
        figures_free(figures);
    }
}

static void judge_side(struct arena *arena, const struct against_request *request,
                       struct against_side *side, struct collecting *collecting)
{
    side->judge = side->roll ? roll_judge(side->roll) : judge_of(arena, request, side->model);
    collecting->is_apart = request->tickets || side->tally;
    if (!side->tally)
        count_side(arena, request, side, collecting);
    if (collecting->is_apart)
        collect_apart(arena, request, side, collecting);
    side->notices = side->roll ? roll_notices(side->roll) : collecting->notices;
}

const struct tally_result *against_count(struct arena *arena, const struct against_request *request)
{
    struct against_side side = {.model = request->before, .roll = request->before_roll};
    struct collecting nothing = {.is_apart = true};
    if (figures_has(request->before))
        return NULL;
    side.judge = roll_judge(side.roll);
    count_side(arena, request, &side, &nothing);
    return request->stop && *request->stop ? NULL : side.tally;
}

/* ---- targets by name ---- */

static uint32_t find_target(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        if (text_equal(model->targets[i].name, name))
            return i;
    return INDEX_NONE;
}

/* Leaves out what is known to be the same. */
static void leave_out(const struct against_request *request, uint32_t *before, uint32_t *after)
{
    for (uint32_t i = 0; request->of && i < request->after->target_count; i++) {
        if (request->of[i] == INDEX_NONE)
            continue;
        before[request->of[i]] = INDEX_NONE;
        after[i] = INDEX_NONE;
    }
}

/* Numbers for the targets of MODEL: those of FIRST by name, then further ones. */
static uint32_t *number_targets(struct arena *arena, const struct model *first,
                                const struct model *model)
{
    uint32_t *numbers = ARENA_ARRAY(arena, model->target_count + 1, uint32_t);
    for (uint32_t i = 0; i < model->target_count; i++) {
        uint32_t found = find_target(first, model->targets[i].name);
        numbers[i] = found != INDEX_NONE ? found : first->target_count + i;
    }
    return numbers;
}

static struct text target_name(const struct against_result *result, uint32_t number)
{
    const struct model *first = result->before.model, *second = result->after.model;
    return number < first->target_count ? first->targets[number].name
                                        : second->targets[number - first->target_count].name;
}

/* ---- targets that are the same on both sides ---- */

static bool same_promises(const struct target *a, const struct target *b)
{
    bool same = a->promise_count == b->promise_count;
    for (uint32_t i = 0; same && i < a->promise_count; i++) {
        const struct promise *one = &a->promises[i], *other = &b->promises[i];
        same = decimal_compare(one->percent, other->percent) == 0 &&
               one->of_cycles == other->of_cycles && one->unit == other->unit &&
               one->first_month == other->first_month;
    }
    return same;
}

/* Target K of the first charter and I of the second have the same verdicts: are they counted alike
 * too? */
static bool counts_alike(const struct against_request *request, uint32_t k, uint32_t i)
{
    const struct model *before = request->before, *after = request->after;
    for (uint32_t version = 0; version < after->version_count; version++)
        if (!same_promises(&before->versions[version].model->targets[k],
                           &after->versions[version].model->targets[i]))
            return false;
    return true;
}

/* Targets of the second charter that have to be counted; NULL: all. Figures see all verdicts. */
static const bool *to_be_counted(struct arena *arena, const struct against_request *request)
{
    if (!request->of || figures_has(request->after))
        return NULL;
    bool *counted = ARENA_ARRAY(arena, request->after->target_count + 1, bool);
    for (uint32_t i = 0; i < request->after->target_count; i++)
        counted[i] = request->of[i] == INDEX_NONE || !counts_alike(request, request->of[i], i);
    return counted;
}

static const struct tally_target *find_tallied(const struct tally_result *tally, uint32_t target)
{
    for (uint32_t i = 0; i < tally->target_count; i++)
        if (tally->targets[i].target == target)
            return &tally->targets[i];
    return NULL;
}

/* What was not counted of the second charter is what was counted of the first. */
static void take_over(struct arena *arena, const struct against_request *request,
                      struct against_result *result, const bool *counted)
{
    const struct tally_result *before = result->before.tally;
    struct tally_result *after = ARENA_NEW(arena, struct tally_result);
    *after = *result->after.tally;
    struct tally_target *targets = ARENA_ARRAY(arena, after->target_count + 1, struct tally_target);
    for (uint32_t i = 0; i < after->target_count; i++) {
        uint32_t target = after->targets[i].target;
        const struct tally_target *same =
            counted[target] ? NULL : find_tallied(before, request->of[target]);
        targets[i] = same ? *same : after->targets[i];
        targets[i].target = target;
    }
    after->targets = targets;
    result->after.tally = after;
}

/* ---- what flips ---- */

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->ticket != y->ticket)
        return x->ticket > y->ticket ? 1 : -1;
    if (x->target != y->target)
        return x->target > y->target ? 1 : -1;
    return (x->cycle > y->cycle) - (x->cycle < y->cycle);
}

typedef VECTOR(struct against_flip) flip_list;

static struct against_flip flip_of(const struct against_result *result, const struct row *before,
                                   const struct row *after)
{
    const struct row *row = before ? before : after;
    return (struct against_flip){row->ticket,
                                 target_name(result, row->target),
                                 row->cycle,
                                 before != NULL,
                                 after != NULL,
                                 before ? before->kind : VERDICT_MET,
                                 after ? after->kind : VERDICT_MET};
}

/* They mostly are in order: not if the second charter declares its targets in another one. */
static void sort_rows(struct rows *rows)
{
    for (size_t i = 1; i < rows->count; i++)
        if (compare_rows(&rows->at[i - 1], &rows->at[i]) > 0) {
            qsort(rows->at, rows->count, sizeof *rows->at, compare_rows);
            return;
        }
}

static void find_flips(struct arena *arena, struct against_result *result, struct rows *a,
                       struct rows *b)
{
    flip_list list = {0};
    sort_rows(a);
    sort_rows(b);
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        int order = i == a->count ? 1 : k == b->count ? -1 : compare_rows(&a->at[i], &b->at[k]);
        const struct row *before = order <= 0 ? &a->at[i] : NULL;
        const struct row *after = order >= 0 ? &b->at[k] : NULL;
        if (!before || !after || before->kind != after->kind) {
            struct against_flip flip = flip_of(result, before, after);
            VECTOR_PUSH(arena, &list, flip);
        }
        i += order <= 0;
        k += order >= 0;
    }
    result->flips = list.at;
    result->flip_count = list.count;
}

/* ---- by what ---- */

typedef VECTOR(struct against_group) group_list;

static void count_value(struct arena *arena, group_list *list, struct against_group group)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(list->at[i].attribute, group.attribute) &&
            text_equal(list->at[i].value, group.value)) {
            list->at[i].count++;
            return;
        }
    group.count = 1;
    group.value = text_copy(arena, group.value);
    VECTOR_PUSH(arena, list, group);
}

static bool is_grouped(const struct attribute *attribute)
{
    return attribute->origin != ORIGIN_STATUS && attribute->origin != ORIGIN_EVENT &&
           (attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER ||
            attribute->type == ATTRIBUTE_YES_NO);
}

/* The clause that decides, or, of a cycle that is gone, decided. */
static void count_clause(struct arena *arena, group_list *list, const struct verdict *verdict)
{
    const struct target *target = &verdict->model->targets[verdict->target];
    struct text place = TEXT("(none)");
    if (verdict->clause < target->clause_count)
        place = shown_span(arena, verdict->model->sources, target->clauses[verdict->clause].span);
    count_value(arena, list, (struct against_group){TEXT("clause"), place, 1});
}

static void group_verdict(struct arena *arena, const struct against_side *side,
                          const struct verdict *verdict, group_list *list)
{
    const struct schema *schema = &side->model->schema;
    struct arena *scratch = arena_new();
    count_clause(arena, list, verdict);
    for (uint32_t k = 0; k < schema->stored; k++)
        if (is_grouped(&schema->attributes[k]))
            count_value(arena, list,
                        (struct against_group){schema->attributes[k].name,
                                               judge_value_text(side->judge, k, verdict, scratch),
                                               1});
    arena_free(scratch);
}

/* The same from the verdicts that are kept. */
static void group_kept(struct arena *arena, const struct against_side *side,
                       const struct against_flip *flip, group_list *list)
{
    uint32_t *codes = memory_resize(NULL, (side->model->schema.stored + 1) * sizeof *codes);
    struct verdict verdict = {.ticket = flip->ticket,
                              .target = find_target(side->model, flip->target),
                              .cycle = flip->cycle};
    if (roll_find(side->roll, &verdict, codes))
        group_verdict(arena, side, &verdict, list);
    memory_release(codes);
}

static void group_flip(struct arena *arena, const struct against_result *result, size_t index,
                       group_list *list)
{
    const struct against_flip *flip = &result->flips[index];
    const struct against_side *side = flip->is ? &result->after : &result->before;
    if (side->roll) {
        group_kept(arena, side, flip, list);
        return;
    }
    struct arena *scratch = arena_new();
    uint32_t count = 0, target = find_target(side->model, flip->target);
    const struct ledger *ledgers =
        judge_ledgers(side->judge, flip->ticket, target, scratch, &count);
    for (uint32_t i = 0; i < count; i++)
        if (ledgers[i].verdict.cycle == flip->cycle)
            group_verdict(arena, side, &ledgers[i].verdict, list);
    arena_free(scratch);
}

static int compare_groups(const void *a, const void *b)
{
    const struct against_group *x = a, *y = b;
    int order = text_compare(x->attribute, y->attribute);
    if (order)
        return order;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return text_compare(x->value, y->value);
}

static void find_groups(struct arena *arena, struct against_result *result)
{
    group_list list = {0};
    for (size_t i = 0; i < result->flip_count; i++)
        group_flip(arena, result, i, &list);
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, compare_groups);
    result->groups = list.at;
    result->group_count = list.count;
}

const struct against_result *against_judge(struct arena *arena,
                                           const struct against_request *request)
{
    struct against_result *result = ARENA_NEW(arena, struct against_result);
    uint32_t *first = number_targets(arena, request->before, request->before);
    uint32_t *second = number_targets(arena, request->before, request->after);
    struct collecting before = {.numbers = first}, after = {.numbers = second};
    leave_out(request, first, second);
    after.only = to_be_counted(arena, request);
    result->before.model = request->before;
    result->after.model = request->after;
    result->before.roll = request->before_roll;
    result->after.roll = request->after_roll;
    result->before.tally = request->before_tally;
    judge_side(arena, request, &result->before, &before);
    judge_side(arena, request, &result->after, &after);
    if (after.only)
        take_over(arena, request, result, after.only);
    if (!request->stop || !*request->stop) {
        find_flips(arena, result, &before.rows, &after.rows);
        find_groups(arena, result);
    }
    memory_release(before.rows.at);
    memory_release(after.rows.at);
    return result;
}

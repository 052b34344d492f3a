/* cells_search.c - the search: conclusions are drawn until none is left, then the cells of one
 * variable are split in two.
 *
 * A state is a box of tickets and the formulas that its tickets have yet to fulfil. A leaf narrows
 * the box; an `all` gives its parts; an `any` that has but one part left gives that. What holds for
 * the whole box is dropped. So the search ends when nothing is left (every ticket of the box is a
 * witness) or when a variable has no cell left.
 */
#include <string.h>

#include "check/cells_part.h"

/* About a fifth of a second. */
#define STEPS_OF_QUESTION UINT64_C(40000000)

/* An `any` join that is open, and how many of its parts are. */
struct live {
    const struct formula *any;
    uint32_t open;
};

struct state {
    bits *box;
    VECTOR(struct live) live; /* after the conclusions */
    formulas fresh;           /* still to be looked at */
};

struct search {
    struct cells_set *set;
    VECTOR(struct state) states; /* by depth */
    uint64_t *scores;            /* by variable */
    bits *kept;                  /* a variable's part of a box */
    uint64_t steps;              /* left */
};

struct search *cells_search_new(struct cells_set *set)
{
    struct search *search = ARENA_NEW(set->arena, struct search);
    search->set = set;
    search->scores = ARENA_ARRAY(set->arena, set->variables.count + 1, uint64_t);
    search->kept = ARENA_ARRAY(set->arena, (size_t)set->words + 1, bits);
    return search;
}

/* ---------- three-valued truth over a box ---------- */

enum truth { IS_FALSE, IS_TRUE, IS_OPEN };

static enum truth leaf_truth(struct search *search, const struct formula *leaf, const bits *box)
{
    const struct variable *variable = &search->set->variables.at[leaf->variable];
    const bits *cells = box + variable->first;
    bits in = 0, out = 0;
    for (uint32_t i = 0; i < variable->words; i++) {
        in |= cells[i] & leaf->set[i];
        out |= cells[i] & ~leaf->set[i];
    }
    if (search->steps)
        search->steps--;
    return !in ? IS_FALSE : out ? IS_OPEN : IS_TRUE;
}

static enum truth truth_of(struct search *search, const struct formula *formula, const bits *box)
{
    if (formula->kind == FORMULA_LEAF)
        return leaf_truth(search, formula, box);
    if (formula->kind == FORMULA_TRUE || formula->kind == FORMULA_FALSE)
        return formula->kind == FORMULA_TRUE ? IS_TRUE : IS_FALSE;
    enum truth decides = formula->kind == FORMULA_ALL ? IS_FALSE : IS_TRUE;
    bool open = false;
    for (uint32_t i = 0; i < formula->part_count; i++) {
        enum truth truth = truth_of(search, formula->parts[i], box);
        if (truth == decides)
            return decides;
        open = open || truth == IS_OPEN;
    }
    return open ? IS_OPEN : decides == IS_FALSE ? IS_TRUE : IS_FALSE;
}

bool cells_holds_at(const struct formula *formula, const uint32_t *point)
{
    if (formula->kind == FORMULA_LEAF) {
        uint32_t cell = point[formula->variable];
        return formula->set[cell / BITS_WORD] >> cell % BITS_WORD & 1;
    }
    bool all = formula->kind == FORMULA_ALL || formula->kind == FORMULA_TRUE;
    for (uint32_t i = 0; i < formula->part_count; i++)
        if (cells_holds_at(formula->parts[i], point) != all)
            return !all;
    return all;
}

/* ---------- conclusions ---------- */

static bool narrow(struct search *search, struct state *state, const struct formula *leaf,
                   bool *changed)
{
    const struct variable *variable = &search->set->variables.at[leaf->variable];
    bits *cells = state->box + variable->first, some = 0;
    for (uint32_t i = 0; i < variable->words; i++) {
        *changed = *changed || (cells[i] & ~leaf->set[i]);
        cells[i] &= leaf->set[i];
        some |= cells[i];
    }
    return some != 0;
}

/* An `any`: is it fulfilled, hopeless, down to one part, or still open? */
static bool look_at_any(struct search *search, struct state *state, const struct formula *any)
{
    const struct formula *only = NULL;
    uint32_t open = 0;
    for (uint32_t i = 0; i < any->part_count; i++) {
        enum truth truth = truth_of(search, any->parts[i], state->box);
        if (truth == IS_TRUE)
            return true;
        if (truth == IS_OPEN && open++ == 0)
            only = any->parts[i];
    }
    if (open == 1)
        VECTOR_PUSH(search->set->arena, &state->fresh, only);
    else if (open > 1)
        VECTOR_PUSH(search->set->arena, &state->live, ((struct live){any, open}));
    return open > 0;
}

/* Takes all that is fresh; false if there is no ticket left. */
static bool take_fresh(struct search *search, struct state *state, bool *changed)
{
    while (state->fresh.count) {
        const struct formula *formula = state->fresh.at[--state->fresh.count];
        bool fine = formula->kind != FORMULA_FALSE;
        if (formula->kind == FORMULA_LEAF)
            fine = narrow(search, state, formula, changed);
        else if (formula->kind == FORMULA_ANY)
            fine = look_at_any(search, state, formula);
        else
            for (uint32_t i = 0; i < formula->part_count; i++)
                VECTOR_PUSH(search->set->arena, &state->fresh, formula->parts[i]);
        if (!fine)
            return false;
    }
    return true;
}

/* Until the box stays as it is. */
static bool conclude(struct search *search, struct state *state)
{
    bool changed = true;
    while (changed) {
        changed = false;
        if (!take_fresh(search, state, &changed))
            return false;
        if (!changed)
            return true;
        size_t count = state->live.count;
        state->live.count = 0;
        for (size_t i = 0; i < count; i++)
            if (!look_at_any(search, state, state->live.at[i].any))
                return false;
        changed = state->fresh.count > 0;
    }
    return true;
}

/* ---------- where to split ---------- */

/* Adds WEIGHT to the score of the variable of each open leaf of FORMULA, which is open. */
static void score(struct search *search, const struct formula *formula, const bits *box,
                  uint64_t weight)
{
    if (formula->kind == FORMULA_LEAF)
        search->scores[formula->variable] += weight;
    for (uint32_t i = 0; i < formula->part_count; i++)
        if (truth_of(search, formula->parts[i], box) == IS_OPEN)
            score(search, formula->parts[i], box, weight);
}

/* What has few parts left counts most: there the next conclusions are drawn. */
static uint32_t best_variable(struct search *search, const struct state *state)
{
    enum { FULL = 40 };
    uint32_t best = 0, count = (uint32_t)search->set->variables.count;
    memset(search->scores, 0, count * sizeof *search->scores);
    for (size_t i = 0; i < state->live.count; i++) {
        uint32_t open = state->live.at[i].open;
        score(search, state->live.at[i].any, state->box,
              UINT64_C(1) << (open < FULL / 2 ? FULL - 2 * open : 0));
    }
    for (uint32_t i = 1; i < count; i++)
        if (search->scores[i] > search->scores[best])
            best = i;
    return best;
}

/* The first open leaf of VARIABLE in FORMULA. */
static const struct formula *leaf_in(struct search *search, const struct formula *formula,
                                     const bits *box, uint32_t variable)
{
    if (formula->kind == FORMULA_LEAF && formula->variable != variable)
        return NULL;
    if (truth_of(search, formula, box) != IS_OPEN)
        return NULL;
    const struct formula *leaf = formula->kind == FORMULA_LEAF ? formula : NULL;
    for (uint32_t i = 0; i < formula->part_count && !leaf; i++)
        leaf = leaf_in(search, formula->parts[i], box, variable);
    return leaf;
}

static const struct formula *split_at(struct search *search, const struct state *state)
{
    uint32_t variable = best_variable(search, state), least = UINT32_MAX;
    const struct formula *best = NULL;
    for (size_t i = 0; i < state->live.count; i++) {
        const struct live *live = &state->live.at[i];
        const struct formula *leaf =
            live->open < least ? leaf_in(search, live->any, state->box, variable) : NULL;
        if (leaf) {
            best = leaf;
            least = live->open;
        }
    }
    return best;
}

/* ---------- the search ---------- */

static void copy_box(const struct cells_set *set, bits *to, const bits *from)
{
    if (set->words)
        memcpy(to, from, set->words * sizeof *to);
}

/* The state at DEPTH, made from the one above it. */
static struct state *state_at(struct search *search, size_t depth)
{
    struct cells_set *set = search->set;
    if (depth == search->states.count) {
        struct state state = {.box = ARENA_ARRAY(set->arena, set->words, bits)};
        VECTOR_PUSH(set->arena, &search->states, state);
    }
    struct state *state = &search->states.at[depth];
    copy_box(set, state->box, depth ? search->states.at[depth - 1].box : set->full);
    state->live.count = state->fresh.count = 0;
    for (size_t i = 0; depth && i < search->states.at[depth - 1].live.count; i++)
        VECTOR_PUSH(set->arena, &state->fresh, search->states.at[depth - 1].live.at[i].any);
    return state;
}

/* Keeps the cells of LEAF in the box, or the others. */
static void restrict_to(struct search *search, struct state *state, const struct formula *leaf,
                        bool wanted)
{
    const struct variable *variable = &search->set->variables.at[leaf->variable];
    bits *cells = state->box + variable->first;
    for (uint32_t i = 0; i < variable->words; i++)
        cells[i] &= wanted ? leaf->set[i] : ~leaf->set[i];
}

static enum cells_answer solve(struct search *search, size_t depth)
{
    struct state *state = &search->states.at[depth];
    if (!conclude(search, state))
        return CELLS_NO;
    if (state->live.count == 0) {
        copy_box(search->set, search->set->found, state->box);
        return CELLS_YES;
    }
    if (search->steps == 0)
        return CELLS_UNDECIDED;
    const struct formula *leaf = split_at(search, state);
    for (int side = 0; side < 2; side++) {
        restrict_to(search, state_at(search, depth + 1), leaf, side == 0);
        enum cells_answer answer = solve(search, depth + 1);
        if (answer != CELLS_NO)
            return answer;
    }
    return CELLS_NO;
}

static bool all_hold(struct search *search, const bits *box)
{
    const formulas *all = &search->set->asked;
    for (size_t i = 0; i < all->count; i++)
        if (truth_of(search, all->at[i], box) != IS_TRUE)
            return false;
    return true;
}

/* A variable that need not be narrowed is not: the witness is about what matters. */
static void widen(struct search *search)
{
    struct cells_set *set = search->set;
    for (size_t i = 0; i < set->variables.count; i++) {
        const struct variable *variable = &set->variables.at[i];
        bits *cells = set->found + variable->first;
        size_t size = variable->words * sizeof *cells;
        if (memcmp(cells, set->full + variable->first, size) == 0)
            continue;
        memcpy(search->kept, cells, size);
        memcpy(cells, set->full + variable->first, size);
        if (!all_hold(search, set->found))
            memcpy(cells, search->kept, size);
    }
}

enum cells_answer cells_search(struct cells_set *set, bool widest)
{
    struct search *search = set->search;
    uint64_t most =
        set->cells->steps_left < STEPS_OF_QUESTION ? set->cells->steps_left : STEPS_OF_QUESTION;
    search->steps = most;
    struct state *state = state_at(search, 0);
    for (size_t i = set->asked.count; i-- > 0;)
        VECTOR_PUSH(set->arena, &state->fresh, set->asked.at[i]);
    enum cells_answer answer = most ? solve(search, 0) : CELLS_UNDECIDED;
    set->cells->steps_left -= most - search->steps;
    set->cells->is_undecided |= answer == CELLS_UNDECIDED;
    if (answer == CELLS_YES && widest)
        widen(search);
    return answer;
}

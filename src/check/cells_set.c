/* cells_set.c - conditions over the same variables, as formulas over their cells. */
#include <string.h>

#include "check/cells_part.h"

/* ---------- variables ---------- */

static void make_cells(struct cells_set *set)
{
    for (size_t i = 0; i < set->variables.count; i++) {
        struct variable *variable = &set->variables.at[i];
        if (variable->attribute == CELLS_OPENING)
            cells_opening(set->arena, set->cells, variable);
        else
            cells_domain(set->arena, set->cells->model, variable);
        variable->first = set->words;
        variable->words = (uint32_t)((variable->cells.count + BITS_WORD - 1) / BITS_WORD);
        set->words += variable->words;
        variable->holds = ARENA_ARRAY(set->arena, variable->atoms.count, const struct formula *);
        variable->fails = ARENA_ARRAY(set->arena, variable->atoms.count, const struct formula *);
    }
    set->full = ARENA_ARRAY(set->arena, set->words, bits);
    set->found = ARENA_ARRAY(set->arena, set->words, bits);
    for (size_t i = 0; i < set->variables.count; i++)
        for (size_t k = 0; k < set->variables.at[i].cells.count; k++)
            set->full[set->variables.at[i].first + k / BITS_WORD] |= (bits)1 << k % BITS_WORD;
}

/* ---------- formulas ---------- */

static const struct formula constants[] = {{.kind = FORMULA_TRUE}, {.kind = FORMULA_FALSE}};

static const struct formula *constant(bool holds)
{
    return &constants[!holds];
}

/* A leaf, or a constant where SET is all or nothing. */
static const struct formula *leaf_of(struct cells_set *set, uint32_t number, const bits *cells)
{
    const struct variable *variable = &set->variables.at[number];
    const bits *full = set->full + variable->first;
    size_t size = variable->words * sizeof(bits);
    bits some = 0;
    for (uint32_t i = 0; i < variable->words; i++)
        some |= cells[i];
    if (!some || memcmp(cells, full, size) == 0)
        return constant(some);
    struct formula *leaf = ARENA_NEW(set->arena, struct formula);
    *leaf = (struct formula){.kind = FORMULA_LEAF, .variable = number, .set = cells};
    return leaf;
}

static const struct formula *new_leaf(struct cells_set *set, const struct variable *variable,
                                      size_t atom, bool wanted)
{
    bits *cells = ARENA_ARRAY(set->arena, variable->words, bits);
    for (size_t i = 0; i < variable->cells.count; i++) {
        bool holds = variable->cells.at[i].truth[atom / BITS_WORD] >> atom % BITS_WORD & 1;
        cells[i / BITS_WORD] |= (bits)(holds == wanted) << i % BITS_WORD;
    }
    return leaf_of(set, (uint32_t)(variable - set->variables.at), cells);
}

static const struct formula *leaf(struct cells_set *set, const struct condition *atom, bool wanted)
{
    const struct atom_place *place = cells_atom_place(set, atom);
    const struct variable *variable = &set->variables.at[place->variable];
    const struct formula **known = &(wanted ? variable->holds : variable->fails)[place->number];
    if (!*known)
        *known = new_leaf(set, variable, place->number, wanted);
    return *known;
}

/* A join in the making. */
struct joining {
    struct cells_set *set;
    enum formula_kind kind;
    const struct formula **leaves; /* by variable */
    formulas parts;                /* joins of the other kind */
    bool is_decided;               /* by a part that is enough by itself */
};

static void join_leaf(struct joining *joining, const struct formula *part)
{
    const struct formula *known = joining->leaves[part->variable];
    uint32_t words = joining->set->variables.at[part->variable].words;
    if (!known) {
        joining->leaves[part->variable] = part;
        return;
    }
    bits *cells = ARENA_ARRAY(joining->set->arena, words, bits);
    for (uint32_t i = 0; i < words; i++)
        cells[i] = joining->kind == FORMULA_ALL ? known->set[i] & part->set[i]
                                                : known->set[i] | part->set[i];
    const struct formula *both = leaf_of(joining->set, part->variable, cells);
    joining->is_decided |= both->kind != FORMULA_LEAF;
    joining->leaves[part->variable] = both;
}

static void join_part(struct joining *joining, const struct formula *part)
{
    enum formula_kind decides = joining->kind == FORMULA_ALL ? FORMULA_FALSE : FORMULA_TRUE;
    if (part->kind == decides)
        joining->is_decided = true;
    else if (part->kind == FORMULA_LEAF)
        join_leaf(joining, part);
    else if (part->kind == joining->kind)
        for (uint32_t i = 0; i < part->part_count && !joining->is_decided; i++)
            join_part(joining, part->parts[i]);
    else if (part->kind == FORMULA_ALL || part->kind == FORMULA_ANY)
        VECTOR_PUSH(joining->set->arena, &joining->parts, part);
}

static const struct formula *join_end(struct joining *joining)
{
    struct cells_set *set = joining->set;
    formulas parts = {0};
    if (joining->is_decided)
        return constant(joining->kind == FORMULA_ANY);
    for (size_t i = 0; i < set->variables.count; i++)
        if (joining->leaves[i])
            VECTOR_PUSH(set->arena, &parts, joining->leaves[i]);
    for (size_t i = 0; i < joining->parts.count; i++)
        VECTOR_PUSH(set->arena, &parts, joining->parts.at[i]);
    if (parts.count <= 1)
        return parts.count ? parts.at[0] : constant(joining->kind == FORMULA_ALL);
    struct formula *formula = ARENA_NEW(set->arena, struct formula);
    *formula = (struct formula){
        .kind = joining->kind, .parts = parts.at, .part_count = (uint32_t)parts.count};
    return formula;
}

/* The formula of CONDITION, or of its opposite. */
static const struct formula *make(struct cells_set *set, const struct condition *condition,
                                  bool wanted)
{
    if (condition->op == CONDITION_NOT)
        return make(set, condition->parts[0], !wanted);
    if (condition->op > CONDITION_NOT)
        return leaf(set, condition, wanted);
    bool all = (condition->op == CONDITION_ALL) == wanted;
    struct joining joining = {
        .set = set,
        .kind = all ? FORMULA_ALL : FORMULA_ANY,
        .leaves = ARENA_ARRAY(set->arena, set->variables.count, const struct formula *)};
    for (uint32_t i = 0; i < condition->part_count && !joining.is_decided; i++)
        join_part(&joining, make(set, condition->parts[i], wanted));
    return join_end(&joining);
}

/* ---------- hulls ---------- */

static bits *copy_of(struct cells_set *set, const bits *from)
{
    bits *box = ARENA_ARRAY(set->arena, set->words, bits);
    if (set->words)
        memcpy(box, from, set->words * sizeof *box);
    return box;
}

static void narrow(struct cells_set *set, const struct formula *formula, bits *box);

/* The union of what the parts leave. */
static void narrow_to_any(struct cells_set *set, const struct formula *any, bits *box)
{
    bits *all = ARENA_ARRAY(set->arena, set->words, bits);
    bits *part = ARENA_ARRAY(set->arena, set->words, bits);
    for (uint32_t i = 0; i < any->part_count; i++) {
        memcpy(part, box, set->words * sizeof *part);
        narrow(set, any->parts[i], part);
        for (uint32_t k = 0; k < set->words; k++)
            all[k] |= part[k];
    }
    memcpy(box, all, set->words * sizeof *box);
}

/* Takes cells out of BOX that no ticket of FORMULA has. */
static void narrow(struct cells_set *set, const struct formula *formula, bits *box)
{
    if (formula->kind == FORMULA_FALSE)
        memset(box, 0, set->words * sizeof *box);
    if (formula->kind == FORMULA_LEAF) {
        const struct variable *variable = &set->variables.at[formula->variable];
        for (uint32_t i = 0; i < variable->words; i++)
            box[variable->first + i] &= formula->set[i];
    }
    if (formula->kind == FORMULA_ANY)
        narrow_to_any(set, formula, box);
    for (uint32_t i = 0; formula->kind == FORMULA_ALL && i < formula->part_count; i++)
        narrow(set, formula->parts[i], box);
}

/* A box around all tickets of FORMULA. */
static const bits *hull_of(struct cells_set *set, const struct formula *formula)
{
    bits *box = copy_of(set, set->full);
    if (set->words)
        narrow(set, formula, box);
    return box;
}

static bool is_box(const struct formula *formula)
{
    bool boxed = formula->kind != FORMULA_ANY;
    for (uint32_t i = 0; i < formula->part_count && boxed; i++)
        boxed = formula->parts[i]->kind == FORMULA_LEAF;
    return boxed;
}

static bool boxes_apart(const struct cells_set *set, const bits *a, const bits *b)
{
    for (size_t i = 0; i < set->variables.count; i++) {
        const struct variable *variable = &set->variables.at[i];
        bits common = 0;
        for (uint32_t k = variable->first; k < variable->first + variable->words; k++)
            common |= a[k] & b[k];
        if (!common)
            return true;
    }
    return false;
}

static bool box_within(const struct cells_set *set, const bits *a, const bits *b)
{
    for (uint32_t i = 0; i < set->words; i++)
        if (a[i] & ~b[i])
            return false;
    return true;
}

/* ---------- sets ---------- */

/* By number: the first one that is the very same condition. */
static const uint32_t *same_ones(struct cells_set *set, const struct condition *const *conditions)
{
    uint32_t *same = ARENA_ARRAY(set->arena, set->count, uint32_t);
    size_t room = 16;
    while (room < (size_t)set->count * 2)
        room *= 2;
    uint32_t *known = ARENA_ARRAY(set->arena, room, uint32_t); /* a number and one, by address */
    for (uint32_t i = 0; i < set->count; i++) {
        size_t place =
            (uintptr_t)conditions[i] / sizeof(void *) * UINT64_C(0x9e3779b97f4a7c15) >> 32 &
            (room - 1);
        while (known[place] && conditions[known[place] - 1] != conditions[i])
            place = (place + 1) & (room - 1);
        known[place] = known[place] ? known[place] : i + 1;
        same[i] = known[place] - 1;
    }
    return same;
}

static void make_member(struct cells_set *set, const struct condition *condition,
                        struct member *member)
{
    member->condition = condition;
    member->holds = condition ? make(set, condition, true) : constant(true);
    member->hull = hull_of(set, member->holds);
    member->is_box = is_box(member->holds);
}

static const struct formula *fails_of(struct cells_set *set, uint32_t number)
{
    struct member *member = &set->members[number];
    if (!member->fails)
        member->fails = member->condition ? make(set, member->condition, false) : constant(false);
    return member->fails;
}

struct cells_set *cells_set_new(struct arena *arena, struct cells *cells,
                                const struct condition *const *conditions, uint32_t count)
{
    struct cells_set *set = ARENA_NEW(arena, struct cells_set);
    set->cells = cells;
    set->arena = arena;
    set->count = count;
    set->members = ARENA_ARRAY(arena, count, struct member);
    const uint32_t *same = same_ones(set, conditions);
    for (uint32_t i = 0; i < count; i++)
        if (conditions[i] && same[i] == i)
            cells_collect(set, conditions[i]);
    make_cells(set);
    for (uint32_t i = 0; i < count; i++) {
        if (same[i] == i)
            make_member(set, conditions[i], &set->members[i]);
        else
            set->members[i] = set->members[same[i]];
    }
    set->search = cells_search_new(set);
    return set;
}

static bool has(const bits *row, uint32_t number)
{
    return row[number / BITS_WORD] >> number % BITS_WORD & 1;
}

bool cells_set_apart(struct cells_set *set, uint32_t a, uint32_t b)
{
    if (set->count >= CELLS_NEAR_LEAST)
        return !has(cells_near_meet(set, a), b);
    return boxes_apart(set, set->members[a].hull, set->members[b].hull);
}

/* ---------- witnesses ---------- */

static uint32_t first_cell(const struct cells_set *set, const struct variable *variable)
{
    const bits *box = set->found + variable->first;
    uint32_t cell = 0;
    while (!(box[cell / BITS_WORD] >> cell % BITS_WORD & 1))
        cell++;
    return cell;
}

static const uint32_t *found_point(struct cells_set *set)
{
    uint32_t *point = ARENA_ARRAY(set->arena, set->variables.count, uint32_t);
    for (size_t i = 0; i < set->variables.count; i++)
        point[i] = first_cell(set, &set->variables.at[i]);
    return point;
}

/* 09:00 of the first date, when no calendar is asked about. */
static instant default_opening(const struct model *model)
{
    day first, last;
    cells_dates(model, &first, &last);
    const struct zone *zone = model->zone ? model->zone : zone_utc();
    return zone_to_instant(zone, first, 9 * MICROS_HOUR).at;
}

/* The set may go before the witness. */
static struct value kept(struct arena *arena, const struct value *value)
{
    struct value copy = *value;
    if (copy.type == VALUE_TEXT)
        copy.text = text_copy(arena, copy.text);
    return copy;
}

static void fill_witness(const struct cells_set *set, struct cells_witness *witness)
{
    const struct model *model = set->cells->model;
    struct arena *arena = set->cells->arena;
    struct value *values = ARENA_ARRAY(arena, model->schema.count, struct value);
    bool *matters = ARENA_ARRAY(arena, model->schema.count, bool);
    *witness = (struct cells_witness){
        .values = values, .matters = matters, .opened = default_opening(model)};
    for (uint32_t i = model->schema.stored; i < model->schema.count; i++)
        values[i].type = VALUE_NUMBER; /* counted from 0, never unset */
    for (size_t i = 0; i < set->variables.count; i++) {
        const struct variable *variable = &set->variables.at[i];
        size_t size = variable->words * sizeof(bits);
        if (memcmp(set->found + variable->first, set->full + variable->first, size) == 0)
            continue;
        const struct cell *cell = &variable->cells.at[first_cell(set, variable)];
        if (cell->status_class == CLASS_DONE && cell->value.type == VALUE_UNSET)
            witness->is_done = true;
        if (variable->attribute == CELLS_STATUS)
            continue;
        if (variable->attribute == CELLS_OPENING) {
            witness->opened = cell->opened;
            witness->opened_matters = true;
            continue;
        }
        values[variable->attribute] = kept(arena, &cell->value);
        matters[variable->attribute] = true;
    }
}

/* ---------- questions ---------- */

enum cells_answer cells_set_find(struct cells_set *set, const struct cells_question *question,
                                 struct cells_witness *witness)
{
    set->asked.count = 0;
    for (uint32_t i = 0; i < question->all_count; i++)
        VECTOR_PUSH(set->arena, &set->asked, set->members[question->all[i]].holds);
    for (uint32_t i = 0; i < question->none_count; i++)
        VECTOR_PUSH(set->arena, &set->asked, fails_of(set, question->none[i]));
    enum cells_answer answer = cells_search(set, witness != NULL);
    if (answer == CELLS_YES && witness)
        fill_witness(set, witness);
    return answer;
}

/* Whether number A can hold, and where. */
static const struct member *tried(struct cells_set *set, uint32_t a)
{
    struct member *member = &set->members[a];
    if (member->is_tried)
        return member;
    struct cells_question question = {.all = &a, .all_count = 1};
    member->can_hold = cells_set_find(set, &question, NULL);
    member->point = member->can_hold == CELLS_YES ? found_point(set) : NULL;
    member->is_tried = true;
    return member;
}

uint32_t cells_set_next(struct cells_set *set, uint32_t a, uint32_t from)
{
    if (set->count >= CELLS_NEAR_LEAST)
        return cells_near_next(set, a, from);
    while (from < set->count && cells_set_apart(set, a, from))
        from++;
    return from;
}

enum cells_answer cells_set_can_hold(struct cells_set *set, uint32_t a)
{
    return tried(set, a)->can_hold;
}

/* Is B known not to hold at the point at which A does? */
static bool is_refuted(struct cells_set *set, uint32_t a, uint32_t b)
{
    const uint32_t *point = set->members[a].point;
    if (point && set->count >= CELLS_NEAR_LEAST && !has(cells_near_around(set, a), b))
        return true;
    return point && !cells_holds_at(set->members[b].holds, point);
}

enum cells_answer cells_set_implies(struct cells_set *set, uint32_t a, uint32_t b)
{
    const struct member *first = tried(set, a), *second = &set->members[b];
    if (first->can_hold == CELLS_NO)
        return CELLS_YES;
    if (is_refuted(set, a, b))
        return CELLS_NO;
    if (second->is_box && box_within(set, first->hull, second->hull))
        return CELLS_YES;
    if (first->is_box && second->is_box && first->can_hold == CELLS_YES)
        return CELLS_NO;
    struct cells_question question = {.all = &a, .none = &b, .all_count = 1, .none_count = 1};
    enum cells_answer found = cells_set_find(set, &question, NULL);
    return found == CELLS_UNDECIDED ? found : found == CELLS_YES ? CELLS_NO : CELLS_YES;
}

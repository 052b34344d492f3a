/* compare_target.c - two targets: for each pair of clauses that a ticket can get, who waits longer.
 *
 * A ticket gets a clause, or none covers it, or it is excluded, or the target is not about it. The
 * tickets that get the one under the first charter and the other under the second are a pair.
 */
#include "analyse/compare_part.h"
#include "syntax/tree.h"

/* Behind the clauses of a target. */
enum { STATE_UNCOVERED, STATE_EXCLUDED, STATE_NOT_ABOUT, STATES };

struct pairing {
    struct compare *compare;
    const struct target *target[2]; /* NULL: it has none */
    uint32_t index[2];
    const struct clock_model *clock[2];
    bool comparable; /* both clocks start alike */
    size_t found;    /* pairs that tickets can be in */
    size_t loose;    /* of them: in order only while no value changes */
    bool is_cut;     /* a clause of one is in several pairs */
    /* The second is never later, never earlier: of all pairs, and of tickets without a verdict. */
    bool less, more, hidden_less, hidden_more;
    uint8_t *partners[2]; /* by state: pairs that it is in, at most 2 */
    bool told[2][STATES]; /* tickets of that side that the other has in a state for all */
};

static uint32_t state_count(const struct target *target)
{
    return target->clause_count + STATES;
}

static bool is_clause(const struct target *target, uint32_t state)
{
    return state < target->clause_count;
}

static const struct condition *never(struct arena *arena)
{
    return cells_not(arena, cells_true(arena));
}

/* Tickets that are in STATE. */
static const struct condition *tickets_of(const struct pairing *pairing, int side, uint32_t state)
{
    struct arena *arena = pairing->compare->arena;
    const struct target *target = pairing->target[side];
    const struct condition *excluded = target->excludes ? target->excludes : never(arena);
    const struct condition *about = target->about ? target->about : cells_true(arena);
    if (is_clause(target, state))
        return cells_and(arena, cells_and(arena, about, cells_winning(arena, target, state)),
                         cells_not(arena, excluded));
    switch (state - target->clause_count) {
    case STATE_UNCOVERED:
        return cells_and(arena, cells_uncovered(arena, target), cells_not(arena, excluded));
    case STATE_EXCLUDED:
        return cells_and(arena, about, excluded);
    default:
        return cells_not(arena, about);
    }
}

static struct compare_bout make_bout(const struct pairing *pairing, const uint32_t state[2],
                                     const struct condition *formula)
{
    struct compare_bout bout = {.compare = pairing->compare, .formula = formula};
    bout.starts_opened = pairing->comparable;
    for (int side = 0; side < 2; side++) {
        const struct target *target = pairing->target[side];
        bout.target[side] = pairing->index[side];
        bout.may_pause |= compare_may_pause(pairing->clock[side]);
        bout.starts_opened &= compare_starts_opened(pairing->clock[side]);
        if (is_clause(target, state[side]))
            bout.pace[side] =
                (struct compare_pace){.limit = &target->clauses[state[side]].limit,
                                      .calendar = target->clauses[state[side]].calendar,
                                      .to_opening = target->runs_to_next_opening};
    }
    return bout;
}

static struct compare_row target_row(const struct pairing *pairing)
{
    const struct target *named = pairing->target[0] ? pairing->target[0] : pairing->target[1];
    struct compare_row row = compare_row(pairing->compare, NODE_TARGET, named->name);
    for (int side = 0; side < 2; side++)
        if (pairing->target[side])
            row.declaration[side] = compare_declaration(pairing->compare, side, NODE_TARGET,
                                                        pairing->target[side]->name);
    return row;
}

/* ---- one pair ---- */

static const char *const gone[STATES] = {
    "no clause of \002 covers such tickets",
    "\002 excludes such tickets",
    "the target of \002 is not about such tickets",
};
static const char *const come[STATES] = {
    "no clause of \001 covers such tickets",
    "\001 excludes such tickets",
    "the target of \001 is not about such tickets",
};

static const struct node *line_of(const struct node *target, enum node_kind kind)
{
    const struct node *items =
        target && target->kind == NODE_TARGET ? target->kid[TARGET_ITEMS] : NULL;
    while (items && items->kind != kind)
        items = items->next;
    return items;
}

/* One has a limit for these tickets, the other none. What a line of the target says of all tickets
 * is told once; false: it has been. */
static bool cover(struct pairing *pairing, struct compare_row *row, const struct compare_bout *bout,
                  const uint32_t state[2])
{
    bool first = is_clause(pairing->target[0], state[0]);
    int side = first ? 1 : 0;
    uint32_t other = state[side] - pairing->target[side]->clause_count;
    struct compare_witness *witness = first ? &row->worse : &row->better;
    row->about = "cover";
    row->mark = first ? COMPARE_WORSE : COMPARE_BETTER;
    *(first ? &pairing->less : &pairing->more) = false;
    row->reason = text_of(first ? gone[other] : come[other]);
    if (other != STATE_UNCOVERED) {
        enum node_kind kind = other == STATE_EXCLUDED ? NODE_EXCLUDES_WHEN : NODE_FOR;
        for (int k = 0; k < 2; k++)
            row->line[k] = line_of(row->declaration[k], kind);
        if (pairing->told[!side][other])
            return false;
        pairing->told[!side][other] = true;
    }
    if (!compare_find_ticket(bout, witness)) {
        row->mark = COMPARE_UNCLEAR;
        row->reason = TEXT("the conditions of its tickets are too tangled");
    }
    return true;
}

static bool same_reason(const struct compare_row *row)
{
    const struct node *a = row->line[0], *b = row->line[1];
    return !a || !b || a->kind != NODE_WITHIN || b->kind != NODE_WITHIN ||
           node_same(a->kid[WITHIN_BECAUSE], b->kid[WITHIN_BECAUSE]);
}

static void order(struct pairing *pairing, struct compare_row *row, const struct compare_bout *bout)
{
    struct compare_order found = compare_paces(bout);
    row->about = "limit";
    row->mark = found.mark;
    row->reason = found.reason;
    row->better = found.better;
    row->worse = found.worse;
    if (found.mark != COMPARE_UNCLEAR && found.mark != COMPARE_MIXED && !found.is_robust)
        pairing->loose++;
    pairing->less &= compare_never_later(pairing->compare, &bout->pace[0], &bout->pace[1]);
    pairing->more &= compare_never_later(pairing->compare, &bout->pace[1], &bout->pace[0]);
    if (row->mark == COMPARE_SAME && !same_reason(row)) {
        row->mark = COMPARE_DIFFERENT;
        row->about = "reason given";
    }
}

static void compare_pair(struct pairing *pairing, const uint32_t state[2],
                         const struct condition *formula)
{
    struct compare_row row = target_row(pairing);
    struct compare_bout bout = make_bout(pairing, state, formula);
    bool clause[2];
    for (int side = 0; side < 2; side++) {
        const struct target *target = pairing->target[side];
        clause[side] = is_clause(target, state[side]);
        if (clause[side])
            row.line[side] = compare_line(row.declaration[side], target->clauses[state[side]].span);
        uint8_t *partners = &pairing->partners[side][state[side]];
        *partners = *partners ? 2 : 1;
    }
    pairing->found++;
    if (clause[0] && clause[1] && pairing->comparable) {
        order(pairing, &row, &bout);
    } else if (clause[0] && clause[1]) {
        return; /* the clocks are told of instead */
    } else if (clause[0] || clause[1]) {
        if (!cover(pairing, &row, &bout, state))
            return;
    } else {
        row.about = "cover";
        row.mark = state[0] - pairing->target[0]->clause_count ==
                           state[1] - pairing->target[1]->clause_count
                       ? COMPARE_SAME
                       : COMPARE_DIFFERENT;
        row.reason = TEXT("such tickets have no limit in either, for other reasons");
        if (row.mark != COMPARE_SAME)
            compare_find_ticket(&bout, &row.better);
    }
    compare_add(pairing->compare, row);
}

static void report_tangled(struct pairing *pairing)
{
    struct compare_row row = target_row(pairing);
    row.mark = COMPARE_UNCLEAR;
    row.about = "cover";
    row.reason = TEXT("the conditions of its clauses are too tangled");
    compare_add(pairing->compare, row);
}

/* ---- tickets without a verdict ---- */

/* They get a clause as well, and it counts once a change of their values makes them count. */
static const struct condition *left_out(const struct pairing *pairing)
{
    struct arena *arena = pairing->compare->arena;
    const struct condition *out = never(arena);
    for (int side = 0; side < 2; side++) {
        const struct target *target = pairing->target[side];
        if (target->about)
            out = cells_or(arena, out, cells_not(arena, target->about));
        if (target->excludes)
            out = cells_or(arena, out, target->excludes);
    }
    return out;
}

/* Those that get CLAUSE, or if there are not so many, none, whatever else is said of them. */
static const struct condition *getting(const struct pairing *pairing, int side, uint32_t clause)
{
    struct target bare = *pairing->target[side];
    bare.about = NULL;
    return clause < bare.clause_count ? cells_winning(pairing->compare->arena, &bare, clause)
                                      : cells_uncovered(pairing->compare->arena, &bare);
}

/* Is the second no later for tickets that get A and B; no earlier? */
static void order_hidden(const struct pairing *pairing, uint32_t a, uint32_t b, bool *less,
                         bool *more)
{
    uint32_t state[] = {a, b};
    bool first = a < pairing->target[0]->clause_count,
         second = b < pairing->target[1]->clause_count;
    *less = !first;
    *more = !second;
    if (!first || !second)
        return;
    struct compare_bout bout = make_bout(pairing, state, NULL);
    *less = compare_never_later(pairing->compare, &bout.pace[0], &bout.pace[1]);
    *more = compare_never_later(pairing->compare, &bout.pace[1], &bout.pace[0]);
}

static void look_at_hidden(struct pairing *pairing)
{
    struct compare *compare = pairing->compare;
    const struct condition *hidden = left_out(pairing);
    if (cells_find(compare->cells, hidden, NULL) == CELLS_NO)
        return;
    for (uint32_t i = 0; i <= pairing->target[0]->clause_count; i++)
        for (uint32_t k = 0; k <= pairing->target[1]->clause_count; k++) {
            const struct condition *both =
                cells_and(compare->arena, getting(pairing, 0, i), getting(pairing, 1, k));
            bool less, more;
            order_hidden(pairing, i, k, &less, &more);
            if ((less && more) ||
                cells_find(compare->cells, cells_and(compare->arena, hidden, both), NULL) ==
                    CELLS_NO)
                continue;
            pairing->hidden_less &= less;
            pairing->hidden_more &= more;
        }
}

static void compare_pairs(struct pairing *pairing)
{
    struct compare *compare = pairing->compare;
    bool tangled = false;
    for (uint32_t i = 0; i < state_count(pairing->target[0]); i++)
        for (uint32_t k = 0; k < state_count(pairing->target[1]); k++) {
            uint32_t state[] = {i, k};
            const struct condition *formula =
                cells_and(compare->arena, tickets_of(pairing, 0, i), tickets_of(pairing, 1, k));
            enum cells_answer found = cells_find(compare->cells, formula, NULL);
            tangled |= found == CELLS_UNDECIDED;
            if (found == CELLS_YES)
                compare_pair(pairing, state, formula);
        }
    if (tangled)
        report_tangled(pairing);
    look_at_hidden(pairing);
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < state_count(pairing->target[side]); i++)
            pairing->is_cut |= pairing->partners[side][i] > 1;
}

/* ---- the target as a whole ---- */

static void add_row(struct pairing *pairing, enum node_kind line, struct compare_row made)
{
    struct compare_row row = target_row(pairing);
    row.mark = made.mark;
    row.about = made.about;
    row.reason = made.reason;
    row.better = made.better;
    row.worse = made.worse;
    for (int side = 0; side < 2; side++)
        row.line[side] = line_of(row.declaration[side], line);
    compare_add(pairing->compare, row);
}

static enum change_mode mode_of(const struct target *target, const struct model *model,
                                struct text attribute)
{
    for (uint32_t i = 0; i < target->change_count; i++)
        if (text_equal(model->schema.attributes[target->changes[i].attribute].name, attribute))
            return target->changes[i].mode;
    return CHANGE_CARRIES;
}

/* Do all rules of SIDE mean the same in the other? */
static bool same_rules(const struct pairing *pairing, int side)
{
    const struct model *own = pairing->compare->side[side].model;
    const struct model *other = pairing->compare->side[!side].model;
    const struct target *target = pairing->target[side];
    for (uint32_t i = 0; i < target->change_count; i++) {
        struct text name = own->schema.attributes[target->changes[i].attribute].name;
        if (mode_of(pairing->target[!side], other, name) != target->changes[i].mode)
            return false;
    }
    return true;
}

static bool only_carries(const struct target *target)
{
    for (uint32_t i = 0; i < target->change_count; i++)
        if (target->changes[i].mode != CHANGE_CARRIES)
            return false;
    return true;
}

/* A breach that a change withdraws may have been that of a clock which has stopped by then. */
static bool has_withdrawals(const struct target *target)
{
    for (uint32_t i = 0; i < target->change_count; i++)
        if (target->changes[i].mode == CHANGE_JUDGES_FROM_START)
            return true;
    return false;
}

static void compare_changes(struct pairing *pairing, bool same_clock)
{
    struct compare_row row = {.mark = COMPARE_UNCLEAR, .about = "changes of a value"};
    if (!same_rules(pairing, 0) || !same_rules(pairing, 1))
        row.reason = TEXT("what a change of a value does to a clock that runs is said in other "
                          "ways");
    else if (!same_clock && has_withdrawals(pairing->target[0]))
        row.reason = TEXT("a change of a value withdraws a breach while the clock runs, and the "
                          "clocks do not run alike");
    else if (pairing->is_cut && (pairing->less || pairing->more) &&
             !(only_carries(pairing->target[0]) && only_carries(pairing->target[1])))
        row.reason = TEXT("the clauses divide the tickets in other ways, so a change of a value "
                          "may be a change of clause in one of them only");
    else if ((pairing->less && !pairing->hidden_less) || (pairing->more && !pairing->hidden_more))
        row.reason = TEXT("tickets that are excluded, or that the target is not about, get other "
                          "limits, which count once their values change");
    else if (pairing->loose && pairing->found > 1)
        row.reason = TEXT("some limits are in order only for tickets whose clause stays the same; "
                          "one whose values change on the way may be due in another order");
    else
        return;
    add_row(pairing, NODE_ON_CHANGE, row);
}

static void compare_cap(struct pairing *pairing)
{
    const struct target *a = pairing->target[0], *b = pairing->target[1];
    struct compare *compare = pairing->compare;
    struct compare_row row = {.mark = COMPARE_SAME, .about = "cap on pauses"};
    struct compare_pace first = {.limit = &a->pause_cap, .calendar = a->calendar};
    struct compare_pace second = {.limit = &b->pause_cap, .calendar = b->calendar};
    bool pauses = compare_may_pause(pairing->clock[0]) || compare_may_pause(pairing->clock[1]);
    if (!pauses || (!a->has_pause_cap && !b->has_pause_cap))
        return;
    bool same_hours = compare_same_hours(compare, a->calendar, b->calendar);
    bool less = b->has_pause_cap && (!a->has_pause_cap ||
                                     (same_hours && compare_never_later(compare, &first, &second)));
    bool more = a->has_pause_cap && (!b->has_pause_cap ||
                                     (same_hours && compare_never_later(compare, &second, &first)));
    row.mark = less && more ? COMPARE_SAME
               : less       ? COMPARE_BETTER
               : more       ? COMPARE_WORSE
                            : COMPARE_UNCLEAR;
    row.reason = row.mark != COMPARE_UNCLEAR
                     ? (less ? TEXT("pauses may last less long") : TEXT("pauses may last longer"))
                 : same_hours ? TEXT("the caps on pauses can't be put in order")
                              : TEXT("pauses are capped in other hours");
    if (row.mark == COMPARE_BETTER || row.mark == COMPARE_WORSE)
        *(less ? &row.better : &row.worse) = compare_said(
            compare, "a ticket that is paused for longer than %s allows, and not than %s",
            less ? "\002" : "\001", less ? "\001" : "\002");
    add_row(pairing, NODE_PAUSE_CAPPED, row);
}

/* Pauses are in a target's own hours, where they are capped (4.3). */
static void compare_bucket(struct pairing *pairing)
{
    struct compare_row row = {.mark = COMPARE_UNCLEAR, .about = "period of a ticket"};
    if (pairing->target[0]->bucket == pairing->target[1]->bucket)
        return;
    row.reason = TEXT("tickets count in periods that are chosen in other ways, so a share of one "
                      "period is a share of other tickets");
    add_row(pairing, NODE_COUNTED_BY, row);
}

static void compare_whole(struct pairing *pairing)
{
    struct compare_row clock =
        compare_clocks(pairing->compare, pairing->target[0]->clock, pairing->target[1]->clock);
    add_row(pairing, NODE_MEASURES, clock);
    compare_changes(pairing, clock.mark == COMPARE_SAME);
    compare_cap(pairing);
    compare_bucket(pairing);
    compare_target_promises(pairing->compare, pairing->index[0], pairing->index[1]);
}

/* ---- two targets ---- */

static struct text disputed(const struct pairing *pairing)
{
    struct text name = TEXT("");
    for (int side = 0; side < 2 && !name.len; side++) {
        const struct target *target = pairing->target[side];
        name = compare_contradiction(pairing->compare, target->about);
        if (!name.len)
            name = compare_contradiction(pairing->compare, target->excludes);
        for (uint32_t i = 0; i < target->clause_count && !name.len; i++)
            name = compare_contradiction(pairing->compare, target->clauses[i].when);
    }
    return name;
}

static void report_disputed(struct pairing *pairing, struct text name)
{
    struct compare_row row = {.mark = COMPARE_UNCLEAR, .about = "conditions"};
    row.reason =
        text_format(pairing->compare->arena,
                    "its conditions ask for `" TEXT_FMT "`, which the two have in different ways",
                    TEXT_ARG(name));
    add_row(pairing, NODE_TARGET, row);
}

static struct pairing make_pairing(struct compare *compare, uint32_t a, uint32_t b)
{
    struct pairing pairing = {.compare = compare,
                              .index = {a, b},
                              .less = true,
                              .more = true,
                              .hidden_less = true,
                              .hidden_more = true};
    for (int side = 0; side < 2; side++) {
        const struct compare_side *own = &compare->side[side];
        pairing.target[side] = &own->targets[pairing.index[side]];
        pairing.clock[side] = &own->model->clocks[pairing.target[side]->clock];
        pairing.partners[side] =
            ARENA_ARRAY(compare->arena, state_count(pairing.target[side]), uint8_t);
    }
    return pairing;
}

static bool is_target_line(enum node_kind kind)
{
    return kind != NODE_SERVES;
}

void compare_target(struct compare *compare, uint32_t a, uint32_t b)
{
    struct pairing pairing = make_pairing(compare, a, b);
    struct text name = disputed(&pairing);
    struct compare_row clock =
        compare_clocks(compare, pairing.target[0]->clock, pairing.target[1]->clock);
    pairing.comparable =
        clock.mark != COMPARE_UNCLEAR ||
        (compare_starts_opened(pairing.clock[0]) && compare_starts_opened(pairing.clock[1]));
    if (name.len)
        report_disputed(&pairing, name);
    else
        compare_pairs(&pairing);
    compare_whole(&pairing);
    struct compare_row row = target_row(&pairing);
    if (!row.declaration[0] || !row.declaration[1] || row.declaration[0]->kind != NODE_TARGET)
        return;
    compare_lines(compare, row.declaration, is_target_line);
    for (int side = 0; side < 2; side++)
        row.line[side] = line_of(row.declaration[side], NODE_EXCLUDES_WHEN);
    compare_reasons(compare, &row, EXCLUDES_WHEN_BECAUSE);
}

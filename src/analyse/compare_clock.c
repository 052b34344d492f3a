/* compare_clock.c - two clocks: what starts, stops and pauses them.
 *
 * A clock that pauses less, or stops on less, is never sooner met; so it is better for the
 * customer. Anything else that differs changes which stretches of time are judged at all, and has
 * no order.
 */
#include "analyse/compare_part.h"

bool compare_may_pause(const struct clock_model *clock)
{
    return clock->pauses || clock->reopening != REOPENING_IGNORED;
}

bool compare_starts_opened(const struct clock_model *clock)
{
    return clock->starts.count == 1 && clock->starts.at[0].kind == KIND_OPENED &&
           clock->starts.at[0].status == INDEX_NONE && !clock->starts.at[0].has_class;
}

/* ---- lists of events ---- */

/* Is each event of A one of B's? */
static bool has_events(const struct compare *compare, const struct triggers *a,
                       const struct triggers *b, bool turned)
{
    for (uint32_t i = 0; i < a->count; i++) {
        uint32_t k = 0;
        while (k < b->count && !(turned ? compare_same_trigger(compare, &b->at[k], &a->at[i])
                                        : compare_same_trigger(compare, &a->at[i], &b->at[k])))
            k++;
        if (k == b->count)
            return false;
    }
    return true;
}

struct clocks {
    struct compare *compare;
    const struct clock_model *a, *b;
    struct compare_row row;
    bool fewer, more; /* so far: the second is better, worse in something */
};

static const struct condition *when_of(const struct clocks *clocks, int side,
                                       const struct triggers *triggers)
{
    return compare_condition(clocks->compare, side, triggers->when);
}

static bool same_events(const struct clocks *clocks, const struct triggers *a,
                        const struct triggers *b)
{
    return has_events(clocks->compare, a, b, false) && has_events(clocks->compare, b, a, true) &&
           compare_equal(clocks->compare, when_of(clocks, 0, a), when_of(clocks, 1, b));
}

static void unclear(struct clocks *clocks, const char *reason)
{
    if (clocks->row.mark == COMPARE_UNCLEAR)
        return;
    clocks->row.mark = COMPARE_UNCLEAR;
    clocks->row.reason = text_of(reason);
}

/* ---- stops ---- */

static bool is_simple(const struct clock_model *clock)
{
    return !clock->repeats && clock->reopening == REOPENING_IGNORED;
}

static void compare_stops(struct clocks *clocks)
{
    const struct triggers *a = &clocks->a->stops, *b = &clocks->b->stops;
    struct compare *compare = clocks->compare;
    if (same_events(clocks, a, b))
        return;
    bool ordered = is_simple(clocks->a) && is_simple(clocks->b);
    bool fewer = has_events(compare, b, a, true) &&
                 compare_implies(compare, when_of(clocks, 1, b), when_of(clocks, 0, a));
    bool more = has_events(compare, a, b, false) &&
                compare_implies(compare, when_of(clocks, 0, a), when_of(clocks, 1, b));
    if (!ordered || fewer == more) {
        unclear(clocks, "the clocks stop on other events");
        return;
    }
    clocks->fewer |= fewer;
    clocks->more |= more;
    struct compare_witness said =
        compare_said(compare,
                     "a ticket with an event that stops the clock of %s only, before "
                     "the limit, and none of the other until after it",
                     fewer ? "\001" : "\002");
    *(fewer ? &clocks->row.better : &clocks->row.worse) = said;
    clocks->row.reason =
        fewer ? TEXT("its clock stops on fewer events") : TEXT("its clock stops on more events");
}

/* ---- pauses ---- */

static struct compare_witness paused_ticket(struct clocks *clocks, const struct condition *paused,
                                            const struct condition *running, const char *who)
{
    struct compare *compare = clocks->compare;
    struct cells_witness ticket;
    struct compare_witness out = {0};
    const struct condition *formula =
        cells_and(compare->arena, paused, cells_not(compare->arena, running));
    if (cells_find(compare->cells, formula, &ticket) != CELLS_YES)
        return out;
    struct text words = cells_ticket(compare->cells, &ticket);
    return compare_said(compare, "the clock of " TEXT_FMT " pauses under %s only", TEXT_ARG(words),
                        who);
}

/* What pauses is what is waited for; without `pauses while` nothing. */
static const struct condition *pauses_of(const struct clocks *clocks, int side)
{
    const struct clock_model *clock = side ? clocks->b : clocks->a;
    struct arena *arena = clocks->compare->arena;
    return clock->pauses ? compare_condition(clocks->compare, side, clock->pauses)
                         : cells_not(arena, cells_true(arena));
}

/* A clock that stops on `resolved` stands anyway while the ticket is done. */
static bool stands_while_done(const struct clock_model *clock)
{
    for (uint32_t i = 0; i < clock->stops.count; i++)
        if (clock->stops.at[i].kind == KIND_RESOLVED && clock->stops.at[i].actor == ACTOR_NONE &&
            !clock->stops.when)
            return true;
    return false;
}

static const struct condition *while_open(const struct clocks *clocks,
                                          const struct condition *pauses)
{
    struct arena *arena = clocks->compare->arena;
    struct condition *done = ARENA_NEW(arena, struct condition);
    *done = (struct condition){.op = CONDITION_CLASS, .status_class = CLASS_DONE};
    if (!stands_while_done(clocks->a) || !stands_while_done(clocks->b))
        return pauses;
    return cells_and(arena, pauses, cells_not(arena, done));
}

static void compare_pauses(struct clocks *clocks)
{
    struct compare *compare = clocks->compare;
    const struct condition *a = while_open(clocks, pauses_of(clocks, 0));
    const struct condition *b = while_open(clocks, pauses_of(clocks, 1));
    bool fewer = compare_implies(compare, b, a), more = compare_implies(compare, a, b);
    if (fewer && more)
        return;
    if (clocks->a->resumes.count || clocks->b->resumes.count) {
        unclear(clocks, "the clocks pause in other cases, and an event resumes them: which of "
                        "them runs longer depends on the order of what happens");
        return;
    }
    struct compare_witness better = paused_ticket(clocks, a, b, "\001");
    struct compare_witness worse = paused_ticket(clocks, b, a, "\002");
    clocks->row.better = better.is_there ? better : clocks->row.better;
    clocks->row.worse = worse.is_there ? worse : clocks->row.worse;
    clocks->row.reason = fewer  ? TEXT("its clock pauses in fewer cases")
                         : more ? TEXT("its clock pauses in more cases")
                                : TEXT("its clock pauses in other cases");
    clocks->fewer |= !more;
    clocks->more |= !fewer;
    if (!better.is_there && !worse.is_there)
        unclear(clocks, "the conditions of their pauses are too tangled");
}

/* ---- the whole ---- */

static bool same_reopening(const struct clocks *clocks)
{
    const struct clock_model *a = clocks->a, *b = clocks->b;
    const struct compare_side *side = clocks->compare->side;
    if (a->reopening != b->reopening || a->has_reopening_within != b->has_reopening_within)
        return false;
    return !a->has_reopening_within ||
           (a->reopening_within.kind == b->reopening_within.kind &&
            a->reopening_within.length == b->reopening_within.length &&
            a->reopening_within.days == b->reopening_within.days &&
            compare_same_hours(clocks->compare, side[0].shift + a->reopening_calendar,
                               side[1].shift + b->reopening_calendar));
}

static struct text disputed(const struct clocks *clocks)
{
    const struct triggers *lists[2][4] = {
        {&clocks->a->starts, &clocks->a->stops, &clocks->a->resumes, &clocks->a->cancelled},
        {&clocks->b->starts, &clocks->b->stops, &clocks->b->resumes, &clocks->b->cancelled}};
    for (int side = 0; side < 2; side++) {
        struct text name = compare_contradiction(clocks->compare, pauses_of(clocks, side));
        for (size_t i = 0; i < 4 && !name.len; i++)
            name = compare_contradiction(clocks->compare, when_of(clocks, side, lists[side][i]));
        if (name.len)
            return name;
    }
    return TEXT("");
}

static void finish(struct clocks *clocks)
{
    if (clocks->row.mark == COMPARE_UNCLEAR)
        return;
    clocks->row.mark = clocks->fewer && clocks->more ? COMPARE_MIXED
                       : clocks->fewer               ? COMPARE_BETTER
                       : clocks->more                ? COMPARE_WORSE
                                                     : COMPARE_SAME;
}

struct compare_row compare_clocks(struct compare *compare, uint32_t a, uint32_t b)
{
    struct clocks clocks = {.compare = compare,
                            .a = &compare->side[0].model->clocks[a],
                            .b = &compare->side[1].model->clocks[b]};
    clocks.row.about = "clock";
    struct text name = disputed(&clocks);
    if (name.len) {
        clocks.row.mark = COMPARE_UNCLEAR;
        clocks.row.reason =
            text_format(compare->arena,
                        "its clock depends on `" TEXT_FMT "`, which the two have in different "
                        "ways",
                        TEXT_ARG(name));
        return clocks.row;
    }
    if (!same_events(&clocks, &clocks.a->starts, &clocks.b->starts))
        unclear(&clocks, "the clocks start on other events");
    if (clocks.a->repeats != clocks.b->repeats)
        unclear(&clocks, "only one of the clocks repeats");
    if (!same_reopening(&clocks))
        unclear(&clocks, "the clocks treat a reopening in different ways");
    if (!same_events(&clocks, &clocks.a->resumes, &clocks.b->resumes))
        unclear(&clocks, "the clocks resume on other events");
    if (!same_events(&clocks, &clocks.a->cancelled, &clocks.b->cancelled))
        unclear(&clocks, "the clocks are cancelled on other events");
    compare_stops(&clocks);
    compare_pauses(&clocks);
    finish(&clocks);
    return clocks.row;
}

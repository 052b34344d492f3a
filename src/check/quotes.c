/* quotes.c - see quotes.h. Which clauses can win is asked of the cells. */
#include "check/quotes.h"

const enum node_kind *quotes_kinds(enum node_kind quote)
{
    static const enum node_kind promises[] = {NODE_TARGET, NODE_AVAILABILITY, NODE_MEASURE,
                                              NODE_KIND_COUNT};
    static const enum node_kind titled[] = {
        NODE_TARGET,  NODE_AVAILABILITY, NODE_MEASURE,   NODE_CLOCK,      NODE_HOURS,
        NODE_PERIOD,  NODE_HOLIDAYS,     NODE_SERVICE,   NODE_CHANNEL,    NODE_TEAM,
        NODE_CONTACT, NODE_SYSTEM,       NODE_OBJECTIVE, NODE_ESCALATION, NODE_FEE,
        NODE_CREDIT,  NODE_MAINTENANCE,  NODE_EVENT,     NODE_LOG,        NODE_AMENDMENT,
        NODE_CHARTER, NODE_KIND_COUNT};
    static const enum node_kind fees[] = {NODE_FEE, NODE_KIND_COUNT};
    static const enum node_kind none[] = {NODE_KIND_COUNT};
    switch (quote) {
    case NODE_QUOTE_PROMISE:
        return promises;
    case NODE_QUOTE_TITLE:
        return titled;
    case NODE_QUOTE_FEE:
        return fees;
    default:
        return none;
    }
}

/* ---------- the order of limits ---------- */

/* A count of days may hold this much less than so many times 24 hours: a change of the clocks, or
 * of the zone. */
#define DAYS_SLACK (26 * MICROS_HOUR)

static bool is_days(enum limit_kind kind)
{
    return kind != LIMIT_LENGTH;
}

/* The same kind in the same hours, or working days and their ends. */
static bool is_looser_in_same(const struct limit *a, const struct limit *b)
{
    if (a->kind == b->kind)
        return a->kind == LIMIT_LENGTH ? a->length <= b->length : a->days <= b->days;
    if (a->kind == LIMIT_WORKING_DAYS && b->kind == LIMIT_END_OF_WORKING_DAY)
        return a->days <= b->days;
    if (a->kind == LIMIT_END_OF_WORKING_DAY && b->kind == LIMIT_WORKING_DAYS)
        return a->days < b->days;
    return false;
}

/* At least as much time as this passes till B is due. */
static micros least_time(const struct limit *b)
{
    micros whole;
    if (b->kind == LIMIT_LENGTH)
        return b->length;
    int64_t days = b->kind == LIMIT_CALENDAR_DAYS ? b->days : (int64_t)b->days - 1;
    if (days < 1 || !civil_multiply(MICROS_DAY, days, &whole))
        return 0;
    return whole > DAYS_SLACK ? whole - DAYS_SLACK : 0;
}

bool quotes_is_looser(const struct clause *a, const struct clause *b)
{
    if (a->calendar == b->calendar && is_looser_in_same(&a->limit, &b->limit))
        return true;
    return a->calendar == 0 && !is_days(a->limit.kind) && a->limit.length <= least_time(&b->limit);
}

/* ---------- the loosest limit ---------- */

struct quest {
    struct cells *cells;
    struct arena *arena;
    const struct target *target;
    const struct condition *tickets; /* those that are asked about */
};

/* Tickets for which clause INDEX wins. */
static const struct condition *won_by(const struct quest *quest, uint32_t index)
{
    const struct target *target = quest->target;
    const struct condition *formula =
        cells_and(quest->arena, quest->tickets, target->clauses[index].when);
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (target->beats[(size_t)i * target->clause_count + index])
            formula =
                cells_and(quest->arena, formula, cells_not(quest->arena, target->clauses[i].when));
    return formula;
}

static bool can_win(const struct quest *quest, uint32_t index)
{
    return cells_find(quest->cells, won_by(quest, index), NULL);
}

/* Adds clause INDEX to what is known: the loosest so far, or two that can't be ordered. */
static void consider(const struct quest *quest, uint32_t index, struct quoted_limit *found)
{
    const struct clause *clauses = quest->target->clauses;
    if (found->status == QUOTED_NEVER ||
        quotes_is_looser(&clauses[found->clause], &clauses[index])) {
        found->status = QUOTED_FOUND;
        found->clause = index;
    } else if (!quotes_is_looser(&clauses[index], &clauses[found->clause])) {
        found->status = QUOTED_UNORDERED;
        found->other = index;
    }
}

struct quoted_limit quotes_limit(struct cells *cells, struct arena *arena,
                                 const struct target *target, const struct condition *when)
{
    struct quoted_limit found = {.status = QUOTED_NEVER};
    const struct condition *tickets = cells_and(arena, when, target->about);
    if (target->excludes)
        tickets = cells_and(arena, tickets, cells_not(arena, target->excludes));
    struct quest quest = {cells, arena, target, tickets};
    const struct condition *uncovered = cells_and(arena, tickets, cells_uncovered(arena, target));
    if (cells_find(cells, uncovered, &found.witness)) {
        found.status = QUOTED_UNCOVERED;
        return found;
    }
    for (uint32_t i = 0; i < target->clause_count && found.status != QUOTED_UNORDERED; i++)
        if (can_win(&quest, i))
            consider(&quest, i, &found);
    return found;
}

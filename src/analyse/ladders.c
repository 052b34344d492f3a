/* ladders.c - tickets that are higher on a ladder and get more time than ones that are lower, and
 * the same otherwise. Exact over the cells: the value of the ladder is put into all conditions, and
 * a ticket is looked for that gets one clause with the higher value, and another with the lower.
 */
#include "analyse/paces.h"

struct ladder_search {
    struct analysis *analysis;
    struct arena *arena; /* of the search */
    const struct target *target;
    uint32_t index;        /* of the target */
    uint32_t attribute;    /* the ladder */
    struct cells_set *set; /* the conditions with each value put in */
    uint32_t *rivals;      /* room for a question */
};

/* Of each value there are the conditions of all clauses, and then these. */
enum { EXTRA_ABOUT, EXTRA_STARTS, EXTRA_RESTS, EXTRA };

static uint32_t number_of(const struct ladder_search *search, uint32_t rank, uint32_t part)
{
    return rank * (search->target->clause_count + EXTRA) + part;
}

static uint32_t extra_of(const struct ladder_search *search, uint32_t rank, uint32_t extra)
{
    return number_of(search, rank, search->target->clause_count + extra);
}

/* ---- putting a value in ---- */

static bool atom_holds(const struct condition *atom, uint32_t rank)
{
    if (atom->op == CONDITION_KNOWN)
        return true;
    if (atom->op == CONDITION_ORDER) {
        uint32_t limit = atom->values[0].choice;
        switch (atom->relation) {
        case RELATION_AT_LEAST:
            return rank >= limit;
        case RELATION_AT_MOST:
            return rank <= limit;
        case RELATION_MORE_THAN:
            return rank > limit;
        case RELATION_LESS_THAN:
            return rank < limit;
        }
    }
    for (uint32_t i = 0; i < atom->value_count; i++)
        if (atom->values[i].choice == rank)
            return true;
    return false;
}

static const struct condition *with_rank(const struct ladder_search *search,
                                         const struct condition *condition, uint32_t rank)
{
    struct arena *arena = search->arena;
    if (!condition || condition->op == CONDITION_DURING || condition->op == CONDITION_CLASS)
        return condition;
    if (condition->op > CONDITION_NOT) {
        if (condition->attribute != search->attribute)
            return condition;
        return atom_holds(condition, rank) ? cells_true(arena) : cells_not(arena, NULL);
    }
    const struct condition **parts =
        ARENA_ARRAY(arena, condition->part_count, const struct condition *);
    bool same = true;
    for (uint32_t i = 0; i < condition->part_count; i++) {
        parts[i] = with_rank(search, condition->parts[i], rank);
        same = same && parts[i] == condition->parts[i];
    }
    if (same)
        return condition;
    struct condition *copy = ARENA_NEW(arena, struct condition);
    *copy = *condition;
    copy->parts = parts;
    return copy;
}

static uint32_t ranks_of(const struct ladder_search *search)
{
    return search->analysis->model->schema.attributes[search->attribute].choice_count;
}

static void make_set(struct ladder_search *search)
{
    const struct target *target = search->target;
    const struct clock_model *clock = &search->analysis->model->clocks[target->clock];
    struct arena *arena = search->arena;
    uint32_t clauses = target->clause_count, count = number_of(search, ranks_of(search), 0);
    const struct condition *rests = analysis_rests(arena, clock);
    const struct condition **list = ARENA_ARRAY(arena, count, const struct condition *);
    for (uint32_t rank = 0; rank < ranks_of(search); rank++) {
        for (uint32_t i = 0; i < clauses; i++)
            list[number_of(search, rank, i)] = with_rank(search, target->clauses[i].when, rank);
        list[extra_of(search, rank, EXTRA_ABOUT)] = with_rank(search, target->about, rank);
        list[extra_of(search, rank, EXTRA_STARTS)] = with_rank(search, clock->starts.when, rank);
        list[extra_of(search, rank, EXTRA_RESTS)] = with_rank(search, rests, rank);
    }
    search->set = cells_set_new(arena, search->analysis->cells, list, count);
    search->rivals = ARENA_ARRAY(arena, (size_t)clauses * 2 + 2, uint32_t);
}

/* ---- one pair of clauses ---- */

/* Which clauses a ticket gets with the value RANK, and with the one below. */
struct steep {
    uint32_t rank, slow, fast;
};

static uint32_t add_rivals(const struct ladder_search *search, uint32_t rank, uint32_t clause,
                           uint32_t *list)
{
    const struct target *target = search->target;
    uint32_t count = 0;
    uint32_t own = number_of(search, rank, clause), first = number_of(search, rank, 0);
    for (uint32_t k = cells_set_next(search->set, own, first); k < first + target->clause_count;
         k = cells_set_next(search->set, own, k + 1))
        if (target->beats[(size_t)(k - first) * target->clause_count + clause])
            list[count++] = k;
    return count;
}

/* A ticket, but for its value of the ladder. */
static bool find_ticket(const struct ladder_search *search, const struct steep *steep,
                        struct cells_witness *ticket)
{
    uint32_t below = steep->rank - 1;
    const uint32_t all[] = {
        number_of(search, steep->rank, steep->slow), number_of(search, below, steep->fast),
        extra_of(search, steep->rank, EXTRA_ABOUT),  extra_of(search, below, EXTRA_ABOUT),
        extra_of(search, steep->rank, EXTRA_STARTS), extra_of(search, below, EXTRA_STARTS)};
    uint32_t none = add_rivals(search, steep->rank, steep->slow, search->rivals);
    none += add_rivals(search, below, steep->fast, search->rivals + none);
    search->rivals[none++] = extra_of(search, steep->rank, EXTRA_RESTS);
    search->rivals[none++] = extra_of(search, below, EXTRA_RESTS);
    struct cells_question question = {all, search->rivals, sizeof all / sizeof *all, none};
    return cells_set_find(search->set, &question, ticket) == CELLS_YES;
}

static void set_rank(const struct ladder_search *search, struct cells_witness *ticket,
                     uint32_t rank)
{
    uint32_t count = search->analysis->model->schema.count;
    struct value *values = ARENA_ARRAY(search->analysis->arena, count, struct value);
    bool *matters = ARENA_ARRAY(search->analysis->arena, count, bool);
    for (uint32_t i = 0; i < count; i++) {
        values[i] = ticket->values[i];
        matters[i] = ticket->matters[i];
    }
    values[search->attribute] = (struct value){.type = VALUE_CHOICE, .choice = rank};
    matters[search->attribute] = true;
    ticket->values = values;
    ticket->matters = matters;
}

/* ---- judging and telling ---- */

static instant due_with(const struct ladder_search *search, struct cells_witness *ticket,
                        uint32_t rank)
{
    struct verdict verdict;
    set_rank(search, ticket, rank);
    struct witness witness = analysis_witness(search->analysis, search->index, ticket);
    return witness_judge(&witness, VERDICT_PENDING, &verdict) ? verdict.due : INSTANT_NONE;
}

/* What has been said of another ladder at this clause, or NULL. */
static struct diagnostic *said_before(const struct analysis *analysis, struct span span)
{
    const struct sink *sink = analysis->sink;
    for (size_t i = sink->list.count; i-- > 0;) {
        struct diagnostic *d = sink->list.at[i];
        if (d->code == DIAG_SLOWER_ABOVE && d->span.source == span.source &&
            d->span.from == span.from)
            return d;
    }
    return NULL;
}

/* NULL: there is nothing new to say. */
static struct diagnostic *begin_report(const struct ladder_search *search,
                                       const struct steep *steep)
{
    struct analysis *analysis = search->analysis;
    const struct attribute *ladder = &analysis->model->schema.attributes[search->attribute];
    struct text above = ladder->choices[steep->rank].name;
    struct text below = ladder->choices[steep->rank - 1].name;
    struct span span = search->target->clauses[steep->slow].span;
    struct text words = text_format(analysis->arena, "`" TEXT_FMT "` more time than `" TEXT_FMT "`",
                                    TEXT_ARG(above), TEXT_ARG(below));
    struct diagnostic *d = said_before(analysis, span);
    struct text too = text_format(analysis->arena, "It gives " TEXT_FMT ", too.", TEXT_ARG(words));
    if (d && text_ends(d->message, words)) /* of another version */
        return NULL;
    if (d)
        return analysis_note_once(analysis, d, too) ? d : NULL;
    d = diagnose(analysis->sink, DIAG_SLOWER_ABOVE, span, "target `" TEXT_FMT "` gives " TEXT_FMT,
                 TEXT_ARG(search->target->name), TEXT_ARG(words));
    diagnostic_hint(analysis->sink, d,
                    "Correct one of the limits. A ladder is declared lowest first: if `" TEXT_FMT
                    "` is the higher one, turn it round.",
                    TEXT_ARG(below));
    return d;
}

static void report(const struct ladder_search *search, const struct steep *steep,
                   struct cells_witness *ticket, instant fast)
{
    struct analysis *analysis = search->analysis;
    const struct attribute *ladder = &analysis->model->schema.attributes[search->attribute];
    struct text below = ladder->choices[steep->rank - 1].name;
    instant slow = due_with(search, ticket, steep->rank);
    struct witness witness = analysis_witness(analysis, search->index, ticket);
    struct diagnostic *d = begin_report(search, steep);
    if (!d)
        return;
    diagnostic_label(analysis->sink, d, search->target->clauses[steep->fast].span,
                     "what `" TEXT_FMT "` gets", TEXT_ARG(below));
    diagnostic_note(analysis->sink, d, "An example: " TEXT_FMT ": due " TEXT_FMT ".",
                    TEXT_ARG(witness_words(&witness)), TEXT_ARG(analysis_instant(analysis, slow)));
    diagnostic_note(analysis->sink, d, "The same with " TEXT_FMT " " TEXT_FMT ": due " TEXT_FMT ".",
                    TEXT_ARG(ladder->name), TEXT_ARG(below),
                    TEXT_ARG(analysis_instant(analysis, fast)));
}

static bool check_pair(const struct ladder_search *search, const struct steep *steep)
{
    const struct target *target = search->target;
    const struct clause *slow = &target->clauses[steep->slow];
    const struct clause *fast = &target->clauses[steep->fast];
    struct cells_witness ticket;
    if (!pace_may_be_slower(search->analysis, pace_of(slow), pace_of(fast)) ||
        !find_ticket(search, steep, &ticket))
        return false;
    const struct condition *const conditions[] = {slow->when, fast->when, target->about};
    struct pace_question question = {pace_of(slow), pace_of(fast), conditions, 3, &ticket};
    instant opened = pace_slower_at(search->analysis, &question);
    if (opened == INSTANT_NONE)
        return false;
    ticket.opened = opened;
    instant due = due_with(search, &ticket, steep->rank - 1);
    if (due == INSTANT_NONE || due_with(search, &ticket, steep->rank) <= due)
        return false;
    report(search, steep, &ticket, due);
    return true;
}

/* With every clause that a ticket may get one step lower. */
static bool check_slow(const struct ladder_search *search, struct steep *steep)
{
    uint32_t own = number_of(search, steep->rank, steep->slow);
    uint32_t first = number_of(search, steep->rank - 1, 0);
    uint32_t end = first + search->target->clause_count;
    for (uint32_t k = cells_set_next(search->set, own, first); k < end;
         k = cells_set_next(search->set, own, k + 1)) {
        steep->fast = k - first;
        if (steep->slow != steep->fast && check_pair(search, steep))
            return true;
    }
    return false;
}

/* The highest step of the ladder that goes the wrong way; one a ladder is enough. */
static void check_ladder(const struct ladder_search *search)
{
    struct steep steep;
    uint32_t count = search->target->clause_count;
    for (steep.rank = ranks_of(search) - 1; steep.rank > 0; steep.rank--)
        for (steep.slow = 0; steep.slow < count; steep.slow++)
            if (check_slow(search, &steep))
                return;
}

/* ---- ladders that a target asks for ---- */

static bool asks_for(const struct condition *condition, uint32_t attribute)
{
    if (!condition)
        return false;
    bool asks = condition->op > CONDITION_NOT && condition->op != CONDITION_DURING &&
                condition->op != CONDITION_CLASS && condition->attribute == attribute;
    for (uint32_t i = 0; i < condition->part_count && !asks; i++)
        asks = asks_for(condition->parts[i], attribute);
    return asks;
}

static bool is_named(const struct target *target, uint32_t attribute)
{
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (asks_for(target->clauses[i].when, attribute))
            return true;
    return false;
}

void ladders_slower(struct analysis *analysis, uint32_t index)
{
    const struct schema *schema = &analysis->model->schema;
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t i = 0; i < schema->count; i++) {
        if (schema->attributes[i].type != ATTRIBUTE_LADDER || !is_named(target, i) ||
            schema->attributes[i].choice_count == 0)
            continue;
        struct ladder_search search = {.analysis = analysis,
                                       .arena = arena_new(),
                                       .target = target,
                                       .index = index,
                                       .attribute = i};
        make_set(&search);
        check_ladder(&search);
        arena_free(search.arena);
    }
}

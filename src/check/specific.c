/* Which clause wins (semantics 5.1): decided for every pair before any ticket is seen, so that the
 * judge only looks it up. */
#include "check/specific.h"
#include "syntax/tree.h"

enum { OVERLAPS_MOST = 16 }; /* reported a target; more of them say nothing new */

static const struct condition *when_of(const struct ranking *ranking, uint32_t clause)
{
    return ranking->target->clauses[clause].when;
}

static bool *beats(const struct ranking *ranking, uint32_t winner, uint32_t loser)
{
    return &ranking->beats[(size_t)winner * ranking->target->clause_count + loser];
}

static bool is_otherwise(const struct ranking *ranking, uint32_t clause)
{
    return ranking->target->clauses[clause].otherwise;
}

/* ---------- the more specific one, else the later layer ---------- */

static void rank_layers(struct ranking *ranking, uint32_t a, uint32_t b)
{
    uint32_t count = ranking->target->clause_count;
    if (ranking->layers[a] == ranking->layers[b] || cells_set_apart(ranking->set, a, b))
        return;
    bool first = ranking->layers[a] > ranking->layers[b];
    uint32_t winner = first ? a : b, loser = first ? b : a;
    *beats(ranking, winner, loser) = true;
    if (!ranking->by_layer)
        ranking->by_layer = ARENA_ARRAY(ranking->scope->arena, (size_t)count * count, bool);
    ranking->by_layer[(size_t)winner * count + loser] = true;
}

static void rank_pair(struct ranking *ranking, uint32_t a, uint32_t b)
{
    if (is_otherwise(ranking, a) || is_otherwise(ranking, b)) {
        *beats(ranking, a, b) = !is_otherwise(ranking, a);
        *beats(ranking, b, a) = !is_otherwise(ranking, b);
        return;
    }
    bool within = cells_set_implies(ranking->set, a, b) == CELLS_YES;
    bool contains = cells_set_implies(ranking->set, b, a) == CELLS_YES;
    *beats(ranking, a, b) = within && !contains;
    *beats(ranking, b, a) = contains && !within;
    if (within == contains)
        rank_layers(ranking, a, b);
}

/* ---------- overrides ---------- */

static const struct node *first_override(const struct ranking *ranking)
{
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        if (ranking->nodes[i]->kid[WITHIN_OVERRIDES])
            return ranking->nodes[i]->kid[WITHIN_OVERRIDES];
    return NULL;
}

static uint32_t labelled(const struct ranking *ranking, struct text label)
{
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        if (label.len > 0 && text_equal(ranking->target->clauses[i].label, label))
            return i;
    return INDEX_NONE;
}

static void complain_label(struct ranking *ranking, const struct node *name)
{
    struct scope *scope = ranking->scope;
    VECTOR(struct text) labels = {0};
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        if (ranking->target->clauses[i].label.len > 0)
            VECTOR_PUSH(scope->arena, &labels, ranking->target->clauses[i].label);
    struct text near = diagnostic_nearest(name->text, labels.at, labels.count);
    struct diagnostic *d = diagnose(scope->sink, DIAG_UNKNOWN_LABEL, name->span,
                                    "no clause of target `" TEXT_FMT "` is called `" TEXT_FMT "`",
                                    TEXT_ARG(ranking->target->name), TEXT_ARG(name->text));
    diagnostic_slip(scope->sink, d, name->span, name->text, near);
    if (near.len > 0)
        diagnostic_hint(scope->sink, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(near));
    else
        diagnostic_hint(scope->sink, d, "A clause gets a label by `called NAME`.");
}

static void complain_override(struct ranking *ranking, const struct node *name, uint32_t self,
                              uint32_t other)
{
    struct scope *scope = ranking->scope;
    const char *message = self == other ? "a clause that overrides itself"
                          : is_otherwise(ranking, self)
                              ? "an `otherwise` that overrides: it goes after all other clauses"
                              : "the clause that is overridden is more specific or of a later "
                                "layer, and that one always wins";
    struct diagnostic *d = diagnose(scope->sink, DIAG_BAD_OVERRIDE, name->span, "%s", message);
    if (self != other)
        diagnostic_label(scope->sink, d, ranking->target->clauses[other].span, "overridden here");
}

/* Looked up against what is more specific alone, so that the order of the lines is of no matter. */
static void override(struct ranking *ranking, uint32_t self, const struct node *name, bool *out)
{
    uint32_t other = labelled(ranking, name->text);
    if (other == INDEX_NONE)
        complain_label(ranking, name);
    else if (other == self || *beats(ranking, other, self))
        complain_override(ranking, name, self, other);
    else
        out[(size_t)self * ranking->target->clause_count + other] = true;
}

/* Two that override each other: neither goes first. */
static bool report_mutual(struct ranking *ranking, uint32_t a, uint32_t b)
{
    struct scope *scope = ranking->scope;
    if (!*beats(ranking, a, b) || !*beats(ranking, b, a))
        return false;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_OVERRIDE_CYCLE, ranking->target->clauses[b].span,
                 "two clauses of target `" TEXT_FMT "` override each other",
                 TEXT_ARG(ranking->target->name));
    diagnostic_label(scope->sink, d, ranking->target->clauses[a].span, "the other one");
    return true;
}

/* Which clauses have tickets of their own: where two of these are apart, none goes first. */
static const bool *plain_ones(struct ranking *ranking)
{
    uint32_t count = ranking->target->clause_count;
    bool *plain = ARENA_ARRAY(ranking->scope->arena, count, bool);
    for (uint32_t i = 0; i < count; i++)
        plain[i] = !is_otherwise(ranking, i) && cells_set_can_hold(ranking->set, i) == CELLS_YES;
    return plain;
}

/* Each pair once: two plain ones if they are not apart, the others with the one that is not plain.
 */
static void rank_with_all(struct ranking *ranking, const bool *plain, uint32_t a)
{
    uint32_t count = ranking->target->clause_count;
    uint32_t b = plain[a] ? cells_set_next(ranking->set, a, a + 1) : 0;
    while (b < count) {
        if (a != b && (plain[b] || (!plain[a] && b > a)))
            rank_pair(ranking, a, b);
        b = plain[a] ? cells_set_next(ranking->set, a, b + 1) : b + 1;
    }
}

static void rank_all(struct ranking *ranking)
{
    uint32_t count = ranking->target->clause_count;
    size_t size = (size_t)count * count;
    bool *out = ARENA_ARRAY(ranking->scope->arena, size, bool);
    const bool *plain = plain_ones(ranking);
    for (uint32_t a = 0; a < count; a++)
        rank_with_all(ranking, plain, a);
    for (size_t i = 0; i < size; i++)
        out[i] = ranking->beats[i];
    for (uint32_t a = 0; a < count; a++)
        for (const struct node *name = ranking->nodes[a]->kid[WITHIN_OVERRIDES]; name;
             name = name->next)
            override(ranking, a, name, out);
    ranking->beats = out;
    ranking->target->beats = out;
    ranking->target->by_layer = ranking->by_layer;
}

/* ---------- overlaps ---------- */

/* Both match, and none that goes before both of them does. */
static enum cells_answer overlap(struct ranking *ranking, uint32_t a, uint32_t b,
                                 struct cells_witness *witness)
{
    uint32_t both[] = {a, b}, count = 0;
    for (uint32_t k = 0; k < ranking->target->clause_count; k++)
        if (*beats(ranking, k, a) && *beats(ranking, k, b) && !cells_set_apart(ranking->set, k, a))
            ranking->others[count++] = k;
    struct cells_question question = {both, ranking->others, 2, count};
    return cells_set_find(ranking->set, &question, witness);
}

static bool may_overlap(struct ranking *ranking, uint32_t a, uint32_t b)
{
    return !*beats(ranking, a, b) && !*beats(ranking, b, a) &&
           !(is_otherwise(ranking, a) && is_otherwise(ranking, b)) &&
           !cells_set_apart(ranking->set, a, b);
}

static bool is_same(struct ranking *ranking, uint32_t a, uint32_t b)
{
    return cells_set_implies(ranking->set, a, b) == CELLS_YES &&
           cells_set_implies(ranking->set, b, a) == CELLS_YES;
}

static struct diagnostic *report_overlap(struct ranking *ranking, uint32_t a, uint32_t b)
{
    struct scope *scope = ranking->scope;
    bool same = is_same(ranking, a, b);
    struct span span = ranking->target->clauses[b].span;
    struct diagnostic *d = diagnose(
        scope->sink, DIAG_OVERLAP, span,
        same ? "two clauses of target `" TEXT_FMT "` are for the same tickets"
             : "two clauses of target `" TEXT_FMT "` match the same ticket, and neither is the "
               "more specific one",
        TEXT_ARG(ranking->target->name));
    diagnostic_label(scope->sink, d, span, "this clause matches it");
    diagnostic_hint(scope->sink, d,
                    same ? "Remove one of them."
                         : "Narrow one of the conditions, or let one clause be `called LABEL` and "
                           "the other say `overrides LABEL`.");
    return d;
}

/* Two that are apart don't overlap, but may override each other. */
static uint32_t next_of(struct ranking *ranking, uint32_t b, uint32_t a)
{
    return ranking->overrides ? a + 1 : cells_set_next(ranking->set, b, a + 1);
}

/* What clause B overlaps with, of those before it; at most MOST. One message for all of them. */
static uint32_t find_overlaps_of(struct ranking *ranking, uint32_t b, uint32_t most)
{
    struct sink *sink = ranking->scope->sink;
    struct diagnostic *d = NULL;
    uint32_t found = 0;
    uint32_t a = ranking->overrides ? 0 : cells_set_next(ranking->set, b, 0);
    for (; a < b && found < most; a = next_of(ranking, b, a)) {
        struct cells_witness witness;
        if (report_mutual(ranking, a, b)) {
            found++;
            continue;
        }
        if (!may_overlap(ranking, a, b) || overlap(ranking, a, b, &witness) != CELLS_YES)
            continue;
        d = d ? d : report_overlap(ranking, a, b);
        witness.opened_matters = true;
        struct text words = cells_ticket(ranking->cells, &witness);
        diagnostic_label(sink, d, ranking->target->clauses[a].span, "and so does this one");
        diagnostic_note(sink, d, "An example: " TEXT_FMT ".", TEXT_ARG(words));
        found++;
    }
    return found;
}

static uint32_t find_overlaps(struct ranking *ranking)
{
    uint32_t found = 0;
    for (uint32_t b = 1; b < ranking->target->clause_count && found < OVERLAPS_MOST; b++)
        found += find_overlaps_of(ranking, b, OVERLAPS_MOST - found);
    return found;
}

/* ---------- circles of overrides ---------- */

/* Some clause matches, and for each that does another does that it does not go before. */
static const struct condition *without_winner(struct ranking *ranking)
{
    struct arena *arena = ranking->scope->arena;
    uint32_t count = ranking->target->clause_count;
    const struct condition **all = ARENA_ARRAY(arena, (size_t)count + 1, const struct condition *);
    const struct condition **list = ARENA_ARRAY(arena, (size_t)count + 1, const struct condition *);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t rivals = 0;
        list[rivals++] = cells_not(arena, when_of(ranking, i));
        for (uint32_t j = 0; j < count; j++)
            if (j != i && !*beats(ranking, i, j))
                list[rivals++] = when_of(ranking, j);
        all[i] = cells_any(arena, list, rivals);
    }
    for (uint32_t i = 0; i < count; i++)
        list[i] = when_of(ranking, i);
    all[count] = cells_any(arena, list, count);
    return cells_all(arena, all, count + 1);
}

/* Is there a circle of clauses each of which goes before the next? Where two that match are always
 * ranked or beaten by a third, no ticket is without a winner unless it matches such a circle. */
static bool has_circle(struct ranking *ranking)
{
    struct arena *arena = ranking->scope->arena;
    uint32_t count = ranking->target->clause_count, first = 0, last = 0;
    uint32_t *beaten_by = ARENA_ARRAY(arena, count, uint32_t);
    uint32_t *free_of = ARENA_ARRAY(arena, count, uint32_t);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            beaten_by[j] += *beats(ranking, i, j);
    for (uint32_t i = 0; i < count; i++)
        if (!beaten_by[i])
            free_of[last++] = i;
    for (; first < last; first++)
        for (uint32_t j = 0; j < count; j++)
            if (*beats(ranking, free_of[first], j) && --beaten_by[j] == 0)
                free_of[last++] = j;
    return last < count;
}

static bool has_layers(const struct ranking *ranking)
{
    for (uint32_t i = 1; i < ranking->target->clause_count; i++)
        if (ranking->layers[i] != ranking->layers[0])
            return true;
    return false;
}

/* What is more specific alone goes in no circle. */
static void find_cycle(struct ranking *ranking)
{
    struct scope *scope = ranking->scope;
    const struct node *name = ranking->overrides;
    struct cells_witness witness;
    if ((!name && !has_layers(ranking)) || !has_circle(ranking) ||
        cells_find(ranking->cells, without_winner(ranking), &witness) != CELLS_YES)
        return;
    struct text words = cells_ticket(ranking->cells, &witness);
    struct diagnostic *d =
        name ? diagnose(scope->sink, DIAG_OVERRIDE_CYCLE, name->span,
                        "clauses of target `" TEXT_FMT "` override each other in a circle",
                        TEXT_ARG(ranking->target->name))
             : diagnose(scope->sink, DIAG_OVERRIDE_CYCLE, ranking->target->declared,
                        "clauses of target `" TEXT_FMT
                        "` go before each other in a circle: some are more specific, some later",
                        TEXT_ARG(ranking->target->name));
    diagnostic_note(scope->sink, d, "No clause goes first for " TEXT_FMT ".", TEXT_ARG(words));
}

/* ---------- all ---------- */

static struct cells_set *conditions_of(struct ranking *ranking)
{
    struct arena *arena = ranking->scope->arena;
    uint32_t count = ranking->target->clause_count;
    const struct condition **list = ARENA_ARRAY(arena, count, const struct condition *);
    for (uint32_t i = 0; i < count; i++)
        list[i] = when_of(ranking, i);
    return cells_set_new(arena, ranking->cells, list, count);
}

/* True, and reported, if it could not be told which of two clauses is the more specific one. */
static bool is_tangled(struct ranking *ranking)
{
    struct scope *scope = ranking->scope;
    if (!cells_gave_up(ranking->cells))
        return false;
    struct diagnostic *d = diagnose(scope->sink, DIAG_TANGLED, ranking->target->declared,
                                    "the conditions of target `" TEXT_FMT
                                    "` are too tangled to say which clause goes first",
                                    TEXT_ARG(ranking->target->name));
    diagnostic_hint(
        scope->sink, d,
        "Say the same by fewer attributes in a condition, or by more clauses with simple "
        "ones.");
    return true;
}

void specific_rank(struct ranking *ranking)
{
    const struct sink *sink = ranking->scope->sink;
    struct arena *arena = ranking->scope->arena;
    size_t errors = sink->errors, count = ranking->target->clause_count;
    cells_gave_up(ranking->cells); /* that was another target */
    ranking->set = conditions_of(ranking);
    ranking->overrides = first_override(ranking);
    ranking->beats = ARENA_ARRAY(arena, count * count, bool);
    ranking->others = ARENA_ARRAY(arena, count, uint32_t);
    rank_all(ranking);
    if (sink->errors > errors || is_tangled(ranking))
        return; /* an override that can't hold ranks nothing: overlaps would follow from it */
    if (find_overlaps(ranking) == 0)
        find_cycle(ranking);
    is_tangled(ranking);
}

/* Which clause wins (semantics 5.1): decided for every pair before any ticket is seen, so that the
 * judge only looks it up. */
#include "check/findings.h"
#include "syntax/tree.h"

enum { OVERLAPS_MOST = 8 }; /* reported a target; more of them say nothing new */

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

/* ---------- the more specific one ---------- */

static void rank_pair(struct ranking *ranking, uint32_t a, uint32_t b)
{
    struct cells *cells = ranking->findings->cells;
    if (is_otherwise(ranking, a) || is_otherwise(ranking, b)) {
        *beats(ranking, a, b) = !is_otherwise(ranking, a);
        *beats(ranking, b, a) = !is_otherwise(ranking, b);
        return;
    }
    bool within = cells_implies(cells, when_of(ranking, a), when_of(ranking, b));
    bool contains = cells_implies(cells, when_of(ranking, b), when_of(ranking, a));
    *beats(ranking, a, b) = within && !contains;
    *beats(ranking, b, a) = contains && !within;
}

/* ---------- overrides ---------- */

static uint32_t labelled(const struct ranking *ranking, struct text label)
{
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        if (label.len > 0 && text_equal(ranking->target->clauses[i].label, label))
            return i;
    return INDEX_NONE;
}

static void complain_label(struct ranking *ranking, const struct node *name)
{
    struct scope *scope = ranking->findings->scope;
    VECTOR(struct text) labels = {0};
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        if (ranking->target->clauses[i].label.len > 0)
            VECTOR_PUSH(scope->arena, &labels, ranking->target->clauses[i].label);
    struct text near = diagnostic_nearest(name->text, labels.at, labels.count);
    struct diagnostic *d = diagnose(scope->sink, DIAG_UNKNOWN_LABEL, name->span,
                                    "no clause of target `" TEXT_FMT "` is called `" TEXT_FMT "`",
                                    TEXT_ARG(ranking->target->name), TEXT_ARG(name->text));
    if (near.len > 0)
        diagnostic_hint(scope->sink, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(near));
    else
        diagnostic_hint(scope->sink, d, "A clause gets a label by `called NAME`.");
}

static void complain_override(struct ranking *ranking, const struct node *name, uint32_t self,
                              uint32_t other)
{
    struct scope *scope = ranking->findings->scope;
    const char *message = self == other ? "a clause that overrides itself"
                          : is_otherwise(ranking, self)
                              ? "an `otherwise` that overrides: it goes after all other clauses"
                              : "the clause that is overridden is the more specific one, and that "
                                "one always wins";
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
    struct scope *scope = ranking->findings->scope;
    if (!*beats(ranking, a, b) || !*beats(ranking, b, a))
        return false;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_OVERRIDE_CYCLE, ranking->target->clauses[b].span,
                 "two clauses of target `" TEXT_FMT "` override each other",
                 TEXT_ARG(ranking->target->name));
    diagnostic_label(scope->sink, d, ranking->target->clauses[a].span, "the other one");
    return true;
}

static void rank_all(struct ranking *ranking)
{
    uint32_t count = ranking->target->clause_count;
    size_t size = (size_t)count * count;
    bool *out = ARENA_ARRAY(ranking->findings->scope->arena, size, bool);
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++)
            rank_pair(ranking, a, b);
    for (size_t i = 0; i < size; i++)
        out[i] = ranking->beats[i];
    for (uint32_t a = 0; a < count; a++)
        for (const struct node *name = ranking->nodes[a]->kid[WITHIN_OVERRIDES]; name;
             name = name->next)
            override(ranking, a, name, out);
    ranking->beats = out;
    ranking->target->beats = out;
}

/* ---------- overlaps ---------- */

static void report_overlap(struct ranking *ranking, uint32_t a, uint32_t b,
                           const struct cells_witness *witness)
{
    struct scope *scope = ranking->findings->scope;
    const struct clause *clauses = ranking->target->clauses;
    bool same = cells_implies(ranking->findings->cells, clauses[a].when, clauses[b].when) &&
                cells_implies(ranking->findings->cells, clauses[b].when, clauses[a].when);
    struct text words = cells_ticket(ranking->findings->cells, witness);
    struct diagnostic *d = diagnose(
        scope->sink, DIAG_OVERLAP, clauses[b].span,
        same ? "two clauses of target `" TEXT_FMT "` are for the same tickets"
             : "two clauses of target `" TEXT_FMT "` match the same ticket, and neither is the "
               "more specific one",
        TEXT_ARG(ranking->target->name));
    diagnostic_label(scope->sink, d, clauses[b].span, "this clause matches it");
    diagnostic_label(scope->sink, d, clauses[a].span, "and so does this one");
    diagnostic_note(scope->sink, d, "An example: " TEXT_FMT ".", TEXT_ARG(words));
    diagnostic_hint(scope->sink, d,
                    same ? "Remove one of them."
                         : "Narrow one of the conditions, or let one clause be `called LABEL` and "
                           "the other say `overrides LABEL`.");
}

/* Both match, and none that goes before both of them does. */
static const struct condition *overlap(struct ranking *ranking, uint32_t a, uint32_t b)
{
    struct arena *arena = ranking->findings->scope->arena;
    const struct condition *formula = cells_and(arena, when_of(ranking, a), when_of(ranking, b));
    for (uint32_t k = 0; k < ranking->target->clause_count; k++)
        if (*beats(ranking, k, a) && *beats(ranking, k, b))
            formula = cells_and(arena, formula, cells_not(arena, when_of(ranking, k)));
    return formula;
}

static uint32_t find_overlaps(struct ranking *ranking)
{
    uint32_t count = ranking->target->clause_count, found = 0;
    for (uint32_t b = 1; b < count; b++)
        for (uint32_t a = 0; a < b && found < OVERLAPS_MOST; a++) {
            struct cells_witness witness;
            if (report_mutual(ranking, a, b)) {
                found++;
                continue;
            }
            if (*beats(ranking, a, b) || *beats(ranking, b, a) ||
                (is_otherwise(ranking, a) && is_otherwise(ranking, b)) ||
                !cells_find(ranking->findings->cells, overlap(ranking, a, b), &witness))
                continue;
            report_overlap(ranking, a, b, &witness);
            found++;
        }
    return found;
}

/* Some clause matches, and for each that does another does that it does not go before. */
static const struct condition *without_winner(struct ranking *ranking)
{
    struct arena *arena = ranking->findings->scope->arena;
    uint32_t count = ranking->target->clause_count;
    const struct condition *some = cells_not(arena, NULL), *formula = cells_true(arena);
    for (uint32_t i = 0; i < count; i++) {
        some = cells_or(arena, some, when_of(ranking, i));
        const struct condition *loses = cells_not(arena, when_of(ranking, i));
        for (uint32_t j = 0; j < count; j++)
            if (j != i && !*beats(ranking, i, j))
                loses = cells_or(arena, loses, when_of(ranking, j));
        formula = cells_and(arena, formula, loses);
    }
    return cells_and(arena, formula, some);
}

static const struct node *first_override(const struct ranking *ranking)
{
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        if (ranking->nodes[i]->kid[WITHIN_OVERRIDES])
            return ranking->nodes[i]->kid[WITHIN_OVERRIDES];
    return NULL;
}

static void find_cycle(struct ranking *ranking)
{
    struct scope *scope = ranking->findings->scope;
    const struct node *name = first_override(ranking);
    struct cells_witness witness;
    if (!name || !cells_find(ranking->findings->cells, without_winner(ranking), &witness))
        return;
    struct text words = cells_ticket(ranking->findings->cells, &witness);
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_OVERRIDE_CYCLE, name->span,
                 "clauses of target `" TEXT_FMT "` override each other in a circle",
                 TEXT_ARG(ranking->target->name));
    diagnostic_note(scope->sink, d, "No clause goes first for " TEXT_FMT ".", TEXT_ARG(words));
}

/* ---------- clauses that never win ---------- */

static void find_shadow(struct ranking *ranking, uint32_t clause)
{
    enum { LABELS_MOST = 3 };
    struct scope *scope = ranking->findings->scope;
    const struct condition *wins = cells_and(scope->arena, when_of(ranking, clause), NULL);
    for (uint32_t k = 0; k < ranking->target->clause_count; k++)
        if (*beats(ranking, k, clause))
            wins = cells_and(scope->arena, wins, cells_not(scope->arena, when_of(ranking, k)));
    if (cells_find(ranking->findings->cells, wins, NULL))
        return;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_SHADOWED, ranking->target->clauses[clause].span,
                 "this clause never wins: whatever it matches is covered by "
                 "clauses that go before it");
    for (uint32_t k = 0, shown = 0; k < ranking->target->clause_count && shown < LABELS_MOST; k++)
        if (*beats(ranking, k, clause)) {
            diagnostic_label(scope->sink, d, ranking->target->clauses[k].span, "goes before it");
            shown++;
        }
    diagnostic_hint(scope->sink, d, "Remove it, or narrow the conditions of the others.");
}

/* False if one was reported: a condition that is wrong casts shadows that are none. */
static bool conditions_sound(struct ranking *ranking)
{
    const struct sink *sink = ranking->findings->scope->sink;
    size_t warnings = sink->warnings;
    for (uint32_t i = 0; i < ranking->target->clause_count; i++)
        findings_condition(ranking->findings, when_of(ranking, i));
    return sink->warnings == warnings;
}

void specific_rank(struct ranking *ranking)
{
    const struct sink *sink = ranking->findings->scope->sink;
    size_t errors = sink->errors;
    bool sound = conditions_sound(ranking);
    rank_all(ranking);
    if (sink->errors > errors)
        return; /* an override that can't hold ranks nothing: overlaps would follow from it */
    if (find_overlaps(ranking) == 0)
        find_cycle(ranking);
    for (uint32_t i = 0; sound && sink->errors == errors && i < ranking->target->clause_count; i++)
        find_shadow(ranking, i);
}

/* compare.c - which versions are compared, and the rows that come of it. */
#include "analyse/compare_part.h"

#include "syntax/tree.h"

const char *compare_mark_text(enum compare_mark mark)
{
    static const char *const texts[] = {"same", "better", "worse", "mixed", "different", "unclear"};
    return texts[mark];
}

const char *compare_state_text(enum compare_state state)
{
    static const char *const texts[] = {"due",       "never due", "paused",
                                        "uncovered", "excluded",  "no record"};
    return texts[state];
}

/* ---- rows ---- */

static const struct node *hand_over(const struct compare *compare, int side, struct text name)
{
    struct text end = TEXT(" hand-over");
    if (!text_ends(name, end))
        return NULL;
    return compare_declaration(compare, side, NODE_CHANNEL,
                               text_slice(name, 0, name.len - end.len));
}

const struct node *compare_declaration(const struct compare *compare, int side, enum node_kind kind,
                                       struct text name)
{
    const struct model *model = compare->side[side].model;
    for (uint32_t i = 0; i < model->declaration_count; i++)
        if (model->declarations[i].kind == kind && model->declarations[i].node &&
            text_equal(model->declarations[i].name, name))
            return model->declarations[i].node;
    return kind == NODE_TARGET ? hand_over(compare, side, name) : NULL;
}

const struct node *compare_line(const struct node *declaration, struct span span)
{
    for (size_t i = 0; declaration && i < node_slot_count(declaration->kind); i++)
        for (const struct node *item = declaration->kid[i]; item; item = item->next)
            if (item->span.source == span.source && item->span.from == span.from)
                return item;
    return NULL;
}

struct compare_row compare_row(const struct compare *compare, enum node_kind kind, struct text name)
{
    struct compare_row row = {.kind = kind, .name = name, .about = ""};
    for (int side = 0; side < 2; side++)
        row.declaration[side] = compare_declaration(compare, side, kind, name);
    return row;
}

void compare_add(struct compare *compare, struct compare_row row)
{
    if (row.mark == COMPARE_SAME)
        compare->same++;
    else
        VECTOR_PUSH(compare->arena, &compare->rows, row);
}

void compare_add_single(struct compare *compare, struct compare_row row, enum compare_mark mark)
{
    bool second = row.declaration[1] != NULL;
    row.mark = mark;
    if (!second && (mark == COMPARE_BETTER || mark == COMPARE_WORSE))
        row.mark = mark == COMPARE_BETTER ? COMPARE_WORSE : COMPARE_BETTER;
    row.reason = second ? TEXT("only \002 has it") : TEXT("only \001 has it");
    compare_add(compare, row);
}

struct compare_witness compare_said(const struct compare *compare, const char *format, ...)
{
    struct compare_witness witness = {.is_there = true, .start = INSTANT_NONE};
    va_list args;
    va_start(args, format);
    witness.said = text_vformat(compare->arena, format, args);
    va_end(args);
    return witness;
}

struct text compare_instant(const struct compare *compare, instant at)
{
    const struct zone *zone = compare->both.zone ? compare->both.zone : zone_utc();
    char words[CIVIL_ROOM];
    size_t len = zone_write(zone, words, at);
    return text_copy(compare->arena, (struct text){words, len});
}

/* ---- two versions ---- */

static struct comparison compare_two(struct arena *arena, const struct model *a,
                                     const struct model *b, day from, day until)
{
    struct compare compare = {.arena = arena};
    struct comparison out = {.from = from, .until = until, .side = {a, b}};
    compare.side[0].model = a;
    compare.side[1].model = b;
    compare_unite(&compare, from, until);
    compare_hours(&compare);
    compare_targets(&compare);
    compare_availabilities(&compare);
    compare_maintenance(&compare);
    compare_measures(&compare);
    compare_escalations(&compare);
    compare_fees(&compare);
    compare_credits(&compare);
    compare_declarations(&compare);
    out.zone = compare.both.zone ? compare.both.zone : zone_utc();
    out.rows = compare.rows.at;
    out.row_count = compare.rows.count;
    out.counts[COMPARE_SAME] = compare.same;
    for (size_t i = 0; i < out.row_count; i++)
        out.counts[out.rows[i].mark]++;
    cells_dates(&compare.both, &out.first, &out.last);
    return out;
}

/* ---- which ---- */

struct stretches {
    struct arena *arena;
    VECTOR(struct comparison) list;
};

static day later(day a, day b)
{
    return a == DAY_NONE ? b : b == DAY_NONE ? a : a > b ? a : b;
}

static day earlier(day a, day b)
{
    return a == DAY_NONE ? b : b == DAY_NONE ? a : a < b ? a : b;
}

static bool holds(day from, day until, day date)
{
    return (from == DAY_NONE || from <= date) && (until == DAY_NONE || until >= date);
}

static void compare_together(struct stretches *stretches, const struct compare_request *request)
{
    for (uint32_t i = 0; i < request->a->version_count; i++)
        for (uint32_t k = 0; k < request->b->version_count; k++) {
            const struct model_version *a = &request->a->versions[i];
            const struct model_version *b = &request->b->versions[k];
            day from = later(a->from, b->from), until = earlier(a->until, b->until);
            if (from != DAY_NONE && until != DAY_NONE && from > until)
                continue;
            if (request->as_of != DAY_NONE && !holds(from, until, request->as_of))
                continue;
            struct comparison one = compare_two(stretches->arena, a->model, b->model, from, until);
            VECTOR_PUSH(stretches->arena, &stretches->list, one);
        }
}

/* The first as if it were in force with the second; as of a date, the one that is not in force as
 * if it were. */
static void compare_apart(struct stretches *stretches, const struct compare_request *request)
{
    day as_of = request->as_of;
    for (uint32_t k = 0; k < request->b->version_count; k++) {
        const struct model_version *b = &request->b->versions[k];
        const struct model *a = model_near(request->a, b->from != DAY_NONE ? b->from : b->until);
        if (as_of != DAY_NONE && !holds(b->from, b->until, as_of))
            continue;
        struct comparison one = compare_two(stretches->arena, a, b->model, b->from, b->until);
        VECTOR_PUSH(stretches->arena, &stretches->list, one);
    }
    uint32_t version = as_of == DAY_NONE ? INDEX_NONE : model_version_on(request->a, as_of);
    if (stretches->list.count || version == INDEX_NONE)
        return;
    const struct model_version *a = &request->a->versions[version];
    struct comparison one =
        compare_two(stretches->arena, a->model, model_near(request->b, as_of), a->from, a->until);
    VECTOR_PUSH(stretches->arena, &stretches->list, one);
}

const struct compare_result *compare_charters(struct arena *arena,
                                              const struct compare_request *request)
{
    struct compare_result *result = ARENA_NEW(arena, struct compare_result);
    struct stretches stretches = {.arena = arena};
    compare_together(&stretches, request);
    result->is_apart = stretches.list.count == 0;
    if (result->is_apart)
        compare_apart(&stretches, request);
    result->list = stretches.list.at;
    result->count = stretches.list.count;
    return result;
}

const struct compare_result *compare_versions(struct arena *arena, const struct model *a,
                                              const struct model *b)
{
    struct compare_result *result = ARENA_NEW(arena, struct compare_result);
    struct comparison *one = ARENA_NEW(arena, struct comparison);
    *one = compare_two(arena, a, b, b->version_from, b->version_until);
    result->list = one;
    result->count = 1;
    result->is_apart = true;
    return result;
}

/* hours_lines.c - see hours_lines.h. */
#include "analyse/hours_lines.h"

#include "analyse/variant.h"

bool is_same_span(struct span a, struct span b)
{
    return a.source == b.source && a.from == b.from && a.to == b.to;
}

bool own_source(const struct model *model, uint32_t source)
{
    for (uint32_t i = 0; i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        if (row->node && !row->from_library && row->node->span.source == source)
            return true;
    }
    return false;
}

/* ---- listed ---- */

static void add(struct arena *arena, hours_lines *lines, struct span span)
{
    for (size_t i = 0; i < lines->count; i++)
        if (is_same_span(lines->at[i], span))
            return;
    VECTOR_PUSH(arena, lines, span);
}

static void add_rules(struct arena *arena, const struct model *model,
                      const struct holiday_list *list, hours_lines *lines)
{
    for (size_t i = 0; i < list->count; i++)
        if (own_source(model, list->rules[i].origin.source))
            add(arena, lines, list->rules[i].origin);
}

void hours_closed_lines(struct arena *arena, const struct model *model,
                        const struct calendar_spec *spec, hours_lines *lines)
{
    for (size_t i = 0; i < spec->holidays_count; i++) {
        add(arena, lines, spec->holidays[i].origin);
        add_rules(arena, model, spec->holidays[i].list, lines);
    }
    for (size_t i = 0; i < spec->closure_count; i++)
        add(arena, lines, spec->closures[i].origin);
    for (size_t i = 0; i < spec->include_count; i++)
        hours_closed_lines(arena, model, spec->includes[i].spec, lines);
    for (size_t i = 0; i < spec->exclude_count; i++)
        hours_closed_lines(arena, model, spec->excludes[i].spec, lines);
}

/* ---- left out ---- */

static const struct holiday_list *list_without(struct arena *arena, const struct holiday_list *list,
                                               struct span origin)
{
    size_t kept = 0;
    struct holiday_rule *rules = ARENA_ARRAY(arena, list->count + 1, struct holiday_rule);
    for (size_t i = 0; i < list->count; i++)
        if (!is_same_span(list->rules[i].origin, origin))
            rules[kept++] = list->rules[i];
    if (kept == list->count)
        return list;
    struct holiday_list *copy = ARENA_NEW(arena, struct holiday_list);
    *copy = *list;
    copy->rules = rules;
    copy->count = kept;
    return copy;
}

static bool drop_holidays(struct arena *arena, struct calendar_spec *copy, struct span origin)
{
    size_t count = copy->holidays_count, kept = 0;
    struct calendar_holidays *rows = VARIANT_COPY(arena, copy->holidays, count);
    bool changes = false;
    for (size_t i = 0; i < count; i++) {
        struct calendar_holidays row = rows[i];
        if (is_same_span(row.origin, origin))
            continue;
        row.list = list_without(arena, row.list, origin);
        changes |= row.list != rows[i].list;
        rows[kept++] = row;
    }
    copy->holidays = rows;
    copy->holidays_count = kept;
    return changes || kept < count;
}

static bool drop_closures(struct arena *arena, struct calendar_spec *copy, struct span origin)
{
    size_t count = copy->closure_count, kept = 0;
    struct calendar_closure *rows = VARIANT_COPY(arena, copy->closures, count);
    for (size_t i = 0; i < count; i++)
        if (!is_same_span(rows[i].origin, origin))
            rows[kept++] = rows[i];
    copy->closures = rows;
    copy->closure_count = kept;
    return kept < count;
}

/* OTHERS are changed in place. */
static bool drop_in_others(struct arena *arena, struct calendar_other *others, size_t count,
                           struct span origin)
{
    bool changes = false;
    for (size_t i = 0; i < count; i++) {
        const struct calendar_spec *before = others[i].spec;
        others[i].spec = hours_without(arena, before, origin);
        changes |= others[i].spec != before;
    }
    return changes;
}

const struct calendar_spec *hours_without(struct arena *arena, const struct calendar_spec *spec,
                                          struct span origin)
{
    struct calendar_spec *copy = ARENA_NEW(arena, struct calendar_spec);
    *copy = *spec;
    struct calendar_other *includes = VARIANT_COPY(arena, spec->includes, spec->include_count);
    struct calendar_other *excludes = VARIANT_COPY(arena, spec->excludes, spec->exclude_count);
    copy->includes = includes;
    copy->excludes = excludes;
    bool changes = drop_holidays(arena, copy, origin);
    changes |= drop_closures(arena, copy, origin);
    changes |= drop_in_others(arena, includes, spec->include_count, origin);
    changes |= drop_in_others(arena, excludes, spec->exclude_count, origin);
    return changes ? copy : spec;
}

/* review_values.c - what the log has and the charter does not, and the other way round. */
#include "base/diagnostic.h"
#include "report/review_part.h"

enum { LISTED_MOST = 8 };

/* The nearest value that ROLE has, if it is near. */
static struct text nearest(const struct review *review, const struct log_unknown *unknown)
{
    const struct schema *schema = &review->model->schema;
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct attribute *attribute = &schema->attributes[i];
        if (!text_equal(attribute->name, unknown->role))
            continue;
        struct text *names = ARENA_ARRAY(review->arena, attribute->choice_count + 1, struct text);
        for (uint32_t k = 0; k < attribute->choice_count; k++)
            names[k] = attribute->choices[k].name;
        return diagnostic_nearest(unknown->value, names, attribute->choice_count);
    }
    return TEXT("");
}

static struct span declared(const struct review *review, struct text role)
{
    const struct schema *schema = &review->model->schema;
    for (uint32_t i = 0; i < schema->stored; i++)
        if (text_equal(schema->attributes[i].name, role) && schema->attributes[i].choice_count)
            return schema->attributes[i].declared;
    return (struct span){.source = SOURCE_NONE};
}

static uint32_t ticket_of(const struct review *review, struct text id)
{
    return id.len ? judge_find_ticket(review->judge, id) : INDEX_NONE;
}

static void find_unknown(struct review *review, const struct log_unknown *unknown)
{
    struct arena *arena = review->arena;
    struct review_finding *finding =
        review_add(review,
                   text_format(arena, TEXT_FMT " " TEXT_FMT, TEXT_ARG(unknown->role),
                               TEXT_ARG(unknown->value)),
                   declared(review, unknown->role));
    struct text near = nearest(review, unknown);
    finding->says = text_format(
        arena,
        TEXT_FMT " of the log %s the %s `" TEXT_FMT
                 "`, which the charter does not have; the first is " TEXT_FMT ".",
        TEXT_ARG(shown_counted(arena, unknown->count, "row", "rows")),
        unknown->count == 1 ? "has" : "have", text_cstr(arena, unknown->role),
        TEXT_ARG(unknown->value), TEXT_ARG(shown_origin(arena, review->log, unknown->first)));
    review_detail(review, finding,
                  TEXT("Read here as if these rows did not say it; `charter eval` refuses them."));
    finding->advice = near.len ? text_format(arena,
                                             "Is it `" TEXT_FMT
                                             "`? Then let the log block say so; else declare it.",
                                             TEXT_ARG(near))
                               : TEXT("Declare it, or let the log block say what it means.");
    review_words(review, finding, "attribute", unknown->role);
    review_words(review, finding, "value", unknown->value);
    review_count(review, finding, "rows", unknown->count);
    finding->weight = unknown->count;
    uint32_t ticket = ticket_of(review, unknown->ticket);
    if (ticket != INDEX_NONE)
        review_tickets(finding, &ticket, 1);
}

void review_values_unknown(struct review *review)
{
    for (uint32_t i = 0; i < review->log->unknown_count; i++)
        find_unknown(review, &review->log->unknowns[i]);
    if (!review->log->unknown_count)
        review_clear(review,
                     TEXT("all events, statuses and choices of the log are in the charter"));
}

/* ---- the other way round ---- */

static bool is_looked_at(const struct attribute *attribute)
{
    return !attribute->is_absent && attribute->origin != ORIGIN_EVENT &&
           (attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER);
}

static bool is_said(const struct event_column *column, uint32_t choice)
{
    for (uint32_t code = 1; code < column->value_count; code++)
        if (column->values[code].choice == choice)
            return true;
    return false;
}

static void find_unused(struct review *review, uint32_t number)
{
    struct arena *arena = review->arena;
    const struct attribute *attribute = &review->model->schema.attributes[number];
    const struct event_column *column = &review->log->columns[number];
    struct text list = TEXT("");
    uint64_t missing = 0, all = 0;
    struct span first = {.source = SOURCE_NONE};
    for (uint32_t i = 0; i < attribute->choice_count; i++) {
        if (attribute->choices[i].is_absent)
            continue;
        all++;
        if (is_said(column, i))
            continue;
        if (!missing++)
            first = attribute->choices[i].declared;
        if (missing <= LISTED_MOST)
            list = text_format(arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(list), list.len ? ", " : "",
                               TEXT_ARG(attribute->choices[i].name));
    }
    if (!missing)
        return;
    struct review_finding *finding = review_add(review, attribute->name, first);
    finding->says = text_format(
        arena, "%llu of the %llu values of %s %s in no row of the log: " TEXT_FMT "%s.",
        (unsigned long long)missing, (unsigned long long)all, text_cstr(arena, attribute->name),
        missing == 1 ? "is" : "are", TEXT_ARG(list), missing > LISTED_MOST ? ", …" : "");
    review_words(review, finding, "attribute", attribute->name);
    review_count(review, finding, "unused", missing);
    review_count(review, finding, "declared", all);
    finding->weight = missing;
}

void review_values_unused(struct review *review)
{
    const struct schema *schema = &review->model->schema;
    size_t before = review->findings.count;
    uint32_t silent = 0;
    if (review_log_is_small(review))
        return;
    for (uint32_t i = 0; i < schema->stored; i++) {
        if (!is_looked_at(&schema->attributes[i]))
            continue;
        if (review->log->columns[i].width) {
            find_unused(review, i);
            continue;
        }
        silent++;
        review_blank(review,
                     text_format(review->arena, "no row of the log says anything of " TEXT_FMT,
                                 TEXT_ARG(schema->attributes[i].name)));
    }
    if (review->findings.count == before && !silent)
        review_clear(review, TEXT("every declared value is in the log"));
}

/* prose_matrix.c - the limits of all targets by the attribute that they most depend on, and what
 * the matrix leaves out, in sentences.
 *
 * A cell holds the clause that wins for a ticket of which nothing but that attribute is known, and
 * which is opened in no particular period; none if the target can't be about such a ticket. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

enum { VALUES_MOST = 8 };

/* ---------- a ticket of which one thing is known ---------- */

struct plain {
    uint32_t attribute;
    struct value value;
};

static bool in_order(enum relation relation, uint32_t a, uint32_t b)
{
    switch (relation) {
    case RELATION_AT_LEAST:
        return a >= b;
    case RELATION_AT_MOST:
        return a <= b;
    case RELATION_MORE_THAN:
        return a > b;
    case RELATION_LESS_THAN:
        return a < b;
    }
    return false;
}

static bool is_value(const struct condition *condition, const struct plain *plain)
{
    for (uint32_t i = 0; i < condition->value_count; i++)
        if (condition->values[i].type == VALUE_CHOICE &&
            condition->values[i].choice == plain->value.choice)
            return true;
    return false;
}

static bool holds(const struct condition *condition, const struct plain *plain)
{
    bool mine = condition->attribute == plain->attribute;
    switch (condition->op) {
    case CONDITION_ALL:
        for (uint32_t i = 0; i < condition->part_count; i++)
            if (!holds(condition->parts[i], plain))
                return false;
        return true;
    case CONDITION_ANY:
        for (uint32_t i = 0; i < condition->part_count; i++)
            if (holds(condition->parts[i], plain))
                return true;
        return false;
    case CONDITION_NOT:
        return !holds(condition->parts[0], plain);
    case CONDITION_IS:
        return mine && is_value(condition, plain);
    case CONDITION_CLASS:
        return condition->status_class == CLASS_WORKING;
    case CONDITION_KNOWN:
        return mine;
    case CONDITION_ORDER:
        return mine &&
               in_order(condition->relation, plain->value.choice, condition->values[0].choice);
    case CONDITION_DURING:
        return false;
    }
    return false;
}

/* Can it hold, whatever else is true of the ticket? And can it fail? */
static bool can_be(const struct condition *condition, const struct plain *plain, bool wanted)
{
    bool every = condition->op == CONDITION_ALL ? wanted : !wanted;
    switch (condition->op) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        for (uint32_t i = 0; i < condition->part_count; i++)
            if (can_be(condition->parts[i], plain, wanted) != every)
                return !every;
        return every;
    case CONDITION_NOT:
        return can_be(condition->parts[0], plain, !wanted);
    case CONDITION_IS:
    case CONDITION_KNOWN:
    case CONDITION_ORDER:
        return condition->attribute != plain->attribute || holds(condition, plain) == wanted;
    case CONDITION_CLASS:
    case CONDITION_DURING:
        return true;
    }
    return true;
}

static uint32_t winner(const struct target *target, const struct plain *plain)
{
    uint32_t best = INDEX_NONE;
    if (target->about && !can_be(target->about, plain, true))
        return INDEX_NONE;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        const struct clause *clause = &target->clauses[i];
        if (clause->when && !holds(clause->when, plain))
            continue;
        if (best == INDEX_NONE || target->beats[(size_t)i * target->clause_count + best])
            best = i;
    }
    return best;
}

/* ---------- the attribute ---------- */

static bool mentions(const struct condition *condition, uint32_t attribute)
{
    for (uint32_t i = 0; i < condition->part_count; i++)
        if (mentions(condition->parts[i], attribute))
            return true;
    return (condition->op == CONDITION_IS || condition->op == CONDITION_ORDER) &&
           condition->attribute == attribute;
}

static uint32_t count_mentions(const struct model *model, uint32_t attribute)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *target = &model->targets[i];
        if (target->is_absent || target->is_hidden)
            continue;
        count += target->about && mentions(target->about, attribute);
        for (uint32_t j = 0; j < target->clause_count; j++)
            count += target->clauses[j].when && mentions(target->clauses[j].when, attribute);
    }
    return count;
}

/* The ladder, or else the choice, that most clauses ask for; INDEX_NONE if none does. */
uint32_t prose_dimension(const struct prose *p)
{
    const struct schema *schema = &p->model->schema;
    uint32_t best = INDEX_NONE, most = 0;
    bool ladder = false;
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct attribute *attribute = &schema->attributes[i];
        bool is_ladder = attribute->type == ATTRIBUTE_LADDER;
        uint32_t count = count_mentions(p->model, i);
        if ((attribute->type != ATTRIBUTE_CHOICE && !is_ladder) || attribute->is_absent || !count ||
            attribute->choice_count > VALUES_MOST || (ladder && !is_ladder))
            continue;
        if (count > most || (is_ladder && !ladder)) {
            best = i;
            most = count;
            ladder = is_ladder;
        }
    }
    return best;
}

/* ---------- the table ---------- */

struct matrix {
    const struct attribute *attribute;
    uint32_t index;
};

/* Number of the value in column COLUMN: of a ladder the highest first. A value of another version
 * has no column. */
static uint32_t value_at(const struct matrix *matrix, uint32_t column)
{
    bool ladder = matrix->attribute->type == ATTRIBUTE_LADDER;
    return ladder ? matrix->attribute->choice_count - 1 - column : column;
}

static uint32_t clause_at(const struct matrix *matrix, const struct target *target, uint32_t value)
{
    struct plain plain = {matrix->index, {.type = VALUE_CHOICE, .choice = value}};
    return winner(target, &plain);
}

static void write_cell(struct prose *p, const struct node *node, const struct target *target,
                       uint32_t clause)
{
    const struct node *within =
        clause == INDEX_NONE ? NULL : prose_within(node, &target->clauses[clause]);
    document_cell(p->document);
    if (!within) {
        document_say(p->document, SAY(p, NOTHING));
        return;
    }
    struct text calendar = p->model->calendars[target->clauses[clause].calendar].name;
    document_say(p->document, SAY(p, LIMIT_IN, prose_limit(p, within->kid[WITHIN_LIMIT]),
                                  prose_limit_hours(p, within->kid[WITHIN_LIMIT], calendar)));
}

static void write_row(struct prose *p, const struct matrix *matrix, const struct node *node)
{
    const struct target *target = prose_target(p, node);
    struct text number = prose_number(p, SECTION_TARGETS, node->kid[TARGET_NAME]->text);
    document_row(p->document);
    document_link(p->document, prose_title(p, node),
                  text_format(p->arena, "#" TEXT_FMT, TEXT_ARG(number)));
    for (uint32_t i = 0; i < matrix->attribute->choice_count; i++)
        if (!matrix->attribute->choices[value_at(matrix, i)].is_absent)
            write_cell(p, node, target, clause_at(matrix, target, value_at(matrix, i)));
}

static bool is_shown(const struct prose *p, const struct node *node)
{
    const struct target *target = prose_target(p, node);
    return target && !target->is_absent && !target->is_hidden;
}

/* ---------- what the table leaves out ---------- */

static bool is_in_table(const struct matrix *matrix, const struct target *target, uint32_t clause)
{
    for (uint32_t i = 0; i < matrix->attribute->choice_count; i++)
        if (!matrix->attribute->choices[i].is_absent && clause_at(matrix, target, i) == clause)
            return true;
    return false;
}

static void write_exception(struct prose *p, const struct node *node, const struct node *within)
{
    const struct target *target = prose_target(p, node);
    struct text calendar =
        p->model->calendars[target->clauses[prose_clause(target, within)].calendar].name;
    struct text limit = SAY(p, LIMIT_IN, prose_limit(p, within->kid[WITHIN_LIMIT]),
                            prose_limit_hours(p, within->kid[WITHIN_LIMIT], calendar));
    const struct node *when = within->kid[WITHIN_WHEN];
    document_row(p->document);
    document_say(p->document,
                 when ? SAY(p, EXCEPTION_WHEN, prose_title(p, node), prose_said(p, when), limit)
                      : SAY(p, EXCEPTION_OTHERWISE, prose_title(p, node), limit));
    prose_cite(p, prose_clause_number(p, node, within));
}

static void write_exceptions(struct prose *p, const struct matrix *matrix)
{
    const struct node *node;
    bool begun = false;
    for (uint32_t at = 0; (node = prose_next(p, NODE_TARGET, &at));) {
        const struct target *target = is_shown(p, node) ? prose_target(p, node) : NULL;
        for (uint32_t i = 0; target && i < target->clause_count; i++) {
            const struct node *within = prose_within(node, &target->clauses[i]);
            if (!within || is_in_table(matrix, target, i))
                continue;
            if (!begun) {
                document_paragraph(p->document);
                document_say(p->document, SAY(p, EXCEPTIONS_INTRO));
                document_list(p->document);
            }
            begun = true;
            write_exception(p, node, within);
        }
    }
}

void prose_matrix(struct prose *p)
{
    const struct node *node;
    struct matrix matrix = {.index = prose_dimension(p)};
    if (matrix.index == INDEX_NONE)
        return;
    matrix.attribute = &p->model->schema.attributes[matrix.index];
    struct text name = prose_attribute(p, matrix.attribute->name);
    document_table(p->document, SAY(p, TABLE_MATRIX, name));
    document_column(p->document, SAY(p, HEAD_TARGET), COLUMN_HEAD);
    for (uint32_t i = 0; i < matrix.attribute->choice_count; i++) {
        const struct choice *choice = &matrix.attribute->choices[value_at(&matrix, i)];
        if (choice->is_absent)
            continue;
        document_column(p->document,
                        choice->title.len ? SAY(p, TITLE_AND_NAME, choice->title, choice->name)
                                          : prose_human(p, choice->name),
                        COLUMN_WORDS);
    }
    for (uint32_t at = 0; (node = prose_next(p, NODE_TARGET, &at));)
        if (is_shown(p, node))
            write_row(p, &matrix, node);
    write_exceptions(p, &matrix);
}

/* ---------- channels ---------- */

/* Tickets by that channel, as a condition of the model. */
static const struct condition *by_channel(struct prose *p, struct text channel)
{
    const struct schema *schema = &p->model->schema;
    const struct attribute *attribute = &schema->attributes[schema->channel];
    struct condition *condition = ARENA_NEW(p->arena, struct condition);
    struct value *value = ARENA_NEW(p->arena, struct value);
    value->type = VALUE_CHOICE;
    while (value->choice + 1 < attribute->choice_count &&
           !text_equal(attribute->choices[value->choice].name, channel))
        value->choice++;
    condition->op = CONDITION_IS;
    condition->attribute = (uint32_t)schema->channel;
    condition->values = value;
    condition->value_count = 1;
    return condition;
}

void prose_channel_exceptions(struct prose *p, struct text channel)
{
    const struct node *node;
    bool begun = false;
    if (p->model->schema.channel < 0)
        return;
    const struct condition *here = by_channel(p, channel);
    for (uint32_t at = 0; (node = prose_next(p, NODE_TARGET, &at));) {
        const struct target *target = is_shown(p, node) ? prose_target(p, node) : NULL;
        for (uint32_t i = 0; target && i < target->clause_count; i++) {
            const struct condition *when = target->clauses[i].when;
            const struct node *within = prose_within(node, &target->clauses[i]);
            if (!within || !when || !mentions(when, (uint32_t)p->model->schema.channel) ||
                !cells_find(p->cells, cells_and(p->arena, here, when), NULL))
                continue;
            if (!begun)
                document_list(p->document);
            begun = true;
            write_exception(p, node, within);
        }
    }
    document_paragraph(p->document);
    document_say(p->document, begun ? SAY(p, ELSE_AS_EVERYWHERE) : SAY(p, AS_EVERYWHERE));
}

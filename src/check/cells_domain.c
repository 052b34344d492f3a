/* The cells of one attribute: the values that its atoms can tell apart. */
#include <string.h>

#include "check/cells_part.h"
#include "check/values.h"

/* Counted by the judge: never unset, never below 0. */
static bool is_counted(const struct attribute *attribute)
{
    return attribute->origin == ORIGIN_REOPENINGS || attribute->origin == ORIGIN_REPLIES;
}

/* ---------- atoms ---------- */

static bool is_among(const struct condition *atom, const struct value *value)
{
    for (uint32_t i = 0; i < atom->value_count; i++)
        if (value_same(&atom->values[i], value))
            return true;
    return false;
}

static bool is_ordered(const struct condition *atom, const struct value *value)
{
    if (value->type == VALUE_UNSET)
        return false;
    int order = value_compare(value, &atom->values[0]);
    switch (atom->relation) {
    case RELATION_AT_LEAST:
        return order >= 0;
    case RELATION_AT_MOST:
        return order <= 0;
    case RELATION_MORE_THAN:
        return order > 0;
    case RELATION_LESS_THAN:
        return order < 0;
    }
    return false;
}

static bool is_during(const struct variable *variable, uint32_t calendar, const struct cell *cell)
{
    for (size_t i = 0; i < variable->calendars.count; i++)
        if (variable->calendars.at[i] == calendar)
            return cell->during[i];
    return false;
}

bool cells_atom_holds(const struct variable *variable, const struct condition *atom,
                      const struct cell *cell)
{
    switch (atom->op) {
    case CONDITION_IS:
        return is_among(atom, &cell->value);
    case CONDITION_CLASS:
        return cell->status_class == atom->status_class;
    case CONDITION_KNOWN:
        return cell->value.type != VALUE_UNSET;
    case CONDITION_ORDER:
        return is_ordered(atom, &cell->value);
    case CONDITION_DURING:
        return is_during(variable, atom->calendar, cell);
    default:
        return false;
    }
}

/* ---------- collecting cells ---------- */

/* Which atoms hold in CELL. */
static const bits *truth_of(struct arena *arena, const struct variable *variable,
                            const struct cell *cell)
{
    bits *truth = ARENA_ARRAY(arena, variable->atoms.count / BITS_WORD + 1, bits);
    for (size_t i = 0; i < variable->atoms.count; i++)
        truth[i / BITS_WORD] |= (bits)cells_atom_holds(variable, variable->atoms.at[i], cell)
                                << i % BITS_WORD;
    return truth;
}

static void add(struct arena *arena, struct variable *variable, struct cell cell)
{
    size_t size = (variable->atoms.count / BITS_WORD + 1) * sizeof(bits);
    cell.truth = truth_of(arena, variable, &cell);
    for (size_t i = 0; i < variable->cells.count; i++)
        if (memcmp(cell.truth, variable->cells.at[i].truth, size) == 0)
            return;
    VECTOR_PUSH(arena, &variable->cells, cell);
}

static void add_value(struct arena *arena, struct variable *variable, struct value value)
{
    add(arena, variable, (struct cell){.value = value});
}

/* ---------- choices, yes and no, texts ---------- */

static void choices(struct arena *arena, const struct schema *schema, struct variable *variable)
{
    const struct attribute *attribute = &schema->attributes[variable->attribute];
    bool status = schema->status >= 0 && variable->attribute == (uint32_t)schema->status;
    for (uint32_t i = 0; i < attribute->choice_count; i++) {
        struct cell cell = {.value = {.type = VALUE_CHOICE, .choice = i}};
        if (attribute->choices[i].is_absent)
            continue;
        cell.status_class = status ? schema->classes[i] : CLASS_WORKING;
        add(arena, variable, cell);
    }
    if (status) /* resolved by an event, in whatever status (3.4) */
        add(arena, variable, (struct cell){.status_class = CLASS_DONE});
}

static void yes_no(struct arena *arena, struct variable *variable)
{
    add_value(arena, variable, (struct value){.type = VALUE_YES_NO, .yes = true});
    add_value(arena, variable, (struct value){.type = VALUE_YES_NO, .yes = false});
}

static bool is_constant(const struct variable *variable, const struct value *value)
{
    for (size_t i = 0; i < variable->atoms.count; i++)
        if (is_among(variable->atoms.at[i], value))
            return true;
    return false;
}

static void texts(struct arena *arena, struct variable *variable)
{
    for (size_t i = 0; i < variable->atoms.count; i++)
        for (uint32_t k = 0; k < variable->atoms.at[i]->value_count; k++)
            add_value(arena, variable, variable->atoms.at[i]->values[k]);
    struct value other = {.type = VALUE_TEXT, .text = TEXT("another")};
    for (unsigned number = 2; is_constant(variable, &other); number++)
        other.text = text_format(arena, "another %u", number);
    add_value(arena, variable, other);
}

/* ---------- numbers, money, times ---------- */

/* The constants in order, each once. */
struct points {
    struct value *at;
    size_t count;
};

static struct points sorted_points(struct arena *arena, const struct variable *variable)
{
    VECTOR(struct value) points = {0};
    for (size_t i = 0; i < variable->atoms.count; i++)
        for (uint32_t k = 0; k < variable->atoms.at[i]->value_count; k++) {
            struct value value = variable->atoms.at[i]->values[k];
            size_t at = points.count;
            VECTOR_PUSH(arena, &points, value);
            for (; at > 0 && value_compare(&points.at[at - 1], &value) > 0; at--)
                points.at[at] = points.at[at - 1];
            points.at[at] = value;
            if (at > 0 && value_same(&points.at[at - 1], &value)) {
                for (; at + 1 < points.count; at++)
                    points.at[at] = points.at[at + 1];
                points.count--;
            }
        }
    return (struct points){points.at, points.count};
}

/* An open interval between two constants; NULL: without an end. */
struct gap {
    const struct value *from, *to;
};

/* In units of the last digit that a decimal can have. */
typedef __int128 fine;

static const int64_t powers[] = {1,      10,      100,      1000,      10000,
                                 100000, 1000000, 10000000, 100000000, 1000000000};

#define DIGITS_MOST INT64_C(999999999999999999)

static fine fine_of(struct decimal value)
{
    return (fine)value.digits * powers[DECIMAL_SCALE_MOST - value.scale];
}

static fine floor_to(fine value, int64_t step)
{
    fine quotient = value / step;
    return value % step < 0 ? quotient - 1 : quotient;
}

/* The number with the fewest digits behind the point in the gap, if there is one of SCALE. */
static bool decimal_between(const struct gap *gap, int scale, bool counted, struct decimal *out)
{
    int64_t step = powers[DECIMAL_SCALE_MOST - scale];
    fine digits = gap->from ? floor_to(fine_of(gap->from->number), step) + 1
                  : gap->to ? -floor_to(-fine_of(gap->to->number), step) - 1
                            : 1;
    if (gap->to && digits * step >= fine_of(gap->to->number))
        return false;
    if (digits > DIGITS_MOST || digits < (counted ? 0 : -DIGITS_MOST))
        return false;
    *out = (struct decimal){(int64_t)digits, (uint8_t)scale};
    return true;
}

static bool time_between(const struct gap *gap, instant *out)
{
    instant least = gap->from ? gap->from->time + 1 : INSTANT_FIRST;
    instant most = gap->to ? gap->to->time - 1 : INSTANT_END - 1;
    if (least > most)
        return false;
    if (gap->from)
        *out = most - least < MICROS_HOUR ? least : gap->from->time + MICROS_HOUR;
    else if (gap->to)
        *out = most - least < MICROS_HOUR ? most : gap->to->time - MICROS_HOUR;
    else
        *out = 0;
    return true;
}

static int scale_most(const struct attribute *attribute, const struct model *model)
{
    int places = value_currency_places(model->currency);
    if (attribute->type == ATTRIBUTE_DECIMAL)
        return DECIMAL_SCALE_MOST;
    return attribute->type == ATTRIBUTE_MONEY && places > 0 ? places : 0;
}

static void add_gap(struct arena *arena, const struct model *model, struct variable *variable,
                    struct gap gap)
{
    const struct attribute *attribute = &model->schema.attributes[variable->attribute];
    struct value value = {.type = VALUE_NUMBER};
    if (attribute->type == ATTRIBUTE_TIME) {
        value.type = VALUE_TIME;
        if (time_between(&gap, &value.time))
            add_value(arena, variable, value);
        return;
    }
    if (attribute->type == ATTRIBUTE_MONEY) {
        value.type = VALUE_MONEY;
        for (size_t i = 0; i < 3 && i < model->currency.len; i++)
            value.currency[i] = model->currency.at[i];
    }
    for (int scale = 0; scale <= scale_most(attribute, model); scale++)
        if (decimal_between(&gap, scale, is_counted(attribute), &value.number)) {
            add_value(arena, variable, value);
            return;
        }
}

static void line(struct arena *arena, const struct model *model, struct variable *variable)
{
    bool counted = is_counted(&model->schema.attributes[variable->attribute]);
    struct points points = sorted_points(arena, variable);
    for (size_t i = 0; i < points.count; i++)
        if (!counted || points.at[i].number.digits >= 0)
            add_value(arena, variable, points.at[i]);
    for (size_t i = 0; i <= points.count; i++)
        add_gap(arena, model, variable,
                (struct gap){i > 0 ? &points.at[i - 1] : NULL,
                             i < points.count ? &points.at[i] : NULL});
}

/* ---------- any attribute ---------- */

void cells_opening(struct arena *arena, struct cells *cells, struct variable *variable)
{
    size_t count;
    const struct cell *found = cells_openings(cells, variable, &count);
    for (size_t i = 0; i < count; i++)
        add(arena, variable, found[i]);
}

void cells_domain(struct arena *arena, const struct model *model, struct variable *variable)
{
    if (variable->attribute == CELLS_STATUS) {
        add(arena, variable, (struct cell){.status_class = CLASS_WORKING});
        add(arena, variable, (struct cell){.status_class = CLASS_DONE});
        return;
    }
    const struct attribute *attribute = &model->schema.attributes[variable->attribute];
    switch (attribute->type) {
    case ATTRIBUTE_CHOICE:
    case ATTRIBUTE_LADDER:
        choices(arena, &model->schema, variable);
        break;
    case ATTRIBUTE_YES_NO:
        yes_no(arena, variable);
        break;
    case ATTRIBUTE_TEXT:
        texts(arena, variable);
        break;
    case ATTRIBUTE_WHOLE:
    case ATTRIBUTE_DECIMAL:
    case ATTRIBUTE_MONEY:
    case ATTRIBUTE_TIME:
        line(arena, model, variable);
        break;
    }
    if (!is_counted(attribute))
        add(arena, variable, (struct cell){.status_class = CLASS_WORKING});
}

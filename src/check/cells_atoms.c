/* cells_atoms.c - the atoms of a set's conditions, each once, by variable. They are found by what
 * they say: a set of many clauses says the same few things thousands of times.
 */
#include "check/cells_part.h"
#include "check/terms.h"

enum { FIRST_ROOM = 32 };

/* ---------- what an atom says, as a number ---------- */

static uint64_t mixed(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/* In front of the point: 4 and 4.0 are the same. */
static uint64_t whole_of(struct decimal number)
{
    while (number.scale-- > 0)
        number.digits /= 10;
    return (uint64_t)number.digits;
}

static uint64_t value_hash(const struct value *value)
{
    switch (value->type) {
    case VALUE_CHOICE:
        return value->choice;
    case VALUE_TEXT:
        return text_hash(value->text);
    case VALUE_YES_NO:
        return value->yes;
    case VALUE_TIME:
        return (uint64_t)value->time;
    case VALUE_NUMBER:
    case VALUE_MONEY:
        return whole_of(value->number);
    case VALUE_UNSET:
        break;
    }
    return 0;
}

static uint64_t atom_hash(const struct condition *atom)
{
    uint64_t hash = (uint64_t)atom->op;
    switch (atom->op) {
    case CONDITION_DURING:
        return mixed(hash, atom->calendar);
    case CONDITION_CLASS:
        return mixed(hash, (uint64_t)atom->status_class);
    case CONDITION_ORDER:
        hash = mixed(hash, (uint64_t)atom->relation);
        /* fall through */
    case CONDITION_IS:
        for (uint32_t i = 0; i < atom->value_count; i++)
            hash = mixed(hash, value_hash(&atom->values[i]));
        break;
    default:
        break;
    }
    return mixed(hash, atom->attribute);
}

/* ---------- places ---------- */

/* Where ATOM stands, or the free place where it would. */
static struct atom_place *locate(const struct cells_set *set, const struct condition *atom,
                                 uint64_t hash)
{
    struct atom_place *places = set->places;
    size_t i = (size_t)hash & (set->place_room - 1);
    while (places[i].atom &&
           !(places[i].hash == hash && terms_same_condition(places[i].atom, atom)))
        i = (i + 1) & (set->place_room - 1);
    return &places[i];
}

static void make_room(struct cells_set *set)
{
    const struct atom_place *old = set->places;
    size_t room = set->place_room;
    if (set->place_count * 2 < room)
        return;
    set->place_room = room ? room * 2 : FIRST_ROOM;
    set->places = ARENA_ARRAY(set->arena, set->place_room, struct atom_place);
    for (size_t i = 0; i < room; i++)
        if (old[i].atom)
            *locate(set, old[i].atom, old[i].hash) = old[i];
}

const struct atom_place *cells_atom_place(const struct cells_set *set, const struct condition *atom)
{
    return locate(set, atom, atom_hash(atom));
}

/* ---------- variables ---------- */

static uint32_t attribute_of(const struct cells_set *set, const struct condition *atom)
{
    int32_t status = set->cells->model->schema.status;
    if (atom->op == CONDITION_DURING)
        return CELLS_OPENING;
    if (atom->op == CONDITION_CLASS)
        return status < 0 ? CELLS_STATUS : (uint32_t)status;
    return atom->attribute;
}

static uint32_t variable_of(struct cells_set *set, const struct condition *atom)
{
    uint32_t attribute = attribute_of(set, atom);
    for (uint32_t i = 0; i < set->variables.count; i++)
        if (set->variables.at[i].attribute == attribute)
            return i;
    struct variable variable = {.attribute = attribute};
    VECTOR_PUSH(set->arena, &set->variables, variable);
    return (uint32_t)set->variables.count - 1;
}

static void note_calendar(struct cells_set *set, struct variable *variable, uint32_t calendar)
{
    for (size_t i = 0; i < variable->calendars.count; i++)
        if (variable->calendars.at[i] == calendar)
            return;
    VECTOR_PUSH(set->arena, &variable->calendars, calendar);
}

static void take_atom(struct cells_set *set, const struct condition *atom)
{
    make_room(set);
    uint64_t hash = atom_hash(atom);
    struct atom_place *place = locate(set, atom, hash);
    if (place->atom)
        return;
    uint32_t number = variable_of(set, atom);
    struct variable *variable = &set->variables.at[number];
    *place = (struct atom_place){atom, hash, number, (uint32_t)variable->atoms.count};
    set->place_count++;
    VECTOR_PUSH(set->arena, &variable->atoms, atom);
    if (atom->op == CONDITION_DURING)
        note_calendar(set, variable, atom->calendar);
}

void cells_collect(struct cells_set *set, const struct condition *condition)
{
    if (condition->op > CONDITION_NOT) {
        take_atom(set, condition);
        return;
    }
    for (uint32_t i = 0; i < condition->part_count; i++)
        cells_collect(set, condition->parts[i]);
}

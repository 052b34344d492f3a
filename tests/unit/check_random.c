/* check_random.c - see check_random.h. Constants stand close together, so that cells are small. */
#include "check_random.h"

#include <stdlib.h>

#include "check/cells.h"
#include "time_make.h"

struct checked check_text(struct text text)
{
    struct checked checked = {.arena = arena_new()};
    checked.sources = sources_new(checked.arena);
    sink_init(&checked.sink, checked.arena);
    struct check_input input = {.arena = checked.arena,
                                .sources = checked.sources,
                                .sink = &checked.sink,
                                .zones = made_zones(checked.arena)};
    uint32_t source =
        sources_add(checked.sources, TEXT("random.chr"), text_copy(checked.arena, text));
    checked.model = check_charter(&input, source);
    return checked;
}

void checked_free(struct checked *checked)
{
    arena_free(checked->arena);
}

size_t checked_count(const struct checked *checked, enum diagnostic_code code)
{
    size_t count = 0;
    for (size_t i = 0; i < checked->sink.list.count; i++)
        count += checked->sink.list.at[i]->code == code;
    return count;
}

/* ---------- text ---------- */

static const char head[] = "charter random\n"
                           "  timezone Europe/Paris\n"
                           "  currency EUR\n"
                           "  in-force from 2026-03-01 until 2026-06-30\n"
                           "end\n"
                           "ticket has\n"
                           "  priority ladder low, normal, high, urgent\n"
                           "  area one of red, green, blue, grey\n"
                           "  vip yes-or-no\n"
                           "  seats whole\n"
                           "  score decimal\n"
                           "  cost money\n"
                           "  customer text\n"
                           "  booked time\n"
                           "end\n"
                           "status\n"
                           "  new, open is working\n"
                           "  pending, supplier is waiting\n"
                           "  solved is done\n"
                           "end\n"
                           "hours office open Monday to Friday 09:00 to 17:00 end\n"
                           "hours long-hours open Monday to Saturday 08:00 to 20:00 end\n"
                           "period spring 2026-03-20 to 2026-04-10 end\n"
                           "period weekends every first Sunday of each month end\n"
                           "clock handling starts on opened stops on resolved end\n";

void random_charter(struct buffer *out, struct text targets)
{
    buffer_puts(out, head);
    buffer_put(out, targets);
}

struct term {
    const char *name;
    char kind; /* c: choices, l: a ladder, n: an order, e: equality only, d: opened during */
    const char *values[4];
};

static const struct term terms[] = {
    {"priority", 'l', {"low", "normal", "high", "urgent"}},
    {"area", 'c', {"red", "green", "blue", "grey"}},
    {"status", 'c', {"waiting", "pending", "working", "solved"}},
    {"vip", 'e', {"yes", "no", "yes", "no"}},
    {"seats", 'n', {"3", "4", "5", "7"}},
    {"score", 'n', {"1.5", "1.500000001", "1.500000002", "2"}},
    {"cost", 'n', {"EUR 9.99", "EUR 10", "EUR 10.01", "EUR 10.03"}},
    {"customer", 'e', {"\"Acme\"", "\"another\"", "\"Bolt\"", "\"Core\""}},
    {"booked",
     'n',
     {"2026-04-01 09:00", "2026-04-01T07:00:00Z", "2026-04-01T07:00:01Z", "2026-05-01 09:00"}},
    {"reopenings", 'n', {"0", "1", "2", "3"}},
    {NULL, 'd', {"office", "long-hours", "spring", "weekends"}},
};

enum { TERM_COUNT = sizeof terms / sizeof *terms };

struct random_pool random_pool(struct dice *dice, int most)
{
    struct random_pool pool = {.count = 1 + dice_below(dice, most)};
    for (int i = 0; i < pool.count; i++)
        pool.terms[i] = dice_below(dice, TERM_COUNT);
    return pool;
}

static void random_atom(struct buffer *out, struct dice *dice, const struct term *term)
{
    static const char *const orders[] = {"at least", "at most", "more than", "less than"};
    const char *value = term->values[dice_below(dice, 4)];
    int shape = dice_below(dice, 10);
    if (term->kind == 'd')
        buffer_format(out, "opened during %s", value);
    else if (shape == 0)
        buffer_format(out, "%s is known", term->name);
    else if (shape == 1)
        buffer_format(out, "%s is not known", term->name);
    else if (shape == 2)
        buffer_format(out, "%s is not %s", term->name, value);
    else if (shape == 3)
        buffer_format(out, "%s is one of (%s, %s)", term->name, value,
                      term->values[dice_below(dice, 4)]);
    else if (shape < 8 && (term->kind == 'n' || term->kind == 'l'))
        buffer_format(out, "%s is %s %s", term->name, orders[dice_below(dice, 4)], value);
    else
        buffer_format(out, "%s is %s", term->name, value);
}

void random_condition(struct buffer *out, struct dice *dice, const struct random_pool *pool,
                      int depth)
{
    int shape = depth > 0 ? dice_below(dice, 4) : 0;
    if (shape == 0) {
        random_atom(out, dice, &terms[pool->terms[dice_below(dice, pool->count)]]);
        return;
    }
    buffer_puts(out, shape == 1 ? "not (" : "(");
    random_condition(out, dice, pool, depth - 1);
    for (int i = 0; shape > 1 && i <= dice_below(dice, 2); i++) {
        buffer_puts(out, shape == 2 ? " and " : " or ");
        random_condition(out, dice, pool, depth - 1);
    }
    buffer_puts(out, ")");
}

/* ---------- what a ticket fulfils ---------- */

/* In units of the ninth digit: the constants are small. */
static int64_t fine(struct decimal value)
{
    int64_t digits = value.digits;
    for (int i = value.scale; i < 9; i++)
        digits *= 10;
    return digits;
}

static int64_t position(const struct value *value)
{
    switch (value->type) {
    case VALUE_CHOICE:
        return value->choice;
    case VALUE_NUMBER:
    case VALUE_MONEY:
        return fine(value->number);
    case VALUE_YES_NO:
        return value->yes;
    case VALUE_TIME:
        return value->time;
    default:
        return 0;
    }
}

static bool equal(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return false;
    return a->type == VALUE_TEXT ? text_equal(a->text, b->text) : position(a) == position(b);
}

static bool ordered(enum relation relation, int64_t a, int64_t b)
{
    return relation == RELATION_AT_LEAST    ? a >= b
           : relation == RELATION_AT_MOST   ? a <= b
           : relation == RELATION_MORE_THAN ? a > b
                                            : a < b;
}

static int parts_fulfilled(const struct ticket *ticket, const struct condition *condition)
{
    int count = 0;
    for (uint32_t i = 0; i < condition->part_count; i++)
        count += ticket_fulfils(ticket, condition->parts[i]);
    return count;
}

static bool is_among(const struct value *value, const struct condition *condition)
{
    for (uint32_t i = 0; i < condition->value_count; i++)
        if (equal(value, &condition->values[i]))
            return true;
    return false;
}

bool ticket_fulfils(const struct ticket *ticket, const struct condition *condition)
{
    if (!condition)
        return true;
    const struct value *value = &ticket->values[condition->attribute];
    switch (condition->op) {
    case CONDITION_ALL:
        return parts_fulfilled(ticket, condition) == (int)condition->part_count;
    case CONDITION_ANY:
        return parts_fulfilled(ticket, condition) > 0;
    case CONDITION_NOT:
        return parts_fulfilled(ticket, condition) == 0;
    case CONDITION_IS:
        return is_among(value, condition);
    case CONDITION_CLASS:
        return ticket->status_class == condition->status_class;
    case CONDITION_KNOWN:
        return value->type != VALUE_UNSET;
    case CONDITION_ORDER:
        return value->type != VALUE_UNSET &&
               ordered(condition->relation, position(value), position(&condition->values[0]));
    case CONDITION_DURING:
        return ticket->during[condition->calendar];
    }
    return false;
}

/* ---------- all tickets ---------- */

struct making {
    struct arena *arena;
    const struct model *model;
    size_t most;
    bool asked[ATTRIBUTES_MOST], when, by_class;
    VECTOR(struct value) constants[ATTRIBUTES_MOST];
    struct tickets tickets;
};

static void note(struct making *making, const struct condition *condition)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++)
        note(making, condition->parts[i]);
    if (condition->op <= CONDITION_NOT)
        return;
    making->when = making->when || condition->op == CONDITION_DURING;
    if (condition->op == CONDITION_DURING)
        return;
    uint32_t attribute = condition->op == CONDITION_CLASS ? (uint32_t)making->model->schema.status
                                                          : condition->attribute;
    making->asked[attribute] = true;
    for (uint32_t i = 0; i < condition->value_count; i++)
        VECTOR_PUSH(making->arena, &making->constants[attribute], condition->values[i]);
}

static void push(struct making *making, struct ticket ticket)
{
    struct tickets *tickets = &making->tickets;
    if (tickets->count <= making->most)
        VECTOR_PUSH(making->arena, tickets, ticket);
}

/* Every ticket so far, once with each of the values. */
static void multiply(struct making *making, uint32_t attribute, const struct ticket *variants,
                     size_t count)
{
    struct tickets before = making->tickets;
    making->tickets = (struct tickets){0};
    for (size_t i = 0; i < before.count; i++)
        for (size_t k = 0; k < count; k++) {
            struct ticket ticket = before.at[i];
            ticket.values[attribute] = variants[k].values[0];
            if ((int32_t)attribute == making->model->schema.status)
                ticket.status_class = variants[k].status_class;
            push(making, ticket);
        }
}

static struct value moved(struct value value, int by)
{
    struct decimal number = value.number;
    if (value.type == VALUE_TIME) {
        value.time += by;
    } else {
        for (; number.scale < 9; number.scale++)
            number.digits *= 10;
        value.number = number;
    }
    return value;
}

/* A constant, and the values next to it: a whole, a cent, or the last digit away. */
static void neighbours(struct making *making, uint32_t attribute, struct ticket *variants,
                       size_t *count)
{
    const struct attribute *row = &making->model->schema.attributes[attribute];
    int64_t step = row->type == ATTRIBUTE_WHOLE   ? 1000000000
                   : row->type == ATTRIBUTE_MONEY ? 10000000
                                                  : 1;
    for (size_t i = 0; i < making->constants[attribute].count; i++)
        for (int by = -1; by <= 1; by++) {
            struct value value = moved(making->constants[attribute].at[i], by);
            if (value.type != VALUE_TIME)
                value.number.digits += by * step;
            if (row->origin == ORIGIN_REOPENINGS && value.number.digits < 0)
                continue;
            variants[(*count)++].values[0] = value;
        }
}

static void all_choices(struct making *making, uint32_t attribute, struct ticket *variants,
                        size_t *count)
{
    const struct schema *schema = &making->model->schema;
    for (uint32_t i = 0; i < schema->attributes[attribute].choice_count; i++) {
        variants[*count].values[0] = (struct value){.type = VALUE_CHOICE, .choice = i};
        if ((int32_t)attribute == schema->status)
            variants[*count].status_class = schema->classes[i];
        (*count)++;
    }
    if ((int32_t)attribute == schema->status)
        variants[(*count)++].status_class = CLASS_DONE;
}

static void vary(struct making *making, uint32_t attribute)
{
    const struct attribute *row = &making->model->schema.attributes[attribute];
    size_t room = 3 * making->constants[attribute].count + row->choice_count + 4, count = 0;
    struct ticket *variants = ARENA_ARRAY(making->arena, room, struct ticket);
    if (row->type == ATTRIBUTE_CHOICE || row->type == ATTRIBUTE_LADDER) {
        all_choices(making, attribute, variants, &count);
    } else if (row->type == ATTRIBUTE_YES_NO) {
        variants[count++].values[0] = (struct value){.type = VALUE_YES_NO, .yes = true};
        variants[count++].values[0] = (struct value){.type = VALUE_YES_NO, .yes = false};
    } else if (row->type == ATTRIBUTE_TEXT) {
        for (size_t i = 0; i < making->constants[attribute].count; i++)
            variants[count++].values[0] = making->constants[attribute].at[i];
        variants[count++].values[0] = (struct value){.type = VALUE_TEXT, .text = TEXT("zz")};
    } else if (making->constants[attribute].count > 0) {
        neighbours(making, attribute, variants, &count);
    } else {
        enum value_type type = row->type == ATTRIBUTE_TIME    ? VALUE_TIME
                               : row->type == ATTRIBUTE_MONEY ? VALUE_MONEY
                                                              : VALUE_NUMBER;
        variants[count++].values[0] = (struct value){.type = type};
    }
    if (row->origin != ORIGIN_REOPENINGS)
        count++; /* unset */
    multiply(making, attribute, variants, count);
}

/* The hours of the charter begin and end on full hours, so looking at each is enough. */
static void vary_opening(struct making *making)
{
    const struct model *model = making->model;
    const struct calendar *calendars[CALENDARS_MOST];
    day first, last;
    cells_dates(model, &first, &last);
    for (uint32_t i = 0; i < model->calendar_count; i++) {
        const struct model_calendar *row = &model->calendars[i];
        calendars[i] = row->period ? period_compile(making->arena, row->period, first, last)
                                   : calendar_compile(making->arena, row->hours, first, last);
    }
    bool seen[1 << CALENDARS_MOST] = {false};
    struct tickets before = making->tickets;
    making->tickets = (struct tickets){0};
    instant from = zone_to_instant(model->zone, first, 0).at;
    instant to = zone_to_instant(model->zone, last, MICROS_DAY).at;
    for (instant at = from; at < to; at += MICROS_HOUR) {
        unsigned bits = 0;
        for (uint32_t i = 0; i < model->calendar_count; i++)
            bits |= (unsigned)calendar_is_open(calendars[i], at) << i;
        for (size_t k = 0; !seen[bits] && k < before.count; k++) {
            struct ticket ticket = before.at[k];
            for (uint32_t i = 0; i < model->calendar_count; i++)
                ticket.during[i] = bits >> i & 1;
            push(making, ticket);
        }
        seen[bits] = true;
    }
}

struct tickets tickets_all(struct arena *arena, const struct model *model,
                           const struct condition *const *conditions, size_t count, size_t most)
{
    struct making making = {.arena = arena, .model = model, .most = most};
    for (size_t i = 0; i < count; i++)
        note(&making, conditions[i]);
    push(&making, (struct ticket){0});
    for (uint32_t i = 0; i < model->schema.count && making.tickets.count <= most; i++)
        if (making.asked[i])
            vary(&making, i);
    if (making.when && making.tickets.count <= most)
        vary_opening(&making);
    return making.tickets.count <= most ? making.tickets : (struct tickets){0};
}

/* infer_roles.c - which column is what: by its name first, and by what its values allow. */
#include "analyse/infer_part.h"

/* ---- the ticket ---- */

static bool is_full(const struct inference *inference, const struct infer_column *column)
{
    return column->filled == inference->result->rows && column->filled > 0;
}

/* Whatever its name, what may tell tickets apart: there in every row, no time, of many values. */
static bool may_be_ticket(const struct inference *inference, const struct infer_column *column)
{
    bool tells = column->has_many || column->values.count > 1 || column->filled == 1;
    return is_full(inference, column) && !column->is_time && tells &&
           (column->decimals < column->filled || column->wholes == column->filled);
}

static struct infer_column *best_ticket(struct inference *inference)
{
    struct inferred *result = inference->result;
    struct infer_column *best = NULL;
    int most = 0;
    for (size_t i = 0; i < result->count; i++) {
        struct infer_column *column = &result->columns[i];
        int points = infer_points(column->words, INFER_TICKET);
        if (points > most && is_full(inference, column) && !column->is_time) {
            best = column;
            most = points;
        }
    }
    return best;
}

/* Rows that tell one changed field each: they have columns for its value before and after. */
static bool is_change_log(const struct inference *inference)
{
    static const char *const words[] = {"old value", "oldvalue", "value from", "from string",
                                        "previous value"};
    for (size_t i = 0; i < inference->result->count; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (text_is(inference->result->columns[i].words, words[k]))
                return true;
    return false;
}

/* The number of the row is not that of its ticket: another column that ends with `id` is. */
static struct infer_column *other_id(struct inference *inference, struct infer_column *ticket)
{
    struct inferred *result = inference->result;
    for (size_t i = 0; text_is(ticket->words, "id") && i < result->count; i++) {
        struct infer_column *column = &result->columns[i];
        if (column != ticket && is_full(inference, column) && !column->is_time &&
            infer_points(column->words, INFER_TICKET))
            return column;
    }
    return ticket;
}

static struct infer_column *some_ticket(struct inference *inference)
{
    struct inferred *result = inference->result;
    for (size_t i = 0; i < result->count; i++)
        if (may_be_ticket(inference, &result->columns[i]))
            return &result->columns[i];
    return NULL;
}

void infer_ticket(struct inference *inference)
{
    struct inferred *result = inference->result;
    struct infer_column *ticket = best_ticket(inference);
    if (!ticket && (ticket = some_ticket(inference)))
        infer_remark(inference, ticket, "decide: does this column name the ticket?");
    if (!ticket)
        return;
    if (is_change_log(inference)) {
        ticket = other_id(inference, ticket);
        infer_remark(
            inference, NULL,
            "decide: is a row a change of one field? Then say so for each of them: `status "
            "from \"old\" to \"new\" when \"field\" is \"status\"`.");
    }
    ticket->role = INFER_TICKET;
    infer_rows(inference, ticket);
    result->row_per_ticket =
        result->tickets == result->rows && inference->survey->form.format != LOG_XES;
    if (result->row_per_ticket && result->rows > 0)
        infer_remark(inference, NULL,
                     "decide: no ticket has a second row; if the rows are events, say so by `one "
                     "row per event`, and `time from` instead of `opened at`.");
}

/* ---- the best column of a role ---- */

typedef bool (*fitness)(const struct inference *inference, const struct infer_column *column);

static struct infer_column *best_column(struct inference *inference, enum infer_role role,
                                        fitness fits)
{
    struct inferred *result = inference->result;
    struct infer_column *best = NULL;
    int most = 0;
    for (size_t i = 0; i < result->count; i++) {
        struct infer_column *column = &result->columns[i];
        int points = infer_points(column->words, role);
        if (column->role == INFER_UNREAD && points > most && fits(inference, column)) {
            best = column;
            most = points;
        }
    }
    if (best)
        best->role = role;
    return best;
}

/* ---- times ---- */

static bool is_time(const struct inference *inference, const struct infer_column *column)
{
    (void)inference;
    return column->is_time;
}

static bool is_full_time(const struct inference *inference, const struct infer_column *column)
{
    return column->is_time && is_full(inference, column);
}

/* Hardly ever another value within a ticket. */
static bool is_steady_time(const struct inference *inference, const struct infer_column *column)
{
    return column->is_time && column->changes * 100 <= inference->result->rows;
}

/* The time of the row: full, by its name, and by how often it moves within tickets. */
static struct infer_column *row_time(struct inference *inference)
{
    struct inferred *result = inference->result;
    uint64_t further = result->rows - result->tickets;
    struct infer_column *best = NULL;
    uint64_t most = 0;
    for (size_t i = 0; i < result->count; i++) {
        struct infer_column *column = &result->columns[i];
        if (column->role != INFER_UNREAD || !is_full_time(inference, column))
            continue;
        uint64_t points = (uint64_t)infer_points(column->words, INFER_TIME) + 1 +
                          (further ? column->changes * 100 / further : 0);
        if (points > most) {
            best = column;
            most = points;
        }
    }
    if (best)
        best->role = INFER_TIME;
    if (best && infer_points(best->words, INFER_TIME) == 0)
        infer_remark(inference, best, "decide: is this the time of the row?");
    return best;
}

static void opening_of_tickets(struct inference *inference)
{
    struct inferred *result = inference->result;
    struct infer_column *opened = best_column(inference, INFER_OPENED, is_full_time);
    for (size_t i = 0; !opened && i < result->count; i++)
        if (result->columns[i].role == INFER_UNREAD &&
            is_full_time(inference, &result->columns[i])) {
            opened = &result->columns[i];
            opened->role = INFER_OPENED;
            infer_remark(inference, opened, "decide: is this the time of opening?");
        }
}

static void remark_on_time(struct inference *inference, struct infer_column *column)
{
    struct text tied = TEXT("");
    for (uint32_t i = 0; i < infer_format_count(); i++)
        if (text_equal(infer_format(i), column->written))
            tied = infer_format_tied(i);
    for (uint32_t i = 0; tied.len && i < infer_format_count(); i++)
        if (text_equal(infer_format(i), tied) && column->as_format[i] == column->filled)
            infer_remark(inference, column,
                         "decide: these times could be written \"" TEXT_FMT "\" as well.",
                         TEXT_ARG(tied));
}

static void times(struct inference *inference)
{
    struct inferred *result = inference->result;
    if (result->row_per_ticket) {
        opening_of_tickets(inference);
        best_column(inference, INFER_RESOLVED, is_time);
        best_column(inference, INFER_CLOSED, is_time);
        if (best_column(inference, INFER_REPLIED, is_time))
            infer_remark(inference, NULL,
                         "decide: the first response is taken for one by an agent.");
    } else {
        row_time(inference);
        best_column(inference, INFER_OPENED, is_steady_time);
    }
    for (size_t i = 0; i < result->count; i++)
        if (result->columns[i].is_time && result->columns[i].role != INFER_UNREAD)
            remark_on_time(inference, &result->columns[i]);
}

/* ---- what the rows say ---- */

static bool has_few_texts(const struct inference *inference, const struct infer_column *column)
{
    (void)inference;
    return !column->has_many && !column->is_odd && !column->is_time && column->values.count > 0;
}

static bool has_choices(const struct inference *inference, const struct infer_column *column)
{
    return has_few_texts(inference, column) && column->values.count <= INFER_CHOICES;
}

static bool has_truths(const struct inference *inference, const struct infer_column *column)
{
    (void)inference;
    return column->filled > 0 && column->truths == column->filled;
}

static bool has_kinds(const struct inference *inference, const struct infer_column *column)
{
    size_t known = 0;
    uint32_t kind;
    for (size_t i = 0; i < column->values.count; i++)
        known += infer_kind(infer_words(inference->arena, column->values.at[i].text), &kind);
    return has_few_texts(inference, column) && known >= 2;
}

static bool has_actors(const struct inference *inference, const struct infer_column *column)
{
    enum actor actor;
    if (!has_few_texts(inference, column))
        return false;
    for (size_t i = 0; i < column->values.count; i++)
        if (!infer_actor(infer_words(inference->arena, column->values.at[i].text), &actor))
            return false;
    return true;
}

/* Rows with the same identity would be one event. */
static bool is_identity(const struct inference *inference, const struct infer_column *column)
{
    (void)inference;
    return column->is_unique && !column->is_time;
}

static void events(struct inference *inference)
{
    struct infer_column *event = best_column(inference, INFER_EVENT, has_kinds);
    struct infer_column *actor = best_column(inference, INFER_ACTOR, has_actors);
    if (event)
        infer_events(inference, event);
    if (actor)
        infer_actors(inference, actor);
    best_column(inference, INFER_PUBLIC, has_truths);
    best_column(inference, INFER_ID, is_identity);
}

/* ---- attributes ---- */

static void status(struct inference *inference)
{
    struct infer_column *column = best_column(inference, INFER_STATUS, has_few_texts);
    if (column && inference->result->row_per_ticket) {
        column->role = INFER_UNREAD;
        infer_remark(inference, NULL,
                     "The column \"" TEXT_FMT "\" is not read: with one row per ticket it says how "
                     "things stood on the day of the export, and not since when.",
                     TEXT_ARG(column->column->name));
    } else if (column) {
        infer_statuses(inference, column);
    }
}

static void attribute(struct inference *inference, struct infer_column *column)
{
    bool keeps = infer_points(column->words, INFER_ATTRIBUTE) > 0;
    bool repeats = column->values.count > 1 && column->values.count * 2 <= column->filled;
    column->role = INFER_ATTRIBUTE;
    if (has_truths(inference, column))
        column->type = ATTRIBUTE_YES_NO;
    else if (column->filled && column->wholes == column->filled && !column->has_many && !keeps)
        column->type = ATTRIBUTE_WHOLE;
    else if (has_choices(inference, column) && repeats && column->decimals < column->filled)
        infer_choices(inference, column);
    else if (keeps && column->filled && !column->is_odd && !column->is_time)
        column->type = ATTRIBUTE_TEXT;
    else
        column->role = INFER_UNREAD;
}

void infer_roles(struct inference *inference)
{
    struct inferred *result = inference->result;
    times(inference);
    if (!result->row_per_ticket)
        events(inference);
    status(inference);
    struct infer_column *priority = best_column(inference, INFER_PRIORITY, has_choices);
    if (priority)
        infer_ladder(inference, priority);
    for (size_t i = 0; i < result->count; i++)
        if (result->columns[i].role == INFER_UNREAD)
            attribute(inference, &result->columns[i]);
    for (size_t i = 0; i < result->count; i++) {
        struct infer_column *column = &result->columns[i];
        column->is_optional = column->missing > 0;
        if (column->role == INFER_ATTRIBUTE || column->role == INFER_PRIORITY)
            infer_name_attribute(inference, column);
    }
}

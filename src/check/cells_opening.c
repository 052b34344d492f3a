/* When tickets can be opened: which calendars are open together, and which never are (5.9). */
#include "base/buffer.h"
#include "base/map.h"
#include "check/cells_part.h"

#include <string.h>

#include "check/values.h"

static day years_after(day date, int years)
{
    struct civil_date civil = civil_of_day(date);
    civil.year += years;
    if (civil.mday > civil_days_in_month(civil.year, civil.month))
        civil.mday = civil_days_in_month(civil.year, civil.month);
    return civil_to_day(civil);
}

void cells_dates(const struct model *model, day *first, day *last)
{
    day from = model->version_from, until = model->version_until;
    if (from == DAY_NONE && until == DAY_NONE)
        from = civil_day(2020, 1, 1);
    else if (from == DAY_NONE)
        from = years_after(until, -CELLS_YEARS_MOST) + 1;
    if (from < DAY_FIRST)
        from = DAY_FIRST;
    day most = years_after(from, CELLS_YEARS_MOST) - 1;
    if (most > DAY_LAST)
        most = DAY_LAST;
    *first = from;
    *last = until == DAY_NONE || until > most ? most : until < from ? from : until;
}

day cells_early_last(const struct model *model)
{
    enum { EARLY = 40 };
    day first, last;
    cells_dates(model, &first, &last);
    return last - first > EARLY ? first + EARLY : last;
}

/* All calendars side by side, looked at from one change of any of them to the next. */
struct sweep {
    struct cells *cells;
    const struct variable *variable;
    day first, last; /* that are looked through */
    const struct calendar *(*calendar)(struct cells *cells, uint32_t calendar);
    struct calendar_stretches *open; /* by place in variable.calendars */
    size_t *place;                   /* the stretch that is not over yet */
    bool *during;
    struct map *seen; /* combinations found, as texts */
    VECTOR(struct cell) found;
};

/* Sets `during` as it is at AT, and gives the next change, TO if there is none before. */
static instant look(struct sweep *sweep, instant at, instant to)
{
    instant next = to;
    for (size_t i = 0; i < sweep->variable->calendars.count; i++) {
        const struct calendar_stretches *open = &sweep->open[i];
        while (sweep->place[i] < open->count && open->at[sweep->place[i]].to <= at)
            sweep->place[i]++;
        sweep->during[i] = false;
        if (sweep->place[i] == open->count)
            continue;
        const struct calendar_stretch *stretch = &open->at[sweep->place[i]];
        sweep->during[i] = stretch->from <= at;
        instant change = sweep->during[i] ? stretch->to : stretch->from;
        next = change < next ? change : next;
    }
    return next;
}

static void note(struct sweep *sweep, instant at)
{
    size_t size = sweep->variable->calendars.count * sizeof(bool);
    struct text key = {(const char *)sweep->during, size};
    if (map_find(sweep->seen, key))
        return;
    struct text kept = text_copy(sweep->cells->arena, key);
    map_put(sweep->seen, kept, sweep);
    struct cell cell = {.opened = at, .during = (const bool *)kept.at};
    VECTOR_PUSH(sweep->cells->arena, &sweep->found, cell);
}

/* Has every combination been found that there can be? */
static bool is_complete(const struct sweep *sweep)
{
    size_t count = sweep->variable->calendars.count;
    return count < BITS_WORD && sweep->found.count == (size_t)1 << count;
}

/* Through the dates of SWEEP, as far as there is something to find. */
static void run(struct sweep *sweep, struct arena *scratch)
{
    const struct model *model = sweep->cells->model;
    const struct zone *zone = model->zone ? model->zone : zone_utc();
    size_t count = sweep->variable->calendars.count;
    instant from = zone_to_instant(zone, sweep->first, 0).at;
    instant to = zone_to_instant(zone, sweep->last, MICROS_DAY).at;
    sweep->open = ARENA_ARRAY(scratch, count, struct calendar_stretches);
    sweep->place = ARENA_ARRAY(scratch, count, size_t);
    sweep->during = ARENA_ARRAY(scratch, count, bool);
    sweep->seen = map_new(scratch);
    for (size_t i = 0; i < count; i++)
        sweep->open[i] = calendar_open_between(
            sweep->calendar(sweep->cells, sweep->variable->calendars.at[i]), from, to, scratch);
    for (instant at = from, next; at < to && !is_complete(sweep); at = next) {
        next = look(sweep, at, to);
        note(sweep, at);
    }
}

/* Most often the first months have all combinations; if not, all dates are looked through. */
static void find_all(struct sweep *sweep)
{
    struct arena *scratch = arena_new();
    struct sweep whole = *sweep;
    cells_dates(sweep->cells->model, &whole.first, &whole.last);
    whole.calendar = cells_calendar;
    sweep->first = whole.first;
    sweep->last = cells_early_last(sweep->cells->model);
    sweep->calendar = cells_calendar_early;
    run(sweep, scratch);
    if (!is_complete(sweep) && sweep->last < whole.last) {
        run(&whole, scratch);
        *sweep = whole;
    }
    arena_free(scratch);
}

static bool same_calendars(const struct openings *known, const struct variable *variable)
{
    return known->calendar_count == variable->calendars.count &&
           memcmp(known->calendars, variable->calendars.at,
                  known->calendar_count * sizeof(uint32_t)) == 0;
}

static const struct openings *openings_of(struct cells *cells, const struct variable *variable)
{
    for (const struct openings *known = cells->openings; known; known = known->next)
        if (same_calendars(known, variable))
            return known;
    struct sweep sweep = {.cells = cells, .variable = variable};
    find_all(&sweep);
    size_t count = variable->calendars.count;
    uint32_t *calendars = ARENA_ARRAY(cells->arena, count, uint32_t);
    memcpy(calendars, variable->calendars.at, count * sizeof *calendars);
    struct openings *openings = ARENA_NEW(cells->arena, struct openings);
    *openings =
        (struct openings){calendars, count, sweep.found.at, sweep.found.count, cells->openings};
    cells->openings = openings;
    return openings;
}

const struct cell *cells_openings(struct cells *cells, const struct variable *variable,
                                  size_t *count)
{
    const struct openings *openings = openings_of(cells, variable);
    *count = openings->count;
    return openings->cells;
}

/* ---------- words ---------- */

/* That nothing has been counted yet goes without saying. */
static bool is_said(const struct cells *cells, const struct cells_witness *witness, uint32_t number)
{
    return witness->matters[number] &&
           (number < cells->model->schema.stored || witness->values[number].number.digits != 0);
}

static void put_value(struct cells *cells, const struct cells_witness *witness, uint32_t number,
                      struct buffer *words)
{
    const struct model *model = cells->model;
    const struct attribute *attribute = &model->schema.attributes[number];
    const struct value *value = &witness->values[number];
    bool is_known = value->type != VALUE_UNSET;
    buffer_puts(words, is_known ? "" : "no ");
    buffer_put(words, attribute->name);
    buffer_puts(words, is_known ? " " : "");
    if (is_known)
        buffer_put(words, value_words(cells->arena, attribute, model->zone, value));
}

static void put_opened(const struct cells *cells, instant opened, struct buffer *words)
{
    const struct zone *zone = cells->model->zone ? cells->model->zone : zone_utc();
    char written[CIVIL_ROOM];
    buffer_puts(words, "opened ");
    buffer_put(words, (struct text){written, zone_write(zone, written, opened)});
}

static void separate(struct buffer *words)
{
    if (words->len > 0)
        buffer_puts(words, ", ");
}

struct text cells_words(struct cells *cells, const struct cells_witness *witness)
{
    struct buffer words = {0};
    for (uint32_t i = 0; i < cells->model->schema.count; i++)
        if (is_said(cells, witness, i)) {
            separate(&words);
            put_value(cells, witness, i, &words);
        }
    if (witness->opened_matters) {
        separate(&words);
        put_opened(cells, witness->opened, &words);
    }
    struct text kept = text_copy(cells->arena, buffer_text(&words));
    buffer_fini(&words);
    return kept;
}

struct text cells_ticket(struct cells *cells, const struct cells_witness *witness)
{
    bool any = false;
    for (uint32_t i = 0; i < cells->model->schema.count; i++)
        any = any || is_said(cells, witness, i);
    if (!any && !witness->opened_matters)
        return TEXT("any ticket");
    if (any)
        return text_format(cells->arena, "a ticket with " TEXT_FMT,
                           TEXT_ARG(cells_words(cells, witness)));
    return text_format(cells->arena, "a ticket " TEXT_FMT, TEXT_ARG(cells_words(cells, witness)));
}

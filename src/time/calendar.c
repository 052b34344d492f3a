/* calendar.c - what is asked of a calendar, but for days (calendar_days.c) and reasons
 * (calendar_why.c).
 *
 * Each question has a short way, within the window, and a long one, part by part.
 */
#include "time/calendar.h"

#include "time/calendar_data.h"

instant calendar_window_from(const struct calendar *calendar)
{
    return calendar->from;
}

instant calendar_window_to(const struct calendar *calendar)
{
    return calendar->to;
}

const struct zone *calendar_zone(const struct calendar *calendar)
{
    return calendar->zone;
}

struct text calendar_name(const struct calendar *calendar)
{
    return calendar->name;
}

const struct calendar_spec *calendar_spec_of(const struct calendar *calendar)
{
    return calendar->spec;
}

const char *calendar_status_text(enum calendar_status status)
{
    switch (status) {
    case CALENDAR_OK:
        return "it is known";
    case CALENDAR_NEVER_OPENS:
        return "it is never open there";
    case CALENDAR_NEVER_CLOSES:
        return "it never closes";
    case CALENDAR_NOT_REACHED:
        return "it is not reached within the years 0001 to 9999";
    case CALENDAR_OUT_OF_RANGE:
        return "it lies outside the years 0001 to 9999";
    }
    return "";
}

static struct calendar_answer answer(instant at)
{
    return (struct calendar_answer){CALENDAR_OK, at};
}

static struct calendar_answer no_answer(enum calendar_status status)
{
    return (struct calendar_answer){status, INSTANT_NONE};
}

/* ---- Within one part ---- */

size_t calendar_piece_after(const struct calendar *part, instant at)
{
    return (size_t)(calendar_sums_piece(&part->sums, at) - part->sums.piece);
}

micros calendar_sum(const struct calendar *part, instant at)
{
    return calendar_sums_at(&part->sums, at);
}

/* The last instant at which it is still SUM: at an opening rather than at the closing before. */
static instant latest_at(const struct calendar *part, micros sum)
{
    const struct calendar_piece *piece = calendar_sums_piece_at(&part->sums, sum + 1);
    return piece->from + (sum - piece->before);
}

static bool in_window(const struct calendar *calendar, instant at)
{
    return at >= calendar->from && at <= calendar->to;
}

/* ---- Membership and length ---- */

static bool part_is_open(const struct calendar *part, instant at)
{
    return part->sums.piece[calendar_piece_after(part, at)].from <= at;
}

static bool in_reach(const struct calendar *calendar, instant at)
{
    return at >= calendar->reach.from && at < calendar->reach.to;
}

bool calendar_is_open(const struct calendar *calendar, instant at)
{
    if (calendar->always)
        return civil_exists(at);
    if (at >= calendar->from && at < calendar->to)
        return part_is_open(calendar, at);
    if (!civil_exists(at) || !in_reach(calendar, at))
        return false;
    struct calendar_tour tour;
    calendar_tour_init(&tour, calendar);
    bool is_open = part_is_open(calendar_tour_at(&tour, at), at);
    calendar_tour_fini(&tour);
    return is_open;
}

static instant later(instant a, instant b)
{
    return a > b ? a : b;
}

static instant earlier(instant a, instant b)
{
    return a < b ? a : b;
}

static micros elapsed_far(const struct calendar *calendar, instant from, instant to)
{
    struct calendar_tour tour;
    micros sum = 0;
    from = later(from, calendar->reach.from);
    to = earlier(to, calendar->reach.to);
    calendar_tour_init(&tour, calendar);
    while (from < to) {
        const struct calendar *part = calendar_tour_at(&tour, from);
        instant end = earlier(to, part->to);
        sum += calendar_sum(part, end) - calendar_sum(part, from);
        from = end;
    }
    calendar_tour_fini(&tour);
    return sum;
}

micros calendar_elapsed(const struct calendar *calendar, instant from, instant to)
{
    from = later(from, INSTANT_FIRST);
    to = earlier(to, INSTANT_END);
    if (from >= to)
        return 0;
    if (calendar->always)
        return to - from;
    if (in_window(calendar, from) && in_window(calendar, to))
        return calendar_sum(calendar, to) - calendar_sum(calendar, from);
    return elapsed_far(calendar, from, to);
}

/* ---- Due and before ---- */

static struct calendar_answer not_found(bool opened)
{
    return no_answer(opened ? CALENDAR_NOT_REACHED : CALENDAR_NEVER_OPENS);
}

static struct calendar_answer due_far(const struct calendar *calendar, instant from, micros length)
{
    struct calendar_tour tour;
    bool opened = false;
    struct calendar_answer result = {CALENDAR_NEVER_OPENS, INSTANT_NONE};
    calendar_tour_init(&tour, calendar);
    from = later(from, calendar->reach.from);
    while (result.status != CALENDAR_OK && from < calendar->reach.to) {
        const struct calendar *part = calendar_tour_at(&tour, from);
        micros before = calendar_sum(part, from), rest = part->sums.total - before;
        opened = opened || rest > 0;
        if (length <= rest)
            result = answer(calendar_sums_reach(&part->sums, before + length));
        length -= rest;
        from = part->to;
    }
    calendar_tour_fini(&tour);
    return result.status == CALENDAR_OK ? result : not_found(opened);
}

struct calendar_answer calendar_due(const struct calendar *calendar, instant from, micros length)
{
    instant at;
    if (!civil_exists(from))
        return no_answer(CALENDAR_OUT_OF_RANGE);
    if (length <= 0)
        return answer(from);
    if (calendar->always)
        return civil_add(from, length, &at) ? answer(at) : no_answer(CALENDAR_NOT_REACHED);
    if (in_window(calendar, from)) {
        micros before = calendar_sum(calendar, from);
        if (length <= calendar->sums.total - before)
            return answer(calendar_sums_reach(&calendar->sums, before + length));
    }
    return due_far(calendar, from, length);
}

static struct calendar_answer before_far(const struct calendar *calendar, instant to, micros length)
{
    struct calendar_tour tour;
    bool opened = false;
    struct calendar_answer result = {CALENDAR_NEVER_OPENS, INSTANT_NONE};
    calendar_tour_init(&tour, calendar);
    to = earlier(to, calendar->reach.to);
    while (result.status != CALENDAR_OK && to > calendar->reach.from) {
        const struct calendar *part = calendar_tour_upto(&tour, to);
        micros before = calendar_sum(part, to);
        opened = opened || before > 0;
        if (length <= before)
            result = answer(latest_at(part, before - length));
        length -= before;
        to = part->from;
    }
    calendar_tour_fini(&tour);
    return result.status == CALENDAR_OK ? result : not_found(opened);
}

struct calendar_answer calendar_before(const struct calendar *calendar, instant to, micros length)
{
    instant at;
    if (!civil_exists(to))
        return no_answer(CALENDAR_OUT_OF_RANGE);
    if (length <= 0)
        return answer(to);
    if (calendar->always)
        return length < INT64_MAX && civil_add(to, -length, &at) ? answer(at)
                                                                 : no_answer(CALENDAR_NOT_REACHED);
    if (in_window(calendar, to)) {
        micros before = calendar_sum(calendar, to);
        if (length <= before)
            return answer(latest_at(calendar, before - length));
    }
    return before_far(calendar, to, length);
}

/* ---- Openings and closings ---- */

/* The first piece of a part that begins after AT; one that only goes on from the part before
 * (OPEN_BEFORE) does not begin. */
static instant opening_in(const struct calendar *part, instant at, bool open_before)
{
    size_t i = calendar_piece_after(part, at);
    if (i < part->count && part->sums.piece[i].from <= at &&
        !(part->sums.piece[i].from == part->from && at == part->from && !open_before))
        i++;
    return i < part->count ? part->sums.piece[i].from : INSTANT_NONE;
}

static bool open_at_end(const struct calendar *part)
{
    return part->count > 0 && part->sums.piece[part->count - 1].to == part->to;
}

struct calendar_answer calendar_next_opening(const struct calendar *calendar, instant at)
{
    struct calendar_tour tour;
    instant found = INSTANT_NONE;
    if (calendar->always)
        return no_answer(CALENDAR_NEVER_CLOSES);
    if (!civil_exists(at))
        return no_answer(CALENDAR_OUT_OF_RANGE);
    calendar_tour_init(&tour, calendar);
    bool open_before = true; /* it must begin later than AT */
    at = later(at, later(calendar->reach.from, INSTANT_FIRST));
    while (found == INSTANT_NONE && at < calendar->reach.to) {
        const struct calendar *part = calendar_tour_at(&tour, at);
        found = opening_in(part, at, open_before);
        open_before = open_at_end(part);
        at = part->to;
    }
    calendar_tour_fini(&tour);
    return found == INSTANT_NONE ? no_answer(CALENDAR_NEVER_OPENS) : answer(found);
}

/* The first end after AT; a piece that reaches the end of the part has none there. */
static instant closing_in(const struct calendar *part, instant at, bool open_before)
{
    size_t i = calendar_piece_after(part, at);
    if (open_before && (i == part->count || part->sums.piece[i].from > at))
        return at;
    return i < part->count && part->sums.piece[i].to < part->to ? part->sums.piece[i].to
                                                                : INSTANT_NONE;
}

struct calendar_answer calendar_next_closing(const struct calendar *calendar, instant at)
{
    struct calendar_tour tour;
    instant found = INSTANT_NONE;
    if (calendar->always)
        return no_answer(CALENDAR_NEVER_CLOSES);
    if (!civil_exists(at))
        return no_answer(CALENDAR_OUT_OF_RANGE);
    calendar_tour_init(&tour, calendar);
    bool open_before = false;
    at = later(at, calendar->reach.from);
    while (found == INSTANT_NONE && at < calendar->reach.to) {
        const struct calendar *part = calendar_tour_at(&tour, at);
        found = closing_in(part, at, open_before);
        open_before = open_at_end(part);
        at = part->to;
    }
    calendar_tour_fini(&tour);
    if (found != INSTANT_NONE)
        return answer(found);
    return no_answer(open_before ? CALENDAR_NEVER_CLOSES : CALENDAR_NEVER_OPENS);
}

bool calendar_never_open(const struct calendar *calendar)
{
    if (calendar->always || calendar->count > 0)
        return false;
    if (calendar->reach.from >= calendar->reach.to)
        return true;
    if (calendar_is_open(calendar, INSTANT_FIRST))
        return false;
    return calendar_next_opening(calendar, later(calendar->to - 1, INSTANT_FIRST)).status !=
               CALENDAR_OK &&
           calendar_next_opening(calendar, INSTANT_FIRST).status != CALENDAR_OK;
}

/* ---- Stretches ---- */

struct calendar_stretches calendar_open_between(const struct calendar *calendar, instant from,
                                                instant to, struct arena *arena)
{
    struct calendar_tour tour;
    stretches open = {0};
    bool always = calendar->always;
    from = later(from, always ? INSTANT_FIRST : calendar->reach.from);
    to = earlier(to, always ? INSTANT_END : calendar->reach.to);
    if (always)
        stretches_push(arena, &open, (struct calendar_stretch){from, to});
    calendar_tour_init(&tour, calendar);
    while (from < to && !always) {
        const struct calendar *part = calendar_tour_at(&tour, from);
        instant end = earlier(to, part->to);
        for (size_t i = calendar_piece_after(part, from);
             i < part->count && part->sums.piece[i].from < end; i++)
            stretches_push(arena, &open,
                           (struct calendar_stretch){later(from, part->sums.piece[i].from),
                                                     earlier(end, part->sums.piece[i].to)});
        from = end;
    }
    calendar_tour_fini(&tour);
    return (struct calendar_stretches){open.at, open.count};
}

/* oracle_ask.c - answers by stepping through a view, minute by minute. */
#include "oracle_view.h"

enum { MINUTES = 1440 };

#define MINUTE INT64_C(60000000)

static int64_t minute_at(instant at)
{
    return at >= 0 ? at / MINUTE : -((MINUTE - 1 - at) / MINUTE);
}

static bool known(const struct oracle_view *view, int64_t minute)
{
    return minute >= view->first && minute < view->last;
}

static bool open_minute(const struct oracle_view *view, int64_t minute)
{
    return view->open[minute - view->first];
}

bool oracle_is_open(const struct oracle_view *view, instant at)
{
    return open_minute(view, minute_at(at));
}

micros oracle_elapsed(const struct oracle_view *view, instant from, instant to)
{
    micros sum = 0;
    for (int64_t minute = minute_at(from); minute * MINUTE < to; minute++) {
        instant start = minute * MINUTE, end = start + MINUTE;
        start = start < from ? from : start;
        end = end > to ? to : end;
        if (open_minute(view, minute) && end > start)
            sum += end - start;
    }
    return sum;
}

instant oracle_due(const struct oracle_view *view, instant from, micros length)
{
    instant at = from;
    while (length > 0) {
        int64_t minute = minute_at(at);
        if (!known(view, minute))
            return INSTANT_NONE;
        micros rest = (minute + 1) * MINUTE - at;
        if (open_minute(view, minute)) {
            if (length <= rest)
                return at + length;
            length -= rest;
        }
        at += rest;
    }
    return at;
}

instant oracle_before(const struct oracle_view *view, instant to, micros length)
{
    instant at = to;
    while (length > 0) {
        int64_t minute = minute_at(at - 1);
        if (!known(view, minute))
            return INSTANT_NONE;
        micros rest = at - minute * MINUTE;
        if (open_minute(view, minute)) {
            if (length <= rest)
                return at - length;
            length -= rest;
        }
        at -= rest;
    }
    return at;
}

/* The first whole minute later than AT that differs from the one before it in the way wanted. */
static instant next_edge(const struct oracle_view *view, instant at, bool opens)
{
    for (int64_t minute = minute_at(at) + 1; known(view, minute); minute++)
        if (open_minute(view, minute) == opens && open_minute(view, minute - 1) != opens)
            return minute * MINUTE;
    return INSTANT_NONE;
}

instant oracle_next_opening(const struct oracle_view *view, instant at)
{
    return next_edge(view, at, true);
}

instant oracle_next_closing(const struct oracle_view *view, instant at)
{
    return next_edge(view, at, false);
}

/* ---- Days ---- */

static int date_at(const struct oracle_view *view, int64_t minute)
{
    return (int)(view->local[minute - view->first] / MINUTES);
}

/* The first minute whose local time is LOCAL, or else the first that is later than a skipped one:
 * the minute at which local time jumps over it. */
static int64_t minute_of_local(const struct oracle_view *view, int64_t local)
{
    for (int64_t minute = view->first; minute < view->last; minute++)
        if (view->local[minute - view->first] == local)
            return minute;
    for (int64_t minute = view->first + 1; minute < view->last; minute++)
        if (view->local[minute - view->first] > local &&
            view->local[minute - 1 - view->first] < local)
            return minute;
    return -1;
}

static int64_t base_minute(const struct oracle_view *view, instant from, micros *over)
{
    int64_t minute = minute_at(from);
    *over = from - minute * MINUTE;
    if (open_minute(view, minute))
        return minute;
    *over = 0;
    instant opening = next_edge(view, from, true);
    return opening == INSTANT_NONE ? -1 : minute_at(opening);
}

static bool is_working(const struct oracle_view *view, int date)
{
    for (int64_t minute = view->first; minute < view->last; minute++)
        if (date_at(view, minute) == date && open_minute(view, minute))
            return true;
    return false;
}

/* -1 where the view ends before, with two dates to spare. */
static int nth_working(const struct oracle_view *view, int date, int count)
{
    int last = date_at(view, view->last - 1) - 2;
    while (count > 0) {
        if (++date > last)
            return -1;
        count -= is_working(view, date);
    }
    return date <= last ? date : -1;
}

static int64_t first_minute(const struct oracle_view *view, int date)
{
    int64_t minute = view->first;
    while (date_at(view, minute) != date)
        minute++;
    return minute;
}

instant oracle_working_days(const struct oracle_view *view, instant from, int count)
{
    micros over;
    int64_t base = base_minute(view, from, &over);
    int date = base < 0 ? -1 : nth_working(view, date_at(view, base), count);
    if (date < 0)
        return INSTANT_NONE;
    int64_t local = date * (int64_t)MINUTES + view->local[base - view->first] % MINUTES;
    int64_t minute = minute_of_local(view, local);
    if (view->local[minute - view->first] != local)
        over = 0; /* the end of a gap, whatever the second */
    if (open_minute(view, minute))
        return minute * MINUTE + over;
    int64_t start = first_minute(view, date);
    for (int64_t at = minute; at > start; at--)
        if (!open_minute(view, at) && open_minute(view, at - 1))
            return at * MINUTE;
    for (int64_t at = start; at < view->last; at++)
        if (date_at(view, at) == date && open_minute(view, at))
            return at * MINUTE;
    return INSTANT_NONE;
}

instant oracle_end_of_working_day(const struct oracle_view *view, instant from, int count)
{
    micros over;
    int64_t base = base_minute(view, from, &over);
    int date = base < 0 ? -1 : nth_working(view, date_at(view, base), count);
    instant end = INSTANT_NONE;
    for (int64_t at = view->first; date >= 0 && at < view->last; at++)
        if (date_at(view, at) == date && open_minute(view, at))
            end = (at + 1) * MINUTE;
    return end;
}

instant oracle_days(const struct oracle_view *view, instant from, int count)
{
    int64_t minute = minute_at(from);
    int64_t local = view->local[minute - view->first] + count * (int64_t)MINUTES;
    if (count < 1)
        return from;
    int64_t found = minute_of_local(view, local);
    if (found < 0)
        return INSTANT_NONE;
    bool gap = view->local[found - view->first] != local;
    return found * MINUTE + (gap ? 0 : from - minute * MINUTE);
}

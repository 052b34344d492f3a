/* plan_hours.c - the lines of a calendar, and its hours date by date. */
#include "report/plan_parts.h"
#include "report/shown.h"

static struct text days_text(struct arena *arena, uint8_t days)
{
    struct text out = TEXT("");
    if (days == WEEK_ALL)
        return TEXT("every day");
    for (int i = MONDAY; i <= SUNDAY; i++)
        if (days & 1u << i)
            out = text_format(arena, TEXT_FMT "%s%s", TEXT_ARG(out), out.len ? ", " : "",
                              civil_weekday_name((enum weekday)i));
    return out;
}

static struct text spans_text(struct arena *arena, const struct calendar_spans *spans)
{
    struct text out = TEXT("");
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    for (size_t i = 0; i < spans->count; i++) {
        civil_write_time(from, spans->at[i].from);
        civil_write_time(to, spans->at[i].to);
        out = text_format(arena, TEXT_FMT " %s to %s%s", TEXT_ARG(out), from, to,
                          i + 1 < spans->count ? "," : "");
    }
    return out.len ? out : TEXT(" closed");
}

static struct text dates_text(struct arena *arena, day first, day last)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    civil_write_date(from, first);
    civil_write_date(to, last);
    return first == last ? text_format(arena, "%s", from)
                         : text_format(arena, "%s to %s", from, to);
}

static struct text part_text(struct arena *arena, const struct day_part *part)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    if (part->kind == DAY_WHOLE)
        return TEXT("");
    civil_write_time(from, part->from);
    civil_write_time(to, part->to);
    return part->kind == DAY_REST ? text_format(arena, " from %s", from)
                                  : text_format(arena, " from %s to %s", from, to);
}

static void put_weekly(const struct plan *plan, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < spec->weekly_count; i++) {
        const struct calendar_weekly *line = &spec->weekly[i];
        plan_line(
            plan, 1, "open " TEXT_FMT TEXT_FMT "%s", TEXT_ARG(days_text(plan->arena, line->days)),
            TEXT_ARG(spans_text(plan->arena, &line->spans)), line->unbroken ? " unbroken" : "");
    }
    for (size_t i = 0; i < spec->closed_days_count; i++)
        plan_line(plan, 1, "closed " TEXT_FMT,
                  TEXT_ARG(days_text(plan->arena, spec->closed_days[i].days)));
}

static void put_dated(const struct plan *plan, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < spec->dated_count; i++) {
        const struct calendar_dated *line = &spec->dated[i];
        plan_line(plan, 1, "open on " TEXT_FMT TEXT_FMT "%s",
                  TEXT_ARG(dates_text(plan->arena, line->first, line->last)),
                  TEXT_ARG(spans_text(plan->arena, &line->spans)),
                  line->unbroken ? " unbroken" : "");
    }
    for (size_t i = 0; i < spec->closure_count; i++) {
        const struct calendar_closure *line = &spec->closures[i];
        plan_line(plan, 1, "closed on " TEXT_FMT TEXT_FMT,
                  TEXT_ARG(dates_text(plan->arena, line->first, line->last)),
                  TEXT_ARG(part_text(plan->arena, &line->part)));
    }
}

static void put_others(const struct plan *plan, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < spec->holidays_count; i++)
        plan_line(plan, 1, "closed on holidays of " TEXT_FMT,
                  TEXT_ARG(spec->holidays[i].list->name));
    for (size_t i = 0; i < spec->include_count; i++)
        plan_line(plan, 1, "includes " TEXT_FMT, TEXT_ARG(spec->includes[i].spec->name));
    for (size_t i = 0; i < spec->exclude_count; i++)
        plan_line(plan, 1, "excludes " TEXT_FMT, TEXT_ARG(spec->excludes[i].spec->name));
}

/* The local time of an instant, `24:00` for the midnight that ends DATE. */
static void write_time(const struct zone *zone, day date, instant at, char *out)
{
    struct zone_local local = zone_to_local(zone, at);
    bool ends = local.date > date && !local.time;
    civil_write_time(out, ends ? MICROS_DAY : local.time);
}

static void put_reason(const struct plan *plan, const struct zone *zone, day date,
                       const struct calendar_reason *reason)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    write_time(zone, date, reason->from, from);
    write_time(zone, date, reason->to, to);
    const char *why = calendar_why_text(reason->why);
    bool says_so = calendar_why_is_open(reason->why) || text_starts(text_of(why), TEXT("closed"));
    plan_line(plan, 2, "%s to %s %s%s%s" TEXT_FMT "%s", from, to, says_so ? "" : "closed, ", why,
              reason->title.len ? ": " : "", TEXT_ARG(reason->title),
              reason->is_substitute ? " (substitute)" : "");
}

static void put_date(const struct plan *plan, const struct calendar_spec *spec, day date)
{
    char text[CIVIL_ROOM];
    struct arena *arena = arena_new();
    struct calendar_reasons reasons = calendar_hours_on(spec, date, arena);
    civil_write_date(text, date);
    plan_line(plan, 1, "%s %s", text, civil_weekday_name(civil_weekday(date)));
    for (size_t i = 0; i < reasons.count; i++)
        put_reason(plan, spec->zone, date, &reasons.at[i]);
    arena_free(arena);
}

/* Of a period: when it begins and ends within the dates. */
static void put_period(const struct plan *plan, const struct period_spec *period, day first,
                       day last)
{
    const struct calendar *calendar = period_compile(plan->arena, period, first, last);
    instant from = zone_to_instant(period->zone, first, 0).at;
    instant to = zone_to_instant(period->zone, last + 1, 0).at;
    struct calendar_stretches open = calendar_open_between(calendar, from, to, plan->arena);
    for (size_t i = 0; i < period->count; i++)
        plan_line(plan, 1, "line at " TEXT_FMT,
                  TEXT_ARG(shown_span(plan->arena, plan->model->sources, period->lines[i].origin)));
    for (size_t i = 0; i < open.count; i++)
        plan_line(plan, 1, "from " TEXT_FMT " to " TEXT_FMT,
                  TEXT_ARG(shown_instant(plan->arena, period->zone, open.at[i].from)),
                  TEXT_ARG(shown_instant(plan->arena, period->zone, open.at[i].to)));
}

void plan_write_hours(struct buffer *out, const struct model *model, uint32_t calendar, day first,
                      uint32_t count)
{
    struct arena *arena = arena_new();
    struct plan plan = {out, model, arena};
    const struct model_calendar *of = &model->calendars[calendar];
    day last = count > (uint32_t)(DAY_LAST - first) ? DAY_LAST : first + (day)count - 1;
    if (of->hours) {
        plan_line(&plan, 0, "hours " TEXT_FMT " in " TEXT_FMT, TEXT_ARG(of->name),
                  TEXT_ARG(zone_name(of->hours->zone)));
        put_weekly(&plan, of->hours);
        put_dated(&plan, of->hours);
        put_others(&plan, of->hours);
        for (day date = first; date <= last; date++)
            put_date(&plan, of->hours, date);
    } else if (count) {
        plan_line(&plan, 0, "period " TEXT_FMT, TEXT_ARG(of->name));
        put_period(&plan, of->period, first, last);
    }
    arena_free(arena);
}

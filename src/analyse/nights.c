/* nights.c - spans over midnight that a closed date cuts off (semantics 2.3, V28). What is cut is
 * what would be open if all spans of the hours were `unbroken`.
 */
#include "analyse/analysis.h"

static bool is_overnight(const struct calendar_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        if (spans->at[i].to <= spans->at[i].from && spans->at[i].to > 0)
            return true;
    return false;
}

/* The line whose night begins on DATE, or NULL. */
static const struct calendar_weekly *line_of(const struct calendar_spec *spec, day date)
{
    for (size_t i = 0; i < spec->weekly_count; i++) {
        const struct calendar_weekly *line = &spec->weekly[i];
        if (!line->unbroken && (line->days >> civil_weekday(date) & 1) &&
            is_overnight(&line->spans))
            return line;
    }
    return NULL;
}

/* SPEC with no night cut off. */
static const struct calendar_spec *unbroken(struct arena *arena, const struct calendar_spec *spec)
{
    struct calendar_spec *copy = ARENA_NEW(arena, struct calendar_spec);
    struct calendar_weekly *weekly = ARENA_ARRAY(arena, spec->weekly_count, struct calendar_weekly);
    for (size_t i = 0; i < spec->weekly_count; i++) {
        weekly[i] = spec->weekly[i];
        weekly[i].unbroken = true;
    }
    *copy = *spec;
    copy->weekly = weekly;
    return copy;
}

/* The first stretch of WHOLE that is missing in CUT; both are of the same hours. */
static bool first_missing(struct calendar_stretches cut, struct calendar_stretches whole,
                          struct calendar_stretch *missing)
{
    for (size_t i = 0; i < whole.count; i++) {
        bool same = i < cut.count && cut.at[i].from == whole.at[i].from;
        *missing = whole.at[i];
        if (same && cut.at[i].to == whole.at[i].to)
            continue;
        if (same)
            missing->from = cut.at[i].to;
        return true;
    }
    return false;
}

static void report(struct analysis *analysis, const struct calendar_spec *spec,
                   const struct calendar_weekly *line, struct calendar_stretch missing)
{
    struct calendar_reason why = calendar_why_at(spec, missing.from, analysis->arena);
    struct zone_local cut = zone_to_local(spec->zone, missing.from);
    struct zone_local end = zone_to_local(spec->zone, missing.to);
    char until[CIVIL_ROOM];
    size_t len = civil_write_time(until, end.time);
    struct diagnostic *d = diagnose(analysis->sink, DIAG_NIGHT_CUT, line->origin,
                                    "a night of the hours `" TEXT_FMT
                                    "` ends at midnight, since the next date is closed",
                                    TEXT_ARG(spec->name));
    if (why.origin.source != SOURCE_NONE)
        diagnostic_label(analysis->sink, d, why.origin, "closed here");
    diagnostic_note(analysis->sink, d,
                    "The night before " TEXT_FMT "%s" TEXT_FMT "%s is cut off at 00:00, not %.*s.",
                    TEXT_ARG(analysis_date(analysis, cut.date)), why.title.len ? " (" : "",
                    TEXT_ARG(why.title), why.title.len ? ")" : "", (int)len, until);
    diagnostic_hint(analysis->sink, d,
                    "If the shift stays till the morning, say `unbroken` behind its times; if not, "
                    "open until 24:00 and again from 00:00.");
}

void nights_cut(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    const struct calendar_spec *spec = model->calendars[index].hours;
    bool nightly = false;
    day first, last;
    for (size_t i = 0; i < spec->weekly_count; i++)
        nightly |= !spec->weekly[i].unbroken && is_overnight(&spec->weekly[i].spans);
    if (!nightly)
        return;
    cells_dates(model, &first, &last);
    const struct calendar *cut = cells_calendar(analysis->cells, index);
    const struct calendar *whole =
        calendar_compile(analysis->arena, unbroken(analysis->arena, spec), first, last);
    instant from = zone_to_instant(spec->zone, first, 0).at;
    instant to = zone_to_instant(spec->zone, last, MICROS_DAY).at;
    struct calendar_stretch missing;
    if (!first_missing(calendar_open_between(cut, from, to, analysis->arena),
                       calendar_open_between(whole, from, to, analysis->arena), &missing))
        return;
    const struct calendar_weekly *line =
        line_of(spec, zone_to_local(spec->zone, missing.from).date - 1);
    if (line)
        report(analysis, spec, line, missing);
}

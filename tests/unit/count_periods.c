/* with: tap.c */
/* report_periods.c - which periods there are, by which version of the charter, and which instants
 * belong to them where clocks go back over a midnight that is the end of a month. */
#include <string.h>

#include "check/check.h"
#include "count/dimension.h"
#include "count/periods.h"
#include "tap.h"
#include "time/zone_file.h"

static struct arena *arena;

static const struct model *make_model(const char *zone, const char *in_force)
{
    struct text bytes = text_format(arena, "charter a\n  timezone %s\n%send\n", zone, in_force);
    struct sources *sources = sources_new(arena);
    struct sink sink;
    sink_init(&sink, arena);
    struct check_input input = {.arena = arena,
                                .sources = sources,
                                .sink = &sink,
                                .zones = zone_table_new(arena, zone_file_load, NULL)};
    return check_charter(&input, sources_add(sources, TEXT("a.chr"), bytes));
}

static instant at(const char *written)
{
    struct civil_stamp stamp;
    enum civil_status status = civil_parse_stamp(text_of(written), &stamp);
    tap_equal(status, CIVIL_OK, "%s is an instant", written);
    return stamp.at;
}

static struct period_frame frame_of(const struct model *model, const char *from, const char *as_of)
{
    return (struct period_frame){.model = model,
                                 .unit = UNIT_MONTH,
                                 .first_month = 1,
                                 .from = at(from),
                                 .as_of = at(as_of),
                                 .first = DAY_NONE,
                                 .last = DAY_NONE};
}

static const char *labels(const struct period_list *list)
{
    struct text out = TEXT("");
    for (uint32_t i = 0; i < list->count; i++)
        out = text_format(arena, TEXT_FMT "%s" TEXT_FMT "%s", TEXT_ARG(out), i ? " " : "",
                          TEXT_ARG(list->at[i].label), list->at[i].is_unfinished ? "…" : "");
    return text_cstr(arena, out);
}

static void by_version(void)
{
    const struct model *model =
        make_model("Europe/Paris", "  in-force from 2026-02-15 until 2026-05-10\n");
    struct period_frame frame = frame_of(model, "2025-12-31T23:00:00Z", "2026-07-01T12:00:00Z");
    struct period_list list = periods_of(&frame, arena);
    tap_same(labels(&list), "2026-03 2026-04 2026-05",
             "months in force on the first day: in February not yet, in June no more");
    tap_equal(list.unruled, 4, "the others are counted: January to July has seven months");
    frame.first = civil_day(2026, 3, 31);
    frame.last = civil_day(2026, 4, 1);
    list = periods_of(&frame, arena);
    tap_same(labels(&list), "2026-03 2026-04", "two dates touch two months");
    frame.first = frame.last = DAY_NONE;
    frame.unit = UNIT_YEAR;
    frame.first_month = 4;
    list = periods_of(&frame, arena);
    tap_same(labels(&list), "2026…", "the year from April begins while it is in force");
    tap_equal(list.unruled, 1, "the one before it did not");
    tap_equal(periods_version(model, civil_day(2026, 2, 14)), INDEX_NONE, "no version before");
    tap_equal(periods_version(model, civil_day(2026, 5, 10)), 0, "the last day is in force");
}

static void bounds(void)
{
    const struct model *model = make_model("Europe/Paris", "");
    struct period_frame frame = frame_of(model, "2026-09-01T00:00:00Z", "2026-09-30T22:00:00Z");
    struct period_list list = periods_of(&frame, arena);
    tap_same(labels(&list), "2026-09 2026-10…", "the end of a month is the start of the next");
    tap_ok(list.at[0].to == at("2026-09-30T22:00:00Z"), "a month ends at the midnight of its zone");
    tap_ok(list.at[1].from == list.at[1].to, "and the next has lasted no time yet");
    frame.as_of = at("2026-09-30T21:59:59Z");
    list = periods_of(&frame, arena);
    tap_same(labels(&list), "2026-09…", "a second before it is not over");
    frame.from = INSTANT_NONE;
    list = periods_of(&frame, arena);
    tap_equal(list.count, 0, "without a first instant there are none");
}

static micros length(const struct period *period, const struct zone *zone)
{
    micros all = 0;
    stretches instants = periods_instants(period, zone, arena);
    for (size_t i = 0; i < instants.count; i++)
        all += instants.at[i].to - instants.at[i].from;
    return all;
}

/* On 1 November 2009 at 00:01 the clocks of Newfoundland went back to 23:01 of 31 October: a minute
 * of November came before the last hour of October. */
static void over_midnight(void)
{
    const struct model *model = make_model("America/St_Johns", "");
    struct period_frame frame = frame_of(model, "2009-10-15T00:00:00Z", "2009-12-15T00:00:00Z");
    struct period_list list = periods_of(&frame, arena);
    tap_same(labels(&list), "2009-10 2009-11 2009-12…", "three months");
    tap_equal(length(&list.at[0], model->zone) / MICROS_MINUTE, 31 * 24 * 60 + 59,
              "October has the hour from 23:01 twice, so 59 minutes more");
    tap_equal(length(&list.at[1], model->zone) / MICROS_MINUTE, 30 * 24 * 60 + 1,
              "November has its first minute twice");
    stretches november = periods_instants(&list.at[1], model->zone, arena);
    stretches october = periods_instants(&list.at[0], model->zone, arena);
    tap_equal((long long)october.count, 2, "October comes in two pieces");
    tap_equal((long long)november.count, 2, "and November, too");
    stretches_subtract(arena, &october, &november);
    micros left = 0;
    for (size_t i = 0; i < october.count; i++)
        left += october.at[i].to - october.at[i].from;
    tap_ok(left == length(&list.at[0], model->zone), "no instant is in both");
}

static void many(void)
{
    const struct model *model = make_model("UTC", "");
    struct period_frame frame = frame_of(model, "0001-01-02T00:00:00Z", "9999-12-30T00:00:00Z");
    frame.unit = UNIT_DAY;
    struct period_list list = periods_of(&frame, arena);
    tap_equal(list.count, PERIODS_MOST, "of the days of ten thousand years some are given");
    tap_ok(list.count && list.at[list.count - 1].is_unfinished, "the last ones");
    tap_equal((long long)list.left_out + list.count, 3652057, "and the others are counted");
}

/* Instants near each other, here and there, where clocks change at an hour or over a date. */
static void near(void)
{
    static const char *const zones[] = {"Europe/London", "America/Havana", "Australia/Lord_Howe"};
    uint64_t state = 1;
    long wrong = 0, asked = 0;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        const struct zone *zone = make_model(zones[i], "")->zone;
        for (uint32_t k = 0; dimension_name(k); k++) {
            struct dimension_near near = {0};
            uint32_t number = dimension_find(text_of(dimension_name(k)));
            instant then = at("2026-01-01T00:00:00Z");
            for (int step = 0; step < 4000; step++, asked++) {
                state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
                micros hours = (micros)(state >> 33) % (step % 50 ? 90 : 9000);
                instant now = then + (hours * (step % 3 ? 1 : -1)) * MICROS_HOUR / 4;
                wrong += dimension_code_near(&near, number, zone, now) !=
                         dimension_code(number, zone, now);
                then = now;
            }
        }
    }
    tap_ok(wrong == 0 && asked > 50000, "of %ld places of instants, %ld are wrong", asked, wrong);
}

int main(void)
{
    arena = arena_new();
    near();
    by_version();
    bounds();
    over_midnight();
    many();
    arena_free(arena);
    return tap_end();
}

/* with: tap.c report_make.c time_make.c */
/* report_shown.c - figures in words, tables, labels of periods. */
#include "count/buckets.h"
#include "report/shown.h"
#include "report/table.h"
#include "report_make.h"
#include "tap.h"
#include "time_make.h"

static struct arena *arena;

static void same(struct text found, const char *wanted)
{
    tap_same(text_cstr(arena, found), wanted, "%s", wanted);
}

static void lengths(void)
{
    same(shown_length(arena, 0), "0 min");
    same(shown_length(arena, 9000 * MICROS_SECOND), "2 h 30 min");
    same(shown_length(arena, 3600 * MICROS_SECOND), "1 h");
    same(shown_length(arena, -3600 * MICROS_SECOND - 500000), "-1 h 0.5 s");
    same(shown_length(arena, 5000 * MICROS_HOUR + MICROS_SECOND), "5,000 h 1 s");
    same(shown_length(arena, INT64_MIN), "-2,562,047,788 h 54.775808 s");
    same(shown_about(arena, 3629 * MICROS_SECOND), "1 h");
    same(shown_about(arena, 3630 * MICROS_SECOND), "1 h 1 min");
    same(shown_about(arena, 3599 * MICROS_SECOND + 500000), "1 h");
    same(shown_about(arena, 59400000), "59 s");
    same(shown_about(arena, -400000), "0 min");
}

static void shares(void)
{
    struct decimal p95 = {95, 0};
    same(shown_share(arena, 0, 0, NULL), "–");
    same(shown_share(arena, 1, 3, NULL), "33.33%");
    same(shown_share(arena, 1, 2, NULL), "50.00%");
    same(shown_share(arena, 199999, 200000, NULL), "99.9995%");
    same(shown_share(arena, 999999999, 1000000000, NULL), "100.00%");
    same(shown_share(arena, 1, 1000000, NULL), "0.0001%");
    same(shown_share(arena, 949999, 1000000, &p95), "94.9999%");
    same(shown_share(arena, 949999, 1000000, NULL), "95.00%");
    same(shown_share(arena, 95, 100, &p95), "95.00%");
    same(shown_count(arena, 1234567), "1,234,567");
    same(shown_count(arena, 123), "123");
    same(shown_counted(arena, 1, "ticket", "tickets"), "1 ticket");
    same(shown_counted(arena, 0, "ticket", "tickets"), "0 tickets");
}

static struct buckets of(enum period_unit unit, int first_month)
{
    return (struct buckets){
        .zone = zone_fixed(arena, 7200), .unit = unit, .first_month = first_month};
}

static void label(enum period_unit unit, int first_month, instant at, const char *wanted)
{
    struct buckets buckets = of(unit, first_month);
    same(buckets_find(&buckets, at), wanted);
    instant near = at - MICROS_DAY * 400;
    (void)buckets_find(&buckets, near);
    same(buckets_find(&buckets, at), wanted);
}

static void periods(void)
{
    instant new_year = (instant)civil_day(2027, 1, 1) * MICROS_DAY - 2 * MICROS_HOUR;
    label(UNIT_DAY, 1, new_year - 1, "2026-12-31");
    label(UNIT_DAY, 1, new_year, "2027-01-01");
    label(UNIT_WEEK, 1, new_year, "2026-W53");
    label(UNIT_MONTH, 1, new_year - 1, "2026-12");
    label(UNIT_QUARTER, 1, new_year, "2027-Q1");
    label(UNIT_YEAR, 1, new_year, "2027");
    label(UNIT_YEAR, 4, new_year, "2026");
    label(UNIT_DAY, 1, -MICROS_DAY * 2, "1969-12-30");
}

/* A reader that goes to and fro about AT finds what a fresh one finds. */
static int strays(const struct buckets *fresh, instant at)
{
    struct buckets one = *fresh;
    int wrong = 0;
    for (int i = 0; i < 200; i++) {
        instant near = at + (rand() % 2 ? rand() % 400 - 200 : (rand() % 400 - 200) * MICROS_HOUR);
        struct buckets other = *fresh;
        struct text label = buckets_find(&other, near);
        if (rand() % 4)
            buckets_seek(&one, near);
        else
            wrong += !text_equal(buckets_find(&one, near), label);
        wrong += one.first != other.first || one.next != other.next ||
                 !text_equal(buckets_label(&one), label);
    }
    return wrong;
}

/* Where clocks are put forward at midnight, and back over it. */
static void to_and_fro(void)
{
    static const enum period_unit units[] = {UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR};
    struct zone_table *zones = made_zones(arena);
    const struct zone *havana = made_zone(zones, "America/Havana");
    int wrong = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buckets fresh = {.zone = havana, .unit = units[i], .first_month = 1};
        for (int year = 1990; year < 2030; year++) {
            instant from = (instant)civil_day(year, 1, 1) * MICROS_DAY + 5 * MICROS_HOUR;
            struct zone_segment segment = zone_segment_at(havana, from);
            wrong += strays(&fresh, from) + strays(&fresh, segment.to);
            wrong += strays(&fresh, zone_segment_at(havana, segment.to).to);
        }
    }
    tap_equal(wrong, 0, "periods found to and fro, where clocks change at midnight");
}

static void others(void)
{
    struct model *model = make_model(arena);
    const struct clause *clause = &model->targets[0].clauses[0];
    same(shown_span(arena, model->sources, clause->span), "desk.chr:2");
    same(shown_span(arena, model->sources, (struct span){0}), "");
    same(shown_source(arena, model->sources, clause->span, 99),
         "within 1 hour when priority is P1");
    same(shown_source(arena, model->sources, clause->span, 6), "within…");
    same(shown_source(arena, model->sources, (struct span){1, 0, 33}, 99),
         "target response within 1 hour w");
    same(shown_flags(arena, 0), "");
    same(shown_flags(arena, 15), "paused;breached by change;excluded after decision;decided anew");
    same(shown_limit(arena, &(struct limit){LIMIT_WORKING_DAYS, 0, 1}), "1 working day");
    same(shown_limit(arena, &(struct limit){LIMIT_END_OF_WORKING_DAY, 0, 0}),
         "end of working day 0");
    same(shown_limit(arena, &clause->limit), "1 hour");
    struct value value = {.type = VALUE_MONEY, .currency = "EUR", .number = {1250, 2}};
    same(shown_value(arena, &model->schema.attributes[0], &value, model->zone), "12.5 EUR");
    same(shown_value(arena, &model->schema.attributes[0], &clause->when->values[0], model->zone),
         "P1");
}

static void tables(void)
{
    struct buffer out = {0};
    struct table table;
    table_init(&table, arena);
    table_column(&table, TEXT("name"), false);
    table_column(&table, TEXT("n"), true);
    table_put(&table, TEXT("日本"));
    table_put(&table, TEXT("12"));
    table_put(&table, TEXT("Zürich"));
    table_put(&table, TEXT("7"));
    table_write(&out, &table, 1);
    tap_same(make_written(arena, &out), " name     n\n 日本    12\n Zürich   7\n", "a table");
}

int main(void)
{
    arena = arena_new();
    lengths();
    shares();
    periods();
    to_and_fro();
    others();
    tables();
    arena_free(arena);
    return tap_end();
}

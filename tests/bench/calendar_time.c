/* calendar_time.c - nanoseconds that a question to a compiled calendar takes, near and far.
 *
 * Office hours in London, Monday to Friday, in a window of forty years. Instants and distances are
 * random, distances up to those of the row; each figure is the least of some rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "time_make.h"

enum { QUESTIONS = 20000, ROUNDS = 50, DAYS_MONTH = 30, DAYS_DECADE = 3650 };

static struct {
    instant from, to;
    micros open;
} asked[QUESTIONS];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Later distances begin anywhere in the first twenty years. */
static void choose(const struct calendar *calendar, int64_t days)
{
    for (size_t i = 0; i < QUESTIONS; i++) {
        asked[i].from = calendar_window_from(calendar) + rand() % (20 * 365) * MICROS_DAY +
                        rand() % 86400 * MICROS_SECOND;
        asked[i].to = asked[i].from + rand() % days * MICROS_DAY + rand() % 86400 * MICROS_SECOND;
        asked[i].open = calendar_elapsed(calendar, asked[i].from, asked[i].to);
    }
}

static double elapsed(const struct calendar *calendar, int64_t *sum)
{
    double start = now();
    for (size_t i = 0; i < QUESTIONS; i++)
        *sum += calendar_elapsed(calendar, asked[i].from, asked[i].to);
    return now() - start;
}

static double due(const struct calendar *calendar, int64_t *sum)
{
    double start = now();
    for (size_t i = 0; i < QUESTIONS; i++)
        *sum += calendar_due(calendar, asked[i].from, asked[i].open).at;
    return now() - start;
}

static double least(double (*ask)(const struct calendar *calendar, int64_t *sum),
                    const struct calendar *calendar, int64_t *sum)
{
    double best = ask(calendar, sum);
    for (int round = 1; round < ROUNDS; round++) {
        double one = ask(calendar, sum);
        best = one < best ? one : best;
    }
    return best / QUESTIONS;
}

int main(void)
{
    struct arena *arena = arena_new();
    struct made made;
    made_init(&made, arena, made_zone(made_zones(arena), "Europe/London"));
    made_weekly(&made, DAYS_WEEK, "09:00-17:30");
    const struct calendar *calendar =
        calendar_compile(arena, made_spec(&made), made_date("2000-01-01"), made_date("2039-12-31"));
    const int64_t days[] = {1, DAYS_MONTH, DAYS_DECADE};
    int64_t sum = 0;
    puts("a question to a calendar, ns    elapsed    due");
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        choose(calendar, days[i]);
        printf("  up to %4lld days apart         %7.0f %6.0f\n", (long long)days[i],
               least(elapsed, calendar, &sum), least(due, calendar, &sum));
    }
    arena_free(arena);
    return sum == 0; /* looked at, so that nothing is left out */
}

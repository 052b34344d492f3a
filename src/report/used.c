/* used.c - percentiles by selection, not by sorting: a few passes over millions of lengths. */
#include "report/used.h"

#include <stdlib.h>
#include <string.h>

#include "base/exact.h"

void used_fini(struct used *used)
{
    memory_release(used->at);
    *used = (struct used){0};
}

void used_reserve(struct used *used, size_t cap)
{
    if (cap <= used->cap)
        return;
    used->at = memory_resize(used->at, cap * sizeof *used->at);
    used->cap = cap;
}

static void make_room(struct used *used, size_t count)
{
    if (used->cap - used->count < count) {
        size_t grown = used->cap + used->cap / 2 + 8;
        used_reserve(used, grown < used->count + count ? used->count + count : grown);
    }
}

void used_add(struct used *used, micros length)
{
    make_room(used, 1);
    used->at[used->count++] = length;
}

void used_append(struct used *used, const struct used *more)
{
    if (!more->count)
        return;
    make_room(used, more->count);
    memcpy(used->at + used->count, more->at, more->count * sizeof *more->at);
    used->count += more->count;
}

static int ascending(const void *a, const void *b)
{
    micros x = *(const micros *)a, y = *(const micros *)b;
    return (x > y) - (x < y);
}

static micros median_of_three(micros a, micros b, micros c)
{
    if (a > b) {
        micros swap = a;
        a = b;
        b = swap;
    }
    return c < a ? a : c > b ? b : c;
}

/* [from, to) becomes: less than PIVOT, equal, greater; gives where the equal ones stand. */
struct middle {
    size_t from, to;
};

static struct middle partition(micros *at, size_t from, size_t to, micros pivot)
{
    struct middle middle = {from, from};
    size_t end = to;
    while (middle.to < end) {
        micros value = at[middle.to];
        if (value < pivot) {
            at[middle.to++] = at[middle.from];
            at[middle.from++] = value;
        } else if (value > pivot) {
            at[middle.to] = at[--end];
            at[end] = value;
        } else {
            middle.to++;
        }
    }
    return middle;
}

/* Puts the value of rank K (from 0) of [from, to) at K, no smaller ones behind it. */
static micros select_rank(micros *at, size_t from, size_t to, size_t k)
{
    for (int rounds = 0; to - from > 16 && rounds < 64; rounds++) {
        micros pivot = median_of_three(at[from], at[from + (to - from) / 2], at[to - 1]);
        struct middle middle = partition(at, from, to, pivot);
        if (k >= middle.from && k < middle.to)
            return at[k];
        if (k < middle.from)
            to = middle.from;
        else
            from = middle.to;
    }
    qsort(at + from, to - from, sizeof *at, ascending);
    return at[k];
}

micros used_select(struct used *used, size_t rank)
{
    return select_rank(used->at, 0, used->count, rank);
}

/* SUM/COUNT, rounded half-even. */
static micros mean(const struct used *used)
{
    wide sum = 0, count = (wide)used->count;
    for (size_t i = 0; i < used->count; i++)
        sum += used->at[i];
    return (micros)exact_divide(sum, count);
}

struct tally_used used_summary(struct used *used)
{
    static const unsigned percents[] = {50, 90, 95, 99, 100};
    micros found[sizeof percents / sizeof *percents];
    struct tally_used summary = {.cycles = used->count};
    size_t from = 0;
    if (!used->count)
        return summary;
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        size_t k = (percents[i] * used->count + 99) / 100 - 1;
        found[i] = select_rank(used->at, from, used->count, k);
        from = k;
    }
    summary.mean = mean(used);
    summary.p50 = found[0];
    summary.p90 = found[1];
    summary.p95 = found[2];
    summary.p99 = found[3];
    summary.max = found[4];
    return summary;
}

/* ---- as bytes ---- */

void used_put(struct used *used, struct buffer *out)
{
    micros last = 0;
    if (used->count)
        qsort(used->at, used->count, sizeof *used->at, ascending);
    wire_put_whole(out, used->count);
    for (size_t i = 0, next; i < used->count; i = next) {
        for (next = i + 1; next < used->count && used->at[next] == used->at[i];)
            next++;
        wire_put_signed(out, used->at[i] - last);
        wire_put_whole(out, next - i);
        last = used->at[i];
    }
}

void used_read(struct used *used, struct wire *wire)
{
    uint64_t left = wire_upto(wire, (uint64_t)1 << 40);
    micros length = 0;
    while (left && !wire->is_spoilt) {
        int64_t more = wire_signed(wire);
        uint64_t times = wire_upto(wire, left);
        if (times == 0 || __builtin_add_overflow(length, more, &length))
            wire->is_spoilt = true;
        if (wire->is_spoilt)
            return;
        make_room(used, times);
        for (uint64_t i = 0; i < times; i++)
            used->at[used->count++] = length;
        left -= times;
    }
}

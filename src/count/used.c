/* used.c - percentiles by selection, not by sorting: a few passes over millions of lengths. */
#include "count/used.h"

#include <stdlib.h>
#include <string.h>

#include "base/exact.h"

void used_fini(struct used *used)
{
    memory_release(used->at);
    memory_release(used->counted);
    *used = (struct used){0};
}

uint64_t used_count(const struct used *used)
{
    uint64_t count = used->count;
    for (size_t i = 0; i < used->counted_len; i++)
        count += used->counted[i].times;
    return count;
}

void used_reserve(struct used *used, size_t cap)
{
    if (cap <= used->cap)
        return;
    used->at = memory_resize(used->at, cap * sizeof *used->at);
    used->cap = cap;
}

void used_grow(struct used *used, size_t count)
{
    if (used->cap - used->count < count) {
        size_t grown = used->cap + used->cap / 2 + 8;
        used_reserve(used, grown < used->count + count ? used->count + count : grown);
    }
}

static int ascending(const void *a, const void *b)
{
    micros x = *(const micros *)a, y = *(const micros *)b;
    return (x > y) - (x < y);
}

/* ---- lengths that are counted ---- */

enum { COUNTED_LEAST = 1 << 16 };

/* Two lists by length, of which one may be that of single lengths. */
struct two {
    const struct used_times *a, *b;
    size_t a_len, b_len;
};

/* The two as one list at OUT (NULL: it is only counted); gives how long it is. */
static size_t join_two(const struct two *two, struct used_times *out)
{
    size_t i = 0, k = 0, len = 0;
    while (i < two->a_len || k < two->b_len) {
        bool has_a = i < two->a_len, has_b = k < two->b_len;
        bool is_a = has_a && (!has_b || two->a[i].length <= two->b[k].length);
        bool is_b = has_b && (!has_a || two->b[k].length <= two->a[i].length);
        struct used_times one = is_a ? two->a[i] : two->b[k];
        if (is_a && is_b)
            one.times += two->b[k].times;
        i += is_a;
        k += is_b;
        if (out)
            out[len] = one;
        len++;
    }
    return len;
}

static void join_counted(struct used *used, const struct used_times *more, size_t len)
{
    struct two two = {used->counted, more, used->counted_len, len};
    size_t joined = join_two(&two, NULL);
    struct used_times *out = memory_resize(NULL, (joined + 1) * sizeof *out);
    used->counted_len = join_two(&two, out);
    memory_release(used->counted);
    used->counted = out;
}

/* Those in AT, which become a list of lengths by size. */
static struct used_times *count_singles(struct used *used, size_t *len)
{
    struct used_times *out;
    size_t distinct = 0;
    qsort(used->at, used->count, sizeof *used->at, ascending);
    for (size_t i = 0; i < used->count; i++)
        distinct += i == 0 || used->at[i] != used->at[i - 1];
    out = memory_resize(NULL, (distinct + 1) * sizeof *out);
    *len = 0;
    for (size_t i = 0; i < used->count; i++) {
        if (i == 0 || used->at[i] != used->at[i - 1])
            out[(*len)++] = (struct used_times){used->at[i], 0};
        out[*len - 1].times++;
    }
    return out;
}

/* From now on all of them are counted. */
static void count_all(struct used *used)
{
    size_t len = 0;
    if (!used->count)
        return;
    struct used_times *singles = count_singles(used, &len);
    join_counted(used, singles, len);
    memory_release(singles);
    memory_release(used->at);
    used->at = NULL;
    used->count = used->cap = 0;
}

/* If many have come one by one, and equal ones are so many that a count of them is less. */
static void count_many(struct used *used)
{
    size_t least = used->least > COUNTED_LEAST ? used->least : COUNTED_LEAST, len = 0;
    if (used->count < least || used->count < used->counted_len)
        return;
    struct used_times *singles = count_singles(used, &len);
    struct two two = {used->counted, singles, used->counted_len, len};
    size_t before = used->counted_len * sizeof *singles + used->count * sizeof *used->at;
    bool is_less = join_two(&two, NULL) * sizeof *singles < before;
    used->least = is_less ? 0 : used->count * 2;
    memory_release(singles);
    if (is_less)
        count_all(used);
}

void used_append(struct used *used, const struct used *more)
{
    if (more->counted_len)
        join_counted(used, more->counted, more->counted_len);
    if (!more->count)
        return;
    used_grow(used, more->count);
    memcpy(used->at + used->count, more->at, more->count * sizeof *more->at);
    used->count += more->count;
}

/* RANK among those that are all counted. */
static micros counted_select(const struct used *used, uint64_t rank)
{
    size_t i = 0;
    for (; rank >= used->counted[i].times; i++)
        rank -= used->counted[i].times;
    return used->counted[i].length;
}

/* ---- one by one ---- */

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

micros used_select(struct used *used, uint64_t rank)
{
    if (used->counted_len) {
        count_all(used);
        return counted_select(used, rank);
    }
    return select_rank(used->at, 0, used->count, rank);
}

/* ---- all ranks at once ---- */

enum { PERCENTS = 5, SLICES = 1 << 12 };

static const unsigned percents[PERCENTS] = {50, 90, 95, 99, 100};

static size_t nearest_rank(unsigned percent, uint64_t count)
{
    return (percent * count + 99) / 100 - 1;
}

/* The lengths cut into slices by size; those of some slices are wanted. */
struct slices {
    micros least;
    unsigned bits; /* a slice has 2^bits of them */
    size_t count[SLICES];
    bool is_wanted[SLICES];
};

static size_t slice_of(const struct slices *slices, micros length)
{
    return ((uint64_t)length - (uint64_t)slices->least) >> slices->bits;
}

static void cut(struct slices *slices, const struct used *used)
{
    micros least = used->at[0], most = used->at[0];
    for (size_t i = 0; i < used->count; i++) {
        least = used->at[i] < least ? used->at[i] : least;
        most = used->at[i] > most ? used->at[i] : most;
    }
    slices->least = least;
    while (slice_of(slices, most) >= SLICES)
        slices->bits++;
    for (size_t i = 0; i < used->count; i++)
        slices->count[slice_of(slices, used->at[i])]++;
}

/* The wanted ones to the front; gives how many there are. */
static size_t bring_forward(const struct slices *slices, struct used *used)
{
    size_t front = 0;
    for (size_t i = 0; i < used->count; i++) {
        micros length = used->at[i];
        used->at[i] = used->at[front];
        used->at[front] = length;
        front += slices->is_wanted[slice_of(slices, length)];
    }
    return front;
}

/* Only the slices in which the ranks lie are looked at more closely. */
static void select_slices(struct slices *slices, struct used *used, micros found[PERCENTS])
{
    size_t ranks[PERCENTS], slice = 0, below = 0, dropped = 0, from = 0;
    cut(slices, used);
    for (size_t i = 0; i < PERCENTS; i++) {
        size_t rank = nearest_rank(percents[i], used->count);
        for (; rank >= below + slices->count[slice]; slice++) {
            below += slices->count[slice];
            dropped += slices->is_wanted[slice] ? 0 : slices->count[slice];
        }
        slices->is_wanted[slice] = true;
        ranks[i] = rank - dropped;
    }
    size_t front = bring_forward(slices, used);
    for (size_t i = 0; i < PERCENTS; i++) {
        found[i] = select_rank(used->at, from, front, ranks[i]);
        from = ranks[i];
    }
}

static void select_few(struct used *used, micros found[PERCENTS])
{
    size_t from = 0;
    for (size_t i = 0; i < PERCENTS; i++) {
        size_t rank = nearest_rank(percents[i], used->count);
        found[i] = select_rank(used->at, from, used->count, rank);
        from = rank;
    }
}

static void select_many(struct used *used, micros found[PERCENTS])
{
    struct slices *slices = memory_resize(NULL, sizeof *slices);
    memset(slices, 0, sizeof *slices);
    select_slices(slices, used, found);
    memory_release(slices);
}

/* SUM/COUNT, rounded half-even. */
static micros mean(const struct used *used)
{
    wide sum = 0, count = (wide)used_count(used);
    for (size_t i = 0; i < used->count; i++)
        sum += used->at[i];
    for (size_t i = 0; i < used->counted_len; i++)
        sum += (wide)used->counted[i].length * (wide)used->counted[i].times;
    return (micros)exact_divide(sum, count);
}

struct tally_used used_summary(struct used *used)
{
    micros found[PERCENTS];
    struct tally_used summary = {.cycles = used_count(used)};
    if (!summary.cycles)
        return summary;
    if (used->counted_len)
        count_all(used);
    else if (used->count < SLICES)
        select_few(used, found);
    else
        select_many(used, found);
    for (size_t i = 0; used->counted_len && i < PERCENTS; i++)
        found[i] = counted_select(used, nearest_rank(percents[i], summary.cycles));
    summary.mean = mean(used);
    summary.p50 = found[0];
    summary.p90 = found[1];
    summary.p95 = found[2];
    summary.p99 = found[3];
    summary.max = found[4];
    return summary;
}

/* ---- as bytes ---- */

static void put_counted(struct used *used, struct buffer *out)
{
    micros last = 0;
    count_all(used);
    wire_put_whole(out, used_count(used));
    for (size_t i = 0; i < used->counted_len; i++) {
        wire_put_signed(out, used->counted[i].length - last);
        wire_put_whole(out, used->counted[i].times);
        last = used->counted[i].length;
    }
}

void used_put(struct used *used, struct buffer *out)
{
    micros last = 0;
    if (used->counted_len) {
        put_counted(used, out);
        return;
    }
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
        used_grow(used, times);
        for (uint64_t i = 0; i < times; i++)
            used->at[used->count++] = length;
        left -= times;
    }
    count_many(used);
}

/* calendar_sums.c - running sums over open stretches, and the two ways to find one of them. */
#include "time/calendar_sums.h"

#include "time/calendar_data.h"
#include "time/fault.h"

const struct calendar_sums *calendar_sums_of(const struct calendar *calendar)
{
    return &calendar->sums;
}

/* ---- Made ---- */

static void set_pieces(struct arena *arena, struct calendar_sums *sums, const stretches *open)
{
    struct calendar_piece *pieces = ARENA_ARRAY(arena, open->count + 1, struct calendar_piece);
    for (size_t i = 0; i < open->count; i++) {
        pieces[i].from = open->at[i].from;
        pieces[i].to = open->at[i].to + (FAULT(CLOSING_LATE) ? 1 : 0);
        pieces[i].before = sums->total;
        sums->total += pieces[i].to - pieces[i].from;
    }
    pieces[open->count] = (struct calendar_piece){INT64_MAX, INT64_MAX, sums->total};
    sums->piece = pieces;
}

/* Slots, or slices, of 2^bits of LENGTH: at least COUNT of them. */
static unsigned bits_for(int64_t length, size_t count)
{
    unsigned bits = 0;
    while (bits < 62 && (uint64_t)length >> (bits + 1) >= count)
        bits++;
    return bits;
}

/* Twice as many slots as pieces, so that most hold one at most. */
static void index_slots(struct arena *arena, struct calendar_sums *sums, size_t count)
{
    sums->slot_bits = bits_for(sums->to - sums->from, 2 * count);
    size_t slots = (size_t)((uint64_t)(sums->to - sums->from) >> sums->slot_bits) + 2;
    uint32_t *by_slot = ARENA_ARRAY(arena, slots, uint32_t);
    uint32_t next = 0;
    for (size_t k = 0; k < slots; k++) {
        instant at = sums->from + (instant)((uint64_t)k << sums->slot_bits);
        while (next < count && sums->piece[next].to <= at)
            next++;
        by_slot[k] = next;
    }
    sums->by_slot = by_slot;
}

/* About as many slices as pieces. */
static void index_slices(struct arena *arena, struct calendar_sums *sums, size_t count)
{
    sums->slice_bits = bits_for(sums->total, count);
    size_t slices = (size_t)((uint64_t)sums->total >> sums->slice_bits) + 2;
    uint32_t *by_slice = ARENA_ARRAY(arena, slices, uint32_t);
    uint32_t next = 0;
    for (size_t k = 0; k < slices; k++) {
        uint64_t sum = (uint64_t)k << sums->slice_bits;
        while (next < count && (uint64_t)sums->piece[next + 1].before <= sum)
            next++;
        by_slice[k] = next;
    }
    sums->by_slice = by_slice;
}

void calendar_sums_make(struct arena *arena, struct calendar_sums *sums, const stretches *open)
{
    set_pieces(arena, sums, open);
    index_slots(arena, sums, open->count);
    index_slices(arena, sums, open->count);
}

/* ---- Looked up ---- */

const struct calendar_piece *calendar_sums_search(const struct calendar_sums *sums, instant at)
{
    size_t slot = (size_t)((uint64_t)(at - sums->from) >> sums->slot_bits);
    size_t low = sums->by_slot[slot], high = sums->by_slot[slot + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sums->piece[middle].to > at)
            high = middle;
        else
            low = middle + 1;
    }
    return &sums->piece[low];
}

static __attribute__((noinline)) const struct calendar_piece *
search_sum(const struct calendar_sums *sums, size_t slice, micros sum)
{
    size_t low = sums->by_slice[slice], high = sums->by_slice[slice + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sums->piece[middle + 1].before >= sum)
            high = middle;
        else
            low = middle + 1;
    }
    return &sums->piece[low];
}

static inline const struct calendar_piece *piece_at(const struct calendar_sums *sums, micros sum)
{
    size_t slice = (size_t)((uint64_t)(sum - 1) >> sums->slice_bits);
    const struct calendar_piece *piece = &sums->piece[sums->by_slice[slice]];
    if (piece[1].before < sum && (++piece)[1].before < sum)
        piece = search_sum(sums, slice, sum);
    return piece;
}

const struct calendar_piece *calendar_sums_piece_at(const struct calendar_sums *sums, micros sum)
{
    return piece_at(sums, sum);
}

instant calendar_sums_reach(const struct calendar_sums *sums, micros sum)
{
    if (FAULT(DUE_NEXT_OPENING) && sum < sums->total)
        sum++;
    const struct calendar_piece *piece = piece_at(sums, sum);
    return piece->from + (sum - piece->before) - (FAULT(DUE_NEXT_OPENING) ? 1 : 0);
}

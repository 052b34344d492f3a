/* calendar_sums.h - the open time of a calendar up to an instant, for those who ask very often.
 *
 * A time elapsed is the difference of two sums, and a limit is reached where the sum is that of its
 * start and the limit together; so who goes on from instant to instant looks up one sum each time.
 * What lies beyond the window is not known here: calendar_elapsed and calendar_due know it.
 */
#ifndef TIME_CALENDAR_SUMS_H
#define TIME_CALENDAR_SUMS_H

#include "time/calendar.h"

/* An open stretch, and the open time before it. */
struct calendar_piece {
    instant from, to;
    micros before;
};

/* Open stretches are found by the slot of 2^slot_bits microseconds that an instant lies in, and by
 * the running sum cut into slices of 2^slice_bits, so that no search depends on their number. */
struct calendar_sums {
    instant from, to;                   /* sums are known for [FROM, TO] */
    micros total;                       /* at TO */
    const struct calendar_piece *piece; /* tidy; one more, empty, stands at the end */
    const uint32_t *by_slot;  /* [k]: first piece that ends after FROM + k slots; and one more */
    const uint32_t *by_slice; /* [k]: first piece whose running sum passes k slices; and one more */
    unsigned slot_bits, slice_bits;
};

/* Lives as long as CALENDAR. */
const struct calendar_sums *calendar_sums_of(const struct calendar *calendar);

static inline bool calendar_sums_know(const struct calendar_sums *sums, instant at)
{
    return at >= sums->from && at <= sums->to;
}

/* The first piece that ends after AT, which is known, however many its slot holds. */
const struct calendar_piece *calendar_sums_search(const struct calendar_sums *sums, instant at);

/* The first piece that ends after AT, which is known, and the empty one if there is none; where the
 * slot holds more than two, perhaps an earlier one. */
static inline const struct calendar_piece *calendar_sums_near(const struct calendar_sums *sums,
                                                              instant at)
{
    size_t slot = (size_t)((uint64_t)(at - sums->from) >> sums->slot_bits);
    const struct calendar_piece *piece = &sums->piece[sums->by_slot[slot]];
    return piece->to <= at ? piece + 1 : piece;
}

static inline const struct calendar_piece *calendar_sums_piece(const struct calendar_sums *sums,
                                                               instant at)
{
    const struct calendar_piece *piece = calendar_sums_near(sums, at);
    return piece->to > at ? piece : calendar_sums_search(sums, at);
}

/* Up to AT, before which PIECE is the first that ends after it. */
static inline micros calendar_sums_in(const struct calendar_piece *piece, instant at)
{
    return piece->before + (at > piece->from ? at - piece->from : 0);
}

/* Up to AT, which is known. */
static inline micros calendar_sums_at(const struct calendar_sums *sums, instant at)
{
    return calendar_sums_in(calendar_sums_piece(sums, at), at);
}

/* The first instant up to which it is SUM, 0 < SUM <= total: at a closing rather than at the next
 * opening. */
instant calendar_sums_reach(const struct calendar_sums *sums, micros sum);

#endif

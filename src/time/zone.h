/* zone.h - time zones: the offset from UTC at any instant, and local times turned into instants.
 *
 * A zone is decoded from the bytes of a TZif file (RFC 9636, versions 1 to 4, with the rule in its
 * footer) or has a fixed offset. Nothing here reads files: see zone_table.h. A zone is immutable
 * and may be used by many threads.
 */
#ifndef TIME_ZONE_H
#define TIME_ZONE_H

#include "time/civil.h"

struct zone;

enum zone_status {
    ZONE_OK,
    ZONE_BAD_NAME,    /* no name a zone can have: `../x`, an empty part, a strange character */
    ZONE_NOT_FOUND,   /* the database has no such zone */
    ZONE_BAD_FILE,    /* the database has it, but its bytes are no valid TZif */
    ZONE_LEAP_SECONDS /* a `right/` zone: it counts leap seconds, and instants do not */
};

/* Decodes BYTES (borrowed during the call only). Every count and index is checked. NAME is kept and
 * must live as long as the arena. */
enum zone_status zone_decode(struct arena *arena, struct text name, struct text bytes,
                             const struct zone **zone) __attribute__((warn_unused_result));

const struct zone *zone_utc(void);

/* OFFSET in seconds east of UTC, -86399 to 86399; its name is written as `+02:00`. */
const struct zone *zone_fixed(struct arena *arena, int32_t offset);

struct text zone_name(const struct zone *zone);

/* A stretch of constant offset: [from, to). The first begins at INT64_MIN, the last ends at
 * INT64_MAX. Neighbours may have the same offset (only the abbreviation changes). */
struct zone_segment {
    instant from, to;
    int32_t offset; /* seconds east of UTC */
    bool is_dst;
    const char *abbreviation; /* "CEST"; lives as long as the zone */
};

struct zone_segment zone_segment_at(const struct zone *zone, instant at);

int32_t zone_offset(const struct zone *zone, instant at);

struct zone_local {
    day date;
    micros time; /* of the day */
    int32_t offset;
};

struct zone_local zone_to_local(const struct zone *zone, instant at);

enum zone_kind {
    ZONE_UNIQUE,
    ZONE_GAP, /* clocks were put forward over it */
    ZONE_FOLD /* it came twice */
};

struct zone_reading {
    enum zone_kind kind;
    /* What the local time means: the instant; at a gap its end; at a fold the first reading
     * (semantics 1.3, 2.7). */
    instant at;
    /* At a fold the first and the last reading. At a gap the local time read with the offset after
     * it and with the one before it. Else both are AT. */
    instant earlier, later;
};

/* TIME is of the day, 0 to MICROS_DAY. */
struct zone_reading zone_to_instant(const struct zone *zone, day date, micros time);

/* The instants of a local date: mostly one stretch; none if the zone left the date out (Apia,
 * 2011-12-30); two or more if the clocks were put back over its midnight. In order. */
enum { ZONE_STRETCHES = 4 };

struct zone_stretch {
    instant from, to;
};

int zone_date(const struct zone *zone, day date, struct zone_stretch out[ZONE_STRETCHES]);

/* `2026-09-07 09:30 CEST`: for people. OUT has room for CIVIL_ROOM bytes. */
size_t zone_write(const struct zone *zone, char *out, instant at);

#endif

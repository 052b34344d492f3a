/* zone_decode.c - the bytes of a TZif file (RFC 9636) made a zone.
 *
 * The file is not trusted: sizes are checked before anything is read, indexes before they are used.
 */
#include "time/zone_data.h"

#include <string.h>

enum { HEADER_SIZE = 44, RULE_SPELLED_OUT_TO = 2100 };

struct header {
    char version;
    uint32_t ut, standard, leaps, times, types, chars;
};

struct block {
    struct header header;
    uint32_t wide; /* bytes of a time: 4 or 8 */
    const uint8_t *times, *indexes, *types, *chars;
    const uint8_t *end;
};

static uint32_t read32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t read_time(const uint8_t *at, uint32_t wide)
{
    if (wide == 4)
        return (int32_t)read32(at);
    return (int64_t)((uint64_t)read32(at) << 32 | read32(at + 4));
}

static bool read_header(struct text bytes, struct header *header)
{
    if (bytes.len < HEADER_SIZE || memcmp(bytes.at, "TZif", 4) != 0)
        return false;
    const uint8_t *at = (const uint8_t *)bytes.at;
    *header = (struct header){(char)at[4],     read32(at + 20), read32(at + 24), read32(at + 28),
                              read32(at + 32), read32(at + 36), read32(at + 40)};
    return header->version == '\0' || header->version >= '2';
}

/* The block at the start of BYTES; its parts stand in a fixed order. */
static bool read_block(struct text bytes, uint32_t wide, struct block *block)
{
    if (!read_header(bytes, &block->header))
        return false;
    const struct header *header = &block->header;
    uint64_t times = (uint64_t)header->times * wide, types = (uint64_t)header->types * 6;
    uint64_t size = times + header->times + types + header->chars +
                    (uint64_t)header->leaps * (wide + 4) + header->standard + header->ut;
    if (size > bytes.len - HEADER_SIZE)
        return false;
    block->wide = wide;
    block->times = (const uint8_t *)bytes.at + HEADER_SIZE;
    block->indexes = block->times + times;
    block->types = block->indexes + header->times;
    block->chars = block->types + types;
    block->end = block->times + size;
    return true;
}

/* Version 1 has 32-bit times; later ones repeat all with 64 bits, and a footer. */
static bool find_block(struct text bytes, struct block *block, struct text *footer)
{
    *footer = TEXT("");
    if (!read_block(bytes, 4, block))
        return false;
    if (block->header.version == '\0')
        return true;
    size_t skipped = (size_t)((const char *)block->end - bytes.at);
    struct text rest = text_slice(bytes, skipped, bytes.len);
    if (!read_block(rest, 8, block))
        return false;
    struct text tail = text_slice(bytes, (size_t)((const char *)block->end - bytes.at), bytes.len);
    const char *line_end =
        tail.len >= 2 && tail.at[0] == '\n' ? memchr(tail.at + 1, '\n', tail.len - 1) : NULL;
    if (!line_end)
        return false;
    *footer = text_slice(tail, 1, (size_t)(line_end - tail.at));
    return true;
}

static bool read_type(struct arena *arena, const struct block *block, uint32_t index,
                      struct zone_type *type)
{
    const uint8_t *at = block->types + (size_t)index * 6;
    uint32_t name = at[5];
    if (index >= block->header.types || name >= block->header.chars)
        return false;
    const char *start = (const char *)block->chars + name;
    const char *end = memchr(start, '\0', block->header.chars - name);
    int64_t offset = (int32_t)read32(at);
    if (!end || offset < -ZONE_OFFSET_MOST || offset > ZONE_OFFSET_MOST)
        return false;
    type->offset = (int32_t)offset;
    type->is_dst = at[4] != 0;
    type->abbreviation = text_cstr(arena, (struct text){start, (size_t)(end - start)});
    return true;
}

/* The transitions as they are gathered; as in struct zone. */
struct changes {
    size_t count;
    instant *at;
    struct zone_type *type;
};

/* Appends a transition; one at the instant of the last replaces it. */
static void push(struct changes *changes, instant at, struct zone_type type)
{
    if (changes->count == 0 || changes->at[changes->count - 1] != at)
        changes->at[changes->count++] = at;
    changes->type[changes->count] = type;
}

static instant to_instant(int64_t seconds)
{
    const int64_t most = INT64_MAX / MICROS_SECOND;
    if (seconds < -most)
        return INT64_MIN;
    return seconds > most ? INT64_MAX : seconds * MICROS_SECOND;
}

static bool read_transitions(const struct block *block, const struct zone_type *types,
                             struct changes *changes)
{
    int64_t last = INT64_MIN;
    for (uint32_t i = 0; i < block->header.times; i++) {
        int64_t seconds = read_time(block->times + (size_t)i * block->wide, block->wide);
        if (block->indexes[i] >= block->header.types || (i > 0 && seconds <= last))
            return false;
        push(changes, to_instant(seconds), types[block->indexes[i]]);
        last = seconds;
    }
    return true;
}

/* The rule is spelled out for the years that matter, so that they cost one search. */
static void spell_out_rule(const struct zone_rule *rule, struct changes *changes)
{
    if (changes->count == 0)
        return;
    instant last = changes->at[changes->count - 1];
    if (!civil_exists(last))
        return;
    int year = civil_of_day((day)(last / MICROS_DAY)).year;
    for (; year <= RULE_SPELLED_OUT_TO; year++) {
        struct zone_change both[2];
        zone_rule_year(rule, year, both);
        for (int i = 0; i < 2; i++)
            if (both[i].at > last)
                push(changes, both[i].at, both[i].type);
    }
}

/* Transitions to make room for. */
static size_t spelled_out_most(const struct block *block, const struct zone *zone)
{
    uint32_t times = block->header.times;
    if (!zone->has_rule || times == 0)
        return times + 1;
    instant last =
        to_instant(read_time(block->times + (size_t)(times - 1) * block->wide, block->wide));
    int year = civil_exists(last) ? civil_of_day((day)(last / MICROS_DAY)).year : YEAR_LAST;
    int years = year <= RULE_SPELLED_OUT_TO ? RULE_SPELLED_OUT_TO + 1 - year : 0;
    return times + 2 * (size_t)years + 1;
}

/* Before the first transition the first type holds; without any, the rule does. */
static bool fill(struct arena *arena, const struct block *block, struct zone *zone)
{
    size_t count = block->header.types;
    struct zone_type *types = ARENA_ARRAY(arena, count, struct zone_type);
    for (uint32_t i = 0; i < count; i++)
        if (!read_type(arena, block, i, &types[i]))
            return false;
    size_t room = spelled_out_most(block, zone);
    struct changes changes = {0, ARENA_ARRAY(arena, room, instant),
                              ARENA_ARRAY(arena, room + 1, struct zone_type)};
    changes.type[0] = types[0];
    if (!read_transitions(block, types, &changes))
        return false;
    if (zone->has_rule && zone->rule.has_dst)
        spell_out_rule(&zone->rule, &changes);
    else if (zone->has_rule)
        changes.type[changes.count] = zone->rule.standard;
    zone->has_rule = zone->has_rule && zone->rule.has_dst;
    zone->count = changes.count;
    zone->at = changes.at;
    zone->type = changes.type;
    return true;
}

enum zone_status zone_decode(struct arena *arena, struct text name, struct text bytes,
                             const struct zone **zone)
{
    struct block block;
    struct text footer;
    if (!find_block(bytes, &block, &footer) || block.header.types == 0)
        return ZONE_BAD_FILE;
    if (block.header.leaps > 0)
        return ZONE_LEAP_SECONDS;
    struct zone *fresh = ARENA_NEW(arena, struct zone);
    fresh->name = name;
    fresh->has_rule = footer.len > 0;
    if (fresh->has_rule && !zone_rule_parse(arena, footer, &fresh->rule))
        return ZONE_BAD_FILE;
    if (!fill(arena, &block, fresh))
        return ZONE_BAD_FILE;
    *zone = fresh;
    return ZONE_OK;
}

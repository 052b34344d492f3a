/* with: tap.c time_make.c */
/* time_zdump.c - every zone and link of the system's database against zdump: both sides of every
 * transition from 1970 to 2100, and local times in every gap and fold. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "time/zone_file.h"
#include "time_make.h"

enum { YEAR_FROM = 1970, YEAR_TO = 2101 };

struct side {
    instant at;
    day date;
    micros time;
    bool is_dst;
    long offset;
    char abbreviation[16];
};

struct checking {
    const struct zone *zone;
    struct side before; /* the side of a transition that was read last */
    bool has_before;
    int sides, changes, wrong;
};

static bool month_of(const char *name, int *month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const char *found = strstr(names, name);
    *month = found ? (int)(found - names) / 3 + 1 : 0;
    return found != NULL;
}

/* `Sat Mar 27 23:59:59 1976` */
static bool read_moment(const char *text, day *date, micros *time)
{
    char month[8];
    int year, mon, mday, hour, minute, second;
    if (sscanf(text, "%*s %3s %d %d:%d:%d %d", month, &mday, &hour, &minute, &second, &year) != 6 ||
        !month_of(month, &mon))
        return false;
    *date = civil_day(year, mon, mday);
    *time = hour * MICROS_HOUR + minute * MICROS_MINUTE + second * MICROS_SECOND;
    return true;
}

/* NAME  moment UT = moment CET isdst=0 gmtoff=3600 */
static bool read_side(const char *line, struct side *side)
{
    day date;
    micros time;
    int is_dst;
    const char *utc = strchr(line, ' '), *equals = strstr(line, " UT = ");
    if (!utc || !equals || !read_moment(utc, &date, &time) ||
        !read_moment(equals + 6, &side->date, &side->time) ||
        sscanf(equals + 6, "%*s %*s %*s %*s %*s %15s isdst=%d gmtoff=%ld", side->abbreviation,
               &is_dst, &side->offset) != 3)
        return false;
    side->is_dst = is_dst != 0;
    side->at = date * MICROS_DAY + time;
    return true;
}

static void check(struct checking *checking, bool good, const char *what, instant at)
{
    char text[CIVIL_ROOM];
    if (good)
        return;
    civil_write_instant(text, at);
    if (checking->wrong++ < 5)
        printf("# " TEXT_FMT ": %s at %s\n", TEXT_ARG(zone_name(checking->zone)), what, text);
}

static void check_side(struct checking *checking, const struct side *side)
{
    const struct zone *zone = checking->zone;
    struct zone_local local = zone_to_local(zone, side->at);
    struct zone_segment segment = zone_segment_at(zone, side->at);
    struct zone_reading reading = zone_to_instant(zone, side->date, side->time);
    checking->sides++;
    check(checking, local.offset == side->offset, "offset", side->at);
    check(checking, local.date == side->date && local.time == side->time, "local time", side->at);
    check(checking, segment.is_dst == side->is_dst, "summer time", side->at);
    check(checking, strcmp(segment.abbreviation, side->abbreviation) == 0, "name", side->at);
    check(checking, reading.kind != ZONE_GAP, "a local time that exists", side->at);
    check(checking, reading.earlier == side->at || reading.later == side->at, "way back", side->at);
}

/* A local time in the middle of what was skipped or came twice. */
static void check_change(struct checking *checking, const struct side *before,
                         const struct side *after)
{
    micros jump = (after->offset - before->offset) * MICROS_SECOND;
    instant local = after->at + before->offset * MICROS_SECOND + jump / 2;
    day date = (day)(local / MICROS_DAY);
    struct zone_reading reading = zone_to_instant(checking->zone, date, local - date * MICROS_DAY);
    check(checking, before->at + MICROS_SECOND == after->at, "two sides", after->at);
    if (jump > 0) {
        check(checking, reading.kind == ZONE_GAP, "gap", after->at);
        check(checking, reading.at == after->at, "end of the gap", after->at);
        check(checking, reading.later - reading.earlier == jump, "size of the gap", after->at);
    } else if (jump < 0) {
        check(checking, reading.kind == ZONE_FOLD, "fold", after->at);
        check(checking, reading.at == reading.earlier && reading.at < after->at, "first reading",
              after->at);
        check(checking, reading.later - reading.earlier == -jump, "size of the fold", after->at);
    }
}

static bool is_change(const struct zone_segment *a, const struct zone_segment *b)
{
    return a->offset != b->offset || a->is_dst != b->is_dst ||
           strcmp(a->abbreviation, b->abbreviation) != 0;
}

/* How many transitions we know in the same years: zdump must have shown them all. */
static int count_changes(const struct zone *zone)
{
    instant from = civil_day(YEAR_FROM, 1, 1) * MICROS_DAY;
    instant to = civil_day(YEAR_TO, 1, 1) * MICROS_DAY;
    int count = 0;
    struct zone_segment segment = zone_segment_at(zone, from);
    while (segment.to < to) {
        struct zone_segment next = zone_segment_at(zone, segment.to);
        count += is_change(&segment, &next);
        segment = next;
    }
    return count;
}

static void take_line(struct checking *checking, const char *line)
{
    struct side side;
    if (!read_side(line, &side))
        return;
    check_side(checking, &side);
    if (checking->has_before) {
        check_change(checking, &checking->before, &side);
        checking->changes++;
    }
    checking->before = side;
    checking->has_before = !checking->has_before;
}

static void check_zone(const struct zone *zone, struct text name)
{
    char command[400], line[400];
    struct checking checking = {.zone = zone};
    snprintf(command, sizeof command, "zdump -v -c %d,%d '" TEXT_FMT "'", YEAR_FROM, YEAR_TO,
             TEXT_ARG(name));
    FILE *pipe = popen(command, "r");
    if (!pipe) {
        tap_ok(false, "zdump runs");
        return;
    }
    int lines = 0;
    for (; fgets(line, sizeof line, pipe); lines++)
        take_line(&checking, line);
    int status = pclose(pipe);
    int known = count_changes(zone);
    tap_ok(status == 0 && lines > 0 && checking.wrong == 0 && known == checking.changes,
           TEXT_FMT ": %d transitions", TEXT_ARG(name), checking.changes);
    if (known != checking.changes)
        tap_note("zdump shows %d transitions, we know %d", checking.changes, known);
}

/* Zones whose files have the same bytes are one zone; most links are. */
struct seen {
    struct text bytes, name;
};

struct database {
    struct arena *arena;
    struct zone_table *zones;
    VECTOR(struct seen) seen;
};

static const struct seen *find_twin(const struct database *database, struct text bytes)
{
    for (size_t i = 0; i < database->seen.count; i++)
        if (text_equal(database->seen.at[i].bytes, bytes))
            return &database->seen.at[i];
    return NULL;
}

static void take_name(struct database *database, struct text name)
{
    const struct zone *zone;
    struct text bytes;
    bool known = zone_table_find(database->zones, name, &zone) == ZONE_OK &&
                 zone_file_load(getenv("TZDIR"), name, database->arena, &bytes);
    if (!known) {
        tap_ok(false, TEXT_FMT ": can be read", TEXT_ARG(name));
        return;
    }
    const struct seen *twin = find_twin(database, bytes);
    if (twin) {
        tap_ok(true, TEXT_FMT ": the same bytes as " TEXT_FMT, TEXT_ARG(name),
               TEXT_ARG(twin->name));
        return;
    }
    struct seen seen = {bytes, name};
    VECTOR_PUSH(database->arena, &database->seen, seen);
    check_zone(zone, name);
}

int main(void)
{
    struct database database = {.arena = arena_new()};
    database.zones = made_zones(database.arena);
    size_t count;
    const struct text *names = zone_table_names(database.zones, &count);
    tap_ok(count > 400, "the database lists %zu zones and links", count);
    for (size_t i = 0; i < count; i++)
        take_name(&database, names[i]);
    arena_free(database.arena);
    return tap_end();
}

/* with: tap.c time_make.c */
/* time_zone.c - names of zones, TZif bytes good and bad, footers, odd dates. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "tap.h"
#include "time/zone_file.h"
#include "time_make.h"

static struct arena *arena;
static struct zone_table *zones;

/* ---- Names ---- */

static void name(const char *text, enum zone_status wanted)
{
    const struct zone *zone = NULL;
    tap_equal(zone_table_find(zones, text_of(text), &zone), wanted, "zone `%s`", text);
}

static void names(void)
{
    name("Europe/Paris", ZONE_OK);
    name("America/Argentina/ComodRivadavia", ZONE_OK);
    name("Etc/GMT+12", ZONE_OK);
    name("UTC", ZONE_OK);
    name("+02:00", ZONE_OK);
    name("-09:30", ZONE_OK);
    name("Europe/Atlantis", ZONE_NOT_FOUND);
    name("europe", ZONE_NOT_FOUND);
    name("Europe", ZONE_NOT_FOUND); /* a folder */
    name("tzdata.zi", ZONE_BAD_FILE);
    name("", ZONE_BAD_NAME);
    name("../../../etc/passwd", ZONE_BAD_NAME);
    name("Europe/../Europe/Paris", ZONE_BAD_NAME);
    name("./Europe/Paris", ZONE_BAD_NAME);
    name("/usr/share/zoneinfo/Europe/Paris", ZONE_BAD_NAME);
    name("Europe//Paris", ZONE_BAD_NAME);
    name("Europe/Paris/", ZONE_BAD_NAME);
    name("Europe/Par is", ZONE_BAD_NAME);
    name("Europe/P\xc3\xa4ris", ZONE_BAD_NAME);
    name("+24:00", ZONE_BAD_NAME);
    if (access("/usr/share/zoneinfo/right/Europe/Paris", R_OK) == 0)
        name("right/Europe/Paris", ZONE_LEAP_SECONDS);
    const struct zone *a, *b;
    bool same = zone_table_find(zones, TEXT("Asia/Tokyo"), &a) == ZONE_OK &&
                zone_table_find(zones, TEXT("Asia/Tokyo"), &b) == ZONE_OK && a == b;
    tap_ok(same, "a zone is decoded once");
    size_t count;
    const struct text *list = zone_table_names(zones, &count);
    bool sorted = count > 400;
    for (size_t i = 1; i < count; i++)
        sorted = sorted && text_compare(list[i - 1], list[i]) < 0;
    tap_ok(sorted, "the names are sorted, each stands once");
    struct text version = zone_table_version(zones);
    tap_ok(version.len >= 5 && version.at[0] == '2' && version.at[1] == '0',
           "the version of the database");
    struct zone_table *bare = zone_table_new(arena, NULL, NULL);
    tap_ok(zone_table_find(bare, TEXT("UTC"), &a) == ZONE_OK, "UTC needs no database");
    tap_ok(zone_table_find(bare, TEXT("Asia/Tokyo"), &a) == ZONE_NOT_FOUND, "others do");
    tap_ok(text_is(zone_table_version(bare), "unknown"), "no database, no version");
}

/* ---- Odd dates ---- */

static void shown(const char *zone_name, const char *utc, const char *wanted)
{
    char text[CIVIL_ROOM];
    const struct zone *zone = made_zone(zones, zone_name);
    zone_write(zone, text, made_at(zone, utc));
    tap_same(text, wanted, "%s in %s", utc, zone_name);
}

static void reading(const char *zone_name, const char *local, enum zone_kind kind, const char *utc)
{
    char text[CIVIL_ROOM];
    const struct zone *zone = made_zone(zones, zone_name);
    struct civil_stamp stamp;
    if (civil_parse_stamp(text_of(local), &stamp) != CIVIL_OK)
        stamp.date = 0;
    struct zone_reading found = zone_to_instant(zone, stamp.date, stamp.time);
    civil_write_instant(text, found.at);
    tap_ok(found.kind == kind, "%s in %s: unique, gap or fold", local, zone_name);
    tap_same(text, utc, "%s in %s: the instant", local, zone_name);
}

static int stretches_of(const char *zone_name, const char *date, micros *length)
{
    struct zone_stretch stretch[ZONE_STRETCHES];
    int count = zone_date(made_zone(zones, zone_name), made_date(date), stretch);
    *length = 0;
    for (int i = 0; i < count; i++)
        *length += stretch[i].to - stretch[i].from;
    return count;
}

static void odd_dates(void)
{
    micros length;
    shown("Europe/Paris", "2026-07-01T00:00:00Z", "2026-07-01 02:00 CEST");
    shown("Asia/Kathmandu", "2026-07-01T00:00:00Z", "2026-07-01 05:45 +0545");
    shown("Africa/Monrovia", "1960-01-01T00:00:00Z", "1959-12-31 23:15:30 MMT");
    shown("Europe/Paris", "2500-07-01T00:00:00Z", "2500-07-01 02:00 CEST");
    shown("Europe/Paris", "9999-12-31T22:00:00Z", "9999-12-31 23:00 CET");
    shown("Europe/Dublin", "2026-01-01T00:00:00Z", "2026-01-01 00:00 GMT");
    shown("America/Nuuk", "2150-07-01T00:00:00Z", "2150-06-30 23:00 -01");
    shown("+05:30", "2026-07-01T00:00:00Z", "2026-07-01 05:30 +05:30");
    reading("Europe/Paris", "2026-03-29 02:30", ZONE_GAP, "2026-03-29T01:00:00Z");
    reading("Europe/Paris", "2026-10-25 02:30", ZONE_FOLD, "2026-10-25T00:30:00Z");
    reading("Europe/Paris", "2026-10-25 03:00", ZONE_UNIQUE, "2026-10-25T02:00:00Z");
    reading("Europe/Paris", "2026-10-25 02:00", ZONE_FOLD, "2026-10-25T00:00:00Z");
    reading("Europe/Paris", "2026-03-29 02:00", ZONE_GAP, "2026-03-29T01:00:00Z");
    reading("Europe/Paris", "2500-03-28 02:30", ZONE_GAP, "2500-03-28T01:00:00Z");
    reading("Pacific/Apia", "2011-12-30 12:00", ZONE_GAP, "2011-12-30T10:00:00Z");
    reading("America/Sao_Paulo", "2018-11-04 00:30", ZONE_GAP, "2018-11-04T03:00:00Z");
    reading("Australia/Lord_Howe", "2026-04-05 01:45", ZONE_FOLD, "2026-04-04T14:45:00Z");
    tap_equal(stretches_of("Pacific/Apia", "2011-12-30", &length), 0, "a date that was left out");
    tap_equal(stretches_of("Pacific/Kwajalein", "1969-09-30", &length), 1, "a date twice");
    tap_ok(length > MICROS_DAY, "a date that came nearly twice is longer than a day");
    tap_equal(stretches_of("America/St_Johns", "2006-10-29", &length), 2,
              "a midnight that came twice leaves a date in two parts");
    tap_equal(length, MICROS_DAY + MICROS_MINUTE, "of which the first is a minute long");
    tap_equal(stretches_of("Europe/Paris", "2026-10-25", &length), 1, "a long date");
    tap_equal(length, 25 * MICROS_HOUR, "has 25 hours");
}

/* ---- Made files ---- */

static void put32(struct buffer *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_putc(out, (char)(value >> shift & 0xff));
}

struct recipe {
    char version;
    uint32_t ut, standard, leaps, times, types, chars; /* what the header says */
    int64_t at[3];
    uint8_t index[3];
    int32_t offset;
    const char *footer;
};

static void put_header(struct buffer *out, const struct recipe *recipe, bool empty)
{
    buffer_puts(out, "TZif");
    buffer_putc(out, recipe->version);
    buffer_fill(out, '\0', 15);
    const uint32_t counts[] = {recipe->ut,    recipe->standard, recipe->leaps,
                               recipe->times, recipe->types,    recipe->chars};
    for (int i = 0; i < 6; i++)
        put32(out, empty ? 0 : counts[i]);
}

static void put_body(struct buffer *out, const struct recipe *recipe, bool wide)
{
    put_header(out, recipe, false);
    for (uint32_t i = 0; i < recipe->times && i < 3; i++) {
        if (wide)
            put32(out, (uint32_t)((uint64_t)recipe->at[i] >> 32));
        put32(out, (uint32_t)recipe->at[i]);
    }
    for (uint32_t i = 0; i < recipe->times && i < 3; i++)
        buffer_putc(out, (char)recipe->index[i]);
    for (int i = 0; i < 2; i++) {
        put32(out, (uint32_t)(recipe->offset + i * 3600));
        buffer_putc(out, (char)i);
        buffer_putc(out, (char)(i * 4));
    }
    buffer_put(out, (struct text){"AAA\0BBB\0", 8});
}

static struct text file_of(struct buffer *out, const struct recipe *recipe)
{
    buffer_clear(out);
    if (recipe->version == '\0') {
        put_body(out, recipe, false);
        return buffer_text(out);
    }
    put_header(out, recipe, true);
    put_body(out, recipe, true);
    buffer_putc(out, '\n');
    buffer_puts(out, recipe->footer);
    buffer_putc(out, '\n');
    return buffer_text(out);
}

static const struct recipe plain = {.version = '2',
                                    .times = 2,
                                    .types = 2,
                                    .chars = 8,
                                    .at = {0, 1000, 2000},
                                    .index = {1, 0, 1},
                                    .offset = 3600,
                                    .footer = "AAA-1"};

static void made_file(const char *what, struct recipe recipe, enum zone_status wanted)
{
    struct buffer out = {0};
    const struct zone *zone;
    struct text bytes = file_of(&out, &recipe);
    enum zone_status status = zone_decode(arena, TEXT("made"), bytes, &zone);
    tap_equal(status, wanted, "a file with %s", what);
    buffer_fini(&out);
}

static void made_files(void)
{
    struct recipe recipe = plain;
    made_file("nothing wrong", recipe, ZONE_OK);
    recipe.version = '\0';
    made_file("version 1", recipe, ZONE_OK);
    recipe.version = '4';
    made_file("version 4", recipe, ZONE_OK);
    recipe.version = '1';
    made_file("a version that is none", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.types = 0;
    made_file("no types", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.times = 0xffffffff;
    made_file("more transitions than bytes", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.leaps = 0x80000000;
    made_file("more leap seconds than bytes", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.index[1] = 2;
    made_file("a type that is not there", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.at[1] = 0;
    made_file("transitions out of order", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.chars = 3;
    made_file("a name without an end", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.offset = 30 * 3600;
    made_file("an offset of 30 hours", recipe, ZONE_BAD_FILE);
    recipe = plain;
    recipe.at[0] = INT64_MIN;
    recipe.at[1] = INT64_MAX;
    made_file("the widest times", recipe, ZONE_OK);
    static const char *const footers[] = {"A",
                                          "AAA",
                                          "AAA-25",
                                          "AAA-1BBB",
                                          "AAA-1BBB,M3.5.0",
                                          "AAA-1BBB,M3.5.0,M13.5.0",
                                          "AAA-1BBB,M3.6.0,M10.5.0",
                                          "AAA-1BBB,M3.5.7,M10.5.0",
                                          "AAA-1BBB,J0,J365",
                                          "AAA-1BBB,J1,366",
                                          "AAA-1BBB,M3.5.0/168,M10.5.0",
                                          "<AAA-1",
                                          "AAA-1 ",
                                          "AAA-1BBB,M3.5.0,M10.5.0,",
                                          "<>-1",
                                          "AAA-1BBB,99999999999999999999,1"};
    for (size_t i = 0; i < sizeof footers / sizeof *footers; i++) {
        recipe = plain;
        recipe.footer = footers[i];
        made_file(footers[i], recipe, ZONE_BAD_FILE);
    }
}

/* Decodes a zone that has nothing but a footer, so that it holds for all time. */
static const struct zone *by_footer(const char *footer)
{
    struct buffer out = {0};
    const struct zone *zone = zone_utc();
    struct recipe recipe = plain;
    recipe.times = 0;
    recipe.footer = footer;
    struct text bytes = file_of(&out, &recipe);
    if (zone_decode(arena, TEXT("made"), bytes, &zone) != ZONE_OK)
        tap_ok(false, "footer %s", footer);
    buffer_fini(&out);
    return zone;
}

static void footer(const char *rule, const char *utc, const char *wanted)
{
    char text[CIVIL_ROOM];
    const struct zone *zone = by_footer(rule);
    zone_write(zone, text, made_at(zone, utc));
    tap_same(text, wanted, "%s at %s", rule, utc);
}

static void footers(void)
{
    footer("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", "2026-03-29 01:59:59 CET");
    footer("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", "2026-03-29 03:00 CEST");
    footer("CET-1CEST,M3.5.0,M10.5.0/3", "0001-03-25T01:00:00Z", "0001-03-25 03:00 CEST");
    footer("EST5EDT,M3.2.0,M11.1.0", "2026-07-01T00:00:00Z", "2026-06-30 20:00 EDT");
    footer("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-12-31T00:00:00Z", "2026-12-31 11:00 +11");
    footer("XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", "2026-06-30 20:00 EDT");
    footer("XXX3EDT4,0/0,J365/23", "2026-01-01T03:59:59Z", "2025-12-31 23:59:59 EDT");
    footer("XXX3EDT4,0/0,J365/23", "2026-01-01T04:00:00Z", "2026-01-01 00:00 EDT");
    footer("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", "2026-03-27 03:00 IDT");
    footer("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", "2026-03-27 01:59:59 IST");
    footer("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", "2026-03-29 00:00 -01");
    footer("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", "2026-03-28 22:59:59 -02");
    footer("AAA0BBB,J60/0,J61/0", "2024-03-01T00:00:00Z", "2024-03-01 01:00 BBB");
    footer("AAA0BBB,J60/0,J61/0", "2024-02-29T12:00:00Z", "2024-02-29 12:00 AAA");
    footer("AAA0BBB,59/0,60/0", "2024-02-29T12:00:00Z", "2024-02-29 13:00 BBB");
    footer("AAA0BBB,59/0,60/0", "2023-03-01T12:00:00Z", "2023-03-01 13:00 BBB");
    footer("AAA-1:30:30", "2026-07-01T00:00:00Z", "2026-07-01 01:30:30 AAA");
    footer("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", "2026-07-01 01:00 IST");
    footer("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z", "2026-01-01 00:00 GMT");
}

/* No bytes may do harm: a real file cut at every length, and with every byte turned round. What can
 * still be decoded is asked for local times. */
static void damaged(void)
{
    struct text bytes;
    const struct zone *zone;
    int decoded = 0, tried = 0;
    if (!zone_file_load(getenv("TZDIR"), TEXT("Africa/Casablanca"), arena, &bytes)) {
        tap_ok(false, "a file to damage");
        return;
    }
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < 2 * bytes.len; i++, tried++) {
        struct text harmed = text_copy(scratch, bytes);
        if (i < bytes.len)
            harmed.len = i;
        else
            ((char *)(uintptr_t)harmed.at)[i - bytes.len] ^= (char)(1 << i % 8);
        if (zone_decode(scratch, TEXT("harmed"), harmed, &zone) == ZONE_OK) {
            struct zone_local local = zone_to_local(zone, (instant)i * 1000 * MICROS_HOUR);
            struct zone_reading reading = zone_to_instant(zone, local.date, local.time);
            decoded += reading.earlier <= reading.later;
        }
        if (i % 64 == 0)
            arena_reset(scratch);
    }
    arena_free(scratch);
    tap_ok(decoded > 0 && decoded < tried, "%d damaged files, %d still decoded", tried, decoded);
}

/* The database compiled without its spelled-out years gives the same zones. */
static int differences(const struct zone *a, const struct zone *b)
{
    int wrong = 0;
    for (instant at = -20 * 366 * MICROS_DAY; at < 190 * 366 * MICROS_DAY;) {
        struct zone_segment one = zone_segment_at(a, at), two = zone_segment_at(b, at);
        wrong += one.offset != two.offset || strcmp(one.abbreviation, two.abbreviation) != 0;
        at = one.to < two.to ? one.to : two.to;
    }
    return wrong;
}

static bool compile_zones(const char *folder, const char *form)
{
    char command[300];
    snprintf(command, sizeof command,
             "/usr/sbin/zic -b %s -d %s/%s /usr/share/zoneinfo/tzdata.zi 2>/dev/null", form, folder,
             form);
    return system(command) == 0;
}

static struct zone_table *compiled(const char *folder, const char *form)
{
    struct text path = text_format(arena, "%s/%s", folder, form);
    return zone_table_new(arena, zone_file_load, (void *)(uintptr_t)text_cstr(arena, path));
}

/* zic leaves transitions out of some slim files; then zdump finds the two forms to differ too. */
static bool really_differs(const char *folder, struct text name)
{
    const char *dump = "zdump -v -c 1960,2150 %s/%s/" TEXT_FMT " | sed 's/^[^ ]*//'";
    struct text fat = text_format(arena, dump, folder, "fat", TEXT_ARG(name));
    struct text thin = text_format(arena, dump, folder, "slim", TEXT_ARG(name));
    struct text command = text_format(arena, "test \"$(" TEXT_FMT ")\" != \"$(" TEXT_FMT ")\"",
                                      TEXT_ARG(fat), TEXT_ARG(thin));
    return system(text_cstr(arena, command)) == 0;
}

static void compare_forms(const char *folder)
{
    struct zone_table *fat = compiled(folder, "fat"), *thin = compiled(folder, "slim");
    size_t count, same = 0;
    const struct text *list = zone_table_names(zones, &count);
    for (size_t i = 0; i < count; i++) {
        const struct zone *a, *b;
        if (zone_table_find(fat, list[i], &a) == ZONE_OK &&
            zone_table_find(thin, list[i], &b) == ZONE_OK &&
            (differences(a, b) == 0 || really_differs(folder, list[i])))
            same++;
        else
            tap_note(TEXT_FMT " differs", TEXT_ARG(list[i]));
    }
    tap_equal((long long)same, (long long)count, "all zones, spelled out and by rule");
}

static void forms(void)
{
    char folder[] = "/tmp/charter-zones-XXXXXX", command[64];
    if (access("/usr/sbin/zic", X_OK) != 0 || !mkdtemp(folder))
        return;
    if (compile_zones(folder, "fat") && compile_zones(folder, "slim"))
        compare_forms(folder);
    snprintf(command, sizeof command, "rm -r %s", folder);
    if (system(command) != 0)
        tap_note("%s stays behind", folder);
}

int main(void)
{
    arena = arena_new();
    zones = made_zones(arena);
    names();
    odd_dates();
    made_files();
    footers();
    damaged();
    forms();
    arena_free(arena);
    return tap_end();
}

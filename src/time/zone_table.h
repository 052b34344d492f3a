/* zone_table.h - the zones of a run, each decoded once.
 *
 * The bytes come from a loader, since the core does no I/O: zone_file_load (zone_file.h) reads the
 * system's database. Does not know what a calendar is. Not for several threads at once; the zones
 * that it gives are.
 */
#ifndef TIME_ZONE_TABLE_H
#define TIME_ZONE_TABLE_H

#include "time/zone.h"

/* Gives the bytes of the file called PATH (relative to the database, checked against traversal:
 * `Europe/Paris`, `tzdata.zi`) in ARENA; false if there is no such file. */
typedef bool zone_loader(void *context, struct text path, struct arena *arena, struct text *bytes);

struct zone_table;

struct zone_table *zone_table_new(struct arena *arena, zone_loader *load, void *context);

/* The zone called NAME; also `+02:00`. `UTC` needs no file. */
enum zone_status zone_table_find(struct zone_table *table, struct text name,
                                 const struct zone **zone) __attribute__((warn_unused_result));

/* The names of all zones and links, in the order of bytes, for did-you-mean; read on first use. May
 * be empty where the database has no list. */
const struct text *zone_table_names(struct zone_table *table, size_t *count);

/* The version of the database, "2025b"; "unknown" if it does not say. */
struct text zone_table_version(struct zone_table *table);

/* Can NAME be the name of a zone? Letters, digits, `+ - _ .` in parts between single slashes, no
 * part `.` or `..`, at most 255 bytes. */
bool zone_table_is_name(struct text name);

#endif

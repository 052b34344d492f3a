/* zone_file.h - reads the system's time zone database: the one place below the command that touches
 * files, so that every entry point reads it in the same way.
 *
 * Knows the folder and nothing of what is in its files.
 */
#ifndef TIME_ZONE_FILE_H
#define TIME_ZONE_FILE_H

#include "time/zone_table.h"

/* A zone_loader. CONTEXT is the folder as a C string: what the command found in TZDIR, or NULL for
 * /usr/share/zoneinfo. Only regular files of at most 4 MiB are read. */
bool zone_file_load(void *context, struct text path, struct arena *arena, struct text *bytes);

#endif

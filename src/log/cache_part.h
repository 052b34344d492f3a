/* cache_part.h - the numbers of the sections of a log that is kept. */
#ifndef LOG_CACHE_PART_H
#define LOG_CACHE_PART_H

#include "log/cache.h"

enum {
    CACHE_ABOUT = CACHE_OWN + 1,
    CACHE_TIME,
    CACHE_KIND,
    CACHE_WHAT,
    CACHE_FIRST,
    CACHE_SOURCE,
    CACHE_ID_ENDS, /* of each ticket's identity in the next one: 8 bytes each */
    CACHE_IDS,
    CACHE_RUN_ROWS,
    CACHE_RUN_LINES,
    CACHE_FILE_ROWS,
    CACHE_OPENING,
    CACHE_OPENING_ROW,
    CACHE_VALUES = 1 << 16, /* and the attribute's number */
    CACHE_CODES = 2 << 16
};

#endif

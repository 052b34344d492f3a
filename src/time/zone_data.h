/* zone_data.h - what a zone is made of; for the zone_*.c files only. */
#ifndef TIME_ZONE_DATA_H
#define TIME_ZONE_DATA_H

#include "time/zone.h"

struct zone_type {
    int32_t offset; /* seconds east of UTC, within ±ZONE_OFFSET_MOST */
    bool is_dst;
    const char *abbreviation;
};

enum { ZONE_OFFSET_MOST = 26 * 3600 };

enum zone_rule_form {
    RULE_JULIAN,  /* Jn: 1 to 365, 29 February is never counted */
    RULE_ORDINAL, /* n: 0 to 365 */
    RULE_MONTH    /* Mm.w.d */
};

struct zone_rule_date {
    enum zone_rule_form form;
    int month, week, weekday; /* RULE_MONTH; weekday 0 = Sunday, week 5 = the last */
    int yday;                 /* the other two */
    int32_t time;             /* seconds after 00:00, -167 to 167 hours */
};

/* The footer of a TZif file: a POSIX TZ string. */
struct zone_rule {
    struct zone_type standard, dst;
    bool has_dst;
    struct zone_rule_date start, end;
};

struct zone {
    struct text name;
    size_t count;
    const instant *at;            /* COUNT transitions, ascending */
    const struct zone_type *type; /* COUNT + 1: type[i] holds until at[i] */
    bool has_rule;                /* after the last transition RULE holds */
    struct zone_rule rule;
};

/* `CET-1CEST,M3.5.0,M10.5.0/3`; false if it is none. Names are copied into ARENA. */
bool zone_rule_parse(struct arena *arena, struct text text, struct zone_rule *rule);

struct zone_change {
    instant at;
    struct zone_type type; /* from there on */
};

/* The two changes of a year, in order of time. */
void zone_rule_year(const struct zone_rule *rule, int year, struct zone_change out[2]);

/* The stretch around AT. */
struct zone_segment zone_rule_segment(const struct zone_rule *rule, instant at);

#endif

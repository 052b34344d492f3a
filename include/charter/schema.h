/* schema.h - what a ticket has: attributes, statuses, event kinds, actors; and typed values.
 *
 * Made by check from `ticket has`, `status`, `event`, and the catalogue; read by log, judge and
 * report. Attribute numbers are indices into schema.attributes. The first `stored` of them are
 * columns of a log; the others (reopenings, replies) are counted by the judge. All versions of a
 * charter have the same numbers; what a version lacks is there and `is_absent`: it can't be named.
 */
#ifndef CHARTER_SCHEMA_H
#define CHARTER_SCHEMA_H

#include "base/decimal.h"
#include "base/source.h"
#include "time/civil.h"

enum attribute_type {
    ATTRIBUTE_TEXT,
    ATTRIBUTE_WHOLE,
    ATTRIBUTE_DECIMAL,
    ATTRIBUTE_MONEY,
    ATTRIBUTE_YES_NO,
    ATTRIBUTE_TIME,
    ATTRIBUTE_CHOICE, /* one of; also service, channel, status, team */
    ATTRIBUTE_LADDER  /* choices, lowest first */
};

enum attribute_origin {
    ORIGIN_TICKET, /* ticket has */
    ORIGIN_STATUS,
    ORIGIN_SERVICE,
    ORIGIN_CHANNEL,
    ORIGIN_TEAM,
    ORIGIN_EVENT, /* event NAME has: holds at that event only */
    ORIGIN_REOPENINGS,
    ORIGIN_REPLIES
};

struct choice {
    struct text name, title; /* the title may be empty */
    struct span declared;
    bool is_absent; /* of another version of the charter */
};

struct attribute {
    struct text name, title;
    enum attribute_type type;
    enum attribute_origin origin;
    bool optional;
    const struct choice *choices; /* CHOICE and LADDER; a ladder's rank is the index */
    uint32_t choice_count;
    uint32_t event_kind; /* ORIGIN_EVENT */
    struct span declared;
    bool is_absent; /* of another version of the charter; then optional */
};

enum status_class { CLASS_WORKING, CLASS_WAITING, CLASS_DONE };

/* Event kinds: the standard ones, then declared ones from KIND_STANDARD_COUNT on. */
enum {
    KIND_OPENED,
    KIND_REPLY,
    KIND_NOTE,
    KIND_ASSIGNED,
    KIND_CHANGED,
    KIND_RESOLVED,
    KIND_CLOSED,
    KIND_REOPENED,
    KIND_MERGED,
    KIND_SPLIT,
    KIND_SURVEY,
    KIND_STANDARD_COUNT
};

enum actor { ACTOR_NONE, ACTOR_CUSTOMER, ACTOR_AGENT, ACTOR_SYSTEM };

struct event_kind {
    struct text name, title;
    struct span declared;
    bool is_absent; /* of another version of the charter */
};

enum { ATTRIBUTE_ABSENT = -1 };

struct schema {
    const struct attribute *attributes;
    uint32_t count, stored;
    const struct event_kind *kinds;
    uint32_t kind_count;
    const enum status_class *classes; /* by status choice */
    /* Numbers of attributes, or ATTRIBUTE_ABSENT. */
    int32_t status, service, channel, team;
    int32_t reopenings, replies; /* never absent */
};

enum value_type {
    VALUE_UNSET,
    VALUE_CHOICE, /* index of the choice; a ladder's rank */
    VALUE_TEXT,
    VALUE_NUMBER, /* whole and decimal */
    VALUE_MONEY,
    VALUE_YES_NO,
    VALUE_TIME
};

struct value {
    enum value_type type;
    char currency[4]; /* VALUE_MONEY */
    union {
        uint32_t choice;
        struct text text;
        struct decimal number; /* also the amount of money */
        bool yes;
        instant time;
    };
};

/* The choice of ATTRIBUTE that TEXT names, by its name or else, if it is the only one so called, by
 * its title; INDEX_NONE: none. */
static inline uint32_t attribute_choice_named(const struct attribute *attribute, struct text text)
{
    uint32_t found = UINT32_MAX, count = 0;
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        if (text_equal(attribute->choices[i].name, text))
            return i;
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        if (text.len && text_equal(attribute->choices[i].title, text)) {
            found = i;
            count++;
        }
    return count == 1 ? found : UINT32_MAX;
}

#endif

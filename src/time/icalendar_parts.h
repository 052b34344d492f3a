/* icalendar_parts.h - what the files of the iCalendar reader share; for icalendar*.c only. */
#ifndef TIME_ICALENDAR_PARTS_H
#define TIME_ICALENDAR_PARTS_H

#include <libical/ical.h>

#include "time/icalendar.h"

/* ---- Lines ---- */

/* A content line, unfolded: NAME *(;parameter) : value. */
struct icalendar_line {
    struct span span; /* its first physical line */
    const char *text; /* the whole, ended by a NUL */
    size_t name_len;
    const char *value; /* behind the colon; NULL: there is none */
};

typedef VECTOR(struct icalendar_line) icalendar_lines;

/* All lines that are not blank. Bytes that are no text are reported and end the reading. */
void icalendar_split(const struct icalendar_file *file, struct arena *scratch,
                     icalendar_lines *lines);

/* Is it the property (or BEGIN, END) called NAME, in whatever case? */
bool icalendar_is(const struct icalendar_line *line, const char *name);

/* ---- Events ---- */

/* A local date and time of the day, as an event writes it. */
struct icalendar_time {
    bool is_there;
    bool is_date; /* no time of the day */
    day date;
    micros time;
    struct span span;
};

typedef VECTOR(struct icalendar_time) icalendar_times;

struct icalendar_event {
    struct span span;                        /* its BEGIN */
    struct icalendar_time start, end, moved; /* moved: RECURRENCE-ID */
    micros length;                           /* DURATION; -1: not given */
    struct span length_span;
    const struct icalendar_line *rule; /* RRULE, or NULL */
    icalendar_times more, except;      /* RDATE, EXDATE */
    struct text uid, title;
    bool cancelled;
    bool broken; /* something of it was reported: it makes no days */
};

typedef VECTOR(struct icalendar_event) icalendar_events;

typedef VECTOR(struct holiday_rule) icalendar_rules;

/* ---- libical ---- */

/* What is called of it. It brings ICU and the library of C++ with it, which take longer to load
 * than most verbs to run; so it is loaded once there is a file to read. */
#define LIBICAL_FUNCTIONS(X)                                                                       \
    X(icalerrno_return)                                                                            \
    X(icalproperty_new_from_string)                                                                \
    X(icalproperty_get_value)                                                                      \
    X(icalproperty_get_first_parameter)                                                            \
    X(icalproperty_free)                                                                           \
    X(icalvalue_isa)                                                                               \
    X(icalvalue_get_date)                                                                          \
    X(icalvalue_get_datetime)                                                                      \
    X(icalvalue_get_datetimeperiod)                                                                \
    X(icalvalue_get_duration)                                                                      \
    X(icalvalue_get_recur)                                                                         \
    X(icalvalue_get_text)                                                                          \
    X(icaltime_null_time)                                                                          \
    X(icaltime_is_null_time)                                                                       \
    X(icaltime_is_utc)                                                                             \
    X(icaldurationtype_bad_duration)                                                               \
    X(icaldurationtype_is_bad_duration)                                                            \
    X(icalrecur_iterator_new)                                                                      \
    X(icalrecur_iterator_next)                                                                     \
    X(icalrecur_iterator_free)

#define MEMBER(name) __typeof__(name) *name;
struct libical {
    LIBICAL_FUNCTIONS(MEMBER)
};
#undef MEMBER

/* ---- Reading ---- */

struct icalendar_reading {
    const struct icalendar_file *file;
    struct libical ical;
    struct arena *scratch;
    icalendar_events events;
    icalendar_rules rules;
    size_t dates, rules_read; /* of all events, against files that go on for ever */
};

/* From its start to its end; a day where it says neither end nor length. */
micros icalendar_length(const struct icalendar_event *event);

/* The days of an event, added to the rules. */
void icalendar_add_days(struct icalendar_reading *reading, struct icalendar_event *event);

/* Reports, and gives false. */
bool icalendar_wrong(struct icalendar_reading *reading, struct span span, const char *what);

#endif

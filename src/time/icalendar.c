/* icalendar.c - content lines into events, events into days.
 *
 * Lines and blocks are read here, so that each mistake has its place; libical reads the values of
 * properties and works out repetitions.
 */
#include "time/icalendar.h"

#include <string.h>
#include <strings.h>

#include "base/library.h"
#include "base/map.h"
#include "time/icalendar_parts.h"

bool icalendar_wrong(struct icalendar_reading *reading, struct span span, const char *what)
{
    diagnose(reading->file->sink, DIAG_BAD_ICALENDAR, span, "%s", what);
    return false;
}

/* ---- Values ---- */

/* The property of TEXT as libical reads it, or NULL; to be freed. */
static icalproperty *read_property(const struct libical *ical, const char *text)
{
    icalproperty *property = ical->icalproperty_new_from_string(text);
    if (!property && *ical->icalerrno_return() == ICAL_NEWFAILED_ERROR)
        memory_failed(strlen(text));
    return property;
}

static bool is_civil(struct icaltimetype value)
{
    return civil_is_valid((struct civil_date){value.year, value.month, value.day}) &&
           value.hour < 24 && value.minute < 60 && value.second < 60;
}

static bool refuse_zone(struct icalendar_reading *reading, struct span span)
{
    struct sink *sink = reading->file->sink;
    struct diagnostic *diagnostic =
        diagnose(sink, DIAG_ICALENDAR_ZONE, span, "an event with a time in a zone");
    diagnostic_note(
        sink, diagnostic,
        "A holiday is a date, or hours of a date, in the zone of the hours that name it.");
    diagnostic_hint(sink, diagnostic,
                    "Export the event as one of the whole day, or with times without a zone.");
    return false;
}

/* One date or time of TEXT, the line or a part of it. */
static bool read_time(struct icalendar_reading *reading, const char *text, struct span span,
                      struct icalendar_time *time)
{
    const struct libical *ical = &reading->ical;
    icalproperty *property = read_property(ical, text);
    icalvalue *value = property ? ical->icalproperty_get_value(property) : NULL;
    icalvalue_kind kind = value ? ical->icalvalue_isa(value) : ICAL_NO_VALUE;
    struct icaltimetype read = ical->icaltime_null_time();
    bool zoned = false;
    if (kind == ICAL_DATE_VALUE)
        read = ical->icalvalue_get_date(value);
    else if (kind == ICAL_DATETIME_VALUE)
        read = ical->icalvalue_get_datetime(value);
    else if (kind == ICAL_DATETIMEPERIOD_VALUE)
        read = ical->icalvalue_get_datetimeperiod(value).time;
    if (property)
        zoned = ical->icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) ||
                ical->icaltime_is_utc(read);
    if (property)
        ical->icalproperty_free(property);
    if (ical->icaltime_is_null_time(read) || !is_civil(read))
        return icalendar_wrong(reading, span,
                               "a date that does not exist or is not written as one");
    if (zoned && !read.is_date)
        return refuse_zone(reading, span);
    *time = (struct icalendar_time){.is_there = true,
                                    .is_date = read.is_date,
                                    .date = civil_day(read.year, read.month, read.day),
                                    .time = read.hour * MICROS_HOUR + read.minute * MICROS_MINUTE +
                                            read.second * MICROS_SECOND,
                                    .span = span};
    return true;
}

/* RDATE and EXDATE have several values in a line: each is read as a line of its own. */
static bool read_times(struct icalendar_reading *reading, const struct icalendar_line *line,
                       icalendar_times *times)
{
    int head = (int)(line->value - line->text);
    for (const char *value = line->value; value;) {
        const char *comma = strchr(value, ',');
        int len = comma ? (int)(comma - value) : (int)strlen(value);
        struct text one = text_format(reading->scratch, "%.*s%.*s", head, line->text, len, value);
        struct icalendar_time time;
        if (!read_time(reading, text_cstr(reading->scratch, one), line->span, &time))
            return false;
        VECTOR_PUSH(reading->scratch, times, time);
        value = comma ? comma + 1 : NULL;
    }
    return true;
}

/* Fields so large are no length of a holiday; below it no sum can overflow. */
enum { FIELD_MOST = 1000000 };

static bool is_length(const struct libical *ical, struct icaldurationtype duration)
{
    return !duration.is_neg && !ical->icaldurationtype_is_bad_duration(duration) &&
           duration.weeks < FIELD_MOST && duration.days < FIELD_MOST &&
           duration.hours < FIELD_MOST && duration.minutes < FIELD_MOST &&
           duration.seconds < FIELD_MOST;
}

static bool read_length(struct icalendar_reading *reading, const struct icalendar_line *line,
                        struct icalendar_event *event)
{
    const struct libical *ical = &reading->ical;
    icalproperty *property = read_property(ical, line->text);
    icalvalue *value = property ? ical->icalproperty_get_value(property) : NULL;
    struct icaldurationtype duration = ical->icaldurationtype_bad_duration();
    if (value && ical->icalvalue_isa(value) == ICAL_DURATION_VALUE)
        duration = ical->icalvalue_get_duration(value);
    if (property)
        ical->icalproperty_free(property);
    if (!is_length(ical, duration))
        return icalendar_wrong(reading, line->span, "a length that can't be read");
    event->length = ((micros)duration.weeks * 7 + duration.days) * MICROS_DAY +
                    duration.hours * MICROS_HOUR + duration.minutes * MICROS_MINUTE +
                    duration.seconds * MICROS_SECOND;
    event->length_span = line->span;
    return true;
}

static struct text read_text(struct icalendar_reading *reading, const struct icalendar_line *line)
{
    const struct libical *ical = &reading->ical;
    icalproperty *property = read_property(ical, line->text);
    icalvalue *value = property ? ical->icalproperty_get_value(property) : NULL;
    const char *read = value && ical->icalvalue_isa(value) == ICAL_TEXT_VALUE
                           ? ical->icalvalue_get_text(value)
                           : "";
    struct text text = text_copy(reading->file->arena, text_of(read ? read : ""));
    if (property)
        ical->icalproperty_free(property);
    return text;
}

/* ---- Properties ---- */

static bool read_rule(struct icalendar_reading *reading, const struct icalendar_line *line,
                      struct icalendar_event *event)
{
    if (event->rule)
        return icalendar_wrong(reading, line->span, "a second repetition of the same event");
    event->rule = line;
    return true;
}

static bool read_moved(struct icalendar_reading *reading, const struct icalendar_line *line,
                       struct icalendar_event *event)
{
    const struct libical *ical = &reading->ical;
    icalproperty *property = read_property(ical, line->text);
    bool range = property && ical->icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER);
    if (property)
        ical->icalproperty_free(property);
    if (range)
        return icalendar_wrong(
            reading, line->span,
            "an event that moves all later ones, expected one that moves itself");
    return read_time(reading, line->text, line->span, &event->moved);
}

/* A property of an event; those that say nothing of its days are passed over. */
static bool read_line(struct icalendar_reading *reading, const struct icalendar_line *line,
                      struct icalendar_event *event)
{
    if (icalendar_is(line, "DTSTART"))
        return read_time(reading, line->text, line->span, &event->start);
    if (icalendar_is(line, "DTEND"))
        return read_time(reading, line->text, line->span, &event->end);
    if (icalendar_is(line, "DURATION"))
        return read_length(reading, line, event);
    if (icalendar_is(line, "RRULE"))
        return read_rule(reading, line, event);
    if (icalendar_is(line, "RDATE"))
        return read_times(reading, line, &event->more);
    if (icalendar_is(line, "EXDATE"))
        return read_times(reading, line, &event->except);
    if (icalendar_is(line, "RECURRENCE-ID"))
        return read_moved(reading, line, event);
    if (icalendar_is(line, "EXRULE"))
        return icalendar_wrong(reading, line->span,
                               "a rule of exceptions, expected single dates (EXDATE)");
    if (icalendar_is(line, "SUMMARY"))
        event->title = read_text(reading, line);
    if (icalendar_is(line, "UID"))
        event->uid = read_text(reading, line);
    if (icalendar_is(line, "STATUS"))
        event->cancelled = strcasecmp(line->value, "CANCELLED") == 0;
    return true;
}

static bool check_end(struct icalendar_reading *reading, const struct icalendar_event *event)
{
    const struct icalendar_time *start = &event->start, *end = &event->end;
    if (!end->is_there && event->length < 0)
        return start->is_date ||
               icalendar_wrong(reading, start->span,
                               "an event with a time that does not say when it ends");
    if (end->is_there && event->length >= 0)
        return icalendar_wrong(reading, event->length_span, "an event with an end and a length");
    if (end->is_there && end->is_date != start->is_date)
        return icalendar_wrong(reading, end->span,
                               "an event of which one end is a date, and the other has a time");
    micros length = icalendar_length(event);
    struct span span = end->is_there ? end->span : event->length_span;
    if (length <= 0)
        return icalendar_wrong(reading, span, "an event that ends where it begins, or before");
    if (start->is_date && length % MICROS_DAY)
        return icalendar_wrong(reading, span,
                               "a length that is no number of days, in an event of whole days");
    return true;
}

static bool check_event(struct icalendar_reading *reading, const struct icalendar_event *event)
{
    if (!event->start.is_there)
        return icalendar_wrong(reading, event->span,
                               "an event that does not say when it begins (DTSTART)");
    for (size_t i = 0; i < event->more.count; i++)
        if (event->more.at[i].is_date != event->start.is_date)
            return icalendar_wrong(reading, event->more.at[i].span,
                                   "a date more of an event with times, or a time of one without");
    return check_end(reading, event);
}

/* ---- Blocks ---- */

/* Where the reader stands: the blocks that are open. */
struct nesting {
    VECTOR(const struct icalendar_line *) open; /* their BEGIN lines */
    struct icalendar_event *event;              /* the one that is read, or NULL */
    size_t event_depth;
    bool any; /* a calendar was met */
};

static void begin(struct icalendar_reading *reading, struct nesting *nesting,
                  const struct icalendar_line *line)
{
    bool in_calendar = nesting->open.count > 0;
    if (!in_calendar && strcasecmp(line->value, "VCALENDAR") == 0)
        nesting->any = true;
    else if (!in_calendar)
        icalendar_wrong(reading, line->span,
                        "a block outside of a calendar, expected BEGIN:VCALENDAR");
    VECTOR_PUSH(reading->scratch, &nesting->open, line);
    if (nesting->event || strcasecmp(line->value, "VEVENT") != 0)
        return;
    struct icalendar_event event = {.span = line->span, .length = -1};
    VECTOR_PUSH(reading->scratch, &reading->events, event);
    nesting->event = &reading->events.at[reading->events.count - 1];
    nesting->event_depth = nesting->open.count;
}

static bool end(struct icalendar_reading *reading, struct nesting *nesting,
                const struct icalendar_line *line)
{
    size_t depth = nesting->open.count;
    if (depth == 0 || strcasecmp(nesting->open.at[depth - 1]->value, line->value) != 0)
        return icalendar_wrong(reading, line->span,
                               "an END that does not close the block that is open");
    if (nesting->event && depth == nesting->event_depth) {
        struct icalendar_event *event = nesting->event;
        event->broken = event->broken || (!event->cancelled && !check_event(reading, event));
        nesting->event = NULL;
    }
    nesting->open.count--;
    return true;
}

static bool take_line(struct icalendar_reading *reading, struct nesting *nesting,
                      const struct icalendar_line *line)
{
    if (!line->value)
        return icalendar_wrong(reading, line->span, "a line without a colon: no iCalendar text");
    if (icalendar_is(line, "BEGIN")) {
        begin(reading, nesting, line);
        return true;
    }
    if (icalendar_is(line, "END"))
        return end(reading, nesting, line);
    if (nesting->open.count == 0)
        return icalendar_wrong(reading, line->span,
                               "a line outside of a calendar, expected BEGIN:VCALENDAR");
    if (nesting->event && nesting->open.count == nesting->event_depth &&
        !read_line(reading, line, nesting->event))
        nesting->event->broken = true;
    return true;
}

/* False where the structure is broken: what is behind would only be misread. */
static bool read_events(struct icalendar_reading *reading)
{
    icalendar_lines lines = {0};
    struct nesting nesting = {0};
    size_t errors = reading->file->sink->errors;
    icalendar_split(reading->file, reading->scratch, &lines);
    if (reading->file->sink->errors > errors)
        return false;
    for (size_t i = 0; i < lines.count; i++)
        if (!take_line(reading, &nesting, &lines.at[i]))
            return false;
    if (nesting.open.count)
        return icalendar_wrong(reading, nesting.open.at[nesting.open.count - 1]->span,
                               "a block that is not closed");
    if (reading->events.count == 0 && reading->file->sink->errors == errors)
        return icalendar_wrong(reading, (struct span){reading->file->source, 0, 0},
                               nesting.any ? "a calendar without any event"
                                           : "an empty file, expected BEGIN:VCALENDAR");
    return true;
}

/* ---- Events that replace a repetition of another ---- */

/* An event with RECURRENCE-ID stands for that one repetition of the event with the same UID. */
static void take_out_moved(struct icalendar_reading *reading)
{
    struct map *by_uid = map_new(reading->scratch);
    for (size_t i = 0; i < reading->events.count; i++) {
        struct icalendar_event *event = &reading->events.at[i];
        if (!event->moved.is_there)
            map_put(by_uid, event->uid, event);
    }
    for (size_t i = 0; i < reading->events.count; i++) {
        const struct icalendar_event *moved = &reading->events.at[i];
        struct icalendar_event *event = moved->moved.is_there ? map_find(by_uid, moved->uid) : NULL;
        if (event)
            VECTOR_PUSH(reading->scratch, &event->except, moved->moved);
    }
}

/* ---- libical ---- */

#define NAME(name) #name,

static bool load(struct libical *ical, struct buffer *why)
{
    static const char *const names[] = {LIBICAL_FUNCTIONS(NAME)};
    static const struct library library = {"libical.so.3", "libical3", names,
                                           sizeof names / sizeof *names};
    _Static_assert(ICAL_MAJOR_VERSION == 3, "the library is that of the header");
    _Static_assert(sizeof *ical == sizeof names, "a pointer a name");
    return library_load(&library, ical, why);
}

bool icalendar_read(const struct icalendar_file *file, struct icalendar_days *days,
                    struct buffer *why)
{
    struct icalendar_reading reading = {.file = file};
    *days = (struct icalendar_days){0};
    if (!load(&reading.ical, why))
        return false;
    reading.scratch = arena_new();
    if (read_events(&reading)) {
        take_out_moved(&reading);
        for (size_t i = 0; i < reading.events.count; i++)
            if (!reading.events.at[i].broken && !reading.events.at[i].cancelled)
                icalendar_add_days(&reading, &reading.events.at[i]);
    }
    days->rules = reading.rules.at;
    days->count = reading.rules.count;
    arena_free(reading.scratch);
    return true;
}

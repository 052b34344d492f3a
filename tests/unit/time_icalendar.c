/* with: tap.c */
/* time_icalendar.c - iCalendar files as holidays: events, repetitions worked out by hand, and what
 * is wrong with files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "tap.h"
#include "time/icalendar.h"

#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define CALENDAR(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" events "END:VCALENDAR\r\n"
#define ONE(lines) CALENDAR(EVENT(lines))

struct run {
    struct arena *arena;
    struct sources *sources;
    struct sink sink;
    struct icalendar_days days;
};

static void read_bytes(struct run *run, struct text bytes)
{
    run->arena = arena_new();
    run->sources = sources_new(run->arena);
    run->days = (struct icalendar_days){0};
    memset(&run->sink, 0, sizeof run->sink);
    sink_init(&run->sink, run->arena);
    uint32_t source = sources_add(run->sources, TEXT("days.ics"), bytes);
    struct icalendar_file file = {run->arena, run->sources, source, &run->sink};
    struct buffer why = {0};
    if (!icalendar_read(&file, &run->days, &why))
        tap_note("%.*s", (int)why.len, why.at);
    buffer_fini(&why);
}

/* `2026-12-24 13:00-24:00 Christmas Eve`, a line a day; at most MOST of them. */
static const char *days_of(const char *text, size_t most)
{
    static char out[4000];
    struct run run;
    struct buffer buffer = {0};
    read_bytes(&run, text_of(text));
    for (size_t i = 0; i < run.sink.list.count; i++)
        buffer_format(&buffer, "wrong: " TEXT_FMT "\n", TEXT_ARG(run.sink.list.at[i]->message));
    for (size_t i = 0; i < run.days.count && i < most; i++) {
        const struct holiday_rule *rule = &run.days.rules[i];
        char date[CIVIL_ROOM], from[CIVIL_ROOM], to[CIVIL_ROOM];
        civil_write_date(date, rule->date);
        civil_write_time(from, rule->part.from);
        civil_write_time(to, rule->part.to);
        buffer_puts(&buffer, date);
        if (rule->part.kind == DAY_SPAN)
            buffer_format(&buffer, " %s-%s", from, to);
        buffer_format(&buffer, "%s" TEXT_FMT "\n", rule->title.len ? " " : "",
                      TEXT_ARG(rule->title));
    }
    struct text all = buffer_text(&buffer);
    snprintf(out, sizeof out, TEXT_FMT, TEXT_ARG(all));
    buffer_fini(&buffer);
    arena_free(run.arena);
    return out;
}

static void events(void)
{
    tap_same(days_of(ONE("DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas Day\r\n"), 9),
             "2026-12-25 Christmas Day\n", "a day");
    tap_same(days_of(ONE("DTSTART:20261225\r\n"), 9), "2026-12-25\n", "a day without a title");
    tap_same(days_of(ONE("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\n"), 9),
             "2026-12-24\n2026-12-25\n2026-12-26\n", "days; the end is not one of them");
    tap_same(days_of(ONE("DTSTART;VALUE=DATE:20281231\r\nDURATION:P2D\r\n"), 9),
             "2028-12-31\n2029-01-01\n", "a length in days");
    tap_same(days_of(ONE("DTSTART:20261224T130000\r\nDTEND:20261224T170000\r\n"), 9),
             "2026-12-24 13:00-17:00\n", "hours");
    tap_same(days_of(ONE("DTSTART:20261224T220000\r\nDURATION:PT8H\r\n"), 9),
             "2026-12-24 22:00-24:00\n2026-12-25 00:00-06:00\n", "hours over midnight");
    tap_same(days_of(ONE("DTSTART:20261224T130000\r\nDTEND:20261226T090000\r\n"), 9),
             "2026-12-24 13:00-24:00\n2026-12-25\n2026-12-26 00:00-09:00\n", "hours over days");
    tap_same(days_of(ONE("DTSTART:20261224T000000\r\nDTEND:20261225T000000\r\n"), 9),
             "2026-12-24\n", "from midnight to midnight is the whole day");
    tap_same(days_of(ONE("DTSTART:20261225\r\nSTATUS:CANCELLED\r\n"), 9), "", "a cancelled event");
    tap_same(
        days_of(ONE("DTSTART:20261225\r\nSUMMARY:Caf\xC3\xA9\\, bar\\; \r\n  and more\r\n"), 9),
        "2026-12-25 Caf\xC3\xA9, bar;  and more\n", "escapes and folded lines");
    tap_same(days_of("\xEF\xBB\xBF"
                     "begin:vcalendar\nbegin:vevent\ndtstart:20261225\nend:vevent\n"
                     "end:vcalendar",
                     9),
             "2026-12-25\n", "small letters, bare line ends, a mark of the byte order");
    tap_same(days_of(CALENDAR("BEGIN:VTODO\r\nDTSTART:20260101\r\nEND:VTODO\r\n" EVENT(
                         "DTSTART:20261225\r\nBEGIN:VALARM\r\nDTSTART:20260202\r\nEND:VALARM\r\n")),
                     9),
             "2026-12-25\n", "other blocks are passed over");
}

static void repetitions(void)
{
    tap_same(days_of(ONE("DTSTART:20251225\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n"), 9),
             "2025-12-25\n2026-12-25\n2027-12-25\n", "each year, three times");
    tap_same(days_of(ONE("DTSTART:20251225\r\nRRULE:FREQ=YEARLY;UNTIL=20271225\r\n"
                         "EXDATE;VALUE=DATE:20261225\r\n"),
                     9),
             "2025-12-25\n2027-12-25\n", "until a day, but for one");
    tap_same(
        days_of(ONE("DTSTART:20260525\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3\r\n"), 9),
        "2026-05-25\n2027-05-31\n2028-05-29\n", "the last Monday of May");
    tap_same(days_of(ONE("DTSTART:20260101\r\nRDATE;VALUE=DATE:20260302,20260202,20260302\r\n"), 9),
             "2026-01-01\n2026-02-02\n2026-03-02\n", "single dates, each once, in order");
    tap_same(days_of(ONE("DTSTART:20260101\r\nEXDATE:20260101\r\nRDATE:20260505\r\n"), 9),
             "2026-05-05\n", "an exception holds for the first one too");
    tap_same(days_of(ONE("DTSTART:20240229\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n"), 9),
             "2024-02-29\n2028-02-29\n", "29 February");
    tap_same(
        days_of(ONE("DTSTART:20261224T130000\r\nDURATION:PT4H\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n"),
                9),
        "2026-12-24 13:00-17:00\n2027-12-24 13:00-17:00\n", "hours, each year");
    tap_same(
        days_of(CALENDAR(EVENT("UID:a\r\nDTSTART:20251226\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n") EVENT(
                    "UID:a\r\nRECURRENCE-ID;VALUE=DATE:20261226\r\nDTSTART:20261228\r\n")),
                9),
        "2025-12-26\n2027-12-26\n2026-12-28\n", "a repetition that was moved");
    const char *endless = ONE("DTSTART:21971225\r\nRRULE:FREQ=YEARLY\r\n");
    tap_same(days_of(endless, 9), "2197-12-25\n2198-12-25\n2199-12-25\n", "up to 2199");
}

static void mistakes(void)
{
#define WRONG(text, message) tap_same(days_of(text, 0), "wrong: " message "\n", "%s", message)
    WRONG("", "an empty file, expected BEGIN:VCALENDAR");
    WRONG(CALENDAR(""), "a calendar without any event");
    WRONG("holidays a\n", "a line without a colon: no iCalendar text");
    WRONG("SUMMARY:x\n", "a line outside of a calendar, expected BEGIN:VCALENDAR");
    WRONG("BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n",
          "a block outside of a calendar, expected BEGIN:VCALENDAR");
    WRONG("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "a block that is not closed");
    WRONG("BEGIN:VCALENDAR\nEND:VEVENT\n", "an END that does not close the block that is open");
    WRONG(ONE("SUMMARY:x\r\n"), "an event that does not say when it begins (DTSTART)");
    WRONG(ONE("DTSTART;VALUE=DATE:20260230\r\n"),
          "a date that does not exist or is not written as one");
    WRONG(ONE("DTSTART:tomorrow\r\n"), "a date that does not exist or is not written as one");
    WRONG(ONE("DTSTART:20261224T130000Z\r\nDURATION:PT1H\r\n"), "an event with a time in a zone");
    WRONG(ONE("DTSTART;TZID=Europe/Paris:20261224T130000\r\nDURATION:PT1H\r\n"),
          "an event with a time in a zone");
    WRONG(ONE("DTSTART:20261224T130000\r\n"),
          "an event with a time that does not say when it ends");
    WRONG(ONE("DTSTART:20261224\r\nDTEND:20261224\r\n"),
          "an event that ends where it begins, or before");
    WRONG(ONE("DTSTART:20261224\r\nDTEND:20261225T100000\r\n"),
          "an event of which one end is a date, and the other has a time");
    WRONG(ONE("DTSTART:20261224\r\nDTEND:20261225\r\nDURATION:P1D\r\n"),
          "an event with an end and a length");
    WRONG(ONE("DTSTART:20261224\r\nDURATION:PT5H\r\n"),
          "a length that is no number of days, in an event of whole days");
    WRONG(ONE("DTSTART:20261224\r\nDURATION:PX\r\n"), "a length that can't be read");
    WRONG(ONE("DTSTART:20261224\r\nDURATION:P2147483647W\r\n"), "a length that can't be read");
    WRONG(ONE("DTSTART:20261224\r\nRRULE:FREQ=NEVER\r\n"), "a repetition that can't be read");
    WRONG(ONE("DTSTART:20261224\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
          "a repetition that never comes");
    WRONG(ONE("DTSTART:20261224\r\nRRULE:FREQ=HOURLY\r\n"),
          "a repetition within a day, expected one by days, weeks, months or years");
    WRONG(ONE("DTSTART:20261224\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=YEARLY\r\n"),
          "a second repetition of the same event");
    WRONG(ONE("DTSTART:20261224\r\nRDATE:20261225T100000\r\n"),
          "a date more of an event with times, or a time of one without");
    WRONG(ONE("DTSTART:20261224\r\nEXRULE:FREQ=YEARLY\r\n"),
          "a rule of exceptions, expected single dates (EXDATE)");
    WRONG(ONE("DTSTART:20261224\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261224\r\n"),
          "an event that moves all later ones, expected one that moves itself");
    WRONG(ONE("DTSTART:19000101\r\nRRULE:FREQ=DAILY\r\n"), "more than 100000 dates in one file");
    WRONG(ONE("DTSTART:19000101\r\nDURATION:P200000D\r\n"), "more than 100000 dates in one file");
    WRONG("BEGIN:VCALENDAR\x01\n", "a control byte: the file is no iCalendar text");
}

/* More events that repeat than a list has. */
static void too_many(void)
{
    struct buffer text = {0};
    buffer_puts(&text, "BEGIN:VCALENDAR\n");
    for (int i = 0; i < 1010; i++)
        buffer_puts(&text,
                    "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=YEARLY;COUNT=1\nEND:VEVENT\n");
    buffer_puts(&text, "END:VCALENDAR\n");
    struct run run;
    read_bytes(&run, buffer_text(&text));
    tap_equal((long long)run.sink.errors, 1, "more than 1000 events that repeat: one mistake");
    buffer_fini(&text);
    arena_free(run.arena);
}

/* A mistake's place is its line in the file. */
static void places(void)
{
    struct run run;
    read_bytes(&run,
               TEXT("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026\r\n 0230\r\nEND:VEVENT\r\n"
                    "END:VCALENDAR\r\n"));
    struct span span = run.sink.list.at[0]->span;
    tap_equal(source_place(run.sources, span.source, span.from).line, 3, "the line of a mistake");
    tap_equal(span.to - span.from, 12, "as much of it as stands in one line");
    arena_free(run.arena);
}

/* Broken and shuffled lines: whatever stands there, it ends, and what it gives are dates. */
static void shuffled(unsigned seed)
{
    static const char *const lines[] = {
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "DTSTART:20260101",
        "DTSTART:20260101T100000",
        "DTEND:20260103",
        "DTEND:20260103T120000",
        "DURATION:P3D",
        "DURATION:PT90M",
        "RRULE:FREQ=YEARLY",
        "RRULE:FREQ=MONTHLY;BYDAY=5MO",
        "RRULE:FREQ=WEEKLY;INTERVAL=1000",
        "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU",
        "RRULE:FREQ=YEARLY;BYYEARDAY=366",
        "RRULE:FREQ=YEARLY;BYEASTER=1",
        "RRULE:FREQ=DAILY;BYSETPOS=2",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=7",
        "RRULE:FREQ=DAILY;UNTIL=20270101",
        "RDATE:20260505,20260606",
        "EXDATE:20260101",
        "UID:a",
        "RECURRENCE-ID:20260101",
        "SUMMARY:x",
        "STATUS:CONFIRMED",
        "X-A;B=\"c:d\":e",
        " folded",
        ":",
        ";",
        "RRULE:",
        "DTSTART;VALUE=:1"};
    struct buffer text = {0};
    buffer_puts(&text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n");
    for (int i = 0; i < 8; i++) {
        seed = seed * 1103515245 + 12345;
        buffer_format(&text, "%s\n", lines[(seed >> 16) % (sizeof lines / sizeof *lines)]);
    }
    buffer_puts(&text, "END:VEVENT\nEND:VCALENDAR\n");
    struct run run;
    read_bytes(&run, buffer_text(&text));
    bool good = run.days.count || run.sink.errors;
    for (size_t i = 0; i < run.days.count; i++)
        good = good && civil_of_day(run.days.rules[i].date).year <= ICALENDAR_YEAR_LAST;
    if (!good)
        tap_ok(false, "shuffled lines:\n" TEXT_FMT, TEXT_ARG(buffer_text(&text)));
    buffer_fini(&text);
    arena_free(run.arena);
}

int main(void)
{
    events();
    repetitions();
    mistakes();
    too_many();
    places();
    for (unsigned seed = 1; seed <= 2000; seed++)
        shuffled(seed);
    tap_ok(true, "2000 files of shuffled lines");
    return tap_end();
}

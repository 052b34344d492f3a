/* with: tap.c log_make.c */
/* log_read.c - logs through bindings: values, orders, openings, bad rows, where rows came from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "log/imagine.h"
#include "log_make.h"
#include "tap.h"

#define HEADER "ticket,time,event,actor,priority\n"
#define AT9 "2026-01-05T09:00:00Z"

static void reads(const struct log_spec *spec, const char *text, const char *wanted,
                  const char *name)
{
    struct made made = make_log(spec, "log.csv", text_of(text), 0);
    tap_same(make_dump(&made), wanted, "%s", name);
    make_done(&made);
}

static void canonical(void)
{
    reads(NULL, "time,ticket\n" AT9 ",A\n", "A 1767603600 changed - ;", "columns in any order");
    reads(NULL, HEADER "A," AT9 ",reply,agent,high\nA,2026-01-05T10:00:00+02:00,note,system,\n",
          "A 1767600000 note system E; A 1767603600 reply agent PE priority=high;",
          "rows are put in order of time");
    reads(NULL,
          "ticket,time,event,actor,public,vip,price,seats\nA," AT9
          ",reply,agent,no,yes,EUR 2.50,1\n"
          "A," AT9 ",note,agent,yes,no,EUR 2.5,-3\n",
          "A 1767603600 reply agent E seats=1 vip=yes price=EUR 2.5; "
          "A 1767603600 note agent PE seats=-3 vip=no price=EUR 2.5;",
          "flags and values; equal values are one");
    reads(NULL, "ticket,time,id\nA," AT9 ",1\nA," AT9 ",1\nB," AT9 ",2\nA," AT9 ",\nA," AT9 ",\n",
          "A 1767603600 changed - ; A 1767603600 changed - ; A 1767603600 changed - ; "
          "B 1767603600 changed - ;",
          "one event an id, equal rows without one are kept");
    reads(NULL, HEADER "A," AT9 ",reply,,\n", "log.csv:2: a reply without a role (1 row)",
          "a reply needs a role");
    reads(NULL, "ticket,time,event\nA," AT9 ",reply\n", "A 1767603600 reply - PE;",
          "... but where the log knows no roles");
    reads(NULL, "", "log.csv is empty", "an empty log");
    reads(NULL, "\n\n", "log.csv is empty", "a log of blank lines");
    reads(NULL, HEADER, "", "a header only");
    reads(NULL,
          "\xff\xfe"
          "a\0",
          "log.csv is written in UTF-16", "UTF-16");
    reads(NULL, "ticket,tine\nA,x\n", "log.csv has no column `time`, which gives the time",
          "a column that lacks");
    reads(NULL, "ticket,time,time\nA,x,y\n", "log.csv has more than one column `time`",
          "a column that stands twice");
    reads(NULL, HEADER "A," AT9 ",note,agent,\"low\n",
          "log.csv:2: a quote opens here and is never closed", "an open quote");
}

static void bad_rows(void)
{
    static const char text[] =
        HEADER "A," AT9 ",note,agent,urgent\nA,2026-02-30T09:00:00Z,note,agent,low\n"
               "A,99999-01-01T09:00:00Z,note,agent,low\nA," AT9 ",note,agent,urgent\n"
               "A,2026-01-05T09:00:00,note,agent,low\n," AT9 ",note,agent,low\nA,,note,agent,low\n"
               "A," AT9 ",x,agent,low\nA," AT9 ",note,y,low\nA," AT9 "\nB," AT9 ",note,agent,low\n";
    static const struct {
        const char *reason;
        uint64_t count, line;
    } wanted[] = {
        {"unknown value `urgent` for priority", 2, 2},
        {"unreadable time `2026-02-30T09:00:00Z`: there is no such date", 1, 3},
        {"unreadable time `99999-01-01T09:00:00Z`: it is not written as a date and a time", 1, 4},
        {"time `2026-01-05T09:00:00` without an offset, and no log block names its zone", 1, 6},
        {"no ticket", 1, 7},
        {"no time", 1, 8},
        {"unknown value `x` for event", 1, 9},
        {"unknown value `y` for actor", 1, 10},
        {"fewer fields than the header has columns", 1, 11}};
    struct made made = make_log(NULL, "log.csv", text_of(text), 10);
    tap_ok(made.log != NULL, "ten bad rows are put up with");
    for (uint32_t i = 0; made.log && i < sizeof wanted / sizeof *wanted; i++) {
        const struct log_reject *found = &made.log->rejects[i];
        bool same = i < made.log->reject_count && text_is(found->reason, wanted[i].reason);
        tap_same(same ? wanted[i].reason : text_cstr(made.arena, found->reason), wanted[i].reason,
                 "reason %u", i);
        tap_ok(found->count == wanted[i].count && found->first.line == wanted[i].line,
               "reason %u: count and first line", i);
    }
    tap_same(make_dump(&made), "B 1767603600 note agent E priority=low;", "the good row is read");
    tap_ok(made.log && eventlog_origin(made.log, 0).line == 12, "... from line 12");
    tap_ok(made.log && made.log->records == 11 && made.log->rejected == 10, "records are counted");
    make_done(&made);
    made = make_log(NULL, "log.csv", text_of(text), 9);
    tap_ok(!made.log && made.sink.errors == 9, "nine are not: every reason is listed");
    make_done(&made);
}

/* ---- log blocks ---- */

static const struct text missing[] = {{"?", 1}};
static const struct log_mapping states[] = {
    {.from = {"New", 3},
     .to = {.type = MAPPED_VALUE, .value = {.type = VALUE_CHOICE, .choice = 0}}},
    {.from = {"Shut", 4},
     .to = {.type = MAPPED_VALUE, .value = {.type = VALUE_CHOICE, .choice = 2}}}};
static const struct log_mapping events[] = {
    {.from = {"mail in", 7},
     .to = {.type = MAPPED_EVENT, .kind = KIND_REPLY, .actor = ACTOR_CUSTOMER}},
    {.from = {"spam", 4}, .to = {.type = MAPPED_NO_EVENT}}};

/* The only column of a line. */
#define COLUMN(header, number)                                                                     \
    .columns = &(struct log_column){.name = TEXT(header), .nth = number}, .column_count = 1

static void event_rows(void)
{
    struct log_column_spec columns[] = {
        {.role = LOG_TICKET, COLUMN("nr", 1)},
        {.role = LOG_TIME, COLUMN("at", 2), .written = {"D/M/YYYY hh:mm", 14}, .zone = zone_utc()},
        {.role = LOG_EVENT_AT,
         .kind = KIND_OPENED,
         COLUMN("opened", 1),
         .written = {"D/M/YYYY hh:mm", 14},
         .zone = zone_utc()},
        {.role = LOG_ATTRIBUTE,
         .attribute = MAKE_STATUS,
         COLUMN("state", 1),
         .mappings = states,
         .mapping_count = 2,
         .has_otherwise = true,
         .otherwise = {.type = MAPPED_VALUE, .value = {.type = VALUE_CHOICE, .choice = 1}}},
        {.role = LOG_EVENT, COLUMN("what", 1), .mappings = events, .mapping_count = 2}};
    struct log_spec spec = {
        .columns = columns, .column_count = 5, .missing = missing, .missing_count = 1};
    static const char text[] = "nr,at,at,opened,state,what,unread\n"
                               "7,x,2/1/1970 00:00,?,Odd,?,\n"
                               "7,x,1/1/1970 00:01,1/1/1970 00:05,New,mail in,\n"
                               "7,x,1/1/1970 00:02,1/1/1970 00:06,?,,\n"
                               "8,x,,,,spam,\n"
                               "8,x,1/1/1970 00:03,,Shut,,\n";
    reads(&spec, text,
          "7 60 reply customer PE status=new; 7 120 changed - ; 7 86400 changed -  status=open; "
          "8 180 changed -  status=closed;",
          "a block: formats, maps, missing values, a header that stands twice, rows left out");
    struct made made = make_log(&spec, "log.csv", text_of(text), 0);
    const struct eventlog *log = made.log;
    tap_ok(log && log->opening[0] == 300 * MICROS_SECOND &&
               eventlog_origin(log, log->opening_row[0]).line == 3,
           "the opening is that of the first row, in time, that has one");
    tap_ok(log && log->opening[1] == INSTANT_NONE, "... none where no row has one");
    tap_ok(log && log->remarks[REMARK_OPENED_LATER_VALUE].count == 1 &&
               log->remarks[REMARK_OPENED_LATER_VALUE].first.line == 4,
           "another value is counted");
    tap_ok(log && log->remarks[REMARK_NO_EVENT].count == 1 &&
               log->remarks[REMARK_OUT_OF_ORDER].count == 2,
           "rows left out and out of order are counted");
    tap_ok(log && log->can_say_actor && log->can_say_kind[KIND_REPLY] &&
               !log->can_say_kind[KIND_NOTE] && log->can_say_status,
           "what the block can say");
    make_done(&made);
    columns[1].zone = columns[2].zone = NULL;
    reads(&spec, text,
          "log.csv:2: time `2/1/1970 00:00` without an offset, and no log block names its zone "
          "(4 rows, this is the first)",
          "without a zone such times are bad");
}

static void ticket_rows(void)
{
    struct log_column_spec columns[] = {
        {.role = LOG_TICKET, COLUMN("nr", 1)},
        {.role = LOG_EVENT_AT, .kind = KIND_RESOLVED, COLUMN("done", 1)},
        {.role = LOG_EVENT_AT, .kind = KIND_OPENED, COLUMN("made", 1)},
        {.role = LOG_EVENT_AT, .kind = KIND_REPLY, .actor = ACTOR_AGENT, COLUMN("first", 1)},
        {.role = LOG_ATTRIBUTE, .attribute = MAKE_PRIORITY, COLUMN("priority", 1)}};
    struct log_spec spec = {.columns = columns, .column_count = 5, .row_per_ticket = true};
    reads(
        &spec,
        "nr,made,first,done,priority\n1,1970-01-01T00:01:00Z,1970-01-01T00:02:00Z,1970-01-01T00:03:"
        "00Z,low\n"
        "2,1970-01-01T00:01:00Z,,,\n",
        "1 60 opened - E priority=low; 1 120 reply agent PE; 1 180 resolved - E; 2 60 opened - E;",
        "one row a ticket: several happenings, values from the first");
    reads(&spec,
          "nr,made,first,done,priority\n1,1970-01-01T00:01:00Z,,,\n1,1970-01-01T00:01:00Z,,,\n",
          "log.csv:3: a second row of a ticket, where there is one row per ticket (1 row)",
          "a ticket that stands twice");
    reads(&spec, "nr,made,first,done,priority\n1,,,,low\n", "log.csv:2: no time (1 row)",
          "a ticket without an instant");
}

static void inputs(void)
{
    struct arena *arena = arena_new();
    struct sink sink;
    struct eventlog *log;
    sink_init(&sink, arena);
    struct log_input files[] = {
        {TEXT("a.csv"), TEXT("ticket,time\nA," AT9 "\n\"B\"," AT9 "\n")},
        {TEXT("b.csv"), TEXT("time,ticket\n\n" AT9 ",A\n" AT9 ",\"C\nD\"\n" AT9 ",A")},
        {TEXT("c.json"), TEXT("{\"time\":\"" AT9 "\",\"ticket\":\"A\"}\n")}};
    struct log_request request = {
        .schema = make_schema(), .inputs = files, .input_count = 3, .wants_digest = true};
    bool good = log_read(arena, &request, &sink, &log) == LOG_OK;
    tap_ok(good && log->rows == 6 && log->tickets == 3, "three files make one log");
    static const uint64_t places[][2] = {{0, 2}, {1, 3}, {1, 6}, {2, 1}, {0, 3}, {1, 4}};
    for (uint32_t row = 0; good && row < 6; row++) {
        struct row_origin origin = eventlog_origin(log, row);
        tap_ok(origin.file == places[row][0] && origin.line == places[row][1], "place of row %u",
               row);
    }
    char digest[65] = "";
    if (good)
        memcpy(digest, log->digest, sizeof digest);
    log_free(log);
    struct log_input turned[] = {files[2], files[1], files[0]};
    request.inputs = turned;
    good = log_read(arena, &request, &sink, &log) == LOG_OK;
    tap_same(good ? log->digest : "", digest, "the digest does not depend on the order");
    tap_ok(strlen(digest) == 64, "the digest has 64 digits");
    log_free(log);
    arena_free(arena);
}

/* ---- given up ---- */

static void stops_at_three(void *context, struct text bytes, uint64_t line)
{
    (void)bytes;
    if (line == 3)
        *(atomic_bool *)context = true;
}

static void nothing_of_input(void *context, const struct log_part *form, struct text head)
{
    (void)context;
    (void)form;
    (void)head;
}

static void nothing_of_row(void *context, struct text ticket, struct text id)
{
    (void)context;
    (void)ticket;
    (void)id;
}

static void nothing_over(void *context, const struct log_part *form)
{
    (void)context;
    (void)form;
}

/* LIKE reads TEXT and is stopped: there is neither a log nor a message. */
static void gives_up(struct text text, const struct log_request *like, const char *name)
{
    struct made made = make_log_as(text, like);
    tap_ok(!made.log && !made.sink.list.count, "reading is given up: %s", name);
    make_done(&made);
}

static void given_up(void)
{
    static const char csv[] = "ticket,time\nA," AT9 "\nB," AT9 "\n\"C\"," AT9 "\nD,soon\n";
    static const char json[] = "{\"ticket\":\"A\",\"time\":\"" AT9 "\"}\n"
                               "{\"ticket\":\"B\",\"time\":\"soon\"}\n";
    atomic_bool stop = true;
    const struct log_witness witness = {&stop, nothing_of_input, stops_at_three, nothing_of_row,
                                        nothing_over};
    gives_up(text_of(csv), &(struct log_request){.stop = &stop, .threads = 2}, "CSV in parts");
    gives_up(text_of(csv), &(struct log_request){.stop = &stop, .reads_plainly = true}, "CSV");
    gives_up(text_of(json), &(struct log_request){.stop = &stop, .threads = 2}, "JSON in parts");
    gives_up(text_of(json), &(struct log_request){.stop = &stop, .reads_plainly = true}, "JSON");
    stop = false;
    gives_up(text_of(csv), &(struct log_request){.stop = &stop, .witness = &witness},
             "in the middle, before what is wrong");
    tap_ok(stop, "... by one who saw the third line");
}

/* ---- many values, many tickets: codes of every width, against what was put in ---- */

static void wide(uint32_t count)
{
    char *text = memory_resize(NULL, (size_t)count * 80 + 100), *out = text;
    out += sprintf(out, "ticket,time,remark\n");
    for (uint32_t i = 0; i < count; i++)
        out += sprintf(out, "T%u,2026-01-05T%02u:%02u:%02uZ,value number %u\n", i % (count / 3),
                       23 - i / 3600 % 24, i / 60 % 60, i % 60, i % (count / 2));
    struct made made = make_log(NULL, "log.csv", (struct text){text, (size_t)(out - text)}, 0);
    const struct eventlog *log = made.log;
    uint32_t wrong = !log, unsorted = 0, rows = 0;
    for (uint32_t t = 0; log && t < log->tickets; t++)
        for (uint32_t i = log->first[t]; i < log->first[t + 1]; i++) {
            uint32_t row = eventlog_row(log, i);
            uint64_t nth = eventlog_origin(log, row).line - 2;
            char id[32], value[32];
            sprintf(id, "T%u", (unsigned)(nth % (count / 3)));
            sprintf(value, "value number %u", (unsigned)(nth % (count / 2)));
            uint32_t code = eventlog_code(log, MAKE_REMARK, row);
            wrong += !text_is(log->ticket_ids[t], id) ||
                     !text_is(log->columns[MAKE_REMARK].values[code].text, value);
            rows++;
            if (i == log->first[t])
                continue;
            uint32_t before = eventlog_row(log, i - 1);
            unsorted += eventlog_time(log, before) > eventlog_time(log, row) ||
                        (eventlog_time(log, before) == eventlog_time(log, row) &&
                         eventlog_origin(log, before).line >= nth + 2);
        }
    tap_equal(rows, count, "%u rows: each stands there", count);
    tap_equal(wrong, 0, "%u rows: tickets, values and lines", count);
    tap_equal(unsorted, 0, "%u rows: histories in order", count);
    tap_equal(log ? log->columns[MAKE_REMARK].width : 0,
              count / 2 > 65535 ? 4
              : count / 2 > 255 ? 2
                                : 1,
              "width of codes");
    make_done(&made);
    memory_release(text);
}

/* ---- times of 4 bytes and of 8 ---- */

enum { SECOND_2026_01_05 = 1767571200, TIMES = 5000 };

/* Each second, but in one row STRANGE, which is at STRANGE_AT. */
static void times(uint32_t strange, const char *stamp, instant strange_at, uint8_t width)
{
    char *text = memory_resize(NULL, TIMES * 40 + 100), *out = text;
    out += sprintf(out, "ticket,time\n");
    for (uint32_t i = 0; i < TIMES; i++)
        if (i == strange)
            out += sprintf(out, "T%u,%s\n", i % 9, stamp);
        else
            out += sprintf(out, "T%u,2026-01-05T%02u:%02u:%02uZ\n", i % 9, i / 3600, i / 60 % 60,
                           i % 60);
    struct made made = make_log_as((struct text){text, (size_t)(out - text)},
                                   &(struct log_request){.part_bytes = 4096, .threads = 2});
    uint32_t wrong = !made.log;
    for (uint32_t row = 0; made.log && row < TIMES; row++) {
        uint32_t nth = (uint32_t)eventlog_origin(made.log, row).line - 2;
        instant at = (SECOND_2026_01_05 + (instant)nth) * MICROS_SECOND;
        wrong += eventlog_time(made.log, row) != (nth == strange ? strange_at : at);
    }
    tap_equal(wrong, 0, "row %u at %s: all are read", strange, stamp);
    tap_equal(made.log ? made.log->time.width : 0, width, "... in %u bytes", width);
    make_done(&made);
    memory_release(text);
}

static void all_times(void)
{
    const instant day = MICROS_DAY / MICROS_SECOND, monday = SECOND_2026_01_05;
    times(TIMES, "no time", 0, 4);
    times(4000, "2026-01-05T00:00:00.25Z", monday * MICROS_SECOND + 250000, 8);
    times(0, "2026-01-05T00:00:00.25Z", monday * MICROS_SECOND + 250000, 8);
    times(4999, "1960-01-05T00:00:00Z", (monday - 24107 * day) * MICROS_SECOND, 4);
    times(4999, "1926-01-05T00:00:00Z", (monday - 36525 * day) * MICROS_SECOND, 8);
    times(2500, "2092-01-05T00:00:00Z", (monday + 24106 * day) * MICROS_SECOND, 4);
    times(2500, "2126-01-05T00:00:00Z", (monday + 36524 * day) * MICROS_SECOND, 8);
}

/* ---- garbage ---- */

static void garbage(uint64_t seed, int count)
{
    static const char *const parts[] = {"ticket", "time", ",",    "\n",         "\"",       AT9,
                                        "{",      "}",    ":",    "\"ticket\"", "\"time\"", "\\u",
                                        "[",      "]",    "\r",   "\t",         "A",        "note",
                                        "event",  "\\",   "\xff", "priority",   "low"};
    uint64_t state = seed;
    int good = 0, bad = 0;
    for (int i = 0; i < count; i++) {
        struct buffer text = {0};
        if (make_random(&state) % 2)
            buffer_puts(&text, make_random(&state) % 2 ? "ticket,time,event,priority\n"
                                                       : "{\"ticket\":\"A\",\"time\":\"" AT9
                                                         "\"}\n");
        for (uint64_t n = make_random(&state) % 40; n > 0; n--) {
            uint64_t draw = make_random(&state);
            if (draw % 8 == 0)
                buffer_putc(&text, (char)(draw >> 8));
            else
                buffer_puts(&text, parts[(draw >> 8) % (sizeof parts / sizeof *parts)]);
        }
        struct made made =
            make_log(NULL, "garbage", buffer_text(&text), make_random(&state) % 2 ? UINT64_MAX : 0);
        good += made.log != NULL;
        bad += made.log == NULL && made.sink.errors > 0;
        make_done(&made);
        buffer_fini(&text);
    }
    tap_equal(good + bad, count, "%d texts of garbage: a log, or a message", count);
    tap_ok(good > 0 && bad > 0, "both happen");
}

/* ---- imagined tickets ---- */

static void imagined(void)
{
    struct arena *arena = arena_new();
    struct assignment low = {.attribute = MAKE_PRIORITY,
                             .value = {.type = VALUE_CHOICE, .choice = 0}};
    struct assignment high = {.attribute = MAKE_PRIORITY,
                              .value = {.type = VALUE_CHOICE, .choice = 1}};
    struct test_event events_given[] = {
        {.at = 0, .opens = true, .kind = KIND_OPENED, .assignments = &low, .assignment_count = 1},
        {.at = 2 * MICROS_SECOND,
         .kind = KIND_REPLY,
         .actor = ACTOR_AGENT,
         .assignments = &low,
         .assignment_count = 1},
        {.at = MICROS_SECOND, .kind = INDEX_NONE, .assignments = &high, .assignment_count = 1}};
    struct made made = {.arena = arena,
                        .log = log_imagine(arena, make_schema(), TEXT("X"), events_given, 3)};
    tap_same(make_dump(&made),
             "X 0 opened - E priority=low; X 1 changed -  priority=high; X 2 reply agent PE "
             "priority=low;",
             "an imagined ticket");
    tap_ok(made.log->can_say_actor && made.log->can_say_kind[KIND_SURVEY], "it can say everything");
    arena_free(arena); /* nothing is left on the heap */
}

int main(void)
{
    const char *seed = getenv("CHARTER_TEST_SEED");
    bool quick = getenv("CHARTER_TEST_QUICK") != NULL;
    canonical();
    bad_rows();
    event_rows();
    ticket_rows();
    inputs();
    given_up();
    wide(300);
    wide(3000);
    wide(quick ? 150000 : 400000);
    all_times();
    garbage(seed ? strtoull(seed, NULL, 10) : 1, quick ? 3000 : 30000);
    imagined();
    return tap_end();
}

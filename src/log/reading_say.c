/* reading_say.c - what is said when a log, or part of it, can't be read. */
#include "log/reading.h"

enum { REASONS_SHOWN = 19 }; /* and one line for the rest: so many errors are shown as text */

static struct span no_place(void)
{
    return (struct span){.source = SOURCE_NONE};
}

bool reading_too_large(struct reading *reading, uint64_t line)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad =
        diagnose(reading->sink, DIAG_LOG_TOO_LARGE, no_place(),
                 "%s:%llu: the log has more rows than the %u that one run holds",
                 rejects_quote(path, reading->place.path), (unsigned long long)line, COLUMNS_MOST);
    diagnostic_hint(reading->sink, bad, "Judge the log in parts.");
    return false;
}

bool reading_empty(struct reading *reading)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad = diagnose(reading->sink, DIAG_LOG_EMPTY, no_place(), "%s is empty",
                                      rejects_quote(path, reading->place.path));
    diagnostic_hint(reading->sink, bad, "A log has at least a header that names its columns.");
    return false;
}

bool reading_unclosed(struct reading *reading, uint64_t line)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad =
        diagnose(reading->sink, DIAG_LOG_UNCLOSED, no_place(),
                 "%s:%llu: a quote opens here and is never closed",
                 rejects_quote(path, reading->place.path), (unsigned long long)line);
    diagnostic_hint(reading->sink, bad,
                    "Close it; a quote inside a quoted field is written twice. Nothing behind it "
                    "can be read.");
    return false;
}

static void reject_message(struct reading *reading, const struct log_reject *reject)
{
    char path[REJECTS_QUOTE];
    struct text file = reading->request->inputs[reject->first.file].path;
    struct diagnostic *bad =
        reject->count == 1
            ? diagnose(reading->sink, DIAG_LOG_ROWS, no_place(), "%s:%llu: " TEXT_FMT " (1 row)",
                       rejects_quote(path, file), (unsigned long long)reject->first.line,
                       TEXT_ARG(reject->reason))
            : diagnose(reading->sink, DIAG_LOG_ROWS, no_place(),
                       "%s:%llu: " TEXT_FMT " (%llu rows, this is the first)",
                       rejects_quote(path, file), (unsigned long long)reject->first.line,
                       TEXT_ARG(reject->reason), (unsigned long long)reject->count);
    if (reject == reading->rejects.list.at)
        diagnostic_hint(reading->sink, bad,
                        "Mend the log, let the log block say what the value means, or put up with "
                        "bad rows by --max-errors %llu.",
                        (unsigned long long)reading->rejects.total);
}

/* False if more rows are bad than are put up with. */
bool reading_check_rejects(struct reading *reading)
{
    if (reading->rejects.total <= reading->request->max_errors)
        return true;
    size_t count = reading->rejects.list.count;
    for (size_t i = 0; i < count && i < REASONS_SHOWN; i++)
        reject_message(reading, &reading->rejects.list.at[i]);
    if (count > REASONS_SHOWN)
        diagnose(reading->sink, DIAG_LOG_ROWS, no_place(),
                 "… and %zu more reasons; %llu rows are bad in all", count - REASONS_SHOWN,
                 (unsigned long long)reading->rejects.total);
    return false;
}

bool reading_out_of_order(struct reading *reading, const struct row_origin *origin,
                          const instant times[2])
{
    char path[REJECTS_QUOTE], now[CIVIL_ROOM], before[CIVIL_ROOM];
    now[civil_write_instant(now, times[0])] = '\0';
    before[civil_write_instant(before, times[1])] = '\0';
    struct diagnostic *bad = diagnose(
        reading->sink, DIAG_LOG_ORDER, no_place(),
        "%s:%llu: the row is of %s, and one before it of %s: --stream needs the order of time",
        rejects_quote(path, reading->request->inputs[origin->file].path),
        (unsigned long long)origin->line, now, before);
    diagnostic_hint(reading->sink, bad,
                    "Sort the rows by their time, give several logs in that order, or judge "
                    "without --stream.");
    return false;
}

bool reading_bad_form(struct reading *reading, const char *what)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad = diagnose(reading->sink, DIAG_LOG_FORM, no_place(), "%s is %s",
                                      rejects_quote(path, reading->place.path), what);
    diagnostic_hint(reading->sink, bad,
                    "Save it as CSV, NDJSON or XES in UTF-8, plain or packed by gzip or zstd.");
    return false;
}

bool reading_bad_record(struct reading *reading, const char *fault, uint64_t line)
{
    char path[REJECTS_QUOTE];
    diagnose(reading->sink, DIAG_LOG_ROWS, no_place(), "%s:%llu: %s",
             rejects_quote(path, reading->place.path), (unsigned long long)line, fault);
    return false;
}

bool reading_bad_xml(struct reading *reading, const char *fault, uint64_t line)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad =
        diagnose(reading->sink, DIAG_LOG_XML, no_place(), "%s:%llu: the XES can't be read: %s",
                 rejects_quote(path, reading->place.path), (unsigned long long)line, fault);
    diagnostic_hint(reading->sink, bad, "Export it again; nothing behind that line can be read.");
    return false;
}

/* What is wrong, behind `the gzip data `. */
static const char *pack_fault(enum unpack_status status)
{
    switch (status) {
    case UNPACK_CUT:
        return "ends in the middle";
    case UNPACK_DAMAGED:
        return "is damaged";
    case UNPACK_BEHIND:
        return "is followed by something else";
    case UNPACK_WINDOW:
        return "needs more than 128 MiB of memory to be unpacked";
    default:
        return "unpacks to more than 1,000 times its size";
    }
}

bool reading_bad_pack(struct reading *reading, const struct unpacked *unpacked,
                      enum unpack_status status)
{
    char path[REJECTS_QUOTE];
    uint64_t line = 1 + unpacked->lines;
    struct text out = buffer_text(&unpacked->bytes);
    for (size_t i = 0; i < out.len; i++)
        line += out.at[i] == '\n';
    struct diagnostic *bad =
        diagnose(reading->sink, status == UNPACK_TOO_MUCH ? DIAG_LOG_UNPACKS : DIAG_LOG_PACKED,
                 no_place(), "%s: the %s data %s, at byte %llu, line %llu of the log",
                 rejects_quote(path, reading->place.path), unpacked->form, pack_fault(status),
                 (unsigned long long)unpacked->at, (unsigned long long)line);
    diagnostic_hint(reading->sink, bad,
                    status == UNPACK_TOO_MUCH || status == UNPACK_WINDOW
                        ? "Unpack it and judge the plain file, if it is what it should be."
                        : "Fetch or pack it again; no part of it is judged.");
    return false;
}

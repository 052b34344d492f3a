/* with: tap.c */
/* time_written.c - date formats of exports: what they read, what they refuse. */
#include "time/written.h"

#include <string.h>

#include "tap.h"

static void reads(const char *format, const char *text, const char *wanted)
{
    struct written written;
    struct civil_stamp stamp;
    const char *why = NULL;
    char found[CIVIL_ROOM] = "";
    if (!written_compile(text_of(format), &written, &why))
        memcpy(found, "no format", 10);
    else if (written_parse(&written, text_of(text), &stamp) != CIVIL_OK)
        memcpy(found, "refused", 8);
    else if (stamp.has_offset)
        civil_write_instant(found, stamp.at);
    else
        civil_write_local(found, stamp.date, stamp.time);
    tap_same(found, wanted, "`%s` as `%s`", text, format);
}

int main(void)
{
    reads("D/M/YYYY hh:mm", "29/2/2016 01:16", "2016-02-29 01:16");
    reads("D/M/YYYY hh:mm", "9/12/2016 01:16", "2016-12-09 01:16");
    reads("D/M/YYYY hh:mm", "29/2/2017 01:16", "refused");
    reads("D/M/YYYY hh:mm", "29/2/2016 1:16", "refused");
    reads("D/M/YYYY hh:mm", "29/2/2016 01:16 ", "refused");
    reads("D/M/YYYY hh:mm", "29/2/2016", "refused");
    reads("D/M/YYYY hh:mm", "", "refused");
    reads("D/M/YYYY hh:mm", "29/2/2016 24:00", "refused");
    reads("DD.MM.YYYY", "07.09.2026", "2026-09-07 00:00");
    reads("DD.MM.YYYY", "7.9.2026", "refused");
    reads("YYYY-MM-DD hh:mm:ss", "2026-09-07 23:59:60", "2026-09-08 00:00");
    reads("YYYY-MM-DD hh:mm:ss.fff", "2026-09-07 23:59:01.5", "2026-09-07 23:59:01.5");
    reads("YYYY-MM-DDThh:mm:ssZ", "2026-09-07T23:59:01+0200", "2026-09-07T21:59:01Z");
    reads("YYYY-MM-DDThh:mm:ssZ", "2026-09-07T23:59:01-02:30", "2026-09-08T02:29:01Z");
    reads("YYYY-MM-DDThh:mm:ssZ", "2026-09-07T23:59:01Z", "2026-09-07T23:59:01Z");
    reads("YYYY-MM-DDThh:mm:ssZ", "2026-09-07T23:59:01+24:00", "refused");
    reads("MM/DD/YY h:mm AM", "09/07/26 9:05 PM", "2026-09-07 21:05");
    reads("MM/DD/YY h:mm AM", "09/07/69 12:05 am", "1969-09-07 00:05");
    reads("MM/DD/YY h:mm AM", "09/07/68 12:05 pm", "2068-09-07 12:05");
    reads("MM/DD/YY h:mm AM", "09/07/26 13:05 PM", "refused");
    reads("MM/DD/YY h:mm AM", "09/07/26 0:05 AM", "refused");
    reads("D MMM YYYY", "7 sep 2026", "2026-09-07 00:00");
    reads("D MMM YYYY", "7 Sept 2026", "refused");
    reads("MMMM D, YYYY", "September 7, 2026", "2026-09-07 00:00");
    reads("MMMM D, YYYY", "Sepember 7, 2026", "refused");
    reads("epoch seconds", "1767603600", "2026-01-05T09:00:00Z");
    reads("epoch seconds", "-1", "1969-12-31T23:59:59Z");
    reads("epoch seconds", "1e9", "refused");
    reads("epoch seconds", "99999999999999999999", "refused");
    reads("epoch seconds", "9223372036854775807", "refused");
    reads("epoch milliseconds", "1767603600123", "2026-01-05T09:00:00.123Z");
    reads("D/M", "1/2", "no format");
    reads("D/D/YYYY", "1/2", "no format");
    reads("D/M/YYYY mm", "1/2", "no format");
    reads("D/M/YYYY h AM AM", "1/2", "no format");
    reads("day/M/YYYY", "1/2", "no format");
    reads("epoch seconds Z", "1", "no format");
    reads("", "1", "no format");
    return tap_end();
}

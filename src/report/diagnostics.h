/* diagnostics.h - a sink of diagnostics as bytes: for people, editors and programs.
 *
 * Prints nothing. All forms are sorted by source, place and then as reported; diagnostics without a
 * place come first.
 *
 * TEXT, for people: severity, code and problem; place; the lines with the place underlined `^^^^`
 * and secondary places `----` with their labels, also in other files; notes; `try: …`; `more: …`.
 * Lines of over 100 columns are shown in part, around the place, with `…`. Behind the last error
 * that is shown only the number of what is left is said; the other forms have all of them.
 *
 * SHORT, a line each, for editors: `charter.chr:12:5: error CHR0101: …`. Without a place the part
 * before the severity is missing.
 *
 * JSON, an array of objects:
 *     {"code":"CHR0101","severity":"error"|"warning"|"note","message":…,"place":PLACE|null,
 *      "labels":[{"message":…,"place":PLACE}],"notes":[…],"hint":…|null,
 *      "fixes":[{"place":PLACE,"with":…}],"choices":[{"place":PLACE,"with":…}]}
 *     PLACE: {"file","line","column","end_line","end_column","from","to"}; lines and columns from
 * 1, columns in characters, the end is behind the last character; from and to in bytes from 0.
 *
 * SARIF: version 2.1.0, one run; columns in characters (unicodeCodePoints).
 */
#ifndef REPORT_DIAGNOSTICS_H
#define REPORT_DIAGNOSTICS_H

#include "base/buffer.h"
#include "base/diagnostic.h"

enum diagnostics_format {
    DIAGNOSTICS_TEXT, /* with the summary line at the end, if there was anything */
    DIAGNOSTICS_SHORT,
    DIAGNOSTICS_JSON,
    DIAGNOSTICS_SARIF
};

enum { DIAGNOSTICS_ERRORS_MOST = 20 }; /* the default in TEXT */

struct diagnostics_style {
    enum diagnostics_format format;
    bool colour;          /* TEXT only */
    uint64_t errors_most; /* TEXT only; 0: DIAGNOSTICS_ERRORS_MOST */
    const char *version;  /* of the program; SARIF only */
};

void diagnostics_write(struct buffer *out, const struct sources *sources, const struct sink *sink,
                       const struct diagnostics_style *style);

/* `2 errors, 1 warning`, with a line end; nothing if there are none. */
void diagnostics_write_summary(struct buffer *out, const struct sink *sink);

#endif

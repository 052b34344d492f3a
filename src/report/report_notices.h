/* report_notices.h - the notices of a run in its reports. */
#ifndef REPORT_REPORT_NOTICES_H
#define REPORT_REPORT_NOTICES_H

#include "base/vector.h"
#include "report/report.h"

/* An escalation, or a target's own warning; corrections are not counted. */
struct report_notice_row {
    struct text what, target;
    uint64_t count;
};
typedef VECTOR(struct report_notice_row) report_notice_rows;

/* Has any version an escalation or a warning? */
bool report_has_notices(const struct model *model);

/* Those that the charter has in any version; notices have to be counted. */
report_notice_rows report_notices(const struct report_input *input, struct arena *arena);

/* `,"notices":{"count":…}`: null if they have not been asked for, though there may be some. */
void report_json_notices(struct buffer *out, const struct report_input *input);

/* A row an escalation and a warning, with how many there are as what is counted; none if they have
 * not been asked for. */
void report_csv_notices(struct buffer *out, const struct report_input *input);

#endif

/* report_notices.h - the notices of a run in its JSON and CSV reports. */
#ifndef REPORT_REPORT_NOTICES_H
#define REPORT_REPORT_NOTICES_H

#include "report/report.h"

/* `,"notices":{"count":…}`: null if they have not been asked for, though there may be some. */
void report_json_notices(struct buffer *out, const struct report_input *input);

/* A row an escalation and a warning, with how many there are as what is counted; none if they have
 * not been asked for. */
void report_csv_notices(struct buffer *out, const struct report_input *input);

#endif

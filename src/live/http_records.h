/* http_records.h - the body of a delivery as records, each a line.
 *
 * JSON may be one object, several behind each other, or a list of them, on any lines. All else is
 * left as it is.
 */
#ifndef LIVE_HTTP_RECORDS_H
#define LIVE_HTTP_RECORDS_H

#include "base/buffer.h"
#include "charter/logspec.h"

/* Is BODY JSON, where the log block has SAID in what form its records are? */
bool http_records_is_json(struct text body, enum log_format said);

/* The objects of BODY, a line each. NULL, or what is wrong with it. Whether an object is well made
 * is found by whoever reads it. */
const char *http_records_lines(struct text body, struct buffer *lines);

#endif

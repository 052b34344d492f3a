/* again.h - what of a batch does not join the log, which only its place in it decides: events whose
 * id an earlier row has, and second records of a ticket where each has one.
 */
#ifndef LOG_AGAIN_H
#define LOG_AGAIN_H

#include "log/batch.h"
#include "log/reading.h"

/* Leaves them out of BATCH and counts them, with the
 * remarks on rows that stay. Batches come in the order of the input. */
void again_leave_out(struct reading *reading, struct batch *batch);

#endif

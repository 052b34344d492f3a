/* partial_part.h - what the files of partials have in common.
 */
#ifndef REPORT_PARTIAL_PART_H
#define REPORT_PARTIAL_PART_H

#include "report/partial.h"

enum { PARTIAL_KINDS = 256 };

extern const char partial_first_line[];

#endif

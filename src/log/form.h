/* form.h - in which form an input is written: as the log block says, else by its bytes and name.
 *
 * A text that begins with `{` is NDJSON, one that begins with `<` is XES; else a name that ends in
 * `.tsv` (behind which `.gz` or `.zst` may stand) says TSV, and all else is CSV. The fields of CSV
 * lie between commas, or between semicolons if the header has one of these and no comma; where the
 * block says nothing of the format, a header with neither of them and with tabs is TSV.
 */
#ifndef LOG_FORM_H
#define LOG_FORM_H

#include "charter/logspec.h"

struct form {
    enum log_format format; /* never LOG_FORMAT_ANY */
    char delimiter;         /* of CSV and TSV */
};

/* BYTES are those of the log itself, not packed. */
struct form form_of(enum log_format said, struct text path, struct text bytes);

#endif

/* parts.h - an input read in parts, by several threads, whose rows join the log in order.
 *
 * Whether a place of an input is where a record begins may not be known without reading all that is
 * in front of it. So the form of the log guesses where parts begin, and a part is believed only if
 * the one before it has ended there. If it has not, reading begins anew where that one ended.
 *
 * The same whatever the number of threads: parts are cut by size. For the files of reading only.
 */
#ifndef LOG_PARTS_H
#define LOG_PARTS_H

#include "log/reading.h"

struct parts;
struct piece;

/* What one thread reads with: nothing in it is shared. */
struct part_reader {
    struct reading reading;
    const struct parts *parts;
    void *own; /* of the form */
    struct batch_map *maps;
    uint32_t *known; /* by slot: values that some part has already; 1 at first, for code 0 */
    struct part_reader *next;
};

enum piece_end { PIECE_WHOLE, PIECE_CUT, PIECE_UNCLOSED, PIECE_BAD_XML };

/* A part that has been read. */
struct piece {
    struct batch batch;
    struct part_reader *reader;
    const char *from, *to; /* of the next record */
    enum piece_end end;
    void *found;       /* of the form, in the arena of the batch */
    uint64_t bad_line; /* PIECE_UNCLOSED: where the quote opens; PIECE_BAD_XML; from 1 */
    const char *fault; /* PIECE_BAD_XML: what is wrong there */
    struct piece *next;
};

/* From a line feed on, or the one behind it: to STOP, where the next part begins. LIMIT: the part
 * knows nothing of what stands behind it; IS_ALL: that is the end of the input. */
struct part_range {
    const char *from, *stop, *limit;
    bool is_all;
};

/* How a form is read. */
struct part_form {
    /* Where a record may begin, behind a line feed at or behind AT; the end if nowhere. */
    const char *(*boundary)(const struct parts *parts, const char *at);
    /* Binds the columns and makes OWN; the reading has its arena and its columns. */
    void (*open)(struct part_reader *reader);
    void (*close)(struct part_reader *reader);
    /* Reads what begins in the range; sets the piece's TO, lines and how it ended. */
    void (*read)(struct part_reader *reader, struct piece *piece, const struct part_range *range);
    /* The piece is believed, and has joined; or NULL. */
    void (*joined)(const struct parts *parts, const struct piece *piece);
    bool is_by_line; /* a record ends with a line feed, always; else a part may end in one */
};

struct parts {
    struct reading *reading; /* of the log */
    const struct part_form *form;
    const void *own;        /* of the form */
    const char *from, *end; /* end: as far as it is known */
    uint64_t line;          /* of the first record */
};

/* Can the rows of these columns be read in parts at all? */
bool parts_fit(const struct reading *reading);

/* False: reported. */
bool parts_read(const struct parts *parts);

/* A boundary where a line feed always ends a record. */
const char *parts_line_boundary(const struct parts *parts, const char *at);

/* For `open`: makes binding and rows like those of the log. The columns are not found yet. */
void parts_bind(struct part_reader *reader);

#endif

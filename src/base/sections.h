/* sections.h - bytes in numbered sections, with sums over all of them: a file that is kept between
 * two runs of the program, and that may be anything when it is read again.
 *
 *     head      64 bytes: "charter kept 1", a line feed, zeros; from byte 16 on the kind, 8 bytes
 *     sections  each from a multiple of 64 bytes on; zeros between them
 *     sums      8 bytes for each MiB (the last one may be shorter) of all that is in front of them
 *     table     24 bytes a section: its number, where it begins, how long it is
 *     end       32 bytes: where the sums begin, how many sections there are, how long the file is,
 *               and the sum of sums, table and end up to here
 *
 * Numbers are little-endian, and so is what sections hold as arrays: a machine with another order
 * of bytes neither writes nor reads such a file. Each byte is in one sum. A sum is no signature: it
 * finds what disks, copies and accidents do. Does not know what the sections mean.
 */
#ifndef BASE_SECTIONS_H
#define BASE_SECTIONS_H

#include "base/buffer.h"

/* What such a file begins with. */
#define SECTIONS_MAGIC "charter kept 1\n"

enum { SECTIONS_ALIGN = 64, SECTIONS_PIECE = 1 << 20 };

/* ---- writing ---- */

/* Takes the next bytes of the file; false: they can't be written, and the rest needn't be. */
typedef bool sections_sink(void *context, struct text bytes);

struct sections_writer {
    sections_sink *write;
    void *context;
    struct buffer piece, sums, table;
    uint64_t written; /* in front of the piece */
    uint64_t count;
    bool failed;
};

/* False: not on this machine. Else WRITER has to be ended. */
bool sections_begin(struct sections_writer *writer, uint64_t kind, sections_sink *write,
                    void *context);
void sections_next(struct sections_writer *writer, uint64_t number); /* another section begins */
void sections_put(struct sections_writer *writer, const void *at, size_t len);
bool sections_end(struct sections_writer *writer); /* was all of it taken? */

/* ---- reading ---- */

struct sections {
    struct text all;
    const char *table;
    uint64_t count;
    const char *sums; /* end of what they are of */
};

/* Takes BYTES, which begin at a multiple of SECTIONS_ALIGN and live as long, apart; false, with
 * what is wrong with them as the end of a sentence (`it is cut short`), if they are no such file of
 * KIND. Of the sums only that of the table is looked at. */
bool sections_open(struct sections *sections, struct text bytes, uint64_t kind, const char **why);

/* Are all sums right? Reads all bytes, in THREADS. */
bool sections_check(const struct sections *sections, unsigned threads);

/* The bytes of the section called NUMBER; empty: it has none, or is not there. */
struct text sections_find(const struct sections *sections, uint64_t number);

#endif

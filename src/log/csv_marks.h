/* csv_marks.h - where in a stretch of CSV the bytes stand that mean something.
 *
 * A mark is the offset of a delimiter, a line feed, a quote, a NUL byte or a carriage return that
 * no line feed follows; of CR LF only the line feed is one. Does not know what is inside of quotes.
 * There are four ways to find them, with the same result.
 */
#ifndef LOG_CSV_MARKS_H
#define LOG_CSV_MARKS_H

#include <stddef.h>
#include <stdint.h>

enum csv_way { CSV_PLAIN, CSV_SSE2, CSV_AVX2, CSV_AVX512 };

struct csv_marks {
    uint32_t *at;   /* room for one a byte, and CSV_MARKS_SLACK behind them */
    size_t count;   /* of marks */
    size_t lines;   /* line feeds among them */
    size_t returns; /* CR LF */
    size_t odd;     /* marks that are neither delimiters nor line feeds */
};

enum { CSV_MARKS_SLACK = 64 };

/* The best way that this processor knows. */
enum csv_way csv_way_best(void);

/* Those of the LEN bytes at AT, fewer than 2^32. WAY is one that the processor knows. */
void csv_marks_find(struct csv_marks *marks, enum csv_way way, const char *at, size_t len,
                    char delimiter);

#endif

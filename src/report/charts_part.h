/* charts_part.h - lines, boxes and words of charts: shared by the files of the charts only.
 *
 * Along the chart: thousandths of a percent of its width; down: pixels.
 */
#ifndef REPORT_CHARTS_PART_H
#define REPORT_CHARTS_PART_H

#include "report/page.h"

struct charts_label {
    int64_t x;
    int y;
    const char *anchor; /* NULL: it begins there */
    const char *kind;   /* a class of the style, or NULL */
};

struct charts_points {
    int64_t x1, x2;
    int y1, y2;
};

struct charts_box {
    int64_t x, width;
    int y, height;
};

void charts_text(struct page *page, const struct charts_label *label, struct text text);
void charts_line(struct page *page, const char *kind, const struct charts_points *points);
void charts_rect(struct page *page, const char *kind, const struct charts_box *box);

/* PART of WHOLE (not 0), on a scale of OF, rounded down. */
int64_t charts_share(uint64_t part, uint64_t whole, int64_t of);

#endif

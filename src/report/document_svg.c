/* document_svg.c - the hours of a week, drawn. Coordinates are whole tenths, so no float is needed;
 * colours are those of the page's style. */
#include "report/document_parts.h"
#include "report/html.h"

enum { LEFT = 960, PLOT = 5280, TOP = 240, ROW = 240, BAR = 140, WIDTH = 6480, HOUR_STEP = 3 };

/* A coordinate in tenths: `12.5`. */
static void put_tenths(struct buffer *out, const char *name, int tenths)
{
    buffer_format(out, " %s=\"%d", name, tenths / 10);
    if (tenths % 10)
        buffer_format(out, ".%d", tenths % 10);
    buffer_putc(out, '"');
}

static int place_of(micros time)
{
    return LEFT + (int)(time * PLOT / MICROS_DAY);
}

static void put_text(struct buffer *out, int x, int y, struct text text)
{
    buffer_puts(out, "<text");
    put_tenths(out, "x", x);
    put_tenths(out, "y", y);
    buffer_puts(out, x == 0 ? ">" : " text-anchor=\"middle\">");
    html_put(out, text);
    buffer_puts(out, "</text>");
}

static void put_grid(struct buffer *out, struct arena *arena)
{
    for (int hour = 0; hour <= 24; hour += HOUR_STEP) {
        int x = place_of(hour * MICROS_HOUR);
        put_text(out, x, TOP - 100, text_format(arena, "%d", hour));
        buffer_puts(out, "<line");
        put_tenths(out, "x1", x);
        put_tenths(out, "x2", x);
        put_tenths(out, "y1", TOP - 40);
        put_tenths(out, "y2", TOP + 7 * ROW);
        buffer_puts(out, "/>");
    }
    buffer_putc(out, '\n');
}

static void put_day(struct buffer *out, const struct document_day *of, int y)
{
    put_text(out, 0, y + BAR - 20, of->name);
    for (size_t i = 0; i < of->spans.count; i++) {
        int x = place_of(of->spans.at[i].from);
        buffer_puts(out, "<rect");
        put_tenths(out, "x", x);
        put_tenths(out, "y", y);
        put_tenths(out, "width", place_of(of->spans.at[i].to) - x);
        put_tenths(out, "height", BAR);
        buffer_puts(out, "/>");
    }
    buffer_putc(out, '\n');
}

void document_put_week(struct buffer *out, const struct document *document,
                       const struct document_block *block)
{
    struct text label = phrases_say(document->arena, document->phrases, SAID_DRAWN_WEEK,
                                    (const struct text[]){TEXT(""), block->title});
    buffer_puts(out, "<figure class=\"week\"><svg role=\"img\" aria-label=\"");
    html_put(out, label);
    buffer_format(out, "\" viewBox=\"0 0 %d %d\">\n", WIDTH / 10, (TOP + 7 * ROW + 20) / 10);
    put_grid(out, document->arena);
    for (int i = 0; i < 7; i++)
        put_day(out, &block->days[i], TOP + i * ROW + (ROW - BAR) / 2);
    buffer_puts(out, "</svg></figure>\n");
}

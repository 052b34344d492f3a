/* page.c - see page.h. A line a row, so that two pages can be compared line by line. */
#include "report/page.h"

#include <stdio.h>
#include <string.h>

#include <assert.h>

#include "base/embedded.h"
#include "report/html.h"
#include "report/shown.h"

/* A table with no more rows is not broken over two pages. */
enum { ROWS_ON_A_PAGE = 14 };

void page_puts(struct page *page, const char *html)
{
    buffer_puts(page->out, html);
}

void page_say(struct page *page, struct text text)
{
    html_put(page->out, text);
}

static size_t name_length(const char *tag)
{
    size_t len = 0;
    while (tag[len] && tag[len] != ' ')
        len++;
    return len;
}

void page_tagged(struct page *page, const char *tag, struct text text)
{
    buffer_format(page->out, "<%s>", tag);
    page_say(page, text);
    buffer_format(page->out, "</%.*s>", (int)name_length(tag), tag);
}

void page_prose(struct page *page, const char *tag, struct text text)
{
    bool in_code = false;
    buffer_format(page->out, "<%s>", tag);
    for (size_t from = 0, to; from <= text.len; from = to + 1) {
        for (to = from; to < text.len && text.at[to] != '`';)
            to++;
        page_say(page, text_slice(text, from, to));
        if (to < text.len)
            page_puts(page, in_code ? "</code>" : "<code>");
        in_code = !in_code;
    }
    buffer_format(page->out, "</%.*s>\n", (int)name_length(tag), tag);
}

void page_paragraph(struct page *page, struct text text)
{
    page_tagged(page, "p", text);
    page_puts(page, "\n");
}

struct text page_place(struct arena *arena, const char *kind, struct text name)
{
    struct text place = text_format(arena, "%s:" TEXT_FMT, kind, TEXT_ARG(name));
    char *copy = arena_alloc(arena, place.len + 1);
    for (size_t i = 0; i < place.len; i++)
        copy[i] = place.at[i] == ' ' ? '_' : place.at[i];
    return (struct text){copy, place.len};
}

void page_link(struct page *page, struct text place, struct text text)
{
    page_puts(page, "<a href=\"");
    html_put_address(page->out, text_format(page->arena, "#" TEXT_FMT, TEXT_ARG(place)));
    page_puts(page, "\">");
    page_say(page, text);
    page_puts(page, "</a>");
}

void page_section(struct page *page, struct text id, struct text title)
{
    struct page_section section = {id, title};
    VECTOR_PUSH(page->arena, &page->sections, section);
    page_puts(page, page->in_section ? "</section>\n<section" : "<section");
    page->in_section = true;
    page_puts(page, " aria-labelledby=\"");
    page_say(page, id);
    page_puts(page, "\">\n<h2 id=\"");
    page_say(page, id);
    page_puts(page, "\">");
    page_say(page, title);
    page_puts(page, "</h2>\n");
}

void page_part(struct page *page, struct text title)
{
    page_tagged(page, "h3", title);
    page_puts(page, "\n");
}

void page_part_at(struct page *page, struct text id, struct text title)
{
    page_puts(page, "<h3 id=\"");
    page_say(page, id);
    page_puts(page, "\">");
    page_say(page, title);
    page_puts(page, "</h3>\n");
}

/* ---- tables ---- */

static void begin_table(struct page *page, const struct page_table *table, const char *kind)
{
    page_puts(page, table->rows <= ROWS_ON_A_PAGE ? "<div class=\"table short\""
                                                  : "<div class=\"table\"");
    page_puts(page, " tabindex=\"0\" role=\"region\" aria-label=\"");
    page_say(page, table->title);
    buffer_format(page->out, "\"><table%s", kind);
    if (table->id.len) {
        page_puts(page, " id=\"");
        page_say(page, table->id);
        page_puts(page, "\"");
    }
    page_puts(page, ">\n<caption>");
    page_say(page, table->title);
    page_puts(page, "</caption>\n<thead><tr>");
    page->column_count = page->cell = 0;
    page->in_rows = page->in_row = false;
}

void page_table(struct page *page, const struct page_table *table)
{
    begin_table(page, table, " class=\"sorts\"");
}

void page_table_plain(struct page *page, const struct page_table *table)
{
    begin_table(page, table, "");
}

void page_column_named(struct page *page, struct text head, enum page_column kind)
{
    assert(page->column_count < PAGE_COLUMNS_MOST && !page->in_rows);
    page->columns[page->column_count++] = kind;
    page_puts(page,
              kind == PAGE_FIGURE ? "<th scope=\"col\" class=\"figure\">" : "<th scope=\"col\">");
    page_say(page, head);
    page_puts(page, "</th>");
}

void page_column(struct page *page, const char *head, enum page_column kind)
{
    page_column_named(page, text_of(head), kind);
}

static void end_row(struct page *page)
{
    if (page->in_row)
        page_puts(page, "</tr>\n");
    page->in_row = false;
}

static void begin_rows(struct page *page)
{
    if (!page->in_rows)
        page_puts(page, "</tr></thead>\n<tbody>\n");
    page->in_rows = true;
}

void page_row(struct page *page)
{
    begin_rows(page);
    end_row(page);
    page_puts(page, "<tr>");
    page->in_row = true;
    page->cell = 0;
}

void page_cell_begin(struct page *page, struct text value)
{
    assert(page->in_row && page->cell < page->column_count);
    enum page_column kind = page->columns[page->cell];
    page_puts(page, kind == PAGE_HEAD     ? "<th scope=\"row\""
                    : kind == PAGE_FIGURE ? "<td class=\"figure\""
                                          : "<td");
    if (value.len) {
        page_puts(page, " data-v=\"");
        page_say(page, value);
        page_puts(page, "\"");
    }
    page_puts(page, ">");
}

void page_cell_end(struct page *page)
{
    page_puts(page, page->columns[page->cell++] == PAGE_HEAD ? "</th>" : "</td>");
}

void page_figure(struct page *page, struct text shown, struct text value)
{
    page_cell_begin(page, value);
    page_say(page, shown);
    page_cell_end(page);
}

void page_cell(struct page *page, struct text text)
{
    page_figure(page, text, TEXT(""));
}

void page_count(struct page *page, uint64_t count)
{
    page_figure(page, shown_count(page->arena, count),
                text_format(page->arena, "%llu", (unsigned long long)count));
}

void page_table_end(struct page *page)
{
    begin_rows(page);
    end_row(page);
    page_puts(page, "</tbody></table></div>\n");
}

void page_details(struct page *page, struct text summary, bool open)
{
    page_puts(page, open ? "<details open><summary>" : "<details><summary>");
    page_say(page, summary);
    page_puts(page, "</summary>\n");
}

void page_details_end(struct page *page)
{
    page_puts(page, "</details>\n");
}

/* ---- charts ---- */

/* Stands for the number of a chart that has none yet; no text that is said has it. */
#define NUMBER_LATER "\001"

void page_paste(struct page *page, struct text apart)
{
    bool has_chart = memchr(apart.at, *NUMBER_LATER, apart.len) != NULL;
    page->charts += has_chart;
    for (size_t i = 0; i < apart.len; i++)
        if (apart.at[i] == *NUMBER_LATER)
            buffer_format(page->out, "%u", page->charts);
        else
            buffer_putc(page->out, apart.at[i]);
}

void page_chart(struct page *page, const struct page_chart *chart)
{
    char number[16] = NUMBER_LATER;
    if (!page->is_apart)
        snprintf(number, sizeof number, "%u", ++page->charts);
    buffer_format(page->out,
                  "<figure class=\"chart %s\"><svg role=\"img\" width=\"100%%\" height=\"%u\" "
                  "aria-labelledby=\"chart-%s chart-%s-says\">\n<title id=\"chart-%s\">",
                  chart->kind, chart->height, number, number, number);
    page_say(page, chart->title);
    buffer_format(page->out, "</title>\n<desc id=\"chart-%s-says\">", number);
    page_say(page, chart->description);
    page_puts(page, "</desc>\n");
}

void page_chart_end(struct page *page)
{
    page_puts(page, "</svg></figure>\n");
}

void page_percent(struct page *page, const char *name, int64_t thousandths)
{
    buffer_format(page->out, " %s=\"%s%lld", name, thousandths < 0 ? "-" : "",
                  (long long)(thousandths < 0 ? -thousandths : thousandths) / 1000);
    int64_t rest = (thousandths < 0 ? -thousandths : thousandths) % 1000;
    if (rest)
        buffer_format(page->out, ".%03lld", (long long)rest);
    page_puts(page, "%\"");
}

/* ---- the whole ---- */

static void put_head(struct buffer *out, const struct page_head *head)
{
    buffer_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_put(out, head->title);
    buffer_puts(out, "</title>\n<style>\n");
    buffer_put(out, embedded_find(embedded_styles, TEXT("page")));
    buffer_put(out, embedded_find(embedded_styles, TEXT("report")));
    buffer_puts(out, "</style>\n</head>\n<body class=\"report\">\n"
                     "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n<h1>");
    html_put(out, head->title);
    buffer_puts(out, "</h1>\n");
    for (size_t i = 0; i < sizeof head->lines / sizeof *head->lines; i++) {
        if (!head->lines[i].len)
            continue;
        buffer_puts(out, i ? "<p>" : "<p class=\"subtitle\">");
        html_put(out, head->lines[i]);
        buffer_puts(out, "</p>\n");
    }
    buffer_puts(out, "</header>\n");
}

static void put_contents(struct buffer *out, const struct page *page)
{
    buffer_puts(out, "<nav aria-label=\"Contents\">\n<ul>\n");
    for (size_t i = 0; i < page->sections.count; i++) {
        const struct page_section *section = &page->sections.at[i];
        buffer_puts(out, "<li><a href=\"");
        html_put_address(out, text_format(page->arena, "#" TEXT_FMT, TEXT_ARG(section->id)));
        buffer_puts(out, "\">");
        html_put(out, section->title);
        buffer_puts(out, "</a></li>\n");
    }
    buffer_puts(out, "</ul>\n</nav>\n");
}

void page_write(struct buffer *out, const struct page *page, const struct page_head *head)
{
    put_head(out, head);
    put_contents(out, page);
    buffer_puts(out, "<main id=\"main\">\n");
    buffer_put(out, buffer_text(page->out));
    buffer_puts(out, page->in_section ? "</section>\n</main>\n<script>\n" : "</main>\n<script>\n");
    buffer_put(out, embedded_find(embedded_scripts, TEXT("report")));
    buffer_puts(out, "</script>\n</body>\n</html>\n");
}

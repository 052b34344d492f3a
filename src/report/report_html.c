/* report_html.c - the report as one page: what the meeting asks first stands first. */
#include "report/report_html.h"

#include "report/shown.h"

/* ---- shared cells ---- */

void report_html_held(const struct html_view *view, enum tally_held held)
{
    static const struct text order[] = {TEXT("1"), TEXT("2"), TEXT("0")};
    page_cell_begin(view->page, order[held]);
    charts_mark(view->page, held);
    page_cell_end(view->page);
}

void report_html_length(const struct html_view *view, bool known, micros length)
{
    char seconds[CIVIL_ROOM];
    if (!known) {
        page_cell(view->page, TEXT("–"));
        return;
    }
    size_t len = civil_write_seconds(seconds, length);
    page_figure(view->page, shown_about(view->arena, length), (struct text){seconds, len});
}

struct text report_html_percent_value(const struct html_view *view, uint64_t part, uint64_t whole)
{
    return whole ? decimal_share(view->arena, part, whole, 4) : TEXT("");
}

void report_html_left_out(const struct html_view *view, uint64_t count, uint64_t most,
                          const char *how)
{
    if (count <= most)
        return;
    page_prose(view->page, "p class=\"more\"",
               text_format(view->arena, TEXT_FMT " more are left out here; %s.",
                           TEXT_ARG(shown_count(view->arena, count - most)), how));
}

/* ---- head ---- */

/* `Harbour Managed Services for Northwind Council` */
static struct text parties(const struct html_view *view)
{
    const struct model *model = view->input->model;
    if (!model->provider.len && !model->customer.len)
        return TEXT("");
    if (!model->provider.len || !model->customer.len)
        return model->provider.len ? model->provider : model->customer;
    return text_format(view->arena, TEXT_FMT " for " TEXT_FMT, TEXT_ARG(model->provider),
                       TEXT_ARG(model->customer));
}

static struct text span_of_log(const struct html_view *view)
{
    const struct eventlog *log = view->input->log;
    const struct zone *zone = view->input->model->zone;
    if (!log->rows)
        return TEXT("Report of a log without events");
    return text_format(view->arena, "Report of " TEXT_FMT " to " TEXT_FMT,
                       TEXT_ARG(shown_instant(view->arena, zone, log->first_time)),
                       TEXT_ARG(shown_instant(view->arena, zone, judge_as_of(view->input->judge))));
}

/* What of the log is counted, where it is not all. */
static struct text selected(const struct html_view *view)
{
    const struct report_input *input = view->input;
    char date[CIVIL_ROOM];
    struct text text = TEXT("");
    if (input->from != DAY_NONE) {
        civil_write_date(date, input->from);
        text = text_format(view->arena, " from %s", date);
    }
    if (input->to != DAY_NONE) {
        civil_write_date(date, input->to);
        text = text_format(view->arena, TEXT_FMT " to %s", TEXT_ARG(text), date);
    }
    if (input->where.len)
        text = text_format(view->arena, TEXT_FMT " where " TEXT_FMT, TEXT_ARG(text),
                           TEXT_ARG(input->where));
    return text.len ? text_format(view->arena, "Counted is only what is" TEXT_FMT, TEXT_ARG(text))
                    : text;
}

static struct page_head head_of(const struct html_view *view)
{
    const struct model *model = view->input->model;
    struct page_head head = {.title = shown_title(model->title, model->name)};
    head.lines[0] = span_of_log(view);
    head.lines[1] = parties(view);
    if (model->version.len)
        head.lines[2] =
            text_format(view->arena, "Charter version " TEXT_FMT, TEXT_ARG(model->version));
    head.lines[3] = selected(view);
    return head;
}

/* ---- the whole ---- */

enum { TARGETS_MOST = 60, WORST_OF_ALL = 60, ATTRIBUTES_OF_ALL = 120, ATTRIBUTES_MOST = 8 };

static uint32_t part_of(uint32_t all, uint32_t count, uint32_t most)
{
    uint32_t each = count ? all / count : most;
    return each < 1 ? 1 : each > most ? most : each;
}

void report_write_html(struct buffer *out, const struct report_input *input)
{
    struct arena *arena = arena_new();
    struct buffer text = {0};
    struct page page = {.out = &text, .arena = arena};
    uint32_t count = input->tally->target_count;
    if (count > TARGETS_MOST)
        count = TARGETS_MOST;
    struct html_view view = {.page = &page,
                             .input = input,
                             .arena = arena,
                             .kept = kept_all(input, arena),
                             .targets_most = TARGETS_MOST,
                             .worst_most = part_of(WORST_OF_ALL, count, PICTURES_WORST),
                             .attributes_most = part_of(ATTRIBUTES_OF_ALL, count, ATTRIBUTES_MOST)};
    struct page_head head = head_of(&view);
    report_html_answer(&view);
    report_html_targets(&view);
    report_html_figures(&view);
    report_html_rest(&view);
    page_write(out, &page, &head);
    buffer_fini(&text);
    arena_free(arena);
}

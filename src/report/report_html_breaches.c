/* report_html_breaches.c - the breaches of a target: where they fall, what they are made of, and
 * the longest of them with their ledgers.
 */
#include <stdlib.h>

#include "report/drivers_shown.h"
#include "report/ledger.h"
#include "report/ledger_parts.h"
#include "report/report_html.h"
#include "report/shown.h"

enum {
    VALUES_MOST = 10,
    PARTS_MOST = 12,
    FIRST_ROWS = 8,
    LAST_ROWS = 6,
    EVENTS_MOST = 20,
    TEXT_MOST = 160
};

/* ---- by attribute ---- */

typedef VECTOR(const struct drivers_value *) value_list;

static int by_breaches(const void *a, const void *b)
{
    const struct drivers_value *left = *(const struct drivers_value *const *)a;
    const struct drivers_value *right = *(const struct drivers_value *const *)b;
    if (left->breached != right->breached)
        return left->breached > right->breached ? -1 : 1;
    if (left->decided != right->decided)
        return left->decided < right->decided ? -1 : 1;
    return text_compare(left->value, right->value);
}

static value_list values_of(const struct html_view *view, const struct drivers_target *target,
                            uint32_t attribute)
{
    value_list list = {0};
    for (uint32_t i = 0; i < target->value_count; i++)
        if (target->values[i].attribute == attribute)
            VECTOR_PUSH(view->arena, &list, &target->values[i]);
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, by_breaches);
    return list;
}

static void put_value(const struct html_view *view, const struct drivers_target *target,
                      const struct drivers_value *value)
{
    struct page *page = view->page;
    struct charts_bar bar = {value->breached, target->breached, value->decided, target->decided};
    page_row(page);
    page_cell(page, value->value);
    page_cell_begin(page, TEXT(""));
    charts_bar(page, &bar);
    page_cell_end(page);
    page_figure(page, shown_share(view->arena, value->breached, target->breached, NULL),
                report_html_percent_value(view, value->breached, target->breached));
    page_figure(page, shown_share(view->arena, value->decided, target->decided, NULL),
                report_html_percent_value(view, value->decided, target->decided));
    page_count(page, value->breached);
    page_count(page, value->decided);
    page_figure(page, drivers_lift(view->arena, value, target, 2),
                drivers_lift(view->arena, value, target, 4));
    page_count(page, value->vanish);
}

static void put_values(const struct html_view *view, const struct drivers_target *target,
                       uint32_t attribute)
{
    const struct attribute *of = &view->input->model->schema.attributes[attribute];
    struct text title = shown_title(of->title, of->name);
    struct text name = view->input->model->targets[target->target].name;
    value_list list = values_of(view, target, attribute);
    struct page_table table = {text_format(view->arena, "breaches:" TEXT_FMT ":" TEXT_FMT,
                                           TEXT_ARG(name), TEXT_ARG(of->name)),
                               text_format(view->arena, "Breaches by " TEXT_FMT, TEXT_ARG(title)),
                               list.count};
    page_table(view->page, &table);
    page_column_named(view->page, title, PAGE_HEAD);
    page_column(view->page, "share", PAGE_WORDS);
    page_column(view->page, "of breaches", PAGE_FIGURE);
    page_column(view->page, "of all", PAGE_FIGURE);
    page_column(view->page, "breached", PAGE_FIGURE);
    page_column(view->page, "decided", PAGE_FIGURE);
    page_column(view->page, "lift", PAGE_FIGURE);
    page_column(view->page, "in excess", PAGE_FIGURE);
    for (size_t i = 0; i < list.count && i < VALUES_MOST; i++)
        put_value(view, target, list.at[i]);
    page_table_end(view->page);
    report_html_left_out(view, list.count, VALUES_MOST,
                         "`--format json --drivers` writes them all");
}

/* Attributes in the order of their most telling values. */
static void put_attributes(const struct html_view *view, const struct drivers_target *target)
{
    VECTOR(uint32_t) seen = {0};
    for (uint32_t i = 0; i < target->value_count; i++) {
        bool is_new = true;
        for (size_t k = 0; k < seen.count; k++)
            is_new &= seen.at[k] != target->values[i].attribute;
        if (is_new)
            VECTOR_PUSH(view->arena, &seen, target->values[i].attribute);
    }
    if (!seen.count)
        return;
    page_part(view->page, TEXT("Where the breaches fall"));
    page_puts(view->page,
              "<p>A bar is the share of all breaches; the line in it is the share of all that was "
              "decided. A bar that reaches past its line is breached more often than the rest: "
              "<em>lift</em> says how many times as often as all, <em>in excess</em> how many "
              "breaches fewer there would be if it did as well as the others.</p>\n");
    for (size_t i = 0; i < seen.count && i < view->attributes_most; i++)
        put_values(view, target, seen.at[i]);
    report_html_left_out(view, seen.count, view->attributes_most,
                         "`--format json --drivers` writes all attributes");
}

/* ---- what they are made of ---- */

static uint32_t count_parts(const struct drivers_target *target, bool counted)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < target->part_count; i++)
        count += drivers_is_counted(&target->parts[i]) == counted;
    return count;
}

static void put_part(const struct html_view *view, const struct drivers_part *part)
{
    page_row(view->page);
    page_cell(view->page, drivers_part_words(view->arena, part));
    report_html_length(view, true, part->time);
    page_count(view->page, part->breaches);
    if (drivers_is_counted(part))
        page_count(view->page, part->vanish);
}

static void put_parts(const struct html_view *view, const struct drivers_target *target,
                      bool counted)
{
    uint32_t count = count_parts(target, counted), shown = 0;
    const char *what = counted ? "Time that counted" : "Time that did not count";
    struct text name = view->input->model->targets[target->target].name;
    if (!count)
        return;
    struct page_table table = {page_place(view->arena, counted ? "counted" : "uncounted", name),
                               text_format(view->arena, "%s, of all breaches", what), count};
    page_table(view->page, &table);
    page_column(view->page, "time", PAGE_HEAD);
    page_column(view->page, "in all", PAGE_FIGURE);
    page_column(view->page, "breaches", PAGE_FIGURE);
    if (counted)
        page_column(view->page, "met without it", PAGE_FIGURE);
    for (uint32_t i = 0; i < target->part_count && shown < PARTS_MOST; i++) {
        if (drivers_is_counted(&target->parts[i]) != counted)
            continue;
        shown++;
        put_part(view, &target->parts[i]);
    }
    page_table_end(view->page);
    report_html_left_out(view, count, PARTS_MOST, "`--format json --drivers` writes them all");
}

static void put_drivers(const struct html_view *view, const struct drivers_target *target)
{
    put_attributes(view, target);
    if (!target->part_count)
        return;
    page_part(view->page, TEXT("What the breaches are made of"));
    if (target->touch_unknown)
        page_paragraph(view->page, TEXT("The log does not say who did what, so first touches are "
                                        "not known."));
    put_parts(view, target, true);
    put_parts(view, target, false);
}

/* ---- the longest ---- */

static struct text calendar_of(const struct ledger *ledger, uint32_t calendar)
{
    const struct model *model = ledger->verdict.model;
    if (calendar >= model->calendar_count)
        return TEXT("");
    const struct model_calendar *of = &model->calendars[calendar];
    return shown_title(of->title, of->name);
}

static void put_ledger_row(const struct html_view *view, const struct ledger *ledger,
                           const struct ledger_row *row)
{
    const struct zone *zone = view->input->model->zone;
    const char *state = ledger_state_name(row->state);
    bool counts = row->counted || row->state == LEDGER_RUNNING;
    page_row(view->page);
    page_cell(view->page, shown_instant(view->arena, zone, row->from));
    page_cell(view->page, shown_instant(view->arena, zone, row->to));
    page_cell(view->page, row->reason.len ? text_format(view->arena, "%s: " TEXT_FMT, state,
                                                        TEXT_ARG(row->reason))
                                          : text_of(state));
    page_cell(view->page, calendar_of(ledger, row->calendar));
    page_cell(view->page, counts ? shown_length(view->arena, row->counted) : TEXT("–"));
    page_cell(view->page, shown_length(view->arena, row->total));
}

/* Between the first rows and the last ones. */
static void put_gap(const struct html_view *view, uint32_t left_out)
{
    page_row(view->page);
    page_cell(view->page, TEXT("…"));
    page_cell(view->page, TEXT("…"));
    page_cell(view->page, text_format(view->arena, TEXT_FMT " rows between",
                                      TEXT_ARG(shown_count(view->arena, left_out))));
    for (int i = 0; i < 3; i++)
        page_cell(view->page, TEXT("…"));
}

static void put_ledger_rows(const struct html_view *view, const struct ledger *ledger)
{
    struct page *page = view->page;
    uint32_t shown = FIRST_ROWS + LAST_ROWS;
    uint32_t left_out = ledger->row_count > shown + 2 ? ledger->row_count - shown : 0;
    struct text ticket = view->input->log->ticket_ids[ledger->verdict.ticket];
    if (!ledger->row_count)
        return;
    page_table_plain(page,
                     &(struct page_table){
                         TEXT(""),
                         text_format(view->arena, "Ledger of ticket " TEXT_FMT, TEXT_ARG(ticket)),
                         left_out ? shown + 1 : ledger->row_count});
    page_column(page, "from", PAGE_HEAD);
    page_column(page, "to", PAGE_WORDS);
    page_column(page, "state", PAGE_WORDS);
    page_column(page, "hours", PAGE_WORDS);
    page_column(page, "counted", PAGE_FIGURE);
    page_column(page, "total", PAGE_FIGURE);
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        put_ledger_row(view, ledger, &ledger->rows[i]);
        if (left_out && i == FIRST_ROWS - 1) {
            put_gap(view, left_out);
            i += left_out;
        }
    }
    page_table_end(page);
    report_html_left_out(view, left_out, 0, "`charter why` shows them all");
}

static void put_events(const struct html_view *view, const struct ledger *ledger)
{
    const struct zone *zone = view->input->model->zone;
    if (!ledger->event_count)
        return;
    page_puts(view->page, "<ul class=\"events\">\n");
    for (uint32_t i = 0; i < ledger->event_count && i < EVENTS_MOST; i++) {
        const struct ledger_event *event = &ledger->events[i];
        struct text place =
            ledger_event_place(view->arena, view->input->log, ledger->verdict.ticket, event);
        page_puts(view->page, "<li>");
        page_say(view->page, shown_instant(view->arena, zone, event->at));
        page_puts(view->page, " – ");
        page_say(view->page, event->what);
        if (place.len)
            page_tagged(view->page, "span class=\"place\"", place);
        page_puts(view->page, "</li>\n");
    }
    page_puts(view->page, "</ul>\n");
    report_html_left_out(view, ledger->event_count, EVENTS_MOST, "`charter why` shows them all");
}

static void put_clause(const struct html_view *view, const struct ledger *ledger)
{
    const struct verdict *verdict = &ledger->verdict;
    const struct target *target = &verdict->model->targets[verdict->target];
    const struct sources *sources = view->input->model->sources;
    if (verdict->clause >= target->clause_count)
        return;
    const struct clause *clause = &target->clauses[verdict->clause];
    page_puts(view->page, "<p>The clause that applies: <code>");
    page_say(view->page, shown_source(view->arena, sources, clause->span, TEXT_MOST));
    page_puts(view->page, "</code>");
    page_tagged(view->page, "span class=\"place\"", shown_span(view->arena, sources, clause->span));
    page_puts(view->page, "</p>\n");
}

static struct text summary_of(const struct html_view *view, const struct ledger *ledger)
{
    const struct report_input *input = view->input;
    struct ledger_view shown = {input->model, input->log, input->judge, false};
    struct text sentence = ledger_sentence(view->arena, &shown, &ledger->verdict);
    struct text ticket = input->log->ticket_ids[ledger->verdict.ticket];
    struct text cycle = ledger->verdict.cycle > 1
                            ? text_format(view->arena, ", cycle %u", ledger->verdict.cycle)
                            : TEXT("");
    return text_format(view->arena, TEXT_FMT TEXT_FMT ": " TEXT_FMT, TEXT_ARG(ticket),
                       TEXT_ARG(cycle), TEXT_ARG(sentence));
}

static void put_body(const struct html_view *view, const struct ledger *ledger)
{
    charts_ledger(view->page, ledger, view->input->model->zone);
    put_ledger_rows(view, ledger);
    put_events(view, ledger);
    put_clause(view, ledger);
}

static void put_ledger(const struct html_view *view, const struct ledger *ledger, bool open)
{
    page_details(view->page, summary_of(view, ledger), open);
    put_body(view, ledger);
    page_details_end(view->page);
}

struct pictures_told report_html_told(const void *context, const struct pictures_cycle *cycle,
                                      struct arena *arena)
{
    const struct report_input *input = context;
    struct buffer out = {0};
    struct page page = {.out = &out, .arena = arena, .is_apart = true};
    struct html_view view = {.page = &page, .input = input, .arena = arena};
    struct pictures_told told = {TEXT(""), TEXT("")};
    uint32_t count = 0;
    const struct ledger *ledgers =
        judge_ledgers(input->judge, cycle->ticket, cycle->target, arena, &count);
    for (uint32_t i = 0; i < count; i++)
        if (ledgers[i].verdict.cycle == cycle->cycle) {
            told.summary = summary_of(&view, &ledgers[i]);
            put_body(&view, &ledgers[i]);
        }
    told.body = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return told;
}

static void put_told(const struct html_view *view, const struct pictures_told *told, bool open)
{
    page_details(view->page, told->summary, open);
    page_paste(view->page, told->body);
    page_details_end(view->page);
}

static void put_cycle(const struct html_view *view, const struct pictures_cycle *cycle, bool open)
{
    if (cycle->told) {
        put_told(view, cycle->told, open);
        return;
    }
    struct arena *scratch = arena_new();
    uint32_t count = 0;
    const struct ledger *ledgers =
        judge_ledgers(view->input->judge, cycle->ticket, cycle->target, scratch, &count);
    for (uint32_t i = 0; i < count; i++)
        if (ledgers[i].verdict.cycle == cycle->cycle)
            put_ledger(view, &ledgers[i], open);
    arena_free(scratch);
}

static void put_worst(const struct html_view *view, uint32_t target)
{
    const struct pictures_target *pictures = &view->input->pictures->targets[target];
    uint32_t most =
        pictures->worst_count < view->worst_most ? pictures->worst_count : view->worst_most;
    if (!most)
        return;
    page_part(view->page, TEXT("The longest breaches"));
    page_puts(view->page,
              "<p class=\"key\">Each line opens the ledger of the ticket. Thick: the "
              "clock ran, behind the mark too late; pale: it was paused; thin: it stood "
              "still out of hours. What is open is printed.</p>\n");
    for (uint32_t i = 0; i < most; i++)
        put_cycle(view, &pictures->worst[i], i == 0);
    report_html_left_out(view, pictures->breaches, most,
                         "`--verdicts FILE` writes all of them, `charter why` explains any");
}

void report_html_breaches(const struct html_view *view, uint32_t target)
{
    const struct drivers_result *drivers = view->input->drivers;
    for (uint32_t i = 0; i < drivers->count; i++)
        if (drivers->targets[i].target == target)
            put_drivers(view, &drivers->targets[i]);
    put_worst(view, target);
}

/* report_html_rest.c - when tickets come, what is pending or not counted, notices, and how far the
 * log can be trusted.
 */
#include "report/report_html.h"
#include "report/report_notices.h"
#include "report/report_text.h"
#include "report/shown.h"

enum { REASONS_MOST = 100 };

static struct text target_title(const struct html_view *view, uint32_t number)
{
    const struct target *target = &view->input->model->targets[number];
    return shown_title(target->title, target->name);
}

/* ---- openings ---- */

static uint64_t opened_on(const struct pictures_week *week, int weekday)
{
    uint64_t count = 0;
    for (int hour = 0; hour < 24; hour++)
        count += week->opened[weekday][hour];
    return count;
}

static uint64_t opened_at(const struct pictures_week *week, int hour)
{
    uint64_t count = 0;
    for (int i = 0; i < 7; i++)
        count += week->opened[i][hour];
    return count;
}

/* Hours down, so that it fits on paper. */
static void put_week_table(const struct html_view *view, const struct pictures_week *week)
{
    struct page *page = view->page;
    page_details(page, TEXT("The figures of this chart"), false);
    page_table(page, &(struct page_table){TEXT("openings:hours"),
                                          TEXT("Tickets opened, by hour and weekday"), 25});
    page_column(page, "hour", PAGE_HEAD);
    for (int i = 0; i < 7; i++)
        page_column(page, civil_weekday_name((enum weekday)i), PAGE_FIGURE);
    page_column(page, "all", PAGE_FIGURE);
    for (int hour = 0; hour < 24; hour++) {
        page_row(page);
        page_figure(page, text_format(view->arena, "%02d:00", hour),
                    text_format(view->arena, "%d", hour));
        for (int i = 0; i < 7; i++)
            page_count(page, week->opened[i][hour]);
        page_count(page, opened_at(week, hour));
    }
    page_row(page);
    page_cell(page, TEXT("all"));
    for (int i = 0; i < 7; i++)
        page_count(page, opened_on(week, i));
    page_count(page, week->tickets);
    page_table_end(page);
    page_details_end(page);
}

static void put_openings(const struct html_view *view)
{
    const struct pictures_week *week = &view->input->pictures->week;
    const struct model_calendar *calendar = &view->input->model->calendars[week->calendar];
    if (!week->tickets)
        return;
    page_section(view->page, TEXT("openings"), TEXT("When tickets come"));
    charts_week(view->page, week, shown_title(calendar->title, calendar->name));
    put_week_table(view, week);
}

/* ---- pending ---- */

static void put_pending_row(const struct html_view *view, const struct pictures_cycle *cycle)
{
    const struct zone *zone = view->input->model->zone;
    char instant_text[CIVIL_ROOM];
    size_t len = cycle->due == INSTANT_NONE ? 0 : civil_write_instant(instant_text, cycle->due);
    page_row(view->page);
    page_cell(view->page, view->input->log->ticket_ids[cycle->ticket]);
    page_cell(view->page, target_title(view, cycle->target));
    page_figure(view->page,
                cycle->due != INSTANT_NONE   ? shown_instant(view->arena, zone, cycle->due)
                : cycle->flags & FLAG_PAUSED ? TEXT("paused")
                                             : TEXT("not running"),
                (struct text){instant_text, len});
    report_html_length(view, cycle->has_figures, cycle->used);
    report_html_length(view, cycle->has_figures, cycle->limit);
}

static void put_pending(const struct html_view *view)
{
    const struct pictures_result *pictures = view->input->pictures;
    struct page *page = view->page;
    page_section(page, TEXT("pending"), TEXT("Still pending"));
    if (!pictures->next_count) {
        page_paragraph(page, TEXT("Nothing is pending: all that was begun is decided."));
        return;
    }
    page_table(page, &(struct page_table){TEXT("pending:cycles"),
                                          TEXT("What is due next, if nothing changes"),
                                          pictures->next_count});
    page_column(page, "ticket", PAGE_HEAD);
    page_column(page, "target", PAGE_WORDS);
    page_column(page, "due", PAGE_WORDS);
    page_column(page, "used", PAGE_FIGURE);
    page_column(page, "of", PAGE_FIGURE);
    for (uint32_t i = 0; i < pictures->next_count; i++)
        put_pending_row(view, &pictures->next[i]);
    page_table_end(page);
    report_html_left_out(view, pictures->pending, pictures->next_count,
                         "`--verdicts FILE` writes all of them");
}

/* ---- what is not counted ---- */

static bool is_told_once(const struct html_view *view, const struct tally_reason *reason)
{
    return reason->kind == VERDICT_ERROR &&
           judge_undecidable(view->input->judge, reason->target).len;
}

static void put_reason(const struct html_view *view, const struct tally_reason *reason)
{
    page_row(view->page);
    page_cell(view->page, target_title(view, reason->target));
    page_cell(view->page, text_of(shown_verdict(reason->kind)));
    page_cell(view->page, reason->reason);
    page_count(view->page, reason->count);
    page_cell(view->page, view->input->log->ticket_ids[reason->example]);
}

static void put_reasons(const struct html_view *view)
{
    const struct tally_result *tally = view->input->tally;
    struct page *page = view->page;
    page_section(page, TEXT("uncounted"), TEXT("Covered by no promise"));
    if (!tally->reason_count) {
        page_paragraph(page, TEXT("Every cycle is covered: nothing is excluded, and nothing could "
                                  "not be decided."));
        return;
    }
    page_table(page, &(struct page_table){TEXT("uncounted:reasons"),
                                          TEXT("Uncovered, excluded, or an error; cycles"),
                                          tally->reason_count});
    page_column(page, "target", PAGE_HEAD);
    page_column(page, "verdict", PAGE_WORDS);
    page_column(page, "reason", PAGE_WORDS);
    page_column(page, "cycles", PAGE_FIGURE);
    page_column(page, "for example", PAGE_WORDS);
    for (uint32_t i = 0; i < tally->reason_count && i < REASONS_MOST; i++)
        if (!is_told_once(view, &tally->reasons[i]))
            put_reason(view, &tally->reasons[i]);
    page_table_end(page);
    report_html_left_out(view, tally->reason_count, REASONS_MOST,
                         "`--verdicts FILE` writes each cycle with its reason");
}

/* ---- notices ---- */

static void put_notices(const struct html_view *view)
{
    const struct notices_count *counts = view->input->notices;
    struct page *page = view->page;
    if (!counts)
        return;
    report_notice_rows rows = report_notices(view->input, view->arena);
    page_section(page, TEXT("notices"), TEXT("Notices"));
    page_table(page,
               &(struct page_table){TEXT("notices:counts"),
                                    TEXT("Notices that were due, by escalation"), rows.count});
    page_column(page, "escalation", PAGE_HEAD);
    page_column(page, "for", PAGE_WORDS);
    page_column(page, "notices", PAGE_FIGURE);
    for (size_t i = 0; i < rows.count; i++) {
        page_row(page);
        page_cell(page, rows.at[i].what);
        page_cell(page, rows.at[i].target);
        page_count(page, rows.at[i].count);
    }
    page_table_end(page);
    if (counts->corrections)
        page_paragraph(page,
                       text_format(view->arena, "And " TEXT_FMT " of a breach that was withdrawn.",
                                   TEXT_ARG(shown_counted(view->arena, counts->corrections,
                                                          "correction", "corrections"))));
    page_prose(page, "p", TEXT("`--notices FILE` writes each of them."));
}

/* ---- the log ---- */

static void put_problem(const struct html_view *view, const struct report_problem *problem)
{
    page_row(view->page);
    page_cell(view->page, problem->what);
    if (problem->count)
        page_count(view->page, problem->count);
    else
        page_cell(view->page, TEXT("–"));
    page_cell(view->page, problem->where);
}

static void put_problems(const struct html_view *view)
{
    report_problem_list list = report_problems(view->input, view->arena);
    struct page *page = view->page;
    if (!list.count) {
        page_paragraph(page, TEXT("Nothing is wrong with the log: every row was read, and all of "
                                  "them fit together."));
        return;
    }
    page_table(page, &(struct page_table){TEXT("log:problems"), TEXT("What is wrong with the log"),
                                          list.count});
    page_column(page, "what", PAGE_HEAD);
    page_column(page, "how often", PAGE_FIGURE);
    page_column(page, "first", PAGE_WORDS);
    for (size_t i = 0; i < list.count; i++)
        put_problem(view, &list.at[i]);
    page_table_end(page);
}

static void put_fact(const struct html_view *view, const char *what, struct text fact)
{
    page_puts(view->page, "<div><dt>");
    page_puts(view->page, what);
    page_puts(view->page, "</dt><dd>");
    page_say(view->page, fact);
    page_puts(view->page, "</dd></div>\n");
}

static void put_log_facts(const struct html_view *view)
{
    const struct eventlog *log = view->input->log;
    struct arena *arena = view->arena;
    struct text rows = shown_counted(arena, log->records, "row", "rows");
    struct text events = shown_counted(arena, log->rows, "event", "events");
    struct text tickets = shown_counted(arena, log->tickets, "ticket", "tickets");
    put_fact(view, "Log",
             text_format(arena, TEXT_FMT ", " TEXT_FMT " of " TEXT_FMT, TEXT_ARG(rows),
                         TEXT_ARG(events), TEXT_ARG(tickets)));
    if (log->rejected)
        put_fact(view, "Left out", shown_counted(arena, log->rejected, "row", "rows"));
}

static void put_log(const struct html_view *view)
{
    const struct report_input *input = view->input;
    const struct zone *zone = input->model->zone;
    struct arena *arena = view->arena;
    page_section(view->page, TEXT("log"), TEXT("The log, and how to check this report"));
    put_problems(view);
    page_puts(view->page, "<dl>\n");
    put_log_facts(view);
    put_fact(view, "Judged as of", shown_instant(arena, zone, judge_as_of(input->judge)));
    put_fact(view, "Time zone",
             text_format(arena, TEXT_FMT ", tzdata " TEXT_FMT, TEXT_ARG(zone_name(zone)),
                         TEXT_ARG(input->tzdata)));
    put_fact(view, "Charter", text_format(arena, "SHA-256 %s", input->model->digest));
    if (input->log->digest[0])
        put_fact(view, "Log digest", text_format(arena, "SHA-256 %s", input->log->digest));
    page_puts(view->page, "</dl>\n");
    page_puts(view->page,
              "<p>In time is the share of what is met among all that is decided; pending, "
              "uncovered, excluded and errors stand beside it and never in it. The year are the "
              "periods that begin in the twelve months up to the instant of judging. Time used is "
              "counted by the clock of the target, in its hours. <code>charter why</code> explains "
              "any verdict, and <code>charter eval --format json</code> gives the same figures to "
              "programs.</p>\n");
}

void report_html_rest(const struct html_view *view)
{
    put_openings(view);
    put_pending(view);
    put_reasons(view);
    put_notices(view);
    put_log(view);
}

/* report_html_answer.c - the first screen: were the promises kept, in this period and over the
 * year, and what else has to be known at once.
 */
#include "report/figures_text.h"
#include "report/report_html.h"
#include "report/shown.h"

enum { PROMISES_MOST = 100 };

struct outcome {
    uint32_t held, broken, untested, all;
};

static void add(struct outcome *outcome, enum tally_held held)
{
    outcome->held += held == TALLY_HELD;
    outcome->broken += held == TALLY_BROKEN;
    outcome->untested += held == TALLY_NOT_TESTED;
    outcome->all++;
}

static struct text date(const struct html_view *view, day of)
{
    char text[CIVIL_ROOM];
    if (of == DAY_NONE)
        return TEXT("–");
    size_t len = civil_write_date(text, of);
    return text_copy(view->arena, (struct text){text, len});
}

/* ---- in words ---- */

static struct text year_words(const struct html_view *view, const struct outcome *year)
{
    struct arena *arena = view->arena;
    const char *plural = year->all == 1 ? "promise was" : "promises were";
    struct text to =
        text_format(arena, "in the year to " TEXT_FMT, TEXT_ARG(date(view, view->kept.as_of)));
    if (!year->all)
        return TEXT("The charter makes no promise in figures. What was measured stands below.");
    if (year->broken)
        return text_format(arena, "No: %u of %u %s broken " TEXT_FMT ".", year->broken, year->all,
                           plural, TEXT_ARG(to));
    if (!year->held)
        return text_format(arena, "It can’t be told: nothing was decided " TEXT_FMT ".",
                           TEXT_ARG(to));
    if (year->untested)
        return text_format(arena,
                           "Yes, as far as they were tested: %u of %u %s held " TEXT_FMT
                           ", and nothing was decided of %s.",
                           year->held, year->all, plural, TEXT_ARG(to),
                           year->untested == 1 ? "the other" : "the others");
    if (year->all == 1)
        return text_format(arena, "Yes: the promise was held " TEXT_FMT ".", TEXT_ARG(to));
    return text_format(arena, "Yes: all %u promises were held " TEXT_FMT ".", year->all,
                       TEXT_ARG(to));
}

static struct text latest_words(const struct html_view *view, const struct outcome *latest)
{
    if (!latest->all || latest->untested == latest->all)
        return TEXT("");
    if (!latest->broken)
        return text_format(view->arena, "In the latest period of each, %s held.",
                           latest->held == 1 ? "it was" : "all of them were");
    return text_format(view->arena, "In the latest period of each, %u %s held and %u broken.",
                       latest->held, latest->held == 1 ? "was" : "were", latest->broken);
}

/* ---- one promise ---- */

static void put_latest(const struct html_view *view, const struct kept_line *line)
{
    struct page *page = view->page;
    page_puts(page, "<div class=\"now\"><span class=\"label\">");
    if (!line->last) {
        page_puts(page, "no figure yet</span></div>");
        return;
    }
    page_say(page, line->last->label);
    page_puts(page, line->last->is_unfinished ? ", so far</span> " : "</span> ");
    page_tagged(page, "span class=\"value\"", line->last->shown);
    page_puts(page, " ");
    charts_mark(page, line->last->held);
    page_puts(page, "</div>");
}

/* `broken in 3 of 6 months` */
static struct text year_count(const struct html_view *view, const struct kept_line *line)
{
    uint32_t tested = line->year_held + line->year_broken;
    if (!tested)
        return TEXT("not tested");
    return text_format(view->arena, "%s in %u of %u %s", line->year_broken ? "broken" : "held",
                       line->year_broken ? line->year_broken : line->year_held, tested,
                       kept_unit(line->unit, tested > 1));
}

static void put_year(const struct html_view *view, const struct kept_line *line)
{
    struct page *page = view->page;
    page_puts(page, "<div class=\"year\"><span class=\"label\">the year</span> ");
    if (line->year_shown.len) {
        page_tagged(page, "span class=\"value\"", line->year_shown);
        page_puts(page, " ");
    }
    page_tagged(page, "span class=\"times\"", year_count(view, line));
    charts_strip(page, line);
    page_puts(page, "</div>");
}

static void put_promise(const struct html_view *view, const struct kept_line *line)
{
    static const char *const classes[] = {"untested", "held", "broken"};
    struct page *page = view->page;
    buffer_format(page->out, "<li class=\"%s\"><div class=\"what\">", classes[line->year]);
    page_link(page, line->place, line->title);
    page_tagged(page, "span class=\"terms\"", line->terms);
    page_puts(page, "</div>");
    put_latest(view, line);
    put_year(view, line);
    page_puts(page, "</li>\n");
}

/* ---- beside the promises ---- */

static void put_fact(const struct html_view *view, const char *what, const char *place,
                     struct text fact)
{
    page_puts(view->page, "<div><dt>");
    if (place)
        page_link(view->page, text_of(place), text_of(what));
    else
        page_puts(view->page, what);
    page_puts(view->page, "</dt><dd>");
    page_say(view->page, fact);
    page_puts(view->page, "</dd></div>\n");
}

static uint64_t count_reasons(const struct html_view *view, enum verdict_kind kind)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < view->input->tally->reason_count; i++)
        if (view->input->tally->reasons[i].kind == kind)
            count += view->input->tally->reasons[i].count;
    return count;
}

static void put_credits(const struct html_view *view)
{
    const struct figures_result *figures = view->input->figures;
    for (uint32_t i = 0; i < figures->credit_count; i++) {
        const struct figure_credit *credit = &figures->credits[i];
        const struct credit *of = &credit->model->credits[credit->slot];
        put_fact(
            view,
            figures->credit_count == 1
                ? "Credits due"
                : text_cstr(view->arena, text_format(view->arena, "Credits due: " TEXT_FMT,
                                                     TEXT_ARG(shown_title(of->title, of->name)))),
            "credits", figures_money(view->arena, of, credit->minor));
    }
}

static void put_facts(const struct html_view *view)
{
    struct arena *arena = view->arena;
    const struct report_input *input = view->input;
    uint64_t uncovered = count_reasons(view, VERDICT_UNCOVERED);
    uint64_t excluded = count_reasons(view, VERDICT_EXCLUDED);
    page_puts(view->page, "<dl class=\"facts\">\n");
    put_fact(view, "Tickets", NULL, shown_count(arena, input->log->tickets));
    put_fact(view, "Still pending", "pending", shown_count(arena, input->pictures->pending));
    put_fact(view, "Excluded", "uncounted", shown_count(arena, excluded));
    put_fact(view, "Not covered", "uncounted", shown_count(arena, uncovered));
    put_credits(view);
    if (input->notices)
        put_fact(view, "Notices due", "notices", shown_count(arena, input->notices->all));
    page_puts(view->page, "</dl>\n");
}

void report_html_answer(const struct html_view *view)
{
    const struct kept *kept = &view->kept;
    struct outcome year = {0}, latest = {0};
    for (uint32_t i = 0; i < kept->count; i++) {
        add(&year, kept->lines[i].year);
        add(&latest, kept->lines[i].last ? kept->lines[i].last->held : TALLY_NOT_TESTED);
    }
    page_section(view->page, TEXT("promises"), TEXT("Were the promises kept?"));
    page_tagged(view->page, "p class=\"answer\"", year_words(view, &year));
    page_puts(view->page, "\n");
    struct text words = latest_words(view, &latest);
    if (words.len)
        page_paragraph(view->page, words);
    if (kept->count) {
        page_puts(view->page, "<ul class=\"promises\">\n");
        for (uint32_t i = 0; i < kept->count && i < PROMISES_MOST; i++)
            put_promise(view, &kept->lines[i]);
        page_puts(view->page, "</ul>\n");
    }
    report_html_left_out(view, kept->count, PROMISES_MOST, "they stand further below");
    put_facts(view);
}

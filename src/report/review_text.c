/* review_text.c - a review for a service manager. */
#include "report/review.h"
#include "report/shown.h"

enum { WIDTH = 96 };

struct view {
    struct buffer *out;
    struct arena *arena;
    const struct review_result *result;
    const char *bold, *plain;
};

static void put_fact(const struct view *view, const char *name, struct text fact)
{
    buffer_format(view->out, "%-10s" TEXT_FMT "\n", name, TEXT_ARG(fact));
}

static void put_head(const struct view *view)
{
    const struct review_request *request = view->result->request;
    const struct model *model = request->model;
    const struct eventlog *log = request->log;
    struct arena *arena = view->arena;
    buffer_format(view->out, "%s" TEXT_FMT "%s", view->bold,
                  TEXT_ARG(shown_title(model->title, model->name)), view->plain);
    if (model->version.len)
        buffer_format(view->out, ", version " TEXT_FMT, TEXT_ARG(model->version));
    buffer_puts(view->out, ", read against what happened\n\n");
    put_fact(view, "log",
             text_format(arena, TEXT_FMT ", " TEXT_FMT,
                         TEXT_ARG(shown_counted(arena, log->rows, "event", "events")),
                         TEXT_ARG(shown_counted(arena, log->tickets, "ticket", "tickets"))));
    if (log->rejected)
        put_fact(view, "left out", shown_counted(arena, log->rejected, "bad row", "bad rows"));
    put_fact(view, "as of", shown_instant(arena, model->zone, view->result->as_of));
}

/* TEXT in lines of WIDTH columns behind INDENT blanks; FIRST stands in front of the first. */
static void put_wrapped(const struct view *view, unsigned indent, const char *first,
                        struct text text)
{
    size_t column = WIDTH;
    bool is_first = true;
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        for (to = from; to < text.len && text.at[to] != ' ';)
            to++;
        struct text word = text_slice(text, from, to);
        size_t width = text_width(word);
        if (column + 1 + width > WIDTH) {
            buffer_puts(view->out, is_first ? "" : "\n");
            buffer_fill(view->out, ' ', indent);
            buffer_puts(view->out, is_first ? first : "");
            buffer_fill(view->out, ' ', is_first ? 0 : text_width(text_of(first)));
            column = indent + text_width(text_of(first));
            is_first = false;
        } else {
            buffer_putc(view->out, ' ');
            column++;
        }
        buffer_put(view->out, word);
        column += width;
    }
    buffer_putc(view->out, '\n');
}

/* ---- findings ---- */

static void put_lines(const struct view *view, struct text lines)
{
    for (size_t from = 0, to; from < lines.len; from = to + 1) {
        for (to = from; to < lines.len && lines.at[to] != '\n';)
            to++;
        buffer_format(view->out, "          " TEXT_FMT "\n", TEXT_ARG(text_slice(lines, from, to)));
    }
}

static void put_ways(const struct view *view, const struct review_finding *finding)
{
    const struct review_request *request = view->result->request;
    if (finding->advice.len)
        put_wrapped(view, 4, "try:  ", finding->advice);
    if (finding->change.len) {
        buffer_format(view->out,
                      "    charter whatif " TEXT_FMT " --with CHANGE.chr, where it says\n",
                      TEXT_ARG(request->command));
        put_lines(view, finding->change);
    }
    for (uint32_t i = 0; i < finding->ticket_count; i++) {
        struct text target = finding->target == INDEX_NONE
                                 ? TEXT("")
                                 : request->model->targets[finding->target].name;
        buffer_format(
            view->out, "    charter why " TEXT_FMT " " TEXT_FMT "%s" TEXT_FMT "\n",
            TEXT_ARG(request->command),
            TEXT_ARG(review_quoted(view->arena, request->log->ticket_ids[finding->tickets[i]])),
            target.len ? " " : "", TEXT_ARG(review_quoted(view->arena, target)));
    }
}

static void put_finding(const struct view *view, const struct review_finding *finding,
                        uint32_t number)
{
    struct text place =
        shown_span(view->arena, view->result->request->model->sources, finding->place);
    buffer_format(view->out, "\n%s%u. %s%s [%s]%s%s" TEXT_FMT "\n", view->bold, number,
                  finding->title, view->plain, finding->id,
                  finding->level == REVIEW_NOTE ? " note" : "", place.len ? "  " : "",
                  TEXT_ARG(place));
    put_wrapped(view, 4, "", finding->says);
    for (size_t i = 0; i < finding->details.count; i++)
        put_wrapped(view, 4, "- ", finding->details.at[i]);
    put_ways(view, finding);
}

static void put_remarks(const struct view *view, const char *head,
                        const struct review_remark *remarks, uint32_t count)
{
    if (!count)
        return;
    buffer_format(view->out, "\n%s%s%s\n", view->bold, head, view->plain);
    for (uint32_t i = 0; i < count; i++)
        put_wrapped(
            view, 2, "",
            text_format(view->arena, "%s: " TEXT_FMT, remarks[i].title, TEXT_ARG(remarks[i].says)));
}

void review_write_text(struct buffer *out, const struct review_result *result, bool colour)
{
    struct view view = {out, arena_new(), result, colour ? "\033[1m" : "", colour ? "\033[0m" : ""};
    put_head(&view);
    if (!result->count)
        buffer_puts(out, "\nNothing is found.\n");
    for (uint32_t i = 0; i < result->count; i++)
        put_finding(&view, result->findings[i], i + 1);
    put_remarks(&view, "Looked at, and nothing found", result->clear, result->clear_count);
    put_remarks(&view, "Not looked at", result->blanks, result->blank_count);
    arena_free(view.arena);
}

/* compared.c - for people. */
#include "report/compared.h"

#include "report/shown.h"
#include "syntax/tree.h"

enum { TEXT_MOST = 84 };

bool compared_is_same(const struct compared *compared)
{
    for (size_t i = 0; i < compared->result->count; i++)
        if (compared->result->list[i].row_count)
            return false;
    return true;
}

/* ---- words ---- */

struct text compared_words(struct arena *arena, struct text text, struct text first,
                           struct text second)
{
    struct text out = TEXT("");
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != 1 && text.at[i] != 2)
            continue;
        struct text name = text.at[i] == 1 ? first : second;
        out = text_format(arena, TEXT_FMT TEXT_FMT TEXT_FMT, TEXT_ARG(out),
                          TEXT_ARG(text_slice(text, from, i)), TEXT_ARG(name));
        from = i + 1;
    }
    return text_format(arena, TEXT_FMT TEXT_FMT, TEXT_ARG(out),
                       TEXT_ARG(text_slice(text, from, text.len)));
}

static struct text plain_words(struct arena *arena, struct text text)
{
    return compared_words(arena, text, TEXT("the first"), TEXT("the second"));
}

struct text compared_head(struct arena *arena, const struct compare_row *row)
{
    const struct node *some = row->declaration[0] ? row->declaration[0] : row->declaration[1];
    const struct node *name = some ? node_name(some) : NULL,
                      *title = some ? node_title(some) : NULL;
    const char *label = row->kind == NODE_TICKET ? "ticket has" : node_label(row->kind);
    if (row->name.len)
        return text_format(arena, "%s " TEXT_FMT, label, TEXT_ARG(row->name));
    if (name)
        return text_format(arena, "%s " TEXT_FMT, label, TEXT_ARG(name->text));
    if (title)
        return text_format(arena, "%s \"" TEXT_FMT "\"", label, TEXT_ARG(title->text));
    return text_of(label);
}

static struct text due_words(struct arena *arena, const struct comparison *comparison,
                             const struct compare_due *due)
{
    if (due->state != COMPARE_DUE)
        return text_of(compare_state_text(due->state));
    return due->at == INSTANT_NONE
               ? TEXT("due")
               : text_format(arena, "due " TEXT_FMT,
                             TEXT_ARG(shown_instant(arena, comparison->zone, due->at)));
}

struct text compared_witness(struct arena *arena, const struct comparison *comparison,
                             const struct compare_witness *witness)
{
    if (!witness->is_ticket)
        return plain_words(arena, witness->said);
    struct text words = witness->ticket;
    if (witness->start == INSTANT_NONE)
        return text_format(arena, TEXT_FMT ", once its clock runs", TEXT_ARG(words));
    return text_format(arena,
                       TEXT_FMT "%s " TEXT_FMT ": " TEXT_FMT " under the first, " TEXT_FMT
                                " under the second",
                       TEXT_ARG(words),
                       witness->is_opened ? (text_is(words, "any ticket") ? " opened" : ", opened")
                                          : ", whose clock starts",
                       TEXT_ARG(shown_instant(arena, comparison->zone, witness->start)),
                       TEXT_ARG(due_words(arena, comparison, &witness->due[0])),
                       TEXT_ARG(due_words(arena, comparison, &witness->due[1])));
}

/* ---- rows ---- */

struct view {
    struct arena *arena;
    const struct compared *compared;
    const struct comparison *comparison;
    struct buffer *out;
};

static void write_place(const struct view *view, const struct compare_row *row, int side)
{
    const struct sources *sources = view->comparison->side[side]->sources;
    const struct node *node = row->line[side];
    bool alone = !row->line[0] && !row->line[1];
    if (!node && alone)
        node = row->declaration[side];
    buffer_format(view->out, "    %s  ", side ? "second" : "first ");
    if (!node || node->span.source == SOURCE_NONE) {
        buffer_puts(view->out, node ? "(made of several lines)\n" : "–\n");
        return;
    }
    struct text text = shown_source(view->arena, sources, node->span, TEXT_MOST);
    buffer_format(view->out, TEXT_FMT "  " TEXT_FMT "\n",
                  TEXT_ARG(shown_span(view->arena, sources, node->span)), TEXT_ARG(text));
}

static void write_witness(const struct view *view, const char *label,
                          const struct compare_witness *witness)
{
    if (witness->is_there)
        buffer_format(view->out, "    %s  " TEXT_FMT "\n", label,
                      TEXT_ARG(compared_witness(view->arena, view->comparison, witness)));
}

static void write_row(const struct view *view, const struct compare_row *row)
{
    bool mixed = row->better.is_there && row->worse.is_there;
    buffer_format(view->out, "  %s%s%s", compare_mark_text(row->mark), row->about[0] ? ": " : "",
                  row->about);
    if (row->reason.len)
        buffer_format(view->out, " – " TEXT_FMT, TEXT_ARG(plain_words(view->arena, row->reason)));
    buffer_putc(view->out, '\n');
    for (int side = 0; side < 2; side++)
        write_place(view, row, side);
    write_witness(view, mixed ? "better" : "shown ", &row->better);
    write_witness(view, mixed ? "worse " : "shown ", &row->worse);
}

static void write_rows(const struct view *view)
{
    const struct comparison *comparison = view->comparison;
    struct text last = TEXT("");
    for (size_t i = 0; i < comparison->row_count; i++) {
        struct text head = compared_head(view->arena, &comparison->rows[i]);
        if (!text_equal(head, last))
            buffer_format(view->out, "\n" TEXT_FMT "\n", TEXT_ARG(head));
        last = head;
        write_row(view, &comparison->rows[i]);
    }
}

/* ---- heads ---- */

static void write_counts(const struct view *view)
{
    const size_t *counts = view->comparison->counts;
    buffer_puts(view->out, "for the customer  ");
    for (int mark = COMPARE_BETTER; mark < COMPARE_MARKS; mark++)
        if (counts[mark])
            buffer_format(view->out, "%zu %s, ", counts[mark],
                          compare_mark_text((enum compare_mark)mark));
    buffer_format(view->out, "%zu the same\n", counts[COMPARE_SAME]);
}

static void write_dates(const struct view *view)
{
    const struct comparison *comparison = view->comparison;
    char first[CIVIL_ROOM], last[CIVIL_ROOM];
    civil_write_date(first, comparison->first);
    civil_write_date(last, comparison->last);
    buffer_format(view->out, "tickets           opened from %s to %s\n", first, last);
}

static void write_charter(const struct view *view, int side)
{
    const struct model *model = view->compared->side[side];
    buffer_format(
        view->out, "%s  " TEXT_FMT ": " TEXT_FMT, side ? "second          " : "first           ",
        TEXT_ARG(view->compared->file[side]), TEXT_ARG(shown_title(model->title, model->name)));
    if (model->version.len)
        buffer_format(view->out, ", version " TEXT_FMT, TEXT_ARG(model->version));
    buffer_putc(view->out, '\n');
}

void compared_write_text(struct buffer *out, const struct compared *compared)
{
    struct view view = {compared->arena, compared, NULL, out};
    for (int side = 0; side < 2; side++)
        write_charter(&view, side);
    if (compared->result->is_apart)
        buffer_puts(out, "They are not in force together: they are compared as if they were.\n");
    for (size_t i = 0; i < compared->result->count; i++) {
        view.comparison = &compared->result->list[i];
        if (i)
            buffer_puts(out, "\n");
        write_dates(&view);
        write_counts(&view);
        write_rows(&view);
    }
    if (compared->log.len) {
        buffer_puts(out, "\non the log\n");
        buffer_put(out, compared->log);
    }
}

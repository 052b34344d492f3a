/* compared_json.c - for programs. */
#include "report/compared.h"
#include "report/shown.h"
#include "syntax/tree.h"

enum { TEXT_MOST = 10000 };

struct view {
    struct arena *arena;
    const struct comparison *comparison;
    struct buffer *out;
};

static void key(struct buffer *out, const char *name)
{
    buffer_putc(out, ',');
    buffer_put_json(out, text_of(name));
    buffer_putc(out, ':');
}

static void put_text(struct buffer *out, struct text text)
{
    if (text.len)
        buffer_put_json(out, text);
    else
        buffer_puts(out, "null");
}

static void put_instant(struct buffer *out, instant at)
{
    char words[CIVIL_ROOM];
    if (at == INSTANT_NONE) {
        buffer_puts(out, "null");
        return;
    }
    size_t len = civil_write_instant(words, at);
    buffer_put_json(out, (struct text){words, len});
}

static void put_date(struct buffer *out, day date)
{
    char words[CIVIL_ROOM];
    if (date == DAY_NONE) {
        buffer_puts(out, "null");
        return;
    }
    size_t len = civil_write_date(words, date);
    buffer_put_json(out, (struct text){words, len});
}

static void put_due(struct buffer *out, const struct compare_due *due)
{
    buffer_puts(out, "{\"state\":");
    buffer_put_json(out, text_of(compare_state_text(due->state)));
    key(out, "due");
    put_instant(out, due->at);
    buffer_putc(out, '}');
}

static void put_ticket(struct buffer *out, const struct compare_witness *witness)
{
    buffer_putc(out, '{');
    for (uint32_t i = 0; i < witness->value_count; i++) {
        if (i)
            buffer_putc(out, ',');
        buffer_put_json(out, witness->values[i].attribute);
        buffer_putc(out, ':');
        buffer_put_json(out, witness->values[i].value);
    }
    buffer_putc(out, '}');
}

static void put_witness(const struct view *view, const struct compare_witness *witness)
{
    struct buffer *out = view->out;
    if (!witness->is_there) {
        buffer_puts(out, "null");
        return;
    }
    buffer_puts(out, "{\"said\":");
    put_text(out, compared_witness(view->arena, view->comparison, witness));
    if (witness->is_ticket) {
        key(out, "ticket");
        put_ticket(out, witness);
        key(out, "opened");
        put_instant(out, witness->is_opened ? witness->start : INSTANT_NONE);
        key(out, "started");
        put_instant(out, witness->is_opened ? INSTANT_NONE : witness->start);
        key(out, "first");
        put_due(out, &witness->due[0]);
        key(out, "second");
        put_due(out, &witness->due[1]);
    }
    buffer_putc(out, '}');
}

static void put_place(const struct view *view, const struct compare_row *row, int side)
{
    const struct sources *sources = view->comparison->side[side]->sources;
    const struct node *node = row->line[side];
    if (!row->line[0] && !row->line[1])
        node = row->declaration[side];
    if (!node || node->span.source == SOURCE_NONE) {
        buffer_puts(view->out, "null");
        return;
    }
    struct place place = source_place(sources, node->span.source, node->span.from);
    buffer_puts(view->out, "{\"file\":");
    buffer_put_json(view->out, source_path(sources, node->span.source));
    buffer_format(view->out, ",\"line\":%u,\"text\":", place.line);
    buffer_put_json(view->out, shown_source(view->arena, sources, node->span, TEXT_MOST));
    buffer_putc(view->out, '}');
}

static void put_row(const struct view *view, const struct compare_row *row)
{
    struct buffer *out = view->out;
    buffer_puts(out, "{\"mark\":");
    buffer_put_json(out, text_of(compare_mark_text(row->mark)));
    key(out, "kind");
    buffer_put_json(out, text_of(node_label(row->kind)));
    key(out, "name");
    put_text(out, row->name);
    key(out, "about");
    put_text(out, text_of(row->about));
    key(out, "reason");
    put_text(out, compared_words(view->arena, row->reason, TEXT("the first"), TEXT("the second")));
    key(out, "first");
    put_place(view, row, 0);
    key(out, "second");
    put_place(view, row, 1);
    key(out, "better");
    put_witness(view, &row->better);
    key(out, "worse");
    put_witness(view, &row->worse);
    buffer_putc(out, '}');
}

static void put_comparison(const struct view *view)
{
    const struct comparison *comparison = view->comparison;
    struct buffer *out = view->out;
    buffer_puts(out, "{\"from\":");
    put_date(out, comparison->from);
    key(out, "until");
    put_date(out, comparison->until);
    key(out, "opened_from");
    put_date(out, comparison->first);
    key(out, "opened_to");
    put_date(out, comparison->last);
    key(out, "counts");
    for (int mark = 0; mark < COMPARE_MARKS; mark++)
        buffer_format(out, "%c\"%s\":%zu", mark ? ',' : '{',
                      compare_mark_text((enum compare_mark)mark), comparison->counts[mark]);
    buffer_puts(out, "},\"rows\":[");
    for (size_t i = 0; i < comparison->row_count; i++) {
        if (i)
            buffer_putc(out, ',');
        put_row(view, &comparison->rows[i]);
    }
    buffer_puts(out, "]}");
}

static void put_charter(struct buffer *out, const struct compared *compared, int side)
{
    const struct model *model = compared->side[side];
    buffer_puts(out, "{\"file\":");
    buffer_put_json(out, compared->file[side]);
    key(out, "name");
    put_text(out, model->name);
    key(out, "version");
    put_text(out, model->version);
    buffer_putc(out, '}');
}

void compared_write_json(struct buffer *out, const struct compared *compared)
{
    struct view view = {compared->arena, NULL, out};
    buffer_puts(out, "{\"first\":");
    put_charter(out, compared, 0);
    key(out, "second");
    put_charter(out, compared, 1);
    buffer_format(out, ",\"apart\":%s,\"stretches\":[",
                  compared->result->is_apart ? "true" : "false");
    for (size_t i = 0; i < compared->result->count; i++) {
        view.comparison = &compared->result->list[i];
        if (i)
            buffer_putc(out, ',');
        put_comparison(&view);
    }
    buffer_puts(out, "]");
    if (compared->log.len) {
        key(out, "log");
        buffer_put(out, compared->log);
    }
    buffer_puts(out, "}\n");
}

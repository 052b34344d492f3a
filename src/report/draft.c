/* draft.c - written plainly, then laid out by the formatter. */
#include "report/draft.h"

#include "report/shown.h"
#include "syntax/format.h"

enum { WIDE = 96 };

struct draft {
    struct buffer *out; /* before it is laid out */
    const struct inferred *inferred;
    struct arena *arena;
};

/* ---- words ---- */

static void put_text(const struct draft *draft, struct text text)
{
    buffer_put(draft->out, infer_quote(draft->arena, text));
}

static void put_name(const struct draft *draft, struct text name)
{
    buffer_put(draft->out, name);
}

/* A comment of its own, broken at blanks; what no charter can hold is left out of it. */
static void put_comment(const struct draft *draft, struct text text)
{
    if (!infer_is_text(text))
        text = TEXT("decide: the export has characters that no charter can hold.");
    while (text.len) {
        size_t len = text.len <= WIDE ? text.len : WIDE;
        while (len < text.len && len > 1 && text.at[len] != ' ')
            len--;
        if (len <= 1)
            len = text.len;
        buffer_format(draft->out, "# " TEXT_FMT "\n", TEXT_ARG(text_slice(text, 0, len)));
        text = text_trim(text_slice(text, len, text.len));
    }
}

static void put_remarks(const struct draft *draft, const struct infer_column *column)
{
    for (size_t i = 0; i < column->remarks.count; i++)
        put_comment(draft, column->remarks.at[i]);
}

static const struct infer_column *find(const struct draft *draft, enum infer_role role)
{
    for (size_t i = 0; i < draft->inferred->count; i++)
        if (draft->inferred->columns[i].role == role)
            return &draft->inferred->columns[i];
    return NULL;
}

/* ---- what a ticket has ---- */

/* A choice: its name, and what the export calls it. */
static void put_choice(const struct draft *draft, const struct infer_value *value)
{
    put_name(draft, value->name);
    if (text_equal(value->name, value->text))
        return;
    buffer_putc(draft->out, ' ');
    put_text(draft, value->text);
}

static void put_type(const struct draft *draft, const struct infer_column *column)
{
    static const char *const words[] = {
        [ATTRIBUTE_TEXT] = "text",        [ATTRIBUTE_WHOLE] = "whole",
        [ATTRIBUTE_DECIMAL] = "decimal",  [ATTRIBUTE_MONEY] = "money",
        [ATTRIBUTE_YES_NO] = "yes-or-no", [ATTRIBUTE_TIME] = "time",
        [ATTRIBUTE_CHOICE] = "one of ",   [ATTRIBUTE_LADDER] = "ladder "};
    buffer_puts(draft->out, words[column->type]);
    bool has_choices = column->type == ATTRIBUTE_CHOICE || column->type == ATTRIBUTE_LADDER;
    for (size_t i = 0; has_choices && i < column->values.count; i++) {
        buffer_puts(draft->out, i ? ", " : "");
        put_choice(draft, &column->values.at[i]);
    }
}

static bool is_attribute(const struct infer_column *column)
{
    return column->role == INFER_PRIORITY || column->role == INFER_ATTRIBUTE;
}

static void put_attributes(const struct draft *draft)
{
    const struct inferred *inferred = draft->inferred;
    bool any = false;
    for (size_t i = 0; i < inferred->count; i++) {
        const struct infer_column *column = &inferred->columns[i];
        if (!is_attribute(column))
            continue;
        buffer_puts(draft->out, any ? "" : "ticket has\n");
        any = true;
        put_remarks(draft, column);
        put_name(draft, column->name);
        buffer_puts(draft->out, column->is_optional ? " optional " : " ");
        put_type(draft, column);
        buffer_putc(draft->out, '\n');
    }
    buffer_puts(draft->out, any ? "end\n\n" : "");
}

/* ---- statuses ---- */

static void put_statuses(const struct draft *draft)
{
    static const char *const words[] = {
        [CLASS_WORKING] = "working", [CLASS_WAITING] = "waiting", [CLASS_DONE] = "done"};
    const struct infer_column *column = find(draft, INFER_STATUS);
    if (!column)
        return;
    buffer_puts(draft->out, "status\n");
    put_remarks(draft, column);
    for (int class = CLASS_WORKING; class <= CLASS_DONE; class ++)
        for (size_t i = 0; i < column->values.count; i++) {
            if ((int)column->values.at[i].status_class != class)
                continue;
            put_choice(draft, &column->values.at[i]);
            buffer_format(draft->out, " is %s\n", words[class]);
        }
    buffer_puts(draft->out, "end\n\n");
}

/* ---- the log ---- */

static void put_column(const struct draft *draft, const struct infer_column *column)
{
    put_text(draft, column->column->name);
    if (column->column->nth)
        buffer_format(draft->out, " column %u", column->column->nth);
}

/* How the times of a column are written, and the zone that has to be named for them. */
static void put_written(const struct draft *draft, const struct infer_column *column)
{
    if (!column->written.len)
        return;
    buffer_puts(draft->out, " written ");
    put_text(draft, column->written);
    buffer_puts(draft->out, column->has_zone ? "" : " in UTC");
}

/* Do the texts mean what they say, so that no map is needed? */
static bool is_plain_map(const struct infer_column *column, const char *const *words)
{
    for (size_t i = 0; i < column->values.count; i++) {
        const struct infer_value *value = &column->values.at[i];
        uint32_t meaning = column->role == INFER_EVENT ? value->kind : (uint32_t)value->actor;
        if (meaning == UINT32_MAX || !text_is(value->text, words[meaning]))
            return false;
    }
    return true;
}

static void put_map(const struct draft *draft, const struct infer_column *column)
{
    static const char *const kinds[] = {"opened",  "reply",    "note",   "assigned",
                                        "changed", "resolved", "closed", "reopened",
                                        "merged",  "split",    "survey"};
    static const char *const actors[] = {"", "customer", "agent", "system"};
    if ((column->role != INFER_EVENT && column->role != INFER_ACTOR) ||
        is_plain_map(column, column->role == INFER_EVENT ? kinds : actors))
        return;
    buffer_putc(draft->out, '\n');
    for (size_t i = 0; i < column->values.count; i++) {
        const struct infer_value *value = &column->values.at[i];
        if (column->role == INFER_EVENT && value->kind == UINT32_MAX)
            continue;
        put_text(draft, value->text);
        buffer_format(draft->out, " is %s\n",
                      column->role == INFER_EVENT ? kinds[value->kind] : actors[value->actor]);
    }
    buffer_puts(draft->out, column->role == INFER_EVENT ? "otherwise is changed\nend" : "end");
}

static void put_line(const struct draft *draft, enum infer_role role, const char *words)
{
    const struct infer_column *column = find(draft, role);
    if (!column)
        return;
    put_remarks(draft, column);
    buffer_format(draft->out, "%s ", words);
    put_column(draft, column);
    if (column->is_time)
        put_written(draft, column);
    put_map(draft, column);
    buffer_putc(draft->out, '\n');
}

static void put_attribute_lines(const struct draft *draft)
{
    const struct inferred *inferred = draft->inferred;
    for (size_t i = 0; i < inferred->count; i++) {
        const struct infer_column *column = &inferred->columns[i];
        if (!is_attribute(column))
            continue;
        put_name(draft, column->name);
        buffer_puts(draft->out, " from ");
        put_column(draft, column);
        buffer_putc(draft->out, '\n');
    }
}

static void put_unread(const struct draft *draft)
{
    const struct inferred *inferred = draft->inferred;
    struct buffer names = {0};
    for (size_t i = 0; i < inferred->count; i++)
        if (inferred->columns[i].role == INFER_UNREAD &&
            infer_is_text(inferred->columns[i].column->name))
            buffer_format(&names, "%s" TEXT_FMT, names.len ? ", " : "Not read: ",
                          TEXT_ARG(inferred->columns[i].column->name));
    struct text text = text_copy(draft->arena, buffer_text(&names));
    buffer_fini(&names);
    put_comment(draft, text);
}

static bool needs_zone(const struct draft *draft)
{
    for (size_t i = 0; i < draft->inferred->count; i++) {
        const struct infer_column *column = &draft->inferred->columns[i];
        if (column->is_time && column->role != INFER_UNREAD && !column->has_zone)
            return true;
    }
    return false;
}

static void put_head(const struct draft *draft)
{
    static const char *const formats[] = {"", "csv", "tsv", "ndjson", "xes"};
    const struct inferred *inferred = draft->inferred;
    buffer_format(draft->out, "log export\nformat %s\n", formats[inferred->survey->form.format]);
    if (inferred->survey->form.format != LOG_XES)
        buffer_format(draft->out, "one row per %s\n",
                      inferred->row_per_ticket ? "ticket" : "event");
    for (size_t i = 0; i < inferred->missing.count; i++) {
        buffer_puts(draft->out, i ? ", " : "missing ");
        put_text(draft, inferred->missing.at[i]);
    }
    buffer_puts(draft->out, inferred->missing.count ? "\n" : "");
}

static void put_log(const struct draft *draft)
{
    put_head(draft);
    put_line(draft, INFER_TICKET, "ticket from");
    if (needs_zone(draft))
        put_comment(draft, TEXT("decide: the zone of the times; UTC is only a guess."));
    put_line(draft, INFER_TIME, "time from");
    put_line(draft, INFER_OPENED, "opened at");
    put_line(draft, INFER_REPLIED, "reply by agent at");
    put_line(draft, INFER_RESOLVED, "resolved at");
    put_line(draft, INFER_CLOSED, "closed at");
    put_line(draft, INFER_ID, "id from");
    put_line(draft, INFER_EVENT, "event from");
    put_line(draft, INFER_ACTOR, "actor from");
    put_line(draft, INFER_PUBLIC, "public from");
    if (find(draft, INFER_STATUS)) {
        buffer_puts(draft->out, "status from ");
        put_column(draft, find(draft, INFER_STATUS));
        buffer_putc(draft->out, '\n');
    }
    put_attribute_lines(draft);
    put_unread(draft);
    buffer_puts(draft->out, "end\n");
}

/* ---- the whole ---- */

static void put_introduction(const struct draft *draft)
{
    const struct inferred *inferred = draft->inferred;
    put_comment(draft,
                text_format(draft->arena,
                            "A draft from " TEXT_FMT ", rows: " TEXT_FMT ", tickets: " TEXT_FMT
                            ". What could not be decided from the export begins with `decide:`. A "
                            "value that this export does not have would make a bad row in another.",
                            TEXT_ARG(inferred->survey->path),
                            TEXT_ARG(shown_count(draft->arena, inferred->rows)),
                            TEXT_ARG(shown_count(draft->arena, inferred->tickets))));
    for (size_t i = 0; i < inferred->remarks.count; i++)
        put_comment(draft, inferred->remarks.at[i]);
    buffer_putc(draft->out, '\n');
}

static void lay_out(struct buffer *out, struct text text, struct arena *arena)
{
    struct sources *sources = sources_new(arena);
    struct sink sink;
    sink_init(&sink, arena);
    struct syntax_input input = {sources, sources_add(sources, TEXT("draft"), text), SYNTAX_FILE,
                                 arena, &sink};
    if (!syntax_format(&input, out))
        buffer_put(out, text);
}

bool draft_write(struct buffer *out, const struct inferred *inferred)
{
    struct buffer text = {0};
    struct draft draft = {&text, inferred, arena_new()};
    bool has_time = find(&draft, inferred->row_per_ticket ? INFER_OPENED : INFER_TIME);
    bool is_whole = find(&draft, INFER_TICKET) && has_time;
    put_introduction(&draft);
    put_attributes(&draft);
    put_statuses(&draft);
    if (is_whole)
        put_log(&draft);
    else
        put_comment(&draft,
                    TEXT("decide: which column names the ticket, and which holds the time of "
                         "the row; none was found, so there is no `log` block."));
    lay_out(out, buffer_text(&text), draft.arena);
    buffer_fini(&text);
    arena_free(draft.arena);
    return is_whole;
}

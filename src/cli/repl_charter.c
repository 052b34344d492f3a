/* repl_charter.c - the charter of a session, read: its declarations, layers, print, findings. */
#include "analyse/analysis.h"
#include "base/embedded.h"
#include "cli/files.h"
#include "cli/repl_parts.h"
#include "report/origins.h"
#include "report/prose.h"
#include "report/shown.h"
#include "report/table.h"
#include "syntax/tree.h"

void repl_list(struct repl *repl, struct text argument)
{
    const struct model *model = repl->path ? repl->answers.model : NULL;
    struct table table;
    table_init(&table, repl->arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    bool any = false;
    for (uint32_t i = 0; model && i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        struct text sort = text_of(node_label(row->kind));
        if (!row->name.len || (argument.len && !text_starts(argument, sort)))
            continue;
        table_put(&table, sort);
        table_put(&table, row->name);
        table_put(&table,
                  row->node ? shown_span(repl->arena, model->sources, row->node->span) : TEXT(""));
        any = true;
    }
    if (any)
        table_write(&repl->out, &table, 2);
    else
        buffer_puts(&repl->out, "There is nothing to list.\n");
}

void repl_show(struct repl *repl, struct text argument)
{
    const struct model *model = repl->path ? repl->answers.model : NULL;
    bool any = false;
    for (uint32_t i = 0; model && i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        if (!row->node || !row->name.len || !text_equal(row->name, argument))
            continue;
        struct span span = row->node->span;
        buffer_format(
            &repl->out, "# " TEXT_FMT "\n" TEXT_FMT "\n",
            TEXT_ARG(shown_span(repl->arena, model->sources, span)),
            TEXT_ARG(text_slice(source_bytes(model->sources, span.source), span.from, span.to)));
        any = true;
    }
    if (!any)
        repl_wrong(repl, STATUS_USAGE, "nothing is called `" TEXT_FMT "`; `:list` shows all names",
                   TEXT_ARG(argument));
}

/* ---- layers ---- */

/* Is it the line of a declaration that is called NAME: `  target resolution "…"`? */
static bool is_called(struct text line, struct text name)
{
    struct text rest = text_trim(line);
    size_t word = 0;
    while (word < rest.len && rest.at[word] != ' ')
        word++;
    rest = text_trim(text_slice(rest, word, rest.len));
    return text_starts(rest, name) && (rest.len == name.len || rest.at[name.len] == ' ');
}

/* Names in the last version. */
static const struct model *version_of(const struct repl *repl)
{
    const struct model *model = repl->answers.model;
    return model->versions[model->version_count - 1].model;
}

void repl_tree(struct repl *repl, struct text argument)
{
    struct buffer all = {0};
    bool any = false;
    size_t before = repl->out.len;
    if (!repl_has_charter(repl))
        return;
    origins_write_text(&all, version_of(repl), repl->answers.colour && !argument.len);
    for (size_t from = 0, to; from < all.len; from = to + 1) {
        for (to = from; to < all.len && all.at[to] != '\n';)
            to++;
        struct text line = text_slice(buffer_text(&all), from, to);
        bool is_head = line.len > 2 && line.at[0] == ' ' && line.at[1] == ' ' && line.at[2] != ' ';
        if (argument.len && is_head)
            any = is_called(line, argument);
        if (!argument.len || any)
            buffer_format(&repl->out, TEXT_FMT "\n", TEXT_ARG(line));
    }
    buffer_fini(&all);
    if (repl->out.len == before)
        repl_wrong(repl, STATUS_USAGE, "nothing is called `" TEXT_FMT "`; `:list` shows all names",
                   TEXT_ARG(argument));
}

/* ---- print ---- */

static struct text last_part(struct text number)
{
    size_t from = number.len;
    while (from > 0 && number.at[from - 1] != '.')
        from--;
    return text_slice(number, from, number.len);
}

static bool is_head(const struct document_block *block)
{
    return block->kind == DOCUMENT_SECTION || block->kind == DOCUMENT_PART;
}

/* Only the sections and parts that are called NAME; false if there are none. */
static bool keep_part(struct document *document, struct text name)
{
    size_t kept = 0;
    bool keeps = false;
    for (size_t i = 0; i < document->blocks.count; i++) {
        struct document_block *block = document->blocks.at[i];
        if (is_head(block))
            keeps = text_equal(block->title, name) || text_equal(last_part(block->number), name) ||
                    (keeps && block->kind == DOCUMENT_PART && kept > 0 &&
                     document->blocks.at[0]->kind == DOCUMENT_SECTION);
        if (keeps)
            document->blocks.at[kept++] = block;
    }
    document->blocks.count = kept;
    return kept > 0;
}

/* The text from the first head on, without the title of the charter. */
static void put_part(struct repl *repl, const struct document *document)
{
    const struct document_block *first = document->blocks.at[0];
    struct text head = text_format(repl->arena, TEXT_FMT "  " TEXT_FMT "\n",
                                   TEXT_ARG(first->number), TEXT_ARG(first->title));
    struct buffer all = {0};
    document_write_text(&all, document);
    struct text text = buffer_text(&all);
    size_t from = 0;
    while (from < text.len && !text_starts(text_slice(text, from, text.len), head))
        from++;
    buffer_put(&repl->out, text_slice(text, from < text.len ? from : 0, text.len));
    buffer_fini(&all);
}

void repl_print(struct repl *repl, struct text argument)
{
    if (!repl_has_charter(repl))
        return;
    struct prose_request request = {
        .model = repl->answers.model, .as_of = DAY_NONE, .phrases = phrases_find("en")};
    struct document *document = prose_document(repl->arena, &request);
    if (!document)
        repl_wrong(repl, STATUS_UNDECIDED, "no version of the charter is in force");
    else if (!argument.len)
        document_write_text(&repl->out, document);
    else if (keep_part(document, argument))
        put_part(repl, document);
    else
        repl_wrong(repl, STATUS_USAGE, "no part of the print is called `" TEXT_FMT "`",
                   TEXT_ARG(argument));
}

/* ---- findings ---- */

/* Of the file as it is now, suppositions apart. */
void repl_check(struct repl *repl, struct text argument)
{
    struct session session;
    (void)argument;
    if (!repl_has_charter(repl))
        return;
    session_init(&session, repl->arena);
    enum status status = session_check(&session, repl->path);
    struct analysis_request request = {
        .arena = session.arena, .model = session.draft, .sink = &session.sink, .as_of = DAY_NONE};
    if (session.draft)
        analysis_run(&request);
    repl_flush(repl);
    session_tell(&session, &session.sink);
    if (!session.sink.list.count)
        buffer_puts(&repl->out, "Nothing is wrong, and nothing is left open.\n");
    repl->status = status_of_two(repl->status, status);
}

/* ---- types ---- */

static void put_attribute(struct repl *repl, const struct attribute *attribute)
{
    static const char *const names[] = {
        [ATTRIBUTE_TEXT] = "a text",      [ATTRIBUTE_WHOLE] = "a whole number",
        [ATTRIBUTE_DECIMAL] = "a number", [ATTRIBUTE_MONEY] = "money",
        [ATTRIBUTE_YES_NO] = "yes or no", [ATTRIBUTE_TIME] = "an instant",
        [ATTRIBUTE_CHOICE] = "one of",    [ATTRIBUTE_LADDER] = "a ladder, lowest first:"};
    buffer_format(&repl->out, "%s", names[attribute->type]);
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        buffer_format(&repl->out, "%s" TEXT_FMT, i ? ", " : " ",
                      TEXT_ARG(attribute->choices[i].name));
    buffer_puts(&repl->out, attribute->optional ? "; optional\n" : "\n");
}

void repl_type(struct repl *repl, struct text argument)
{
    if (!repl_has_charter(repl))
        return;
    const struct model *model = repl->answers.model;
    bool any = false;
    for (uint32_t i = 0; i < model->schema.count; i++)
        if (text_equal(model->schema.attributes[i].name, argument)) {
            put_attribute(repl, &model->schema.attributes[i]);
            any = true;
        }
    for (uint32_t i = 0; i < model->declaration_count; i++)
        if (model->declarations[i].name.len && text_equal(model->declarations[i].name, argument)) {
            buffer_format(&repl->out, "a declaration: %s\n",
                          node_label(model->declarations[i].kind));
            any = true;
        }
    if (any)
        return;
    struct text type = answers_type(&repl->answers, argument);
    if (type.len)
        buffer_format(&repl->out, TEXT_FMT "\n", TEXT_ARG(type));
    else
        repl_wrong(repl, STATUS_USAGE,
                   "`" TEXT_FMT "` is neither a name of the charter nor a query",
                   TEXT_ARG(argument));
}

void repl_explain(struct repl *repl, struct text argument)
{
    struct text page = embedded_find(embedded_pages, argument);
    if (page.at)
        buffer_put(&repl->out, page);
    else
        repl_wrong(repl, STATUS_USAGE, "there is no diagnostic `" TEXT_FMT "`", TEXT_ARG(argument));
}

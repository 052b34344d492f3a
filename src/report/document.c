/* document.c - building a document; its digest. See document.h. */
#include "report/document.h"

#include <assert.h>

#include "base/sha256.h"

struct document *document_new(struct arena *arena, const struct phrases *phrases)
{
    struct document *document = ARENA_NEW(arena, struct document);
    document->arena = arena;
    document->phrases = phrases;
    return document;
}

static struct document_block *last_block(const struct document *document)
{
    return document->blocks.at[document->blocks.count - 1];
}

static struct document_block *add_block(struct document *document, enum document_kind kind)
{
    struct document_block *block = ARENA_NEW(document->arena, struct document_block);
    block->kind = kind;
    VECTOR_PUSH(document->arena, &document->blocks, block);
    document->row = NULL;
    document->cell = NULL;
    return block;
}

static void add_heading(struct document *document, enum document_kind kind, struct text number,
                        struct text title)
{
    struct document_block *block = add_block(document, kind);
    block->number = block->id = number;
    block->title = title;
}

void document_section(struct document *document, struct text number, struct text title)
{
    add_heading(document, DOCUMENT_SECTION, number, title);
}

void document_part(struct document *document, struct text number, struct text title)
{
    add_heading(document, DOCUMENT_PART, number, title);
}

void document_paragraph(struct document *document)
{
    add_block(document, DOCUMENT_PARAGRAPH);
    document_row(document);
}

void document_list(struct document *document)
{
    add_block(document, DOCUMENT_LIST);
}

void document_facts(struct document *document)
{
    add_block(document, DOCUMENT_FACTS);
}

void document_facts_on(struct document *document)
{
    if (last_block(document)->kind != DOCUMENT_FACTS)
        document_facts(document);
}

void document_ladder(struct document *document)
{
    add_block(document, DOCUMENT_LADDER);
}

void document_signatures(struct document *document)
{
    add_block(document, DOCUMENT_SIGNATURES);
}

struct document_block *document_week(struct document *document, struct text title)
{
    struct document_block *block = add_block(document, DOCUMENT_WEEK);
    block->title = title;
    return block;
}

void document_table(struct document *document, struct text title)
{
    add_block(document, DOCUMENT_TABLE)->title = title;
}

void document_column(struct document *document, struct text head, enum document_column_kind kind)
{
    struct document_column column = {head, kind};
    VECTOR_PUSH(document->arena, &last_block(document)->columns, column);
}

void document_row(struct document *document)
{
    document->row = ARENA_NEW(document->arena, struct document_row);
    VECTOR_PUSH(document->arena, &last_block(document)->rows, document->row);
    document_cell(document);
}

void document_cell(struct document *document)
{
    document->cell = ARENA_NEW(document->arena, struct document_cell);
    VECTOR_PUSH(document->arena, &document->row->cells, document->cell);
}

void document_fact(struct document *document, struct text what)
{
    document_row(document);
    document_say(document, what);
    document_cell(document);
}

void document_row_id(struct document *document, struct text id)
{
    document->row->id = id;
}

static void add_piece(struct document *document, struct document_piece piece)
{
    assert(document->cell);
    if (piece.text.len)
        VECTOR_PUSH(document->arena, &document->cell->pieces, piece);
}

void document_say(struct document *document, struct text text)
{
    add_piece(document, (struct document_piece){.text = text});
}

void document_say_strong(struct document *document, struct text text)
{
    add_piece(document, (struct document_piece){.text = text, .strong = true});
}

void document_say_marked(struct document *document, struct text text, enum document_mark mark)
{
    add_piece(document, (struct document_piece){.text = text, .mark = mark});
}

void document_link(struct document *document, struct text text, struct text href)
{
    add_piece(document, (struct document_piece){.text = text, .href = href});
}

void document_datum(struct document *document, const char *key, struct text value)
{
    struct document_datum datum = {key, value};
    document_data *data = document->row ? &document->row->data : &last_block(document)->data;
    VECTOR_PUSH(document->arena, data, datum);
}

static bool is_heading(const struct document_block *block)
{
    return block->kind == DOCUMENT_SECTION || block->kind == DOCUMENT_PART;
}

bool document_is_empty(const struct document *document)
{
    return document->blocks.count == 0 || is_heading(last_block(document)) ||
           last_block(document)->rows.count == 0;
}

void document_drop(struct document *document)
{
    while (document->blocks.count && !is_heading(last_block(document)))
        document->blocks.count--;
    if (document->blocks.count)
        document->blocks.count--;
}

/* ---------- digest ---------- */

/* Each text is followed by a byte that no text has, so that no two documents run together. */
static void add_text(struct sha256 *sha, struct text text)
{
    sha256_add(sha, text);
    sha256_add(sha, (struct text){"\xff", 1});
}

static void add_rows(struct sha256 *sha, const struct document_block *block)
{
    for (size_t i = 0; i < block->columns.count; i++)
        add_text(sha, block->columns.at[i].head);
    for (size_t i = 0; i < block->rows.count; i++)
        for (size_t j = 0; j < block->rows.at[i]->cells.count; j++) {
            const struct document_cell *cell = block->rows.at[i]->cells.at[j];
            for (size_t k = 0; k < cell->pieces.count; k++)
                sha256_add(sha, cell->pieces.at[k].text);
            add_text(sha, TEXT(""));
        }
}

struct text document_digest(const struct document *document)
{
    struct sha256 sha;
    char hex[SHA256_HEX];
    sha256_init(&sha);
    add_text(&sha, document->title);
    add_text(&sha, document->subtitle);
    for (size_t i = 0; i < document->lines.count; i++)
        add_text(&sha, document->lines.at[i].text);
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct document_block *block = document->blocks.at[i];
        add_text(&sha, block->number);
        add_text(&sha, block->title);
        add_rows(&sha, block);
    }
    sha256_write(&sha, hex);
    return text_copy(document->arena, text_of(hex));
}

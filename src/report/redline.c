/* redline.c - see redline.h. */
#include "report/redline.h"

#include "report/compared.h"
#include "report/prose_parts.h"
#include "syntax/tree.h"

struct redline {
    struct arena *arena;
    const struct redline_request *request;
    struct prose side[2]; /* what says things of each charter; the document is that of the second */
    struct prose *p;      /* the second */
    struct document *document;
};

/* ---------- where a change stands ---------- */

static int section_of_kind(enum node_kind kind)
{
    static const int sections[NODE_KIND_COUNT] = {
#define PRINTED(kind, section, sayer) [NODE_##kind] = SECTION_##section,
#define SPOKEN(kind, sayer)
#define UNPRINTED(kind, reason)
#include "report/printed.def"
    };
    return sections[kind];
}

static const struct node *some_of(const struct node *const pair[2])
{
    return pair[1] ? pair[1] : pair[0];
}

/* Lines of the charter block stand in several sections, all else where its declaration does. */
static int section_of(const struct compare_row *row)
{
    const struct node *line = some_of(row->line);
    return section_of_kind(row->kind == NODE_CHARTER && line ? line->kind : row->kind);
}

/* ---------- headings ---------- */

static struct text heading(struct redline *r, const struct node *declaration, int side)
{
    struct text title = prose_title(&r->side[side], declaration);
    return title.len ? title : prose_said(&r->side[side], declaration);
}

static struct text duties_number(struct redline *r, const struct node *node)
{
    bool provider = node_word(node->kid[RESPONSIBILITIES_PARTY]) == WORD_PROVIDER;
    return prose_number(r->p, SECTION_RESPONSIBILITIES,
                        provider ? TEXT("provider") : TEXT("customer"));
}

/* The number of a declaration as the print has it; empty for what has none. */
static struct text number_of(struct redline *r, int section, const struct node *declaration)
{
    const struct node *name = node_name(declaration), *title = node_title(declaration);
    if (declaration->kind == NODE_CHARTER)
        return TEXT("");
    if (declaration->kind == NODE_RESPONSIBILITIES)
        return duties_number(r, declaration);
    if (name && name->kind == NODE_NAME)
        return prose_number(r->p, section, name->text);
    return title ? prose_text_number(r->p, section, title->text) : TEXT("");
}

static void begin_part(struct redline *r, const struct compare_row *row, int section)
{
    const struct node *declaration = some_of(row->declaration);
    if (declaration->kind == NODE_CHARTER)
        return;
    document_part(r->document, number_of(r, section, declaration),
                  heading(r, declaration, row->declaration[1] != NULL));
}

/* ---------- what is said ---------- */

static const struct node *lines_of(const struct node *declaration)
{
    for (size_t i = 0; i < node_slot_count(declaration->kind); i++) {
        enum arity arity = node_slot(declaration->kind, i).arity;
        if (arity == ARITY_LIST || arity == ARITY_SOME)
            return declaration->kid[i];
    }
    return NULL;
}

static struct text whole(struct prose *p, const struct node *declaration)
{
    struct text title = prose_said(p, declaration);
    struct text lines = prose_all(p, lines_of(declaration), SAID_LIST_SEMICOLON);
    if (!lines.len || declaration->kind == NODE_TICKET || declaration->kind == NODE_STATUS ||
        declaration->kind == NODE_EVENT)
        return title;
    return title.len ? SAY(p, TERM_AND_TEXT, title, lines) : lines;
}

/* Lines of the charter block say what they are of. */
static struct text charter_line(struct prose *p, const struct node *line)
{
    struct text said = prose_said(p, line);
    if (line->kind == NODE_MISSION || line->kind == NODE_PURPOSE)
        return said;
    return SAY(p, TERM_AND_TEXT, prose_term(p, line->kind), said);
}

static struct text said_of(struct redline *r, const struct compare_row *row, int side)
{
    struct prose *p = &r->side[side];
    const struct node *line = row->line[side], *declaration = row->declaration[side];
    bool of_line = row->line[0] || row->line[1];
    if (of_line && !line)
        return TEXT("");
    if (of_line && line->kind == NODE_WITHIN)
        return prose_sentence(p, prose_clause_said(p, declaration, line));
    if (of_line)
        return prose_sentence(p, row->kind == NODE_CHARTER ? charter_line(p, line)
                                                           : prose_said(p, line));
    if (!declaration)
        return TEXT("");
    bool title = text_is(text_of(row->about), "title");
    struct text text = title && prose_title(p, declaration).len && declaration->kind != NODE_FEE
                           ? prose_title(p, declaration)
                           : whole(p, declaration);
    return prose_sentence(p, text);
}

/* The number by which the print cites the line: clauses and duties have one. */
static struct text line_number(struct redline *r, const struct compare_row *row, int side)
{
    const struct node *line = row->line[side];
    if (!line)
        return TEXT("");
    if (line->kind == NODE_WITHIN)
        return prose_clause_number(&r->side[side], row->declaration[side], line);
    if (row->kind == NODE_RESPONSIBILITIES)
        return prose_text_number(r->p, SECTION_RESPONSIBILITIES, line->text);
    return TEXT("");
}

/* ---------- facts ---------- */

static void fact(struct redline *r, struct text what, struct text said)
{
    document_fact(r->document, what);
    document_say(r->document, said);
}

static struct text numbers(struct redline *r, const struct compare_row *row)
{
    struct text before = line_number(r, row, 0), now = line_number(r, row, 1);
    if (before.len && now.len && !text_equal(before, now))
        return SAY(r->p, REDLINE_NUMBER_NOW, before, now);
    return now.len ? now : before;
}

static void write_marked(struct redline *r, struct text what, struct text said,
                         enum document_mark mark)
{
    document_fact(r->document, what);
    if (said.len)
        document_say_marked(r->document, said, mark);
    else
        document_say(r->document, mark == DOCUMENT_OLD ? SAY(r->p, REDLINE_NOT_BEFORE)
                                                       : SAY(r->p, REDLINE_REMOVED));
}

static void write_said(struct redline *r, const struct compare_row *row)
{
    struct text before = said_of(r, row, 0), now = said_of(r, row, 1);
    if (before.len && text_equal(before, now)) {
        fact(r, SAY(r->p, REDLINE_SAYS), SAY(r->p, REDLINE_SAME_WORDS, now));
        return;
    }
    write_marked(r, SAY(r->p, REDLINE_SAID), before, DOCUMENT_OLD);
    write_marked(r, SAY(r->p, REDLINE_SAYS_NOW), now, DOCUMENT_NEW);
}

static struct text mark_said(struct redline *r, enum compare_mark mark)
{
    static const enum said said[] = {SAID_REDLINE_DIFFERENT, SAID_REDLINE_BETTER,
                                     SAID_REDLINE_WORSE,     SAID_REDLINE_MIXED,
                                     SAID_REDLINE_DIFFERENT, SAID_REDLINE_UNCLEAR};
    return phrases_say(r->arena, r->p->words, said[mark], NULL);
}

static struct text named(struct redline *r, struct text text)
{
    return compared_words(r->arena, text, SAY(r->p, REDLINE_FORMER), SAY(r->p, REDLINE_NEW));
}

/* "9.response.P1: better for the customer. Why, if that can be said in a sentence." */
static void write_mark(struct redline *r, const struct compare_row *row)
{
    struct text number = numbers(r, row), mark = mark_said(r, row->mark);
    document_paragraph(r->document);
    if (number.len)
        mark = SAY(r->p, TERM_AND_TEXT, number, mark);
    document_say_strong(r->document, prose_sentence(r->p, mark));
    if (row->reason.len)
        document_say(r->document,
                     text_format(r->arena, " " TEXT_FMT,
                                 TEXT_ARG(prose_sentence(r->p, named(r, row->reason)))));
}

/* ---------- examples ---------- */

static bool is_choice(const struct prose *p, struct text name)
{
    for (uint32_t i = 0; i < p->model->schema.count; i++) {
        const struct attribute *attribute = &p->model->schema.attributes[i];
        if (!attribute->is_absent && text_equal(attribute->name, name))
            return attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER;
    }
    return false;
}

static struct text value_said(struct redline *r, const struct compare_value *value)
{
    for (int side = 1; side >= 0; side--) {
        struct prose *p = &r->side[side];
        if (is_choice(p, value->attribute))
            return SAY(p, WITH_VALUE, prose_attribute(p, value->attribute),
                       prose_choice(p, value->attribute, value->value));
    }
    return SAY(r->p, WITH_VALUE, prose_attribute(r->p, value->attribute), value->value);
}

static struct text ticket_said(struct redline *r, const struct compare_witness *witness)
{
    text_vector parts = {0};
    for (uint32_t i = 0; i < witness->value_count; i++)
        VECTOR_PUSH(r->arena, &parts, value_said(r, &witness->values[i]));
    return parts.count ? SAY(r->p, A_TICKET_WITH, prose_join(r->p, &parts, SAID_LIST_AND))
                       : SAY(r->p, A_TICKET);
}

static struct text instant_said(struct redline *r, instant at)
{
    return phrases_instant(r->arena, r->p->words, r->request->comparison->zone, at);
}

static struct text due_said(struct redline *r, const struct compare_due *due)
{
    static const enum said said[] = {SAID_REDLINE_DUE,      SAID_REDLINE_NEVER_DUE,
                                     SAID_REDLINE_PAUSED,   SAID_REDLINE_UNCOVERED,
                                     SAID_REDLINE_EXCLUDED, SAID_REDLINE_NO_RECORD};
    if (due->state == COMPARE_DUE)
        return SAY(r->p, REDLINE_DUE, instant_said(r, due->at));
    return phrases_say(r->arena, r->p->words, said[due->state], NULL);
}

static struct text witness_said(struct redline *r, const struct compare_witness *witness)
{
    if (!witness->is_ticket)
        return named(r, witness->said);
    struct text ticket = ticket_said(r, witness);
    if (witness->start == INSTANT_NONE)
        return SAY(r->p, REDLINE_TICKET, ticket);
    struct text start = instant_said(r, witness->start);
    struct text before = due_said(r, &witness->due[0]), now = due_said(r, &witness->due[1]);
    return witness->is_opened ? SAY(r->p, REDLINE_TICKET_OPENED, ticket, start, before, now)
                              : SAY(r->p, REDLINE_TICKET_STARTED, ticket, start, before, now);
}

static void write_example(struct redline *r, struct text what,
                          const struct compare_witness *witness)
{
    if (witness->is_there)
        fact(r, what, prose_sentence(r->p, witness_said(r, witness)));
}

static void write_examples(struct redline *r, const struct compare_row *row)
{
    bool both = row->better.is_there && row->worse.is_there;
    write_example(r, both ? SAY(r->p, REDLINE_EXAMPLE_BETTER) : SAY(r->p, REDLINE_EXAMPLE),
                  &row->better);
    write_example(r, both ? SAY(r->p, REDLINE_EXAMPLE_WORSE) : SAY(r->p, REDLINE_EXAMPLE),
                  &row->worse);
}

/* ---------- sections ---------- */

static void write_row(struct redline *r, const struct compare_row *row)
{
    write_mark(r, row);
    if (text_is(text_of(row->about), "name"))
        return; /* all is said */
    document_facts(r->document);
    write_said(r, row);
    write_examples(r, row);
}

static bool same_declaration(const struct compare_row *a, const struct compare_row *b)
{
    return some_of(a->declaration) == some_of(b->declaration);
}

/* Rows of one declaration stand together, whatever stands between them in the comparison. */
static bool is_first_of(const struct comparison *comparison, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (same_declaration(&comparison->rows[i], &comparison->rows[at]) &&
            section_of(&comparison->rows[i]) == section_of(&comparison->rows[at]))
            return false;
    return true;
}

static void write_declaration(struct redline *r, size_t at, int section)
{
    const struct comparison *comparison = r->request->comparison;
    begin_part(r, &comparison->rows[at], section);
    for (size_t i = at; i < comparison->row_count; i++)
        if (same_declaration(&comparison->rows[i], &comparison->rows[at]) &&
            section_of(&comparison->rows[i]) == section)
            write_row(r, &comparison->rows[i]);
}

static void write_section(struct redline *r, int section, enum said title)
{
    const struct comparison *comparison = r->request->comparison;
    bool begun = false;
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct compare_row *row = &comparison->rows[i];
        if (section_of(row) != section || !some_of(row->declaration) || !is_first_of(comparison, i))
            continue;
        if (!begun)
            document_section(r->document, text_format(r->arena, "%d", section),
                             phrases_say(r->arena, r->p->words, title, NULL));
        begun = true;
        write_declaration(r, i, section);
    }
}

/* ---------- the head ---------- */

static void add_line(struct redline *r, struct text line)
{
    struct document_piece piece = {.text = line};
    VECTOR_PUSH(r->arena, &r->document->lines, piece);
}

static void write_head(struct redline *r)
{
    const struct model *before = r->request->side[0], *now = r->request->side[1];
    struct text title = now->title.len ? now->title : prose_human(r->p, now->name);
    r->document->title = SAY(r->p, REDLINE_TITLE, title);
    if (before->version.len && now->version.len && !text_equal(before->version, now->version))
        add_line(r, SAY(r->p, REDLINE_VERSIONS, before->version, now->version));
    if (r->request->as_of != DAY_NONE)
        add_line(r,
                 SAY(r->p, REDLINE_AS_OF, phrases_date(r->arena, r->p->words, r->request->as_of)));
}

/* That other dates differ as well. */
static void write_further(struct redline *r)
{
    const struct compare_result *further = r->request->further;
    text_vector dates = {0};
    for (size_t i = 0; further && i < further->count; i++) {
        const struct comparison *other = &further->list[i];
        if (other != r->request->comparison && other->row_count && other->from != DAY_NONE)
            VECTOR_PUSH(r->arena, &dates, phrases_date(r->arena, r->p->words, other->from));
    }
    if (dates.count)
        add_line(r, SAY(r->p, REDLINE_FURTHER, prose_join(r->p, &dates, SAID_LIST_AND)));
}

static void write_counts(struct redline *r)
{
    static const enum said said[] = {SAID_REDLINE_COUNT_DIFFERENT, SAID_REDLINE_COUNT_BETTER,
                                     SAID_REDLINE_COUNT_WORSE,     SAID_REDLINE_COUNT_MIXED,
                                     SAID_REDLINE_COUNT_DIFFERENT, SAID_REDLINE_COUNT_UNCLEAR};
    const size_t *counts = r->request->comparison->counts;
    text_vector parts = {0};
    for (int mark = COMPARE_BETTER; mark < COMPARE_MARKS; mark++)
        if (counts[mark])
            VECTOR_PUSH(r->arena, &parts,
                        phrases_count(r->arena, r->p->words, said[mark], counts[mark]));
    document_paragraph(r->document);
    if (!parts.count) {
        document_say(r->document, SAY(r->p, REDLINE_NOTHING));
        return;
    }
    document_say(r->document, SAY(r->p, REDLINE_INTRO));
    document_paragraph(r->document);
    document_say(r->document, SAY(r->p, REDLINE_COUNTS, prose_join(r->p, &parts, SAID_LIST_AND)));
}

struct document *redline_document(struct arena *arena, const struct redline_request *request)
{
    struct redline r = {.arena = arena, .request = request};
    for (int side = 0; side < 2; side++) {
        struct prose_request own = {.model = request->side[side], .phrases = request->phrases};
        r.side[side] = prose_begin(arena, &own, request->comparison->side[side], request->as_of);
    }
    r.p = &r.side[1];
    r.document = r.p->document;
    write_head(&r);
    write_further(&r);
    write_counts(&r);
#define SECTION(number, key, title) write_section(&r, number, SAID_SECTION_##title);
#include "report/sections.def"
    return r.document;
}

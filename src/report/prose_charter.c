/* prose_charter.c - the charter itself: parties, mission, objectives, overview, further terms, and
 * what is to be said of the text. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

static const struct node *charter_items(const struct prose *p)
{
    uint32_t at = 0;
    const struct node *charter = prose_next(p, NODE_CHARTER, &at);
    return charter ? charter->kid[CHARTER_ITEMS] : NULL;
}

/* ---------- parties ---------- */

SAYER(charter)
{
    return prose_title(p, node);
}

/* Lines that hold one text. */
SAYER(text_line)
{
    return prose_text(p, node->kid[0]);
}

SAYER(in_force)
{
    const struct node *until = node->kid[IN_FORCE_UNTIL];
    struct text from = prose_said(p, node->kid[IN_FORCE_FROM]);
    return until ? SAY(p, FROM_UNTIL, from, prose_said(p, until)) : SAY(p, FROM, from);
}

SAYER(timezone)
{
    return SAY(p, LOCAL_TIME_OF, prose_said(p, node->kid[TIMEZONE_ZONE]));
}

SAYER(currency)
{
    return prose_said(p, node->kid[CURRENCY_CODE]);
}

SAYER(extends)
{
    return SAY(p, EXTENDS, node->kid[EXTENDS_NAME]->text,
               prose_text(p, node->kid[EXTENDS_VERSION]));
}

/* What a charter says of itself, in this order; mission and purpose have a section of their own. */
void prose_parties(struct prose *p)
{
    static const enum node_kind kinds[] = {NODE_PROVIDER, NODE_CUSTOMER, NODE_CONTRACT,
                                           NODE_VERSION,  NODE_EXTENDS,  NODE_IN_FORCE,
                                           NODE_TIMEZONE, NODE_CURRENCY};
    document_facts(p->document);
    document_fact(p->document, SAY(p, TERM_CHARTER));
    document_say(p->document, p->document->title);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct node *item = prose_item(charter_items(p), kinds[i]);
        if (!item)
            continue;
        document_fact(p->document, prose_term(p, kinds[i]));
        if (kinds[i] == NODE_TIMEZONE)
            document_datum(p->document, "timezone", zone_name(p->model->zone));
        document_say(p->document, prose_said(p, item));
    }
    if (!prose_item(charter_items(p), NODE_IN_FORCE)) {
        document_paragraph(p->document);
        document_say(p->document, SAY(p, NO_DATE));
    }
}

void prose_mission(struct prose *p)
{
    for (const struct node *item = charter_items(p); item; item = item->next)
        if (item->kind == NODE_MISSION || item->kind == NODE_PURPOSE)
            prose_paragraphs(p, item->kid[0]);
}

/* ---------- objectives ---------- */

SAYER(objective)
{
    struct text title = prose_text(p, node->kid[OBJECTIVE_TITLE]);
    switch (node_word(node->kid[OBJECTIVE_VALUED])) {
    case WORD_CUSTOMER:
        return SAY(p, VALUED_BY_CUSTOMER, title);
    case WORD_PROVIDER:
        return SAY(p, VALUED_BY_PROVIDER, title);
    default:
        return title;
    }
}

static bool has_objective(const struct node *items, struct text name)
{
    for (; items; items = items->next)
        if (items->kind == NODE_SERVES && text_equal(items->kid[SERVES_OBJECTIVE]->text, name))
            return true;
    return false;
}

/* Titles of what serves the objective: targets, availabilities, measures. */
static struct text served_by(struct prose *p, struct text objective)
{
    static const struct {
        enum node_kind kind;
        int items;
    } kinds[] = {{NODE_TARGET, TARGET_ITEMS},
                 {NODE_AVAILABILITY, AVAILABILITY_ITEMS},
                 {NODE_MEASURE, MEASURE_ITEMS}};
    text_vector titles = {0};
    const struct node *node;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (uint32_t at = 0; (node = prose_next(p, kinds[i].kind, &at));)
            if (has_objective(node->kid[kinds[i].items], objective))
                VECTOR_PUSH(p->arena, &titles, prose_title(p, node));
    return prose_join(p, &titles, SAID_LIST_AND);
}

void prose_objectives(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_OBJECTIVE))
        return;
    document_list(p->document);
    for (uint32_t at = 0; (node = prose_next(p, NODE_OBJECTIVE, &at));) {
        struct text number = prose_number(p, SECTION_OBJECTIVES, node->kid[OBJECTIVE_NAME]->text);
        struct text served = served_by(p, node->kid[OBJECTIVE_NAME]->text);
        document_row(p->document);
        document_row_id(p->document, number);
        document_say(p->document, prose_said(p, node));
        if (served.len) {
            document_say(p->document, TEXT(" "));
            document_say(p->document, SAY(p, SERVED_BY, served));
        }
        prose_cite(p, number);
    }
}

/* ---------- overview ---------- */

static void overview_row(struct prose *p, int section, const struct node *declaration,
                         const struct node *item)
{
    struct text number = prose_number(p, section, node_name(declaration)->text);
    document_row(p->document);
    document_say(p->document, prose_title(p, declaration));
    document_cell(p->document);
    document_say(p->document, phrases_capital(p->arena, prose_said(p, item)));
    prose_number_cell(p, number);
}

static void overview_of(struct prose *p, enum node_kind kind, int items, int section)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, kind, &at));)
        for (const struct node *item = node->kid[items]; item; item = item->next)
            if (item->kind == NODE_MET_FOR || item->kind == NODE_PROMISE)
                overview_row(p, section, node, item);
}

static struct text titles_of(struct prose *p, enum node_kind kind)
{
    text_vector titles = {0};
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, kind, &at));)
        VECTOR_PUSH(p->arena, &titles, prose_title(p, node));
    return prose_join(p, &titles, SAID_LIST_AND);
}

void prose_overview(struct prose *p)
{
    struct text services = titles_of(p, NODE_SERVICE), channels = titles_of(p, NODE_CHANNEL);
    if (services.len || channels.len)
        document_paragraph(p->document);
    if (services.len)
        document_say(p->document, SAY(p, COVERS, services));
    if (services.len && channels.len)
        document_say(p->document, TEXT(" "));
    if (channels.len)
        document_say(p->document, SAY(p, REACHED_BY, channels));
    document_table(p->document, SAY(p, TABLE_PROMISES));
    document_column(p->document, SAY(p, HEAD_PROMISE), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_PROMISED), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_NUMBER), COLUMN_WORDS);
    overview_of(p, NODE_TARGET, TARGET_ITEMS, SECTION_TARGETS);
    overview_of(p, NODE_AVAILABILITY, AVAILABILITY_ITEMS, SECTION_AVAILABILITY);
    overview_of(p, NODE_MEASURE, MEASURE_ITEMS, SECTION_MEASURES);
    if (document_is_empty(p->document))
        p->document->blocks.count--;
}

/* ---------- further terms ---------- */

SAYER(section)
{
    return prose_text(p, node->kid[SECTION_TITLE]);
}

/* Sections in sections are parts of the same level, told apart by their titles. */
static void write_terms(struct prose *p, const struct node *section)
{
    struct text title = prose_said(p, section);
    document_part(p->document, prose_text_number(p, SECTION_TERMS, title), title);
    for (const struct node *item = section->kid[SECTION_ITEMS]; item; item = item->next)
        if (item->kind == NODE_TEXT)
            prose_paragraphs(p, item);
    for (const struct node *item = section->kid[SECTION_ITEMS]; item; item = item->next)
        if (item->kind == NODE_SECTION)
            write_terms(p, item);
}

void prose_terms(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_SECTION, &at));)
        write_terms(p, node);
}

/* ---------- documents ---------- */

SAYER(document)
{
    return SAY(p, DOCUMENT_AT, prose_text(p, node->kid[DOCUMENT_TITLE]),
               prose_text(p, node->kid[DOCUMENT_AT]));
}

void prose_documents(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_DOCUMENT))
        return;
    document_table(p->document, SAY(p, TABLE_DOCUMENTS));
    document_column(p->document, SAY(p, HEAD_DOCUMENT), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_PLACE), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_NUMBER), COLUMN_WORDS);
    for (uint32_t at = 0; (node = prose_next(p, NODE_DOCUMENT, &at));) {
        struct text place = prose_text(p, node->kid[DOCUMENT_AT]);
        struct text number =
            prose_text_number(p, SECTION_DOCUMENTS, node->kid[DOCUMENT_TITLE]->text);
        document_row(p->document);
        document_row_id(p->document, number);
        document_say(p->document, prose_text(p, node->kid[DOCUMENT_TITLE]));
        document_cell(p->document);
        document_link(p->document, place, prose_address(p, place));
        prose_number_cell(p, number);
    }
}

/* ---------- about ---------- */

static void sign(struct prose *p, struct text party)
{
    document_row(p->document);
    document_say(p->document, SAY(p, SIGNED_FOR, party));
}

void prose_about(struct prose *p)
{
    document_paragraph(p->document);
    document_say(p->document, SAY(p, ABOUT_NUMBERS));
    document_paragraph(p->document);
    document_say(p->document, SAY(p, ABOUT_MAKING));
    struct text digest = document_digest(p->document); /* of what is said up to here */
    document_paragraph(p->document);
    document_say(p->document, SAY(p, ABOUT_DIGEST, digest));
    document_datum(p->document, "digest", digest);
    if (!p->model->provider.len && !p->model->customer.len)
        return;
    document_signatures(p->document);
    if (p->model->provider.len)
        sign(p, p->model->provider);
    if (p->model->customer.len)
        sign(p, p->model->customer);
}

/* prose_glossary.c - what a ticket has, its statuses, further events; words that have a meaning of
 * their own. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- attributes ---------- */

SAYER(choice)
{
    const struct node *title = node->kid[CHOICE_TITLE];
    struct text name = node->kid[CHOICE_NAME]->text;
    return title ? SAY(p, TITLE_AND_NAME, prose_text(p, title), name) : prose_human(p, name);
}

SAYER(one_of)
{
    return SAY(p, ONE_OF, prose_all(p, node->kid[ONE_OF_CHOICES], SAID_LIST_OR));
}

SAYER(ladder)
{
    return SAY(p, LADDER, prose_all(p, node->kid[LADDER_CHOICES], SAID_LIST_COMMA));
}

static struct text type_of(struct prose *p, const struct node *node)
{
    struct text type = prose_said(p, node->kid[ATTRIBUTE_TYPE]);
    return node->kid[ATTRIBUTE_OPTIONAL] ? SAY(p, OPTIONAL, type) : type;
}

static struct text name_of(struct prose *p, const struct node *node)
{
    struct text name = node->kid[ATTRIBUTE_NAME]->text;
    const struct node *title = node->kid[ATTRIBUTE_TITLE];
    return title ? SAY(p, TITLE_AND_NAME, prose_text(p, title), name)
                 : phrases_capital(p->arena, prose_human(p, name));
}

SAYER(attribute)
{
    return SAY(p, TERM_AND_TEXT, name_of(p, node), type_of(p, node));
}

SAYER(ticket)
{
    return prose_all(p, node->kid[TICKET_ATTRIBUTES], SAID_LIST_SEMICOLON);
}

/* ---------- statuses and events ---------- */

SAYER(status_line)
{
    struct text statuses = prose_all(p, node->kid[STATUS_LINE_CHOICES], SAID_LIST_AND);
    switch (node_word(node->kid[STATUS_LINE_CLASS])) {
    case WORD_WAITING:
        return SAY(p, STATUS_WAITING, statuses);
    case WORD_DONE:
        return SAY(p, STATUS_DONE, statuses);
    default:
        return SAY(p, STATUS_WORKING, statuses);
    }
}

SAYER(status)
{
    return prose_all(p, node->kid[STATUS_LINES], SAID_LIST_SEMICOLON);
}

SAYER(event)
{
    struct text has = prose_all(p, node->kid[EVENT_ATTRIBUTES], SAID_LIST_SEMICOLON);
    return has.len ? SAY(p, EVENT_WITH, has) : SAY(p, EVENT_PLAIN);
}

/* ---------- the list ---------- */

/* Names, as a program needs them: `P4 P3 P2 P1`. */
static struct text names_of(struct prose *p, const struct node *choice)
{
    struct text out = TEXT("");
    for (; choice; choice = choice->next)
        out = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(out), out.len ? " " : "",
                          TEXT_ARG(choice->kid[CHOICE_NAME]->text));
    return out;
}

static void attribute_data(struct prose *p, const struct node *attribute)
{
    const struct node *type = attribute->kid[ATTRIBUTE_TYPE];
    document_datum(p->document, "attribute", attribute->kid[ATTRIBUTE_NAME]->text);
    if (type->kind == NODE_LADDER)
        document_datum(p->document, "ladder", names_of(p, type->kid[LADDER_CHOICES]));
    else if (type->kind == NODE_ONE_OF)
        document_datum(p->document, "one-of", names_of(p, type->kid[ONE_OF_CHOICES]));
    else
        document_datum(p->document, "type", type->text);
}

static void status_data(struct prose *p)
{
    static const char *const keys[] = {"working", "waiting", "done"};
    const struct schema *schema = &p->model->schema;
    const struct attribute *status = &schema->attributes[schema->status];
    struct text names[3] = {TEXT(""), TEXT(""), TEXT("")};
    for (uint32_t i = 0; i < status->choice_count; i++) {
        struct text *list = &names[schema->classes[i]];
        if (status->choices[i].is_absent)
            continue;
        *list = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(*list), list->len ? " " : "",
                            TEXT_ARG(status->choices[i].name));
    }
    for (int i = 0; i < 3; i++)
        document_datum(p->document, keys[i], names[i]);
}

static void write_ticket(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_TICKET, &at));)
        for (const struct node *attribute = node->kid[TICKET_ATTRIBUTES]; attribute;
             attribute = attribute->next) {
            document_fact(p->document, name_of(p, attribute));
            attribute_data(p, attribute);
            document_say(p->document, phrases_capital(p->arena, type_of(p, attribute)));
        }
}

static void write_statuses(struct prose *p)
{
    const struct node *node;
    text_vector lines = {0};
    for (uint32_t at = 0; (node = prose_next(p, NODE_STATUS, &at));)
        for (const struct node *line = node->kid[STATUS_LINES]; line; line = line->next)
            VECTOR_PUSH(p->arena, &lines, prose_said(p, line));
    if (!lines.count)
        return;
    document_fact(p->document, SAY(p, GLOSSARY_STATUS));
    status_data(p);
    document_say(p->document,
                 phrases_capital(p->arena, prose_join(p, &lines, SAID_LIST_SEMICOLON)));
}

static void write_events(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_EVENT, &at));) {
        document_fact(p->document, prose_title(p, node));
        document_say(p->document, prose_said(p, node));
    }
}

static void term(struct prose *p, struct text word, struct text meaning)
{
    document_fact(p->document, word);
    document_say(p->document, meaning);
}

void prose_glossary(struct prose *p)
{
    document_facts(p->document);
    term(p, SAY(p, GLOSSARY_TICKET), SAY(p, MEANING_TICKET));
    term(p, SAY(p, GLOSSARY_OPENING), SAY(p, MEANING_OPENING));
    term(p, SAY(p, GLOSSARY_MET), SAY(p, MEANING_MET));
    term(p, SAY(p, GLOSSARY_COMPLIANCE), SAY(p, MEANING_COMPLIANCE));
    term(p, SAY(p, GLOSSARY_CYCLE), SAY(p, MEANING_CYCLE));
    term(p, SAY(p, GLOSSARY_WORKING_DAY), SAY(p, MEANING_WORKING_DAY));
    write_ticket(p);
    write_statuses(p);
    write_events(p);
}

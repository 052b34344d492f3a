/* prose_changes.c - amendments, each with its date and what it changes. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- declarations by their sort ---------- */

static enum said sort_said(enum node_kind kind)
{
    switch (kind) {
#define SORT(kind)                                                                                 \
    case NODE_##kind:                                                                              \
        return SAID_SORT_##kind;
        SORT(HOLIDAYS)
        SORT(HOURS)
        SORT(PERIOD)
        SORT(CHANNEL)
        SORT(SERVICE)
        SORT(TEAM)
        SORT(CONTACT)
        SORT(SYSTEM)
        SORT(CLOCK)
        SORT(TARGET)
        SORT(AVAILABILITY)
        SORT(MAINTENANCE)
        SORT(MEASURE)
        SORT(ESCALATION)
        SORT(FEE)
        SORT(CREDIT)
        SORT(EVENT)
        SORT(TICKET)
        SORT(STATUS)
#undef SORT
    default:
        return SAID_SORT_OTHER;
    }
}

static struct text sort_and_title(struct prose *p, enum node_kind kind, struct text title)
{
    const struct text args[] = {TEXT(""), title};
    return phrases_say(p->arena, p->words, sort_said(kind), args);
}

/* What a part of an amendment is called: its own title, that of what it changes, or its name. */
static struct text part_title(struct prose *p, const struct node *part)
{
    const struct node *name = node_name(part);
    if (!name || name->kind != NODE_NAME)
        return TEXT("");
    return node_title(part) ? prose_title(p, part) : prose_called(p, part->kind, name->text);
}

/* The first list of lines that a declaration has. */
static const struct node *lines_of(const struct node *part)
{
    size_t slots = node_slot_count(part->kind);
    for (size_t i = 0; i < slots; i++) {
        const struct node *kid = part->kid[i];
        if (kid && kid->kind != NODE_NAME && kid->kind != NODE_TEXT && kid->kind != NODE_WORD)
            return kid;
    }
    return NULL;
}

static struct text with_lines(struct prose *p, const struct node *part)
{
    struct text lines = part->kind == NODE_FEE ? prose_said(p, part)
                                               : prose_all(p, lines_of(part), SAID_LIST_SEMICOLON);
    struct text title = sort_and_title(p, part->kind, part_title(p, part));
    return lines.len ? SAY(p, TERM_AND_TEXT, title, lines) : title;
}

SAYER(replace)
{
    return SAY(p, REPLACES, with_lines(p, node->kid[REPLACE_DECLARATION]));
}

SAYER(replace_in)
{
    return SAY(p, REPLACES_IN, with_lines(p, node->kid[REPLACE_IN_PART]));
}

SAYER(add)
{
    return SAY(p, ADDS, with_lines(p, node->kid[ADD_DECLARATION]));
}

SAYER(add_to)
{
    return SAY(p, ADDS_TO, with_lines(p, node->kid[ADD_TO_PART]));
}

SAYER(remove)
{
    enum node_kind kind = node_kind_removed(node);
    struct text title = prose_called(p, kind, node->kid[REMOVE_NAME]->text);
    struct text said = SAY(p, REMOVES, sort_and_title(p, kind, title));
    const struct node *because = node->kid[REMOVE_BECAUSE];
    return because ? SAY(p, WITH_REASON, said, prose_text(p, because)) : said;
}

/* ---------- amendments ---------- */

SAYER(amendment)
{
    return prose_title(p, node);
}

static bool is_applied(const struct prose *p, const struct node *in_force)
{
    const struct node *until = in_force->kid[IN_FORCE_UNTIL];
    return p->as_of != DAY_NONE && in_force->kid[IN_FORCE_FROM]->value.date.day <= p->as_of &&
           (!until || until->value.date.day >= p->as_of);
}

static void write_amendment(struct prose *p, const struct node *node)
{
    const struct node *in_force = node->kid[AMENDMENT_IN_FORCE];
    prose_part(p, SECTION_CHANGES, node);
    document_facts(p->document);
    document_fact(p->document, prose_term(p, NODE_IN_FORCE));
    document_say(p->document, prose_said(p, in_force));
    if (node->kid[AMENDMENT_BECAUSE]) {
        document_fact(p->document, SAY(p, TERM_BECAUSE));
        document_say(p->document, prose_text(p, node->kid[AMENDMENT_BECAUSE]));
    }
    document_fact(p->document, SAY(p, TERM_STATE));
    document_say(p->document,
                 is_applied(p, in_force) ? SAY(p, CHANGE_APPLIED) : SAY(p, CHANGE_NOT_APPLIED));
    document_list(p->document);
    for (const struct node *change = node->kid[AMENDMENT_CHANGES]; change; change = change->next) {
        document_row(p->document);
        document_say(p->document, prose_sentence(p, prose_said(p, change)));
    }
}

void prose_changes(struct prose *p)
{
    for (uint32_t i = 0; i < p->whole->declaration_count; i++)
        if (p->whole->declarations[i].kind == NODE_AMENDMENT && p->whole->declarations[i].node)
            write_amendment(p, p->whole->declarations[i].node);
}

/* prose_names.c - what declarations are called, and the numbers of clauses. */
#include <string.h>

#include "base/sha256.h"
#include "report/prose_parts.h"
#include "syntax/tree.h"

/* ---------- declarations ---------- */

const struct node *prose_next(const struct prose *p, enum node_kind kind, uint32_t *at)
{
    while (*at < p->model->declaration_count) {
        const struct model_declaration *declaration = &p->model->declarations[(*at)++];
        if (declaration->kind == kind && declaration->node)
            return declaration->node;
    }
    return NULL;
}

bool prose_is_of_library(const struct prose *p, const struct node *node)
{
    for (uint32_t i = 0; i < p->model->declaration_count; i++)
        if (p->model->declarations[i].node == node)
            return p->model->declarations[i].from_library;
    return false;
}

bool prose_has(const struct prose *p, enum node_kind kind)
{
    uint32_t at = 0;
    return prose_next(p, kind, &at) != NULL;
}

const struct node *prose_find(const struct prose *p, enum node_kind kind, struct text name)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, kind, &at));)
        if (node_name(node) && text_equal(node_name(node)->text, name))
            return node;
    return NULL;
}

const struct node *prose_item(const struct node *items, enum node_kind kind)
{
    while (items && items->kind != kind)
        items = items->next;
    return items;
}

/* ---------- names as words ---------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* `with-supplier` is `with supplier`; `db-1` stays. */
struct text prose_human(struct prose *p, struct text name)
{
    char *out = arena_alloc(p->arena, name.len + 1);
    memcpy(out, name.at, name.len);
    for (size_t i = 1; i + 1 < name.len; i++)
        if ((out[i] == '-' || out[i] == '_') && is_letter(name.at[i - 1]) &&
            is_letter(name.at[i + 1]))
            out[i] = ' ';
    return (struct text){out, name.len};
}

struct text prose_title(struct prose *p, const struct node *declaration)
{
    const struct node *title = node_title(declaration), *name = node_name(declaration);
    if (title)
        return prose_text(p, title);
    return name ? phrases_capital(p->arena, prose_human(p, name->text)) : TEXT("");
}

struct text prose_called(struct prose *p, enum node_kind kind, struct text name)
{
    const struct node *node = prose_find(p, kind, name);
    return node ? prose_title(p, node) : prose_human(p, name);
}

struct text prose_names(struct prose *p, enum node_kind kind, const struct node *names)
{
    text_vector items = {0};
    for (; names; names = names->next)
        VECTOR_PUSH(p->arena, &items, prose_called(p, kind, names->text));
    return prose_join(p, &items, SAID_LIST_AND);
}

/* Contacts and teams share their names. */
struct text prose_who(struct prose *p, const struct node *names)
{
    text_vector items = {0};
    for (; names; names = names->next) {
        enum node_kind kind = prose_find(p, NODE_CONTACT, names->text) ? NODE_CONTACT : NODE_TEAM;
        VECTOR_PUSH(p->arena, &items, prose_called(p, kind, names->text));
    }
    return prose_join(p, &items, SAID_LIST_AND);
}

struct text prose_calendar(struct prose *p, struct text name)
{
    if (text_is(name, "always"))
        return SAY(p, ALWAYS);
    return prose_called(p, prose_find(p, NODE_PERIOD, name) ? NODE_PERIOD : NODE_HOURS, name);
}

struct text prose_in_calendar(struct prose *p, struct text name)
{
    return text_is(name, "always") ? SAY(p, IN_ALWAYS) : SAY(p, IN_HOURS, prose_calendar(p, name));
}

uint32_t prose_calendar_index(const struct prose *p, struct text name)
{
    for (uint32_t i = 0; i < p->model->calendar_count; i++)
        if (text_equal(p->model->calendars[i].name, name))
            return i;
    return INDEX_NONE;
}

/* ---------- numbers of clauses ---------- */

struct text prose_number(struct prose *p, int section, struct text name)
{
    return text_format(p->arena, "%d." TEXT_FMT, section, TEXT_ARG(name));
}

enum { WORDS_IN_NUMBER = 3, DIGITS_IN_NUMBER = 3 };

/* Its first words in small letters, and some digits of its digest: two texts that begin alike have
 * different numbers, and none depends on the other. */
struct text prose_text_number(struct prose *p, int section, struct text text)
{
    struct sha256 sha;
    char hex[SHA256_HEX], *out = arena_alloc(p->arena, text.len + 2);
    size_t len = 0, words = 0;
    for (size_t i = 0; i < text.len && words < WORDS_IN_NUMBER; i++) {
        char c = text.at[i];
        bool large = c >= 'A' && c <= 'Z';
        if (is_letter(c) || (c >= '0' && c <= '9'))
            out[len++] = large ? (char)(c - 'A' + 'a') : c;
        else if (len && out[len - 1] != '-' && c != '\'' && ++words)
            out[len++] = '-';
    }
    if (len && out[len - 1] != '-')
        out[len++] = '-';
    sha256_init(&sha);
    sha256_add(&sha, text);
    sha256_write(&sha, hex);
    return prose_number(p, section,
                        text_format(p->arena, "%.*s%.*s", (int)len, out, DIGITS_IN_NUMBER, hex));
}

void prose_cite(struct prose *p, struct text number)
{
    document_say(p->document, TEXT(" ("));
    document_link(p->document, number, text_format(p->arena, "#" TEXT_FMT, TEXT_ARG(number)));
    document_say(p->document, TEXT(")"));
}

void prose_number_cell(struct prose *p, struct text number)
{
    document_cell(p->document);
    document_link(p->document, number, text_format(p->arena, "#" TEXT_FMT, TEXT_ARG(number)));
}

struct text prose_part(struct prose *p, int section, const struct node *declaration)
{
    struct text number = prose_number(p, section, node_name(declaration)->text);
    document_part(p->document, number, prose_title(p, declaration));
    return number;
}

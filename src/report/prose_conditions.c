/* prose_conditions.c - conditions in words, in the charter's own language, and as a short name. */
#include <string.h>

#include "base/sha256.h"
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- attributes and their values ---------- */

static const struct attribute *attribute_of(const struct prose *p, struct text name)
{
    const struct schema *schema = &p->model->schema;
    for (uint32_t i = 0; i < schema->count; i++)
        if (text_equal(schema->attributes[i].name, name))
            return &schema->attributes[i];
    return NULL;
}

/* `the priority`, `the number of reopenings`. */
static struct text subject(struct prose *p, struct text name)
{
    const struct attribute *attribute = attribute_of(p, name);
    switch (attribute ? attribute->origin : ORIGIN_TICKET) {
    case ORIGIN_STATUS:
        return SAY(p, THE_STATUS);
    case ORIGIN_SERVICE:
        return SAY(p, THE_SERVICE);
    case ORIGIN_CHANNEL:
        return SAY(p, THE_CHANNEL);
    case ORIGIN_TEAM:
        return SAY(p, THE_TEAM);
    case ORIGIN_REOPENINGS:
        return SAY(p, THE_REOPENINGS);
    case ORIGIN_REPLIES:
        return SAY(p, THE_REPLIES);
    default:
        return SAY(p, THE_ATTRIBUTE, prose_attribute(p, name));
    }
}

struct text prose_attribute(struct prose *p, struct text name)
{
    const struct attribute *attribute = attribute_of(p, name);
    return attribute && attribute->title.len ? attribute->title : prose_human(p, name);
}

struct text prose_choice(struct prose *p, struct text attribute, struct text name)
{
    const struct attribute *found = attribute_of(p, attribute);
    for (uint32_t i = 0; found && i < found->choice_count; i++)
        if (text_equal(found->choices[i].name, name))
            return found->choices[i].title.len ? found->choices[i].title : prose_human(p, name);
    return prose_human(p, name);
}

static struct text value(struct prose *p, struct text attribute, const struct node *node)
{
    return node->kind == NODE_NAME ? prose_choice(p, attribute, node->text) : prose_said(p, node);
}

static struct text values(struct prose *p, struct text attribute, const struct node *first)
{
    text_vector items = {0};
    for (; first; first = first->next)
        VECTOR_PUSH(p->arena, &items, value(p, attribute, first));
    return prose_join(p, &items, SAID_LIST_OR);
}

/* ---------- classes of statuses ---------- */

static bool class_of(const struct node *is, enum status_class *class)
{
    static const char *const names[] = {"working", "waiting", "done"};
    const struct node *name = is->kid[IS_VALUE];
    for (int i = 0; i < 3; i++)
        if (text_is(is->kid[IS_ATTRIBUTE]->text, "status") && name->kind == NODE_NAME &&
            text_is(name->text, names[i])) {
            *class = (enum status_class)i;
            return true;
        }
    return false;
}

struct text prose_statuses(struct prose *p, enum status_class class)
{
    const struct schema *schema = &p->model->schema;
    text_vector items = {0};
    if (schema->status < 0)
        return TEXT("");
    const struct attribute *status = &schema->attributes[schema->status];
    for (uint32_t i = 0; i < status->choice_count; i++)
        if (schema->classes[i] == class && !status->choices[i].is_absent)
            VECTOR_PUSH(p->arena, &items, prose_choice(p, status->name, status->choices[i].name));
    return prose_join(p, &items, SAID_LIST_OR);
}

static struct text class_said(struct prose *p, enum status_class class, bool not )
{
    static const enum said said[][3] = {
        {SAID_IS_WORKING, SAID_IS_WAITING, SAID_IS_DONE},
        {SAID_IS_NOT_WORKING, SAID_IS_NOT_WAITING, SAID_IS_NOT_DONE}};
    const struct text args[] = {TEXT(""), prose_statuses(p, class)};
    return phrases_say(p->arena, p->words, said[not ][class], args);
}

/* ---------- conditions in words ---------- */

/* A term that is itself joined stands in brackets. */
static struct text terms(struct prose *p, const struct node *first, enum said joint)
{
    struct text out = TEXT("");
    for (const struct node *term = first; term; term = term->next) {
        struct text said = prose_said(p, term);
        if (term->kind == NODE_AND || term->kind == NODE_OR)
            said = SAY(p, BRACKETS, said);
        const struct text args[] = {TEXT(""), out, said};
        out = term == first ? said : phrases_say(p->arena, p->words, joint, args);
    }
    return out;
}

SAYER(and)
{
    return terms(p, node->kid[AND_TERMS], SAID_BOTH);
}

SAYER(or)
{
    return terms(p, node->kid[OR_TERMS], SAID_EITHER);
}

SAYER(not )
{
    const struct node *term = node->kid[NOT_TERM];
    enum status_class class;
    if (term->kind == NODE_IS && !term->kid[IS_NOT] && class_of(term, &class))
        return class_said(p, class, true);
    return SAY(p, NOT_SO, prose_said(p, term));
}

SAYER(is)
{
    struct text name = node->kid[IS_ATTRIBUTE]->text;
    const struct node *what = node->kid[IS_VALUE];
    bool not = node->kid[IS_NOT] != NULL;
    enum status_class class;
    if (class_of(node, &class))
        return class_said(p, class, not );
    if (what->kind == NODE_YES_NO) {
        struct text mark = prose_attribute(p, name);
        if (what->value.yes)
            return not ? SAY(p, IS_NOT_MARKED, mark) : SAY(p, IS_MARKED, mark);
        return not ? SAY(p, IS_NOT_MARKED_NOT, mark) : SAY(p, IS_MARKED_NOT, mark);
    }
    struct text said = value(p, name, what);
    return not ? SAY(p, IS_NOT, subject(p, name), said) : SAY(p, IS, subject(p, name), said);
}

SAYER(is_one_of)
{
    struct text name = node->kid[IS_ONE_OF_ATTRIBUTE]->text;
    struct text said = values(p, name, node->kid[IS_ONE_OF_VALUES]);
    return node->kid[IS_ONE_OF_NOT] ? SAY(p, IS_NONE_OF, subject(p, name), said)
                                    : SAY(p, IS, subject(p, name), said);
}

SAYER(is_known)
{
    struct text name = subject(p, node->kid[IS_KNOWN_ATTRIBUTE]->text);
    return node->kid[IS_KNOWN_NOT] ? SAY(p, IS_NOT_KNOWN, name) : SAY(p, IS_KNOWN, name);
}

static enum said order_said(enum word order)
{
    return order == WORD_AT_LEAST    ? SAID_IS_AT_LEAST
           : order == WORD_AT_MOST   ? SAID_IS_AT_MOST
           : order == WORD_MORE_THAN ? SAID_IS_MORE_THAN
                                     : SAID_IS_LESS_THAN;
}

SAYER(compare)
{
    struct text name = node->kid[COMPARE_ATTRIBUTE]->text;
    const struct text args[] = {TEXT(""), subject(p, name),
                                value(p, name, node->kid[COMPARE_VALUE])};
    return phrases_say(p->arena, p->words, order_said(node_word(node->kid[COMPARE_ORDER])), args);
}

SAYER(opened_during)
{
    return SAY(p, OPENED_DURING, prose_calendar(p, node->kid[OPENED_DURING_PERIOD]->text));
}

/* ---------- conditions in the charter's language ---------- */

static struct text source_value(struct prose *p, const struct node *node)
{
    if (node->kind != NODE_TEXT)
        return node->text;
    char *out = arena_alloc(p->arena, node->text.len * 2 + 2);
    size_t len = 0;
    out[len++] = '"';
    for (size_t i = 0; i < node->text.len; i++) {
        if (strchr("\"\\{", node->text.at[i]))
            out[len++] = '\\';
        out[len++] = node->text.at[i];
    }
    out[len++] = '"';
    return (struct text){out, len};
}

static struct text source_list(struct prose *p, const struct node *first)
{
    struct text out = TEXT("");
    for (const struct node *node = first; node; node = node->next)
        out = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(out),
                          node == first ? "" : ", ", TEXT_ARG(source_value(p, node)));
    return out;
}

static struct text source_terms(struct prose *p, const struct node *first, const char *joint)
{
    struct text out = TEXT("");
    for (const struct node *term = first; term; term = term->next) {
        bool wraps = term->kind == NODE_AND || term->kind == NODE_OR;
        out = text_format(p->arena, TEXT_FMT "%s%s" TEXT_FMT "%s", TEXT_ARG(out),
                          term == first ? "" : joint, wraps ? "(" : "",
                          TEXT_ARG(prose_source(p, term)), wraps ? ")" : "");
    }
    return out;
}

static struct text source_is(struct prose *p, const struct node *node)
{
    return text_format(p->arena, TEXT_FMT " is %s" TEXT_FMT,
                       TEXT_ARG(node->kid[IS_ATTRIBUTE]->text), node->kid[IS_NOT] ? "not " : "",
                       TEXT_ARG(source_value(p, node->kid[IS_VALUE])));
}

static struct text source_compare(struct prose *p, const struct node *node)
{
    static const char *const orders[] = {"at least", "at most", "more than", "less than"};
    return text_format(p->arena, TEXT_FMT " is %s " TEXT_FMT,
                       TEXT_ARG(node->kid[COMPARE_ATTRIBUTE]->text),
                       orders[node_word(node->kid[COMPARE_ORDER]) - WORD_AT_LEAST],
                       TEXT_ARG(source_value(p, node->kid[COMPARE_VALUE])));
}

struct text prose_source(struct prose *p, const struct node *node)
{
    switch (node->kind) {
    case NODE_AND:
        return source_terms(p, node->kid[AND_TERMS], " and ");
    case NODE_OR:
        return source_terms(p, node->kid[OR_TERMS], " or ");
    case NODE_NOT:
        return text_format(p->arena, "not (" TEXT_FMT ")",
                           TEXT_ARG(prose_source(p, node->kid[NOT_TERM])));
    case NODE_IS:
        return source_is(p, node);
    case NODE_IS_ONE_OF:
        return text_format(p->arena, TEXT_FMT " is %sone of (" TEXT_FMT ")",
                           TEXT_ARG(node->kid[IS_ONE_OF_ATTRIBUTE]->text),
                           node->kid[IS_ONE_OF_NOT] ? "not " : "",
                           TEXT_ARG(source_list(p, node->kid[IS_ONE_OF_VALUES])));
    case NODE_IS_KNOWN:
        return text_format(p->arena, TEXT_FMT " is %sknown",
                           TEXT_ARG(node->kid[IS_KNOWN_ATTRIBUTE]->text),
                           node->kid[IS_KNOWN_NOT] ? "not " : "");
    case NODE_COMPARE:
        return source_compare(p, node);
    case NODE_OPENED_DURING:
        return text_format(p->arena, "opened during " TEXT_FMT,
                           TEXT_ARG(node->kid[OPENED_DURING_PERIOD]->text));
    default:
        return TEXT("");
    }
}

/* ---------- conditions as a name ---------- */

enum { NAME_MOST = 40, HASH_DIGITS = 6 };

/* Is VALUE a choice of no other attribute? Then it needs no attribute beside it. */
static bool is_own(const struct prose *p, struct text attribute, struct text value)
{
    const struct schema *schema = &p->model->schema;
    bool found = false;
    for (uint32_t i = 0; i < schema->count; i++)
        for (uint32_t j = 0; j < schema->attributes[i].choice_count; j++)
            if (text_equal(schema->attributes[i].choices[j].name, value)) {
                if (!text_equal(schema->attributes[i].name, attribute))
                    return false;
                found = true;
            }
    return found;
}

static bool is_simple(const struct prose *p, const struct node *node)
{
    return node->kind == NODE_IS && !node->kid[IS_NOT] && node->kid[IS_VALUE]->kind == NODE_NAME &&
           is_own(p, node->kid[IS_ATTRIBUTE]->text, node->kid[IS_VALUE]->text);
}

/* Terms of `and` in the order of the alphabet, so that their order in the text does not matter. */
static struct text sorted_terms(struct prose *p, const struct node *and)
{
    text_vector names = {0};
    for (const struct node *term = and->kid[AND_TERMS]; term; term = term->next) {
        struct text name = prose_condition_name(p, term);
        VECTOR_PUSH(p->arena, &names, name);
        for (size_t i = names.count - 1; i > 0 && text_compare(names.at[i], names.at[i - 1]) < 0;
             i--) {
            names.at[i] = names.at[i - 1];
            names.at[i - 1] = name;
        }
    }
    struct text out = TEXT("");
    for (size_t i = 0; i < names.count; i++)
        out = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(out), i ? "+" : "",
                          TEXT_ARG(names.at[i]));
    return out;
}

/* The condition as written, blanks as hyphens and without signs; some digits of its digest tell
 * apart what has become the same by that. */
static struct text spelled(struct prose *p, const struct node *node)
{
    struct text source = prose_source(p, node);
    struct sha256 sha;
    char hex[SHA256_HEX], *out = arena_alloc(p->arena, source.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < source.len && len < NAME_MOST; i++) {
        char c = source.at[i];
        if (!strchr(" ,()\"\\:", c))
            out[len++] = c;
        else if (len && out[len - 1] != '-')
            out[len++] = '-';
    }
    while (len && (out[len - 1] == '-' || (unsigned char)out[len - 1] >= 0x80))
        len--;
    sha256_init(&sha);
    sha256_add(&sha, source);
    sha256_write(&sha, hex);
    return text_format(p->arena, "%.*s-%.*s", (int)len, out, HASH_DIGITS, hex);
}

struct text prose_condition_name(struct prose *p, const struct node *condition)
{
    if (is_simple(p, condition))
        return condition->kid[IS_VALUE]->text;
    if (condition->kind == NODE_OPENED_DURING)
        return condition->kid[OPENED_DURING_PERIOD]->text;
    if (condition->kind == NODE_AND) {
        struct text joined = sorted_terms(p, condition);
        if (joined.len <= NAME_MOST * 2)
            return joined;
    }
    return spelled(p, condition);
}

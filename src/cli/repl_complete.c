/* repl_complete.c - words for the end of a line: from the parser's own expected tokens, and from
 * the names and values in scope. */
#include "cli/repl_parts.h"
#include "count/dimension.h"
#include "syntax/syntax.h"

static void offer(struct repl *repl, const char *word)
{
    VECTOR_PUSH(repl->arena, &repl->offered, word);
}

static void offer_commands(struct repl *repl)
{
    const char *name;
    for (size_t i = 0; (name = repl_command_name(repl, i)); i++)
        offer(repl, name);
}

static void offer_attribute(struct repl *repl, const struct attribute *attribute)
{
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        offer(repl, text_cstr(repl->arena, attribute->choices[i].name));
    if (attribute->type == ATTRIBUTE_YES_NO) {
        offer(repl, "yes");
        offer(repl, "no");
    }
}

/* Words between an attribute and a value of it: `is`, `is at least`, `is not one of`, `to`. */
static bool is_between(struct text word)
{
    static const char *const words[] = {"is",   "to",   "not",  "at",  "least", "most",
                                        "more", "less", "than", "one", "of"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(word, words[i]))
            return true;
    return false;
}

/* Where the list in brackets begins that WORD is in; else WORD. */
static size_t list_before(struct text text, size_t word)
{
    for (size_t i = word; i-- > 0 && text.at[i] != ')';)
        if (text.at[i] == '(')
            return text_ends(text_trim(text_slice(text, 0, i)), TEXT("one of")) ? i : word;
    return word;
}

/* The word before the one that begins at WORD; those between an attribute and its values are passed
 * over. */
static struct text word_before(struct text text, size_t word)
{
    enum { MOST = 6 };
    struct text found = {"", 0};
    word = list_before(text, word);
    for (int i = 0; i < MOST; i++) {
        while (word > 0 && (text.at[word - 1] == ' ' || text.at[word - 1] == '('))
            word--;
        size_t from = word;
        while (from > 0 && text.at[from - 1] != ' ' && text.at[from - 1] != '(')
            from--;
        found = text_slice(text, from, word);
        if (!is_between(found))
            return found;
        word = from;
    }
    return found;
}

static const struct attribute *attribute_called(const struct repl *repl, struct text name)
{
    const struct schema *schema = &repl->session.model->schema;
    for (uint32_t i = 0; i < schema->count; i++)
        if (text_equal(schema->attributes[i].name, name))
            return &schema->attributes[i];
    return NULL;
}

/* ---- names ---- */

/* What a name stands for, by the words before it. */
enum names {
    NAMES_ALL,
    NAMES_HOURS,
    NAMES_TARGETS,
    NAMES_ATTRIBUTES,
    NAMES_EVENTS,
    NAMES_ESCALATIONS,
    NAMES_DECLARED,
    NAMES_TOPICS,
    NAMES_TICKETS
};

static const struct {
    const char *before; /* the words that end right before the name */
    enum names names;
} contexts[] = {
    {"hours of", NAMES_HOURS},       {"opening of", NAMES_HOURS},
    {"closing of", NAMES_HOURS},     {"time in", NAMES_HOURS},
    {"hours in", NAMES_HOURS},       {"minutes in", NAMES_HOURS},
    {"days in", NAMES_HOURS},        {"hour in", NAMES_HOURS},
    {"day in", NAMES_HOURS},         {"compliance of", NAMES_TARGETS},
    {"limit of", NAMES_TARGETS},     {"breaches in", NAMES_TARGETS},
    {"when is", NAMES_TARGETS},      {"why", NAMES_TARGETS},
    {"would change", NAMES_TARGETS}, {"by", NAMES_ATTRIBUTES},
    {"with", NAMES_ATTRIBUTES},      {",", NAMES_ATTRIBUTES},
    {"when", NAMES_ATTRIBUTES},      {"and", NAMES_ATTRIBUTES},
    {"or", NAMES_ATTRIBUTES},        {"set", NAMES_ATTRIBUTES},
    {"unknown", NAMES_ATTRIBUTES},   {"forget", NAMES_ATTRIBUTES},
    {"best hours of", NAMES_HOURS},  {"rule of", NAMES_TARGETS},
    {"is", NAMES_TARGETS},           {"not escalation", NAMES_ESCALATIONS},
    {":break", NAMES_TARGETS},       {":show", NAMES_DECLARED},
    {":print", NAMES_DECLARED},      {":tree", NAMES_DECLARED},
    {":type", NAMES_DECLARED},       {":help", NAMES_TOPICS},
    {"for", NAMES_TARGETS},          {":ticket", NAMES_TICKETS},
};

/* Who may do something: behind `by` of an event. */
static bool is_event(struct text text)
{
    return text_starts(text, TEXT("at ")) || text_starts(text, TEXT("after "));
}

static enum names names_behind(struct text text)
{
    struct text before = text_trim(text);
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        struct text words = text_of(contexts[i].before);
        bool whole = before.len == words.len ||
                     (before.len > words.len &&
                      (before.at[before.len - words.len - 1] == ' ' || words.at[0] == ','));
        if (whole && text_ends(before, words))
            return contexts[i].names;
    }
    return is_event(text) ? NAMES_EVENTS : NAMES_ALL;
}

static void offer_text(struct repl *repl, struct text name)
{
    offer(repl, text_cstr(repl->arena, name));
}

static void offer_hours(struct repl *repl)
{
    const struct model *model = repl->session.model;
    for (uint32_t i = 0; i < model->calendar_count; i++)
        offer_text(repl, model->calendars[i].name);
}

static void offer_targets(struct repl *repl)
{
    const struct model *model = repl->session.model;
    for (uint32_t i = 0; i < model->target_count; i++)
        if (!model->targets[i].is_hidden)
            offer_text(repl, model->targets[i].name);
}

/* Is a value given behind the name, so that what the judge counts is not meant? */
static bool gives_value(struct text text)
{
    struct text before = text_trim(text);
    if (text_starts(text, TEXT("set ")) || text_starts(text, TEXT("unknown ")))
        return true;
    return !text_starts(text, TEXT("compliance ")) &&
           (text_ends(before, TEXT(" with")) || text_ends(before, TEXT(",")));
}

static void offer_attributes(struct repl *repl, struct text text)
{
    const struct schema *schema = &repl->session.model->schema;
    uint32_t count = gives_value(text) ? schema->stored : schema->count;
    for (uint32_t i = 0; i < count; i++)
        offer_text(repl, schema->attributes[i].name);
}

static void offer_events(struct repl *repl)
{
    const struct schema *schema = &repl->session.model->schema;
    for (uint32_t i = 0; i < schema->kind_count; i++)
        offer_text(repl, schema->kinds[i].name);
    if (schema->status != ATTRIBUTE_ABSENT)
        offer_attribute(repl, &schema->attributes[schema->status]);
}

static void offer_escalations(struct repl *repl)
{
    const struct model *model = repl->session.model;
    for (uint32_t i = 0; i < model->escalation_count; i++)
        offer_text(repl, model->escalations[i].name);
}

static void offer_declared(struct repl *repl)
{
    const struct model *model = repl->session.model;
    for (uint32_t i = 0; i < model->declaration_count; i++)
        if (model->declarations[i].name.len)
            offer_text(repl, model->declarations[i].name);
}

/* Tickets of the log whose names begin as TYPED, as far as they are few. */
static void offer_tickets(struct repl *repl, struct text typed)
{
    enum { TICKETS_MOST = 200 };
    const struct eventlog *log = repl->answers.log;
    size_t first = repl->offered.count;
    for (uint32_t i = 0; log && i < log->tickets; i++) {
        if (!text_starts(log->ticket_ids[i], typed))
            continue;
        if (repl->offered.count - first == TICKETS_MOST) {
            repl->offered.count = first;
            return;
        }
        offer_text(repl, log->ticket_ids[i]);
    }
}

/* Does it ask about a ticket, so that `it` is all targets? */
static bool is_about_ticket(struct text text)
{
    return text_starts(text, TEXT("is ")) || text_starts(text, TEXT("what would change "));
}

static void offer_roles(struct repl *repl)
{
    offer(repl, "agent");
    offer(repl, "customer");
    offer(repl, "system");
}

static void offer_names(struct repl *repl, struct text text)
{
    enum names names = names_behind(text);
    if (names == NAMES_ATTRIBUTES && is_event(text) && text_ends(text_trim(text), TEXT("by"))) {
        offer_roles(repl);
        return;
    }
    if (names == NAMES_HOURS || names == NAMES_ALL)
        offer_hours(repl);
    if (names == NAMES_TARGETS || names == NAMES_ALL)
        offer_targets(repl);
    if (names == NAMES_ATTRIBUTES || names == NAMES_ALL)
        offer_attributes(repl, text);
    if (names == NAMES_ATTRIBUTES &&
        (text_starts(text, TEXT("compliance ")) || text_starts(text, TEXT("best limit ")) ||
         text_starts(text, TEXT("drivers "))))
        for (uint32_t i = 0; dimension_name(i); i++)
            offer(repl, dimension_name(i));
    if (names == NAMES_TARGETS && is_about_ticket(text))
        offer(repl, "it");
    if (names == NAMES_EVENTS)
        offer_events(repl);
    if (names == NAMES_ESCALATIONS)
        offer_escalations(repl);
}

/* What stands behind the word of a command. */
static void offer_arguments(struct repl *repl, struct text text, struct text typed)
{
    enum names names = names_behind(text);
    if (names == NAMES_TOPICS)
        for (size_t i = 0; repl_topic_name(i); i++)
            offer(repl, repl_topic_name(i));
    if (names == NAMES_TOPICS)
        offer_commands(repl);
    if (names == NAMES_DECLARED && repl->path)
        offer_declared(repl);
    if (names == NAMES_TARGETS && repl->path)
        offer_targets(repl);
    if (names == NAMES_TICKETS && repl->path)
        offer_tickets(repl, typed);
}

/* `why resolution of `, `why not at breach of `, `what would change resolution of `. */
static bool is_of_ticket(struct text text)
{
    return (text_starts(text, TEXT("why ")) || text_starts(text, TEXT("what would change "))) &&
           text_ends(text_trim(text), TEXT(" of"));
}

/* What the grammar takes where TEXT ends, with the word that begins at WORD begun: its words, and
 * names where it takes a name. */
static void offer_expected(struct repl *repl, struct text text, size_t word)
{
    struct syntax_expected expected = syntax_expected(text, SYNTAX_QUERY, repl->arena);
    bool takes_name = false;
    for (size_t i = 0; i < expected.count; i++) {
        if (!expected.at[i].is_kind)
            offer_text(repl, expected.at[i].text);
        takes_name = takes_name || text_is(expected.at[i].text, "a name");
    }
    if (takes_name)
        offer_names(repl, text_slice(text, 0, word));
}

bool repl_asks_file(void *context, struct text text)
{
    static const char *const words[] = {":load ", ":log ", ":save ", ":session "};
    (void)context;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_starts(text, text_of(words[i])))
            return true;
    return false;
}

const char *const *repl_complete(void *context, struct text text, size_t word)
{
    struct repl *repl = context;
    repl->offered.count = 0;
    if (word == 0 && text.len && text.at[0] == ':') {
        offer_commands(repl);
    } else if (text.len && text.at[0] == ':') {
        offer_arguments(repl, text_slice(text, 0, word), text_slice(text, word, text.len));
    } else if (repl->path) {
        const struct attribute *attribute = attribute_called(repl, word_before(text, word));
        if (is_of_ticket(text_slice(text, 0, word)))
            offer_tickets(repl, text_slice(text, word, text.len));
        else if (attribute && attribute->choice_count + (attribute->type == ATTRIBUTE_YES_NO))
            offer_attribute(repl, attribute);
        else
            offer_expected(repl, text, word);
    }
    offer(repl, NULL);
    return repl->offered.at;
}

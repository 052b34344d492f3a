/* infer_values.c - values get names, classes and ranks, such that each text is read as its own.
 */
#include "analyse/infer_part.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

/* ---- what the language takes ---- */

struct text infer_quote(struct arena *arena, struct text text)
{
    char *out = arena_alloc(arena, text.len * 2 + 3);
    size_t len = 0;
    out[len++] = '"';
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\' || text.at[i] == '{')
            out[len++] = '\\';
        out[len++] = text.at[i];
    }
    out[len++] = '"';
    return (struct text){out, len};
}

/* The only attribute of a schema of which NAME and TITLE are the words; NULL if it is none. */
static const struct node *attribute_of(struct arena *scratch, struct text name, struct text title)
{
    struct sources *sources = sources_new(scratch);
    struct text bytes = text_format(scratch, "ticket has\n  " TEXT_FMT " " TEXT_FMT " text\nend\n",
                                    TEXT_ARG(name), TEXT_ARG(title));
    struct sink sink;
    sink_init(&sink, scratch);
    struct syntax_input input = {sources, sources_add(sources, TEXT("name"), bytes), SYNTAX_FILE,
                                 scratch, &sink};
    const struct node *root = syntax_parse(&input), *ticket = root->kid[FILE_ITEMS];
    const struct node *attribute =
        ticket && ticket->kind == NODE_TICKET ? ticket->kid[TICKET_ATTRIBUTES] : NULL;
    bool good =
        sink.list.count == 0 && !root->broken && attribute && !ticket->next && !attribute->next;
    return good ? attribute : NULL;
}

static bool is_name(struct text text)
{
    struct arena *scratch = arena_new();
    const struct node *attribute = text.len ? attribute_of(scratch, text, TEXT("\"x\"")) : NULL;
    bool good = attribute && text_equal(attribute->kid[ATTRIBUTE_NAME]->text, text);
    arena_free(scratch);
    return good;
}

bool infer_is_text(struct text text)
{
    struct arena *scratch = arena_new();
    const struct node *attribute = attribute_of(scratch, TEXT("x"), infer_quote(scratch, text));
    bool good = attribute && attribute->kid[ATTRIBUTE_TITLE] &&
                text_equal(attribute->kid[ATTRIBUTE_TITLE]->text, text);
    arena_free(scratch);
    return good;
}

/* ---- names ---- */

/* WORDS joined by `-`. */
static struct text joined(struct arena *arena, struct text words)
{
    char *out = arena_alloc(arena, words.len + 1);
    for (size_t i = 0; i < words.len; i++)
        out[i] = words.at[i] == ' ' ? '-' : words.at[i];
    return (struct text){out, words.len};
}

static bool is_taken_status(struct text name)
{
    return text_is(name, "working") || text_is(name, "waiting") || text_is(name, "done");
}

/* No value has the name yet, and none but ITSELF the text: else that text would be read as it. */
static bool is_free(const struct infer_column *column, size_t itself, struct text name)
{
    for (size_t i = 0; i < column->values.count; i++) {
        const struct infer_value *value = &column->values.at[i];
        if (i != itself && (text_equal(value->text, name) || text_equal(value->name, name)))
            return false;
    }
    return !is_taken_status(name);
}

/* `P1` stays as it is, `Low` becomes a name in small letters. */
static bool has_small_letters(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z')
            return true;
    return false;
}

static void name_value(struct inference *inference, struct infer_column *column, size_t index)
{
    struct arena *arena = inference->arena;
    struct infer_value *value = &column->values.at[index];
    struct text words = infer_words(arena, value->text);
    bool keeps = !has_small_letters(value->text) && is_name(value->text);
    struct text name = keeps ? value->text : joined(arena, words);
    if (words.len && words.at[0] >= '0' && words.at[0] <= '9' && !is_name(name))
        name = text_format(arena, "%s" TEXT_FMT, column->role == INFER_PRIORITY ? "P" : "value-",
                           TEXT_ARG(name));
    if (is_taken_status(name))
        name = text_format(arena, TEXT_FMT "-status", TEXT_ARG(name));
    for (unsigned i = 1; !is_name(name) || !is_free(column, index, name); i++)
        name = text_format(arena, "value-%u", i);
    value->name = name;
}

static void name_values(struct inference *inference, struct infer_column *column)
{
    for (size_t i = 0; i < column->values.count; i++)
        name_value(inference, column, i);
}

/* ---- names of attributes ---- */

static bool is_free_attribute(const struct inference *inference, struct text name)
{
    static const char *const taken[] = {"ticket", "time",       "event",   "actor", "public",
                                        "id",     "reopenings", "replies", "status"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (text_is(name, taken[i]))
            return false;
    for (size_t i = 0; i < inference->result->count; i++)
        if (text_equal(inference->result->columns[i].name, name))
            return false;
    return true;
}

void infer_name_attribute(struct inference *inference, struct infer_column *column)
{
    struct arena *arena = inference->arena;
    struct text words = column->words;
    struct text name = column->role == INFER_PRIORITY ? TEXT("priority") : joined(arena, words);
    if (text_starts(name, TEXT("fields-")))
        name = text_slice(name, 7, name.len);
    if (!is_free_attribute(inference, name))
        name = text_format(arena, TEXT_FMT "-value", TEXT_ARG(name));
    for (unsigned i = 1; !is_name(name) || !is_free_attribute(inference, name); i++)
        name = text_format(arena, "column-%u", i);
    column->name = name;
}

/* ---- statuses ---- */

void infer_statuses(struct inference *inference, struct infer_column *column)
{
    name_values(inference, column);
    for (size_t i = 0; i < column->values.count; i++) {
        struct infer_value *value = &column->values.at[i];
        struct text words = infer_words(inference->arena, value->text);
        value->status_class = CLASS_WORKING;
        if (!infer_class(words, &value->status_class))
            infer_remark(inference, column,
                         "decide: \"" TEXT_FMT "\" is taken for a status in which work goes on.",
                         TEXT_ARG(value->text));
    }
}

/* ---- ladders ---- */

/* The first number in TEXT; -1: none. */
static int64_t number_in(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        int64_t number = 0;
        size_t end = i;
        while (end < text.len && end - i < 9 && text.at[end] >= '0' && text.at[end] <= '9')
            number = number * 10 + (text.at[end++] - '0');
        if (end > i)
            return number;
    }
    return -1;
}

struct ranked {
    struct infer_value value;
    int64_t number;
    int rank;
};

static bool all_differ(const struct ranked *ranked, size_t count, bool by_number)
{
    for (size_t i = 0; i < count; i++) {
        if (by_number ? ranked[i].number < 0 : ranked[i].rank < 0)
            return false;
        for (size_t k = 0; k < i; k++)
            if (by_number ? ranked[k].number == ranked[i].number : ranked[k].rank == ranked[i].rank)
                return false;
    }
    return true;
}

/* By insertion, least urgent first: they are few. */
static void sort_ranked(struct ranked *ranked, size_t count, bool by_number, bool falls)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k; k--) {
            int64_t a = by_number ? ranked[k - 1].number : ranked[k - 1].rank;
            int64_t b = by_number ? ranked[k].number : ranked[k].rank;
            if (falls ? a >= b : a <= b)
                break;
            struct ranked swap = ranked[k];
            ranked[k] = ranked[k - 1];
            ranked[k - 1] = swap;
        }
}

static struct ranked *rank_values(struct inference *inference, const struct infer_column *column)
{
    struct ranked *ranked = ARENA_ARRAY(inference->arena, column->values.count + 1, struct ranked);
    for (size_t i = 0; i < column->values.count; i++) {
        struct text text = column->values.at[i].text;
        ranked[i] = (struct ranked){column->values.at[i], number_in(text),
                                    infer_rank(infer_words(inference->arena, text))};
    }
    return ranked;
}

static void order_by_number(struct inference *inference, struct infer_column *column,
                            struct ranked *ranked)
{
    size_t last = column->values.count - 1;
    sort_ranked(ranked, column->values.count, true, true);
    bool knows = ranked[0].rank >= 0 && ranked[last].rank >= 0;
    if (knows && ranked[0].rank > ranked[last].rank)
        sort_ranked(ranked, column->values.count, true, false);
    if (!knows && last)
        infer_remark(inference, column, "decide: is \"" TEXT_FMT "\" the most urgent?",
                     TEXT_ARG(ranked[last].value.text));
}

void infer_ladder(struct inference *inference, struct infer_column *column)
{
    size_t count = column->values.count;
    struct ranked *ranked = rank_values(inference, column);
    column->is_ladder = true;
    if (all_differ(ranked, count, false))
        sort_ranked(ranked, count, false, false);
    else if (all_differ(ranked, count, true))
        order_by_number(inference, column, ranked);
    else {
        column->is_ladder = false;
        infer_remark(inference, column,
                     "decide: the order of these; `ladder`, lowest first, instead of `one of` lets "
                     "them be compared.");
    }
    for (size_t i = 0; i < count; i++)
        column->values.at[i] = ranked[i].value;
    column->type = column->is_ladder ? ATTRIBUTE_LADDER : ATTRIBUTE_CHOICE;
    name_values(inference, column);
}

void infer_choices(struct inference *inference, struct infer_column *column)
{
    struct ranked *ranked = rank_values(inference, column);
    bool ranks = all_differ(ranked, column->values.count, false);
    if (ranks) {
        infer_ladder(inference, column);
        return;
    }
    column->type = ATTRIBUTE_CHOICE;
    name_values(inference, column);
}

/* ---- events ---- */

static size_t count_kind(const struct infer_column *column, uint32_t kind)
{
    size_t count = 0;
    for (size_t i = 0; i < column->values.count; i++)
        count += column->values.at[i].kind == kind;
    return count;
}

void infer_events(struct inference *inference, struct infer_column *column)
{
    for (size_t i = 0; i < column->values.count; i++) {
        struct infer_value *value = &column->values.at[i];
        infer_kind(infer_words(inference->arena, value->text), &value->kind);
    }
    for (size_t i = 0; i < column->values.count; i++) {
        struct infer_value *value = &column->values.at[i];
        struct text words = infer_words(inference->arena, value->text);
        /* beside `opened`, what is created is something else */
        if (value->kind == KIND_OPENED && count_kind(column, KIND_OPENED) > 1 &&
            !text_is(words, "opened"))
            value->kind = UINT32_MAX;
        if (value->kind == UINT32_MAX)
            infer_remark(inference, column,
                         "decide: what \"" TEXT_FMT "\" is, if it moves a clock.",
                         TEXT_ARG(value->text));
    }
}

void infer_actors(struct inference *inference, struct infer_column *column)
{
    for (size_t i = 0; i < column->values.count; i++) {
        struct infer_value *value = &column->values.at[i];
        struct text words = infer_words(inference->arena, value->text);
        infer_actor(words, &value->actor);
        if (text_is(words, "user"))
            infer_remark(inference, column, "decide: is \"" TEXT_FMT "\" a customer?",
                         TEXT_ARG(value->text));
    }
}

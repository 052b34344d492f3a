/* with: tap.c */
/* report_prose.c - every kind of node that people read of has a sentence, each phrase stands in the
 * table of words and nowhere else, and what is not of the charter has no word in the code. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "check/check.h"
#include "report/prose_parts.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "tap.h"
#include "time/zone_file.h"

static const char everything[] = "tests/cases/print/charter/good/everything-that-prints.chr";

/* ---------- rows ---------- */

static int rows_of(enum node_kind kind)
{
    static const enum node_kind kinds[] = {
#define PRINTED(kind, section, sayer) NODE_##kind,
#define SPOKEN(kind, sayer) NODE_##kind,
#define UNPRINTED(kind, reason) NODE_##kind,
#include "report/printed.def"
    };
    int count = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        count += kinds[i] == kind;
    return count;
}

static void every_kind_has_a_row(void)
{
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++)
        tap_equal(rows_of(kind), 1, "`%s` has one row in printed.def", node_label(kind));
}

/* ---------- a charter with everything ---------- */

struct checked {
    struct arena *arena;
    struct sources *sources;
    const struct model *model;
    struct text bytes;
    uint32_t source;
};

static bool check(struct checked *checked, const char *path)
{
    enum { MOST = 1 << 16 };
    FILE *file = fopen(path, "rb");
    struct sink sink;
    if (!file)
        return false;
    checked->arena = arena_new();
    checked->sources = sources_new(checked->arena);
    char *at = arena_alloc(checked->arena, MOST);
    checked->bytes = (struct text){at, fread(at, 1, MOST, file)};
    fclose(file);
    sink_init(&sink, checked->arena);
    checked->source = sources_add(checked->sources, text_of(path), checked->bytes);
    struct check_input input = {.arena = checked->arena,
                                .sources = checked->sources,
                                .sink = &sink,
                                .zones = zone_table_new(checked->arena, zone_file_load, NULL)};
    checked->model = check_charter(&input, checked->source);
    return checked->model != NULL;
}

/* What the files of the printed charter pass along. */
static struct prose prose_of(const struct checked *checked, const struct phrases *phrases)
{
    const struct model *model = checked->model;
    return (struct prose){.arena = checked->arena,
                          .model = model,
                          .whole = model,
                          .words = phrases,
                          .document = document_new(checked->arena, phrases),
                          .cells = cells_new(checked->arena, model),
                          .as_of = model->in_force_from,
                          .first = model->in_force_from,
                          .behind = model->in_force_from + 365};
}

/* ---------- sentences ---------- */

struct sayings {
    struct prose *p;
    unsigned seen[NODE_KIND_COUNT], silent[NODE_KIND_COUNT];
};

/* A choice is said by what it changes, complaints that name no channel by their stages. */
static bool may_be_silent(const struct node *node)
{
    return node->kind == NODE_WORD || (node->kind == NODE_TEXT && !node->text.len);
}

static bool say(void *context, const struct node *node)
{
    struct sayings *sayings = context;
    if (node->kind == NODE_LOG || node->kind == NODE_TEST)
        return false;
    sayings->seen[node->kind]++;
    if (prose_can_say(node->kind) && !may_be_silent(node))
        sayings->silent[node->kind] += prose_said(sayings->p, node).len == 0;
    return true;
}

static void walk(struct sayings *sayings, const struct checked *checked, uint32_t source)
{
    struct node_visitor visitor = {.enter = say, .context = sayings};
    struct sink quiet;
    sink_init(&quiet, checked->arena);
    node_walk(syntax_parse(&(struct syntax_input){checked->sources, source, SYNTAX_FILE,
                                                  checked->arena, &quiet}),
              &visitor);
}

/* A child charter needs its parent beside it, so its line is walked over as text. */
static void every_kind_is_said(const struct checked *checked)
{
    static const char child[] = "charter child\n  extends base at version \"1\"\nend\n";
    struct prose p = prose_of(checked, phrases_find("en"));
    static struct sayings sayings;
    sayings.p = &p;
    walk(&sayings, checked, checked->source);
    walk(&sayings, checked, sources_add(checked->sources, TEXT("child"), text_of(child)));
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++) {
        if (!prose_can_say(kind))
            continue;
        tap_ok(sayings.seen[kind] > 0, "`%s` stands in the charter with everything",
               node_label(kind));
        tap_equal(sayings.silent[kind], 0, "`%s` is never said with an empty sentence",
                  node_label(kind));
    }
}

/* ---------- words ---------- */

static bool places(const char *phrase, char digit)
{
    for (; (phrase = strchr(phrase, '{')); phrase++)
        if (phrase[1] == digit && phrase[2] == '}')
            return true;
    return false;
}

static void counted_phrases_have_numbers(void)
{
    const struct phrases *english = phrases_find("en");
    for (int said = 0; said < PHRASES_END; said++) {
        tap_ok(english->one[said] && *english->one[said], "%s is not empty",
               phrases_key((enum said)said));
        if (english->many[said])
            tap_ok(places(english->many[said], 'n'), "%s has a place for its number",
                   phrases_key((enum said)said));
    }
}

/* The same language without a letter: only places and marks are left. */
static struct phrases *without_letters(struct arena *arena)
{
    const struct phrases *english = phrases_find("en");
    struct phrases *mute = ARENA_NEW(arena, struct phrases);
    *mute = *english;
    for (int said = 0; said < PHRASES_END; said++)
        for (int form = 0; form < 2; form++) {
            const char **phrase = form ? &mute->many[said] : &mute->one[said];
            if (!*phrase || said == SAID_NUMBERS_LIKE_ONE)
                continue;
            char *out = arena_alloc(arena, strlen(*phrase) + 2);
            size_t len = 0;
            for (const char *at = *phrase; *at; at++)
                if (!isalpha((unsigned char)*at) || (at > *phrase && at[-1] == '{'))
                    out[len++] = *at;
            *phrase = out;
        }
    return mute;
}

/* The next run of letters of TEXT from *AT on, in small letters. */
static struct text next_word(struct arena *arena, struct text text, size_t *at)
{
    while (*at < text.len && !isalpha((unsigned char)text.at[*at]))
        (*at)++;
    size_t from = *at;
    while (*at < text.len && isalpha((unsigned char)text.at[*at]))
        (*at)++;
    char *out = arena_alloc(arena, *at - from + 1);
    for (size_t i = from; i < *at; i++)
        out[i - from] = (char)tolower((unsigned char)text.at[i]);
    return (struct text){out, *at - from};
}

static void add_words(struct arena *arena, struct map *map, struct text text)
{
    static int there;
    struct text word;
    for (size_t at = 0; (word = next_word(arena, text, &at)).len;)
        map_put(map, word, &there);
}

/* What is left has to come from the charter and what it uses. */
static void no_word_is_in_the_code(const struct checked *checked)
{
    struct prose_request request = {checked->model, DAY_NONE, without_letters(checked->arena)};
    struct document *document = prose_document(checked->arena, &request);
    struct map *known = map_new(checked->arena);
    struct buffer out = {0};
    struct text word;
    unsigned foreign = 0;
    for (uint32_t i = 1; i <= sources_count(checked->sources); i++)
        add_words(checked->arena, known, source_bytes(checked->sources, i));
    add_words(checked->arena, known, TEXT("all otherwise")); /* in numbers of clauses */
    document_write_text(&out, document);
    struct text page = buffer_text(&out);
    for (size_t at = 0; (word = next_word(checked->arena, page, &at)).len;) {
        bool hex = at >= word.len && strspn(text_cstr(checked->arena, word), "abcdef") == word.len;
        if (word.len < 2 || hex || map_find(known, word))
            continue;
        if (foreign++ < 5)
            tap_note("`" TEXT_FMT "` is in neither the charter nor the table of words",
                     TEXT_ARG(word));
    }
    tap_ok(page.len > 5000, "the charter is printed without words");
    tap_equal(foreign, 0, "and no word of it comes from the code");
    buffer_fini(&out);
}

/* ---------- the same again ---------- */

static void the_same_bytes(const struct checked *checked)
{
    void (*const forms[])(struct buffer *, const struct document *) = {
        document_write_text, document_write_markdown, document_write_html};
    struct prose_request request = {checked->model, DAY_NONE, phrases_find("en")};
    for (int form = 0; form < 3; form++) {
        struct buffer a = {0}, b = {0};
        forms[form](&a, prose_document(checked->arena, &request));
        forms[form](&b, prose_document(checked->arena, &request));
        tap_ok(a.len > 0 && text_equal(buffer_text(&a), buffer_text(&b)),
               "form %d is the same twice", form);
        buffer_fini(&a);
        buffer_fini(&b);
    }
}

/* ---------- texts ---------- */

static void is_text(struct text found, const char *wanted, const char *name)
{
    tap_ok(text_is(found, wanted), "%s", name);
    if (!text_is(found, wanted))
        tap_note("found `" TEXT_FMT "`, not `%s`", TEXT_ARG(found), wanted);
}

static void wrapping(void)
{
    const struct phrases *english = phrases_find("en");
    struct arena *arena = arena_new();
    const struct text items[] = {TEXT("a"), TEXT("b"), TEXT("c")};
    struct text_list list = {items, 3};
    is_text(phrases_list(arena, english, SAID_LIST_AND, &list), "a, b and c", "lists");
    list.count = 1;
    is_text(phrases_list(arena, english, SAID_LIST_OR, &list), "a", "lists of one");
    is_text(phrases_capital(arena, TEXT("élan")), "Élan", "capitals of two bytes");
    is_text(phrases_capital(arena, TEXT("über")), "Über", "and others");
    is_text(phrases_capital(arena, TEXT("–")), "–", "what is no letter stays");
    is_text(phrases_decimal(arena, english, (struct decimal){-1234567850, 3}), "-1,234,567.85",
            "figures");
    is_text(phrases_length(arena, english, 5400500000), "1 hour 30 minutes 0.5 seconds", "lengths");
    is_text(phrases_length(arena, english, 0), "0 minutes", "no length");
    struct ast_money money = {{12500, 2}, "GBP"}, yen = {{12500, 0}, "JPY"};
    is_text(phrases_money(arena, english, &money), "GBP 125", "whole money");
    money.amount.digits = 12550;
    is_text(phrases_money(arena, english, &money), "GBP 125.50", "money with all its digits");
    is_text(phrases_money(arena, english, &yen), "JPY 12,500", "money without a minor unit");
    arena_free(arena);
}

int main(void)
{
    struct checked checked = {0};
    every_kind_has_a_row();
    counted_phrases_have_numbers();
    wrapping();
    if (tap_ok(check(&checked, everything), "%s is accepted", everything)) {
        every_kind_is_said(&checked);
        no_word_is_in_the_code(&checked);
        the_same_bytes(&checked);
    }
    return tap_end();
}

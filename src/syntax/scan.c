/* scan.c - words, marks, and what is no part of the language. */
#include "syntax/scan.h"

#include <string.h>

#include "grammar/charter.tab.h"

struct span scan_span(const struct scan *scan)
{
    return run_span(scan->run, scan->base + scan->from, scan->base + scan->to);
}

struct text scan_text(const struct scan *scan)
{
    return run_text(scan->run, scan_span(scan));
}

static void note_indent(struct scan *scan)
{
    if (!scan->indent_known)
        scan->indent = (uint32_t)(scan->from - scan->line_start);
    scan->indent_known = true;
}

void scan_open(struct scan *scan)
{
    note_indent(scan);
    scan->opening = scan->from;
}

void scan_push(struct scan *scan, enum token_sort sort, int kind, struct node *value)
{
    note_indent(scan);
    struct token token = {.sort = sort,
                          .kind = kind,
                          .span = scan_span(scan),
                          .lines = scan->lines,
                          .indent = scan->indent,
                          .stained = scan->stain,
                          .value = value};
    VECTOR_PUSH(scan->run->arena, &scan->tokens, token);
    scan->lines = 0;
    scan->stain = false;
}

/* ---------- letters ---------- */

bool scan_is_letter(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
#define LETTERS(from, to) {from, to},
#include "syntax/letters.def"
    };
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].from <= code)
            low = middle;
        else
            high = middle;
    }
    return ranges[low].from <= code && code <= ranges[low].to;
}

/* The code point at I of valid UTF-8; I moves behind it. */
static uint32_t next_code(struct text text, size_t *i)
{
    unsigned char lead = (unsigned char)text.at[(*i)++];
    if (lead < 0x80)
        return lead;
    uint32_t code = lead >= 0xf0 ? lead & 0x07u : lead >= 0xe0 ? lead & 0x0fu : lead & 0x1fu;
    while (*i < text.len && ((unsigned char)text.at[*i] & 0xc0) == 0x80)
        code = code << 6 | ((unsigned char)text.at[(*i)++] & 0x3fu);
    return code;
}

size_t scan_word_length(const struct scan *scan)
{
    struct text text = scan_text(scan);
    size_t plain = 0;
    while (plain < text.len && (unsigned char)text.at[plain] < 0x80)
        plain++;
    for (size_t i = plain, next = plain; i < text.len; i = next)
        if (next_code(text, &next) >= 0x80) {
            size_t again = i;
            if (!scan_is_letter(next_code(text, &again)))
                return i;
        }
    return text.len;
}

/* ---------- words ---------- */

static bool is_currency(struct text code)
{
    static const char codes[][4] = {
#define CURRENCY(code, digits) #code,
#include "charter/currencies.def"
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_is(code, codes[i]))
            return true;
    return false;
}

static int word_kind(const struct scan *scan, struct text text)
{
    const struct word_entry *entry = map_find(scan->run->words, text);
    if (entry)
        return entry->kind;
    return text.len == 3 && text.at[0] >= 'A' && text.at[0] <= 'Z' && is_currency(text)
               ? TOK_A_CURRENCY
               : TOK_A_NAME;
}

void scan_word(struct scan *scan)
{
    int kind = word_kind(scan, scan_text(scan));
    bool name = kind == TOK_A_NAME || kind == TOK_A_CURRENCY;
    scan_push(scan, name ? TOKEN_NAME : TOKEN_WORD, kind, NULL);
}

static bool has_hyphen(struct text text)
{
    return text.len && memchr(text.at, '-', text.len) != NULL;
}

static size_t digits_in_front(struct text text)
{
    size_t i = 0;
    while (i < text.len && ((text.at[i] >= '0' && text.at[i] <= '9') || text.at[i] == '.'))
        i++;
    return i;
}

/* `128GiB` is 128 and GiB: reported, and read as the two. */
static void split(struct scan *scan, size_t digits)
{
    size_t from = scan->from, to = scan->to;
    scan->to = from + digits;
    scan_number(scan);
    scan->from = scan->to;
    scan->to = to;
    scan->stain = true;
    scan_word(scan);
    scan->from = from;
}

void scan_digits_and_word(struct scan *scan)
{
    struct text text = scan_text(scan);
    size_t digits = digits_in_front(text);
    if (has_hyphen(text)) {
        scan_push(scan, TOKEN_NAME, TOK_A_NAME, NULL);
        return;
    }
    if (digits == text.len) { /* what followed the digits was no letter */
        scan_number(scan);
        return;
    }
    struct text word = text_slice(text, digits, text.len);
    if (text_is(word, "am") || text_is(word, "pm")) {
        scan_time(scan);
        return;
    }
    struct diagnostic *d =
        complain(scan->run, DIAG_BAD_NUMBER, scan_span(scan),
                 "`" TEXT_FMT "` is neither a number nor a name", TEXT_ARG(text));
    complain_hint(scan->run, d,
                  "Put a space between a number and its unit; a name begins with a letter, or "
                  "has a `-` in it.");
    scan->stain = true;
    if (!map_find(scan->run->words, word))
        scan_push(scan, TOKEN_NAME, TOK_A_NAME, NULL);
    else
        split(scan, digits);
    scan->stain = true; /* what follows need not fit either */
}

/* ---------- what the language does not use ---------- */

static void push_words(struct scan *scan, const int *kinds)
{
    for (; *kinds; kinds++)
        scan_push(scan, TOKEN_BAD, *kinds, NULL);
}

static void complain_character(struct scan *scan, struct text text, const char *hint)
{
    struct diagnostic *d = complain(scan->run, DIAG_BAD_CHARACTER, scan_span(scan),
                                    "`" TEXT_FMT "` means nothing here", TEXT_ARG(text));
    if (hint)
        complain_hint(scan->run, d, "%s", hint);
    scan->stain = true;
}

/* Signs that other languages have for words: reported, and read as the words. */
static bool push_operator(struct scan *scan, struct text text)
{
    static const struct {
        const char *written, *hint;
        int kinds[4];
    } rows[] = {
        {"=", "Write `is`.", {TOK_IS}},
        {"==", "Write `is`.", {TOK_IS}},
        {"!=", "Write `is not`.", {TOK_IS, TOK_NOT}},
        {"<>", "Write `is not`.", {TOK_IS, TOK_NOT}},
        {"≠", "Write `is not`.", {TOK_IS, TOK_NOT}},
        {">=", "Write `is at least`.", {TOK_IS, TOK_AT, TOK_LEAST}},
        {"=>", "Write `is at least`.", {TOK_IS, TOK_AT, TOK_LEAST}},
        {"≥", "Write `is at least`.", {TOK_IS, TOK_AT, TOK_LEAST}},
        {"<=", "Write `is at most`.", {TOK_IS, TOK_AT, TOK_MOST}},
        {"=<", "Write `is at most`.", {TOK_IS, TOK_AT, TOK_MOST}},
        {"≤", "Write `is at most`.", {TOK_IS, TOK_AT, TOK_MOST}},
        {">", "Write `is more than`.", {TOK_IS, TOK_MORE, TOK_THAN}},
        {"<", "Write `is less than`.", {TOK_IS, TOK_LESS, TOK_THAN}},
        {"&&", "Write `and`.", {TOK_AND}},
        {"&", "Write `and`.", {TOK_AND}},
        {"||", "Write `or`.", {TOK_OR}},
        {"|", "Write `or`.", {TOK_OR}},
        {"!", "Write `not`.", {TOK_NOT}},
        {"24/7", "Round the clock is `always`, as in `open always`.", {TOK_ALWAYS}},
        {"–", "A range is written with `to`, as in `08:00 to 18:00`.", {TOK_TO}},
        {"—", "A range is written with `to`, as in `08:00 to 18:00`.", {TOK_TO}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_is(text, rows[i].written)) {
            complain_character(scan, text, rows[i].hint);
            push_words(scan, rows[i].kinds);
            return true;
        }
    return false;
}

static bool is_wide_space(struct text text)
{
    size_t i = 0;
    uint32_t code = text.len ? next_code(text, &i) : 0;
    return code == 0xa0 || (code >= 0x2000 && code <= 0x200a) || code == 0x202f || code == 0x205f ||
           code == 0x3000;
}

static const char *hint_for(struct text text)
{
    static const struct {
        const char *written, *hint;
    } rows[] = {
        {"£", "Money names its currency, as in `GBP 12500`."},
        {"€", "Money names its currency, as in `EUR 12500`."},
        {"¥", "Money names its currency, as in `JPY 12500`."},
        {"•", "Lines need no mark in front of them."},
        {"…", "The three dots stand for something that is to be written out."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_is(text, rows[i].written))
            return rows[i].hint;
    return NULL;
}

void scan_bad(struct scan *scan, const char *hint)
{
    struct text text = scan_text(scan);
    if (is_wide_space(text))
        return;
    if (push_operator(scan, text))
        return;
    complain_character(scan, text, hint ? hint : hint_for(text));
}

void scan_lone_percent(struct scan *scan)
{
    struct diagnostic *d = complain(scan->run, DIAG_BAD_CHARACTER, scan_span(scan),
                                    "`%%` stands apart from its number");
    complain_hint(scan->run, d, "Write the sign right behind the number, as in `95%%`.");
    struct token *last = scan->tokens.count ? &scan->tokens.at[scan->tokens.count - 1] : NULL;
    if (!last || (last->kind != TOK_A_WHOLE && last->kind != TOK_A_DECIMAL))
        return;
    last->kind = TOK_A_PERCENT;
    last->value->kind = NODE_PERCENT;
}

/* ---------- bytes that no text may hold ---------- */

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7f;
}

/* Marks that turn the direction of writing or can't be seen: what is read is not what is shown. */
static bool is_invisible(uint32_t code)
{
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200e || code == 0x200f || code == 0x061c || code == 0x200b || code == 0x2060 ||
           code == 0xfeff;
}

struct dirt {
    size_t controls, broken, invisible; /* how many */
    size_t control, bad, hidden;        /* the first of each */
    uint32_t code;                      /* of the first hidden */
};

static void blank(char *copy, size_t from, size_t to)
{
    memset(copy + from, ' ', to - from);
}

static void clean_code(struct text bytes, size_t *i, char *copy, struct dirt *dirt)
{
    size_t from = *i;
    uint32_t code = next_code(bytes, i);
    if (!is_invisible(code))
        return;
    if (!dirt->invisible++) {
        dirt->hidden = from;
        dirt->code = code;
    }
    blank(copy, from, *i);
}

static void clean_ascii(struct text bytes, size_t i, char *copy, struct dirt *dirt)
{
    if (!is_control((unsigned char)bytes.at[i]))
        return;
    if (!dirt->controls++)
        dirt->control = i;
    blank(copy, i, i + 1);
}

/* One run of valid UTF-8, up to GOOD. */
static void clean_run(struct text bytes, size_t *i, char *copy, struct dirt *dirt)
{
    if ((unsigned char)bytes.at[*i] >= 0x80)
        clean_code(bytes, i, copy, dirt);
    else
        clean_ascii(bytes, (*i)++, copy, dirt);
}

static void report_dirt(struct run *run, const struct dirt *dirt, size_t base)
{
    struct diagnostic *d;
    run->spoiled = run->spoiled || dirt->broken || dirt->controls || dirt->invisible;
    if (dirt->broken) {
        d = complain(run, DIAG_BAD_ENCODING, run_span(run, base + dirt->bad, base + dirt->bad + 1),
                     "%zu byte%s not UTF-8, here the first", dirt->broken,
                     dirt->broken == 1 ? " is" : "s are");
        bool wide = dirt->bad == 0 && dirt->controls;
        complain_hint(run, d, "%sSave the file with the encoding UTF-8.",
                      wide ? "This looks like UTF-16. " : "");
    }
    if (dirt->controls) {
        d = complain(run, DIAG_CONTROL_BYTE,
                     run_span(run, base + dirt->control, base + dirt->control + 1),
                     "%zu control byte%s in the text, here the first (number %u)", dirt->controls,
                     dirt->controls == 1 ? "" : "s",
                     (unsigned)(unsigned char)run->bytes.at[base + dirt->control]);
        complain_hint(run, d, "Is this file a text, saved as UTF-8?");
    }
    if (dirt->invisible) {
        size_t from = base + dirt->hidden;
        d = complain(run, DIAG_INVISIBLE_CHARACTER,
                     run_span(run, from, from + (dirt->code < 0x800 ? 2 : 3)),
                     "invisible character U+%04X", (unsigned)dirt->code);
        complain_hint(run, d,
                      "It can make a text read otherwise than it is. Delete it (there %s %zu).",
                      dirt->invisible == 1 ? "is" : "are", dirt->invisible);
    }
}

char *scan_clean(struct run *run, struct text bytes, size_t base)
{
    char *copy = arena_alloc(run->arena, bytes.len + 2);
    struct dirt dirt = {0};
    size_t i = 0, good = 0;
    if (bytes.len)
        memcpy(copy, bytes.at, bytes.len);
    if (base == 0 && text_starts(bytes, TEXT("\xEF\xBB\xBF"))) {
        blank(copy, 0, 3);
        i = good = 3;
    }
    while (i < bytes.len) {
        if (i >= good)
            good = i + text_find_bad_utf8(text_slice(bytes, i, bytes.len));
        if (i < good) {
            clean_run(bytes, &i, copy, &dirt);
        } else {
            dirt.bad = dirt.broken++ ? dirt.bad : i;
            blank(copy, i, i + 1);
            i++;
        }
    }
    report_dirt(run, &dirt, base);
    return copy;
}

/* try_mistakes.c - part of the build: try_mistakes FILE >mistakes.c
 *
 * Reads the sentences of grammar/mistakes.txt (its head says how they are written), runs each
 * through the parser to where it fails, and writes a row for it (src/syntax/mistakes.h). Fails if a
 * sentence no longer fails at the place that it marks, or if two sentences lead to the same row.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/charter.tab.h"
#include "syntax/mistakes.h"

const struct mistake mistake_rows[] = {{0}}; /* the parser is tried without any */

struct frame {
    struct text name, before, behind;
};

/* What the lines of one row say. */
struct row {
    struct text code, says, hint, behind;
    enum mistake_match match;
    bool match_said;
    int from, to;  /* of `at`, from 1; 0: not said */
    int reads;     /* of `reads` */
    bool is_given; /* `gives`: the message is made elsewhere */
};

struct sentence {
    struct text frame, words;
    size_t line;
};

struct tool {
    struct arena *arena;
    const char *path;
    size_t line;
    VECTOR(struct frame) frames;
    struct row row;
    VECTOR(struct sentence) sentences; /* of the row */
    VECTOR(struct mistake) written;    /* all rows so far */
    bool failed;
};

static void fail(struct tool *tool, size_t line, const char *what, struct text about)
{
    fprintf(stderr, "%s:%zu: %s: %.*s\n", tool->path, line, what, TEXT_ARG(about));
    tool->failed = true;
}

/* ---------- a sentence as a text ---------- */

#define OPENS "\xc2\xab"        /* « */
#define CLOSES "\xc2\xbb"       /* » */
#define REFUSED "\xe2\x80\xb8"  /* ‸ */
#define LINE_END "\xe2\x8f\x8e" /* ⏎ */

struct marked {
    struct buffer bytes;
    size_t from, to, refused; /* offsets; SIZE_MAX where the mark is missing */
};

static void put_marked(struct marked *marked, struct text words)
{
    static const char *const marks[] = {OPENS, CLOSES, REFUSED, LINE_END};
    size_t *places[] = {&marked->from, &marked->to, &marked->refused};
    for (size_t i = 0; i < words.len;) {
        struct text rest = text_slice(words, i, words.len);
        size_t m = 0;
        while (m < 4 && !text_starts(rest, text_of(marks[m])))
            m++;
        if (m < 3)
            *places[m] = marked->bytes.len;
        else
            buffer_putc(&marked->bytes, m == 3 ? '\n' : words.at[i]);
        i += m < 4 ? strlen(marks[m]) : 1;
    }
}

static struct marked marked_of(const struct frame *frame, const struct sentence *sentence)
{
    struct marked marked = {.from = SIZE_MAX, .to = SIZE_MAX, .refused = SIZE_MAX};
    put_marked(&marked, frame->before);
    put_marked(&marked, sentence->words);
    put_marked(&marked, frame->behind);
    return marked;
}

/* ---------- trying it ---------- */

struct attempt {
    struct parser *parser;
    struct sink sink;
    size_t first, count, found; /* the tokens that are marked; the refused among them */
};

static void find_tokens(struct attempt *attempt, const struct marked *marked)
{
    const struct parser *parser = attempt->parser;
    size_t i = 0;
    while (i + 1 < parser->count && parser->tokens[i].span.from < marked->from)
        i++;
    attempt->first = i;
    while (i + 1 < parser->count && parser->tokens[i].span.from < marked->to)
        i++;
    if (i == attempt->first || (parser->tokens[i].span.from < marked->to))
        i++; /* the end of the text */
    attempt->count = i - attempt->first;
    attempt->found = attempt->count - 1;
    for (size_t k = 0; k < attempt->count; k++)
        if (parser->tokens[attempt->first + k].span.from == marked->refused)
            attempt->found = k;
}

static void try(struct tool *tool, const struct marked *marked, enum syntax_start start,
                struct attempt *attempt)
{
    struct sources *sources = sources_new(tool->arena);
    struct text bytes = text_copy(tool->arena, buffer_text(&marked->bytes));
    uint32_t source = sources_add(sources, TEXT("sentence"), bytes);
    sink_init(&attempt->sink, tool->arena);
    struct syntax_input input = {sources, source, start, tool->arena, &attempt->sink};
    attempt->parser = syntax_try(&input);
    find_tokens(attempt, marked);
}

/* The first error has to stand in the mark; one of the parser at the very token. */
static bool is_right(const struct tool *tool, const struct attempt *attempt,
                     const struct marked *marked)
{
    if (!attempt->sink.list.count)
        return false;
    const struct unexpected *failure = attempt->parser->failure;
    struct span span = attempt->sink.list.at[0]->span;
    if (tool->row.is_given)
        return span.from >= marked->from && span.from <= marked->to;
    return failure && failure->look == attempt->first + attempt->found;
}

/* ---------- writing its row ---------- */

static bool find_state(struct tool *tool, const struct unexpected *failure, int *state)
{
    *state = failure->states[failure->state_count - 1];
    if (!tool->row.behind.len)
        return true;
    for (size_t i = 0; i < failure->state_count; i++)
        if (text_is(tool->row.behind, charter_state_symbol(failure->states[i]))) {
            *state = failure->states[i];
            return true;
        }
    return false;
}

/* The refused token as the row says; a name among the others stands for any. */
static struct mistake_token token_of(struct tool *tool, const struct attempt *attempt, size_t i)
{
    const struct token *token = &attempt->parser->tokens[attempt->first + i];
    struct mistake_token out = {MATCH_KIND, token->kind, "", i > 0 && !token->lines};
    if (i != attempt->found)
        return out;
    out.match = tool->row.match_said        ? tool->row.match
                : token->kind == TOK_A_NAME ? MATCH_TEXT
                                            : MATCH_KIND;
    if (out.match == MATCH_TEXT)
        out.text = text_cstr(tool->arena, run_text(attempt->parser->run, token->span));
    return out;
}

static bool same_row(const struct mistake *a, const struct mistake *b)
{
    if (a->state != b->state || a->count != b->count || a->found != b->found)
        return false;
    for (int i = 0; i < a->count; i++)
        if (a->tokens[i].match != b->tokens[i].match || a->tokens[i].kind != b->tokens[i].kind ||
            strcmp(a->tokens[i].text, b->tokens[i].text) != 0)
            return false;
    return true;
}

static void write_quoted(const char *words)
{
    putchar('"');
    for (; *words; words++)
        printf(*words == '"' || *words == '\\' ? "\\%c" : "%c", *words);
    putchar('"');
}

static void write_row(const struct mistake *row)
{
    printf("    {%d, {", row->state);
    for (int i = 0; i < row->count; i++) {
        printf("{(enum mistake_match)%d, %d, ", (int)row->tokens[i].match, row->tokens[i].kind);
        write_quoted(row->tokens[i].text);
        printf(", %d}, ", row->tokens[i].same_line);
    }
    printf("}, %d, %d, %d, %d, (enum diagnostic_code)%d, %d,\n     ", row->count, row->found,
           row->from, row->to, (int)row->code, row->reads);
    write_quoted(row->says);
    printf(",\n     ");
    write_quoted(row->hint);
    printf("},\n");
}

static void add_row(struct tool *tool, const struct sentence *sentence,
                    const struct attempt *attempt)
{
    struct mistake row = {
        .count = (int)attempt->count, .found = (int)attempt->found, .reads = tool->row.reads};
    if (attempt->count > MISTAKE_TOKENS_MOST) {
        fail(tool, sentence->line, "too many tokens are marked", sentence->words);
        return;
    }
    if (!diagnostic_code_find(tool->row.code, &row.code))
        fail(tool, sentence->line, "no such code", tool->row.code);
    if (!find_state(tool, attempt->parser->failure, &row.state))
        fail(tool, sentence->line, "the parser does not get there", tool->row.behind);
    for (size_t i = 0; i < attempt->count; i++)
        row.tokens[i] = token_of(tool, attempt, i);
    row.from = tool->row.from ? tool->row.from - 1 : row.found;
    row.to = tool->row.to ? tool->row.to - 1 : row.found;
    row.says = text_cstr(tool->arena, tool->row.says);
    row.hint = text_cstr(tool->arena, tool->row.hint);
    for (size_t i = 0; i < tool->written.count; i++)
        if (same_row(&tool->written.at[i], &row)) {
            bool same = strcmp(tool->written.at[i].says, row.says) == 0;
            if (!same)
                fail(tool, sentence->line, "leads where another row leads", sentence->words);
            return;
        }
    VECTOR_PUSH(tool->arena, &tool->written, row);
}

static void do_framed(struct tool *tool, const struct sentence *sentence, const struct frame *frame,
                      enum syntax_start start)
{
    struct marked marked = marked_of(frame, sentence);
    struct attempt attempt = {0};
    try(tool, &marked, start, &attempt);
    if (marked.from == SIZE_MAX || marked.to == SIZE_MAX)
        fail(tool, sentence->line, "no place is marked", sentence->words);
    else if (!is_right(tool, &attempt, &marked))
        fail(tool, sentence->line, "there is no error at the place that is marked",
             buffer_text(&marked.bytes));
    else if (!tool->row.is_given)
        add_row(tool, sentence, &attempt);
    buffer_fini(&marked.bytes);
}

/* In all its frames; between blocks also as the text of a what-if. */
static void do_sentence(struct tool *tool, const struct sentence *sentence)
{
    bool found = false;
    for (size_t i = 0; i < tool->frames.count; i++) {
        const struct frame *frame = &tool->frames.at[i];
        if (!text_equal(frame->name, sentence->frame))
            continue;
        found = true;
        do_framed(tool, sentence, frame, SYNTAX_FILE);
        if (!frame->before.len)
            do_framed(tool, sentence, frame, SYNTAX_SUPPOSE);
    }
    if (!found)
        fail(tool, sentence->line, "no such frame", sentence->frame);
}

static void end_row(struct tool *tool)
{
    for (size_t i = 0; i < tool->sentences.count; i++)
        do_sentence(tool, &tool->sentences.at[i]);
    tool->sentences.count = 0;
    tool->row = (struct row){0};
}

/* ---------- reading ---------- */

/* The first word of LINE; the rest stays in it. */
static struct text take_word(struct text *line)
{
    size_t end = 0;
    while (end < line->len && line->at[end] != ' ')
        end++;
    struct text word = text_slice(*line, 0, end);
    *line = text_trim(text_slice(*line, end, line->len));
    return word;
}

/* `frame NAME before … behind`, with … for the sentence. */
static void read_frame(struct tool *tool, struct text rest)
{
    static const char gap[] = "\xe2\x80\xa6"; /* … */
    struct frame frame = {.name = take_word(&rest)};
    size_t i = 0;
    while (i < rest.len && !text_starts(text_slice(rest, i, rest.len), text_of(gap)))
        i++;
    frame.before = text_slice(rest, 0, i);
    frame.behind = text_slice(rest, i + strlen(gap), rest.len);
    VECTOR_PUSH(tool->arena, &tool->frames, frame);
}

static void read_match(struct tool *tool, struct text word)
{
    static const char *const words[] = {"kind", "text", "word", "any"};
    size_t i = 0;
    while (i < 4 && !text_is(word, words[i]))
        i++;
    if (i == 4)
        fail(tool, tool->line, "`for` kind, text, word or any", word);
    tool->row.match = (enum mistake_match)i;
    tool->row.match_said = true;
}

static void read_reads(struct tool *tool, struct text word)
{
    int kind = TOK_PAREN_OPEN;
    while (kind <= charter_token_last() && !text_is(word, charter_token_name(kind)))
        kind++;
    if (text_is(word, "nothing"))
        kind = READS_NOTHING;
    else if (kind > charter_token_last())
        fail(tool, tool->line, "no token is called so", word);
    tool->row.reads = kind;
}

static void read_place(struct tool *tool, struct text rest)
{
    tool->row.from = rest.len ? rest.at[0] - '0' : 0;
    tool->row.to = rest.len ? rest.at[rest.len - 1] - '0' : 0;
}

static void read_sentence(struct tool *tool, struct text frame, struct text rest)
{
    struct text bar = take_word(&rest);
    struct sentence sentence = {frame, rest, tool->line};
    if (text_is(bar, "|"))
        VECTOR_PUSH(tool->arena, &tool->sentences, sentence);
    else
        fail(tool, tool->line, "neither a sentence nor a line of a row", frame);
}

static void read_line(struct tool *tool, struct text line)
{
    line = text_trim(line);
    if (!line.len || line.at[0] == '#')
        return;
    struct text word = take_word(&line);
    if (text_is(word, "frame"))
        read_frame(tool, line);
    else if (text_starts(word, TEXT("CHR"))) {
        end_row(tool);
        tool->row.code = word;
    } else if (text_is(word, "says"))
        tool->row.says = line;
    else if (text_is(word, "try"))
        tool->row.hint = line;
    else if (text_is(word, "gives"))
        tool->row.is_given = true;
    else if (text_is(word, "behind"))
        tool->row.behind = line;
    else if (text_is(word, "for"))
        read_match(tool, line);
    else if (text_is(word, "reads"))
        read_reads(tool, line);
    else if (text_is(word, "at"))
        read_place(tool, line);
    else
        read_sentence(tool, word, line);
}

static void read_all(struct tool *tool, struct text bytes)
{
    while (bytes.len) {
        size_t end = 0;
        while (end < bytes.len && bytes.at[end] != '\n')
            end++;
        tool->line++;
        read_line(tool, text_slice(bytes, 0, end));
        bytes = text_slice(bytes, end < bytes.len ? end + 1 : end, bytes.len);
    }
    end_row(tool);
}

static bool slurp(const char *path, struct buffer *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t got = file ? 1 : 0;
    while (got) {
        got = fread(buffer_reserve(bytes, 4096), 1, 4096, file);
        bytes->len += got;
    }
    return file && fclose(file) == 0;
}

int main(int argc, char **argv)
{
    struct tool tool = {.arena = arena_new(), .path = argc == 2 ? argv[1] : ""};
    struct buffer bytes = {0};
    if (argc != 2 || !slurp(argv[1], &bytes)) {
        fprintf(stderr, "try_mistakes: FILE can't be read\n");
        return EXIT_FAILURE;
    }
    read_all(&tool, buffer_text(&bytes));
    printf("#include \"syntax/mistakes.h\"\n\nconst struct mistake mistake_rows[] = {\n");
    for (size_t i = 0; i < tool.written.count; i++)
        write_row(&tool.written.at[i]);
    printf("    {0},\n};\n");
    buffer_fini(&bytes);
    arena_free(tool.arena);
    return tool.failed || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

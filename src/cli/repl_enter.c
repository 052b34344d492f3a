/* repl_enter.c - what is entered: one line, or as many as belong together. */
#include "cli/repl_parts.h"
#include "syntax/syntax.h"

/* ---- commands without their colon ---- */

/* What other programs call these commands. */
static const struct {
    const char *word, *command;
} aliases[] = {{"?", ":help"}, {"exit", ":quit"}, {"q", ":quit"}, {"bye", ":quit"}};

/* Could a query begin with WORD? */
static bool is_word_of_queries(struct repl *repl, struct text word)
{
    struct syntax_expected expected = syntax_expected(TEXT(""), SYNTAX_QUERY, repl->arena);
    for (size_t i = 0; i < expected.count; i++)
        if (!expected.at[i].is_kind && text_equal(expected.at[i].text, word))
            return true;
    return false;
}

const char *repl_lacks_colon(struct repl *repl, struct text entered)
{
    struct text word = text_trim(entered);
    const char *name;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (text_is(word, aliases[i].word))
            return aliases[i].command;
    for (size_t i = 0; (name = repl_command_name(repl, i)); i++)
        if (text_is(word, name + 1))
            return is_word_of_queries(repl, word) ? NULL : name;
    return NULL;
}

/* ---- lines that belong together ---- */

/* An empty line in the middle of something: whoever sent it does not know how to go on. */
static void say_expected(struct repl *repl, struct text entered)
{
    enum { SHOWN_MOST = 6 };
    struct syntax_expected expected = syntax_expected(entered, SYNTAX_QUERY, repl->arena);
    size_t shown = expected.count > SHOWN_MOST ? 0 : expected.count;
    buffer_puts(&repl->out, "        this goes on");
    for (size_t i = 0; i < shown; i++) {
        const char *quote = expected.at[i].is_kind ? "" : "`";
        buffer_format(&repl->out, "%s%s" TEXT_FMT "%s",
                      i == 0           ? ", with "
                      : i + 1 == shown ? " or "
                                       : ", ",
                      quote, TEXT_ARG(expected.at[i].text), quote);
    }
    buffer_puts(&repl->out, "; Ctrl-C gives it up\n");
    repl_flush(repl);
}

static bool goes_on(struct repl *repl, struct text entered, struct arena *scratch)
{
    struct text all = text_trim(entered);
    bool more = all.len && all.at[0] != ':' && all.at[0] != '#' && !repl_lacks_colon(repl, all) &&
                syntax_probe(entered, SYNTAX_QUERY, scratch) == SYNTAX_MORE;
    arena_reset(scratch);
    return more;
}

bool repl_enter(struct repl *repl, struct buffer *entered)
{
    struct text line;
    struct arena *scratch = arena_new();
    bool more = true;
    entered->len = 0;
    for (const char *prompt = "charter> "; more; prompt = "    ...> ") {
        enum line_status status = line_read(repl->lines, prompt, &line);
        repl->ended = status == LINE_END;
        if (status == LINE_INTERRUPTED)
            entered->len = 0;
        if (status != LINE_READ)
            break;
        if (entered->len)
            buffer_putc(entered, '\n');
        buffer_put(entered, line);
        more = goes_on(repl, buffer_text(entered), scratch);
        if (more && !text_trim(line).len && line_is_interactive(repl->lines))
            say_expected(repl, buffer_text(entered));
    }
    arena_free(scratch);
    return text_trim(buffer_text(entered)).len > 0;
}

/* syntax.h - from the bytes of a charter, a query or a quote to its tree or its tokens.
 *
 * Mistakes go to the sink, each with its place, at most SYNTAX_ERRORS_MOST a call; the parser goes
 * on behind each, so that one run finds many. Spans point into the source as it was handed in, a
 * byte order mark included. Does not read files, resolve names or follow `use`.
 */
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/map.h"
#include "charter/ast.h"

enum syntax_start {
    SYNTAX_FILE,    /* a charter or a library: NODE_FILE */
    SYNTAX_QUERY,   /* one query: its node, see the end of charter/ast.def */
    SYNTAX_SUPPOSE, /* the changes of a what-if: NODE_SUPPOSE */
    SYNTAX_QUOTE    /* what stands between the braces of a text: one of ANY_QUOTE */
};

enum { SYNTAX_ERRORS_MOST = 100 }; /* what is behind that many is not read */

/* What is parsed, and where the result goes. The tree lives in ARENA and borrows the bytes of the
 * source, which live as long as SOURCES. */
struct syntax_input {
    const struct sources *sources;
    uint32_t source;
    enum syntax_start start;
    struct arena *arena;
    struct sink *sink;
};

/* The tree. FILE and SUPPOSE always give one, `broken` if there was an error; QUERY and QUOTE give
 * NULL after an error. */
struct node *syntax_parse(const struct syntax_input *input);

/* What a text with errors may have said and the tree does not. */
struct syntax_loss {
    bool no_text;            /* bytes were blanked out: the tree means nothing */
    bool rest;               /* from some place on nothing was read */
    bool file;               /* what a `use` names may be among it */
    bool declaration;        /* what one declaration or more would have declared is not known */
    const struct map *words; /* all words that were passed over, and words that stand side by side
                                joined by `-`; a title counts as the name it may stand for */
};

/* The same, and what was lost. The tree keeps to the rows of ast.def even after errors: what was
 * not read whole is not in it, a block that lacks something is `broken`, and a name or title that
 * could not be read is made up and has no place (its source is SOURCE_NONE). */
struct node *syntax_salvage(const struct syntax_input *input, struct syntax_loss *loss);

/* ---------- tokens, for the formatter and for `debug lex` ---------- */

enum token_sort {
    TOKEN_WORD,    /* a word of the language, wherever it stands (it may be used as a name) */
    TOKEN_NAME,    /* any other name */
    TOKEN_LITERAL, /* number, percentage, date, time, zone, currency, … */
    TOKEN_TEXT,    /* "…" or """…""", quotation marks included */
    TOKEN_MARK,    /* ( ) , - + */
    TOKEN_COMMENT, /* from # to the end of its line, the line end and blanks before it not included
                    */
    TOKEN_BAD      /* characters that the language does not use (reported) */
};

struct token {
    enum token_sort sort;
    int kind;         /* the parser's number of it; 0 for a comment */
    struct span span; /* not empty */
    uint32_t lines;   /* line ends between the token or comment before it and this one */
    uint32_t indent;  /* bytes before the first token or comment of its line */
    bool stained; /* it, or characters just before it, were reported as no part of the language */
    bool unread;  /* the parser passed over it after an error, or took it back */
    struct node *value; /* of a literal or a text, else NULL */
};

struct tokens {
    struct token *at; /* in the order of the text, comments among them */
    size_t count;
    uint32_t lines; /* line ends behind the last */
};

/* All tokens of a source; `start` is not looked at. With a NULL sink nothing is reported. */
struct tokens syntax_tokens(const struct syntax_input *input);

/* The parser's name of a token kind: "within", "a name", "a date". */
const char *token_kind_name(int kind);

/* ---------- input that comes line by line ---------- */

enum syntax_state {
    SYNTAX_COMPLETE, /* can be parsed as it stands */
    SYNTAX_MORE,     /* right so far, but it can't end here */
    SYNTAX_WRONG     /* no more text can mend it */
};

/* Where TEXT stands as START; reports nothing. SCRATCH may be reset afterwards. */
enum syntax_state syntax_probe(struct text text, enum syntax_start start, struct arena *scratch);

/* ---------- what may come next, for completion ---------- */

/* A word of the language, or what a literal or a name is called: "a name", "a date". */
struct syntax_word {
    struct text text;
    bool is_kind;
};

struct syntax_expected {
    bool wrong;     /* the text is wrong before that place, or ends in a text or a comment:
                       nothing is expected */
    bool wants_end; /* it may end there */
    uint32_t
        from; /* where what is expected begins: behind the text, or at a word that it ends with */
    struct syntax_word *at; /* words in the order of the grammar, then kinds */
    size_t count;
};

/* What could go on where TEXT ends, read as START. If it ends with a word, that word is taken as
 * begun: the words are those that begin like it, and kinds stand for what it may become. A word
 * that could stand there only as somebody's name is not among them. */
struct syntax_expected syntax_expected(struct text text, enum syntax_start start,
                                       struct arena *arena);

/* ---------- dumps (charter debug lex, charter debug ast) ---------- */

/* One line a token: LINE:COLUMN, sort, kind, text. */
void syntax_dump_tokens(const struct sources *sources, const struct tokens *tokens,
                        struct buffer *out);

/* One line a node, two columns deeper than what holds it: slot, label, value. Stable: the same
 * tree gives the same lines, whatever its layout was (places are not shown). */
void syntax_dump_tree(const struct node *root, struct arena *scratch, struct buffer *out);

#endif

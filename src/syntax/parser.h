/* parser.h - what the scanner, the grammar and the recovery hold while one text is parsed.
 *
 * For the files of this stage and the generated parser only; others use syntax.h. No state outlives
 * a call of syntax_parse, and none is global.
 */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "base/map.h"
#include "syntax/syntax.h"

/* ---- one call of syntax_parse: shared by the text and the quotes in its texts ---- */

struct run {
    const struct sources *sources;
    uint32_t source;
    struct text bytes;
    struct arena *arena;
    struct sink *sink;        /* may be NULL: nothing is reported */
    struct diagnostic unseen; /* stands for those over SYNTAX_ERRORS_MOST, and all without a sink */
    size_t errors;            /* reported in this call */
    const struct map *words;  /* the words of the language: struct word_entry */
    bool spoiled;             /* bytes were blanked out: the grammar has nothing to add */
};

struct word_entry {
    int kind; /* the parser's number of the token */
};

bool run_is_full(const struct run *run); /* no more errors are shown */
struct text run_text(const struct run *run, struct span span);
struct span run_span(const struct run *run, size_t from, size_t to);

/* diagnose(), but for the cap. What is returned can always be given hints. */
struct diagnostic *complain(struct run *run, enum diagnostic_code code, struct span span,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));
void complain_hint(struct run *run, struct diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool complain_is_shown(const struct run *run, const struct diagnostic *diagnostic);

/* What to write at SPAN: the only thing that can be meant; one of several (diagnostic.h); NEAR for
 * the word that stands there, if it is not empty. */
void complain_fix(struct run *run, struct diagnostic *diagnostic, struct span span,
                  struct text with);
void complain_choice(struct run *run, struct diagnostic *diagnostic, struct span span,
                     struct text with);
void complain_slip(struct run *run, struct diagnostic *diagnostic, struct span span,
                   struct text near);

/* ---- semantic values of the grammar ---- */

struct list { /* in the making: the last is known, so that adding is quick */
    struct node *first, *last;
};

struct pair {
    struct node *a, *b;
};

struct body { /* of a block */
    struct node *title, *mark, *names;
    struct list items;
};

struct head {          /* of a block */
    struct node *name; /* or a title or a party; NULL where there is none */
    size_t depth;      /* of the block, from 1 */
};

struct amount {
    struct node *number;
    enum word unit;
};

struct kids {
    size_t count;
    struct node *const *at;
};

/* ---- one parse ---- */

struct block {
    struct span opened; /* the head, as far as it was read */
    size_t column;      /* indent of its first line */
    size_t inner;       /* indent of its lines; 0 if none was deeper yet */
    bool broken;
    bool doubtful; /* its first word was read as another one */
    bool hopeless; /* and its first line does not fit: it is something else */
    bool bogus;    /* no block at all: it is left out of the tree */
};

/* How a block was closed by an `end` that was written. */
struct closing {
    struct span opened, end;
    bool is_inside; /* the `end` is as deep as the lines of the block */
};

struct parser {
    struct run *run;
    struct token *tokens; /* comments left out; the last is the end */
    size_t count, at;     /* the next to hand out */
    size_t look;          /* the last handed out */
    size_t ends;          /* `end`s to hand out first, in place of missing ones */
    size_t kept;          /* offset of the token that recovery kept last, SIZE_MAX if none */
    size_t ended; /* one more than that of the token that it last put an `end` before, 0 if none */
    VECTOR(struct block) blocks;
    size_t parentheses;
    bool skipping;      /* until a line that is indented no more than `base` */
    size_t base, line;  /* columns: of the line given up, of the line at hand */
    bool deep;          /* nested too deeply: the rest is not read */
    bool quote;         /* it is a quote in a text */
    bool laid_out;      /* some line is indented deeper than what it belongs to */
    bool misnamed;      /* the last error was a reserved word in place of a name */
    bool closed_broken; /* the block closed last had an error in it */
    bool complete;      /* where the last error was, what stood before it was complete */
    bool broken;        /* an error outside of all blocks */
    bool wrong;         /* an error before the end of the text */
    bool unfinished;    /* an error at the end of the text */
    bool unclosed;      /* a text that ate the rest */
    bool in_comment;    /* the last line is one */
    size_t resume;      /* index of the token with which recovery is to go on, 0 if it is free */
    size_t corrected;   /* one more than the index of the token that was read as another one last */
    bool lost_top;      /* something between blocks was passed over */
    struct span name;   /* the last name that was read */
    struct list tops;   /* of a file, so far */
    struct closing last; /* the block closed last */
    void *room;          /* of charter_run: for trying what the parser would do */
    size_t room_count;
    const struct unexpected *failure; /* what could have come at the first error, or NULL */
    struct node *root, *closed;       /* the block closed last, outside of all others */
};

/* Parses, and gives the parser as it is then; its tree may have holes. In syntax.c. */
struct parser *syntax_try(const struct syntax_input *input);

/* A parser that has read no token of TEXT yet; nothing will be reported. In syntax.c. */
struct parser *syntax_open(struct text text, enum syntax_start start, struct arena *arena);

/* Parses all tokens (the generated parser's loop; in grammar/charter.y). */
void charter_run(struct parser *parser, enum syntax_start start);

/* Parses all tokens but the end, and gives what could come behind them: NULL if there was an error
 * before. Nothing is reported. */
const struct unexpected *charter_look_ahead(struct parser *parser, enum syntax_start start);

/* The words of the language as the grammar spells them, struct word_entry by spelling. */
const struct map *charter_words(struct arena *arena);

/* "within", "a name"; and is it one of the soft words? */
const char *charter_token_name(int kind);
bool charter_token_is_soft(int kind);

/* The symbol that was read last where the automaton is in STATE: "condition". */
const char *charter_state_symbol(int state);

/* Kinds of tokens are numbered from 258 to this. */
int charter_token_last(void);

#endif

/* syntax_make.h - texts parsed for a test, and the case files of the syntax. */
#ifndef UNIT_SYNTAX_MAKE_H
#define UNIT_SYNTAX_MAKE_H

#include "syntax/syntax.h"
#include "syntax/tree.h"

/* What came of one text; all of it lives in its own arena until parsed_free. */
struct parsed {
    struct arena *arena;
    struct sources *sources;
    uint32_t source;
    struct sink sink;
    struct node *root;
};

struct parsed parse(struct text text, enum syntax_start start);
void parsed_free(struct parsed *parsed);

/* "LINE:COLUMN CODE" of every diagnostic, with spaces between. */
struct text parsed_codes(struct parsed *parsed);

/* The tree as a dump, of a text that has to parse; a failure is a case of its own. */
struct text dump(struct parsed *parsed);

/* The bytes of a file, kept for as long as the program runs; empty if it can't be read. */
struct text slurp(const char *path);

/* The case files in tests/cases/syntax whose path contains PART, in the order of their names. */
struct paths {
    const char **at;
    size_t count, cap;
};
struct paths case_files(const char *part);

#endif

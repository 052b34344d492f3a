/* command.h - a command line taken apart, the statuses it can end with, and the verbs.
 *
 * Verbs and options are the rows of charter/verbs.def and charter/options.def; nothing here knows
 * what one of them does.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/buffer.h"
#include "base/vector.h"

/* Exit statuses (cli.md). */
enum status {
    STATUS_FINE = 0,
    STATUS_BROKEN = 1, /* a promise broken, a test failed, a finding, a difference */
    STATUS_USAGE = 2,  /* wrong usage; an output that can't be written */
    STATUS_CHARTER = 3,
    STATUS_LOG = 4,
    STATUS_UNDECIDED = 5, /* nothing to judge */
    STATUS_INTERNAL = 70
};

/* The one that counts of two: the first of 70, 2, 3, 4, 1, 5, 0. */
enum status status_of_two(enum status a, enum status b);

struct option_row {
    const char *verb, *name;
    char letter;          /* 0: none */
    const char *argument; /* "" for none; `a|b`: one of these words */
    bool many;
    const char *doc;
};

struct option_given {
    const struct option_row *row;
    const char *value; /* "" without an argument */
};

struct command;

struct verb {
    const char *name, *operands, *doc, *example;
    enum status (*run)(struct command *command);
};

struct command {
    struct arena *arena;
    const struct verb *verb;
    VECTOR(const char *) operands;
    VECTOR(struct option_given) options;
    bool wants_help;
};

/* Takes ARGUMENTS (those behind the verb) apart by the verb's options. False: wrong, and said so.
 */
bool command_parse(struct command *command, char **arguments);

/* Was it given; its value (the last), or NULL. */
bool command_has(const struct command *command, const char *option);
const char *command_value(const struct command *command, const char *option);

/* Its value is WORD. */
bool command_is(const struct command *command, const char *option, const char *word);

/* A whole number up to MOST, or OTHERWISE if it is not given. False: wrong, and said so. */
bool command_whole(const struct command *command, const char *option, uint64_t most,
                   uint64_t *value);

/* Says on standard error `charter: MESSAGE`; gives STATUS_USAGE. */
enum status command_wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* False, and said so, unless there are LEAST to MOST operands. */
bool command_operands(const struct command *command, size_t least, size_t most);

/* ---- help ---- */

const struct verb *command_find_verb(const char *name);
void command_help(const struct verb *verb_or_null, struct buffer *out);

/* The rows of the tables, in their order; NULL at the end. */
const struct verb *command_verb(size_t index);
const struct option_row *command_option(const struct verb *verb, size_t index);
struct text command_nearest_verb(const char *name); /* or the empty text */

/* ---- the verbs: one file each ---- */

#define VERB(name, operands, doc, example) enum status verb_##name(struct command *command);
#include "charter/verbs.def"

#endif

/* command.c - taking a command line apart by the two tables, and help from the same tables. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "base/diagnostic.h"
#include "cli/files.h"

static const struct verb verbs[] = {
#define VERB(name, operands, doc, example) {#name, operands, doc, example, verb_##name},
#include "charter/verbs.def"
};

enum { ONCE, MANY };

static const struct option_row options[] = {
#define OPTION(verb, name, letter, argument, often, doc)                                           \
    {#verb, name, letter, argument, often == MANY, doc},
#include "charter/options.def"
};

enum { VERB_COUNT = sizeof verbs / sizeof *verbs, OPTION_COUNT = sizeof options / sizeof *options };

enum status status_of_two(enum status a, enum status b)
{
    static const enum status order[] = {STATUS_INTERNAL, STATUS_USAGE,  STATUS_CHARTER,
                                        STATUS_LOG,      STATUS_BROKEN, STATUS_UNDECIDED,
                                        STATUS_FINE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return STATUS_INTERNAL;
}

enum status command_wrong(const char *format, ...)
{
    struct buffer line = {0};
    va_list args;
    va_start(args, format);
    buffer_puts(&line, "charter: ");
    buffer_vformat(&line, format, args);
    buffer_putc(&line, '\n');
    va_end(args);
    files_say(buffer_text(&line));
    buffer_fini(&line);
    return STATUS_USAGE;
}

/* ---------- verbs ---------- */

const struct verb *command_find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

const struct verb *command_verb(size_t index)
{
    return index < VERB_COUNT ? &verbs[index] : NULL;
}

const struct option_row *command_option(const struct verb *verb, size_t index)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (strcmp(options[i].verb, verb->name) == 0 && index-- == 0)
            return &options[i];
    return NULL;
}

struct text command_nearest_verb(const char *name)
{
    struct text names[VERB_COUNT];
    for (size_t i = 0; i < VERB_COUNT; i++)
        names[i] = text_of(verbs[i].name);
    return diagnostic_nearest(text_of(name), names, VERB_COUNT);
}

/* ---------- options ---------- */

static bool belongs(const struct option_row *row, const struct command *command)
{
    return strcmp(row->verb, command->verb->name) == 0;
}

static const struct option_row *find_option(const struct command *command, struct text name)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (belongs(&options[i], command) && text_is(name, options[i].name))
            return &options[i];
    return NULL;
}

static const struct option_row *find_letter(const struct command *command, char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (belongs(&options[i], command) && options[i].letter == letter)
            return &options[i];
    return NULL;
}

static bool unknown(const struct command *command, struct text name)
{
    struct text names[OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (belongs(&options[i], command))
            names[count++] = text_of(options[i].name);
    struct text near = diagnostic_nearest(name, names, count);
    if (near.len)
        command_wrong("`%s` has no option --" TEXT_FMT "; did you mean --" TEXT_FMT "?",
                      command->verb->name, TEXT_ARG(name), TEXT_ARG(near));
    else
        command_wrong("`%s` has no option --" TEXT_FMT "; `charter %s --help` lists them",
                      command->verb->name, TEXT_ARG(name), command->verb->name);
    return false;
}

/* Is WORD one of those in `a|b|c`? */
static bool among(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
        if (strncmp(at, word, length) == 0 && (at[length] == '|' || at[length] == '\0'))
            return length > 0;
    return false;
}

static bool take(struct command *command, const struct option_row *row, const char *value)
{
    if (!row->many && command_has(command, row->name)) {
        command_wrong("--%s is given twice", row->name);
        return false;
    }
    if (strchr(row->argument, '|') && !among(row->argument, value)) {
        command_wrong("--%s is one of %s, not `%s`", row->name, row->argument, value);
        return false;
    }
    VECTOR_PUSH(command->arena, &command->options, ((struct option_given){row, value}));
    return true;
}

/* The value of ROW: what stands behind `=`, or the next argument (*AT moves on). */
static bool take_value(struct command *command, const struct option_row *row, const char *written,
                       char ***at)
{
    if (!*row->argument) {
        if (written) {
            command_wrong("--%s takes no value", row->name);
            return false;
        }
        return take(command, row, "");
    }
    if (*row->argument == '[') /* only behind `=` */
        return take(command, row, written ? written : "");
    if (!written && !(*at)[1]) {
        command_wrong("--%s needs a value: --%s %s", row->name, row->name, row->argument);
        return false;
    }
    return take(command, row, written ? written : *++*at);
}

static bool take_long(struct command *command, char ***at)
{
    const char *name = **at + 2, *equals = strchr(name, '=');
    struct text word = {name, equals ? (size_t)(equals - name) : strlen(name)};
    if (text_is(word, "help") && !equals)
        return command->wants_help = true;
    const struct option_row *row = find_option(command, word);
    if (!row)
        return unknown(command, word);
    return take_value(command, row, equals ? equals + 1 : NULL, at);
}

static bool take_short(struct command *command, char ***at)
{
    const char *word = **at;
    if (strcmp(word, "-h") == 0)
        return command->wants_help = true;
    const struct option_row *row = find_letter(command, word[1]);
    if (!row) {
        command_wrong("`%s` has no option %s; `charter %s --help` lists them", command->verb->name,
                      word, command->verb->name);
        return false;
    }
    return take_value(command, row, word[2] ? word + 2 : NULL, at);
}

bool command_parse(struct command *command, char **arguments)
{
    bool only_operands = false;
    for (char **at = arguments; *at; at++) {
        bool fine = true;
        if (only_operands || (*at)[0] != '-' || !(*at)[1])
            VECTOR_PUSH(command->arena, &command->operands, *at);
        else if (strcmp(*at, "--") == 0)
            only_operands = true;
        else
            fine = (*at)[1] == '-' ? take_long(command, &at) : take_short(command, &at);
        if (!fine)
            return false;
    }
    return true;
}

bool command_has(const struct command *command, const char *option)
{
    return command_value(command, option) != NULL;
}

const char *command_value(const struct command *command, const char *option)
{
    for (size_t i = command->options.count; i-- > 0;)
        if (strcmp(command->options.at[i].row->name, option) == 0)
            return command->options.at[i].value;
    return NULL;
}

bool command_is(const struct command *command, const char *option, const char *word)
{
    const char *value = command_value(command, option);
    return value && strcmp(value, word) == 0;
}

bool command_whole(const struct command *command, const char *option, uint64_t most,
                   uint64_t *value)
{
    const char *written = command_value(command, option);
    if (!written || text_to_whole(text_of(written), most, value))
        return true;
    command_wrong("--%s is a whole number up to %llu, not `%s`", option, (unsigned long long)most,
                  written);
    return false;
}

bool command_operands(const struct command *command, size_t least, size_t most)
{
    size_t count = command->operands.count;
    if (count >= least && count <= most)
        return true;
    if (count > most)
        command_wrong("`%s` is one thing too many for `charter %s`: it takes %s",
                      command->operands.at[most], command->verb->name, command->verb->operands);
    else
        command_wrong("`charter %s` needs more: it takes %s (see `charter %s --help`)",
                      command->verb->name, command->verb->operands, command->verb->name);
    return false;
}

/* ---------- help ---------- */

static void help_option(const struct option_row *row, struct buffer *out)
{
    struct buffer head = {0};
    if (row->letter)
        buffer_format(&head, "-%c, ", row->letter);
    buffer_format(&head, "--%s%s%s", row->name, *row->argument && *row->argument != '[' ? " " : "",
                  row->argument);
    buffer_format(out, "  %-28.*s  %s\n", TEXT_ARG(buffer_text(&head)), row->doc);
    buffer_fini(&head);
}

static void help_verb(const struct verb *verb, struct buffer *out)
{
    buffer_format(out, "charter %s %s\n\n%s\n\nOptions:\n", verb->name, verb->operands, verb->doc);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (strcmp(options[i].verb, verb->name) == 0)
            help_option(&options[i], out);
    buffer_puts(out, "  --help                        print this\n");
    buffer_format(out, "\nExample:\n  %s\n", verb->example);
}

void command_help(const struct verb *verb, struct buffer *out)
{
    if (verb) {
        help_verb(verb, out);
        return;
    }
    buffer_puts(out, "charter reads, checks, evaluates and questions service level agreements.\n\n"
                     "Usage: charter VERB [OPTIONS] ...\n\n");
    for (size_t i = 0; i < VERB_COUNT; i++)
        buffer_format(out, "  charter %-8s %-24s %s\n", verbs[i].name, verbs[i].operands,
                      verbs[i].doc);
    buffer_puts(out, "\n  charter VERB --help     the options of a verb, and an example\n"
                     "  charter --version       the version\n\n"
                     "Exit status, the first that applies of 70, 2, 3, 4, 1, 5, 0:\n"
                     "  0 fine; 1 a promise broken, a test failed, a finding; 2 wrong usage, or an "
                     "output that can't\n"
                     "  be written; 3 the charter is invalid; 4 the log is bad; 5 nothing to "
                     "judge; 70 an internal error\n");
}

/* with: tap.c */
/* cli_command.c - command lines taken apart, which status counts, and the tables behind help. */
#include <string.h>

#include "cli/command.h"
#include "cli/diff.h"
#include "tap.h"

static struct arena *arena;

static bool parse(struct command *command, const char *verb, char **arguments)
{
    *command = (struct command){.arena = arena, .verb = command_find_verb(verb)};
    return command_parse(command, arguments);
}

#define ARGUMENTS(...)                                                                             \
    (char *[])                                                                                     \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static void orders(void)
{
    static const enum status order[] = {STATUS_INTERNAL, STATUS_USAGE,  STATUS_CHARTER,
                                        STATUS_LOG,      STATUS_BROKEN, STATUS_UNDECIDED,
                                        STATUS_FINE};
    for (size_t i = 0; i < 7; i++)
        for (size_t j = i; j < 7; j++) {
            tap_equal(status_of_two(order[i], order[j]), order[i], "%d before %d", order[i],
                      order[j]);
            tap_equal(status_of_two(order[j], order[i]), order[i], "%d after %d", order[j],
                      order[i]);
        }
}

static void well_formed(void)
{
    struct command command;
    tap_ok(parse(&command, "eval",
                 ARGUMENTS("--log", "a", "file", "--log=b=c", "-o", "-", "--format=json", "--",
                           "--log")),
           "options before and after operands");
    tap_equal((long long)command.operands.count, 2, "two operands");
    tap_same(command.operands.at[0], "file", "the first");
    tap_same(command.operands.at[1], "--log", "what follows -- is an operand");
    tap_same(command_value(&command, "log"), "b=c", "the value is what follows the first =");
    tap_same(command_value(&command, "output"), "-", "a short option");
    tap_ok(command_is(&command, "format", "json"), "a choice");
    tap_ok(!command_has(&command, "verdicts"), "what is not given");
    tap_ok(parse(&command, "fmt", ARGUMENTS("-")) && command.operands.count == 1,
           "a single - is an operand");
    tap_ok(parse(&command, "check", ARGUMENTS("--help")) && command.wants_help, "help");
    tap_ok(parse(&command, "eval", ARGUMENTS("-ofile")), "a short option with its value");
    tap_same(command_value(&command, "output"), "file", "its value");
}

static void wrong(const char *why, const char *verb, char **arguments)
{
    struct command command;
    tap_ok(!parse(&command, verb, arguments), "%s", why);
}

static void malformed(void)
{
    wrong("an unknown option", "eval", ARGUMENTS("--frob"));
    wrong("an option of another verb", "check", ARGUMENTS("--log", "x"));
    wrong("no value", "eval", ARGUMENTS("--log"));
    wrong("a value where none belongs", "check", ARGUMENTS("--strict=yes"));
    wrong("a choice that is none", "eval", ARGUMENTS("--format", "pdf"));
    wrong("a part of a choice", "eval", ARGUMENTS("--format", "jso"));
    wrong("an empty choice", "eval", ARGUMENTS("--format="));
    wrong("given twice", "eval", ARGUMENTS("--as-of", "x", "--as-of", "y"));
    wrong("an unknown letter", "eval", ARGUMENTS("-x"));
    struct command command;
    uint64_t value = 7;
    tap_ok(parse(&command, "eval", ARGUMENTS("--threads", "12x")) &&
               !command_whole(&command, "threads", 100, &value),
           "a number that is none");
    tap_ok(parse(&command, "eval", ARGUMENTS("--threads", "101")) &&
               !command_whole(&command, "threads", 100, &value),
           "a number too large");
    tap_ok(command_whole(&command, "max-errors", 100, &value) && value == 7, "the default stays");
}

static void helps(void)
{
    struct buffer all = {0};
    command_help(NULL, &all);
#define VERB(name, operands, doc, example)                                                         \
    {                                                                                              \
        struct buffer out = {0};                                                                   \
        command_help(command_find_verb(#name), &out);                                              \
        buffer_putc(&out, '\0');                                                                   \
        tap_ok(strstr(out.at, "Example:\n  charter " #name) != NULL, "help of " #name);            \
        buffer_fini(&out);                                                                         \
    }
#define LATER(name)                                                                                \
    tap_ok(command_is_later(#name) && !command_find_verb(#name), #name " is kept for later");
#include "charter/verbs.def"
    tap_ok(all.len > 0, "help of all");
    tap_same(text_cstr(arena, command_nearest_verb("evall")), "eval", "did you mean");
    buffer_fini(&all);
}

static void difference(const char *old, const char *new, const char *wanted)
{
    struct buffer out = {0};
    diff_write(&out, TEXT("f"), text_of(old), text_of(new));
    tap_same(text_cstr(arena, buffer_text(&out)), wanted, "a difference");
    buffer_fini(&out);
}

static void differences(void)
{
    difference("a\n", "a\n", "");
    difference("a\n", "b\n", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n+b\n");
    difference("", "b\n", "--- f\n+++ f\n@@ -0,0 +1,1 @@\n+b\n");
    difference("a\nb\nc\n", "a\nc\n", "--- f\n+++ f\n@@ -1,3 +1,2 @@\n a\n-b\n c\n");
    difference("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\nX\n",
               "--- f\n+++ f\n@@ -3,4 +3,4 @@\n 3\n 4\n 5\n-6\n+X\n");
    difference("a", "a\n", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

int main(void)
{
    arena = arena_new();
    orders();
    well_formed();
    malformed();
    helps();
    differences();
    arena_free(arena);
    return tap_end();
}

/* verb_completion.c - `charter completion bash|zsh|fish|man`: completion and the manual page, from
 * the tables of verbs and options, so that none of them can lag behind. */
#include <string.h>

#include "base/diagnostic.h"
#include "cli/command.h"
#include "cli/files.h"

static bool is_choice(const struct option_row *row)
{
    return strchr(row->argument, '|') != NULL;
}

/* The words of `a|b|c`, with blanks between them. */
static void put_choices(struct buffer *out, const char *words)
{
    for (; *words; words++)
        buffer_putc(out, *words == '|' ? ' ' : *words);
}

static void put_codes(struct buffer *out)
{
    struct arena *arena = arena_new();
    for (int i = 0; i < DIAGNOSTIC_COUNT; i++) {
        struct text name = diagnostic_code_name(arena, (enum diagnostic_code)i);
        buffer_format(out, "%s" TEXT_FMT, i ? " " : "", TEXT_ARG(name));
    }
    arena_free(arena);
}

/* The words that the first operand of VERB is one of; nothing if it is anything else. */
static void put_operand_words(struct buffer *out, const struct verb *verb)
{
    char first[64] = "";
    size_t end = strcspn(verb->operands, " ");
    if (strcmp(verb->operands, "[CODE]") == 0)
        put_codes(out);
    if (end >= sizeof first)
        return;
    memcpy(first, verb->operands, end);
    if (strchr(first, '|'))
        put_choices(out, first);
}

/* ---- bash ---- */

static void put_bash_operands(struct buffer *out, const struct verb *verb)
{
    struct buffer words = {0};
    put_operand_words(&words, verb);
    if (words.len) {
        buffer_format(out, "    %s2) words='", verb->name);
        buffer_put(out, buffer_text(&words));
        buffer_puts(out, "' ;;\n");
    }
    buffer_fini(&words);
}

static void put_bash_options(struct buffer *out, const struct verb *verb)
{
    const struct option_row *row;
    buffer_format(out, "    %s) options='", verb->name);
    for (size_t i = 0; (row = command_option(verb, i)); i++)
        buffer_format(out, "--%s ", row->name);
    buffer_puts(out, "--help' ;;\n");
}

static void put_bash_choices(struct buffer *out, const struct verb *verb)
{
    const struct option_row *row;
    for (size_t i = 0; (row = command_option(verb, i)); i++) {
        if (!is_choice(row))
            continue;
        buffer_format(out, "    %s--%s) words='", verb->name, row->name);
        put_choices(out, row->argument);
        buffer_puts(out, "' ;;\n");
    }
}

static void write_bash(struct buffer *out)
{
    const struct verb *verb;
    buffer_puts(out, "# bash completion for charter\n_charter() {\n"
                     "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "  local verb=${COMP_WORDS[1]} options='' words=''\n"
                     "  if [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                     "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words='");
    for (size_t i = 0; (verb = command_verb(i)); i++)
        buffer_format(out, "%s ", verb->name);
    buffer_puts(out, "--help --version'\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n    return\n  fi\n"
                     "  case \"$verb$before\" in\n");
    for (size_t i = 0; (verb = command_verb(i)); i++)
        put_bash_choices(out, verb);
    buffer_puts(out, "  esac\n"
                     "  if [ -n \"$words\" ]; then\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"${word#=}\"))\n    return\n  fi\n"
                     "  case \"$verb\" in\n");
    for (size_t i = 0; (verb = command_verb(i)); i++)
        put_bash_options(out, verb);
    buffer_puts(out, "  esac\n"
                     "  case \"$verb$COMP_CWORD\" in\n");
    for (size_t i = 0; (verb = command_verb(i)); i++)
        put_bash_operands(out, verb);
    buffer_puts(out, "  esac\n"
                     "  if [ -n \"$words\" ] && [ \"${word#-}\" = \"$word\" ]; then\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n    return\n  fi\n"
                     "  case \"$word\" in\n"
                     "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                     "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
                     "  esac\n}\n"
                     "complete -o filenames -F _charter charter\n");
}

/* ---- zsh ---- */

/* In single quotes and brackets, where `'`, `[`, `]` and `:` have a meaning. */
static void put_zsh(struct buffer *out, const char *words)
{
    for (; *words; words++) {
        if (*words == '\'')
            buffer_puts(out, "'\\''");
        else if (strchr("[]:`", *words) != NULL && *words != '`')
            buffer_format(out, "\\%c", *words);
        else
            buffer_putc(out, *words);
    }
}

static void put_zsh_option(struct buffer *out, const struct option_row *row)
{
    const char *joint = *row->argument == '[' ? "=-" : *row->argument ? "=" : "";
    buffer_puts(out, "        ");
    if (row->letter)
        buffer_format(out, "'(-%c --%s)'{-%c+,--%s=}'[", row->letter, row->name, row->letter,
                      row->name);
    else
        buffer_format(out, "'%s--%s%s[", row->many ? "*" : "", row->name, joint);
    put_zsh(out, row->doc);
    buffer_putc(out, ']');
    if (is_choice(row)) {
        buffer_puts(out, ":word:(");
        put_choices(out, row->argument);
        buffer_putc(out, ')');
    } else if (*row->argument) {
        buffer_puts(out, *row->argument == '[' ? "::" : ":");
        put_zsh(out, row->argument);
        buffer_puts(out, strstr(row->argument, "FILE") ? ":_files" : ": ");
    }
    buffer_puts(out, "' \\\n");
}

static void put_zsh_operands(struct buffer *out, const struct verb *verb)
{
    struct buffer words = {0};
    put_operand_words(&words, verb);
    if (words.len) {
        buffer_puts(out, "        '1:word:(");
        buffer_put(out, buffer_text(&words));
        buffer_puts(out, ")' \\\n");
    }
    buffer_fini(&words);
}

static void write_zsh(struct buffer *out)
{
    const struct verb *verb;
    const struct option_row *row;
    buffer_puts(out, "#compdef charter\n_charter() {\n"
                     "  local -a verbs\n  verbs=(\n");
    for (size_t i = 0; (verb = command_verb(i)); i++) {
        buffer_format(out, "    '%s:", verb->name);
        put_zsh(out, verb->doc);
        buffer_puts(out, "'\n");
    }
    buffer_puts(out, "  )\n"
                     "  local -a options\n"
                     "  options=('--help:print this' '--version:print the version')\n"
                     "  if (( CURRENT == 2 )); then\n    _describe -o option options\n"
                     "    _describe verb verbs\n    return\n  fi\n"
                     "  local verb=$words[2]\n"
                     "  words=(\"$words[1]\" \"${(@)words[3,-1]}\")\n  (( CURRENT-- ))\n"
                     "  case $verb in\n");
    for (size_t i = 0; (verb = command_verb(i)); i++) {
        buffer_format(out, "    %s)\n      _arguments \\\n", verb->name);
        for (size_t k = 0; (row = command_option(verb, k)); k++)
            put_zsh_option(out, row);
        buffer_puts(out, "        '--help[print this]' \\\n");
        put_zsh_operands(out, verb);
        buffer_puts(out, "        '*:file:_files'\n      ;;\n");
    }
    buffer_puts(out, "  esac\n}\n_charter \"$@\"\n");
}

/* ---- fish ---- */

static void put_fish_quoted(struct buffer *out, const char *words)
{
    buffer_putc(out, '\'');
    for (; *words; words++) {
        if (*words == '\'' || *words == '\\')
            buffer_putc(out, '\\');
        buffer_putc(out, *words);
    }
    buffer_putc(out, '\'');
}

static void put_fish_option(struct buffer *out, const struct verb *verb,
                            const struct option_row *row)
{
    buffer_format(out, "complete -c charter -n '__fish_seen_subcommand_from %s' -l %s", verb->name,
                  row->name);
    if (row->letter)
        buffer_format(out, " -s %c", row->letter);
    if (is_choice(row)) {
        buffer_puts(out, " -x -a '");
        put_choices(out, row->argument);
        buffer_putc(out, '\'');
    } else if (*row->argument && *row->argument != '[') {
        buffer_puts(out, strstr(row->argument, "FILE") ? " -r -F" : " -x");
    }
    buffer_puts(out, " -d ");
    put_fish_quoted(out, row->doc);
    buffer_putc(out, '\n');
}

static void put_fish_operands(struct buffer *out, const struct verb *verb)
{
    struct buffer words = {0};
    put_operand_words(&words, verb);
    if (words.len) {
        buffer_format(out,
                      "complete -c charter -n '__fish_seen_subcommand_from %s; and test (count "
                      "(commandline -opc)) -eq 2' -f -a '",
                      verb->name);
        buffer_put(out, buffer_text(&words));
        buffer_puts(out, "'\n");
    }
    buffer_fini(&words);
}

static void write_fish(struct buffer *out)
{
    const struct verb *verb;
    const struct option_row *row;
    buffer_puts(out, "# fish completion for charter\n");
    for (size_t i = 0; (verb = command_verb(i)); i++) {
        buffer_format(out, "complete -c charter -n __fish_use_subcommand -f -a %s -d ", verb->name);
        put_fish_quoted(out, verb->doc);
        buffer_putc(out, '\n');
        for (size_t k = 0; (row = command_option(verb, k)); k++)
            put_fish_option(out, verb, row);
        put_fish_operands(out, verb);
    }
    buffer_puts(out, "complete -c charter -l help -d 'print this'\n"
                     "complete -c charter -n __fish_use_subcommand -l version -d "
                     "'print the version'\n");
}

/* ---- the manual page ---- */

/* Text as roff takes it: a `-` that can be searched for, no control characters, backquoted words in
 * bold. */
static void put_roff(struct buffer *out, const char *words)
{
    bool bold = false;
    if (*words == '.' || *words == '\'')
        buffer_puts(out, "\\&");
    for (; *words; words++) {
        if (*words == '`') {
            buffer_puts(out, bold ? "\\fR" : "\\fB");
            bold = !bold;
        } else if (*words == '-') {
            buffer_puts(out, "\\-");
        } else if (*words == '\\') {
            buffer_puts(out, "\\e");
        } else {
            buffer_putc(out, *words);
        }
    }
}

static void put_man_option(struct buffer *out, const struct option_row *row)
{
    buffer_puts(out, ".TP\n");
    if (row->letter)
        buffer_format(out, "\\fB\\-%c\\fR, ", row->letter);
    buffer_puts(out, "\\fB\\-\\-");
    put_roff(out, row->name);
    buffer_format(out, "\\fR%s\\fI", *row->argument && *row->argument != '[' ? " " : "");
    put_roff(out, row->argument);
    buffer_puts(out, "\\fR\n");
    put_roff(out, row->doc);
    buffer_putc(out, '\n');
}

static void put_man_verb(struct buffer *out, const struct verb *verb)
{
    const struct option_row *row;
    buffer_format(out, ".SS \"charter %s ", verb->name);
    put_roff(out, verb->operands);
    buffer_puts(out, "\"\n");
    put_roff(out, verb->doc);
    buffer_putc(out, '\n');
    for (size_t i = 0; (row = command_option(verb, i)); i++)
        put_man_option(out, row);
    buffer_puts(out, ".PP\nExample:\n.PP\n.nf\n.RS\n");
    put_roff(out, verb->example);
    buffer_puts(out, "\n.RE\n.fi\n");
}

static void write_man(struct buffer *out)
{
    const struct verb *verb;
    buffer_puts(out, ".TH CHARTER 1 \"\" \"charter " CHARTER_VERSION "\" \"User commands\"\n"
                     ".SH NAME\ncharter \\- reads, checks, evaluates and questions service level "
                     "agreements\n.SH SYNOPSIS\n.B charter\n.I VERB\n[\\fIOPTIONS\\fR] ...\n"
                     ".SH DESCRIPTION\nA charter is a text that says what is promised: in which "
                     "hours, to which tickets, and what starts, pauses and stops each clock. "
                     "Results go to standard output, messages to standard error; \\fB\\-\\fR is "
                     "standard input.\n.SH VERBS\n");
    for (size_t i = 0; (verb = command_verb(i)); i++)
        put_man_verb(out, verb);
    buffer_puts(out, ".SH EXIT STATUS\nThe first that applies of 70, 2, 3, 4, 1, 5, 0:\n"
                     ".TP\n0\nfine\n.TP\n1\na promise broken, a test failed, a finding, a "
                     "difference\n.TP\n2\nwrong usage, or an output that can't be written\n"
                     ".TP\n3\nthe charter is invalid\n.TP\n4\nthe log is bad\n"
                     ".TP\n5\nundecided: nothing to judge\n.TP\n70\nan internal error\n"
                     ".SH ENVIRONMENT\n.TP\nNO_COLOR\nif set, nothing is coloured\n");
}

enum status verb_completion(struct command *command)
{
    static const struct {
        const char *word;
        void (*write)(struct buffer *out);
    } forms[] = {
        {"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}, {"man", write_man}};
    if (!command_operands(command, 1, 1))
        return STATUS_USAGE;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(command->operands.at[0], forms[i].word) != 0)
            continue;
        struct buffer out = {0};
        forms[i].write(&out);
        bool fine = output_all(command->arena, NULL, &out);
        buffer_fini(&out);
        return fine ? STATUS_FINE : STATUS_USAGE;
    }
    return command_wrong("`charter completion` knows bash, zsh, fish and man, not `%s`",
                         command->operands.at[0]);
}

/* watching_http.c - `charter watch --listen`: what its options mean. */
#include <string.h>

#include "cli/files.h"
#include "cli/watching.h"

enum { TOKEN_LEAST = 16, SECRET_LEAST = 8, WINDOW = 300 /* seconds */ };

/* The lines of the file that OPTION names, trimmed, but for empty ones. False, and said so, if
 * there are none or one is shorter than LEAST. */
static bool read_secrets(const struct command *command, const char *option, size_t least,
                         secret_list *list)
{
    const char *path = command_value(command, option);
    struct text bytes, problem;
    if (!path)
        return true;
    if (!files_read(command->arena, path, &bytes, &problem)) {
        command_wrong("--%s: " TEXT_FMT, option, TEXT_ARG(problem));
        return false;
    }
    for (size_t from = 0, to; from < bytes.len; from = to + 1) {
        const char *end = memchr(bytes.at + from, '\n', bytes.len - from);
        to = end ? (size_t)(end - bytes.at) : bytes.len;
        struct text line = text_trim(text_slice(bytes, from, to));
        if (line.len && line.len < least) {
            command_wrong("--%s: a line of %s is shorter than %zu characters", option, path, least);
            return false;
        }
        if (line.len)
            VECTOR_PUSH(command->arena, list, line);
    }
    if (!list->count)
        command_wrong("--%s: %s is empty", option, path);
    return list->count > 0;
}

static bool understand_signing(const struct command *command, struct signing *signing)
{
    const char *scheme = command_value(command, "signature");
    *signing = (struct signing){.window = WINDOW * MICROS_SECOND};
    if (!read_secrets(command, "secret-file", SECRET_LEAST, &signing->secrets))
        return false;
    if (!scheme || strcmp(scheme, "github") == 0)
        return true;
    signing->scheme = strcmp(scheme, "zendesk") == 0 ? SIGNING_ZENDESK : SIGNING_HEADER;
    signing->header = scheme;
    if (signing->secrets.count)
        return true;
    command_wrong("--signature needs the secret with which it is made: --secret-file FILE");
    return false;
}

static bool understand_token(const struct command *command, struct text *token)
{
    secret_list tokens = {0};
    if (!read_secrets(command, "token-file", TOKEN_LEAST, &tokens))
        return false;
    *token = tokens.count ? tokens.at[0] : TEXT("");
    if (tokens.count <= 1)
        return true;
    command_wrong("--token-file: %s has more than one line", command_value(command, "token-file"));
    return false;
}

static bool is_without_listen(const struct command *command)
{
    static const char *const others[] = {"secret-file", "signature", "token-file"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (command_has(command, others[i])) {
            command_wrong("--%s is for a watcher that listens: --listen PORT", others[i]);
            return false;
        }
    return true;
}

enum status watching_listen(const struct command *command, struct watch_setup *setup,
                            struct http **http)
{
    struct http_request request = {.listen = command_value(command, "listen"),
                                   .state = command_value(command, "state"),
                                   .takes_events = !command_has(command, "from"),
                                   .by = &setup->by};
    struct text problem;
    *http = NULL;
    if (!request.listen)
        return is_without_listen(command) ? STATUS_FINE : STATUS_USAGE;
    if (!understand_signing(command, &request.signing) ||
        !understand_token(command, &request.token))
        return STATUS_USAGE;
    *http = http_open(command->arena, &request, &problem);
    if (!*http)
        return command_wrong(TEXT_FMT, TEXT_ARG(problem));
    setup->pulse = http_pulse;
    setup->listener = *http;
    setup->say(setup->context, text_format(command->arena, "listening on " TEXT_FMT,
                                           TEXT_ARG(http_address(*http))));
    return STATUS_FINE;
}

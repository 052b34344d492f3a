/* watching_outlets.c - the outlets of --to, with what the options behind each of them add. */
#include <stdlib.h>
#include <string.h>

#include "cli/files.h"
#include "cli/watching.h"

/* An outlet as it is written. */
struct way {
    const char *to;
    const char *secret, *headers; /* files, or NULL */
};

static bool is_option(const struct option_given *given, const char *name)
{
    return strcmp(given->row->name, name) == 0;
}

static bool is_address(const char *to)
{
    return strncmp(to, "http://", 7) == 0 || strncmp(to, "https://", 8) == 0;
}

/* ---- files ---- */

static bool read_secret(const struct command *command, const char *path, struct text *secret)
{
    struct text problem;
    if (!files_read(command->arena, path, secret, &problem))
        return command_wrong(TEXT_FMT, TEXT_ARG(problem)), false;
    *secret = text_trim(*secret);
    if (!secret->len)
        command_wrong("%s has no secret in it", path);
    return secret->len > 0;
}

/* `Name: value`, both of characters that are seen. */
static bool is_header(struct text line)
{
    size_t colon = 0;
    while (colon < line.len && line.at[colon] != ':')
        colon++;
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.at[i] < ' ' || line.at[i] == 0x7f ||
            (i < colon && line.at[i] == ' '))
            return false;
    return colon > 0 &&
           text_trim(text_slice(line, colon < line.len ? colon + 1 : colon, line.len)).len;
}

static bool read_headers(const struct command *command, const char *path,
                         const char *const **headers)
{
    struct text problem, bytes;
    VECTOR(const char *) list = {0};
    if (!files_read(command->arena, path, &bytes, &problem))
        return command_wrong(TEXT_FMT, TEXT_ARG(problem)), false;
    for (size_t at = 0, line = 1; at < bytes.len; line++) {
        const char *end = memchr(bytes.at + at, '\n', bytes.len - at);
        size_t to = end ? (size_t)(end - bytes.at) : bytes.len;
        struct text header = text_trim(text_slice(bytes, at, to));
        at = to + 1;
        if (header.len == 0)
            continue;
        if (!is_header(header)) /* which may be secret, and isn't shown */
            return command_wrong("line %zu of %s is no header, `Name: value`", line, path), false;
        VECTOR_PUSH(command->arena, &list, text_cstr(command->arena, header));
    }
    VECTOR_PUSH(command->arena, &list, NULL);
    *headers = list.at;
    return true;
}

/* ---- outlets ---- */

static struct outlet *webhook(const struct command *command, const struct way *way, micros patience)
{
    struct buffer why = {0};
    struct webhook_setup setup = {
        .address = way->to, .trusted = getenv("SSL_CERT_FILE"), .patience = patience};
    if ((way->secret && !read_secret(command, way->secret, &setup.secret)) ||
        (way->headers && !read_headers(command, way->headers, &setup.headers)))
        return NULL;
    struct outlet *outlet = outlet_webhook(command->arena, &setup, &why);
    if (!outlet)
        command_wrong("--to: " TEXT_FMT, TEXT_ARG(buffer_text(&why)));
    buffer_fini(&why);
    return outlet;
}

static struct outlet *outlet_of(const struct command *command, const struct way *way,
                                micros patience)
{
    static const char prefix[] = "command:";
    if (is_address(way->to))
        return webhook(command, way, patience);
    if (way->secret || way->headers) {
        command_wrong("--to-%s is for an address, and --to %s is none",
                      way->secret ? "secret-file" : "headers", way->to);
        return NULL;
    }
    if (strcmp(way->to, "-") == 0)
        return outlet_lines(command->arena, 1);
    if (strncmp(way->to, prefix, sizeof prefix - 1) == 0 && way->to[sizeof prefix - 1])
        return outlet_command(command->arena, way->to + sizeof prefix - 1, patience);
    command_wrong("--to is `-`, an address that begins with http:// or https://, or `command:` "
                  "with a command of the shell behind it, not `%s`",
                  way->to);
    return NULL;
}

typedef VECTOR(struct way) way_list;

/* What an option says of the way in front of it. */
static bool add_to_way(way_list *ways, const struct option_given *given)
{
    bool is_secret = is_option(given, "to-secret-file");
    if (!ways->count) {
        command_wrong("--%s stands behind the --to that it is for", given->row->name);
        return false;
    }
    struct way *way = &ways->at[ways->count - 1];
    *(is_secret ? &way->secret : &way->headers) = given->value;
    return true;
}

static bool gather(const struct command *command, way_list *ways)
{
    for (size_t i = 0; i < command->options.count; i++) {
        const struct option_given *given = &command->options.at[i];
        if (is_option(given, "to-secret-file") || is_option(given, "to-headers")) {
            if (!add_to_way(ways, given))
                return false;
        } else if (is_option(given, "to")) {
            struct way way = {.to = given->value};
            for (size_t k = 0; k < ways->count; k++)
                if (strcmp(ways->at[k].to, way.to) == 0)
                    return command_wrong("--to %s is given twice", way.to), false;
            VECTOR_PUSH(command->arena, ways, way);
        }
    }
    return true;
}

struct outlet **watching_outlets(const struct command *command, size_t *count)
{
    way_list ways = {0};
    micros patience;
    *count = 0;
    if (!watching_seconds(command, "patience", WATCHING_PATIENCE, &patience) ||
        !gather(command, &ways))
        return NULL;
    struct outlet **outlets = ARENA_ARRAY(command->arena, ways.count + 1, struct outlet *);
    for (size_t i = 0; i < ways.count && !command_has(command, "dry-run"); i++) {
        outlets[i] = outlet_of(command, &ways.at[i], patience);
        if (!outlets[i])
            return NULL;
        ++*count;
    }
    if (*count == 0)
        outlets[(*count)++] = outlet_lines(command->arena, 1);
    return outlets;
}

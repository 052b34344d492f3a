/* path.c - see path.h. */
#include "base/path.h"

#include <string.h>

#include "base/buffer.h"
#include "base/vector.h"

struct parse {
    struct arena *arena;
    struct text rest;
    const char *why;
    VECTOR(struct path_step) steps;
};

static bool fail(struct parse *parse, const char *why)
{
    parse->why = why;
    return false;
}

static bool take(struct parse *parse, struct text what)
{
    if (!text_starts(parse->rest, what))
        return false;
    parse->rest = text_slice(parse->rest, what.len, parse->rest.len);
    return true;
}

/* The opening apostrophe was taken. */
static bool quoted_key(struct parse *parse, struct text *key)
{
    char *out = arena_alloc(parse->arena, parse->rest.len + 1);
    *key = (struct text){out, 0};
    while (parse->rest.len) {
        if (take(parse, TEXT("''")))
            out[key->len++] = '\'';
        else if (take(parse, TEXT("'")))
            return true;
        else {
            out[key->len++] = parse->rest.at[0];
            parse->rest = text_slice(parse->rest, 1, parse->rest.len);
        }
    }
    return fail(parse, "an apostrophe is never closed");
}

static bool plain_key(struct parse *parse, struct text *key)
{
    size_t len = 0;
    while (len < parse->rest.len && !memchr(".[]'", parse->rest.at[len], 4))
        len++;
    *key = text_slice(parse->rest, 0, len);
    parse->rest = text_slice(parse->rest, len, parse->rest.len);
    return len > 0 || fail(parse, "a key is empty");
}

static bool step(struct parse *parse)
{
    struct path_step step = {.is_list = false};
    if (take(parse, TEXT("'")) ? !quoted_key(parse, &step.key) : !plain_key(parse, &step.key))
        return false;
    step.is_list = take(parse, TEXT("[]"));
    VECTOR_PUSH(parse->arena, &parse->steps, step);
    return true;
}

/* Readers go down as deep as a path does. */
enum { STEPS_MOST = 64 };

bool path_parse(struct arena *arena, struct text text, struct path *path, const char **why)
{
    struct parse parse = {.arena = arena, .rest = text};
    bool good = step(&parse);
    while (good && parse.rest.len)
        good = take(&parse, TEXT("."))
                   ? step(&parse)
                   : fail(&parse, "behind a key comes a dot, `[]` and a dot, or the end");
    if (good && parse.steps.count > STEPS_MOST)
        good = fail(&parse, "it has more than 64 keys");
    *why = parse.why;
    *path = (struct path){parse.steps.at, (uint32_t)parse.steps.count};
    return good;
}

bool path_is_key(const struct path *path)
{
    return path->count == 1 && !path->steps[0].is_list;
}

uint32_t path_list_steps(const struct path *path)
{
    uint32_t count = path->count;
    while (count && !path->steps[count - 1].is_list)
        count--;
    return count;
}

bool path_same_start(const struct path *a, const struct path *b, uint32_t count)
{
    if (count > a->count || count > b->count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (a->steps[i].is_list != b->steps[i].is_list ||
            !text_equal(a->steps[i].key, b->steps[i].key))
            return false;
    return true;
}

static void write_key(struct buffer *out, struct text key)
{
    bool plain = key.len > 0;
    for (size_t i = 0; i < key.len; i++)
        plain = plain && !memchr(".[]'", key.at[i], 4);
    if (plain) {
        buffer_put(out, key);
        return;
    }
    buffer_putc(out, '\'');
    for (size_t i = 0; i < key.len; i++) {
        if (key.at[i] == '\'')
            buffer_putc(out, '\'');
        buffer_putc(out, key.at[i]);
    }
    buffer_putc(out, '\'');
}

struct text path_write(struct arena *arena, const struct path *path)
{
    struct buffer out = {0};
    for (uint32_t i = 0; i < path->count; i++) {
        if (i)
            buffer_putc(&out, '.');
        write_key(&out, path->steps[i].key);
        if (path->steps[i].is_list)
            buffer_puts(&out, "[]");
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

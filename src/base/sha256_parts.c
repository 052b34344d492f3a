/* sha256_parts.c - see sha256_parts.h. */
#include "base/sha256_parts.h"

#include "base/ordered.h"

enum { PART = 1 << 20 };

struct parts {
    struct text bytes;
    const atomic_bool *stop;
    struct sha256 fresh, whole;
};

static void *tools_open(void *context)
{
    return context;
}

static void tools_close(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

static bool is_stopped(const struct parts *parts)
{
    return parts->stop && *parts->stop;
}

static void *work(void *tools, uint32_t number)
{
    const struct parts *parts = tools;
    struct sha256 sha = parts->fresh;
    char *hex = memory_resize(NULL, SHA256_HEX);
    size_t from = (size_t)number * PART, left = parts->bytes.len - from;
    if (!is_stopped(parts))
        sha256_add(&sha, text_slice(parts->bytes, from, from + (left < PART ? left : PART)));
    sha256_write(&sha, hex);
    return hex;
}

static bool end(void *context, void *piece)
{
    struct parts *parts = context;
    sha256_add(&parts->whole, (struct text){piece, SHA256_HEX - 1});
    memory_release(piece);
    return !is_stopped(parts);
}

bool sha256_parts(struct text bytes, unsigned threads, const atomic_bool *stop,
                  char out[SHA256_HEX])
{
    struct parts parts = {.bytes = bytes, .stop = stop};
    struct ordered_job job = {.context = &parts,
                              .pieces = (uint32_t)(bytes.len / PART + (bytes.len % PART != 0)),
                              .tools_open = tools_open,
                              .tools_close = tools_close,
                              .work = work,
                              .end = end};
    sha256_init(&parts.fresh);
    parts.whole = parts.fresh;
    ordered_run(&job, threads);
    sha256_write(&parts.whole, out);
    return !is_stopped(&parts);
}

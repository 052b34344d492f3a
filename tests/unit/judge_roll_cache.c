/* with: tap.c time_make.c judge_make.c */
/* judge_roll_cache.c - verdicts that are kept and opened again are what they were; kept bytes that
 * were changed are refused or verdicts all the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "judge/roll_cache.h"
#include "judge_make.h"
#include "tap.h"

static struct arena *arena;

static uint64_t any(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    return z ^ (z >> 31);
}

/* ---- what verdicts say ---- */

struct said {
    const struct roll *roll;
    struct buffer out;
};

static void *begin(void *context)
{
    return context;
}

static void put(void *block, const struct verdict *verdict)
{
    struct said *said = block;
    buffer_format(&said->out, "%u %u %u %u %u %u " TEXT_FMT " %d %lld %lld %u %u %lld %d",
                  verdict->ticket, verdict->target, verdict->cycle, verdict->clause,
                  verdict->version, (unsigned)verdict->kind, TEXT_ARG(verdict->reason),
                  verdict->has_figures, (long long)verdict->used, (long long)verdict->counted_at,
                  verdict->reopenings, verdict->replies, (long long)verdict->opening,
                  verdict->is_done);
    for (uint32_t i = 0; i < MADE_STORED; i++)
        buffer_format(&said->out, " %u", verdict->codes[i]);
    buffer_puts(&said->out, "\n");
}

static void end(void *context, void *block)
{
    (void)context;
    (void)block;
}

static void put_all(struct buffer *out, const struct roll *roll)
{
    struct said said = {.roll = roll};
    struct judge_consumer consumer = {&said, begin, put, end, NULL};
    struct roll_request request = {.roll = roll, .threads = 1};
    roll_hand_out(&request, &consumer);
    buffer_format(&said.out, "%llu notices\n", (unsigned long long)roll_notices(roll));
    buffer_put(out, buffer_text(&said.out));
    buffer_fini(&said.out);
}

/* ---- a charter and a log ---- */

static struct world *any_world(uint64_t *seed)
{
    static const char *const kinds[] = {"reply",  "note",     "changed",  "resolved",
                                        "closed", "reopened", "resolved", "merged"};
    static const char *const words[] = {"P1", "P2", "P3", "pending", "open", "agent", "customer"};
    struct world *world = world_new(arena);
    char line[100];
    world_pauses(world);
    world_within(world, made_minutes(240), MADE_OFFICE, MADE_P1);
    world_within(world, made_minutes(900), MADE_ALWAYS, MADE_P2);
    for (unsigned i = 0; i < 26; i++) {
        snprintf(line, sizeof line, "%c 2026-09-%02u 08:30 opened %s", (int)('A' + i), 1 + i % 9,
                 words[any(seed) % 3]);
        world_event(world, line);
    }
    for (unsigned i = 0; i < 200; i++) {
        snprintf(line, sizeof line, "%c 2026-09-%02u %02u:%02u %s %s", (int)('A' + any(seed) % 26),
                 10 + i / 10, i % 24, (unsigned)(any(seed) % 60), kinds[any(seed) % 8],
                 words[any(seed) % 7]);
        world_event(world, line);
    }
    return world;
}

/* ---- kept, and opened again ---- */

static bool take_bytes(void *context, struct text bytes)
{
    buffer_put(context, bytes);
    return true;
}

static void keep(struct buffer *out, const struct roll *roll)
{
    struct sections_writer writer;
    bool began = sections_begin(&writer, 2, take_bytes, out);
    roll_cache_write(&writer, roll);
    if (!began || !sections_end(&writer))
        tap_ok(false, "it could not be written");
}

static char *placed(struct text bytes)
{
    size_t room = (bytes.len + SECTIONS_ALIGN - 1) / SECTIONS_ALIGN * SECTIONS_ALIGN;
    char *copy = aligned_alloc(SECTIONS_ALIGN, room);
    memcpy(copy, bytes.at, bytes.len);
    return copy;
}

static bool open_bytes(const struct judge *judge, struct text bytes, struct buffer *out)
{
    struct sections sections;
    const char *why;
    struct roll *roll =
        sections_open(&sections, bytes, 2, &why) ? roll_cache_open(judge, &sections, 2) : NULL;
    if (roll)
        put_all(out, roll);
    roll_free(roll);
    return roll != NULL;
}

/* How many of 300 spoilt ones are verdicts. */
static uint32_t rolls_of_spoilt(uint64_t *seed, const struct judge *judge, struct text bytes)
{
    uint32_t rolls = 0;
    uint64_t sums;
    memcpy(&sums, bytes.at + bytes.len - 32, sizeof sums);
    for (int i = 0; i < 300; i++) {
        static const int odd[] = {0, 1, 2, 0x7f, 0xff};
        struct buffer got = {0};
        char *copy = placed(bytes);
        copy[any(seed) % sums] = (char)odd[any(seed) % 5];
        rolls += open_bytes(judge, (struct text){copy, bytes.len}, &got);
        buffer_fini(&got);
        free(copy);
    }
    return rolls;
}

static void one(uint64_t *seed, uint32_t *rolls)
{
    struct world *world = any_world(seed);
    const struct judge *judge = world_judge(world, NULL);
    struct roll *roll = roll_new(judge, 2, false);
    struct buffer wanted = {0}, bytes = {0}, got = {0};
    put_all(&wanted, roll);
    keep(&bytes, roll);
    char *copy = placed(buffer_text(&bytes));
    bool opened = open_bytes(judge, (struct text){copy, bytes.len}, &got);
    tap_ok(opened && wanted.len > 500 && text_equal(buffer_text(&got), buffer_text(&wanted)),
           "verdicts are what they were");
    *rolls += rolls_of_spoilt(seed, judge, buffer_text(&bytes));
    world_event(world, "A 2026-10-20 08:30 reply");
    world->model.target_count = 0;
    tap_ok(!open_bytes(world_judge(world, NULL), (struct text){copy, bytes.len}, &got),
           "of another charter they are refused");
    free(copy);
    roll_free(roll);
    buffer_fini(&wanted);
    buffer_fini(&bytes);
    buffer_fini(&got);
}

int main(void)
{
    uint64_t seed = 11;
    uint32_t rolls = 0;
    arena = arena_new();
    for (int i = 0; i < 6; i++)
        one(&seed, &rolls);
    tap_ok(rolls > 0, "without sums, %u of 1800 are verdicts, and none is read behind its end",
           rolls);
    arena_free(arena);
    return tap_end();
}

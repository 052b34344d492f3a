/* with: tap.c time_make.c judge_make.c */
/* judge_again.c - what is not judged again is what it would be: verdicts put together of two rolls,
 * where clauses are others, beside those of all tickets judged; and the rows of ledgers made by
 * themselves, beside the ledgers.
 */
#include <stdio.h>

#include "base/buffer.h"
#include "judge/plan.h"
#include "judge/roll.h"
#include "judge_make.h"
#include "tap.h"

enum { ROUNDS = 20, CLAUSES = 3 };

static struct arena *arena;

static uint64_t any(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    return z ^ (z >> 31);
}

/* ---- what verdicts say ---- */

static void *begin(void *context)
{
    return context;
}

static void put(void *block, const struct verdict *verdict)
{
    buffer_format(block, "%u %u %u %u %u " TEXT_FMT " %d %lld %lld %u %u %lld %d", verdict->ticket,
                  verdict->target, verdict->cycle, verdict->clause, (unsigned)verdict->kind,
                  TEXT_ARG(verdict->reason), verdict->has_figures, (long long)verdict->used,
                  (long long)verdict->counted_at, verdict->reopenings, verdict->replies,
                  (long long)verdict->opening, verdict->is_done);
    for (uint32_t i = 0; i < MADE_STORED; i++)
        buffer_format(block, " %u", verdict->codes[i]);
    buffer_puts(block, "\n");
}

static void end(void *context, void *block)
{
    (void)context;
    (void)block;
}

static struct text verdicts_of(const struct roll *roll, const uint64_t *tickets)
{
    struct buffer out = {0};
    struct judge_consumer consumer = {&out, begin, put, end, NULL};
    struct roll_request request = {.roll = roll, .threads = 1, .tickets = tickets};
    roll_hand_out(&request, &consumer);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

/* ---- a log, and charters of other clauses ---- */

static void any_clauses(struct world *world, uint64_t *seed)
{
    int priorities[] = {MADE_P1, MADE_P2, MADE_P3};
    for (unsigned i = 0; i < CLAUSES; i++) {
        unsigned k = (unsigned)(any(seed) % CLAUSES);
        int priority = priorities[i];
        priorities[i] = priorities[k];
        priorities[k] = priority;
    }
    for (uint64_t i = 0, count = 1 + any(seed) % CLAUSES; i < count; i++)
        world_within(world, made_minutes(any(seed) % 4 ? 240 : 900), MADE_OFFICE, priorities[i]);
}

static struct world *any_world(uint64_t *seed)
{
    static const char *const kinds[] = {"reply",  "note",     "changed",  "resolved",
                                        "closed", "reopened", "resolved", "merged"};
    static const char *const words[] = {"P1", "P2", "P3", "pending", "open", "agent", "customer"};
    struct world *world = world_new(arena);
    char line[100];
    for (unsigned i = 0; i < MADE_TICKETS; i++) {
        snprintf(line, sizeof line, "%c 2026-09-%02u 08:30 opened %s", (int)('A' + i), 1 + i % 9,
                 words[any(seed) % 3]);
        world_event(world, line);
    }
    for (unsigned i = 0; i < 80; i++) {
        snprintf(line, sizeof line, "%c 2026-%02u-%02u %02u:%02u %s %s",
                 (int)('A' + any(seed) % MADE_TICKETS), 9 + i / 20, 10 + i % 20, i % 24,
                 (unsigned)(any(seed) % 60), kinds[any(seed) % 8], words[any(seed) % 7]);
        world_event(world, line);
    }
    world_pauses(world);
    any_clauses(world, seed);
    return world;
}

/* ---- verdicts of two rolls ---- */

struct seen {
    uint64_t patched, left_out, again, rows;
};

static void count_tickets(struct seen *seen, const uint64_t *tickets)
{
    for (uint32_t i = 0; i < MADE_TICKETS; i++) {
        bool again = tickets[i / 64] >> i % 64 & 1;
        seen->again += again;
        seen->left_out += !again;
    }
}

/* The charter of WORLD with other clauses. */
static const struct model *other_clauses(const struct world *world, uint64_t *seed)
{
    struct world *other = world_new(arena);
    struct target *target = ARENA_NEW(arena, struct target);
    struct model *model = ARENA_NEW(arena, struct model);
    any_clauses(other, seed);
    *target = world->target;
    target->clauses = other->clauses;
    target->clause_count = other->target.clause_count;
    target->beats = other->beats;
    *model = world->model;
    model->targets = target;
    return model;
}

/* The same log under other clauses. */
static bool put_together(uint64_t *seed, const struct world *world, const struct judge *judge,
                         struct seen *seen)
{
    static const uint32_t none[] = {INDEX_NONE};
    struct judge *after = judge_new(arena, other_clauses(world, seed), judge->log, judge->as_of);
    struct roll *base = roll_new(judge, 2, false), *whole = roll_new(after, 2, false);
    struct text wanted = verdicts_of(whole, NULL);
    const struct roll_patch *patch = roll_patch_new(arena, base, after, 2);
    bool same = true;
    if (patch) {
        count_tickets(seen, patch->tickets);
        seen->patched++;
        judge_only(after, patch->tickets);
        struct roll *few = roll_new(after, 2, false);
        struct text again = verdicts_of(few, NULL);
        roll_put_on(few, after, base, none);
        roll_patch_up(few, patch);
        same = text_equal(verdicts_of(few, NULL), wanted) &&
               text_equal(verdicts_of(few, patch->tickets), again) &&
               text_equal(verdicts_of(whole, patch->tickets), again);
        roll_free(few);
    }
    roll_free(whole);
    roll_free(base);
    return same;
}

/* ---- rows ---- */

static bool same_rows(const struct ledger *a, const struct ledger *b, struct seen *seen)
{
    bool same = a->row_count == b->row_count && a->verdict.kind == b->verdict.kind &&
                a->verdict.used == b->verdict.used && a->verdict.limit == b->verdict.limit;
    for (uint32_t i = 0; same && i < a->row_count; i++) {
        const struct ledger_row *x = &a->rows[i], *y = &b->rows[i];
        same = x->state == y->state && x->from == y->from && x->to == y->to &&
               x->counted == y->counted && x->total == y->total && x->clause == y->clause &&
               x->calendar == y->calendar && text_equal(x->reason, y->reason);
        seen->rows++;
    }
    return same;
}

/* The later ones first, so that what is known has to grow to both sides. */
static bool rows_alone(const struct judge *judge, struct seen *seen)
{
    struct judge_rows *rows = judge_rows_new(arena, judge);
    bool same = true;
    for (uint32_t i = 0; i < MADE_TICKETS; i++) {
        uint32_t ticket = (i * 7 + MADE_TICKETS / 2) % MADE_TICKETS, count = 0, wanted = 0;
        const struct ledger *found = judge_rows_of(rows, ticket, 0, arena, &count);
        const struct ledger *whole = judge_ledgers(judge, ticket, 0, arena, &wanted);
        same = same && count == wanted;
        for (uint32_t k = 0; same && k < count; k++)
            same = same_rows(&found[k], &whole[k], seen);
    }
    return same;
}

int main(void)
{
    uint64_t seed = 5;
    struct seen seen = {0};
    bool together = true, alone = true;
    arena = arena_new();
    for (int i = 0; i < ROUNDS; i++) {
        struct world *world = any_world(&seed);
        const struct judge *judge = world_judge(world, NULL);
        for (int k = 0; k < ROUNDS; k++)
            together = put_together(&seed, world, judge, &seen) && together;
        alone = rows_alone(judge, &seen) && alone;
    }
    tap_ok(together, "verdicts put together are those of all tickets judged again");
    tap_ok(seen.patched > ROUNDS && seen.left_out > seen.patched && seen.again > seen.patched,
           "of %llu pairs of charters, %llu tickets were judged again, and %llu were not",
           (unsigned long long)seen.patched, (unsigned long long)seen.again,
           (unsigned long long)seen.left_out);
    tap_ok(alone && seen.rows > 1000, "rows by themselves are those of the ledgers, all %llu",
           (unsigned long long)seen.rows);
    arena_free(arena);
    return tap_end();
}

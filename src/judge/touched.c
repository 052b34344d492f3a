/* touched.c - see touched.h. Each atom has two bits: it holds for some value of the ticket, it
 * fails for some. What a code says to all atoms of its attribute is one word, so that a row is
 * looked up once an attribute. */
#include "judge/touched.h"

#include "judge/blocks.h"

enum { ATOMS_MOST = 32, MAY_HOLD = 1, MAY_FAIL = 2, MAY_BOTH = 3 };

/* A column, and by code the bits of the atoms. */
struct asked {
    uint32_t attribute;
    uint64_t *bits;
};

struct marking {
    const struct eventlog *log;
    const touched_tests *tests;
    const struct test *atoms[ATOMS_MOST]; /* in the order of their bits */
    uint32_t atom_count;
    VECTOR(struct asked) asked;
    uint64_t *tickets;
};

/* ---- atoms ---- */

static bool is_table(const struct test *test)
{
    return test->op > CONDITION_NOT && test->op != CONDITION_CLASS && test->holds;
}

static struct asked *asked_of(struct arena *arena, struct marking *marking, uint32_t attribute)
{
    for (size_t i = 0; i < marking->asked.count; i++)
        if (marking->asked.at[i].attribute == attribute)
            return &marking->asked.at[i];
    struct asked asked = {.attribute = attribute};
    asked.bits = ARENA_ARRAY(arena, marking->log->columns[attribute].value_count + 1, uint64_t);
    VECTOR_PUSH(arena, &marking->asked, asked);
    return &marking->asked.at[marking->asked.count - 1];
}

static void take_atoms(struct arena *arena, struct marking *marking, const struct test *test)
{
    for (uint32_t i = 0; i < test->part_count; i++)
        take_atoms(arena, marking, test->parts[i]);
    if (!is_table(test) || marking->atom_count == ATOMS_MOST)
        return;
    const struct asked *asked = asked_of(arena, marking, test->attribute);
    uint32_t values = marking->log->columns[test->attribute].value_count;
    for (uint32_t code = 0; code < (values ? values : 1); code++)
        asked->bits[code] |= (uint64_t)(test->holds[code] ? MAY_HOLD : MAY_FAIL)
                             << 2 * marking->atom_count;
    marking->atoms[marking->atom_count++] = test;
}

/* ---- truth ---- */

static unsigned of_atom(const struct marking *marking, const struct test *atom, uint64_t seen)
{
    for (uint32_t i = 0; i < marking->atom_count; i++)
        if (marking->atoms[i] == atom)
            return seen >> 2 * i & MAY_BOTH;
    return MAY_BOTH;
}

static unsigned turned(unsigned may)
{
    return (may & MAY_HOLD ? MAY_FAIL : 0) | (may & MAY_FAIL ? MAY_HOLD : 0);
}

/* What TEST may be, if all values in SEEN are met, in whatever combination. */
static unsigned may_be(const struct marking *marking, const struct test *test, uint64_t seen)
{
    if (test->op > CONDITION_NOT)
        return of_atom(marking, test, seen);
    if (test->op == CONDITION_NOT)
        return turned(may_be(marking, test->parts[0], seen));
    unsigned some = test->op == CONDITION_ALL ? MAY_FAIL : MAY_HOLD, all = MAY_BOTH & ~some;
    unsigned found = 0;
    for (uint32_t i = 0; i < test->part_count; i++) {
        unsigned part = may_be(marking, test->parts[i], seen);
        found |= part & some;
        all &= part;
    }
    return found | all;
}

/* ---- tickets ---- */

/* A ticket has no values before its first row. */
static uint64_t seen_of(const struct marking *marking, uint32_t ticket)
{
    const struct eventlog *log = marking->log;
    uint64_t seen = 0;
    for (size_t i = 0; i < marking->asked.count; i++) {
        const struct asked *asked = &marking->asked.at[i];
        seen |= asked->bits[0];
        for (uint32_t place = log->first[ticket]; place < log->first[ticket + 1]; place++)
            seen |= asked->bits[eventlog_code(log, asked->attribute, eventlog_row(log, place))];
    }
    return seen;
}

static void mark(void *opened, void *block, uint32_t ticket)
{
    const struct marking *marking = opened;
    uint64_t seen = seen_of(marking, ticket);
    (void)block;
    for (size_t i = 0; i < marking->tests->count; i++)
        if (may_be(marking, marking->tests->at[i], seen) & MAY_HOLD) {
            marking->tickets[ticket / 64] |= (uint64_t)1 << ticket % 64;
            return;
        }
}

/* Threads share what is asked; blocks have words of their own. */
static void *open_nothing(void *context)
{
    return context;
}

static void close_nothing(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

void touched_mark(const struct judge *judge, const touched_tests *tests, unsigned threads,
                  uint64_t *tickets)
{
    _Static_assert(BLOCK_TICKETS % 64 == 0, "no word is of two blocks");
    struct arena *arena = arena_new();
    struct marking marking = {.log = judge->log, .tests = tests, .tickets = tickets};
    for (size_t i = 0; i < tests->count; i++)
        take_atoms(arena, &marking, tests->at[i]);
    struct blocks_job job = {.context = &marking,
                             .tickets = judge->log->tickets,
                             .tools_open = open_nothing,
                             .tools_close = close_nothing,
                             .block_begin = open_nothing,
                             .ticket = mark,
                             .block_end = close_nothing};
    if (tests->count)
        blocks_run(&job, threads);
    arena_free(arena);
}

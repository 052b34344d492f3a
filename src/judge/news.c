/* news.c - column by column, in chunks that a compiler makes vectors of. */
#include "judge/news.h"

#include <string.h>

#include "judge/effect.h"

enum { CHUNK = 16 };

/* The rows to look at in a column, and its bit. */
struct task {
    const struct plan_column *column;
    size_t row, count; /* whole chunks */
    uint8_t bit;
};

/* For codes of TYPE: LOOK sets the bit of those that are news. What holds for one row only is news
 * wherever it is said: MASK hides what is before it. ADD puts codes into what is said. */
#define DEFINE_FOR(TYPE, LOOK, ADD)                                                                \
    static void LOOK##_chunk(uint8_t *restrict bits, const TYPE *restrict codes,                   \
                             const TYPE *restrict before, TYPE mask, uint8_t bit)                  \
    {                                                                                              \
        for (size_t i = 0; i < CHUNK; i++) {                                                       \
            TYPE says = codes[i] != 0 ? 0xff : 0;                                                  \
            TYPE differs = codes[i] != (TYPE)(before[i] & mask) ? 0xff : 0;                        \
            bits[i] = (uint8_t)(bits[i] | (says & differs & bit));                                 \
        }                                                                                          \
    }                                                                                              \
    static void LOOK(uint8_t *bits, const struct task *task)                                       \
    {                                                                                              \
        const TYPE *codes = (const TYPE *)task->column->codes + task->row;                         \
        TYPE mask = task->column->passes ? 0 : (TYPE)UINT32_MAX;                                   \
        for (size_t i = 0; i < task->count; i += CHUNK)                                            \
            LOOK##_chunk(bits + i, codes + i, codes + i - 1, mask, task->bit);                     \
    }                                                                                              \
    static void ADD##_chunk(uint64_t *restrict said, const TYPE *restrict codes)                   \
    {                                                                                              \
        for (size_t i = 0; i < CHUNK; i++)                                                         \
            said[i] |= said_of(0, 0, codes[i]);                                                    \
    }                                                                                              \
    static void ADD(uint64_t *said, const struct task *task)                                       \
    {                                                                                              \
        const TYPE *codes = (const TYPE *)task->column->codes + task->row;                         \
        for (size_t i = 0; i < task->count; i += CHUNK)                                            \
            ADD##_chunk(said + i, codes + i);                                                      \
    }

DEFINE_FOR(uint8_t, look_1, add_1)
DEFINE_FOR(uint16_t, look_2, add_2)
DEFINE_FOR(uint32_t, look_4, add_4)

static void look(uint8_t *bits, const struct task *task)
{
    if (task->column->width == 1)
        look_1(bits, task);
    else if (task->column->width == 2)
        look_2(bits, task);
    else
        look_4(bits, task);
}

static void add(uint64_t *said, const struct task *task)
{
    if (task->column->width == 1)
        add_1(said, task);
    else if (task->column->width == 2)
        add_2(said, task);
    else
        add_4(said, task);
}

static void make_room(struct news *news)
{
    uint32_t columns = news->judge->column_count ? news->judge->column_count : 1;
    uint32_t groups = (columns + NEWS_COLUMNS - 1) / NEWS_COLUMNS;
    if (news->said && groups <= news->groups)
        return;
    news->groups = groups;
    news->said = ARENA_ARRAY(news->arena, NEWS_ROOM, uint64_t);
    news->bits = ARENA_ARRAY(news->arena, (size_t)groups * NEWS_ROOM, uint8_t);
    news->any = groups > 1 ? ARENA_ARRAY(news->arena, NEWS_ROOM, uint8_t) : news->bits;
}

/* ---- what is said ---- */

static uint8_t slot_of(uint8_t what)
{
    return (uint8_t)((what & WHAT_ACTOR) | (what & WHAT_PUBLIC ? SLOT_PUBLIC : 0));
}

static uint64_t said_in(const struct judge *judge, uint32_t row)
{
    uint32_t status = judge->status ? plan_code(judge->status, row) : 0;
    return said_of(judge->log->kind[row], slot_of(judge->log->what[row]), status);
}

static void say_chunk(uint64_t *restrict said, const uint8_t *restrict kind,
                      const uint8_t *restrict what)
{
    for (size_t i = 0; i < CHUNK; i++)
        said[i] = said_of(kind[i], slot_of(what[i]), 0);
}

/* Of the first place, then of COUNT in chunks, then of the rest. */
static void say(struct news *news, uint32_t count)
{
    const struct judge *judge = news->judge;
    const struct eventlog *log = judge->log;
    uint32_t row = news->from + 1;
    struct task status = {.column = judge->status, .row = row, .count = count};
    for (uint32_t i = 0; i < count; i += CHUNK)
        say_chunk(news->said + 1 + i, log->kind + row + i, log->what + row + i);
    if (judge->status)
        add(news->said + 1, &status);
    news->said[0] = said_in(judge, eventlog_row(log, news->from));
    for (uint32_t i = count + 1; i < news->count; i++)
        news->said[i] = said_in(judge, eventlog_row(log, news->from + i));
}

/* ---- what is new ---- */

/* Of COUNT columns from FIRST on, all but the status. */
static int bits_of(const struct judge *judge, uint32_t first, uint32_t count)
{
    int bits = 0;
    for (uint32_t i = 0; i < count; i++)
        bits |= &judge->columns[first + i] == judge->status ? 0 : 1 << i;
    return bits;
}

/* The group of columns from FIRST on; without columns nothing is news. Of the first row, and of
 * what does not fill a chunk, all is. */
static void look_at_group(struct news *news, uint32_t first, uint32_t count)
{
    uint32_t left = news->judge->column_count - first;
    uint32_t columns = left < NEWS_COLUMNS ? left : NEWS_COLUMNS;
    uint8_t *bits = news->bits + (size_t)(first / NEWS_COLUMNS) * NEWS_ROOM;
    memset(bits, bits_of(news->judge, first, columns), news->count);
    memset(bits + 1, 0, count);
    for (uint32_t i = 0; i < columns; i++) {
        if (&news->judge->columns[first + i] == news->judge->status)
            continue;
        struct task task = {.column = &news->judge->columns[first + i],
                            .row = news->from + 1,
                            .count = count,
                            .bit = (uint8_t)(1u << i)};
        look(bits + 1, &task);
    }
}

static void join_groups(struct news *news)
{
    memset(news->any, 0, news->count);
    for (uint32_t group = 0; group < news->groups; group++)
        for (uint32_t i = 0; i < news->count; i++)
            news->any[i] |= news->bits[group * NEWS_ROOM + i];
}

void news_read(struct news *news, uint32_t place, uint32_t end)
{
    const struct eventlog *log = news->judge->log;
    bool in_order = place == news->from + news->count;
    uint32_t left = log->rows - place, wanted = NEWS_ROOM;
    if (!in_order && end - place < NEWS_ROOM - CHUNK)
        wanted = end - place + CHUNK;
    make_room(news);
    news->from = place;
    news->count = wanted < left ? wanted : left;
    uint32_t count = log->order ? 0 : (news->count - 1) / CHUNK * CHUNK;
    say(news, count);
    look_at_group(news, 0, count);
    for (uint32_t i = NEWS_COLUMNS; i < news->judge->column_count; i += NEWS_COLUMNS)
        look_at_group(news, i, count);
    if (news->any != news->bits)
        join_groups(news);
}

/* news.c - column by column, in chunks that a compiler makes vectors of. */
#include "judge/news.h"

#include <string.h>

enum { CHUNK = 16 };

/* The rows to look at in a column, and its bit. */
struct task {
    const struct plan_column *column;
    uint32_t row, chunks;
    uint8_t bit;
};

/* NAME looks through codes of TYPE. What holds for one row only is news wherever it is said: MASK
 * hides what is before it. */
#define DEFINE_LOOK(NAME, TYPE)                                                                    \
    static void NAME##_chunk(uint8_t *restrict bits, const TYPE *restrict codes,                   \
                             const TYPE *restrict before, TYPE mask, uint8_t bit)                  \
    {                                                                                              \
        for (size_t i = 0; i < CHUNK; i++) {                                                       \
            TYPE says = codes[i] != 0 ? 0xff : 0;                                                  \
            TYPE differs = codes[i] != (TYPE)(before[i] & mask) ? 0xff : 0;                        \
            bits[i] = (uint8_t)(bits[i] | (says & differs & bit));                                 \
        }                                                                                          \
    }                                                                                              \
    static void NAME(uint8_t *bits, const struct task *task)                                       \
    {                                                                                              \
        const TYPE *codes = (const TYPE *)task->column->codes + task->row;                         \
        TYPE mask = task->column->passes ? 0 : (TYPE)UINT32_MAX;                                   \
        for (size_t i = 0; i < (size_t)task->chunks * CHUNK; i += CHUNK)                           \
            NAME##_chunk(bits + i, codes + i, codes + i - 1, mask, task->bit);                     \
    }

DEFINE_LOOK(look_1, uint8_t)
DEFINE_LOOK(look_2, uint16_t)
DEFINE_LOOK(look_4, uint32_t)

static void look(uint8_t *bits, const struct task *task)
{
    if (task->column->width == 1)
        look_1(bits, task);
    else if (task->column->width == 2)
        look_2(bits, task);
    else
        look_4(bits, task);
}

static void make_room(struct news *news)
{
    uint32_t groups = (news->judge->column_count + NEWS_COLUMNS - 1) / NEWS_COLUMNS;
    if (groups <= news->groups)
        return;
    news->groups = groups;
    news->bits = ARENA_ARRAY(news->arena, (size_t)groups * NEWS_ROOM, uint8_t);
}

/* The group of columns from FIRST on. Of the first row, and of what does not fill a chunk, all is
 * news. */
static void look_at_group(struct news *news, uint32_t first, uint32_t chunks)
{
    uint32_t left = news->judge->column_count - first;
    uint32_t count = left < NEWS_COLUMNS ? left : NEWS_COLUMNS;
    uint8_t *bits = news->bits + (size_t)(first / NEWS_COLUMNS) * NEWS_ROOM;
    memset(bits, (1 << count) - 1, news->count);
    memset(bits + 1, 0, (size_t)chunks * CHUNK);
    for (uint32_t i = 0; i < count; i++) {
        struct task task = {.column = &news->judge->columns[first + i],
                            .row = news->from + 1,
                            .chunks = chunks,
                            .bit = (uint8_t)(1u << i)};
        look(bits + 1, &task);
    }
}

void news_read(struct news *news, uint32_t place, uint32_t end)
{
    const struct eventlog *log = news->judge->log;
    bool in_order = place == news->from + news->count;
    uint32_t left = log->rows - place, wanted = end - place + CHUNK;
    if (in_order || wanted > NEWS_ROOM)
        wanted = NEWS_ROOM;
    make_room(news);
    news->from = place;
    news->count = wanted < left ? wanted : left;
    for (uint32_t i = 0; i < news->judge->column_count; i += NEWS_COLUMNS)
        look_at_group(news, i, log->order ? 0 : (news->count - 1) / CHUNK);
}

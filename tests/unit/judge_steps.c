/* with: tap.c time_random.c */
/* judge_steps.c - what is found out about rows once, or for many rows at once, is what is found out
 * row by row: the news in columns of any width, and the effects of rows alike. */
#include <string.h>

#include "judge/effect.h"
#include "judge/news.h"
#include "tap.h"
#include "time_random.h"

enum { ROWS = 3000, COLUMNS = 19, STATUSES = 400, KINDS = 30, TARGETS = 70 };

static struct arena *arena;
static struct dice dice = {88172645463325252};

/* ---- news ---- */

static void fill(struct plan_column *column, uint32_t attribute)
{
    uint8_t width = (uint8_t)(1 << dice_below(&dice, 3));
    uint8_t *codes = memory_resize(NULL, (size_t)ROWS * width); /* a byte beyond it is a fault */
    uint32_t now = 0, top = width == 1 ? 200 : 70000;
    for (uint32_t row = 0; row < ROWS; row++) {
        if (dice_chance(&dice, 30))
            now = dice_chance(&dice, 30) ? 0 : (uint32_t)dice_below(&dice, (int)top);
        uint32_t code = width == 2 ? now & 0xffff : now;
        memcpy(codes + (size_t)row * width, &code, width);
    }
    *column = (struct plan_column){
        .codes = codes, .attribute = attribute, .width = width, .passes = dice_chance(&dice, 20)};
}

static uint8_t *fill_bytes(int count)
{
    uint8_t *bytes = memory_resize(NULL, ROWS);
    for (uint32_t row = 0; row < ROWS; row++)
        bytes[row] = (uint8_t)dice_below(&dice, count);
    return bytes;
}

static struct judge *judge_of_columns(uint32_t count)
{
    struct judge *judge = ARENA_NEW(arena, struct judge);
    struct eventlog *log = ARENA_NEW(arena, struct eventlog);
    struct plan_column *columns = ARENA_ARRAY(arena, count + 1, struct plan_column);
    for (uint32_t i = 0; i < count; i++)
        fill(&columns[i], i);
    log->rows = ROWS;
    log->kind = fill_bytes(256);
    log->what = fill_bytes(32);
    judge->log = log;
    judge->columns = columns;
    judge->column_count = count;
    judge->status =
        count && dice_chance(&dice, 80) ? &columns[dice_below(&dice, (int)count)] : NULL;
    return judge;
}

static void release(const struct judge *judge)
{
    for (uint32_t i = 0; i < judge->column_count; i++)
        memory_release((void *)(uintptr_t)judge->columns[i].codes);
    memory_release((void *)(uintptr_t)judge->log->kind);
    memory_release((void *)(uintptr_t)judge->log->what);
}

/* 0: not; 1: perhaps; 2: surely. */
static int is_news(const struct judge *judge, uint32_t column, uint32_t row)
{
    const struct plan_column *of = &judge->columns[column];
    uint32_t code = plan_code(of, row);
    if (!code)
        return 0;
    return of->passes || row == 0 || plan_code(of, row - 1) != code ? 2 : 1;
}

/* Bad places, and how much is called news that is none. */
struct tally {
    uint32_t wrong, needless;
};

static void look_at(const struct judge *judge, const struct news *news, uint32_t row,
                    struct tally *tally)
{
    uint32_t index = row - news->from;
    uint64_t status = judge->status ? plan_code(judge->status, row) : 0;
    uint64_t said =
        status << 32 | (uint32_t)(judge->log->what[row] & 7) << 8 | judge->log->kind[row];
    bool any = false;
    tally->wrong += news->said[index] != said;
    for (uint32_t i = 0; i < judge->column_count; i++) {
        uint8_t bits = news->bits[i / NEWS_COLUMNS * NEWS_ROOM + index];
        bool has = bits >> i % NEWS_COLUMNS & 1;
        any |= has;
        tally->wrong += !has && is_news(judge, i, row) == 2;
        tally->needless += has && is_news(judge, i, row) != 2;
    }
    if (judge->column_count)
        tally->wrong += any != (news->any[index] != 0);
}

/* Tickets of some rows each, in order, or at any place. */
static struct tally look_at_all(const struct judge *judge, bool in_order)
{
    struct news news = {.arena = arena};
    struct tally tally = {0, 0};
    news_begin(&news, judge);
    for (uint32_t row = 0, count; row < ROWS; row += count) {
        uint32_t from = in_order ? row : (uint32_t)dice_below(&dice, ROWS);
        count = 1 + (uint32_t)dice_below(&dice, dice_chance(&dice, 5) ? 1500 : 9);
        uint32_t end = from + count < ROWS ? from + count : ROWS;
        for (uint32_t place = from; place < end; place++) {
            tally.wrong += news_find(&news, place, end) != place - news.from;
            look_at(judge, &news, place, &tally);
        }
    }
    return tally;
}

static void news_of_columns(void)
{
    struct tally ordered = {0, 0}, scattered = {0, 0};
    for (int i = 0; i < 60; i++) {
        struct judge *judge = judge_of_columns((uint32_t)dice_below(&dice, COLUMNS + 1));
        struct tally in_order = look_at_all(judge, true), at_random = look_at_all(judge, false);
        ordered.wrong += in_order.wrong;
        ordered.needless += in_order.needless;
        scattered.wrong += at_random.wrong;
        release(judge);
    }
    tap_equal(ordered.wrong, 0, "news of tickets in order");
    tap_equal(scattered.wrong, 0, "news of tickets anywhere");
    tap_ok(ordered.needless < 60 * COLUMNS * ROWS / 50, "little is called news that is none");
}

/* ---- effects ---- */

static uint8_t *roles(uint32_t count)
{
    uint8_t *table = ARENA_ARRAY(arena, count, uint8_t);
    for (uint32_t i = 0; i < count; i++)
        table[i] = dice_chance(&dice, 20) ? (uint8_t)dice_below(&dice, 16) : 0;
    return table;
}

static struct eventlog *log_of_statuses(void)
{
    struct eventlog *log = ARENA_NEW(arena, struct eventlog);
    struct event_column *column = ARENA_NEW(arena, struct event_column);
    struct value *values = ARENA_ARRAY(arena, STATUSES + 1, struct value);
    for (uint32_t i = 1; i <= STATUSES; i++)
        values[i] = (struct value){.type = VALUE_CHOICE, .choice = i - 1};
    *column = (struct event_column){.width = 2, .values = values, .value_count = STATUSES + 1};
    log->columns = column;
    return log;
}

static struct model *model_of_statuses(void)
{
    struct model *model = ARENA_NEW(arena, struct model);
    enum status_class *classes = ARENA_ARRAY(arena, STATUSES, enum status_class);
    for (uint32_t i = 0; i < STATUSES; i++)
        classes[i] = (enum status_class)dice_below(&dice, CLASS_COUNT);
    model->schema = (struct schema){.count = 3,
                                    .stored = 1,
                                    .kind_count = KINDS,
                                    .classes = classes,
                                    .replies = 1,
                                    .reopenings = 2};
    model->target_count = TARGETS;
    model->targets = ARENA_ARRAY(arena, TARGETS, struct target);
    return model;
}

static struct judge *judge_of_statuses(void)
{
    struct judge *judge = ARENA_NEW(arena, struct judge);
    struct plan_target *targets = ARENA_ARRAY(arena, TARGETS, struct plan_target);
    struct plan_clock *clocks = ARENA_ARRAY(arena, TARGETS, struct plan_clock);
    struct clock_model *models = ARENA_ARRAY(arena, TARGETS, struct clock_model);
    for (uint32_t i = 0; i < TARGETS; i++) {
        models[i].reopening = (enum reopening)dice_below(&dice, 3);
        clocks[i] = (struct plan_clock){.model = &models[i],
                                        .by_kind = roles(KINDS * SLOTS_A_KIND),
                                        .by_status = roles(STATUSES)};
        targets[i].clock = &clocks[i];
    }
    judge->model = model_of_statuses();
    judge->log = log_of_statuses();
    judge->targets = targets;
    judge->interest.by_attribute = ARENA_ARRAY(arena, 4, struct concern);
    return judge;
}

static bool is_same(const struct effect *a, const struct effect *b)
{
    bool same = a->after == b->after && a->starts == b->starts && a->ends == b->ends &&
                a->goes_on == b->goes_on && a->reopens == b->reopens && a->replies == b->replies &&
                a->is_done == b->is_done && a->more == b->more && a->count == b->count;
    return same && memcmp(a->happenings, b->happenings, a->count * sizeof *a->happenings) == 0 &&
           memcmp(a->acts, b->acts, TARGETS * sizeof *a->acts) == 0;
}

static uint64_t any_said(void)
{
    uint32_t status = dice_chance(&dice, 50) ? 0 : 1 + (uint32_t)dice_below(&dice, STATUSES);
    return said_of((uint8_t)dice_below(&dice, KINDS), (uint8_t)dice_below(&dice, SLOTS_A_KIND),
                   status);
}

/* A walk long enough that effects drive each other out, of one version and then another. */
static void effects_of_rows(void)
{
    struct judge *judges[] = {judge_of_statuses(), judge_of_statuses()};
    struct effects *known = effects_new(judges[0], arena);
    uint32_t wrong = 0;
    judges[1]->version = 1;
    for (int ticket = 0; ticket < 3000; ticket++) {
        const struct judge *judge = judges[dice_below(&dice, 2)];
        uint64_t stance = stance_first(judge);
        for (int row = 0; row < 8; row++) {
            uint64_t said = row || dice_chance(&dice, 80) ? any_said() : SAID_COLUMN;
            struct arena *own = arena_new();
            const struct effect *found = effect_of(known, judge, stance, said);
            wrong += !is_same(found, effect_learn(effects_new(judge, own), judge, stance, said));
            stance = found->after;
            arena_free(own);
        }
    }
    tap_equal(wrong, 0, "effects that are remembered are those that are found out anew");
}

int main(void)
{
    arena = arena_new();
    news_of_columns();
    effects_of_rows();
    arena_free(arena);
    return tap_end();
}

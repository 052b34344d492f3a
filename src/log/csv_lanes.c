/* csv_lanes.c - see csv_lanes.h. */
#include "log/csv_lanes.h"

/* ---- which marks are wanted ---- */

/* Those that end the fields that a slot asks for, and those in front of them, but for those inside
 * of phrases. */
static void want(const struct csv_lanes *lanes, bool *wanted)
{
    const struct binding *binding = &lanes->lanes.reading->binding;
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        size_t column = binding->slots[i].column;
        if (column < lanes->shape.columns)
            wanted[column] = wanted[column ? column - 1 : 0] = true;
    }
    for (uint32_t i = 0; i < lanes->lanes.phrase_count; i++) {
        const struct phrase *phrase = &lanes->lanes.phrases[i];
        for (uint32_t column = phrase->first; column < phrase->last; column++)
            wanted[column] = false;
    }
}

static void make_shape(struct csv_lanes *lanes)
{
    struct arena *arena = lanes->lanes.reading->arena;
    uint32_t columns = lanes->shape.columns;
    bool *wanted = ARENA_ARRAY(arena, columns, bool);
    want(lanes, wanted);
    csv_shape_init(&lanes->shape, arena, wanted);
    lanes->places = ARENA_ARRAY(arena, columns, uint32_t);
    for (uint32_t i = 1; i < columns; i++)
        lanes->places[i] = lanes->places[i - 1] + wanted[i - 1];
}

/* ---- records ---- */

void csv_lanes_init(struct csv_lanes *lanes, struct reading *reading, uint32_t columns,
                    char delimiter)
{
    uint32_t *marks =
        memory_resize(NULL, (1 + LANES_BYTES + CSV_MARKS_SLACK) * sizeof *lanes->marks.at);
    *lanes = (struct csv_lanes){.shape = {.columns = columns, .delimiter = delimiter},
                                .way = reading->request->lacks_vectors ? CSV_PLAIN : csv_way_best(),
                                .marks.at = marks + 1};
    marks[0] = 0;
    csv_init(&lanes->csv, TEXT(""), delimiter);
    lanes_init(&lanes->lanes, reading, columns);
    for (uint32_t i = 0; i < reading->binding.slot_count; i++)
        intern_add(&reading->binding.slots[i].meanings, (struct text){lane_doubled, 1},
                   MEANING_BAD);
    make_shape(lanes);
}

void csv_lanes_fini(struct csv_lanes *lanes)
{
    memory_release(lanes->marks.at - 1);
    csv_fini(&lanes->csv);
}

static void look_through(struct csv_lanes *lanes, const char *at, const char *end)
{
    size_t len = (size_t)(end - at);
    struct text text = {at, len < LANES_BYTES ? len : LANES_BYTES};
    lanes->base = at;
    csv_marks_find(&lanes->marks, lanes->way, text, &lanes->shape);
}

/* All that were found, LANES_MOST at a time; gives what is behind them. */
static const char *take_found(struct csv_lanes *lanes, uint64_t *line)
{
    size_t stride = lanes->shape.stride, records = lanes->marks.records;
    struct stretch stretch = {.base = lanes->base,
                              .stride = stride,
                              .places = lanes->places,
                              .columns = lanes->shape.columns,
                              .csv = &lanes->csv,
                              .has_returns = lanes->marks.has_returns,
                              .has_doubled = lanes->marks.has_doubled};
    for (size_t next = 0; next < records; next += stretch.count) {
        stretch.count = records - next < LANES_MOST ? (uint32_t)(records - next) : LANES_MOST;
        stretch.marks = lanes->marks.at + next * stride;
        lanes_add(&lanes->lanes, &stretch, *line);
        *line += stretch.count;
    }
    return lanes->base + lanes->marks.at[records * stride - 1];
}

const char *csv_lanes_take(struct csv_lanes *lanes, const char *at, const char *end, uint64_t *line)
{
    while (at < end) {
        look_through(lanes, at, end);
        if (!lanes->marks.records)
            break;
        at = take_found(lanes, line);
        if (lanes_look_for_phrases(&lanes->lanes, lanes->shape.columns, lanes->marks.records))
            make_shape(lanes);
    }
    return at;
}

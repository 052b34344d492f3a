/* csv_lanes.c - see csv_lanes.h. */
#include "log/csv_lanes.h"

void csv_lanes_init(struct csv_lanes *lanes, struct reading *reading, size_t columns,
                    char delimiter)
{
    uint32_t *marks =
        memory_resize(NULL, (1 + LANES_BYTES + CSV_MARKS_SLACK) * sizeof *lanes->marks.at);
    *lanes = (struct csv_lanes){
        .columns = columns, .delimiter = delimiter, .way = csv_way_best(), .marks.at = marks + 1};
    marks[0] = UINT32_MAX; /* + 1 is 0 */
    lanes_init(&lanes->lanes, reading, columns);
}

void csv_lanes_fini(struct csv_lanes *lanes)
{
    memory_release(lanes->marks.at - 1);
}

void csv_lanes_forget(struct csv_lanes *lanes)
{
    lanes->base = NULL;
    lanes->len = lanes->marks.count = 0;
}

/* ---- finding them ---- */

static bool is_plain(const struct csv_lanes *lanes, size_t first)
{
    const uint32_t *marks = lanes->marks.at + first;
    size_t last = lanes->columns - 1;
    if (lanes->base[marks[last]] != '\n')
        return false;
    for (size_t i = 0; i < last; i++)
        if (lanes->base[marks[i]] != lanes->delimiter)
            return false;
    return true;
}

/* How many plain records stand there, at most MOST. */
static uint32_t count_plain(const struct csv_lanes *lanes, uint32_t most)
{
    uint32_t count = 0;
    size_t i = lanes->next;
    if (i < lanes->regular)
        count = (uint32_t)((lanes->regular - i) / lanes->columns);
    for (i += count * lanes->columns; count < most && i + lanes->columns <= lanes->marks.count;
         i += lanes->columns, count++)
        if (!is_plain(lanes, i))
            break;
    return count < most ? count : most;
}

/* Where nothing odd is among the marks, and there are as many line feeds as there are records if
 * the last mark of each is one, no other mark is: so many marks are of plain records. */
static size_t count_regular(const struct csv_lanes *lanes)
{
    const struct csv_marks *marks = &lanes->marks;
    size_t end = marks->lines * lanes->columns;
    if (marks->odd || end > marks->count)
        return 0;
    for (size_t i = lanes->columns - 1; i < end; i += lanes->columns)
        if (lanes->base[marks->at[i]] != '\n')
            return 0;
    return end;
}

static void look_through(struct csv_lanes *lanes, const char *at, const char *end)
{
    size_t len = (size_t)(end - at);
    lanes->base = at;
    lanes->len = len < LANES_BYTES ? len : LANES_BYTES;
    lanes->next = 0;
    csv_marks_find(&lanes->marks, lanes->way, at, lanes->len, lanes->delimiter);
    lanes->regular = count_regular(lanes);
}

/* Is AT where a record begins among the marks? */
static bool find_next(struct csv_lanes *lanes, const char *at)
{
    if (!lanes->base || at < lanes->base || at >= lanes->base + lanes->len)
        return false;
    uint32_t offset = (uint32_t)(at - lanes->base);
    while (lanes->next < lanes->marks.count && lanes->marks.at[lanes->next] < offset)
        lanes->next++;
    const uint32_t *mark = lanes->marks.at + lanes->next;
    return (uint32_t)(mark[-1] + 1) == offset && lanes->next + lanes->columns <= lanes->marks.count;
}

const char *csv_lanes_take(struct csv_lanes *lanes, const char *at, const char *end, uint64_t *line)
{
    while (at < end) {
        if (!find_next(lanes, at))
            look_through(lanes, at, end);
        uint32_t count = count_plain(lanes, LANES_ROWS);
        if (!count)
            break;
        struct stretch stretch = {.base = lanes->base,
                                  .marks = lanes->marks.at + lanes->next,
                                  .columns = lanes->columns,
                                  .count = count,
                                  .has_returns = lanes->marks.returns > 0};
        lanes_add(&lanes->lanes, &stretch, *line);
        *line += count;
        lanes->next += count * lanes->columns;
        at = lanes->base + lanes->marks.at[lanes->next - 1] + 1;
    }
    return at;
}

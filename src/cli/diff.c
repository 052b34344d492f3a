/* diff.c - the longest common subsequence of lines between what both texts begin and end with.
 * Where that would be a large table, the middle is shown as one change. */
#include "cli/diff.h"

#include "base/vector.h"

enum { TABLE_MOST = 1 << 24, AROUND = 3 };

typedef VECTOR(struct text) lines;

/* One step from the old text to the new one. */
struct step {
    char sign; /* ' ', '-', '+' */
    struct text line;
};

typedef VECTOR(struct step) steps;

struct diff {
    struct arena *arena;
    lines old, new;
    steps steps;
};

/* Lines with their line ends. */
static lines cut(struct arena *arena, struct text text)
{
    lines list = {0};
    for (size_t from = 0, to; from < text.len; from = to) {
        for (to = from; to < text.len && text.at[to] != '\n';)
            to++;
        to += to < text.len;
        VECTOR_PUSH(arena, &list, text_slice(text, from, to));
    }
    return list;
}

static void step(struct diff *diff, char sign, struct text line)
{
    VECTOR_PUSH(diff->arena, &diff->steps, ((struct step){sign, line}));
}

struct middle {
    size_t old_from, old_to, new_from, new_to;
};

static void replace(struct diff *diff, struct middle m)
{
    for (size_t i = m.old_from; i < m.old_to; i++)
        step(diff, '-', diff->old.at[i]);
    for (size_t i = m.new_from; i < m.new_to; i++)
        step(diff, '+', diff->new.at[i]);
}

/* table[i * (m + 1) + j]: common lines behind line i of the old and j of the new middle. */
static uint32_t *measure(struct diff *diff, struct middle m)
{
    size_t n = m.old_to - m.old_from, width = m.new_to - m.new_from + 1;
    uint32_t *table = arena_array(diff->arena, (n + 1) * width, sizeof *table);
    for (size_t i = n; i-- > 0;)
        for (size_t j = width - 1; j-- > 0;) {
            uint32_t down = table[(i + 1) * width + j], right = table[i * width + j + 1];
            bool same = text_equal(diff->old.at[m.old_from + i], diff->new.at[m.new_from + j]);
            table[i * width + j] = same           ? table[(i + 1) * width + j + 1] + 1
                                   : down > right ? down
                                                  : right;
        }
    return table;
}

static void compare(struct diff *diff, struct middle m)
{
    size_t n = m.old_to - m.old_from, width = m.new_to - m.new_from + 1;
    const uint32_t *table = measure(diff, m);
    for (size_t i = 0, j = 0; i < n || j + 1 < width;) {
        bool both = i < n && j + 1 < width;
        if (both && text_equal(diff->old.at[m.old_from + i], diff->new.at[m.new_from + j])) {
            step(diff, ' ', diff->old.at[m.old_from + i]);
            i++, j++;
        } else if (i < n && (!both || table[(i + 1) * width + j] >= table[i * width + j + 1])) {
            step(diff, '-', diff->old.at[m.old_from + i++]);
        } else {
            step(diff, '+', diff->new.at[m.new_from + j++]);
        }
    }
}

static void walk(struct diff *diff)
{
    struct middle m = {0, diff->old.count, 0, diff->new.count};
    while (m.old_from < m.old_to && m.new_from < m.new_to &&
           text_equal(diff->old.at[m.old_from], diff->new.at[m.new_from])) {
        step(diff, ' ', diff->old.at[m.old_from]);
        m.old_from++, m.new_from++;
    }
    size_t tail = m.old_to;
    while (m.old_to > m.old_from && m.new_to > m.new_from &&
           text_equal(diff->old.at[m.old_to - 1], diff->new.at[m.new_to - 1]))
        m.old_to--, m.new_to--;
    if ((m.old_to - m.old_from + 1) * (m.new_to - m.new_from + 1) > TABLE_MOST)
        replace(diff, m);
    else
        compare(diff, m);
    for (size_t i = m.old_to; i < tail; i++)
        step(diff, ' ', diff->old.at[i]);
}

/* Is a changed line at most DISTANCE steps away? */
static bool near(const steps *list, size_t at, size_t distance)
{
    size_t from = at > distance ? at - distance : 0;
    for (size_t i = from; i < list->count && i <= at + distance; i++)
        if (list->at[i].sign != ' ')
            return true;
    return false;
}

static void write_hunk(struct buffer *out, const steps *list, size_t from, size_t to)
{
    size_t old_line = 1, new_line = 1, olds = 0, news = 0;
    for (size_t i = 0; i < to; i++) {
        bool is_old = list->at[i].sign != '+', is_new = list->at[i].sign != '-';
        (i < from ? &old_line : &olds)[0] += is_old;
        (i < from ? &new_line : &news)[0] += is_new;
    }
    buffer_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", old_line - (olds == 0), olds,
                  new_line - (news == 0), news);
    for (size_t i = from; i < to; i++) {
        buffer_putc(out, list->at[i].sign);
        buffer_put(out, list->at[i].line);
        if (!text_ends(list->at[i].line, TEXT("\n")))
            buffer_puts(out, "\n\\ No newline at end of file\n");
    }
}

void diff_write(struct buffer *out, struct text path, struct text old, struct text new)
{
    struct diff diff = {.arena = arena_new()};
    if (!text_equal(old, new)) {
        diff.old = cut(diff.arena, old);
        diff.new = cut(diff.arena, new);
        walk(&diff);
        buffer_format(out, "--- " TEXT_FMT "\n+++ " TEXT_FMT "\n", TEXT_ARG(path), TEXT_ARG(path));
    }
    for (size_t i = 0, to; i < diff.steps.count; i = to) {
        for (to = i; to < diff.steps.count && near(&diff.steps, to, AROUND);)
            to++;
        if (to > i)
            write_hunk(out, &diff.steps, i, to);
        to += to == i;
    }
    arena_free(diff.arena);
}

/* infer_columns.c - what the values of a column are, each cell for itself.
 *
 * Ways of writing times are tried on the first cells; those that never fit are dropped.
 */
#include "analyse/infer_part.h"
#include "time/written.h"

enum { TRIED = 200, LONGEST = 200 };

struct probe {
    struct infer_column *column;
    uint64_t tried; /* cells on which all ways were tried */
};

struct probing {
    struct inference *inference;
    struct probe *probes;
    struct written formats[INFER_FORMATS];
};

/* ---- times ---- */

static bool is_epoch(struct text format, struct text text)
{
    size_t digits = text_is(format, "epoch seconds") ? 10 : 13;
    return text.len + 1 >= digits && text.len <= digits + 1;
}

/* A stamp without an offset is none of RFC 3339. */
static bool fits(const struct probing *probing, uint32_t format, struct text text)
{
    struct civil_stamp stamp;
    struct text name = infer_format(format);
    if (name.len == 0)
        return civil_parse_stamp(text, &stamp) == CIVIL_OK && stamp.has_offset;
    if (text_starts(name, TEXT("epoch")) && !is_epoch(name, text))
        return false;
    return written_parse(&probing->formats[format], text, &stamp) == CIVIL_OK;
}

static void try_formats(const struct probing *probing, struct probe *probe, struct text text)
{
    struct infer_column *column = probe->column;
    bool tries_all = probe->tried < TRIED;
    probe->tried += tries_all;
    for (uint32_t i = 0; i < infer_format_count(); i++)
        if ((tries_all || column->as_format[i]) && fits(probing, i, text))
            column->as_format[i]++;
}

/* ---- values ---- */

static bool is_truth(struct text text)
{
    return text_is(text, "true") || text_is(text, "false") || text_is(text, "yes") ||
           text_is(text, "no");
}

static void count_value(struct inference *inference, struct infer_column *column, struct text text)
{
    for (size_t i = 0; i < column->values.count; i++)
        if (text_equal(column->values.at[i].text, text)) {
            column->values.at[i].count++;
            return;
        }
    if (column->values.count == INFER_VALUES) {
        column->has_many = true;
        return;
    }
    struct infer_value value = {
        .text = text_copy(inference->arena, text), .count = 1, .kind = UINT32_MAX};
    VECTOR_PUSH(inference->arena, &column->values, value);
}

static void look_at(struct probing *probing, struct probe *probe, struct text text)
{
    struct infer_column *column = probe->column;
    struct decimal number;
    column->filled++;
    column->longest = text.len > column->longest ? text.len : column->longest;
    column->is_odd = column->is_odd || text_find_bad_utf8(text) < text.len;
    column->truths += is_truth(text);
    if (decimal_parse(text, &number)) {
        column->decimals++;
        column->wholes += number.scale == 0;
    }
    if (text.len <= 64)
        try_formats(probing, probe, text);
    if (text.len > LONGEST)
        column->has_many = true;
    if (!column->has_many)
        count_value(probing->inference, column, text);
}

/* Doubtful markers are values too, until the whole column is known. */
static void look_at_cell(struct probing *probing, struct probe *probe, struct text text)
{
    int marker = infer_marker(text);
    if (text.len == 0)
        probe->column->missing++;
    else if (marker >= 0)
        probe->column->as_marker[marker]++;
    else
        look_at(probing, probe, text);
}

static void look_at_record(void *context, const struct cell *cells, uint64_t line)
{
    struct probing *probing = context;
    (void)line;
    probing->inference->result->rows++;
    for (size_t i = 0; i < probing->inference->result->count; i++)
        look_at_cell(probing, &probing->probes[i], cell_text(cells[i]));
}

/* ---- markers ---- */

/* A doubtful one is a marker where it stands among numbers or times, or in several columns. */
static bool is_marker(const struct inferred *result, int marker)
{
    uint32_t among_others = 0, columns = 0;
    for (size_t i = 0; i < result->count; i++) {
        const struct infer_column *column = &result->columns[i];
        if (!column->as_marker[marker])
            continue;
        columns++;
        among_others += column->filled > 0 && (column->decimals == column->filled ||
                                               column->as_format[0] == column->filled);
    }
    return columns > 0 && (infer_marker_is_sure(marker) || among_others || columns > 2);
}

static void settle_marker(struct inference *inference, int marker)
{
    struct inferred *result = inference->result;
    bool accepted = is_marker(result, marker);
    inference->is_missing[marker] = accepted;
    if (accepted)
        VECTOR_PUSH(inference->arena, &result->missing, infer_marker_text(marker));
    for (size_t i = 0; i < result->count; i++) {
        struct infer_column *column = &result->columns[i];
        uint64_t count = column->as_marker[marker];
        if (accepted)
            column->missing += count;
        else if (count) {
            column->filled += count;
            count_value(inference, column, infer_marker_text(marker));
            column->values.at[column->values.count - 1].count = count;
        }
    }
}

/* A column that no charter could name is not looked at any further, and values that none could
 * name make it a text. */
static void settle_texts(struct infer_column *column)
{
    for (size_t i = 0; i < column->values.count && !column->has_many; i++)
        column->has_many = !infer_is_text(column->values.at[i].text);
    if (infer_is_text(column->column->name))
        return;
    column->filled = 0;
    column->has_many = column->is_odd = true;
}

/* ---- ways of writing times ---- */

/* A column that holds times but for some cells is none, since those rows would be bad; it is said
 * where they are most. */
static void remark_near_time(struct inference *inference, struct infer_column *column)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < infer_format_count(); i++)
        if (column->as_format[i] > column->as_format[best])
            best = i;
    uint64_t others = column->filled - column->as_format[best];
    if (column->filled && column->as_format[best] > others)
        infer_remark(
            inference, NULL,
            "decide: \"" TEXT_FMT "\" holds times written \"" TEXT_FMT
            "\", but for %llu of %llu; so it is taken for none.",
            TEXT_ARG(column->column->name),
            TEXT_ARG(infer_format(best).len ? infer_format(best) : TEXT("YYYY-MM-DDThh:mm:ssZ")),
            (unsigned long long)others, (unsigned long long)column->filled);
}

/* The first that fits all cells; a date alone, of which the rows would be at midnight, last. */
static void settle_format(struct inference *inference, struct infer_column *column)
{
    for (uint32_t i = 0; column->filled && i < infer_format_count(); i++) {
        if (column->as_format[i] != column->filled)
            continue;
        column->is_time = true;
        column->written = infer_format(i);
        column->has_zone = column->written.len == 0 || text_starts(column->written, TEXT("epoch"));
        for (size_t k = 0; k < column->written.len; k++)
            column->has_zone = column->has_zone || column->written.at[k] == 'Z';
        return;
    }
    remark_near_time(inference, column);
}

void infer_columns(struct inference *inference)
{
    struct inferred *result = inference->result;
    struct probing *probing = ARENA_NEW(inference->arena, struct probing);
    struct survey_reader reader = {probing, look_at_record};
    const char *why;
    probing->inference = inference;
    probing->probes = ARENA_ARRAY(inference->arena, result->count + 1, struct probe);
    for (size_t i = 0; i < result->count; i++)
        probing->probes[i].column = &result->columns[i];
    for (uint32_t i = 0; i < infer_format_count(); i++)
        if (infer_format(i).len)
            (void)written_compile(infer_format(i), &probing->formats[i], &why);
    survey_each(inference->survey, &reader);
    for (int i = 0; i < infer_marker_count(); i++)
        settle_marker(inference, i);
    for (size_t i = 0; i < result->count; i++) {
        settle_texts(&result->columns[i]);
        settle_format(inference, &result->columns[i]);
    }
}

/* survey_csv.c - the header of CSV and TSV, and its rows. */
#include "log/csv.h"
#include "log/survey_part.h"

/* How often NAME stands among the first COUNT headers. */
static uint32_t count_same(const struct cell *header, size_t count, struct cell name)
{
    uint32_t same = 0;
    for (size_t i = 0; i < count; i++)
        same += text_equal(cell_text(header[i]), cell_text(name));
    return same;
}

static void add_columns(struct survey *survey, const struct csv_record *header)
{
    for (size_t i = 0; i < header->count; i++) {
        struct cell name = header->fields[i];
        bool is_double = count_same(header->fields, header->count, name) > 1;
        uint32_t nth = is_double ? count_same(header->fields, i, name) + 1 : 0;
        survey_add(survey, text_copy(survey->arena, cell_text(name)), nth);
    }
}

bool survey_csv_columns(struct survey *survey, const char **fault, uint64_t *line)
{
    struct csv csv;
    struct cell fields[SURVEY_COLUMNS];
    struct csv_record record = {.fields = fields, .room = SURVEY_COLUMNS};
    csv_init(&csv, survey->bytes, survey->form.delimiter);
    enum csv_status status = csv_next(&csv, &record);
    if (status == CSV_UNCLOSED)
        *fault = "a quote opens here and is never closed";
    else if (status == CSV_RECORD && record.fault)
        *fault = record.fault;
    survey->has_more = record.count > record.room;
    if (survey->has_more)
        record.count = record.room;
    if (status == CSV_RECORD && !record.fault)
        add_columns(survey, &record);
    *line = record.line;
    csv_fini(&csv);
    return survey->columns.count > 0;
}

void survey_csv_each(struct survey *survey, const struct survey_reader *reader)
{
    struct csv csv;
    struct cell fields[SURVEY_COLUMNS];
    struct csv_record record = {.fields = fields, .room = SURVEY_COLUMNS};
    size_t columns = 0;
    enum csv_status status;
    csv_init(&csv, survey->bytes, survey->form.delimiter);
    if (csv_next(&csv, &record) == CSV_RECORD)
        columns = record.count;
    while ((status = csv_next(&csv, &record)) == CSV_RECORD) {
        const char *fault = record.fault              ? record.fault
                            : record.count != columns ? "not as many fields as the header"
                                                      : NULL;
        survey_count(survey, fault, record.line);
        if (!fault)
            reader->record(reader->context, fields, record.line);
    }
    if (status == CSV_UNCLOSED)
        survey_count(survey, "a quote that is never closed", record.line);
    csv_fini(&csv);
}

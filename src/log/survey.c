/* survey.c - opening an input whatever its form; the forms have files of their own. */
#include "log/survey_part.h"

#include "log/reading.h"

void survey_add(struct survey *survey, struct text name, uint32_t nth)
{
    struct survey_column column = {.name = name, .nth = nth};
    const char *why;
    if (survey->columns.count == SURVEY_COLUMNS) {
        survey->has_more = true;
        return;
    }
    bool is_path = survey->form.format == LOG_NDJSON || survey->form.format == LOG_XES;
    if (is_path && !path_parse(survey->arena, name, &column.path, &why))
        return;
    VECTOR_PUSH(survey->arena, &survey->columns, column);
}

void survey_count(struct survey *survey, const char *fault, uint64_t line)
{
    survey->records++;
    survey->faulty += fault != NULL;
    if (!fault || survey->fault)
        return;
    survey->fault = fault;
    survey->fault_line = line;
}

/* ---- opening ---- */

/* What is said of a log that can't be read is said of one that can't be drafted from. */
static struct reading *teller(const struct survey *survey, struct sink *sink)
{
    struct reading *reading = ARENA_NEW(survey->arena, struct reading);
    reading->arena = survey->arena;
    reading->sink = sink;
    reading->place = (struct log_place){survey->path, sink};
    return reading;
}

static bool open_bytes(struct survey *survey, struct sink *sink)
{
    struct unpacked unpacked;
    enum unpack_status status = unpack(survey->bytes, NULL, &unpacked);
    if (status != UNPACK_PLAIN) {
        survey->unpacked = unpacked.bytes;
        survey->bytes = buffer_text(&survey->unpacked);
    }
    if (status != UNPACK_PLAIN && status != UNPACK_DONE)
        return reading_bad_pack(teller(survey, sink), &unpacked, status);
    if (survey->bytes.len == 0)
        return reading_empty(teller(survey, sink));
    if (text_starts(survey->bytes, TEXT("\xff\xfe")) ||
        text_starts(survey->bytes, TEXT("\xfe\xff")))
        return reading_bad_form(teller(survey, sink), "written in UTF-16");
    const char *stranger = unpack_stranger(survey->bytes);
    return !stranger || reading_bad_form(teller(survey, sink), stranger);
}

static bool find_columns(struct survey *survey, const char **fault, uint64_t *line)
{
    switch (survey->form.format) {
    case LOG_NDJSON:
        return survey_ndjson_columns(survey, fault, line);
    case LOG_XES:
        return survey_xes_columns(survey, fault, line);
    default:
        return survey_csv_columns(survey, fault, line);
    }
}

static bool open_columns(struct survey *survey, struct sink *sink)
{
    const char *fault = NULL;
    uint64_t line = 0;
    if (find_columns(survey, &fault, &line))
        return true;
    if (!fault)
        return reading_empty(teller(survey, sink));
    if (survey->form.format == LOG_XES)
        return reading_bad_xml(teller(survey, sink), fault, line);
    return reading_bad_record(teller(survey, sink), fault, line);
}

struct survey *survey_open(struct arena *arena, const struct log_input *input, struct sink *sink)
{
    struct survey *survey = ARENA_NEW(arena, struct survey);
    *survey = (struct survey){.arena = arena, .path = input->path, .bytes = input->bytes};
    bool good = open_bytes(survey, sink);
    if (good) {
        survey->form = form_of(LOG_FORMAT_ANY, input->path, survey->bytes);
        good = open_columns(survey, sink);
    }
    if (!good)
        survey_close(survey);
    return good ? survey : NULL;
}

void survey_close(struct survey *survey)
{
    if (survey)
        buffer_fini(&survey->unpacked);
}

void survey_each(struct survey *survey, const struct survey_reader *reader)
{
    survey->records = survey->faulty = 0;
    survey->fault = NULL;
    switch (survey->form.format) {
    case LOG_NDJSON:
        survey_ndjson_each(survey, reader);
        break;
    case LOG_XES:
        survey_xes_each(survey, reader);
        break;
    default:
        survey_csv_each(survey, reader);
        break;
    }
}

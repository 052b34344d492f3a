/* survey_xes.c - the keys of the events and cases of XES, and its events. */
#include "log/survey_part.h"
#include "log/xes.h"

struct events {
    struct survey *survey;
    const struct survey_reader *reader; /* NULL: only the keys are of interest */
};

static bool take(void *context, const struct xes_record *record)
{
    const struct events *events = context;
    survey_count(events->survey, record->fault, record->line);
    if (events->reader && !record->fault)
        events->reader->record(events->reader->context, record->fields, record->line);
    return true;
}

static void take_empty(void *context, uint64_t line)
{
    (void)context;
    (void)line;
}

static struct xes *open_xes(struct events *events)
{
    struct xes_request request = {.bytes = events->survey->bytes,
                                  .context = events,
                                  .record = take,
                                  .empty_case = take_empty};
    return xes_new(events->survey->arena, &request);
}

static void add_keys(struct survey *survey, const struct xes *xes)
{
    uint32_t count;
    const struct text *keys = xes_learnt(xes, &count);
    for (uint32_t i = 0; i < count; i++) {
        struct path_step step = {keys[i], false};
        survey_add(survey, path_write(survey->arena, &(struct path){&step, 1}), 0);
    }
}

bool survey_xes_columns(struct survey *survey, const char **fault, uint64_t *line)
{
    struct events events = {survey, NULL};
    struct xes *xes = open_xes(&events);
    xes_set_room(xes, 0);
    bool good = xes_read(xes);
    if (good)
        add_keys(survey, xes);
    else
        *fault = xes_fault(xes, line);
    xes_free(xes);
    return good && survey->columns.count > 0;
}

void survey_xes_each(struct survey *survey, const struct survey_reader *reader)
{
    struct events events = {survey, reader};
    struct xes *xes = open_xes(&events);
    for (size_t i = 0; i < survey->columns.count; i++) {
        struct path_step step = survey->columns.at[i].path.steps[0];
        bool of_case = text_starts(step.key, TEXT("case:"));
        if (of_case)
            step.key = text_slice(step.key, 5, step.key.len);
        xes_ask(xes, &(struct path){&step, 1}, of_case);
    }
    xes_set_room(xes, survey->columns.count);
    bool good = xes_read(xes);
    (void)good; /* its columns were read before */
    xes_free(xes);
}

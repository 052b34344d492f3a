/* infer.c - see infer.h: columns by themselves, then the ticket, then the rest. */
#include "analyse/infer_part.h"

void infer_remark(struct inference *inference, struct infer_column *column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text remark = text_vformat(inference->arena, format, args);
    va_end(args);
    if (column)
        VECTOR_PUSH(inference->arena, &column->remarks, remark);
    else
        VECTOR_PUSH(inference->arena, &inference->result->remarks, remark);
}

static void remark_on_survey(struct inference *inference)
{
    const struct survey *survey = inference->survey;
    if (survey->faulty)
        infer_remark(inference, NULL, "decide: %llu %s can't be read, the first on line %llu: %s.",
                     (unsigned long long)survey->faulty, survey->faulty == 1 ? "row" : "rows",
                     (unsigned long long)survey->fault_line, survey->fault);
    if (survey->has_more)
        infer_remark(inference, NULL, "Only the first %d columns were looked at.", SURVEY_COLUMNS);
    for (size_t i = 0; i < survey->lists.count; i++)
        infer_remark(inference, NULL,
                     "decide: do the elements of \"" TEXT_FMT "\" give rows? (`one row per`)",
                     TEXT_ARG(survey->lists.at[i]));
}

const struct inferred *infer(struct arena *arena, struct survey *survey)
{
    struct inferred *result = ARENA_NEW(arena, struct inferred);
    struct inference inference = {.arena = arena, .survey = survey, .result = result};
    result->survey = survey;
    result->count = survey->columns.count;
    result->columns = ARENA_ARRAY(arena, result->count + 1, struct infer_column);
    for (size_t i = 0; i < result->count; i++) {
        result->columns[i].column = &survey->columns.at[i];
        result->columns[i].words = infer_words(arena, survey->columns.at[i].name);
    }
    infer_columns(&inference);
    remark_on_survey(&inference);
    infer_ticket(&inference);
    infer_roles(&inference);
    return result;
}

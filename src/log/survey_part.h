/* survey_part.h - what the files of the survey share. Nothing outside includes this. */
#ifndef LOG_SURVEY_PART_H
#define LOG_SURVEY_PART_H

#include "log/survey.h"

/* Adds a column, unless there are too many. */
void survey_add(struct survey *survey, struct text name, uint32_t nth);

/* A record was met. */
void survey_count(struct survey *survey, const char *fault, uint64_t line);

/* The columns of each form; false: there is none (empty), or *FAULT says what is wrong. */
bool survey_csv_columns(struct survey *survey, const char **fault, uint64_t *line);
bool survey_ndjson_columns(struct survey *survey, const char **fault, uint64_t *line);
bool survey_xes_columns(struct survey *survey, const char **fault, uint64_t *line);

void survey_csv_each(struct survey *survey, const struct survey_reader *reader);
void survey_ndjson_each(struct survey *survey, const struct survey_reader *reader);
void survey_xes_each(struct survey *survey, const struct survey_reader *reader);

#endif

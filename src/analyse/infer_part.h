/* infer_part.h - what the files of the inference share. Nothing outside includes this. */
#ifndef ANALYSE_INFER_PART_H
#define ANALYSE_INFER_PART_H

#include "analyse/infer.h"

struct inference {
    struct arena *arena;
    struct survey *survey;
    struct inferred *result;
    bool is_missing[INFER_MARKERS]; /* markers that are accepted */
};

/* ---- infer_words.c ---- */

/* NAME in small letters, words with one blank between: `sys_updated_at`, `UpdatedAt`. */
struct text infer_words(struct arena *arena, struct text name);

/* Points of a column called WORDS for ROLE; 0: none. */
int infer_points(struct text words, enum infer_role role);

bool infer_class(struct text words, enum status_class *status_class);
int infer_rank(struct text words); /* -1: none */
bool infer_kind(struct text words, uint32_t *kind);
bool infer_actor(struct text words, enum actor *actor);

/* The number of the marker that TEXT is, or -1; its text; and is it one without doubt? */
int infer_marker(struct text text);
int infer_marker_count(void);
struct text infer_marker_text(int marker);
bool infer_marker_is_sure(int marker);

/* Ways of writing times: how many, their texts, the one that the same texts may have too. */
uint32_t infer_format_count(void);
struct text infer_format(uint32_t format);
struct text infer_format_tied(uint32_t format);

/* ---- infer_columns.c: each column by itself ---- */

void infer_columns(struct inference *inference);

/* ---- infer_rows.c: rows of a ticket side by side ---- */

/* Counts the tickets that TICKET tells apart and, for all columns, the changes within them. */
void infer_rows(struct inference *inference, struct infer_column *ticket);

/* ---- infer_roles.c ---- */

void infer_ticket(struct inference *inference); /* finds it, and whether a row is an event */
void infer_roles(struct inference *inference);  /* all others */

/* ---- infer_values.c: names, classes, ranks of values ---- */

void infer_statuses(struct inference *inference, struct infer_column *column);
void infer_ladder(struct inference *inference, struct infer_column *column);
void infer_choices(struct inference *inference, struct infer_column *column);
void infer_events(struct inference *inference, struct infer_column *column);
void infer_actors(struct inference *inference, struct infer_column *column);

/* A name that no other attribute has. */
void infer_name_attribute(struct inference *inference, struct infer_column *column);

/* A remark on COLUMN, or on the whole if it is NULL. */
void infer_remark(struct inference *inference, struct infer_column *column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif

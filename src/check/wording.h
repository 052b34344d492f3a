/* wording.h - what a charter says on a date: its declarations after parents, changes and amendments
 * have been applied (semantics 5.1), each with the layer that it comes from.
 *
 * Works on trees only: names inside declarations are not resolved. So one thing is left over: lines
 * of targets are changed only once conditions can be compared (settle.h).
 */
#ifndef CHECK_WORDING_H
#define CHECK_WORDING_H

#include "check/layers.h"

/* A change of lines that waits. */
struct wording_change {
    const struct node *change; /* REPLACE_IN, ADD_TO */
    const struct layer *layer;
};

struct wording_entry {
    struct origin head;          /* head.node: the declaration as a layer wrote it */
    const struct node *node;     /* as it stands, with all changes of its lines */
    bool is_touched;             /* lines are in `lines`, no longer those of head.node */
    VECTOR(struct origin) lines; /* those that are gone among them */
    VECTOR(struct wording_change) waiting;
    struct wording_entry *former; /* whose place it took, or NULL */
};

struct wording {
    struct scope *scope; /* takes the mistakes; its files are the text */
    const struct layers *layers;
    day date;
    uint32_t lowest; /* only charters from this one up: 0 is all of it, 1 its parent alone, … */
    VECTOR(struct wording_entry *) entries;
    struct map *names[NODE_KIND_COUNT]; /* by kind: what stands, or stood last */
    const struct node *charter;         /* its block, with what it takes over from parents */
    const struct layer *charter_layer;
    VECTOR(struct origin) charter_lines;
};

/* The text on DATE. */
struct wording *wording_new(struct scope *scope, const struct layers *layers, day date,
                            uint32_t lowest);

/* The lines of a declaration are the list in its last slot. */
const struct node *wording_items(const struct node *declaration);

/* Takes the lines of ENTRY apart, so that they can be changed one by one. */
void wording_touch(struct wording *wording, struct wording_entry *entry);

/* Puts entry->node together again from the lines that stand. */
void wording_join(struct wording *wording, struct wording_entry *entry);

/* Takes a declaration up; one that a parent has already is reported. */
struct wording_entry *wording_declare(struct wording *wording, const struct node *node,
                                      const struct layer *layer);

/* What stands and is declared as NODE is (by its name, or what else it is known by); *COUNT says
 * how many there are. */
struct wording_entry *wording_find(const struct wording *wording, const struct node *node,
                                   uint32_t *count);

/* The one of KIND called NAME that stands, or NULL. */
struct wording_entry *wording_named(const struct wording *wording, enum node_kind kind,
                                    struct text name);

/* BLOCK is the `charter` block from now on; what it does not say is taken over from the one before.
 */
void wording_take_charter(struct wording *wording, const struct node *block,
                          const struct layer *layer);

/* ---- changes (amend.c) ---- */

void wording_change(struct wording *wording, const struct node *change, const struct layer *layer);

/* ---- lines (lines.c) ---- */

/* A change of lines: `replace in target x … end`. */
struct line_change {
    struct wording *wording;
    struct wording_entry *entry;
    const struct node *change;
    const struct layer *layer;
};

/* Puts ITEM in the place of the line that is the same, or adds it as one that is new; whatever is
 * wrong with that is reported. Not for clauses of targets, attributes and statuses. */
void lines_replace(struct line_change *change, const struct node *item);
void lines_add(struct line_change *change, const struct node *item);

/* The steps: ITEM takes the place of line number LINE, if that may be changed; ITEM is new. */
bool lines_put(struct line_change *change, size_t line, const struct node *item);
void lines_push(struct line_change *change, const struct node *item);

/* Attributes and statuses, in whatever block of the charter they stand. */
void lines_of_ticket(struct wording *wording, const struct node *change, const struct layer *layer);
void lines_of_status(struct wording *wording, const struct node *change, const struct layer *layer);

/* False, reported, if ORIGIN was said by the same amendment as the change, or one of the same day:
 * then their order would matter. */
bool change_is_single(struct wording *wording, const struct node *change, const struct layer *layer,
                      const struct origin *origin);

/* Is LINE locked against LAYER? WORD_NONE, WORD_LOCKED, WORD_NO_LOOSER. */
enum word change_lock(const struct origin *line, const struct layer *layer);

/* Reports a change of what a parent has locked. */
void change_report_lock(struct wording *wording, const struct node *place,
                        const struct origin *line);

#endif

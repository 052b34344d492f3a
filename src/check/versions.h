/* versions.h - from when to when a charter says what: the dates at which amendments begin and end
 * cut its time in force into versions (semantics 5.1, 5.4).
 *
 * Every version is checked as if it were a charter of its own, with one schema and the same numbers
 * for all; what is wrong with several is said once.
 */
#ifndef CHECK_VERSIONS_H
#define CHECK_VERSIONS_H

#include "check/wording.h"

struct version {
    day from, until;          /* DAY_NONE: open */
    const struct layer *last; /* amendment in force that was applied last, or NULL */
    struct wording *wording;
    struct scope *scope;
    struct model *model;
    struct sink *sink; /* its own, but where there is only one version */
};

struct versions {
    struct scope *files; /* takes the files, and the mistakes of all versions */
    struct layers *layers;
    struct slots *slots;
    VECTOR(struct version) list;
};

/* The versions of the charter whose files FILES has; each with its text, its scope (with the names
 * of that text, numbers for all) and an empty model. */
struct versions *versions_new(struct scope *files);

/* The tests of whatever version, declared where they are judged: in the version in force at their
 * opening. Scopes know their zone. */
void versions_declare_tests(struct versions *versions);

/* What is referred to in one version is used in all. */
void versions_share_uses(struct versions *versions);

/* Moves what is wrong to the sink of FILES, each mistake once. */
void versions_tell(struct versions *versions);

/* Fills what versions lack, links them, and gives the model of the whole. */
struct model *versions_finish(struct versions *versions);

#endif

/* origin.h - what came from where: the layers of a charter, and for every declaration and line the
 * layer that said it, or took it away (semantics 5.1).
 *
 * Made by check with the model of each version; read by whoever shows a resolved text.
 */
#ifndef CHARTER_ORIGIN_H
#define CHARTER_ORIGIN_H

#include "charter/ast.h"
#include "time/civil.h"

enum layer_kind {
    LAYER_LIBRARY,  /* a file that a charter uses */
    LAYER_PARENT,   /* a charter that another extends */
    LAYER_CHARTER,  /* the charter at hand */
    LAYER_AMENDMENT /* of it, or of a parent */
};

struct layer {
    enum layer_kind kind;
    uint32_t source;  /* the file */
    uint32_t charter; /* whose: 0 the charter at hand, 1 its parent, … */
    /* Of two clauses that match together, the one of the higher rank goes first (5.1). Amendments
     * of one charter with the same first day have the same rank. */
    uint32_t rank;
    struct text name;        /* of a charter or an amendment; empty for a library */
    day from, until;         /* of an amendment; DAY_NONE: open */
    const struct node *node; /* AMENDMENT; else NULL */
};

/* A declaration, or a line of one. */
struct origin {
    const struct node *node; /* as that layer wrote it */
    const struct layer *layer;
    /* What took it away, and in whose name; NULL: it stands. */
    const struct node *gone;
    const struct layer *gone_by;
    const struct node *instead; /* what stands in its place, or NULL: it was removed */
};

/* A declaration of a version. */
struct origin_entry {
    struct origin head;
    const struct node *resolved;       /* as it stands, with all its lines; NULL if it is gone */
    const struct origin *lines;        /* those that are gone among them */
    uint32_t line_count;               /* 0: nothing has changed them, they are those of head.node */
    const struct origin_entry *former; /* whose place it took, or NULL */
};

/* A file of a library that the charter uses, or an amendment brought. */
struct origin_file {
    struct text path;
    uint32_t source;
    /* All that it declares stands as it does there, and so for the files that it uses: naming it is
     * saying it. Only of the standard library, which every reader has. */
    bool is_whole;
    bool is_named; /* by a file that is not whole itself */
};

/* All of a version's text. */
struct origins {
    const struct origin_entry *entries; /* in the order of the text, those that are gone among them */
    uint32_t count;
    const struct node *charter; /* the block as it stands, or NULL */
    const struct layer *charter_layer;
    const struct origin *charter_lines;
    uint32_t charter_line_count;
    const struct origin_file *files; /* libraries, a used one before its user */
    uint32_t file_count;
    const struct layer *const *layers; /* of all versions, lowest rank first */
    uint32_t layer_count;
};

#endif

/* tree.h - reading a tree without knowing its kinds: shape, walk, lists, and short hands.
 *
 * The shape comes from the rows of charter/ast.def, so what is written here needs no change when a
 * kind is added. Does not resolve names; allocates copies only.
 */
#ifndef SYNTAX_TREE_H
#define SYNTAX_TREE_H

#include "base/arena.h"
#include "charter/ast.h"

struct slot_row {
    const char *name; /* as in ast.def: "LIMIT" */
    enum arity arity;
    enum node_kind holds; /* a kind or a class */
};

size_t node_slot_count(enum node_kind kind);
struct slot_row node_slot(enum node_kind kind, size_t slot);

/* The label of a kind ("within") or of a class ("a limit"). */
const char *node_label(enum node_kind kind);

/* The word as ast.def spells it: "STARTS_AGAIN". */
const char *word_label(enum word word);

/* True if KIND is HOLDS, or one of the class HOLDS. */
bool node_kind_is(enum node_kind kind, enum node_kind holds);

/* True if the tree keeps to the rows of ast.def: each slot filled as its arity says, with a kind
 * that it may hold. On false *WRONG is the node at fault. */
bool node_is_sound(const struct node *root, const struct node **wrong);

size_t node_list_count(const struct node *first);

/* Nodes of the tree, and its height; recursion over a tree is safe, its height is bounded by
 * NODE_HEIGHT_MOST (deeper texts are refused with a diagnostic). */
size_t node_count(const struct node *root);
size_t node_height(const struct node *root);
enum { NODE_HEIGHT_MOST = 256 };

/* Visits NODE and all below it in the order of the text: `enter` before its kids, false leaves
 * them out; `leave` after them. Either may be NULL. */
struct node_visitor {
    bool (*enter)(void *context, const struct node *node);
    void (*leave)(void *context, const struct node *node);
    void *context;
};
void node_walk(const struct node *node, const struct node_visitor *visitor);

/* The whole number of a WHOLE. */
int64_t node_whole(const struct node *node);

/* The word of a WORD slot, WORD_NONE if the slot is empty. */
enum word node_word(const struct node *word_or_null);

/* The NAME and the TITLE of a declaration; NULL where it has none. */
const struct node *node_name(const struct node *declaration);
const struct node *node_title(const struct node *declaration);

/* The kind of declaration that a REMOVE takes away. */
enum node_kind node_kind_removed(const struct node *remove);

/* The lock of a line of a target: WORD_LOCKED, WORD_NO_LOOSER, or WORD_NONE. */
enum word node_lock(const struct node *item);

/* Do both say the same, however it is written (`2 hours`, `120 minutes`)? NULL is equal to NULL
 * only; what follows them in a list is not looked at. */
bool node_same(const struct node *a, const struct node *b);
bool node_same_list(const struct node *a, const struct node *b);

/* The node alone, with the same kids; `next` is NULL. */
struct node *node_copy(struct arena *arena, const struct node *node);

#endif

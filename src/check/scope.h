/* scope.h - what a charter declares, by kind and name, while it is checked.
 *
 * Knows nothing of what a declaration means. Shared by the files of check only.
 *
 * Order of work (check.c): files and `use` → declarations into the scope → zone, currency →
 * schema → holidays, hours, periods → clocks → targets → catalogue and everything else → logs →
 * tests. Each step fills its array of `model`; later steps look things up by index.
 */
#ifndef CHECK_SCOPE_H
#define CHECK_SCOPE_H

#include "base/diagnostic.h"
#include "base/map.h"
#include "charter/model.h"
#include "time/zone_table.h"

struct declaration {
    enum node_kind kind; /* NODE_HOURS, NODE_TARGET, … */
    struct text name;
    const struct node *node; /* NULL for what is built in (`always`) */
    uint32_t index;          /* into the model's array of that kind (hours and periods share one) */
    bool used;               /* something refers to it */
    bool from_library;       /* of a `use`d file */
};

struct scope {
    struct arena *arena;
    struct sink *sink;
    struct sources *sources;
    struct zone_table *zones;
    struct model *model;                       /* being made */
    VECTOR(struct declaration *) declarations; /* in the order of the text */
    struct map *names[NODE_KIND_COUNT];        /* by kind; NULL: none declared */
    /* References to events: standard and declared kinds by name, see schema.kinds. */
};

/* The declaration of KIND called NAME, or NULL. */
struct declaration *scope_find(const struct scope *scope, enum node_kind kind, struct text name);

/* The same for a NODE_NAME that refers to it: marks it used; if there is none, reports it with the
 * nearest name of that kind (and says so if a thing of another kind has that name) and gives NULL.
 */
struct declaration *scope_resolve(struct scope *scope, enum node_kind kind,
                                  const struct node *name);

/* Index of the calendar (hours, period or the built-in `always`) that NAME refers to, or
 * INDEX_NONE, reported. */
uint32_t scope_calendar(struct scope *scope, const struct node *name);

/* Number of the attribute called NAME, or INDEX_NONE; the second reports. */
uint32_t scope_find_attribute(const struct scope *scope, struct text name);
uint32_t scope_attribute(struct scope *scope, const struct node *name);

/* A scope over a model that is ready, for queries and options: declarations are those of the model;
 * SINK takes the mistakes. */
struct scope *scope_of_model(struct arena *arena, const struct model *model, struct sink *sink);

#endif

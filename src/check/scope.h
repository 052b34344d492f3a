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
#include "check/slots.h"
#include "time/zone_table.h"

struct wording;
struct wording_entry;

struct declaration {
    enum node_kind kind; /* NODE_HOURS, NODE_TARGET, … */
    struct text name;
    const struct node *node; /* NULL for what is built in (`always`) */
    uint32_t index;          /* into the model's array of that kind (hours and periods share one) */
    bool used;               /* something refers to it */
    bool from_library;       /* of a `use`d file */
    struct wording_entry *entry; /* where it comes from; NULL for what is built in */
};

/* A file that was read. */
struct check_file {
    uint32_t source;
    bool is_library; /* used by another */
    const struct node *root;
    VECTOR(uint32_t) uses; /* the files that it uses */
    bool is_plain;         /* a charter's, or used without an amendment… */
    uint32_t charter;      /* …of this one: 0 the charter at hand, 1 its parent, … */
};

/* `add use "…"` in a change: the file comes with it. */
struct check_added {
    const struct node *change;
    uint32_t file;
};

struct scope {
    struct arena *arena;
    struct sink *sink;
    struct sources *sources;
    struct zone_table *zones;
    struct model *model;                       /* being made */
    VECTOR(struct declaration *) declarations; /* in the order of the text */
    VECTOR(struct declaration *) made;         /* by scope_enter: no block declares them */
    struct map *names[NODE_KIND_COUNT];        /* by kind; NULL: none declared */
    /* Slots of each kind: more than declarations where another version has some that this lacks. */
    uint32_t counts[NODE_KIND_COUNT];
    struct slots *slots; /* numbers for all versions; NULL: as they come */
    struct wording *wording;
    /* References to events: standard and declared kinds by name, see schema.kinds. */
    VECTOR(struct check_file) files; /* as they were read: a used file before its user */
    VECTOR(struct check_added) added;
    struct icalendars *icalendars; /* read for lists of holidays; NULL: none */
    const struct node *charter;    /* the `charter` block, or NULL */
    struct losses *losses;         /* of syntax errors (echoes.h); NULL: all was read */
    struct cells *cells;           /* see scope_cells */
    struct map *sayings;           /* by message, while those of unknown names are joined */
};

/* Of the model, for all questions about its conditions; made when the first one is asked, once its
 * calendars are checked. */
struct cells *scope_cells(struct scope *scope);

/* Numbers are those of SLOTS from now on. */
void scope_use_slots(struct scope *scope, struct slots *slots);

/* Takes a declaration up. All of them are in `declarations`, those without a name (tests, `ticket
 * has`, risks) too, with an empty one. Its index is given here: from 0 within its kind, hours and
 * periods together from 1; where there are several versions, the same in all. A name that its kind
 * has already is reported, with the first place, and NULL; of hours and periods, contacts and
 * teams, each counts as the other's kind. */
struct declaration *scope_declare(struct scope *scope, const struct node *node, bool from_library);

/* The scope of a charter to be made: `always` is in it. */
struct scope *scope_new(struct arena *arena, struct sink *sink, struct model *model);

/* A name for what no block declares: number INDEX of KIND. */
void scope_enter(struct scope *scope, enum node_kind kind, struct text name, uint32_t index);

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

/* The same, for what must be hours: a period is reported. */
uint32_t scope_hours(struct scope *scope, const struct node *name);

/* The contact or team that NAME refers to; NULL after an error. */
struct declaration *scope_party(struct scope *scope, const struct node *name);

/* Number of the attribute called NAME, or INDEX_NONE; the second reports. */
uint32_t scope_find_attribute(const struct scope *scope, struct text name);
uint32_t scope_attribute(struct scope *scope, const struct node *name);

/* The same where a word that OTHER gives by its number, up to NULL, is fine too, and NAME is none:
 * they may have been meant as well. */
uint32_t scope_attribute_or(struct scope *scope, const struct node *name,
                            const char *(*other)(uint32_t index));

/* Number of the event kind called NAME, or INDEX_NONE; the second reports. */
uint32_t scope_find_kind(const struct scope *scope, struct text name);
uint32_t scope_kind(struct scope *scope, const struct node *name);

/* "a clock", "hours": how a message speaks of a declaration of KIND. */
const char *scope_kind_words(enum node_kind kind);

/* The kind whose names KIND shares, as both may stand in the same place; else KIND. */
enum node_kind scope_shared_kind(enum node_kind kind);

/* A scope over a model that is ready, for queries and options: declarations are those of the model;
 * SINK takes the mistakes. */
struct scope *scope_of_model(struct arena *arena, const struct model *model, struct sink *sink);

#endif

/* terms_part.h - what the files of terms share; for the steps of check only.
 */
#ifndef CHECK_TERMS_PART_H
#define CHECK_TERMS_PART_H

#include "check/scope.h"

/* Number that stands for the status where the charter declares none: `status is waiting` asks for
 * classes only, and those tickets have without a status too (semantics 3.4). */
#define STATUS_UNDECLARED (INDEX_NONE - 1)

/* The attribute that NAME refers to; VALUES is what it is compared with. A `status` that is not
 * declared gives STATUS_UNDECLARED if VALUES are classes only. False, reported, if there is none.
 */
bool terms_attribute(struct scope *scope, const struct node *name, const struct node *values,
                     uint32_t *attribute);

bool terms_is_status(const struct scope *scope, uint32_t attribute);

/* Does NODE name a class of statuses? */
bool terms_class(const struct node *node, enum status_class *status_class);
bool terms_class_named(struct text name, enum status_class *status_class);

/* `working`, `waiting`, `done`. */
const char *terms_class_word(enum status_class status_class);

/* The first part that asks for an attribute of an event, or NULL. */
const struct condition *terms_event_attribute(const struct schema *schema,
                                              const struct condition *condition);

/* A condition on what lasts: one on an attribute of an event is reported, and NULL. */
const struct condition *terms_lasting_condition(struct scope *scope, const struct node *node);

/* Hours that time can be counted in: a period is reported, and INDEX_NONE. NULL is `always`. */
uint32_t terms_hours(struct scope *scope, const struct node *name);

/* Index of the event kind, of the status called NAME, or INDEX_NONE. */
uint32_t terms_kind(const struct schema *schema, struct text name);
uint32_t terms_status(const struct schema *schema, struct text name);

/* The role that a name means (`agent`); reported if there is none. */
bool terms_role(struct scope *scope, const struct node *name, enum actor *actor);

/* Reports that a NAME is no event, with the nearest kind, status or class. */
void terms_no_event(struct scope *scope, const struct node *name);

#endif

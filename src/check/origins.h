/* origins.h - what came from where, of a version's text: from the checker's working copy to what
 * others read (charter/origin.h).
 */
#ifndef CHECK_ORIGINS_H
#define CHECK_ORIGINS_H

#include "check/wording.h"

/* Of SCOPE's text, once lines of targets are settled. */
const struct origins *origins_new(const struct scope *scope);

#endif

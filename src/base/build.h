/* build.h - which build of the program this is.
 */
#ifndef BASE_BUILD_H
#define BASE_BUILD_H

#include "base/text.h"

/* The version and, where the linker left one, the digest of the program's bytes: "0.1.0 b6f95c…".
 * What one build keeps another one need not understand. */
struct text build_name(struct arena *arena);

#endif

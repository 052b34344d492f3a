/* library.h - a shared library that is loaded when a verb first needs it
 *
 * A library that few verbs use, and that is slow to load, is not linked: all the other verbs would
 * start later for it. Its header says what its functions are; where they stand is asked of the
 * dynamic linker when one of them is first called.
 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include "base/buffer.h"

/* What of which library. NAMES has COUNT names of functions. PACKAGE is Debian's, for the message.
 */
struct library {
    const char *soname; /* `libcurl.so.4` */
    const char *package;
    const char *const *names;
    size_t count;
};

/*
 * Loads LIBRARY and puts the functions' addresses, in the order of their names, into FUNCTIONS,
 * which has room for COUNT pointers to functions. The library stays until the process ends. False
 * if it or one of its functions isn't there; then WHY says so and what to install, as a sentence's
 * end: "libcurl.so.4 can't be loaded (…); install the package libcurl4".
 */
bool library_load(const struct library *library, void *functions, struct buffer *why);

#endif

#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

static bool missing(const struct library *library, struct buffer *why)
{
    const char *reason = dlerror();
    buffer_format(why, "%s can't be loaded (%s); install the package %s", library->soname,
                  reason ? reason : "no reason given", library->package);
    return false;
}

bool library_load(const struct library *library, void *functions, struct buffer *why)
{
    void *handle = dlopen(library->soname, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return missing(library, why);
    for (size_t i = 0; i < library->count; i++) {
        void *address = dlsym(handle, library->names[i]);
        if (!address)
            return missing(library, why);
        /* ISO C knows no conversion of a pointer to data into one to a function; POSIX has their
         * bytes alike */
        memcpy((char *)functions + i * sizeof address, &address, sizeof address);
    }
    return true;
}

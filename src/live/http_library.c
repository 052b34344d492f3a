#include "live/http_library.h"

#include "base/library.h"

bool http_library_load(struct http_library *library, struct buffer *why)
{
#define HTTP_FUNCTION(name) #name,
    static const char *const names[] = {HTTP_FUNCTIONS(HTTP_FUNCTION)};
#undef HTTP_FUNCTION
    static const struct library wanted = {.soname = "libmicrohttpd.so.12",
                                          .package = "libmicrohttpd12",
                                          .names = names,
                                          .count = sizeof names / sizeof *names};
    return library_load(&wanted, library, why);
}

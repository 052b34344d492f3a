/* with: tap.c */
/* base_library.c - a library that is there, one that isn't, and one that lacks a function. */
#include <math.h>
#include <string.h>

#include "base/library.h"
#include "tap.h"

static bool loads(const char *soname, const char *const *names, size_t count, void *functions,
                  struct buffer *why)
{
    struct library library = {
        .soname = soname, .package = "some-package", .names = names, .count = count};
    return library_load(&library, functions, why);
}

static bool says(const struct buffer *why, const char *part)
{
    return why->len && memmem(why->at, why->len, part, strlen(part)) != NULL;
}

int main(void)
{
    static const char *const names[] = {"floor", "ceil"};
    static const char *const wrong[] = {"floor", "no_such_function"};
    struct {
        double (*floor)(double);
        double (*ceil)(double);
    } functions = {0};
    struct buffer why = {0};
    tap_ok(loads("libm.so.6", names, 2, &functions, &why) && why.len == 0,
           "a library that is there is loaded");
    tap_ok(functions.floor(1.5) == 1 && functions.ceil(1.5) == 2,
           "its functions stand in their order");
    tap_ok(!loads("libm.so.6", wrong, 2, &functions, &why) && says(&why, "no_such_function"),
           "a function that is missing is named");
    buffer_fini(&why);
    why = (struct buffer){0};
    tap_ok(!loads("libnone.so.9", names, 2, &functions, &why) && says(&why, "libnone.so.9") &&
               says(&why, "some-package"),
           "a library that is missing is named, with its package");
    buffer_fini(&why);
    return tap_end();
}

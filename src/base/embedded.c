/* embedded.c - tables are short: a linear search. */
#include "base/embedded.h"

struct text embedded_find(const struct embedded *table, struct text name)
{
    for (; table->name; table++)
        if (text_is(name, table->name))
            return (struct text){table->bytes, table->size};
    return (struct text){NULL, 0};
}

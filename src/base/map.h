/* map.h - a hash map from text to a pointer, or to a whole number.
 *
 * Keys are borrowed: they must live as long as the map. Lives in its arena. There is no iteration:
 * what is shown in an order is kept in a vector beside the map, so that no order of hashing shows.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/text.h"

struct map;

struct map *map_new(struct arena *arena);
void *map_find(const struct map *map, struct text key);      /* NULL if it is not there */
void map_put(struct map *map, struct text key, void *value); /* replaces; VALUE is not NULL */
size_t map_count(const struct map *map);

#endif

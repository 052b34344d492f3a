/* gather.c - fields are moved PHRASE_BYTES at a time, however short they are. */
#include "log/gather.h"

#include <string.h>

/* The fields, with a delimiter behind each, in TO; gives their length, 0 if there is no room. */
static inline size_t put_fields(char *to, const struct cell *cells, const struct cell *end)
{
    size_t len = 0;
    for (; cells < end; cells++) {
        size_t behind = len + cells->len;
        if (behind > PHRASE_BYTES)
            return 0;
        memcpy(to + len, cells->at, PHRASE_BYTES);
        to[behind] = GATHER_DELIMITER;
        len = behind + 1;
    }
    return len;
}

uint32_t gather(struct gather *gather, const struct phrase *phrase, const struct lane *lane,
                bool *odd, uint32_t count)
{
    const uint32_t fields = phrase->last - phrase->first + 1;
    const struct cell *cells = lane->cells;
    uint32_t all_odd = 0;
    for (uint32_t i = 0; i < count; i++, cells += lane->stride) {
        char *bytes = gather->bytes[i];
        size_t len = put_fields(bytes, cells, cells + fields);
        if (!len) {
            len = fields;
            memset(bytes, GATHER_DELIMITER, len);
            odd[i] = true;
            all_odd++;
        }
        gather->texts[i] = (struct cell){bytes, len - 1};
    }
    return all_odd;
}

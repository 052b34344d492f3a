/* gather.c - fields are moved PHRASE_BYTES at a time, however short they are. */
#include "log/gather.h"

#include <string.h>

/* The fields, with a delimiter behind each, in TO; gives their length, 0 if there is no room. */
static inline size_t put_fields(char *to, const struct cell *cells, uint32_t count)
{
    size_t len = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (cells[i].len > PHRASE_BYTES - len)
            return 0;
        memcpy(to + len, cells[i].at, PHRASE_BYTES);
        len += cells[i].len;
        to[len++] = GATHER_DELIMITER;
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
        size_t len = put_fields(bytes, cells, fields);
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

/* gather.h - the texts of a phrase whose fields stand apart, as in NDJSON, put together. */
#ifndef LOG_GATHER_H
#define LOG_GATHER_H

#include "log/phrases.h"

/* Between two fields: no field that is read as it stands in NDJSON has such a byte. */
enum { GATHER_DELIMITER = 0x1f };

/* Of a stretch; the bytes of TEXTS. A field may be written up to PHRASE_BYTES behind the last. */
struct gather {
    struct cell texts[LANES_ROWS];
    char bytes[LANES_ROWS][3 * PHRASE_BYTES];
};

/* Puts the fields of PHRASE together, of COUNT records whose CELLS are STRIDE apart. PHRASE_BYTES
 * bytes can be read from the begin of each. A record with more than PHRASE_BYTES bytes of them is
 * odd and gets a text without any; gives how many are. */
uint32_t gather(struct gather *gather, const struct phrase *phrase, const struct lane *lane,
                bool *odd, uint32_t count);

#endif

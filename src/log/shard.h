/* shard.h - one part of a log that was split by ticket: records as they stand, and where each
 * stood.
 *
 * A shard is one file: a line that says what it is, a line of JSON for people, then for each file
 * of the log its name, its form, what all of it says (columns found), the records, and the lines
 * that they had; in the end the SHA-256 of all of it. So each record is read as it was in the
 * whole, and is cited by the same place.
 */
#ifndef LOG_SHARD_H
#define LOG_SHARD_H

#include "base/sha256.h"
#include "base/wire.h"
#include "log/read.h"

enum { SHARD_VERSION = 1, SHARDS_MOST = 1000000 };

/* What all shards of a split have in common, and which one it is. */
struct shard_head {
    struct log_whole whole; /* `last` only if the charter is said */
    struct text charter;    /* digest of the charter by whose log block it was split; empty: none */
    struct text block;      /* the log block; empty: the canonical columns */
    struct text ticket, id; /* the columns that say whose a record is; id may be empty */
};

struct shard {
    struct shard_head head;
    const struct log_input *inputs; /* one a file of the log, all of them parts */
    uint32_t input_count;
};

/* Does it begin as a shard does? */
bool shard_is(struct text bytes);

/* From BYTES, which must live as long as what is read of it. False: *WHY says why not. */
bool shard_open(struct arena *arena, struct text bytes, struct shard *shard, const char **why);

/* ---- splitting ---- */

struct shards;

/* Made before the log is read, and told of it by its witness. PATHS: the files, `-` for standard
 * input. */
struct shards *shards_new(struct arena *arena, const char *const *paths, uint32_t count);
const struct log_witness *shards_witness(const struct shards *shards);

/* Once, behind reading: which of COUNT shards each record goes to. Tickets are dealt in the order
 * in which they are first seen; with a SEED that is not 0 at random. Tickets that share a record,
 * or the identity of an event, stay together; a record without a ticket goes to the first shard. */
void shards_deal(struct shards *shards, uint32_t count, uint64_t seed);

/* The bytes of one shard, at the end of OUT. */
void shards_write(const struct shards *shards, const struct shard_head *head, struct buffer *out);

/* How many records and tickets went to shard NUMBER. */
struct shard_size {
    uint64_t records, tickets;
};

struct shard_size shards_size(const struct shards *shards, uint32_t number);

#endif

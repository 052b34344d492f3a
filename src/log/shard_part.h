/* shard_part.h - a log while it is split: its items, and whose each is. Shared by the files of
 * shards only.
 */
#ifndef LOG_SHARD_PART_H
#define LOG_SHARD_PART_H

#include "base/map.h"
#include "base/vector.h"
#include "log/shard.h"

#define SHARD_NOBODY UINT32_MAX

struct shard_record {
    struct text bytes;
    uint64_t line;
    uint32_t owner; /* one of the tickets whose it is, or SHARD_NOBODY */
};

struct shard_file {
    struct text path;
    struct log_part form;
    struct text head, tail; /* what every shard has in front of its records, and behind them */
    size_t first, end;      /* of the records */
};

struct shards {
    struct arena *arena;
    struct log_witness witness;
    struct shard_file *files;
    uint32_t file_count, file; /* FILE: the one that is read */
    VECTOR(struct shard_record) records;
    struct map *tickets, *ids; /* the number of a ticket, + 1 */
    VECTOR(uint32_t) parents;  /* by ticket: another one of its group; its own number: the first */
    VECTOR(uint32_t) dealt;    /* by ticket: the shard of its group */
    const size_t *from;        /* by shard: where its records are in ORDER; after dealing */
    const size_t *order;
    uint64_t *ticket_counts; /* by shard */
    uint32_t owner;          /* of the rows since the last item of XES, or of the item */
};

#endif

/* unpacking.c - the thread copies what comes out behind what is there, and says how far it is. */
#include "log/unpacking.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

struct unpacking {
    struct text packed;
    const atomic_bool *stop;
    char *at;
    size_t room, len;
    bool is_over, is_unwanted, is_joined;
    enum unpack_status status;
    struct unpacked unpacked;
    pthread_t thread;
    pthread_mutex_t lock; /* of len and the flags */
    pthread_cond_t moved;
};

/* Only behind LEN is written, which nobody reads. */
static bool take(void *context, struct text piece)
{
    struct unpacking *unpacking = context;
    if (piece.len > unpacking->room - unpacking->len)
        return false;
    memcpy(unpacking->at + unpacking->len, piece.at, piece.len);
    pthread_mutex_lock(&unpacking->lock);
    unpacking->len += piece.len;
    bool good = !unpacking->is_unwanted;
    pthread_cond_broadcast(&unpacking->moved);
    pthread_mutex_unlock(&unpacking->lock);
    return good;
}

static void *run(void *argument)
{
    struct unpacking *unpacking = argument;
    struct unpack_taker taker = {unpacking, take};
    struct unpacked unpacked;
    struct unpack_request request = {unpacking->packed, unpacking->stop, &taker};
    enum unpack_status status = unpack_to(&request, &unpacked);
    buffer_fini(&unpacked.bytes);
    pthread_mutex_lock(&unpacking->lock);
    unpacking->unpacked = unpacked;
    unpacking->status = status;
    unpacking->is_over = true;
    pthread_cond_broadcast(&unpacking->moved);
    pthread_mutex_unlock(&unpacking->lock);
    return NULL;
}

/* What unpack.h puts up with, and the piece with which it is noticed. */
static size_t room_for(size_t packed)
{
    size_t most = packed > SIZE_MAX / 4 / UNPACK_RATIO ? SIZE_MAX / 4 : packed * UNPACK_RATIO;
    return (most < UNPACK_FREE ? UNPACK_FREE : most) + UNPACK_RATIO + (4 << 20);
}

struct unpacking *unpacking_begin(struct text packed, const atomic_bool *stop)
{
    size_t room = room_for(packed.len);
    void *at = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                    -1, 0);
    if (at == MAP_FAILED)
        return NULL;
    struct unpacking *unpacking = memory_resize(NULL, sizeof *unpacking);
    *unpacking = (struct unpacking){.packed = packed, .stop = stop, .at = at, .room = room};
    pthread_mutex_init(&unpacking->lock, NULL);
    pthread_cond_init(&unpacking->moved, NULL);
    if (pthread_create(&unpacking->thread, NULL, run, unpacking) == 0)
        return unpacking;
    unpacking->is_joined = true;
    unpacking_free(unpacking);
    return NULL;
}

struct unpacking_state unpacking_wait(struct unpacking *unpacking, size_t least)
{
    pthread_mutex_lock(&unpacking->lock);
    while (unpacking->len < least && !unpacking->is_over)
        pthread_cond_wait(&unpacking->moved, &unpacking->lock);
    struct unpacking_state state = {{unpacking->at, unpacking->len}, unpacking->is_over};
    pthread_mutex_unlock(&unpacking->lock);
    return state;
}

static void join(struct unpacking *unpacking)
{
    if (!unpacking->is_joined)
        pthread_join(unpacking->thread, NULL);
    unpacking->is_joined = true;
}

enum unpack_status unpacking_end(struct unpacking *unpacking, struct unpacked *unpacked)
{
    join(unpacking);
    *unpacked = unpacking->unpacked;
    unpacked->bytes = (struct buffer){unpacking->at, unpacking->len, unpacking->len};
    unpacked->gone = unpacked->lines = 0;
    return unpacking->status;
}

struct text unpacking_room(const struct unpacking *unpacking)
{
    return (struct text){unpacking->at, unpacking->room};
}

void unpacking_free(struct unpacking *unpacking)
{
    pthread_mutex_lock(&unpacking->lock);
    unpacking->is_unwanted = true;
    pthread_mutex_unlock(&unpacking->lock);
    join(unpacking);
    munmap(unpacking->at, unpacking->room);
    pthread_mutex_destroy(&unpacking->lock);
    pthread_cond_destroy(&unpacking->moved);
    memory_release(unpacking);
}

/* rejects.c - a list, and a table from key to its place in it. */
#include "log/rejects.h"

#include <stdio.h>

enum { QUOTED = 60 };

void rejects_init(struct rejects *rejects, struct arena *arena)
{
    *rejects = (struct rejects){.arena = arena};
    intern_init(&rejects->by_key);
}

void rejects_fini(struct rejects *rejects)
{
    intern_fini(&rejects->by_key);
}

static uint32_t reason_new(struct rejects *rejects, struct text key, struct log_reject reject)
{
    uint32_t index = (uint32_t)rejects->list.count;
    key = text_copy(rejects->arena, key);
    intern_add(&rejects->by_key, key, index);
    reject.reason = text_copy(rejects->arena, reject.reason);
    reject.key = key;
    VECTOR_PUSH(rejects->arena, &rejects->list, reject);
    VECTOR_PUSH(rejects->arena, &rejects->keys, key);
    return index;
}

static struct intern_entry *find(const struct rejects *rejects, struct text key)
{
    return intern_find(&rejects->by_key, (struct cell){key.at, key.len}, key.at);
}

static void add(struct rejects *rejects, struct text key, const struct log_reject *reject)
{
    struct text reason = reject->reason;
    struct intern_entry *entry = find(rejects, key);
    if (!entry && rejects->list.count >= REJECTS_MOST && !rejects->keeps_all) {
        key = reason = TEXT("other reasons");
        entry = find(rejects, key);
    }
    uint32_t index =
        entry ? entry->code
              : reason_new(rejects, key, (struct log_reject){reason, 0, reject->first, key});
    rejects->list.at[index].count += reject->count;
    rejects->total += reject->count;
}

void rejects_add(struct rejects *rejects, const struct reject *reject, struct row_origin origin)
{
    add(rejects, text_of(reject->key),
        &(struct log_reject){text_of(reject->reason), 1, origin, text_of(reject->key)});
}

void rejects_sort(struct rejects *rejects)
{
    for (size_t i = 1; i < rejects->list.count; i++) {
        struct log_reject reject = rejects->list.at[i];
        size_t at = i;
        for (; at && rejects->list.at[at - 1].first.line > reject.first.line; at--) {
            rejects->list.at[at] = rejects->list.at[at - 1];
            rejects->keys.at[at] = rejects->keys.at[at - 1];
        }
        rejects->list.at[at] = reject;
        rejects->keys.at[at] = reject.key;
    }
}

void rejects_join(struct rejects *rejects, const struct rejects *more, struct row_origin begin)
{
    for (size_t i = 0; i < more->list.count; i++) {
        struct log_reject reject = more->list.at[i];
        reject.first = (struct row_origin){begin.file, begin.line + reject.first.line - 1};
        add(rejects, more->keys.at[i], &reject);
    }
}

/* How many bytes of TEXT make its first character; 0 if it is none that can be shown. */
static size_t character(struct text text)
{
    unsigned char first = (unsigned char)text.at[0];
    if (first < 0x80)
        return first >= 0x20 && first != 0x7f;
    for (size_t len = 2; len <= 4 && len <= text.len; len++)
        if (text_find_bad_utf8(text_slice(text, 0, len)) == len)
            return len;
    return 0;
}

const char *rejects_quote(char *out, struct text text)
{
    struct text rest = text;
    size_t len = 0;
    while (rest.len && len < QUOTED) {
        size_t taken = character(rest);
        if (taken) {
            memcpy(out + len, rest.at, taken);
            len += taken;
        } else {
            memcpy(out + len, "\xef\xbf\xbd", 3);
            len += 3;
            taken = 1;
        }
        rest = text_slice(rest, taken, rest.len);
    }
    memcpy(out + len, rest.len ? "…" : "", rest.len ? 4 : 1);
    return out;
}

/* ---- values that are not known ---- */

void unknowns_init(struct unknowns *unknowns, struct arena *arena)
{
    *unknowns = (struct unknowns){.arena = arena, .by_key = map_new(arena)};
}

bool unknowns_add(struct unknowns *unknowns, const struct log_unknown *one)
{
    struct arena *arena = unknowns->arena;
    char room[REJECTS_ROOM];
    snprintf(room, sizeof room, "%.*s: %.*s", TEXT_ARG(one->role), TEXT_ARG(one->value));
    struct text key = text_of(room);
    uintptr_t place = (uintptr_t)map_find(unknowns->by_key, key);
    if (place) {
        unknowns->list.at[place - 1].count++;
        return true;
    }
    if (unknowns->list.count == REJECTS_MOST)
        return false;
    struct log_unknown copy = *one;
    copy.role = text_copy(arena, one->role);
    copy.value = text_copy(arena, one->value);
    copy.ticket = text_copy(arena, one->ticket);
    copy.count = 1;
    VECTOR_PUSH(arena, &unknowns->list, copy);
    map_put(unknowns->by_key, text_copy(arena, key), (void *)(uintptr_t)unknowns->list.count);
    return true;
}

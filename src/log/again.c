/* again.c - see again.h. Lines are those of the batch until it joins. */
#include "log/again.h"

#include <stdio.h>
#include <string.h>

#include "log/stream_part.h"

enum { ASKED_AHEAD = 16 };

/* The rows of an event, or of a record that is a ticket. */
struct group {
    uint32_t from, to;
    uint32_t place; /* in the log, of the first */
};

/* ---- events ---- */

/* Those of the input, and so of all batches, live as long as the log. */
static struct text lasting(struct rows *rows, struct text id)
{
    return columns_keep(rows->columns, (struct cell){id.at, id.len});
}

static void remark(struct batch *batch, enum log_remark which, uint64_t line)
{
    struct log_count *count = &batch->remarks[which];
    if (count->count++ == 0 || line < count->first.line)
        count->first.line = line;
}

static bool is_again(struct reading *reading, struct batch *batch, const struct group *group)
{
    struct rows *rows = &reading->rows;
    if (!batch->id || !batch->id[group->from].at || rows->tellers)
        return false;
    struct ticket_wait wait = batch_wait(&batch->id[group->from]);
    struct text id = cell_text(wait.id);
    struct stream_gap gap = {group->place, group->to - group->from};
    bool again = rows->stream ? stream_is_again(rows, id, gap)
                              : identities_knows(&rows->identities, lasting(rows, id), wait.hash);
    if (again)
        remark(batch, REMARK_DUPLICATE_ID, batch_line(batch, group->from));
    return again;
}

/* ---- records of tickets ---- */

static bool is_second(struct reading *reading, struct batch *batch, const struct group *group)
{
    struct columns *columns = reading->columns;
    struct ticket_wait wait = batch_wait(&batch->ticket[group->from]);
    struct stream_gap gap = {group->place, group->to - group->from};
    struct reject why;
    if (!batch->shape.is_by_ticket)
        return false;
    uint32_t tickets = columns->tickets;
    bool known = columns_ticket(columns, &wait) < tickets;
    if (reading->rows.stream
            ? !stream_is_second(reading->rows.stream, cell_text(wait.id), gap, known)
            : !known)
        return false;
    snprintf(why.key, sizeof why.key, "%s", ROWS_SECOND);
    snprintf(why.reason, sizeof why.reason, "%s", ROWS_SECOND);
    rejects_add(&batch->rejects, &why, (struct row_origin){0, batch_line(batch, group->from)});
    return true;
}

/* ---- both ---- */

static struct group group_at(const struct batch *batch, uint32_t row)
{
    struct group group = {.from = row, .to = row + 1};
    if (!batch->shape.is_by_ticket)
        return group;
    uint64_t line = batch_line(batch, row);
    while (group.to < batch->rows && batch_line(batch, group.to) == line)
        group.to++;
    return group;
}

static void ask_ahead(const struct reading *reading, const struct batch *batch, uint32_t row)
{
    if (!batch->id || row + ASKED_AHEAD >= batch->rows || !batch->id[row + ASKED_AHEAD].at)
        return;
    struct ticket_wait ahead = batch_wait(&batch->id[row + ASKED_AHEAD]);
    identities_ask(&reading->rows.identities, ahead.hash);
}

/* Texts of attributes are remarked upon in the row in which the log has them first. */
static void note_texts(struct reading *reading, struct batch *batch, unsigned *notes)
{
    struct binding *binding = &reading->binding;
    for (size_t i = 0; i < batch->remarked.count; i++) {
        const struct batch_remarked *one = &batch->remarked.at[i];
        struct slot *slot = &binding->slots[one->slot];
        struct cell cell = {one->text.at, one->text.len};
        binding->noted = 0;
        if (!intern_find(&slot->meanings, cell, cell.at))
            bind_meaning_new(binding, slot, cell);
        if (one->row != BATCH_NO_ROW)
            notes[one->row] |= binding->noted;
    }
}

static void count_notes(struct reading *reading, struct batch *batch, const bool *keep)
{
    unsigned *notes = memory_resize(NULL, ((size_t)batch->rows + 1) * sizeof *notes);
    memset(notes, 0, batch->rows * sizeof *notes);
    for (size_t i = 0; i < batch->noted.count; i++)
        notes[batch->noted.at[i].row] |= batch->noted.at[i].remarks;
    note_texts(reading, batch, notes);
    for (uint32_t row = 0; row < batch->rows; row++)
        for (unsigned which = 0; keep[row] && notes[row] >> which; which++)
            if (notes[row] >> which & 1)
                remark(batch, (enum log_remark)which, batch_line(batch, row));
    memory_release(notes);
}

void again_leave_out(struct reading *reading, struct batch *batch)
{
    bool *keep = memory_resize(NULL, (size_t)batch->rows + 1);
    size_t reasons = batch->rejects.list.count;
    uint32_t left = 0;
    for (uint32_t row = 0; row < batch->rows;) {
        struct group group = group_at(batch, row);
        ask_ahead(reading, batch, row);
        group.place = reading->columns->rows + row - left;
        bool is_out = is_again(reading, batch, &group) || is_second(reading, batch, &group);
        left += is_out ? group.to - group.from : 0;
        for (; row < group.to; row++)
            keep[row] = !is_out;
    }
    if (batch->noted.count || batch->remarked.count)
        count_notes(reading, batch, keep);
    if (left)
        batch_keep(batch, keep);
    if (batch->rejects.list.count > reasons)
        rejects_sort(&batch->rejects);
    memory_release(keep);
}

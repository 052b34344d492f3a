/* rows.c - a record is looked at as a whole first; only a good one adds rows. */
#include "log/stream_part.h"

#include <stdio.h>

/* ---- making ---- */

static void sort_slot(struct rows *rows, struct slot *slot)
{
    struct slot **const single[] = {
        [LOG_TICKET] = &rows->ticket, [LOG_TIME] = &rows->time,        [LOG_EVENT] = &rows->event,
        [LOG_ACTOR] = &rows->actor,   [LOG_PUBLIC] = &rows->is_public, [LOG_ID] = &rows->id};
    if (slot->spec->role == LOG_ATTRIBUTE) {
        rows->attributes[rows->attribute_count++] = slot;
        if (slot->spec->before_count)
            rows->changing[rows->changing_count++] = slot;
        return;
    }
    if (slot->spec->role != LOG_EVENT_AT) {
        *single[slot->spec->role] = slot;
        return;
    }
    rows->happenings[rows->happening_count++] = slot;
    if (slot->spec->kind == KIND_OPENED && !rows->opened) {
        rows->opened = slot;
        rows->columns->has_opened = !rows->binding->has_own_row;
    }
}

void rows_init(struct rows *rows, struct binding *binding, struct rejects *rejects)
{
    uint32_t count = binding->slot_count + 1;
    *rows = (struct rows){.binding = binding, .columns = binding->columns, .rejects = rejects};
    rows->attributes = ARENA_ARRAY(binding->arena, count, struct slot *);
    rows->happenings = ARENA_ARRAY(binding->arena, count, struct slot *);
    rows->codes = ARENA_ARRAY(binding->arena, count, uint32_t);
    rows->changing = ARENA_ARRAY(binding->arena, count, struct slot *);
    rows->befores = ARENA_ARRAY(binding->arena, count, uint32_t);
    rows->nothing = ARENA_ARRAY(binding->arena, count, uint32_t);
    identities_init(&rows->identities);
    rows->columns->are_snapshots = binding->spec->row_per_snapshot;
    rows->tellers = binding->spec->row_per_snapshot ? map_new(binding->arena) : NULL;
    for (uint32_t i = 0; i < binding->slot_count; i++)
        sort_slot(rows, &binding->slots[i]);
}

void rows_fini(struct rows *rows)
{
    identities_fini(&rows->identities);
}

bool rows_have_times(const struct rows *rows)
{
    const struct attribute *attributes = rows->binding->schema->attributes;
    for (uint32_t i = 0; i < rows->attribute_count; i++)
        if (attributes[rows->attributes[i]->spec->attribute].type == ATTRIBUTE_TIME)
            return true;
    return false;
}

/* ---- what is wrong ---- */

static void reject(struct rows *rows, const struct reject *why, uint64_t line)
{
    rejects_add(rows->rejects, why, (struct row_origin){rows->file, line});
}

void rows_refuse(struct rows *rows, const char *fault, uint64_t line)
{
    struct reject why;
    snprintf(why.key, sizeof why.key, "%s", fault);
    snprintf(why.reason, sizeof why.reason, "%s", fault);
    reject(rows, &why, line);
}

static bool refuse(struct rows *rows, const char *fault, uint64_t line)
{
    rows_refuse(rows, fault, line);
    return false;
}

/* Is it one that the row may be kept without? False: it is not, or they are not kept. */
static bool keep_unknown(struct rows *rows, const struct slot *slot, struct cell cell,
                         uint64_t line)
{
    char value[REJECTS_QUOTE], ticket[REJECTS_QUOTE];
    enum log_role role = slot->spec->role;
    if (!rows->unknowns || (role != LOG_ATTRIBUTE && role != LOG_EVENT))
        return false;
    enum attribute_type type = role == LOG_EVENT
                                   ? ATTRIBUTE_CHOICE
                                   : rows->binding->schema->attributes[slot->spec->attribute].type;
    if (type != ATTRIBUTE_CHOICE && type != ATTRIBUTE_LADDER)
        return false;
    struct cell id = rows->record[rows->ticket->column];
    struct log_unknown one = {.role = bind_role(rows->binding, slot),
                              .value = text_of(rejects_quote(value, cell_text(cell))),
                              .first = {rows->file, line},
                              .ticket = text_of(rejects_quote(ticket, cell_text(id)))};
    return unknowns_add(rows->unknowns, &one);
}

/* True: the row is kept without it. */
static __attribute__((noinline, cold)) bool unknown(struct rows *rows, const struct slot *slot,
                                                    struct cell cell, uint64_t line)
{
    struct reject why;
    char quoted[REJECTS_QUOTE];
    if (keep_unknown(rows, slot, cell, line))
        return true;
    struct text role = bind_role(rows->binding, slot);
    snprintf(why.reason, sizeof why.reason, "unknown value `%s` for %.*s",
             rejects_quote(quoted, cell_text(cell)), (int)(role.len < 100 ? role.len : 100),
             role.at);
    memcpy(why.key, why.reason, sizeof why.key);
    reject(rows, &why, line);
    return false;
}

void rows_remark(struct rows *rows, enum log_remark which, uint64_t line)
{
    struct log_count *count = &rows->columns->log.remarks[which];
    if (count->count++ == 0)
        count->first = (struct row_origin){rows->file, line};
}

static void remarks(struct rows *rows, uint64_t line)
{
    for (unsigned i = 0; i < REMARK_COUNT; i++)
        if (rows->binding->noted >> i & 1)
            rows_remark(rows, (enum log_remark)i, line);
}

/* On the row that was added last. */
static void remark(struct rows *rows, uint64_t line)
{
    if (rows->batch && batch_is_open(rows->batch))
        batch_note(rows->batch, rows->binding->noted);
    else
        remarks(rows, line);
}

/* ---- parts of a record ---- */

/* False: counted as bad. */
static inline bool meaning(struct rows *rows, struct slot *slot, const struct cell *fields,
                           struct row *row, uint32_t *code)
{
    *code = MEANING_NOTHING;
    if (!slot)
        return true;
    struct cell cell = fields[slot->column];
    *code = bind_meaning(rows->binding, slot, cell);
    if (*code != MEANING_BAD)
        return true;
    *code = MEANING_NOTHING;
    return unknown(rows, slot, cell, row->line);
}

static inline bool ticket(struct rows *rows, const struct cell *fields, struct row *row)
{
    row->ticket = fields[rows->ticket->column];
    if (bind_is_missing(rows->binding, row->ticket))
        return refuse(rows, "no ticket", row->line);
    return row->ticket.len < CELL_LONGEST || refuse(rows, "a ticket that is too long", row->line);
}

static inline bool instant_of(struct rows *rows, const struct slot *slot, struct cell cell,
                              struct row *row, instant *at)
{
    struct reject why;
    if (bind_time(rows->binding, slot, cell, at, &why))
        return true;
    reject(rows, &why, row->line);
    return false;
}

static inline bool attributes(struct rows *rows, const struct cell *fields, struct row *row)
{
    struct binding *binding = rows->binding;
    for (uint32_t i = 0; i < rows->attribute_count; i++) {
        struct slot *slot = rows->attributes[i];
        struct cell cell = fields[slot->column];
        rows->codes[i] = bind_meaning(binding, slot, cell);
        if (rows->codes[i] != MEANING_BAD)
            continue;
        rows->codes[i] = MEANING_NOTHING;
        if (!unknown(rows, slot, cell, row->line))
            return false;
    }
    return true;
}

/* The values before the row's changes. */
static bool befores(struct rows *rows, const struct cell *fields, struct row *row)
{
    for (uint32_t i = 0; i < rows->changing_count; i++) {
        struct slot *slot = rows->changing[i];
        rows->befores[i] = bind_meaning(rows->binding, slot, fields[slot->before]);
        if (rows->befores[i] != MEANING_BAD)
            continue;
        rows->befores[i] = MEANING_NOTHING;
        if (!unknown(rows, slot, fields[slot->before], row->line))
            return false;
    }
    return true;
}

static void put_attributes(struct rows *rows)
{
    for (uint32_t i = 0; i < rows->changing_count; i++)
        columns_put_before(rows->columns, rows->changing[i]->spec->attribute, rows->befores[i]);
    for (uint32_t i = 0; i < rows->attribute_count; i++)
        columns_put(rows->columns, rows->attributes[i]->spec->attribute, rows->codes[i]);
}

static void put_nothing(struct rows *rows)
{
    for (uint32_t i = 0; i < rows->attribute_count; i++)
        columns_put(rows->columns, rows->attributes[i]->spec->attribute, 0);
}

/* Kind, actor and public flag of the record's own event. */
static inline bool event(struct rows *rows, const struct cell *fields, struct row *row,
                         uint32_t event)
{
    uint32_t actor, is_public;
    if (!meaning(rows, rows->actor, fields, row, &actor) ||
        !meaning(rows, rows->is_public, fields, row, &is_public))
        return false;
    row->kind = rows_kind(event);
    row->what = rows_what(event, actor, is_public);
    if (row->kind == KIND_REPLY && !(row->what & WHAT_ACTOR) && rows->binding->can_say_actor)
        return refuse(rows, "a reply without a role", row->line);
    return true;
}

static bool remark_again(struct rows *rows, uint64_t line)
{
    rows_remark(rows, REMARK_DUPLICATE_ID, line);
    return true;
}

/* Has the event been seen before? */
static bool is_again(struct rows *rows, const struct cell *fields, struct row *row, uint32_t count)
{
    uint64_t line = row->line;
    struct cell id = fields[rows->id->column];
    if (bind_is_missing(rows->binding, id) || id.len >= CELL_LONGEST)
        return false;
    if (rows->batch) { /* it is found out when the batch joins */
        row->id = id;
        return false;
    }
    if (rows->stream)
        return stream_is_again(rows, cell_text(id),
                               (struct stream_gap){rows->columns->rows, count}) &&
               remark_again(rows, line);
    bool elsewhere = rows->flow && rows->flow->is_new;
    if (identities_has(&rows->identities, cell_text(id)) ||
        (elsewhere && !rows->flow->is_new(rows->flow->context, cell_text(id))))
        return remark_again(rows, line);
    identities_add(&rows->identities, columns_keep(rows->columns, id));
    return false;
}

static void forget_event(uint8_t *kind, uint8_t *what)
{
    *kind = KIND_CHANGED;
    *what = 0;
}

static uint32_t *teller_new(struct rows *rows, struct cell id)
{
    struct text key = columns_keep(rows->columns, id);
    uint32_t *teller = ARENA_NEW(rows->binding->arena, uint32_t);
    identities_add(&rows->identities, key);
    map_put(rows->tellers, key, teller);
    return teller;
}

/* Snapshots go on telling of the event that was last: it belongs to the earliest of them, and the
 * others are rows of the values alone. False: it is not ROW, of instant AT, that it belongs to. */
static bool owns_event(struct rows *rows, struct cell id, uint32_t row, instant at)
{
    struct columns *columns = rows->columns;
    uint32_t *teller = map_find(rows->tellers, cell_text(id));
    if (!teller)
        teller = teller_new(rows, id);
    else if (columns_time(columns, *teller) <= at)
        return false;
    else
        forget_event(&columns->kind[*teller], &columns->what[*teller]);
    *teller = row;
    return true;
}

static void share_event(struct rows *rows, struct cell id, struct row *row)
{
    bool has_one = !bind_is_missing(rows->binding, id) && id.len < CELL_LONGEST;
    if (has_one && !owns_event(rows, id, rows->columns->rows, row->time))
        forget_event(&row->kind, &row->what);
}

void rows_share_events(struct rows *rows, const struct batch *batch, uint32_t from)
{
    struct columns *columns = rows->columns;
    for (uint32_t i = 0; i < batch->rows; i++) {
        struct cell id = {batch->id[i].at, batch->id[i].len};
        uint32_t row = from + i;
        if (id.at && !owns_event(rows, id, row, columns_time(columns, row)))
            forget_event(&columns->kind[row], &columns->what[row]);
    }
}

/* False: the row is one event with another. */
static bool identify(struct rows *rows, const struct cell *fields, struct row *row)
{
    if (!rows->binding->spec->row_per_snapshot || rows->batch)
        return !is_again(rows, fields, row, 1);
    share_event(rows, fields[rows->id->column], row);
    return true;
}

static struct text told(const struct rows *rows, const struct slot *slot, const struct cell *fields)
{
    if (!slot || bind_is_missing(rows->binding, fields[slot->column]))
        return TEXT("");
    return cell_text(fields[slot->column]);
}

static __attribute__((noinline, cold)) void tell(const struct rows *rows, const struct cell *fields)
{
    rows->witness->row(rows->witness->context, told(rows, rows->ticket, fields),
                       told(rows, rows->id, fields));
}

/* ---- one row an event ---- */

static inline bool opening(struct rows *rows, const struct cell *fields, struct row *row)
{
    row->opened = INSTANT_NONE;
    struct cell cell = fields[rows->opened->column];
    return bind_is_missing(rows->binding, cell) ||
           instant_of(rows, rows->opened, cell, row, &row->opened);
}

static inline bool time_of(struct rows *rows, const struct cell *fields, struct row *row)
{
    struct cell cell = fields[rows->time->column];
    if (bind_is_missing(rows->binding, cell))
        return refuse(rows, "no time", row->line);
    return instant_of(rows, rows->time, cell, row, &row->time);
}

/* A row that was looked at: what is left to be done with it. */
static inline bool put_row(struct rows *rows, const struct row *row)
{
    if (rows->batch) {
        batch_add(rows->batch, row, rows->codes, rows->befores);
    } else if (rows->columns->rows == COLUMNS_MOST) {
        return false;
    } else {
        columns_add(rows->columns, row);
        put_attributes(rows);
    }
    if (rows->binding->noted)
        remark(rows, row->line);
    return true;
}

static bool add_event(struct rows *rows, const struct cell *fields, uint64_t line)
{
    struct row row = {.line = line};
    uint32_t kind;
    rows->binding->noted = 0;
    if (!meaning(rows, rows->event, fields, &row, &kind))
        return true;
    if (kind == MEANING_NO_EVENT) {
        rows_remark(rows, REMARK_NO_EVENT, line);
        return true;
    }
    if (!ticket(rows, fields, &row) || !time_of(rows, fields, &row) ||
        !event(rows, fields, &row, kind) || !attributes(rows, fields, &row) ||
        (rows->changing_count && !befores(rows, fields, &row)) ||
        (rows->columns->has_opened && !opening(rows, fields, &row)) ||
        (rows->id && !identify(rows, fields, &row)))
        return true;
    return put_row(rows, &row);
}

/* ---- the row of a record that is a ticket, beside those of its lists ---- */

static bool add_own(struct rows *rows, struct cell *fields, uint64_t line)
{
    struct row row = {.line = line};
    rows->binding->noted = 0;
    struct cell opened = fields[rows->opened->column];
    rows->record = fields;
    if (!ticket(rows, fields, &row))
        return true;
    if (bind_is_missing(rows->binding, opened)) {
        rows_refuse(rows, "no time of opening", line);
        return true;
    }
    if (!instant_of(rows, rows->opened, opened, &row, &row.time) ||
        !event(rows, fields, &row, MEANING_EVENT | KIND_OPENED) ||
        !attributes(rows, fields, &row) || (rows->id && is_again(rows, fields, &row, 1)))
        return true;
    row.what |= WHAT_RECORD;
    memset(rows->befores, 0, rows->changing_count * sizeof *rows->befores);
    return put_row(rows, &row);
}

/* ---- one row a ticket ---- */

/* The instants of the record's happenings, INSTANT_NONE where it has none, and which comes first;
 * the record's own event, if there is a time column, is the last. */
struct moments {
    instant *at;
    uint32_t count, first;
    bool any;
};

static void moment(struct moments *moments, uint32_t index, instant at)
{
    moments->at[index] = at;
    if (at != INSTANT_NONE && (!moments->any || at < moments->at[moments->first])) {
        moments->first = index;
        moments->any = true;
    }
}

static bool find_moments(struct rows *rows, const struct cell *fields, struct row *row,
                         struct moments *moments)
{
    for (uint32_t i = 0; i <= rows->happening_count; i++) {
        struct slot *slot = i < rows->happening_count ? rows->happenings[i] : rows->time;
        instant at = INSTANT_NONE;
        if (slot && !bind_is_missing(rows->binding, fields[slot->column]) &&
            !instant_of(rows, slot, fields[slot->column], row, &at))
            return false;
        moment(moments, i, at);
        if (slot && slot == rows->opened)
            row->opened = at;
    }
    moments->count = rows->happening_count + 1;
    return moments->any || refuse(rows, "no time", row->line);
}

static void add_moment(struct rows *rows, const struct moments *moments, uint32_t index,
                       const struct row *own)
{
    struct row row = *own;
    row.time = moments->at[index];
    if (index < rows->happening_count) {
        const struct log_column_spec *spec = rows->happenings[index]->spec;
        row.kind = (uint8_t)spec->kind;
        row.what = (uint8_t)((unsigned)spec->actor | WHAT_EXPLICIT |
                             (spec->kind == KIND_REPLY ? WHAT_PUBLIC : 0));
    }
    bool is_first = index == moments->first;
    if (rows->batch) {
        batch_add(rows->batch, &row, is_first ? rows->codes : rows->nothing,
                  is_first ? rows->befores : rows->nothing);
        return;
    }
    columns_add(rows->columns, &row);
    if (is_first)
        put_attributes(rows);
    else
        put_nothing(rows);
}

static bool add_moments(struct rows *rows, const struct moments *moments, const struct row *row)
{
    if (!rows->batch && COLUMNS_MOST - rows->columns->rows < moments->count)
        return false;
    for (uint32_t i = 0; i < moments->count; i++)
        if (moments->at[i] != INSTANT_NONE)
            add_moment(rows, moments, i, row);
    if (rows->binding->noted)
        remark(rows, row->line);
    return true;
}

static uint32_t count_moments(const struct moments *moments)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < moments->count; i++)
        count += moments->at[i] != INSTANT_NONE;
    return count;
}

static bool is_second(struct rows *rows, const struct row *row, const struct moments *moments)
{
    struct stream_gap gap = {rows->columns->rows, 0};
    if (rows->batch) /* it is found out when the batch joins */
        return false;
    if (!rows->stream)
        return columns_knows_ticket(rows->columns, row->ticket);
    gap.count = count_moments(moments);
    return stream_is_second(rows->stream, cell_text(row->ticket), gap,
                            columns_knows_ticket(rows->columns, row->ticket));
}

static bool add_ticket(struct rows *rows, const struct cell *fields, uint64_t line)
{
    struct row row = {.line = line, .opened = INSTANT_NONE};
    instant at[rows->happening_count + 1];
    struct moments moments = {.at = at};
    uint32_t kind;
    rows->binding->noted = 0;
    if (!meaning(rows, rows->event, fields, &row, &kind))
        return true;
    if (kind == MEANING_NO_EVENT) {
        rows_remark(rows, REMARK_NO_EVENT, line);
        return true;
    }
    if (!ticket(rows, fields, &row) || !find_moments(rows, fields, &row, &moments) ||
        !event(rows, fields, &row, kind) || !attributes(rows, fields, &row) ||
        (rows->id && is_again(rows, fields, &row, count_moments(&moments))))
        return true;
    if (is_second(rows, &row, &moments)) {
        rows_refuse(rows, ROWS_SECOND, line);
        return true;
    }
    return add_moments(rows, &moments, &row);
}

/* ---- all ---- */

/* Texts of the record that may be remarked upon; FROM: the first of its rows. */
static __attribute__((noinline, cold)) void defer_remarks(struct rows *rows, uint32_t from)
{
    struct batch *batch = rows->batch;
    struct binding *binding = rows->binding;
    uint32_t row = batch->rows > from ? batch->rows - 1 : BATCH_NO_ROW;
    for (size_t i = 0; i < binding->remarked.count; i++) {
        const struct bind_remarked *one = &binding->remarked.at[i];
        struct batch_remarked remarked = {row, one->slot, one->text};
        VECTOR_PUSH(batch->arena, &batch->remarked, remarked);
    }
    binding->remarked.count = 0;
}

bool rows_add(struct rows *rows, struct cell *fields, uint64_t line)
{
    uint32_t from = rows->batch ? rows->batch->rows : 0;
    if (rows->binding->computed_count)
        bind_compute(rows->binding, fields);
    rows->record = fields;
    if (rows->witness)
        tell(rows, fields);
    bool good = rows->binding->spec->row_per_ticket ? add_ticket(rows, fields, line)
                                                    : add_event(rows, fields, line);
    if (rows->binding->remarked.count)
        defer_remarks(rows, from);
    return good;
}

bool rows_add_own(struct rows *rows, struct cell *fields, uint64_t line)
{
    uint32_t from = rows->batch ? rows->batch->rows : 0;
    rows->binding->is_own_row = true;
    bind_compute(rows->binding, fields);
    rows->binding->is_own_row = false;
    if (rows->witness)
        tell(rows, fields);
    bool good = add_own(rows, fields, line);
    if (rows->binding->remarked.count)
        defer_remarks(rows, from);
    return good;
}

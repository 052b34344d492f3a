/* board_why.c - why one ticket stands as it does. */
#include "live/board_part.h"
#include "report/ledger.h"

static void put_ledgers(const struct slice *slice, const struct reading_by *by, struct text ticket,
                        struct buffer *out)
{
    struct ledger_view view = {.model = by->model, .log = slice->log, .judge = slice->judge};
    uint32_t number = judge_find_ticket(slice->judge, ticket), count = 0;
    const struct ledger *ledgers =
        number == INDEX_NONE
            ? NULL
            : judge_ledgers(slice->judge, number, INDEX_NONE, slice->arena, &count);
    for (uint32_t i = 0; i < count; i++) {
        buffer_puts(out, i ? "\n" : "");
        ledger_write_text(out, &view, &ledgers[i]);
    }
    if (!count)
        buffer_puts(out, "no clock of this ticket ever started\n");
}

/* In a transaction. */
static bool explain(struct board *board, const struct watch_pulse *pulse, struct text ticket,
                    struct buffer *out)
{
    struct arena *scratch = arena_new();
    struct reading_by by = pulse->by;
    store_numbers events = {0};
    slice_records records = {0};
    struct slice_headers headers = {0};
    struct slice slice = {0};
    int64_t number = store_find_ticket(&board->store, ticket);
    by.known = ARENA_ARRAY(scratch, by.known_count + 1, bool);
    by.path = text_of(board->path);
    if (number) {
        watch_known(&by, &board->store, scratch);
        store_history(&board->store, number, scratch, &events);
        slice_events(&board->store, &events, scratch, &records);
        slice_add_headers(&board->store, &records, scratch, &headers);
        if (slice_make(&slice, &by, &records, &headers)) {
            slice_judge(&slice, &by, pulse->as_of);
            put_ledgers(&slice, &by, ticket, out);
        }
        slice_free(&slice);
    }
    arena_free(scratch);
    return number != 0;
}

bool board_why(struct board *board, const struct watch_pulse *pulse, struct text ticket,
               struct buffer *out)
{
    if (!board_open(board))
        return false;
    db_run(board->store.db, "BEGIN");
    bool is_found = explain(board, pulse, ticket, out);
    db_run(board->store.db, "COMMIT");
    return db_problem(board->store.db) ? board_fail(board, text_of(db_problem(board->store.db)))
                                       : is_found;
}

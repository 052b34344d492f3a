/* ndjson.c - one pass over each line; the keys of the line before are tried first. */
#include "log/ndjson.h"

#include <string.h>

#include "log/json.h"

/* ---- members ---- */

/* The index of the key that stands at place NTH of the object. */
static uint32_t index_of(struct ndjson *ndjson, struct cell key, struct text raw, size_t nth)
{
    struct ndjson_member *guess = nth < NDJSON_SHAPE ? &ndjson->shape[nth] : NULL;
    if (guess && guess->key.at && text_equal(guess->key, raw))
        return guess->index;
    struct intern_entry *entry = intern_find(ndjson->keys, key, ndjson->lines.end);
    uint32_t index = entry ? entry->code : NDJSON_NOT_ASKED;
    if (guess)
        *guess = (struct ndjson_member){raw, index};
    return index;
}

static bool member(struct ndjson *ndjson, struct json *json, struct ndjson_record *record,
                   size_t nth)
{
    struct cell key;
    struct text raw;
    if (!json_key(json, &key, &raw))
        return false;
    uint32_t index = index_of(ndjson, key, raw, nth);
    const char *from = json->at;
    if (index != NDJSON_NOT_ASKED && record->fields[index].at)
        return json_fail(json, "a key that stands twice");
    bool good =
        index == NDJSON_NOT_ASKED ? json_skip(json, 0) : json_scalar(json, &record->fields[index]);
    ndjson_guess_value(&ndjson->guess, index, from, json->at);
    return good;
}

static bool object(struct ndjson *ndjson, struct json *json, struct ndjson_record *record)
{
    json_blanks(json);
    if (!json_take(json, '{'))
        return json_fail(json, "a line that is no JSON object");
    json_blanks(json);
    size_t nth = 0;
    if (!json_take(json, '}')) {
        do {
            if (!member(ndjson, json, record, nth++))
                return false;
            json_blanks(json);
        } while (json_take(json, ','));
        if (!json_take(json, '}'))
            return json_fail(json, "JSON without a comma or a closing bracket");
    }
    json_blanks(json);
    return json->at == json->end || json_fail(json, "text behind the JSON object");
}

/* ---- lines ---- */

void ndjson_lines_init(struct ndjson_lines *lines, struct text bytes)
{
    if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
        bytes = text_slice(bytes, 3, bytes.len);
    *lines = (struct ndjson_lines){bytes.at, bytes.at + bytes.len, 0};
}

bool ndjson_lines_next(struct ndjson_lines *lines, struct text *line)
{
    while (lines->at < lines->end) {
        const char *stop = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
        const char *end = stop ? stop : lines->end;
        *line = (struct text){lines->at, (size_t)(end - lines->at)};
        while (line->len && line->at[line->len - 1] == '\r')
            line->len--;
        lines->at = stop ? stop + 1 : lines->end;
        lines->line++;
        if (text_trim(*line).len)
            return true;
    }
    return false;
}

void ndjson_init(struct ndjson *ndjson, struct text bytes, const struct intern *keys)
{
    *ndjson = (struct ndjson){.keys = keys, .guess.pace = 1};
    ndjson_lines_init(&ndjson->lines, bytes);
}

void ndjson_fini(struct ndjson *ndjson)
{
    buffer_fini(&ndjson->scratch);
}

static bool next_by_rules(struct ndjson *ndjson, struct ndjson_record *record)
{
    struct text line;
    if (!ndjson_lines_next(&ndjson->lines, &line))
        return false;
    struct json json = {line.at, line.at + line.len, line.at, &ndjson->scratch, NULL};
    record->bytes = line;
    record->line = ndjson->lines.line;
    memset(record->fields, 0, record->count * sizeof *record->fields);
    ndjson_guess_line(&ndjson->guess, line.at);
    if (object(ndjson, &json, record))
        ndjson_guess_end(&ndjson->guess, json.end);
    record->fault = json.fault;
    return true;
}

bool ndjson_next(struct ndjson *ndjson, struct ndjson_record *record)
{
    ndjson->scratch.len = 0;
    return ndjson_guess_next(ndjson, record) || next_by_rules(ndjson, record);
}

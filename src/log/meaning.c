/* meaning.c - what the text of a field means: value maps, names of the charter, values, instants.
 *
 * Asked once for every text that differs, so it is plain. Only instants are read for every row.
 */
#include "log/bind.h"

#include <stdio.h>

bool bind_is_missing(const struct binding *binding, struct cell cell)
{
    if (cell.len == 0)
        return true;
    for (uint32_t i = 0; i < binding->spec->missing_count; i++)
        if (text_equal(binding->spec->missing[i], cell_text(cell)))
            return true;
    return false;
}

/* ---- instants ---- */

static bool refuse_time(const struct slot *slot, struct cell cell, enum civil_status status,
                        struct reject *reject)
{
    char quoted[REJECTS_QUOTE], format[REJECTS_QUOTE], why[REJECTS_QUOTE + 32];
    if (status == CIVIL_BAD_SHAPE && slot->has_written)
        snprintf(why, sizeof why, "it is not written as `%s`",
                 rejects_quote(format, slot->spec->written));
    else
        snprintf(why, sizeof why, "%s", civil_status_text(status));
    snprintf(reject->key, sizeof reject->key, "time: %s", why);
    snprintf(reject->reason, sizeof reject->reason, "unreadable time `%s`: %s",
             rejects_quote(quoted, cell_text(cell)), why);
    return false;
}

static bool local_time(struct binding *binding, const struct slot *slot,
                       const struct civil_stamp *stamp, instant *at)
{
    if (!slot->spec->zone)
        return false;
    struct zone_reading reading = zone_to_instant(slot->spec->zone, stamp->date, stamp->time);
    binding->noted |= (unsigned)(reading.kind == ZONE_FOLD) << REMARK_AMBIGUOUS_TIME;
    binding->noted |= (unsigned)(reading.kind == ZONE_GAP) << REMARK_TIME_IN_GAP;
    *at = reading.at;
    return true;
}

bool bind_time(struct binding *binding, const struct slot *slot, struct cell cell, instant *at,
               struct reject *reject)
{
    if (bind_known_time(binding, slot, cell, at))
        return true;
    struct civil_stamp stamp;
    enum civil_status status = slot->has_written
                                   ? written_parse(&slot->written, cell_text(cell), &stamp)
                                   : civil_parse_stamp(cell_text(cell), &stamp);
    if (status != CIVIL_OK)
        return refuse_time(slot, cell, status, reject);
    binding->noted |= (unsigned)stamp.notes.cut << REMARK_FRACTION_CUT;
    binding->noted |= (unsigned)stamp.notes.leap << REMARK_LEAP_SECOND;
    if (!stamp.has_offset && !local_time(binding, slot, &stamp, at)) {
        char quoted[REJECTS_QUOTE];
        snprintf(reject->key, sizeof reject->key, "time without an offset");
        snprintf(reject->reason, sizeof reject->reason,
                 "time `%s` without an offset, and no log block names its zone",
                 rejects_quote(quoted, cell_text(cell)));
        return false;
    }
    if (stamp.has_offset)
        *at = stamp.at;
    if (!civil_exists(*at))
        return refuse_time(slot, cell, CIVIL_OUT_OF_RANGE, reject);
    if (!slot->has_written && !stamp.notes.leap) {
        binding->known_day = stamp.date;
        memcpy(binding->known_date, cell.at, 10);
    }
    return true;
}

/* ---- values ---- */

static bool money(struct text text, struct value *value)
{
    static const char *const codes[] = {
#define CURRENCY(code, digits) #code,
#include "charter/currencies.def"
#undef CURRENCY
    };
    if (text.len < 5 || text.at[3] != ' ')
        return false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_starts(text, text_of(codes[i]))) {
            memcpy(value->currency, codes[i], 4);
            return decimal_parse(text_slice(text, 4, text.len), &value->number);
        }
    return false;
}

static bool yes_or_no(struct text text, bool *yes)
{
    *yes = text_is(text, "yes") || text_is(text, "true");
    return *yes || text_is(text, "no") || text_is(text, "false");
}

/* The value that TEXT is for ATTRIBUTE, as the charter names it. */
static bool value_of(struct binding *binding, const struct slot *slot, struct text text,
                     struct value *value)
{
    struct reject unused;
    const struct attribute *attribute = &binding->schema->attributes[slot->spec->attribute];
    *value = (struct value){0};
    switch (attribute->type) {
    case ATTRIBUTE_TEXT:
        value->type = VALUE_TEXT;
        value->text = text;
        return text_find_bad_utf8(text) == text.len;
    case ATTRIBUTE_WHOLE:
    case ATTRIBUTE_DECIMAL:
        value->type = VALUE_NUMBER;
        return decimal_parse(text, &value->number) &&
               (attribute->type == ATTRIBUTE_DECIMAL || value->number.scale == 0);
    case ATTRIBUTE_MONEY:
        value->type = VALUE_MONEY;
        return money(text, value);
    case ATTRIBUTE_YES_NO:
        value->type = VALUE_YES_NO;
        return yes_or_no(text, &value->yes);
    case ATTRIBUTE_TIME:
        value->type = VALUE_TIME;
        return bind_time(binding, slot, (struct cell){text.at, text.len}, &value->time, &unused);
    case ATTRIBUTE_CHOICE:
    case ATTRIBUTE_LADDER:
        value->type = VALUE_CHOICE;
        value->choice = attribute_choice_named(attribute, text);
        return value->choice != UINT32_MAX;
    }
    return false;
}

/* ---- codes of values ---- */

static struct decimal shortest(struct decimal number)
{
    while (number.scale > 0 && number.digits % 10 == 0) {
        number.digits /= 10;
        number.scale--;
    }
    return number;
}

struct value_key {
    char bytes[32];
    size_t len;
};

static void put(struct value_key *key, const void *part, size_t len)
{
    memcpy(key->bytes + key->len, part, len);
    key->len += len;
}

/* VALUE, which is no text, as bytes of which equal values have equal ones. */
static struct value_key key_of(const struct value *value)
{
    struct value_key key = {.len = 0};
    struct decimal number;
    switch (value->type) {
    case VALUE_CHOICE:
        put(&key, &value->choice, sizeof value->choice);
        break;
    case VALUE_MONEY:
        put(&key, value->currency, sizeof value->currency);
        /* fall through */
    case VALUE_NUMBER:
        number = shortest(value->number);
        put(&key, &number.digits, sizeof number.digits);
        put(&key, &number.scale, sizeof number.scale);
        break;
    case VALUE_YES_NO:
        put(&key, &value->yes, sizeof value->yes);
        break;
    case VALUE_TIME:
        put(&key, &value->time, sizeof value->time);
        break;
    case VALUE_TEXT:
    case VALUE_UNSET:
        break;
    }
    return key;
}

/* Equal values have one code, however many texts mean them. */
uint32_t bind_code(struct binding *binding, uint32_t attribute, const struct value *value)
{
    struct code_column *column = &binding->columns->attributes[attribute];
    bool is_text = value->type == VALUE_TEXT;
    if (binding->columns->is_aside)
        return columns_value(column, value);
    struct value_key own = key_of(value);
    struct text key = is_text ? value->text : (struct text){own.bytes, own.len};
    if (!column->by_key.entries)
        intern_init(&column->by_key);
    struct intern_entry *entry =
        intern_find(&column->by_key, (struct cell){key.at, key.len}, key.at);
    if (entry)
        return entry->code;
    uint32_t code = columns_value(column, value);
    intern_add(&column->by_key, is_text ? key : text_copy(binding->arena, key), code);
    return code;
}

/* ---- meanings ---- */

static uint32_t kind_named(const struct schema *schema, struct text text)
{
    for (uint32_t kind = 0; kind < schema->kind_count; kind++)
        if (text_equal(schema->kinds[kind].name, text))
            return MEANING_EVENT | kind;
    return MEANING_BAD;
}

static uint32_t actor_named(struct text text)
{
    return text_is(text, "customer") ? (uint32_t)ACTOR_CUSTOMER
           : text_is(text, "agent")  ? (uint32_t)ACTOR_AGENT
           : text_is(text, "system") ? (uint32_t)ACTOR_SYSTEM
                                     : MEANING_BAD;
}

/* Without a value map: as the charter names things. */
static uint32_t named(struct binding *binding, const struct slot *slot, struct text text)
{
    struct value value;
    bool yes;
    switch (slot->spec->role) {
    case LOG_EVENT:
        return kind_named(binding->schema, text);
    case LOG_ACTOR:
        return actor_named(text);
    case LOG_PUBLIC:
        return !yes_or_no(text, &yes) ? MEANING_BAD : yes ? MEANING_PUBLIC : MEANING_PRIVATE;
    case LOG_ATTRIBUTE:
        return value_of(binding, slot, text, &value)
                   ? bind_code(binding, slot->spec->attribute, &value)
                   : MEANING_BAD;
    case LOG_TICKET:
    case LOG_TIME:
    case LOG_ID:
    case LOG_EVENT_AT:
        break;
    }
    return MEANING_BAD;
}

static uint32_t mapped(struct binding *binding, const struct slot *slot,
                       const struct log_mapped *to)
{
    switch (to->type) {
    case MAPPED_NO_EVENT:
        return MEANING_NO_EVENT;
    case MAPPED_EVENT:
        return MEANING_EVENT | to->kind | (uint32_t)to->actor << MEANING_ACTOR_SHIFT;
    case MAPPED_VALUE:
        return to->value.type == VALUE_UNSET
                   ? MEANING_NOTHING
                   : bind_code(binding, slot->spec->attribute, &to->value);
    case MAPPED_TEXT:
        return named(binding, slot, to->text);
    case MAPPED_ACTOR:
        return to->actor;
    case MAPPED_PUBLIC:
        return to->is_public ? MEANING_PUBLIC : MEANING_PRIVATE;
    case MAPPED_UNSET:
        break;
    }
    return MEANING_NOTHING;
}

static uint32_t meaning_of(struct binding *binding, const struct slot *slot, struct text text)
{
    const struct log_column_spec *spec = slot->spec;
    for (uint32_t i = 0; i < spec->mapping_count; i++)
        if (text_equal(spec->mappings[i].from, text))
            return mapped(binding, slot, &spec->mappings[i].to);
    if (bind_is_missing(binding, (struct cell){text.at, text.len}))
        return MEANING_NOTHING;
    if (spec->has_otherwise)
        return mapped(binding, slot, &spec->otherwise);
    return spec->mapping_count ? MEANING_BAD : named(binding, slot, text);
}

uint32_t bind_meaning_new(struct binding *binding, struct slot *slot, struct cell cell)
{
    if (cell.len >= CELL_LONGEST)
        return MEANING_BAD;
    struct text text = columns_keep(binding->columns, cell);
    unsigned noted = binding->noted;
    binding->noted = 0;
    uint32_t code = meaning_of(binding, slot, text);
    if (binding->noted && binding->columns->is_aside) {
        struct bind_remarked remarked = {(uint32_t)(slot - binding->slots), text};
        VECTOR_PUSH(binding->arena, &binding->remarked, remarked);
        binding->noted = 0;
    }
    binding->noted |= noted;
    intern_add(&slot->meanings, text, code);
    return code;
}

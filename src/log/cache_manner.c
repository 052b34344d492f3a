/* cache_manner.c - all that says how a log is read, as bytes. A field that one of the records gets
 * has to be said here, too: the assertions are there to remind of it. */
#include "base/wire.h"
#include "log/cache.h"
#include "log/value_wire.h"

#define HAS_SIZE(type, size)                                                                       \
    _Static_assert(sizeof(void *) != 8 || sizeof(struct type) == (size),                           \
                   "say what is new in struct " #type " below, and then its size here")
HAS_SIZE(schema, 64);
HAS_SIZE(attribute, 80);
HAS_SIZE(choice, 48);
HAS_SIZE(event_kind, 48);
HAS_SIZE(value, 24);
HAS_SIZE(log_spec, 96);
HAS_SIZE(log_column_spec, 176);
HAS_SIZE(log_column, 32);
HAS_SIZE(log_test, 56);
HAS_SIZE(log_mapped, 56);

/* ---- what a ticket has ---- */

static void put_attribute(struct buffer *out, const struct attribute *attribute)
{
    wire_put_text(out, attribute->name);
    wire_put_text(out, attribute->title);
    wire_put_whole(out, attribute->type);
    wire_put_whole(out, attribute->origin);
    wire_put_whole(out, attribute->optional);
    wire_put_whole(out, attribute->event_kind);
    wire_put_whole(out, attribute->is_absent);
    wire_put_whole(out, attribute->choice_count);
    for (uint32_t i = 0; i < attribute->choice_count; i++) {
        wire_put_text(out, attribute->choices[i].name);
        wire_put_text(out, attribute->choices[i].title);
        wire_put_whole(out, attribute->choices[i].is_absent);
    }
}

static void put_schema(struct buffer *out, const struct schema *schema)
{
    const int32_t places[] = {schema->status, schema->service,    schema->channel,
                              schema->team,   schema->reopenings, schema->replies};
    wire_put_whole(out, schema->count);
    wire_put_whole(out, schema->stored);
    for (uint32_t i = 0; i < schema->count; i++)
        put_attribute(out, &schema->attributes[i]);
    wire_put_whole(out, schema->kind_count);
    for (uint32_t i = 0; i < schema->kind_count; i++) {
        wire_put_text(out, schema->kinds[i].name);
        wire_put_text(out, schema->kinds[i].title);
        wire_put_whole(out, schema->kinds[i].is_absent);
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        wire_put_signed(out, places[i]);
    if (schema->status == ATTRIBUTE_ABSENT)
        return;
    for (uint32_t i = 0; i < schema->attributes[schema->status].choice_count; i++)
        wire_put_whole(out, schema->classes[i]);
}

/* ---- columns ---- */

static void put_path(struct buffer *out, const struct path *path)
{
    wire_put_whole(out, path ? path->count : 0);
    for (uint32_t i = 0; path && i < path->count; i++) {
        wire_put_text(out, path->steps[i].key);
        wire_put_whole(out, path->steps[i].is_list);
    }
}

static void put_column(struct buffer *out, const struct log_column *column)
{
    wire_put_text(out, column->name);
    wire_put_whole(out, column->nth);
    put_path(out, column->path);
}

static void put_columns(struct buffer *out, const struct log_column *columns, uint32_t count)
{
    wire_put_whole(out, count);
    for (uint32_t i = 0; i < count; i++)
        put_column(out, &columns[i]);
}

static void put_test(struct buffer *out, const struct log_test *test)
{
    put_column(out, &test->column);
    wire_put_whole(out, test->negated);
    wire_put_whole(out, test->text_count);
    for (uint32_t i = 0; i < test->text_count; i++)
        wire_put_text(out, test->texts[i]);
}

/* ---- meanings ---- */

static void put_mapped(struct buffer *out, const struct log_mapped *mapped)
{
    wire_put_whole(out, mapped->type);
    wire_put_whole(out, mapped->kind);
    wire_put_whole(out, mapped->actor);
    wire_put_whole(out, mapped->is_public);
    value_wire_put(out, &mapped->value);
    wire_put_text(out, mapped->text);
}

static void put_spec_column(struct buffer *out, const struct log_column_spec *spec)
{
    wire_put_whole(out, spec->role);
    wire_put_whole(out, spec->attribute);
    wire_put_whole(out, spec->kind);
    wire_put_whole(out, spec->actor);
    put_columns(out, spec->columns, spec->column_count);
    put_columns(out, spec->befores, spec->before_count);
    wire_put_whole(out, spec->test_count);
    for (uint32_t i = 0; i < spec->test_count; i++)
        put_test(out, &spec->tests[i]);
    wire_put_whole(out, spec->optional);
    wire_put_text(out, spec->written);
    wire_put_whole(out, spec->zone != NULL);
    if (spec->zone)
        wire_put_text(out, zone_name(spec->zone));
    wire_put_whole(out, spec->mapping_count);
    for (uint32_t i = 0; i < spec->mapping_count; i++) {
        wire_put_text(out, spec->mappings[i].from);
        put_mapped(out, &spec->mappings[i].to);
    }
    wire_put_whole(out, spec->has_otherwise);
    if (spec->has_otherwise)
        put_mapped(out, &spec->otherwise);
}

static void put_spec(struct buffer *out, const struct log_spec *spec)
{
    wire_put_whole(out, spec->format);
    wire_put_whole(out, spec->row_per_ticket);
    wire_put_whole(out, spec->row_per_snapshot);
    wire_put_whole(out, spec->row_count);
    for (uint32_t i = 0; i < spec->row_count; i++)
        put_path(out, spec->rows[i]);
    wire_put_whole(out, spec->missing_count);
    for (uint32_t i = 0; i < spec->missing_count; i++)
        wire_put_text(out, spec->missing[i]);
    wire_put_whole(out, spec->column_count);
    for (uint32_t i = 0; i < spec->column_count; i++)
        put_spec_column(out, &spec->columns[i]);
}

void cache_manner(struct sha256 *sha, const struct log_request *request)
{
    struct buffer out = {0};
    put_schema(&out, request->schema);
    wire_put_whole(&out, request->spec != NULL);
    if (request->spec)
        put_spec(&out, request->spec);
    sha256_add(sha, buffer_text(&out));
    buffer_fini(&out);
}

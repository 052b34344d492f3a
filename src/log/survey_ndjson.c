/* survey_ndjson.c - the paths of plain values in all records; then the records, by these paths. */
#include "base/map.h"
#include "log/json.h"
#include "log/nested.h"
#include "log/survey_part.h"

/* What stands at a path in some record. */
struct seen {
    bool value, object, list;
};

struct discovery {
    struct survey *survey;
    struct json json;
    struct buffer path;
    struct map *by_path;       /* → struct seen */
    VECTOR(struct text) paths; /* in the order in which they were met */
};

/* ---- paths ---- */

static struct seen *seen_at(struct discovery *discovery)
{
    struct text path = buffer_text(&discovery->path);
    struct seen *seen = map_find(discovery->by_path, path);
    if (seen || discovery->paths.count > SURVEY_COLUMNS * 4)
        return seen;
    path = text_copy(discovery->survey->arena, path);
    seen = ARENA_NEW(discovery->survey->arena, struct seen);
    map_put(discovery->by_path, path, seen);
    VECTOR_PUSH(discovery->survey->arena, &discovery->paths, path);
    return seen;
}

static void enter(struct discovery *discovery, struct cell key)
{
    struct arena *scratch = arena_new();
    struct path_step step = {cell_text(key), false};
    if (discovery->path.len)
        buffer_putc(&discovery->path, '.');
    buffer_put(&discovery->path, path_write(scratch, &(struct path){&step, 1}));
    arena_free(scratch);
}

static bool value(struct discovery *discovery, int depth);

static bool object(struct discovery *discovery, int depth)
{
    struct json *json = &discovery->json;
    json->at++;
    json_blanks(json);
    if (json_take(json, '}'))
        return true;
    do {
        struct cell key;
        struct text raw;
        size_t len = discovery->path.len;
        if (!json_key(json, &key, &raw))
            return false;
        enter(discovery, key);
        if (!value(discovery, depth + 1))
            return false;
        discovery->path.len = len;
        json_blanks(json);
    } while (json_take(json, ','));
    return json_take(json, '}') || json_fail(json, "JSON without a comma or a closing bracket");
}

static bool value(struct discovery *discovery, int depth)
{
    struct json *json = &discovery->json;
    char first = json->at < json->end ? *json->at : '\0';
    struct seen unused, *seen = seen_at(discovery);
    if (!seen)
        seen = &unused;
    if (depth > 48) /* keys that a path may have */
        return json_skip(json, depth);
    seen->object |= first == '{';
    seen->list |= first == '[';
    seen->value |= first != '{' && first != '[' && first != 'n';
    return first == '{' ? object(discovery, depth) : json_skip(json, depth);
}

static void discover_record(struct discovery *discovery, struct text line)
{
    struct buffer scratch = {0};
    discovery->json = (struct json){line.at, line.at + line.len, line.at, &scratch, NULL};
    discovery->path.len = 0;
    json_blanks(&discovery->json);
    if (discovery->json.at < discovery->json.end && *discovery->json.at == '{')
        object(discovery, 0);
    buffer_fini(&scratch);
}

/* A path that is a value here and an object or a list there is nobody's column. */
static void keep_columns(struct discovery *discovery)
{
    struct survey *survey = discovery->survey;
    for (size_t i = 0; i < discovery->paths.count; i++) {
        struct text path = discovery->paths.at[i];
        const struct seen *seen = map_find(discovery->by_path, path);
        if (seen->value && !seen->object && !seen->list)
            survey_add(survey, path, 0);
        else if (seen->list && !seen->object)
            VECTOR_PUSH(survey->arena, &survey->lists,
                        text_format(survey->arena, TEXT_FMT "[]", TEXT_ARG(path)));
    }
}

bool survey_ndjson_columns(struct survey *survey, const char **fault, uint64_t *line)
{
    struct discovery discovery = {.survey = survey, .by_path = map_new(survey->arena)};
    struct ndjson_lines lines;
    struct text record;
    ndjson_lines_init(&lines, survey->bytes);
    while (ndjson_lines_next(&lines, &record)) {
        discover_record(&discovery, record);
        if (discovery.json.fault && !*fault) {
            *fault = discovery.json.fault;
            *line = lines.line;
        }
    }
    keep_columns(&discovery);
    buffer_fini(&discovery.path);
    return survey->columns.count + survey->lists.count > 0;
}

/* ---- records ---- */

void survey_ndjson_each(struct survey *survey, const struct survey_reader *reader)
{
    struct nested nested;
    struct nested_record record;
    nested_init(&nested, survey->arena, survey->bytes);
    for (size_t i = 0; i < survey->columns.count; i++)
        nested_ask(&nested, &survey->columns.at[i].path);
    struct cell *cells = ARENA_ARRAY(survey->arena, survey->columns.count + 1, struct cell);
    while (nested_next(&nested, &record)) {
        survey_count(survey, record.fault, record.line);
        if (!record.fault && nested_row(&nested, 0, cells))
            reader->record(reader->context, cells, record.line);
    }
    nested_fini(&nested);
}

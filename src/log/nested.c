/* nested.c - the paths make a tree of objects and their members, along which a record is read once.
 *
 * What a list holds may stand before what its elements need of the object around it, so a record is
 * read to its end before it gives rows.
 */
#include "log/nested.h"

#include <string.h>

#include "log/json.h"

#define NOT_ASKED UINT32_MAX

/* A key of an object and what is asked of its value: itself, its members, its elements. */
struct member {
    uint32_t field;
    uint32_t element_field; /* of elements that are plain values */
    struct nested_object *object, *element;
};

struct nested_object {
    struct text path; /* in front of the key: `fields.`, `histories[].` */
    uint32_t level;
    struct intern keys; /* codes are numbers of members */
    VECTOR(struct member) members;
};

/* ---- the tree of paths ---- */

static struct nested_object *object_new(struct nested *nested, struct text path, uint32_t level)
{
    struct nested_object *object = ARENA_NEW(nested->arena, struct nested_object);
    object->path = path;
    object->level = level;
    intern_init(&object->keys);
    return object;
}

static uint32_t level_new(struct nested *nested, uint32_t around)
{
    struct nested_level level = {.around = around};
    VECTOR_PUSH(nested->arena, &nested->levels, level);
    return (uint32_t)nested->levels.count - 1;
}

static uint32_t field_new(struct nested *nested, uint32_t level)
{
    VECTOR_PUSH(nested->arena, &nested->levels.at[level].fields, nested->field_count);
    VECTOR_PUSH(nested->arena, &nested->found, false);
    return nested->field_count++;
}

static struct member *member_of(struct nested *nested, struct nested_object *object,
                                struct text key)
{
    struct intern_entry *entry = intern_find(&object->keys, (struct cell){key.at, key.len}, key.at);
    if (entry)
        return &object->members.at[entry->code];
    struct member member = {.field = NOT_ASKED, .element_field = NOT_ASKED};
    intern_add(&object->keys, key, (uint32_t)object->members.count);
    VECTOR_PUSH(nested->arena, &object->members, member);
    return &object->members.at[object->members.count - 1];
}

static struct text path_behind(struct nested *nested, const struct nested_object *object,
                               const struct path_step *step)
{
    struct text key = path_write(nested->arena, &(struct path){step, 1});
    return text_format(nested->arena, TEXT_FMT TEXT_FMT ".", TEXT_ARG(object->path), TEXT_ARG(key));
}

/* What STEP leads to from OBJECT. */
static struct nested_object *behind(struct nested *nested, struct nested_object *object,
                                    const struct path_step *step)
{
    struct member *member = member_of(nested, object, step->key);
    struct nested_object **to = step->is_list ? &member->element : &member->object;
    if (!*to)
        *to = object_new(nested, path_behind(nested, object, step),
                         step->is_list ? level_new(nested, object->level) : object->level);
    return *to;
}

/* The object in which the last key of PATH stands. */
static struct nested_object *walk(struct nested *nested, const struct path *path)
{
    struct nested_object *object = nested->root;
    for (uint32_t i = 0; i + 1 < path->count; i++)
        object = behind(nested, object, &path->steps[i]);
    return object;
}

uint32_t nested_ask(struct nested *nested, const struct path *path)
{
    const struct path_step *last = &path->steps[path->count - 1];
    struct nested_object *object = walk(nested, path);
    uint32_t level = last->is_list ? behind(nested, object, last)->level : object->level;
    struct member *member = member_of(nested, object, last->key);
    uint32_t *field = last->is_list ? &member->element_field : &member->field;
    if (*field == NOT_ASKED)
        *field = field_new(nested, level);
    return *field;
}

void nested_gives_rows(struct nested *nested, const struct path *list)
{
    struct nested_object *object = walk(nested, list);
    uint32_t level = behind(nested, object, &list->steps[list->count - 1])->level;
    nested->levels.at[level].gives_rows = true;
}

void nested_init(struct nested *nested, struct arena *arena, struct text bytes)
{
    *nested = (struct nested){.arena = arena};
    ndjson_lines_init(&nested->lines, bytes);
    nested->root = object_new(nested, TEXT(""), level_new(nested, 0));
}

static void object_fini(struct nested_object *object)
{
    if (!object)
        return;
    for (size_t i = 0; i < object->members.count; i++) {
        object_fini(object->members.at[i].object);
        object_fini(object->members.at[i].element);
    }
    intern_fini(&object->keys);
}

void nested_fini(struct nested *nested)
{
    object_fini(nested->root);
    buffer_fini(&nested->scratch);
    memory_release(nested->parts);
    memory_release(nested->cells);
    memory_release(nested->seen);
}

/* ---- what grows with a record ---- */

static void *room_for(void *at, size_t *room, size_t count, size_t size)
{
    if (count <= *room)
        return at;
    *room = count * 2 + 16;
    return memory_resize(at, *room * size);
}

/* A part of LEVEL, without a value yet; gives its number. */
static uint32_t part_new(struct nested *nested, uint32_t level, uint32_t parent)
{
    size_t count = nested->levels.at[level].fields.count, at = nested->cell_count;
    nested->cell_count += count;
    nested->cells =
        room_for(nested->cells, &nested->cell_room, nested->cell_count, sizeof *nested->cells);
    if (count)
        memset(nested->cells + at, 0, count * sizeof *nested->cells);
    nested->parts =
        room_for(nested->parts, &nested->part_room, nested->part_count + 1, sizeof *nested->parts);
    nested->parts[nested->part_count] = (struct nested_part){level, parent, at};
    return (uint32_t)nested->part_count++;
}

/* CELL is the value of FIELD in a part. */
static void put(struct nested *nested, uint32_t part, uint32_t field, struct cell cell)
{
    const struct nested_part *at = &nested->parts[part];
    const struct nested_level *level = &nested->levels.at[at->level];
    size_t i = 0;
    while (level->fields.at[i] != field)
        i++;
    nested->cells[at->cells + i] = cell;
    nested->found.at[field] = true;
}

/* Marks a member of an open object as there; false if it was. */
static bool see(struct nested *nested, size_t first, uint32_t member)
{
    bool fresh = !nested->seen[first + member];
    nested->seen[first + member] = 1;
    return fresh;
}

static void learn(struct nested *nested, const struct nested_object *object, struct cell key)
{
    struct path_step step = {cell_text(key), false};
    if (nested->lines.line > 1 || nested->learnt_count == NESTED_LEARNT)
        return;
    nested->learnt[nested->learnt_count++] =
        text_format(nested->arena, TEXT_FMT TEXT_FMT, TEXT_ARG(object->path),
                    TEXT_ARG(path_write(nested->arena, &(struct path){&step, 1})));
}

/* ---- values ---- */

/* An object that is read: where its values go, and where its members are marked. */
struct open {
    uint32_t part;
    size_t first;
};

static const char misplaced[] = "one value where an object or a list is meant";

static bool object(struct nested *nested, struct json *json, const struct nested_object *object,
                   uint32_t part);

static bool null(struct json *json)
{
    struct text rest = {json->at, (size_t)(json->end - json->at)};
    if (!text_starts(rest, TEXT("null")))
        return false;
    json->at += 4;
    return true;
}

static bool element(struct nested *nested, struct json *json, const struct member *member,
                    uint32_t parent)
{
    bool asked = member->element_field != NOT_ASKED;
    if (null(json))
        return true;
    uint32_t part = part_new(nested, member->element->level, parent);
    nested->levels.at[member->element->level].has_parts = true;
    if (member->element->members.count && json->at < json->end && *json->at == '{')
        return !asked ? object(nested, json, member->element, part)
                      : json_fail(json, "an object where one value is meant");
    struct cell cell;
    if (member->element->members.count)
        return json_fail(json, "a list of what is no object");
    if (!asked)
        return json_skip(json, 0);
    if (!json_scalar(json, &cell))
        return false;
    put(nested, part, member->element_field, cell);
    return true;
}

/* The opening bracket is next. */
static bool list(struct nested *nested, struct json *json, const struct member *member,
                 uint32_t parent)
{
    nested->levels.at[member->element->level].is_met = true;
    json->at++;
    json_blanks(json);
    if (json_take(json, ']'))
        return true;
    do {
        json_blanks(json);
        if (!element(nested, json, member, parent))
            return false;
        json_blanks(json);
    } while (json_take(json, ','));
    return json_take(json, ']') || json_fail(json, "JSON without a comma or a closing bracket");
}

static bool value(struct nested *nested, struct json *json, const struct member *member,
                  uint32_t part)
{
    struct cell cell;
    char first = json->at < json->end ? *json->at : '\0';
    if (first == '{' && member->object)
        return object(nested, json, member->object, part);
    if (first == '[' && member->element)
        return list(nested, json, member, part);
    if (first == 'n' && member->element)
        nested->levels.at[member->element->level].is_met = true;
    if (member->field == NOT_ASKED)
        return null(json) || json_fail(json, first == '{'   ? "an object where a list is meant"
                                             : first == '[' ? "a list where an object is meant"
                                                            : misplaced);
    if (!json_scalar(json, &cell))
        return false;
    put(nested, part, member->field, cell);
    return true;
}

static bool member(struct nested *nested, struct json *json, const struct nested_object *object,
                   const struct open *open)
{
    struct cell key;
    struct text raw;
    if (!json_key(json, &key, &raw))
        return false;
    struct intern_entry *entry = intern_find(&object->keys, key, nested->lines.end);
    if (!entry) {
        learn(nested, object, key);
        return json_skip(json, 0);
    }
    if (!see(nested, open->first, entry->code))
        return json_fail(json, "a key that stands twice");
    return value(nested, json, &object->members.at[entry->code], open->part);
}

/* PART is where its values go. */
static bool object(struct nested *nested, struct json *json, const struct nested_object *object,
                   uint32_t part)
{
    size_t first = nested->seen_count;
    struct open open = {part, first};
    nested->seen_count += object->members.count;
    nested->seen =
        room_for(nested->seen, &nested->seen_room, nested->seen_count, sizeof *nested->seen);
    if (object->members.count)
        memset(nested->seen + first, 0, object->members.count);
    json->at++;
    json_blanks(json);
    bool good = json_take(json, '}');
    if (!good) {
        do
            good = member(nested, json, object, &open);
        while (good && (json_blanks(json), json_take(json, ',')));
        good = good && (json_take(json, '}') ||
                        json_fail(json, "JSON without a comma or a closing bracket"));
    }
    nested->seen_count = first;
    return good;
}

/* ---- records ---- */

bool nested_next(struct nested *nested, struct nested_record *record)
{
    struct text line;
    if (!ndjson_lines_next(&nested->lines, &line))
        return false;
    struct json json = {line.at, line.at + line.len, line.at, &nested->scratch, NULL};
    nested->scratch.len = 0;
    nested->part_count = nested->cell_count = nested->seen_count = 0;
    *record = (struct nested_record){.bytes = line, .line = nested->lines.line};
    json_blanks(&json);
    if (json.at == json.end || *json.at != '{')
        json_fail(&json, "a line that is no JSON object");
    else if (object(nested, &json, nested->root, part_new(nested, 0, 0))) {
        json_blanks(&json);
        if (json.at < json.end)
            json_fail(&json, "text behind the JSON object");
    }
    record->fault = json.fault;
    return true;
}

static bool is_excused(const struct nested *nested, uint32_t field)
{
    for (size_t i = 1; i < nested->levels.count; i++) {
        const struct nested_level *level = &nested->levels.at[i];
        for (size_t k = 0; k < level->fields.count; k++) {
            if (level->fields.at[k] != field)
                continue;
            const struct nested_level *around = level;
            while (!around->has_parts && !around->is_met && around->around)
                around = &nested->levels.at[around->around];
            return !level->has_parts && !around->has_parts && around->is_met;
        }
    }
    return false;
}

bool nested_has(const struct nested *nested, uint32_t field)
{
    return nested->found.at[field] || is_excused(nested, field);
}

void nested_add_found(struct nested *nested, const struct nested *other)
{
    for (size_t i = 0; i < nested->found.count; i++)
        nested->found.at[i] |= other->found.at[i];
    for (size_t i = 0; i < nested->levels.count; i++) {
        nested->levels.at[i].is_met |= other->levels.at[i].is_met;
        nested->levels.at[i].has_parts |= other->levels.at[i].has_parts;
    }
}

bool nested_row(const struct nested *nested, size_t number, struct cell *fields)
{
    const struct nested_part *part = &nested->parts[number];
    if (number && !nested->levels.at[part->level].gives_rows)
        return false;
    memset(fields, 0, nested->field_count * sizeof *fields);
    for (;; part = &nested->parts[part->parent]) {
        const struct nested_level *level = &nested->levels.at[part->level];
        for (size_t i = 0; i < level->fields.count; i++)
            fields[level->fields.at[i]] = nested->cells[part->cells + i];
        if (part == nested->parts)
            return true;
    }
}

/* check.c - the steps in their order, for each version; what only the whole text can say. */
#include "check/check.h"

#include <string.h>

#include "base/sha256.h"
#include "check/origins.h"
#include "check/schemas.h"
#include "check/echoes.h"
#include "check/icalendars.h"
#include "check/steps.h"
#include "check/versions.h"

/* What a step looks at: each version by itself. Then come logs, which are read once for all, and
 * what only all versions together can say. */
static void (*const first_steps[])(struct scope *scope) = {check_charter_block, check_schema};
static void (*const steps[])(struct scope *scope) = {
    check_calendars, check_changes,   check_clocks,      check_targets,
    check_handovers, check_catalogue, check_escalations, check_figures,
    check_money,     check_tests,     check_properties,  check_prose,
};

/* The bytes of all files, one after the other in the order in which they were read, then those of
 * iCalendar files: for a charter in one file it is the digest of that file. */
static void write_digest(const struct scope *scope, char out[SHA256_HEX])
{
    struct sha256 sha;
    sha256_init(&sha);
    for (size_t i = 0; i < scope->files.count; i++)
        sha256_add(&sha, source_bytes(scope->sources, scope->files.at[i].source));
    struct text bytes;
    for (size_t i = 0; icalendars_bytes(scope, i, &bytes); i++)
        sha256_add(&sha, bytes);
    sha256_write(&sha, out);
}

uint32_t model_version_on(const struct model *model, day date)
{
    for (uint32_t i = 0; i < model->version_count; i++) {
        const struct model_version *version = &model->versions[i];
        if ((version->from == DAY_NONE || version->from <= date) &&
            (version->until == DAY_NONE || date <= version->until))
            return i;
    }
    return INDEX_NONE;
}

const struct model *model_on(const struct model *model, day date)
{
    uint32_t version = model_version_on(model, date);
    return version == INDEX_NONE ? NULL : model->versions[version].model;
}

const struct model *model_near(const struct model *model, day date)
{
    const struct model *found = model_on(model, date);
    if (found || !model->version_count)
        return found ? found : model;
    bool before = model->versions[0].from != DAY_NONE && date < model->versions[0].from;
    return model->versions[before ? 0 : model->version_count - 1].model;
}

static void keep_declarations(struct scope *scope)
{
    size_t count = scope->declarations.count;
    struct model_declaration *rows = ARENA_ARRAY(scope->arena, count + 1, struct model_declaration);
    for (size_t i = 0; i < count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        rows[i] = (struct model_declaration){declaration->kind, declaration->name,
                                             declaration->node, declaration->from_library};
    }
    scope->model->declarations = rows;
    scope->model->declaration_count = (uint32_t)count;
}

/* ---- The steps ---- */

static void check_schemas(const struct versions *versions)
{
    size_t count = versions->list.count;
    struct scope **scopes = ARENA_ARRAY(versions->files->arena, count, struct scope *);
    for (size_t i = 0; i < count; i++) {
        scopes[i] = versions->list.at[i].scope;
        for (size_t k = 0; k < sizeof first_steps / sizeof *first_steps; k++)
            first_steps[k](scopes[i]);
    }
    schemas_unite(scopes, count);
}

/* A log may say whatever any version knows. Blocks that a later version lacks are read by, too. */
static void check_all_logs(const struct versions *versions)
{
    size_t count = versions->list.count;
    struct scope *scope = versions->list.at[count - 1].scope;
    struct schema own = scope->model->schema;
    scope->sink = versions->files->sink;
    for (size_t i = count - 1; i-- > 0;) {
        const struct scope *former = versions->list.at[i].scope;
        for (size_t k = 0; k < former->declarations.count; k++) {
            const struct declaration *declaration = former->declarations.at[k];
            if (declaration->kind == NODE_LOG && !scope_find(scope, NODE_LOG, declaration->name))
                scope_declare(scope, declaration->node, declaration->from_library);
        }
    }
    if (count > 1)
        scope->model->schema = schemas_whole(scope->arena, &own);
    check_logs(scope);
    scope->model->schema = own;
    for (size_t i = 0; i < count; i++) {
        versions->list.at[i].model->logs = scope->model->logs;
        versions->list.at[i].model->log_count = scope->model->log_count;
    }
}

static void check_effect(const struct versions *versions)
{
    size_t last = versions->list.count - 1;
    const struct model *model = versions->list.at[last].model;
    check_effects(versions->list.at[last].scope);
    for (size_t i = 0; i < last; i++) {
        versions->list.at[i].model->without_effect = model->without_effect;
        versions->list.at[i].model->without_effect_count = model->without_effect_count;
    }
}

/* The model, though it may be a draft. */
static const struct model *finish(struct versions *versions, size_t read)
{
    char digest[SHA256_HEX];
    write_digest(versions->files, digest);
    for (size_t i = 0; i < versions->list.count; i++) {
        struct scope *scope = versions->list.at[i].scope;
        scope->sink = versions->files->sink;
        memcpy(scope->model->digest, digest, sizeof digest);
        draft_mark(scope, read);
    }
    return versions_finish(versions);
}

static void check_versions(struct versions *versions)
{
    check_schemas(versions);
    versions_declare_tests(versions);
    for (size_t i = 0; i < versions->list.count; i++) {
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
            steps[k](versions->list.at[i].scope);
        keep_declarations(versions->list.at[i].scope);
        versions->list.at[i].model->origins = origins_new(versions->list.at[i].scope);
    }
    versions_share_uses(versions);
    for (size_t i = 0; i < versions->list.count; i++)
        check_unused(versions->list.at[i].scope);
    versions_tell(versions);
}

const struct model *check_charter(const struct check_input *input, uint32_t source)
{
    size_t errors = input->sink->errors;
    struct scope *files =
        scope_new(input->arena, input->sink, ARENA_NEW(input->arena, struct model));
    files->sources = input->sources;
    files->zones = input->zones;
    if (input->draft)
        *input->draft = NULL;
    if (!imports_load(files, input, source))
        return NULL;
    size_t read = input->sink->list.count;
    struct versions *versions = versions_new(files);
    check_versions(versions);
    check_all_logs(versions);
    check_effect(versions);
    check_spelling(files);
    files->charter = versions->list.at[versions->list.count - 1].scope->charter;
    echoes_drop(files, read);
    const struct model *model = finish(versions, read);
    echoes_join(files, read);
    if (input->draft && !files->losses)
        *input->draft = model;
    return input->sink->errors > errors ? NULL : model;
}

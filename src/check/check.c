/* check.c - the steps in their order; what only the whole text can say (its digest). */
#include "check/check.h"

#include <string.h>

#include "base/sha256.h"
#include "check/echoes.h"
#include "check/steps.h"

static void (*const steps[])(struct scope *scope) = {
    check_charter_block, check_schema,    check_calendars,   check_clocks,
    check_targets,       check_catalogue, check_escalations, check_figures,
    check_money,         check_logs,      check_tests,       check_properties,
    check_prose,         check_changes,   check_unused,      check_effects,
};

/* The bytes of all files, one after the other in the order in which they were read: for a charter
 * in one file it is the digest of that file. */
static void write_digest(const struct scope *scope, char out[SHA256_HEX])
{
    struct sha256 sha;
    sha256_init(&sha);
    for (size_t i = 0; i < scope->files.count; i++)
        sha256_add(&sha, source_bytes(scope->sources, scope->files.at[i].source));
    sha256_write(&sha, out);
}

const struct model *model_on(const struct model *model, day date)
{
    for (uint32_t i = 0; i < model->version_count; i++) {
        const struct model_version *version = &model->versions[i];
        if ((version->from == DAY_NONE || version->from <= date) &&
            (version->until == DAY_NONE || date <= version->until))
            return version->model;
    }
    return NULL;
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

static void keep_version(struct scope *scope)
{
    struct model *model = scope->model;
    struct model_version *version = ARENA_NEW(scope->arena, struct model_version);
    version->from = model->in_force_from;
    version->until = model->in_force_until;
    version->model = model;
    model->versions = version;
    model->version_count = 1;
}

const struct model *check_charter(const struct check_input *input, uint32_t source)
{
    size_t errors = input->sink->errors;
    struct model *model = ARENA_NEW(input->arena, struct model);
    struct scope *scope = scope_new(input->arena, input->sink, model);
    scope->sources = input->sources;
    scope->zones = input->zones;
    model->sources = input->sources;
    if (input->draft)
        *input->draft = NULL;
    if (!imports_load(scope, input, source))
        return NULL;
    size_t read = input->sink->list.count;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        steps[i](scope);
    echoes_drop(scope, read);
    echoes_join(scope, read);
    write_digest(scope, model->digest);
    keep_declarations(scope);
    keep_version(scope);
    draft_mark(scope, read);
    if (input->draft && !scope->losses)
        *input->draft = model;
    return input->sink->errors > errors ? NULL : model;
}

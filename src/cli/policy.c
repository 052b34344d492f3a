/* policy.c - see policy.h. */
#include "cli/policy.h"

#include <string.h>

static enum ruling ruling_of(const struct option_given *given)
{
    if (strcmp(given->row->name, "deny") == 0)
        return RULING_DENY;
    return strcmp(given->row->name, "allow") == 0 ? RULING_ALLOW : RULING_NONE;
}

static void rule_all(struct policy *policy, enum ruling ruling)
{
    for (int code = 0; code < DIAGNOSTIC_COUNT; code++)
        if (diagnostic_severity((enum diagnostic_code)code) != SEVERITY_ERROR)
            policy->rulings[code] = ruling;
}

static bool rule_code(struct policy *policy, const struct option_given *given)
{
    enum diagnostic_code code;
    if (!diagnostic_code_find(text_of(given->value), &code)) {
        command_wrong("--%s takes a code like CHR0450, or `all`, and there is no `%s`; `charter "
                      "explain` lists the codes",
                      given->row->name, given->value);
        return false;
    }
    if (diagnostic_severity(code) == SEVERITY_ERROR) {
        command_wrong("--%s %s: that is an error in any case", given->row->name, given->value);
        return false;
    }
    policy->rulings[code] = ruling_of(given);
    return true;
}

bool policy_read(const struct command *command, struct policy *policy)
{
    *policy = (struct policy){{RULING_NONE}};
    for (size_t i = 0; i < command->options.count; i++) {
        enum ruling ruling = ruling_of(&command->options.at[i]);
        if (ruling != RULING_NONE && strcmp(command->options.at[i].value, "all") == 0)
            rule_all(policy, ruling);
    }
    for (size_t i = 0; i < command->options.count; i++) {
        const struct option_given *given = &command->options.at[i];
        if (ruling_of(given) != RULING_NONE && strcmp(given->value, "all") != 0 &&
            !rule_code(policy, given))
            return false;
    }
    return true;
}

bool policy_apply(const struct policy *policy, struct sink *sink)
{
    size_t kept = 0;
    bool denied = false;
    sink->errors = sink->warnings = 0;
    for (size_t i = 0; i < sink->list.count; i++) {
        struct diagnostic *diagnostic = sink->list.at[i];
        enum ruling ruling = policy->rulings[diagnostic->code];
        if (ruling == RULING_ALLOW)
            continue;
        if (ruling == RULING_DENY)
            diagnostic->severity = SEVERITY_ERROR;
        denied = denied || ruling == RULING_DENY;
        sink->errors += diagnostic->severity == SEVERITY_ERROR;
        sink->warnings += diagnostic->severity == SEVERITY_WARNING;
        sink->list.at[kept++] = diagnostic;
    }
    sink->list.count = kept;
    return denied;
}

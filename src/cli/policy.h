/* policy.h - which findings a reader of a charter won't have, and which are none to him: --deny and
 * --allow of `charter check`. Errors are none of his choice.
 */
#ifndef CLI_POLICY_H
#define CLI_POLICY_H

#include "base/diagnostic.h"
#include "cli/command.h"

enum ruling { RULING_NONE, RULING_DENY, RULING_ALLOW };

struct policy {
    enum ruling rulings[DIAGNOSTIC_COUNT];
};

/* Of the two, the later one counts, and one that names a code more than `all`. False, and said so,
 * if a code does not exist, or is that of an error. */
bool policy_read(const struct command *command, struct policy *policy);

/* Takes what is allowed out of SINK, and makes what is denied an error there. True if something is
 * denied. */
bool policy_apply(const struct policy *policy, struct sink *sink);

#endif

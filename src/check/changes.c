/* changes.c - the lines of targets that amendments and children change, now that conditions can be
 * compared. */
#include "check/settle.h"
#include "check/steps.h"

void check_changes(struct scope *scope)
{
    if (scope->wording)
        settle_targets(scope, scope->wording);
}

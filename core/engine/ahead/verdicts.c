// When a verdict is another: with what decides whether a version judges, with what it judges, and with its waiver.
#include "engine/ahead/asking.h"

static int when_argument(const asking *q, const mandate_node *version, int argument)
{
    return version->argument[argument] >= 0 ? mandate_ahead(q, version->argument[argument]) : never(q, version->space);
}

static int ahead_of_version(const asking *q, int id)
{
    const mandate_node version = *at(q, id);
    mandate_node node = blank(MANDATE_OP_AHEAD_JUDGED, version.space);
    int decided = never(q, version.space), shown = decided, waived = decided, arises = decided;
    switch (version.op) {
    case MANDATE_OP_DATED:
        arises = when_argument(q, &version, MANDATE_DATED_ARISES);
        decided = earlier_of(q, when_argument(q, &version, MANDATE_DATED_DUE), when_argument(q, &version, MANDATE_DATED_DONE));
        waived = earlier_of(q, when_argument(q, &version, MANDATE_DATED_WAIVED), when_argument(q, &version, MANDATE_DATED_WAIVER_EXPIRES));
        break;
    case MANDATE_OP_STANDING:
        arises = when_argument(q, &version, MANDATE_STANDING_ARISES);
        decided = when_argument(q, &version, MANDATE_STANDING_BREACH);
        shown = when_argument(q, &version, MANDATE_STANDING_EVIDENCE);
        waived = when_argument(q, &version, MANDATE_STANDING_WAIVED);
        break;
    case MANDATE_OP_QUOTA:
        decided = earlier_of(q, when_argument(q, &version, MANDATE_QUOTA_ACTUAL_BY_DUE), when_argument(q, &version, MANDATE_QUOTA_TARGET));
        shown = when_argument(q, &version, MANDATE_QUOTA_ACTUAL); // the plan's own days are the verdict's
        break;
    default:
        arises = when_argument(q, &version, MANDATE_PERMISSION_ARISES);
        decided = when_argument(q, &version, MANDATE_PERMISSION_USED);
        break;
    }
    const int arguments[] = {id,
                             version.argument[MANDATE_JUDGED_PLACE],
                             version.argument[MANDATE_JUDGED_FORCE],
                             version.argument[MANDATE_JUDGED_APPLIES],
                             when_argument(q, &version, MANDATE_JUDGED_PLACE),
                             when_argument(q, &version, MANDATE_JUDGED_FORCE),
                             when_argument(q, &version, MANDATE_JUDGED_APPLIES),
                             arises,
                             decided,
                             shown,
                             waived};
    bool moves = false;
    for (int i = 0; i <= MANDATE_AHEAD_JUDGED_WHEN_WAIVED; i++) {
        if (i >= MANDATE_AHEAD_JUDGED_WHEN_HERE) {
            if (arguments[i] < 0) return -1;
            if (is_never(q, arguments[i])) continue;
            moves = true;
        }
        node.argument[i] = arguments[i];
    }
    return moves ? add(q, &node) : never(q, version.space);
}

// When one of a rule's versions can come to say something else, from the last to the first.
static int ahead_of_versions(const asking *q, const mandate_node *rule)
{
    int result = never(q, rule->space);
    for (int v = rule->list_count; v-- > 0 && result >= 0;) {
        int version = mandate_plan_list(q->plan, rule)[v], own = ahead_of_version(q, version);
        if (own < 0 || (is_never(q, own) && is_never(q, result))) {
            if (own < 0) result = -1;
            continue;
        }
        mandate_node node = blank(MANDATE_OP_AHEAD_CHOSEN, rule->space);
        node.argument[0] = version;
        node.argument[1] = own;
        node.argument[2] = result;
        node.worst = rule->op == MANDATE_OP_WORST;
        result = add(q, &node);
    }
    return result;
}

int mandate_ahead_of_rule(const asking *q, int id)
{
    const mandate_node rule = *at(q, id);
    int versions = ahead_of_versions(q, &rule);
    return versions < 0 ? -1 : add_two(q, MANDATE_OP_NEXT_CHANGE, rule.space, id, versions, 0);
}

// When a version can come to say whose days an unknown verdict shows, or no longer: its status may stay what it is.
static int when_it_judges(const asking *q, const mandate_node *version)
{
    int result = earlier_of(q, when_argument(q, version, MANDATE_JUDGED_PLACE), when_argument(q, version, MANDATE_JUDGED_FORCE));
    result = earlier_of(q, result, when_argument(q, version, MANDATE_JUDGED_APPLIES));
    return version->op == MANDATE_OP_QUOTA ? result : earlier_of(q, result, when_argument(q, version, MANDATE_JUDGED_ARISES));
}

// A verdict's day is another where the verdict is, where what it was computed from is, and where another version shows it.
int mandate_ahead_of_verdict_date(const asking *q, const mandate_node *node)
{
    const mandate_node rule = *at(q, node->argument[0]);
    int result = mandate_ahead(q, node->argument[0]);
    if (rule.op != MANDATE_OP_CHOOSE && rule.op != MANDATE_OP_WORST) return result;
    for (int v = 0; v < rule.list_count && result >= 0; v++) {
        const mandate_node version = *at(q, mandate_plan_list(q->plan, &rule)[v]);
        bool used = version.op == MANDATE_OP_PERMISSION;
        int own = node->which == MANDATE_VERDICT_ARISES ? MANDATE_DATED_ARISES
                  : used                                ? MANDATE_PERMISSION_USED
                  : node->which == MANDATE_VERDICT_DUE  ? MANDATE_DATED_DUE
                                                        : MANDATE_DATED_DONE;
        if (used || version.op == MANDATE_OP_DATED || node->which == MANDATE_VERDICT_ARISES) result = earlier_of(q, result, when_argument(q, &version, own));
        if (rule.list_count > 1) result = earlier_of(q, result, when_it_judges(q, &version));
    }
    return result;
}

// Why a verdict is unknown: in which order its conditions and days are asked, which versions may judge, and what its waivers hang on.
#include "engine/run/search.h"

void mandate_search_note_verdict(mandate_search *s, int id)
{
    const mandate_node *node = &s->block->plan->nodes[id];
    if (!s->quiet && s->verdict < 0 && id != s->root && mandate_plan_label_of(s->block->plan, id) && node->type == MANDATE_VALUE_VERDICT) s->verdict = id;
}

// A version that has nothing to judge, and may not be the one that judges, leaves open whether another one does.
void mandate_search_follow_versions(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const int *versions = mandate_plan_list(block->plan, node);
    for (int v = 0; v < node->list_count; v++) {
        if (!mandate_search_at_hand(block, versions[v])) continue;
        if (mandate_block_inspect(block, versions[v], row).status != MANDATE_MAY_NOT_JUDGE) continue;
        const int *inputs = block->plan->nodes[versions[v]].argument, open[] = {inputs[MANDATE_JUDGED_PLACE], inputs[MANDATE_JUDGED_FORCE]};
        for (size_t i = 0; i < 2; i++)
            if (open[i] >= 0) mandate_search_follow_or_all(s, open[i], row);
    }
}

// The condition on which it hangs whether a verdict is waived; -1 where none can be.
static int waiver_of(const mandate_node *node)
{
    if (node->op == MANDATE_OP_DATED) return node->argument[MANDATE_DATED_WAIVED];
    return node->op == MANDATE_OP_STANDING ? node->argument[MANDATE_STANDING_WAIVED] : -1;
}

// What the waivers of a verdict that is not at hand may hang on.
static void all_waived(mandate_search *s, int id)
{
    const mandate_node *node = &s->block->plan->nodes[id];
    for (int i = 0; i < node->list_count; i++) all_waived(s, mandate_plan_list(s->block->plan, node)[i]);
    if (waiver_of(node) >= 0) mandate_search_all_below(s, waiver_of(node));
}

// A verdict whose status says one thing, and that may be waived: for want of what its waivers hang on. A rule of several versions names those of all of them.
static void follow_waived(mandate_search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (s->failed || !mandate_search_comes_first(s, id, row)) return;
    if (node->op == MANDATE_OP_OUTER) {
        follow_waived(s, node->argument[0], block->frames[node->space].outer[row]);
        return;
    }
    if (node->op == MANDATE_OP_FETCH) {
        int whose = node->argument[0], value = node->argument[1];
        const mandate_frame *frame = &block->frames[block->plan->nodes[value].space];
        uint32_t record = mandate_search_at_hand(block, whose) ? mandate_block_inspect(block, whose, row).code : MANDATE_CODE_UNKNOWN;
        if (mandate_fetch_is_local(block->plan, node) && record >= frame->first && record - frame->first < frame->rows) follow_waived(s, value, record - frame->first);
        else all_waived(s, value);
        return;
    }
    for (int i = 0; i < node->list_count; i++) follow_waived(s, mandate_plan_list(block->plan, node)[i], row);
    int waived = waiver_of(node);
    if (waived >= 0) mandate_search_follow_or_all(s, waived, row);
}

// What is unknown where the status that stands and that of whoever is waived do not say the same.
void mandate_search_follow_picked(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *says = &block->plan->nodes[node->argument[MANDATE_PICK_THEN]];
    if (says->op == MANDATE_OP_STATUS_IN && mandate_search_at_hand(block, says->argument[0]) && !mandate_search_is_open(block, says->argument[0], row))
        follow_waived(s, says->argument[0], row);
}

// What a verdict asks first and does not learn keeps it from asking the rest: only that reaches the verdict.
void mandate_search_follow_verdict(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    static const int dated[] = {MANDATE_JUDGED_PLACE, MANDATE_DATED_ARISES, MANDATE_DATED_FORCE, MANDATE_DATED_APPLIES, MANDATE_DATED_DONE, MANDATE_DATED_DUE, -1};
    static const int standing[] = {
        MANDATE_JUDGED_PLACE, MANDATE_STANDING_ARISES, MANDATE_STANDING_FORCE, MANDATE_STANDING_APPLIES, MANDATE_STANDING_BREACH, MANDATE_STANDING_EVIDENCE, -1};
    static const int quota[] = {MANDATE_JUDGED_PLACE, MANDATE_QUOTA_FORCE, MANDATE_QUOTA_APPLIES, MANDATE_QUOTA_ACTUAL_BY_DUE, MANDATE_QUOTA_ACTUAL, -1};
    static const int given[] = {MANDATE_JUDGED_PLACE, MANDATE_PERMISSION_ARISES, MANDATE_PERMISSION_FORCE, MANDATE_PERMISSION_APPLIES, MANDATE_PERMISSION_USED, -1};
    static const int by_use[] = {MANDATE_JUDGED_PLACE, MANDATE_PERMISSION_USED, MANDATE_PERMISSION_FORCE, MANDATE_PERMISSION_APPLIES, -1};
    const int *permission = node->arises_given ? given : by_use;
    const int *order = node->op == MANDATE_OP_DATED ? dated : node->op == MANDATE_OP_STANDING ? standing : node->op == MANDATE_OP_QUOTA ? quota : permission;
    for (int i = 0; order[i] >= 0; i++) {
        int input = node->argument[order[i]];
        bool not_asked = !node->arises_given && order[i] == MANDATE_DATED_ARISES && (node->op == MANDATE_OP_DATED || node->op == MANDATE_OP_STANDING); // nobody gave it
        if (input < 0 || not_asked) continue;
        if (!mandate_search_at_hand(block, input)) {
            mandate_search_all_below(s, input); // read back whole from an earlier pass, which is gone
        } else if (mandate_search_is_open(block, input, row)) {
            bool quiet = s->quiet;
            s->quiet = quiet || (node->op == MANDATE_OP_STANDING && order[i] == MANDATE_STANDING_EVIDENCE && s->verdict < 0);
            mandate_search_follow(s, input, row);
            s->quiet = quiet;
            if (order[i] != MANDATE_JUDGED_PLACE) return; // who finds out where the subject lies must not have to ask again
        }
    }
}

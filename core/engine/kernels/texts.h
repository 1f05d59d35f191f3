// Texts. A column holds ranks in its own dictionary. A node that is only asked whether it is one of some texts stays narrow (narrow.h); other nodes have
// codes that mean the same in all columns of the plan. Internal to core/engine.
#ifndef MANDATE_ENGINE_TEXTS_H
#define MANDATE_ENGINE_TEXTS_H

#include "engine/kernels/owners.h"

enum { MANDATE_FEW_TEXTS = 4 };

// The ranks of a column that are in a set of texts.
struct mandate_rank_set {
    int set, kind, field;
    uint32_t least, most, members; // of its ranks; 1 and 0 where it has none
    uint32_t few[MANDATE_FEW_TEXTS]; // where there are no more than these; unused ones repeat the first
    int few_count; // -1: more
    uint64_t *bits; // by rank
    uint32_t count; // ranks of the column
};

// Makes codes for the nodes that do not stay narrow, and the ranks of sets. Before the threads start.
bool mandate_layout_prepare_texts(mandate_layout *layout, const bool *needed, mandate_error *error);
bool mandate_show_texts(mandate_block *block, int node, const mandate_column *column, mandate_error *error);
// The texts of owners for the rows that read them; the node's first argument reads the owner.
bool mandate_spread_texts(mandate_block *block, int node, const mandate_column *column, mandate_error *error);
// TEXT_IN of a narrow node. Fills the masks; true where nothing is unknown.
bool mandate_find_texts(mandate_block *block, int texts, const struct mandate_rank_set *set, const mandate_vector *where, size_t rows, const mandate_target *target);

#endif

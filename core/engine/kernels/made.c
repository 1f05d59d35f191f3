// Texts that are made of others: a part of one, its letters in one case, two that are joined; and how long one is (meaning.md, section 5). Columns mostly hold few
// different texts, so that what was made of one lately is made once.
#include "engine/kernels/compute.h"
#include "model/letters.h"
#include "model/memory.h"

enum { LATELY = 256 };

typedef struct making {
    const mandate_block *block;
    const mandate_node *node;
    char *room; // for a text that is made
    size_t room_size;
    struct made {
        uint32_t a, b, code;
        bool there;
    } lately[LATELY];
} making;

static bool take_room(making *m, size_t size, mandate_error *error)
{
    if (size <= m->room_size) return true;
    char *grown = mandate_resize(m->room, size, 1, error);
    if (!grown) return false;
    m->room = grown;
    m->room_size = size;
    return true;
}

static bool join(making *m, uint32_t a, uint32_t b, uint32_t *code, mandate_error *error)
{
    size_t length, other_length;
    const char *text = mandate_plan_text_of(m->block->plan, a, &length), *other = mandate_plan_text_of(m->block->plan, b, &other_length);
    if (!take_room(m, length + other_length + 1, error)) return false;
    memcpy(m->room, text, length);
    memcpy(m->room + length, other, other_length);
    return mandate_plan_made_text(m->block->plan, m->room, length + other_length, code, error);
}

static bool cut(const making *m, uint32_t a, uint32_t *code, mandate_error *error)
{
    size_t length, part_length;
    const char *text = mandate_plan_text_of(m->block->plan, a, &length);
    const char *part = mandate_text_part(text, length, (size_t)m->node->number, (size_t)m->node->number2, &part_length);
    *code = MANDATE_CODE_ABSENT;
    return part_length == 0 || mandate_plan_made_text(m->block->plan, part, part_length, code, error);
}

static bool change_case(making *m, uint32_t a, uint32_t *code, mandate_error *error)
{
    size_t length;
    const char *text = mandate_plan_text_of(m->block->plan, a, &length);
    if (!take_room(m, length * MANDATE_LETTER_SIZE + 1, error)) return false;
    length = mandate_text_case(text, length, m->node->upper != 0, m->room);
    return mandate_plan_made_text(m->block->plan, m->room, length, code, error);
}

// The text made of a, and where two are joined of b.
static bool make(making *m, uint32_t a, uint32_t b, uint32_t *code, mandate_error *error)
{
    struct made *known = &m->lately[(a * 31 + b) % LATELY];
    if (!known->there || known->a != a || known->b != b) {
        bool done = m->node->op == MANDATE_OP_TEXT_JOINED ? join(m, a, b, &known->code, error)
                    : m->node->op == MANDATE_OP_TEXT_PART ? cut(m, a, &known->code, error)
                                                          : change_case(m, a, &known->code, error);
        if (!done) return false;
        known->a = a;
        known->b = b;
        known->there = true;
    }
    *code = known->code;
    return true;
}

static bool make_rows(making *m, size_t rows, const mandate_target *target, mandate_error *error)
{
    const uint32_t *a = mandate_input(m->block, m->node, 0)->codes, *b = m->node->argument[1] >= 0 ? mandate_input(m->block, m->node, 1)->codes : a;
    for (size_t i = 0; i < rows; i++) {
        if (a[i] == MANDATE_CODE_ABSENT || b[i] == MANDATE_CODE_ABSENT) target->codes[i] = MANDATE_CODE_ABSENT;
        else if (a[i] == MANDATE_CODE_UNKNOWN || b[i] == MANDATE_CODE_UNKNOWN) target->codes[i] = MANDATE_CODE_UNKNOWN;
        else if (!make(m, a[i], b[i], &target->codes[i], error)) return false;
    }
    return true;
}

static void measure(const mandate_block *block, const uint32_t *texts, size_t rows, const mandate_target *target)
{
    for (size_t i = 0; i < rows; i++) {
        size_t length;
        if (texts[i] == MANDATE_CODE_ABSENT) target->low[i] = MANDATE_NUMBER_ABSENT;
        else if (texts[i] == MANDATE_CODE_UNKNOWN) target->low[i] = MANDATE_NUMBER_UNKNOWN;
        else if (i > 0 && texts[i] == texts[i - 1]) target->low[i] = target->low[i - 1];
        else {
            const char *text = mandate_plan_text_of(block->plan, texts[i], &length);
            target->low[i] = (double)mandate_text_characters(text, length);
        }
    }
}

bool mandate_compute_made_texts(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    if (node->op == MANDATE_OP_TEXT_LENGTH) {
        measure(block, mandate_input(block, node, 0)->codes, rows, &target);
        out->high = NULL;
        return true;
    }
    making m = {.block = block, .node = node};
    bool done = make_rows(&m, rows, &target, error);
    mandate_free(m.room);
    return done;
}

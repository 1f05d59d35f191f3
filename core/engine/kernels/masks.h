// Loops that write masks. Internal to core/engine.
#ifndef MANDATE_ENGINE_MASKS_H
#define MANDATE_ENGINE_MASKS_H

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include "engine/kernels/vector.h"
#include "model/wide.h"

// 64 bytes of which each is 0 or all bits to 64 bits. This is the one place where the engine names a processor's own instructions, since no loop makes a compiler gather a bit of
// each of many bytes; all others do it eight bytes at a time.
#ifdef __SSE2__
static inline uint64_t mandate_pack_16(const uint8_t *bytes) { return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)bytes)); }
static inline uint64_t mandate_pack(const uint8_t bytes[64])
{
    return mandate_pack_16(bytes) | mandate_pack_16(bytes + 16) << 16 | mandate_pack_16(bytes + 32) << 32 | mandate_pack_16(bytes + 48) << 48;
}
#else
// The product gathers a bit of each of eight bytes in its top byte.
static inline uint64_t mandate_pack(const uint8_t bytes[64])
{
    uint64_t bits = 0;
    for (size_t k = 0; k < 8; k++) {
        uint64_t eight;
        memcpy(&eight, bytes + 8 * k, 8);
        bits |= (((eight & 0x0101010101010101ULL) * 0x0102040810204080ULL) >> 56) << (8 * k);
    }
    return bits;
}
#endif
// A byte of such an array: of 0 or 1, which is what a comparison gives, nothing or all bits. So compilers leave what vector instructions give as it is.
#define MANDATE_ALL_BITS(holds) ((uint8_t) - (holds))

// Runs the statement for each row `i`, so many rows at once that compilers make vectors of them.
#define MANDATE_EACH_ROW(rows, statement)                                                                                                                                \
    do {                                                                                                                                                                 \
        size_t begin_ = 0;                                                                                                                                               \
        for (; begin_ + 64 <= (rows); begin_ += 64)                                                                                                                      \
            for (size_t k_ = 0; k_ < 64; k_++) {                                                                                                                         \
                size_t i = begin_ + k_;                                                                                                                                  \
                statement                                                                                                                                                \
            }                                                                                                                                                            \
        for (size_t i = begin_; i < (rows); i++) {                                                                                                                       \
            statement                                                                                                                                                    \
        }                                                                                                                                                                \
    } while (0)

// One word of a mask: 1 for each row `i` from begin_ on for which the expression (0 or 1) holds. The middle loop is the one that compilers turn
// into vector instructions.
#define MANDATE_WORD_OF_ROWS(word, rows, expression)                                                                                                                     \
    do {                                                                                                                                                                 \
        uint8_t bytes_[64];                                                                                                                                              \
        if (begin_ + 64 <= (rows)) {                                                                                                                                     \
            for (size_t k_ = 0; k_ < 64; k_++) {                                                                                                                         \
                size_t i = begin_ + k_;                                                                                                                                  \
                bytes_[k_] = MANDATE_ALL_BITS(expression);                                                                                                               \
            }                                                                                                                                                            \
        } else {                                                                                                                                                         \
            memset(bytes_, 0, sizeof bytes_);                                                                                                                            \
            for (size_t i = begin_; i < (rows); i++) bytes_[i - begin_] = MANDATE_ALL_BITS(expression);                                                                  \
        }                                                                                                                                                                \
        (word) = mandate_pack(bytes_);                                                                                                                                   \
    } while (0)

// Sets the bit of each row `i` for which the expression holds. Where `where` (NULL: everywhere) is false the bits say nothing.
#define MANDATE_EACH_BIT(mask, rows, where, expression)                                                                                                                  \
    for (size_t word_ = 0; word_ < mandate_words(rows); word_++) {                                                                                                       \
        size_t begin_ = word_ * 64;                                                                                                                                      \
        if ((where) && mandate_open_word(where, word_) == 0) (mask)[word_] = 0;                                                                                          \
        else MANDATE_WORD_OF_ROWS((mask)[word_], rows, expression);                                                                                                      \
    }

// The same for two masks at once, of the rows that are true and of those that are unknown: what they look at is fetched once.
#define MANDATE_EACH_BIT_OR_OPEN(yes, unknown, rows, where, holds, is_open)                                                                                              \
    for (size_t word_ = 0; word_ < mandate_words(rows); word_++) {                                                                                                       \
        size_t begin_ = word_ * 64;                                                                                                                                      \
        if ((where) && mandate_open_word(where, word_) == 0) {                                                                                                           \
            (yes)[word_] = (unknown)[word_] = 0;                                                                                                                         \
            continue;                                                                                                                                                    \
        }                                                                                                                                                                \
        MANDATE_WORD_OF_ROWS((yes)[word_], rows, holds);                                                                                                                 \
        MANDATE_WORD_OF_ROWS((unknown)[word_], rows, is_open);                                                                                                           \
    }

// Writes a condition from an expression giving 0 false, 1 true, 2 unknown for row `i`: for what is not worth a loop of its own.
#define MANDATE_EACH_TRUTH(target, rows, expression)                                                                                                                     \
    for (size_t word_ = 0; word_ < mandate_words(rows); word_++) {                                                                                                       \
        uint64_t yes_ = 0, unknown_ = 0;                                                                                                                                 \
        size_t end_ = word_ * 64 + 64 < (rows) ? word_ * 64 + 64 : (rows);                                                                                               \
        for (size_t i = word_ * 64; i < end_; i++) {                                                                                                                     \
            unsigned truth_ = (expression);                                                                                                                              \
            yes_ |= (uint64_t)(truth_ & 1U) << (i % 64);                                                                                                                 \
            unknown_ |= (uint64_t)(truth_ >> 1) << (i % 64);                                                                                                             \
        }                                                                                                                                                                \
        (target).yes[word_] = yes_;                                                                                                                                      \
        (target).unknown[word_] = unknown_;                                                                                                                              \
    }

#endif

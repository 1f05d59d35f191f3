// Loops that are compiled twice where the compiler and the system can choose between two versions when the program starts: for any processor, and for
// those with wider vectors. Sanitizers are not ready that early.
#ifndef MANDATE_MODEL_WIDE_H
#define MANDATE_MODEL_WIDE_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MANDATE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define MANDATE_WIDE
#endif

#endif

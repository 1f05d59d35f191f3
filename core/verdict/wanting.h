// What an unknown verdict is wanting, in words: "enterprise.size", "parameter ceiling on 2005-03-01 in C1", "one unit instead of mg and ug".
#ifndef MANDATE_VERDICT_WANTING_H
#define MANDATE_VERDICT_WANTING_H

#include "engine/run/run.h"

// In a list that blanks part, a parameter is one word: ceiling@2005-03-01@C1.
typedef enum mandate_wanting_style { MANDATE_WANTING_WORDS, MANDATE_WANTING_ONE_WORD } mandate_wanting_style;

// Writes item i of what is missing, cut where it does not fit, with an end. Returns the length of the whole text, as snprintf does.
size_t mandate_wanting_text(const mandate_plan *plan, const mandate_missing *missing, int i, mandate_wanting_style style, char *out, size_t size);

#endif

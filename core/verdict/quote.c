#include "verdict/quote.h"

bool mandate_quote_needed(mandate_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == ',' || c == '"' || c == '\n' || c == '\r') return true;
    }
    return false;
}

char *mandate_quote_copy(mandate_text text, char *out)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"') *out++ = '"';
        *out++ = text.bytes[i];
    }
    return out;
}

#include "verdict/quote.h"

#include <string.h>

enum { SHORT = 16 }; // texts that are gone over as they are

bool mandate_quote_needed(mandate_text text)
{
    static const char special[] = {',', '"', '\n', '\r'};
    if (text.length > SHORT) {
        for (size_t k = 0; k < sizeof special; k++)
            if (memchr(text.bytes, special[k], text.length)) return true;
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == ',' || c == '"' || c == '\n' || c == '\r') return true;
    }
    return false;
}

char *mandate_quote_copy(mandate_text text, char *out)
{
    const char *at = text.bytes, *end = text.bytes + text.length, *quote;
    while (at < end && (quote = memchr(at, '"', (size_t)(end - at))) != NULL) { // with the quote, which then stands a second time
        out = mandate_text_copy((mandate_text){at, (size_t)(quote - at) + 1}, out);
        *out++ = '"';
        at = quote + 1;
    }
    return mandate_text_copy((mandate_text){at, (size_t)(end - at)}, out);
}

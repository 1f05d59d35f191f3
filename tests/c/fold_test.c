// What reads alike.
#include "harness.h"
#include "model/fold.h"

static bool alike(const char *text, const char *word, bool starts)
{
    mandate_folded a, b;
    mandate_text_fold(text, strlen(text), &a);
    mandate_text_fold(word, strlen(word), &b);
    return mandate_folded_alike(&a, &b, starts);
}

static void texts_read_alike_but_for_blanks_capitals_width_and_composition(void)
{
    CHECK(alike("Large", "large", false));
    CHECK(alike(" large\t", "large", false));
    CHECK(alike("large\xC2\xA0", "large", false)); // a blank that does not break
    CHECK(alike("\xEF\xBD\x8C\xEF\xBD\x81rge", "large", false)); // l and a of full width
    CHECK(alike("K\xC3\xB6ln", "Ko\xCC\x88ln", false)); // o with its dots apart
    CHECK(alike("lar\xE2\x80\x8Bge", "large", false)); // a blank without width
    CHECK(alike("\xC2\xB5g/L", "\xCE\xBCg/L", false)); // the sign of a millionth, the Greek letter
    CHECK(alike("C\xE2\x80\x93"
                "26",
                "C-26", false)); // another dash
}

static void other_texts_do_not_read_alike(void)
{
    CHECK(!alike("larger", "large", false));
    CHECK(!alike("la rge", "large", false));
    CHECK(!alike("", "", false));
    CHECK(!alike(" ", "", false));
    CHECK(!alike("\xE5\xA4\xA7", "\xE5\xA4\xAA", false));
    CHECK(!alike("\xFF", "\xFF", false)); // no UTF-8
    char text[200];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    CHECK(!alike(text, text, false)); // too long
}

static void a_text_begins_like_a_word(void)
{
    CHECK(alike("c2612", "C26", true));
    CHECK(alike(" C26", "C26", true));
    CHECK(!alike("C2", "C26", true));
}

int main(void)
{
    static const test tests[] = {
        {"texts read alike but for blanks, capitals, width and composition", texts_read_alike_but_for_blanks_capitals_width_and_composition},
        {"other texts do not read alike", other_texts_do_not_read_alike},
        {"a text begins like a word", a_text_begins_like_a_word},
    };
    return RUN(tests);
}

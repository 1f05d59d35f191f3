#include "harness.h"
#include "model/kind.h"
#include "model/memory.h"
#include "model/text.h"

static mandate_error error;

static void the_built_in_kinds_say_what_they_hold(void)
{
    mandate_model *model = mandate_model_create(&error);
    NEED(model);
    CHECK(mandate_model_kind_count(model) == 11);
    const mandate_kind *enterprise = mandate_model_kind(model, mandate_model_find(model, "enterprise"));
    CHECK(enterprise->lasting && enterprise->builtin);
    CHECK_TEXT(enterprise->plural, "enterprises");
    CHECK_TEXT(mandate_model_kind(model, mandate_model_find(model, "agency"))->plural, "agencies");
    const mandate_kind *jurisdiction = mandate_model_kind(model, 0);
    CHECK(jurisdiction->tree == mandate_kind_find_field(jurisdiction, "parent") && jurisdiction->owner == -1);
    const mandate_kind *action = mandate_model_kind(model, mandate_model_find(model, "action"));
    CHECK(action->tree == -1); // follows refers to actions and makes no tree
    const mandate_kind *measurement = mandate_model_kind(model, mandate_model_find(model, "measurement"));
    const mandate_field *limit = &measurement->fields[mandate_kind_find_field(measurement, "limit_value")];
    CHECK(limit->blank == MANDATE_BLANK_NONE && limit->unit_is_field);
    const mandate_kind *audit = mandate_model_kind(model, mandate_model_find(model, "audit"));
    CHECK(audit->fields[mandate_kind_find_field(audit, "mode")].known_from == mandate_kind_find_field(audit, "reported_on"));
    for (int k = 0; k < mandate_model_kind_count(model); k++)
        for (int f = 0; f < mandate_model_kind(model, k)->field_count; f++) CHECK(mandate_model_kind(model, k)->fields[f].about[0] != '\0');
    CHECK(mandate_model_find(model, "nothing") == -1 && mandate_model_kind(model, 99) == NULL);
    mandate_model_destroy(model);
}

typedef struct wrong {
    mandate_field_declaration fields[3];
    const char *name, *plural, *expected;
} wrong;

static void a_wrong_declaration_says_how_to_mend_it(void)
{
    static const char *const words[] = {"a", "b", NULL}, *const twice[] = {"a", "a", NULL};
    const mandate_field_declaration key = {.name = "code", .type = "text", .key = true};
    wrong cases[] = {
        {{{.name = "amount", .type = "number"}}, "load", NULL, "it has no key"},
        {{key, {.name = "a", .type = "enterprize"}}, "load", NULL, "did you mean \"enterprise\""},
        {{key, {.name = "a", .type = "numbr"}}, "load", NULL, "did you mean \"number\""},
        {{key, {.name = "a", .type = NULL}}, "load", NULL, "it has no type"},
        {{key, {.name = "a", .type = "enterprise", .owner = true}, {.name = "b", .type = "agency", .owner = true}}, "load", NULL, "\"a\" is the owner already"},
        {{key, {.name = "a", .type = "event", .starts = true}, {.name = "b", .type = "event", .starts = true}}, "load", NULL, "\"a\" brings the row into being already"},
        {{key, {.name = "a", .type = "date", .starts = true}}, "load", NULL, "only an event"},
        {{key, {.name = "a", .type = "text", .owner = true}}, "load", NULL, "an owner is a reference"},
        {{key, {.name = "Amount", .type = "number"}}, "load", NULL, "small letter"},
        {{key, {.name = "group", .type = "number"}}, "load", NULL, "a word of SQL"},
        {{key, {.name = "end", .type = "number"}}, "load", NULL, "Lua"},
        {{key, {.name = "line", .type = "number"}}, "load", NULL, "the registry has a column"},
        {{key, {.name = "code", .type = "number"}}, "load", NULL, "declared twice"},
        {{key, {.name = "a", .type = "number", .sign = "sing"}, {.name = "sign", .type = "text"}}, "load", NULL, "did you mean \"sign\""},
        {{key, {.name = "a", .type = "number", .unit = "b"}, {.name = "b", .type = "number"}}, "load", NULL, "which is no text"},
        {{key, {.name = "a", .type = "number", .known_from = "nowhere"}}, "load", NULL, "not there"},
        {{key, {.name = "a", .type = "number", .known_from = "b"}, {.name = "b", .type = "date"}}, "load", NULL, "which is no event"},
        {{key, {.name = "a", .type = "number", .blank = "not_yet"}}, "load", NULL, "only an event has not happened"},
        {{key, {.name = "a", .type = "number", .blank = "empty"}}, "load", NULL, "`blank` is \"empty\""},
        {{key, {.name = "a", .type = "number", .one_of = words}}, "load", NULL, "only a text"},
        {{key, {.name = "a", .type = "text", .one_of = twice}}, "load", NULL, "twice"},
        {{key}, "select", NULL, "a word of SQL"},
        {{key}, "text", NULL, "the name of a type"},
        {{key}, "audit_history", NULL, "belong to the registry"},
        {{key}, "audits", NULL, "plural of the kind \"audit\""},
        {{key}, "load", "audits", "taken by the kind \"audit\""},
        {{key}, "load", "load", "its own name"},
        {{key, {.name = "e", .type = "enterprise"}}, "load", "sales", "would hide"},
        {{key}, "", NULL, "it is empty"},
    };
    mandate_model *model = mandate_model_create(&error);
    NEED(model);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 0;
        while (count < 3 && cases[i].fields[count].name) count++;
        mandate_kind_declaration declaration = {.name = cases[i].name, .plural = cases[i].plural, .fields = cases[i].fields, .field_count = count};
        error.message[0] = '\0';
        CHECK(!mandate_model_declare(model, &declaration, &error));
        CHECK(error.code == MANDATE_ERROR_MODEL);
        CHECK_HOLDS(error.message, cases[i].expected);
    }
    CHECK(mandate_model_kind_count(model) == 11);
    mandate_model_destroy(model);
}

static bool declare_load(mandate_model *model, const char *unit)
{
    const mandate_field_declaration fields[] = {
        {.name = "enterprise", .type = "enterprise", .key = true, .owner = true},
        {.name = "year_end", .type = "event", .key = true, .starts = true},
        {.name = "amount", .type = "number", .unit = unit},
    };
    const mandate_kind_declaration declaration = {.name = "load", .fields = fields, .field_count = 3};
    return mandate_model_declare(model, &declaration, &error);
}

static void declaring_the_same_kind_again_does_nothing(void)
{
    mandate_model *model = mandate_model_create(&error);
    NEED(model);
    CHECK(declare_load(model, "t"));
    const mandate_kind *load = mandate_model_kind(model, 11);
    CHECK(declare_load(model, "t") && mandate_model_kind_count(model) == 12);
    CHECK(!declare_load(model, "kg"));
    CHECK_HOLDS(error.message, "declared otherwise before");
    CHECK(mandate_model_kind(model, 11) == load);
    CHECK_TEXT(load->plural, "loads");
    CHECK(!load->lasting && !load->builtin && load->owner == 0 && load->starts == 1);
    mandate_model_destroy(model);
}

// Before a blank beginning was known to be unknown, registries said that it had not come yet.
static void a_blank_beginning_may_have_been_said_otherwise(void)
{
    mandate_model *model = mandate_model_create(&error);
    mandate_field_declaration fields[] = {{.name = "code", .type = "text", .key = true},
                                          {.name = "built_on", .type = "event", .starts = true, .blank = "unknown"},
                                          {.name = "shut_on", .type = "event", .blank = "not_yet"}};
    const mandate_kind_declaration dam = {.name = "dam", .lasting = true, .fields = fields, .field_count = 3};
    CHECK(mandate_model_declare(model, &dam, &error));
    fields[1].blank = "not_yet";
    CHECK(mandate_model_declare(model, &dam, &error)); // what the model says stays
    CHECK(mandate_model_kind(model, mandate_model_find(model, "dam"))->fields[1].blank == MANDATE_BLANK_UNKNOWN);
    fields[2].blank = "unknown"; // of another event it is another meaning
    CHECK(!mandate_model_declare(model, &dam, &error));
    mandate_model_destroy(model);
}

static void running_out_of_memory_is_an_error_and_no_leak(void)
{
#ifdef MANDATE_TESTING
    for (size_t n = 1; n < 2000; n++) {
        mandate_fail_allocation(n);
        mandate_model *model = mandate_model_create(&error);
        bool loaded = model && declare_load(model, "t");
        mandate_fail_allocation(0);
        CHECK(loaded || error.code == MANDATE_ERROR_MEMORY);
        mandate_model_destroy(model);
        if (loaded) return;
    }
    CHECK(false); // it never loaded
#endif
}

static void the_nearest_word_is_found(void)
{
    static const char *const sizes[] = {"\xE5\xA4\xA7\xE5\x9E\x8B", "\xE4\xB8\xAD\xE5\x9E\x8B", "\xE5\xA4\xA7\xE5\x9E\x8B\xE4\xBC\x81\xE4\xB8\x9A", NULL};
    CHECK(!mandate_text_nearest("\xE5\xBE\xAE\xE5\x9E\x8B", sizes)); // "micro" is no misspelt "large"
    CHECK_TEXT(mandate_text_nearest("\xE5\xA4\xA7\xE5\x9E\x8B\xE4\xBB\x81\xE4\xB8\x9A", sizes), sizes[2]); // one of four characters
    static const char *const words[] = {"large", "medium", "small", "micro", NULL};
    CHECK_TEXT(mandate_text_nearest("medum", words), "medium");
    CHECK_TEXT(mandate_text_nearest("lareg", words), "large");
    CHECK(mandate_text_nearest("enormous", words) == NULL);
    CHECK(mandate_text_nearest("", words) == NULL);
    CHECK(mandate_text_distance("ab", "ba", 3) == 1 && mandate_text_distance("abc", "abc", 0) == 0);
    CHECK(mandate_text_distance("kitten", "sitting", 5) == 3 && mandate_text_distance("kitten", "sitting", 2) == 3);
}

static void text_is_measured_as_a_terminal_shows_it(void)
{
    CHECK(mandate_text_width("abc", 3) == 3);
    CHECK(mandate_text_width("\xE6\xB1\x9F\xE8\x8B\x8F", 6) == 4); // two wide characters
    CHECK(mandate_text_width("e\xCC\x81", 3) == 1); // a combining accent
    CHECK(mandate_utf8_valid("abcdefgh\xE6\xB1\x9F", 11) == 11);
    CHECK(mandate_utf8_valid("abcdefg\0hijklmno", 16) == 7);
    CHECK(mandate_utf8_valid("\xC0\x80", 2) == 0 && mandate_utf8_valid("\xED\xA0\x80", 3) == 0 && mandate_utf8_valid("\xF4\x90\x80\x80", 4) == 0);
    CHECK(mandate_utf8_valid("a\xE6\xB1", 3) == 1);
}

static void a_long_message_ends_on_a_character(void)
{
    char text[2000];
    for (size_t i = 0; i + 3 < sizeof text; i += 3) memcpy(text + i, "\xE6\xB1\x9F", 3);
    for (int shift = 0; shift < 3; shift++) {
        mandate_fail(&error, MANDATE_ERROR_PACK, "%.*s%.1900s", shift, "xx", text);
        CHECK(mandate_utf8_valid(error.message, strlen(error.message)) == strlen(error.message));
    }
    mandate_fail_at(&error, "a.lua", 3, 4);
    mandate_fail_at(&error, "b.lua", 5, 6);
    CHECK_TEXT(error.file, "a.lua");
    CHECK(error.line == 3 && error.column == 4);
    CHECK_TEXT(mandate_code_name(MANDATE_ERROR_NEWER_REGISTRY), "newer-registry");
}

static void a_message_is_utf8_whatever_it_quotes(void)
{
    mandate_fail(&error, MANDATE_ERROR_PACK, "no `%.4s`, but `%.2s` and `%s`", "\xE6\xB1\x9F\xE8\x8B\x8F", "\xF0\x9F\x98\x80", "a\xFF\x80z");
    CHECK_TEXT(error.message, "no `\xE6\xB1\x9F`, but `` and `a??z`");
    mandate_fail(&error, MANDATE_ERROR_PACK, "ends with %.1s", "\xE6\xB1\x9F");
    CHECK_TEXT(error.message, "ends with ");
}

int main(void)
{
    static const test tests[] = {
        {"the built-in kinds say what they hold", the_built_in_kinds_say_what_they_hold},
        {"a wrong declaration says how to mend it", a_wrong_declaration_says_how_to_mend_it},
        {"declaring the same kind again does nothing", declaring_the_same_kind_again_does_nothing},
        {"a blank beginning may have been said otherwise before", a_blank_beginning_may_have_been_said_otherwise},
        {"running out of memory is an error and no leak", running_out_of_memory_is_an_error_and_no_leak},
        {"the nearest word is found", the_nearest_word_is_found},
        {"text is measured as a terminal shows it", text_is_measured_as_a_terminal_shows_it},
        {"a long message ends on a character", a_long_message_ends_on_a_character},
        {"a message is UTF-8 whatever it quotes", a_message_is_utf8_whatever_it_quotes},
    };
    return RUN(tests);
}

// core.snapshot: the columns, for lowering (what must be asked of this registry) and for reports and explanations.
#include <string.h>
#include "host/binding.h"
#include "model/fold.h"
#include "model/memory.h"
#include "model/number.h"

#define SNAPSHOT "mandate.snapshot"

mandate_snapshot *mandate_check_snapshot(lua_State *L, int index)
{
    mandate_snapshot_box *box = luaL_checkudata(L, index, SNAPSHOT);
    return box->snapshot;
}

// snapshot(path, model, fresh)
static int build(lua_State *L)
{
    mandate_error error;
    const char *path = luaL_checkstring(L, 1);
    mandate_model *model = mandate_check_model(L, 2);
    bool fresh = lua_toboolean(L, 3);
    mandate_snapshot_box *box = lua_newuserdatauv(L, sizeof *box, 1);
    box->snapshot = NULL;
    luaL_setmetatable(L, SNAPSHOT);
    lua_pushvalue(L, 2);
    lua_setiuservalue(L, -2, 1); // the model lives as long
    mandate_registry *registry = mandate_registry_open(path, MANDATE_READ, model, &error);
    if (!registry) return mandate_push_error(L, &error);
    box->snapshot = mandate_snapshot_open(registry, model, fresh, &error);
    mandate_registry_close(registry);
    return box->snapshot ? 1 : mandate_push_error(L, &error);
}

static int collect(lua_State *L)
{
    mandate_snapshot_box *box = luaL_checkudata(L, 1, SNAPSHOT);
    mandate_snapshot_destroy(box->snapshot);
    box->snapshot = NULL;
    return 0;
}

static const mandate_table *check_table(lua_State *L, int *kind)
{
    const mandate_snapshot *snapshot = mandate_check_snapshot(L, 1);
    *kind = mandate_check_kind(L, mandate_snapshot_model(snapshot), 2);
    return mandate_snapshot_table(snapshot, *kind);
}

// Raises the error as a table where what is about to be read is not what was written. `part` as for mandate_snapshot_trust.
static void trust(lua_State *L, int kind, int part)
{
    mandate_error error;
    if (mandate_snapshot_trust(mandate_check_snapshot(L, 1), kind, part, &error)) return;
    mandate_push_error(L, &error);
    lua_error(L);
}

static void trust_keys(lua_State *L, int kind)
{
    mandate_error error;
    if (mandate_snapshot_trust_keys(mandate_check_snapshot(L, 1), kind, &error)) return;
    mandate_push_error(L, &error);
    lua_error(L);
}

static uint32_t check_record(lua_State *L, const mandate_table *table, int index)
{
    lua_Integer record = luaL_checkinteger(L, index);
    luaL_argcheck(L, record >= 0 && record < (lua_Integer)table->records, index, "no such record");
    return (uint32_t)record;
}

static int records(lua_State *L)
{
    int kind;
    lua_pushinteger(L, (lua_Integer)check_table(L, &kind)->records);
    return 1;
}

// versioned(kind): must attributes be read by date?
static int versioned(lua_State *L)
{
    int kind;
    lua_pushboolean(L, check_table(L, &kind)->version_start != NULL);
    return 1;
}

// most_versions(kind): how many versions a record of it has at most
static int most_versions(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    trust(L, kind, MANDATE_TRUST_ORDER);
    uint32_t most = table->records > 0;
    for (uint32_t r = 0; table->version_start && r < table->records; r++) {
        uint32_t own = table->version_start[r + 1] - table->version_start[r];
        if (own > most) most = own;
    }
    lua_pushinteger(L, (lua_Integer)most);
    return 1;
}

// The day that a version of a table says in a column, or, where that is NULL, on which it begins; false where that is none.
static bool is_day(const mandate_table *table, const mandate_column *column, uint32_t version, mandate_date *day)
{
    *day = column ? mandate_column_date(column, version) : table->effective_from[version];
    return *day >= MANDATE_DATE_FIRST && *day <= MANDATE_DATE_LAST;
}

// Pushes the different days that the versions of a table say so, in order, as ISO dates.
static void push_days(lua_State *L, const mandate_table *table, const mandate_column *column)
{
    lua_newtable(L);
    mandate_date day, first = MANDATE_DATE_LAST, last = MANDATE_DATE_FIRST;
    uint32_t versions = column || table->version_start ? table->versions : 0;
    for (uint32_t v = 0; v < versions; v++) {
        if (!is_day(table, column, v, &day)) continue;
        if (day < first) first = day;
        if (day > last) last = day;
    }
    if (first > last) return;
    unsigned char *said = lua_newuserdatauv(L, (size_t)(last - first) + 1, 0); // freed by Lua, also where a push below fails
    memset(said, 0, (size_t)(last - first) + 1);
    for (uint32_t v = 0; v < versions; v++)
        if (is_day(table, column, v, &day)) said[day - first] = 1;
    lua_Integer count = 0;
    for (day = first; day <= last; day++) {
        if (!said[day - first]) continue;
        char text[11];
        mandate_date_format(day, text);
        lua_pushstring(L, text);
        lua_rawseti(L, -3, ++count);
    }
    lua_pop(L, 1);
}

// days_of_versions(kind) -> the days on which a version of some record begins, each once, in order, as ISO dates
static int days_of_versions(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    trust(L, kind, MANDATE_TRUST_ORDER);
    push_days(L, table, NULL);
    return 1;
}

// The column that arguments 2 and 3 name, a kind and a field.
static const mandate_column *check_column(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    int field = mandate_kind_find_field(table->kind, luaL_checkstring(L, 3));
    luaL_argcheck(L, field >= 0, 3, "no such field");
    return &table->columns[field];
}

// days_of(kind, field) -> the days that a field of dates or events says in some version, each once, in order, as ISO dates
static int days_of(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    const mandate_column *column = check_column(L);
    luaL_argcheck(L, column->type == MANDATE_DATE || column->type == MANDATE_EVENT, 3, "no such field of days");
    trust(L, kind, (int)(column - table->columns));
    push_days(L, table, column);
    return 1;
}

// has_unknown(kind, field): is some cell unknown?
static int has_unknown(lua_State *L)
{
    lua_pushboolean(L, check_column(L)->has_unknown);
    return 1;
}

// holds_text(kind, field): does some cell of a field of texts hold one?
static int holds_text(lua_State *L)
{
    lua_pushboolean(L, check_column(L)->text_count > 0);
    return 1;
}

// holds_word(kind, field, word, starts): does some cell of a field of texts, of whatever version, hold the word, or with `starts` a text that begins with it?
static int holds_word(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    const mandate_snapshot *snapshot = mandate_check_snapshot(L, 1);
    int field = mandate_kind_find_field(table->kind, luaL_checkstring(L, 3));
    luaL_argcheck(L, field >= 0 && table->columns[field].type == MANDATE_TEXT, 3, "no such field of text");
    size_t length, own;
    const char *word = luaL_checklstring(L, 4, &length);
    trust(L, kind, field);
    bool found = mandate_snapshot_find_text(snapshot, kind, field, word, length) != MANDATE_CODE_ABSENT;
    uint32_t count = lua_toboolean(L, 5) ? table->columns[field].text_count : 0;
    for (uint32_t rank = 0; rank < count && !found; rank++) {
        const char *text = mandate_snapshot_text(snapshot, kind, field, rank, &own);
        found = own >= length && memcmp(text, word, length) == 0;
    }
    lua_pushboolean(L, found);
    return 1;
}

// undated(kind, date): does some record's beginning read as unknown on that day?
static int undated(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    trust(L, kind, MANDATE_TRUST_ORDER);
    lua_pushboolean(L, mandate_table_has_undated(table, mandate_check_date(L, 3)));
    return 1;
}

// has_perhaps(kind, date): is some record perhaps there on that day, and not for certain?
static int has_perhaps(lua_State *L)
{
    int kind;
    lua_pushboolean(L, mandate_table_has_perhaps(check_table(L, &kind), mandate_check_date(L, 3)));
    return 1;
}

// all_visible(kind, date): is every record visible on that day?
static int all_visible(lua_State *L)
{
    int kind;
    lua_pushboolean(L, check_table(L, &kind)->last_event <= mandate_check_date(L, 3));
    return 1;
}

// all_begun(kind, date): does no version of any record name a later day for its starting event? Always so of a kind without one.
static int all_begun(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    int starts = table->kind->starts;
    lua_pushboolean(L, starts < 0 || table->columns[starts].last <= mandate_check_date(L, 3));
    return 1;
}

static int find(lua_State *L)
{
    int kind;
    check_table(L, &kind);
    trust_keys(L, kind);
    uint32_t record = mandate_snapshot_find(mandate_check_snapshot(L, 1), kind, luaL_checkstring(L, 3));
    if (record == MANDATE_CODE_ABSENT) return 0;
    lua_pushinteger(L, (lua_Integer)record);
    return 1;
}

static void push_key(lua_State *L, const mandate_snapshot *snapshot, int kind, uint32_t record)
{
    char text[256];
    size_t length = mandate_snapshot_key(snapshot, kind, record, text, sizeof text);
    if (length < sizeof text) {
        lua_pushlstring(L, text, length);
        return;
    }
    luaL_Buffer buffer;
    mandate_snapshot_key(snapshot, kind, record, luaL_buffinitsize(L, &buffer, length + 1), length + 1);
    luaL_pushresultsize(&buffer, length);
}

static int key(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    uint32_t record = check_record(L, table, 3);
    trust_keys(L, kind);
    push_key(L, mandate_check_snapshot(L, 1), kind, record);
    return 1;
}

// order(kind) -> records by key
static int order(lua_State *L)
{
    int kind;
    mandate_error error;
    const mandate_table *table = check_table(L, &kind);
    trust_keys(L, kind);
    uint32_t *list = lua_newuserdatauv(L, ((size_t)table->records + 1) * sizeof *list, 0);
    if (!mandate_snapshot_key_order(mandate_check_snapshot(L, 1), kind, list, &error)) return mandate_push_error(L, &error);
    lua_createtable(L, (int)table->records, 0);
    for (uint32_t i = 0; i < table->records; i++) {
        lua_pushinteger(L, (lua_Integer)list[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

// precedes(kind, a, b) -> whether record a comes before b in the order of keys
static int precedes(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    uint32_t a = check_record(L, table, 3), b = check_record(L, table, 4);
    trust_keys(L, kind);
    lua_pushboolean(L, mandate_snapshot_compare_keys(mandate_check_snapshot(L, 1), kind, a, b) < 0);
    return 1;
}

static int first_event(lua_State *L)
{
    mandate_push_date(L, mandate_snapshot_first_event(mandate_check_snapshot(L, 1)));
    return 1;
}

// arrival(kind) -> the last day on which a file of it came, as a text; nil where none ever did
static int arrival(lua_State *L)
{
    int kind;
    (void)check_table(L, &kind);
    mandate_push_date(L, mandate_snapshot_arrival(mandate_check_snapshot(L, 1), kind));
    return 1;
}

// refusals() -> { { kind, file, rows, refused, why }… }, what imports refused and has not come since; `why` where it need not come, as somebody said
static int refusals(lua_State *L)
{
    const mandate_snapshot *snapshot = mandate_check_snapshot(L, 1);
    size_t count;
    const mandate_refusal *list = mandate_snapshot_refusals(snapshot, &count);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_createtable(L, 0, 4);
        lua_pushstring(L, mandate_model_kind(mandate_snapshot_model(snapshot), list[i].kind)->name);
        lua_setfield(L, -2, "kind");
        lua_pushstring(L, list[i].file);
        lua_setfield(L, -2, "file");
        lua_pushinteger(L, (lua_Integer)list[i].rows);
        lua_setfield(L, -2, "rows");
        lua_pushinteger(L, (lua_Integer)list[i].refused);
        lua_setfield(L, -2, "refused");
        lua_pushstring(L, list[i].why); // nil where there is none
        lua_setfield(L, -2, "why");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

// source(kind, record, date) -> file, line of the version in force on that day (else of the first)
static int source(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    uint32_t record = check_record(L, table, 3);
    trust(L, kind, MANDATE_TRUST_ORDER);
    trust(L, kind, MANDATE_TRUST_SOURCES);
    uint32_t version = mandate_table_version(table, record, mandate_check_date(L, 4));
    if (version == MANDATE_CODE_ABSENT) version = table->version_start ? table->version_start[record] : record;
    long line;
    lua_pushstring(L, mandate_snapshot_source(mandate_check_snapshot(L, 1), kind, version, &line));
    lua_pushinteger(L, line);
    return 2;
}

// depth(jurisdiction record) -> 1 for a root of the tree
static int depth(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    uint32_t record = check_record(L, table, 3);
    lua_Integer steps = 1;
    if (table->kind->tree >= 0) {
        trust(L, kind, MANDATE_TRUST_ORDER);
        trust(L, kind, table->kind->tree);
    }
    if (table->kind->tree >= 0)
        for (uint32_t r = record; (r = table->columns[table->kind->tree].codes[table->version_start ? table->version_start[r] : r]) < table->records;) steps++;
    lua_pushinteger(L, steps);
    return 1;
}

// cell(kind, record, field, date) -> the cell as text, or nil where blank, in the version in force on that day
static int cell(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    const mandate_snapshot *snapshot = mandate_check_snapshot(L, 1);
    uint32_t record = check_record(L, table, 3);
    int field = mandate_kind_find_field(table->kind, luaL_checkstring(L, 4));
    luaL_argcheck(L, field >= 0, 4, "no such field");
    trust(L, kind, MANDATE_TRUST_ORDER);
    trust(L, kind, field);
    if (table->kind->fields[field].type == MANDATE_REFERENCE) trust_keys(L, table->kind->fields[field].kind);
    uint32_t version = mandate_table_version(table, record, mandate_check_date(L, 5));
    if (version == MANDATE_CODE_ABSENT) return 0;
    const mandate_column *column = &table->columns[field];
    char text[32];
    size_t length;
    switch (column->type) {
    case MANDATE_TEXT: {
        uint32_t rank = mandate_column_cell(column, version);
        if (rank >= MANDATE_CODE_UNKNOWN) return 0;
        const char *from = mandate_snapshot_text(snapshot, kind, field, rank, &length);
        lua_pushlstring(L, from, length);
        return 1;
    }
    case MANDATE_REFERENCE:
        if (column->codes[version] >= MANDATE_CODE_UNKNOWN) return 0;
        push_key(L, snapshot, table->kind->fields[field].kind, column->codes[version]);
        return 1;
    case MANDATE_NUMBER:
        if (!isfinite(mandate_column_number(column, version))) return 0;
        mandate_number_format(mandate_column_number(column, version), text);
        lua_pushstring(L, text);
        return 1;
    case MANDATE_YESNO:
        if (column->answers[version] > MANDATE_YES) return 0;
        lua_pushstring(L, column->answers[version] == MANDATE_YES ? "yes" : "no");
        return 1;
    default: mandate_push_date(L, mandate_column_date(column, version)); return 1;
    }
}

static bool is_one_of(const char *text, size_t length, const char *const *words, const size_t *lengths, size_t count, bool starts)
{
    for (size_t i = 0; i < count; i++)
        if ((starts ? length >= lengths[i] : length == lengths[i]) && memcmp(text, words[i], lengths[i]) == 0) return true;
    return false;
}

// alike(kind, field, { word… }, starts) -> { text… }: the different texts of a field that are none of the words, and read like one of them (model/fold.h);
// with `starts`, those that begin like one and not with one
static int alike(lua_State *L)
{
    int kind;
    const mandate_table *table = check_table(L, &kind);
    const mandate_snapshot *snapshot = mandate_check_snapshot(L, 1);
    int field = mandate_kind_find_field(table->kind, luaL_checkstring(L, 3));
    luaL_argcheck(L, field >= 0 && table->columns[field].type == MANDATE_TEXT, 3, "no such field of text");
    luaL_checktype(L, 4, LUA_TTABLE);
    bool starts = lua_toboolean(L, 5);
    trust(L, kind, field);
    size_t count = lua_rawlen(L, 4), found = 0;
    const char **words = lua_newuserdatauv(L, (count + 1) * sizeof *words, 0);
    size_t *lengths = lua_newuserdatauv(L, (count + 1) * sizeof *lengths, 0);
    mandate_folded *folded = lua_newuserdatauv(L, (count + 1) * sizeof *folded, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 4, (lua_Integer)i + 1);
        words[i] = luaL_checklstring(L, -1, &lengths[i]); // kept alive by the table
        mandate_text_fold(words[i], lengths[i], &folded[i]);
        lua_pop(L, 1);
    }
    lua_newtable(L);
    for (uint32_t rank = 0; rank < table->columns[field].text_count; rank++) {
        size_t length;
        const char *text = mandate_snapshot_text(snapshot, kind, field, rank, &length);
        if (is_one_of(text, length, words, lengths, count, starts)) continue;
        mandate_folded own;
        mandate_text_fold(text, length, &own);
        bool reads_like = false;
        for (size_t i = 0; i < count && !reads_like; i++) reads_like = mandate_folded_alike(&own, &folded[i], starts);
        if (!reads_like) continue;
        lua_pushlstring(L, text, length);
        lua_rawseti(L, -2, (lua_Integer)++found);
    }
    return 1;
}

// loaded() -> how many kinds were loaded from the registry, and not mapped
static int loaded(lua_State *L)
{
    lua_pushinteger(L, mandate_snapshot_loaded(mandate_check_snapshot(L, 1)));
    return 1;
}

void mandate_bind_snapshot(lua_State *L)
{
    static const luaL_Reg methods[] = {{"records", records},
                                       {"versioned", versioned},
                                       {"most_versions", most_versions},
                                       {"days_of_versions", days_of_versions},
                                       {"days_of", days_of},
                                       {"has_unknown", has_unknown},
                                       {"holds_text", holds_text},
                                       {"holds_word", holds_word},
                                       {"all_visible", all_visible},
                                       {"all_begun", all_begun},
                                       {"undated", undated},
                                       {"has_perhaps", has_perhaps},
                                       {"find", find},
                                       {"key", key},
                                       {"order", order},
                                       {"precedes", precedes},
                                       {"first_event", first_event},
                                       {"arrival", arrival},
                                       {"refusals", refusals},
                                       {"source", source},
                                       {"depth", depth},
                                       {"loaded", loaded},
                                       {"cell", cell},
                                       {"alike", alike},
                                       {NULL, NULL}};
    mandate_bind_class(L, SNAPSHOT, methods, collect, build, "snapshot");
}

// Decimals for the Lua half, as a type of their own: a floating operation of Lua cannot touch them. + - * / and comparisons are those of core/model, each
// result rounded once; whole numbers of Lua may stand on either side. With a float of Lua, which is no decimal, there is no arithmetic; only
// the ends of a range that has none, math.huge and -math.huge, can be compared with.
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "host/binding.h"
#include "model/factor.h"
#include "model/number.h"
#include "model/range.h"
#include "model/rounding.h"

#define DECIMAL "mandate.decimal"

void mandate_push_decimal(lua_State *L, double value)
{
    if (isinf(value)) { // the end of a range that has none
        lua_pushnumber(L, value);
        return;
    }
    double *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = value;
    luaL_setmetatable(L, DECIMAL);
}

// A whole number of Lua that is a decimal; raises where it has more digits.
static double whole_number(lua_State *L, int index)
{
    char text[32];
    double value;
    int length = snprintf(text, sizeof text, LUA_INTEGER_FMT, lua_tointeger(L, index));
    if (!mandate_number_parse(text, (size_t)length, &value)) luaL_error(L, "%s has more than 15 digits", text);
    return value;
}

double mandate_check_decimal(lua_State *L, int index)
{
    const double *box = luaL_testudata(L, index, DECIMAL);
    if (box) return *box;
    if (lua_isinteger(L, index)) return whole_number(L, index);
    if (lua_type(L, index) == LUA_TNUMBER) {
        double value = lua_tonumber(L, index);
        if (isinf(value)) return value;
        luaL_error(L, "a decimal was expected, not a floating number of Lua: core.decimal makes one of it");
    }
    luaL_typeerror(L, index, "decimal");
    return 0;
}

// decimal(number or text) -> the decimal; nil where it is none, or has more than 15 digits
static int decimal(lua_State *L)
{
    double value;
    if (luaL_testudata(L, 1, DECIMAL)) {
        lua_settop(L, 1);
        return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING || lua_isinteger(L, 1)) {
        size_t length;
        const char *text = luaL_tolstring(L, 1, &length);
        if (!mandate_number_parse(text, length, &value)) return 0;
    } else if (lua_type(L, 1) == LUA_TNUMBER) {
        value = lua_tonumber(L, 1);
        if (!isfinite(value) || mandate_number_round(value) != value) return 0;
        if (value == 0) value = 0; // no negative zero
    } else {
        return 0;
    }
    mandate_push_decimal(L, value);
    return 1;
}

// is_decimal(value)
static int is_decimal(lua_State *L)
{
    lua_pushboolean(L, luaL_testudata(L, 1, DECIMAL) != NULL);
    return 1;
}

static int push_text(lua_State *L, double value)
{
    char text[32];
    mandate_number_format(value, text);
    lua_pushstring(L, text);
    return 1;
}

// number_text(decimal) -> as people write it
static int number_text(lua_State *L) { return push_text(L, mandate_check_decimal(L, 1)); }

// fixed_text(decimal, places) -> with so many places behind the point, half up
static int fixed_text(lua_State *L)
{
    char text[MANDATE_FIXED_SIZE];
    lua_Integer places = luaL_checkinteger(L, 2);
    luaL_argcheck(L, places >= 0 && places <= 20, 2, "so many places are not shown");
    mandate_number_format_fixed(mandate_check_decimal(L, 1), (int)places, text);
    lua_pushstring(L, text);
    return 1;
}

// percent_text(decimal) -> a rate in percent, half up, for people
static int percent_text(lua_State *L)
{
    char text[MANDATE_FIXED_SIZE];
    mandate_number_format_percent(mandate_check_decimal(L, 1), text);
    lua_pushstring(L, text);
    return 1;
}

// to_integer(decimal) -> the whole number of Lua that it is, nil where it is none
static int to_integer(lua_State *L)
{
    char text[32];
    mandate_number_format(mandate_check_decimal(L, 1), text);
    if (lua_stringtonumber(L, text) == 0 || !lua_isinteger(L, -1)) return 0;
    return 1;
}

// rounded(decimal, places, way) -> the decimal to so many places, in the words of rules
static int rounded(lua_State *L)
{
    lua_Integer places = luaL_checkinteger(L, 2);
    mandate_round_method method = mandate_round_method_named(luaL_checkstring(L, 3));
    luaL_argcheck(L, places >= -MANDATE_MOST_PLACES && places <= MANDATE_MOST_PLACES, 2, "to so many places nothing is rounded");
    luaL_argcheck(L, method != MANDATE_ROUND_METHODS, 3, "no way of rounding is called so");
    double number = mandate_check_decimal(L, 1);
    luaL_argcheck(L, isfinite(number), 1, "what has no end is not rounded");
    mandate_push_decimal(L, mandate_number_rounded(number, (int)places, method, 0));
    return 1;
}

// factor(times, by, times2, by2) -> the decimals of the fraction times / by * times2 / by2 in its lowest terms; nil where one has more than 15 digits
static int factor(lua_State *L)
{
    mandate_factor a = {0}, b = {0}, product; // what is not made is refused below, which not every compiler knows
    bool made = mandate_factor_make(mandate_check_decimal(L, 1), mandate_check_decimal(L, 2), &a) &&
                mandate_factor_make(mandate_check_decimal(L, 3), mandate_check_decimal(L, 4), &b);
    luaL_argcheck(L, made, 1, "a factor is above 0");
    if (!mandate_factor_multiply(a, b, &product)) return 0;
    double times, by;
    mandate_factor_parts(product, &times, &by);
    if (!isfinite(times) || !isfinite(by)) return 0;
    mandate_push_decimal(L, times);
    mandate_push_decimal(L, by);
    return 2;
}

// converted(decimal, times, by) -> the decimal times a factor, rounded once, and how the exact result lies beside it (1 above, -1 below, 0 it is that); nil where
// it is larger than numbers go
static int converted(lua_State *L)
{
    mandate_factor given;
    int side;
    luaL_argcheck(L, mandate_factor_make(mandate_check_decimal(L, 2), mandate_check_decimal(L, 3), &given), 2, "a factor is above 0");
    double number = mandate_check_decimal(L, 1);
    luaL_argcheck(L, isfinite(number), 1, "what has no end is not converted");
    number = mandate_number_convert(number, given, &side);
    if (isinf(number)) return 0;
    mandate_push_decimal(L, number);
    lua_pushinteger(L, side);
    return 2;
}

static int calculate(lua_State *L, double (*operation)(double, double))
{
    double result = operation(mandate_check_decimal(L, 1), mandate_check_decimal(L, 2));
    if (isnan(result) || isinf(result)) return luaL_error(L, "the result is larger than numbers go");
    mandate_push_decimal(L, result);
    return 1;
}

static int add(lua_State *L) { return calculate(L, mandate_number_add); }
static int subtract(lua_State *L) { return calculate(L, mandate_number_subtract); }
static int multiply(lua_State *L) { return calculate(L, mandate_number_multiply); }

static int divide(lua_State *L)
{
    if (mandate_check_decimal(L, 2) == 0) return luaL_error(L, "a division by 0");
    return calculate(L, mandate_number_divide);
}

static int negate(lua_State *L)
{
    mandate_push_decimal(L, mandate_number_subtract(0, mandate_check_decimal(L, 1)));
    return 1;
}

// Lua asks only of two decimals.
static int equal(lua_State *L)
{
    const double *a = luaL_testudata(L, 1, DECIMAL), *b = luaL_testudata(L, 2, DECIMAL);
    lua_pushboolean(L, a && b && *a == *b);
    return 1;
}

static int less(lua_State *L)
{
    lua_pushboolean(L, mandate_check_decimal(L, 1) < mandate_check_decimal(L, 2));
    return 1;
}

static int at_most(lua_State *L)
{
    lua_pushboolean(L, mandate_check_decimal(L, 1) <= mandate_check_decimal(L, 2));
    return 1;
}

// end_of_sum({ decimal, … }, open, low) -> their exact sum, rounded once, and whether it is an open end: `open`: some of them is one; `low`: they are low
// ends. nil where it is larger than numbers go.
static int end_of_sum(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    mandate_sum sum;
    mandate_sum_clear(&sum);
    for (lua_Integer i = 1; lua_rawgeti(L, 1, i) != LUA_TNIL; i++) {
        double value = mandate_check_decimal(L, -1);
        luaL_argcheck(L, isfinite(value), 1, "an end that is missing has no sum");
        mandate_sum_add(&sum, value);
        lua_pop(L, 1);
    }
    bool open;
    double number = mandate_end_number(mandate_end_of_sum(&sum, lua_toboolean(L, 2), lua_toboolean(L, 3)), &open);
    if (!isfinite(number)) return 0;
    mandate_push_decimal(L, number);
    lua_pushboolean(L, open);
    return 2;
}

// Texts may be joined with decimals.
static int concatenate(lua_State *L)
{
    for (int i = 1; i <= 2; i++)
        if (luaL_testudata(L, i, DECIMAL)) push_text(L, mandate_check_decimal(L, i));
        else luaL_tolstring(L, i, NULL);
    lua_concat(L, 2);
    return 1;
}

void mandate_bind_decimal(lua_State *L)
{
    static const luaL_Reg functions[] = {{"decimal", decimal},
                                         {"is_decimal", is_decimal},
                                         {"number_text", number_text},
                                         {"fixed_text", fixed_text},
                                         {"percent_text", percent_text},
                                         {"to_integer", to_integer},
                                         {"end_of_sum", end_of_sum},
                                         {"rounded", rounded},
                                         {"factor", factor},
                                         {"converted", converted},
                                         {NULL, NULL}};
    static const luaL_Reg meta[] = {
        {"__add", add},    {"__sub", subtract},       {"__mul", multiply},         {"__div", divide},         {"__unm", negate}, {"__eq", equal}, {"__lt", less},
        {"__le", at_most}, {"__concat", concatenate}, {"__tostring", number_text}, {"__tojson", number_text}, {NULL, NULL}}; // __tojson: as dkjson writes it
    luaL_newmetatable(L, DECIMAL);
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    luaL_setfuncs(L, functions, 0);
}

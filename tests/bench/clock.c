// require "bench_clock": now() in milliseconds of wall time, which Lua itself lacks.
#include <lauxlib.h>
#include <time.h>

static int now(lua_State *L)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    lua_pushnumber(L, (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6);
    return 1;
}

int luaopen_bench_clock(lua_State *L);

int luaopen_bench_clock(lua_State *L)
{
    lua_pushcfunction(L, now);
    return 1;
}

// Which versions of a tree's records come to lie in themselves, against a walk from each of them step by step.
#include "harness.h"
#include "import/rings.h"
#include "model/memory.h"

enum { RECORDS = 12, DAYS = 4, ROUNDS = 20000 };

static uint32_t state = 1;

static uint32_t below(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

static const mandate_edge *in_force(const mandate_edges *edges, int64_t record, const char *day)
{
    const mandate_edge *found = NULL;
    for (size_t i = 0; i < edges->count; i++)
        if (edges->list[i].from == record && strcmp(edges->list[i].since, day) <= 0) found = &edges->list[i];
    return found;
}

static bool comes_back(const mandate_edges *edges, const mandate_edge *version)
{
    int64_t at = version->from;
    for (int steps = 0; steps < RECORDS + 1; steps++) {
        const mandate_edge *next = in_force(edges, at, version->since);
        at = next ? next->to : 0;
        if (at == 0) return false;
        if (at == version->from) return true;
    }
    return false;
}

static void make(mandate_edges *edges, bool moving)
{
    static const char *const days[DAYS] = {"", "2001-01-01", "2002-02-02", "2003-03-03"};
    edges->count = 0;
    for (int64_t record = 1; record <= RECORDS; record++)
        for (int d = 0; d < DAYS; d++) {
            if (d == 0 ? below(8) == 0 : !moving || below(3) > 0) continue;
            mandate_edge *edge = &edges->list[edges->count++];
            *edge = (mandate_edge){.from = record, .to = below(4) == 0 ? 0 : 1 + below(RECORDS)};
            snprintf(edge->since, sizeof edge->since, "%s", days[d]);
        }
}

static void rings_are_those_that_a_walk_finds(void)
{
    mandate_error error;
    static mandate_edge room[RECORDS * DAYS];
    size_t met = 0, wrong = 0;
    for (int round = 0; round < ROUNDS; round++) {
        mandate_edges edges = {.list = room, .rows = RECORDS + 1};
        make(&edges, round % 4 > 0);
        if (!CHECK(mandate_edges_find_rings(&edges, &error))) return;
        for (size_t i = 0; i < edges.count; i++) {
            met += edges.list[i].leads_back;
            wrong += edges.list[i].leads_back != comes_back(&edges, &edges.list[i]);
        }
        mandate_free(edges.first);
    }
    CHECK(wrong == 0);
    CHECK(met > ROUNDS);
}

int main(void)
{
    static const test tests[] = {{"rings are those that a walk from each version finds", rings_are_those_that_a_walk_finds}};
    return RUN(tests);
}

// A ring is there from the day on which the last of its records came to lie where it does, so that it is looked for on the first day of every version.
// Most records have one version that holds always. Where none of the versions on a way upwards begins on a day of its own, the way is the same on every
// day: it is walked once, and each further day steps over it. So a chain of places costs its length, and not its square.
#include "import/rings.h"

#include <stdlib.h>
#include <string.h>
#include "model/memory.h"

enum { NOT_SEEN = -1, ON_THE_WAY = -2 };

typedef struct walking {
    mandate_edges *edges;
    int64_t *above; // by record: the first at it or above it that moves; 0: none
    uint64_t *walk; // by record: the last walk that came to it
    uint64_t walks, day; // so far; the one before the first of the day at hand
} walking;

const mandate_edge *mandate_edge_on(const mandate_edges *edges, int64_t record, const char *day)
{
    size_t low = edges->first[record], high = edges->first[record + 1], begin = low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(edges->list[middle].since, day) <= 0) low = middle + 1;
        else high = middle;
    }
    return low > begin ? &edges->list[low - 1] : NULL;
}

static int64_t parent_on(const mandate_edges *edges, int64_t record, const char *day)
{
    const mandate_edge *edge = mandate_edge_on(edges, record, day);
    return edge && edge->to > 0 && edge->to < (int64_t)edges->rows ? edge->to : 0;
}

static bool moves(const mandate_edges *edges, int64_t record)
{
    size_t count = edges->first[record + 1] - edges->first[record];
    return count > 1 || (count == 1 && edges->list[edges->first[record]].since[0] != '\0');
}

// Edges stand by record, so each record's are a range.
static bool find_ranges(mandate_edges *edges, mandate_error *error)
{
    edges->first = mandate_new(edges->rows + 1, sizeof *edges->first, error);
    if (!edges->first) return false;
    for (size_t i = 0; i < edges->count; i++) edges->first[edges->list[i].from + 1]++;
    for (size_t r = 1; r <= edges->rows; r++) edges->first[r] += edges->first[r - 1];
    return true;
}

// Upwards along records that never move; then everybody on the way learns where it ended.
static void find_above(walking *w)
{
    const mandate_edges *edges = w->edges;
    for (int64_t r = 0; r < (int64_t)edges->rows; r++) w->above[r] = moves(edges, r) ? r : NOT_SEEN;
    for (int64_t r = 1; r < (int64_t)edges->rows; r++) {
        int64_t at = r;
        for (; at != 0 && w->above[at] == NOT_SEEN; at = parent_on(edges, at, "")) w->above[at] = ON_THE_WAY;
        int64_t end = at == 0 || w->above[at] == ON_THE_WAY ? 0 : w->above[at];
        for (at = r; at != 0 && w->above[at] == ON_THE_WAY; at = parent_on(edges, at, "")) w->above[at] = end;
    }
}

static int64_t next_on(const walking *w, int64_t record, const char *day, bool each)
{
    int64_t parent = parent_on(w->edges, record, day);
    return each || parent == 0 ? parent : w->above[parent];
}

// From one version on its first day; `each` steps over nobody.
static void walk_from(walking *w, const mandate_edge *version, bool each)
{
    const char *day = version->since;
    int64_t at = version->from;
    w->walks++;
    for (; at != 0 && w->walk[at] <= w->day; at = next_on(w, at, day, each)) w->walk[at] = w->walks;
    if (at == 0 || w->walk[at] != w->walks) return;
    int64_t begin = at;
    do { // the ring
        mandate_edge *edge = &w->edges->list[mandate_edge_on(w->edges, at, day) - w->edges->list];
        if (strcmp(edge->since, day) == 0) edge->leads_back = true;
        at = next_on(w, at, day, each);
    } while (at != begin);
}

static int compare_days(const void *left, const void *right)
{
    const mandate_edge *a = *(mandate_edge *const *)left, *b = *(mandate_edge *const *)right;
    int order = strcmp(a->since, b->since);
    return order ? order : (a > b) - (a < b);
}

static bool walk_days(walking *w, mandate_error *error)
{
    mandate_edges *edges = w->edges;
    size_t count = 0;
    w->day = ++w->walks;
    for (size_t i = 0; i < edges->count; i++) {
        if (edges->list[i].since[0] == '\0') walk_from(w, &edges->list[i], true);
        else count++;
    }
    mandate_edge **dated = mandate_new(count, sizeof *dated, error);
    if (!dated) return false;
    for (size_t i = 0, at = 0; i < edges->count; i++)
        if (edges->list[i].since[0] != '\0') dated[at++] = &edges->list[i];
    qsort((void *)dated, count, sizeof *dated, compare_days);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(dated[i]->since, dated[i - 1]->since) != 0) w->day = ++w->walks;
        walk_from(w, dated[i], false);
    }
    mandate_free((void *)dated);
    return true;
}

bool mandate_edges_find_rings(mandate_edges *edges, mandate_error *error)
{
    walking w = {.edges = edges};
    if (!find_ranges(edges, error)) return false;
    w.above = mandate_new(edges->rows + 1, sizeof *w.above, error);
    w.walk = w.above ? mandate_new(edges->rows + 1, sizeof *w.walk, error) : NULL;
    bool done = w.walk != NULL;
    if (done) {
        find_above(&w);
        done = walk_days(&w, error);
    }
    mandate_free(w.above);
    mandate_free(w.walk);
    return done;
}

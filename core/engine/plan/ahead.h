// The arguments of AHEAD_JUDGED: a version's verdict, what decides whether it judges at all, and when each of what it was decided from can change.
#ifndef MANDATE_ENGINE_AHEAD_H
#define MANDATE_ENGINE_AHEAD_H

enum {
    MANDATE_AHEAD_VERDICT,
    MANDATE_AHEAD_HERE,
    MANDATE_AHEAD_FORCE,
    MANDATE_AHEAD_APPLIES,
    MANDATE_AHEAD_WHEN_HERE,
    MANDATE_AHEAD_WHEN_FORCE,
    MANDATE_AHEAD_WHEN_APPLIES,
    MANDATE_AHEAD_WHEN_ARISES,
    MANDATE_AHEAD_WHEN_DECIDED, // what was to be done or kept
    MANDATE_AHEAD_WHEN_SHOWN,   // what counts only where the verdict is not settled: evidence, and what a quota has counted so far
    MANDATE_AHEAD_WHEN_WAIVED
};

#endif

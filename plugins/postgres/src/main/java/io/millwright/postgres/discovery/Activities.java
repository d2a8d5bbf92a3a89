package io.millwright.postgres.discovery;

import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import java.util.Optional;

/** What is going on at an instance. */
final class Activities {
    private Activities() {}

    static Activity of(PgCluster c) {
        if (c.hibernationWanted()) {
            return new Activity(
                    State.PAUSED, c.hibernated() ? "hibernated" : "going into hibernation", Optional.empty());
        }
        if (c.reconciliationDisabled()) {
            return new Activity(State.PAUSED, "the operator is told to ignore it", Optional.empty());
        }
        if (c.maintenance()) {
            return new Activity(State.MAINTENANCE, "node maintenance window", Optional.empty());
        }
        State state = Phase.of(c.phase())
                .map(p -> switch (p.meaning()) {
                    case OK -> State.STEADY;
                    case PROGRESS, WAITING -> State.CHANGING;
                    case USER -> State.PAUSED;
                    case BLOCKED -> State.STALLED;
                })
                .orElse(State.CHANGING);
        if (state == State.STEADY) {
            return Activity.STEADY;
        }
        String detail = c.phaseReason().isEmpty() ? c.phase() : c.phase() + ": " + c.phaseReason();
        return new Activity(state, detail, c.readySince());
    }
}

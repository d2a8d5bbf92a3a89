package io.millwright.app;

import io.millwright.spi.ClusterView;
import java.time.Clock;
import java.time.Instant;

/**
 * The copy as it is looked at: by its own time, which hours pass in while this machine's stands nearly still. How long a pod has been ready, say,
 * can't be told by another.
 */
final class RehearsalView extends ForwardingView {
    private final Clock clock;

    RehearsalView(ClusterView copy, Clock clock) {
        super(copy);
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}

package io.millwright.app;

import io.millwright.engine.port.HelmPort;
import io.millwright.spi.Action;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Helm of a cluster whose releases are read and not changed.
 *
 * @param refusal what is thrown at who wants to change the release of that name
 */
record ReadingHelm(HelmPort there, Function<String, ProblemException> refusal) implements HelmPort {
    @Override
    public Optional<ReleaseState> release(String namespace, String name) {
        return there.release(namespace, name);
    }

    @Override
    public List<ReleaseState> releases() {
        return there.releases();
    }

    @Override
    public ReleaseState execute(Action.Helm action, String description, Duration timeout) {
        throw refusal.apply(action.release());
    }

    @Override
    public ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout) {
        throw refusal.apply(action.release());
    }

    @Override
    public List<Resource> render(Action.Helm action) {
        return there.render(action);
    }
}

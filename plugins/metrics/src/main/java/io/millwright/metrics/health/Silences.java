package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Silence;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether silences hide more, or for longer, than anybody means. */
final class Silences extends ServerCheck {
    private static final Duration LONG = Duration.ofDays(30);

    Silences() {
        super(
                "metrics.alertmanager.silences",
                "Silences",
                Dimension.CONFIGURATION,
                Names.ALERTMANAGER,
                "GET /api/v2/silences: an active one that matches everything, or that ends in over 30 days, is a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v2/silences", pod -> {
            List<Finding> found = new ArrayList<>();
            Api.json(view, pod, s.scheme(), Names.AM_PORT, "/api/v2/silences").items("rows").stream()
                    .map(Silence::new)
                    .filter(x -> x.state().equals("active"))
                    .forEach(x -> judge(s, x, view).ifPresent(found::add));
            return found;
        });
    }

    private Optional<Finding> judge(Server s, Silence x, ClusterView view) {
        boolean far = x.ends()
                .map(t -> Duration.between(view.now(), t).compareTo(LONG) > 0)
                .orElse(false);
        if (!x.everything() && !far) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        Severity.WARNING,
                        x.everything()
                                ? "a silence hides every alert"
                                : "a silence of " + x.matchers() + " lasts for over 30 days more")
                .suffix(x.everything() ? "everything" : "long")
                .impact(x.everything() ? "Nobody is told of anything." : "What it hides is forgotten by then.")
                .saw("silence", s.ref(), "GET /api/v2/silences: " + x.id(), x.matchers())
                .run("end it", "end-silence", Map.of("silence", x.id()))
                .build());
    }
}

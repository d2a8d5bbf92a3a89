package io.millwright.app.screen;

import io.millwright.app.Services;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Operator;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens pages of the real screen on real services and presses whatever could do something there. */
record Visitor(Services services, boolean readOnly) {
    static final List<String> PAGES = List.of(
            "fleet",
            "operations",
            "plugins",
            "namespaces",
            "nodes",
            "pods",
            "deployments",
            "services",
            "secrets",
            "configmaps",
            "events",
            "customresourcedefinitions",
            "find kube",
            "can",
            "users",
            "groups",
            "helm",
            "sessions",
            "exercises",
            "calls");

    private static final List<String> KEYS = List.of(
            "enter", "tab", "tab", "tab", "y", "esc", "d", "esc", "l", "esc", "e", "s", "r", "x", "enter", "esc");

    /** Every picture on the way. */
    List<String> visit(String page) {
        LiveDesk desk = new LiveDesk(services, List.of(), Optional.empty(), Duration.ofSeconds(5));
        desk.shownAround();
        Function<String, ClusterConnection> clusters =
                context -> services.clusters().open(context);
        Model.Start start = new Model.Start(
                readOnly, false, Optional.of(page), services.clock().instant());
        List<String> pictures = new ArrayList<>();
        try (PodRunner pods = new PodRunner(
                        clusters,
                        services.clock(),
                        Optional.empty(),
                        (context, work) -> services.operations().inPod(context, work, Operator.NOBODY));
                Pilot<Model> pilot = Pilot.start(
                        new ScreenApp(start),
                        new ScreenRunner(
                                new DeskRunner(desk),
                                new BrowseRunner(
                                        clusters,
                                        Optional.empty(),
                                        services.clock(),
                                        List.of("true"),
                                        pods,
                                        new OwnFiles(Path.of("nowhere")),
                                        () -> Guardrails.NONE,
                                        Optional.empty()),
                                services.crashes()),
                        new Size(160, 50),
                        Pilot.CAPABILITIES)) {
            pictures.add(pilot.screen());
            KEYS.forEach(k -> pictures.add(pilot.press(k).screen()));
        }
        return pictures;
    }
}

package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Desk;
import io.millwright.app.page.Model;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done to a Helm release from its page: each is a plan that is read and approved. */
class ReleasePageTest {
    private static final String MANIFEST = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web, namespace: shop}
            data: {text: %s}
            """;

    private static Resource stored(int revision, String status, String text) {
        Map<String, Object> release = Map.of(
                "name",
                "web",
                "version",
                revision,
                "manifest",
                MANIFEST.formatted(text),
                "info",
                Map.of("status", status),
                "chart",
                Map.of("metadata", Map.of("name", "web", "version", "1." + revision)));
        return Resource.of(
                        Kind.SECRET,
                        "shop",
                        "sh.helm.release.v1.web.v" + revision,
                        Map.of("type", HelmRevision.TYPE, "data", Map.of("release", HelmRevision.packed(release))))
                .with(
                        Map.of("owner", "helm", "name", "web", "status", status, "version", String.valueOf(revision)),
                        "metadata",
                        "labels");
    }

    private static MillDesk desk(String newest) {
        return new MillDesk(Danger.DATA_LOSS)
                .withReleases(
                        List.of(new Desk.HelmRow("lab", "shop", "web", 2, newest, "web 1.2", "")),
                        stored(1, "superseded", "hello"),
                        stored(2, newest, "bye"));
    }

    private static Pilot<Model> atRelease(MillDesk desk) {
        return desk.screen("helm").expect("web").press("enter").expect("Helm release shop/web on lab");
    }

    @Test
    void aReleaseIsTakenBackByAPlanWhosePhraseIsTyped() {
        MillDesk desk = desk("deployed");
        try (Pilot<Model> pilot = atRelease(desk)) {
            pilot.press("R").expect("Revision").expect("0 is the one that was deployed before");
            assertThat(desk.approvals).isEmpty();
            pilot.press("enter")
                    .expect("Roll back Helm release shop/web on lab: revision 2 → 1")
                    .expect("then type");
            pilot.press("end", "y", "enter");
            assertThat(desk.approvals).as("no single key changes a cluster").isEmpty();
            pilot.press("a").type("web@lab").press("enter");
            assertThat(desk.approvals).singleElement().asString().startsWith("web@lab");
        }
    }

    @Test
    void aReleaseIsTakenAwayByAPlanThatSaysWhatGoes() {
        MillDesk desk = desk("deployed");
        try (Pilot<Model> pilot = atRelease(desk)) {
            pilot.press("ctrl-d").expect("ninstall");
            assertThat(desk.approvals).isEmpty();
            pilot.press("enter").expect("ConfigMap").expect("then type").press("esc");
            assertThat(desk.approvals).isEmpty();
        }
    }

    @Test
    void aReleaseThatIsStuckNamesTheKeyThatLeadsOutOfIt() {
        try (Pilot<Model> pilot = atRelease(desk("pending-upgrade"))) {
            pilot.expect("It is pending-upgrade").expect("key R.").press("R").expect("Revision");
        }
    }
}

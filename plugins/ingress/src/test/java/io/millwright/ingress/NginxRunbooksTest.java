package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.ingress.facts.Names;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.testkit.sandbox.Town;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an ingress-nginx that Helm installed, by the real engine. */
final class NginxRunbooksTest {
    private static final String PATH = "ingress-nginx/ingress-nginx-controller";
    private static final ObjectRef CONTROLLER =
            ObjectRef.of(Kind.DEPLOYMENT, "ingress-nginx", "ingress-nginx-controller");

    @Test
    void scalesRestartsUpgradesAndGoes(@TempDir Path folder) throws Exception {
        try (Town town = new Town(new IngressTool(), "empty")) {
            town.running().settle();
            Helm.install(InstallTest.archive(folder, "ingress-nginx-4.14.5.tgz"))
                    .withName("ingress-nginx")
                    .withNamespace("ingress-nginx")
                    .createNamespace()
                    .withKubeConfigContents(town.kubeconfig())
                    .call();
            town.until(t -> t.instance(PATH).summary().getOrDefault("ready", "").equals("1/1"));
            assertThat(town.findings(town.instance(PATH)))
                    .extracting(Finding::id)
                    .containsExactlyInAnyOrder(
                            "ingress.nginx.redundancy.single", "ingress.nginx.retired", "ingress.nginx.kubernetes");

            town.succeeds("scale", PATH, Map.of("replicas", "2"));
            assertThat(town.view().get(CONTROLLER).flatMap(d -> d.number("status", "availableReplicas")))
                    .contains(2L);
            town.succeeds("restart", PATH, Map.of());
            assertThat(town.view()
                            .get(CONTROLLER)
                            .flatMap(d -> d.text("spec", "template", "metadata", "annotations", Names.RESTARTED_AT)))
                    .isPresent();

            town.succeeds(
                    "upgrade",
                    PATH,
                    Map.of("version", "1.15.1", "archive", InstallTest.archive(folder, "ingress-nginx-4.15.1.tgz")));
            assertThat(town.instance(PATH).version()).contains("1.15.1");
            assertThatThrownBy(() -> town.plan(
                            "upgrade", Optional.of(town.instance(PATH)), "ingress-nginx", Map.of("version", "1.14.5")))
                    .hasMessageContaining("isn't older");

            town.succeeds("uninstall-ingress-nginx", PATH, Map.of());
            assertThat(town.view().get(CONTROLLER)).isEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void anOptionThatNginxRefusesFailsTheRunAndIsPutBackExactly() throws Exception {
        try (Town town = new Town(new IngressTool(), "findings")) {
            town.until(t -> t.instance(PATH).summary().getOrDefault("ready", "").equals("2/2"));
            town.succeeds("set-option", PATH, Map.of("option", "proxy-body-size", "value", "20m"));
            ObjectRef options = ObjectRef.of(Kind.CONFIG_MAP, "ingress-nginx", "ingress-nginx-controller");
            assertThat(town.view().get(options).flatMap(o -> o.text("data", "proxy-body-size")))
                    .contains("20m");
            assertThatThrownBy(() -> town.plan(
                            "set-option",
                            Optional.of(town.instance(PATH)),
                            "ingress-nginx",
                            Map.of("option", "hsts", "value", "maybe")))
                    .hasMessageContaining("no value for it");

            town.fault("reload-failing", true);
            RunResult refused = town.run(
                    "set-option",
                    Optional.of(town.instance(PATH)),
                    "ingress-nginx",
                    Map.of("option", "keep-alive", "value", "10"));
            assertThat(refused.state()).isEqualTo(RunState.CANCELLED);
            assertThat(town.view().get(options).flatMap(o -> o.text("data", "keep-alive")))
                    .isEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void whatIsNeededIsntTakenAwayAndWhatHelmDoesntHoldIsntUpgraded() throws Exception {
        try (Town town = new Town(new IngressTool(), "findings")) {
            town.until(t -> t.instance(PATH).summary().getOrDefault("ready", "").equals("2/2"));
            Optional<Instance> target = Optional.of(town.instance(PATH));
            assertThat(town.constraints("uninstall-ingress-nginx", target)).contains("ingresses", "no-release");
            assertThat(town.constraints("upgrade", target)).containsExactly("no-release");
            assertThat(town.constraints("migrate-to-gateway", target)).containsExactly("no-gateway-class");
            assertThat(town.constraints("scale-proxies", target)).containsExactly("target");
            assertThat(town.constraints("scale", target)).isEmpty();
        }
    }
}

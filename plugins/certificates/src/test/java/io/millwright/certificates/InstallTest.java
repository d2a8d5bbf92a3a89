package io.millwright.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Step;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing by the chart, with the real Helm. */
final class InstallTest {
    private static final String AT = "cert-manager/cert-manager";

    @TempDir
    Path folder;

    private String archive(String version) throws IOException {
        String name = "cert-manager-v" + version + ".tgz";
        byte[] content =
                new CertificatesTool().simulator().orElseThrow().charts().get(name);
        return Files.write(folder.resolve(name), content).toString();
    }

    @Test
    void isInstalledScaledConfiguredUpgradedAndRemovedByTheChart() throws IOException {
        try (Town town = new Town(new CertificatesTool(), "empty")) {
            String old = archive("1.20.3");
            town.succeeds("install", "", Map.of("archive", old));
            assertThat(town.instance(AT).version()).contains("1.20.3");
            for (var change : Map.of(
                            "scale", Map.of("archive", old, "controller", "2"),
                            "configure", Map.of("archive", old, "setting", "max-concurrent-challenges", "value", "20"),
                            "upgrade", Map.of("version", "1.21.1", "archive", archive("1.21.1")))
                    .entrySet()) {
                assertThat(town.plan(change.getKey(), Optional.of(town.instance(AT)), "cert-manager", change.getValue())
                                .plan()
                                .steps())
                        .as(change.getKey())
                        .last()
                        .extracting(Step::id)
                        .isEqualTo("leads");
            }
            assertThat(town.instance(AT).management().reference()).isEqualTo("release cert-manager/cert-manager");
            town.succeeds("scale", AT, Map.of("archive", old, "webhook", "3"));
            assertThat(town.instance(AT).summary()).containsEntry("webhook", "3/3");
            town.succeeds(
                    "configure", AT, Map.of("archive", old, "setting", "max-concurrent-challenges", "value", "20"));
            assertThat(new Installation(town.instance(AT).root()).argument("max-concurrent-challenges"))
                    .contains("20");
            town.succeeds("create-issuer", AT, Map.of("name", "own-ca"));
            town.succeeds("upgrade", AT, Map.of("version", "1.21.1", "archive", archive("1.21.1")));
            assertThat(town.instance(AT).version()).contains("1.21.1");
            assertThat(town.instance(AT).summary()).containsEntry("webhook", "3/3");
            assertThat(new Installation(town.instance(AT).root()).argument("max-concurrent-challenges"))
                    .as("values are kept")
                    .contains("20");
            town.succeeds("uninstall", AT, Map.of());
            Instance left = town.instance(AT);
            assertThat(left.activity().detail()).isEqualTo("definitions are left, but no controller runs");
            assertThat(left.summary()).containsEntry("certificates", "1/1");
            assertThat(town.findings(AT)).containsExactly("certificates.operator.ready.leftover");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void anOldChartBringsItsDefinitionsAndTheUninstallKeepsThem() throws InterruptedException, IOException {
        try (Town town = new Town(new CertificatesTool(), "empty")) {
            String old = archive("1.10.2");
            town.succeeds("install", "", Map.of("archive", old));
            town.succeeds("create-issuer", AT, Map.of("name", "own-ca"));
            assertThat(town.view()
                            .get(ObjectRef.of(CertManager.CERTIFICATE, "cert-manager", "own-ca"))
                            .orElseThrow()
                            .at("spec", "renewal"))
                    .as("a field that its definitions don't know")
                    .isEmpty();
            assertThatThrownBy(() -> town.succeeds(
                            "configure",
                            AT,
                            Map.of("archive", old, "setting", "delete-secrets-with-certificates", "value", "true")))
                    .as("Helm would take the value, and nothing would come of it")
                    .hasMessageContaining("has no value for delete-secrets-with-certificates");
            String newer = archive("1.11.5");
            town.succeeds("upgrade", AT, Map.of("version", "1.11.5", "archive", newer));
            assertThat(town.instance(AT).version()).contains("1.11.5");
            town.succeeds("uninstall", AT, Map.of("archive", newer));
            assertThat(town.instance(AT).summary())
                    .as("its definitions aren't marked as kept, so Helm would have deleted them")
                    .containsEntry("certificates", "1/1");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void anUpgradeOverMoreThanOneMinorNamesTheNextOne() throws InterruptedException, IOException {
        try (Town town = new Town(new CertificatesTool(), "empty")) {
            town.succeeds("install", "", Map.of("archive", archive("1.19.6")));
            assertThatThrownBy(() -> town.succeeds("upgrade", AT, Map.of("version", "1.21.1")))
                    .hasMessageContaining("no single step leads from 1.19.6 to 1.21.1");
        }
    }

    @Test
    void theHealthySeedIssuesItsCertificate() throws InterruptedException {
        try (Town town = new Town(new CertificatesTool(), "healthy")) {
            town.until(t -> t.view()
                    .get(ObjectRef.of(CertManager.CERTIFICATE, "web", "www"))
                    .map(Cert::new)
                    .filter(Cert::ready)
                    .isPresent());
            assertThat(town.instance("cert-manager/cert-manager").summary())
                    .containsEntry("certificates", "2/2")
                    .containsEntry("issuers", "2/2");
            assertThat(town.problems()).isEmpty();
        }
    }
}

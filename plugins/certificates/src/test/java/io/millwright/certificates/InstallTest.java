package io.millwright.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing by the chart, with the real Helm. */
final class InstallTest {
    @TempDir
    Path folder;

    private String archive(String version) throws IOException {
        String name = "cert-manager-v" + version + ".tgz";
        byte[] content =
                new CertificatesTool().simulator().orElseThrow().charts().get(name);
        return Files.write(folder.resolve(name), content).toString();
    }

    @Test
    void installsByTheChart() throws IOException {
        try (Town town = new Town(new CertificatesTool(), "empty")) {
            town.succeeds("install", "", Map.of("archive", archive("1.21.1")));
            Instance found = town.instance("cert-manager/cert-manager");
            assertThat(found.version()).contains("1.21.1");
            assertThat(found.management().reference()).isEqualTo("release cert-manager/cert-manager");
            assertThat(found.summary()).containsEntry("webhook", "1/1");
            assertThat(town.problems()).isEmpty();
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

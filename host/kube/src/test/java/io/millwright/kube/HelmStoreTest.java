package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmStoreTest {
    @TempDir
    Path folder;

    private static String packed(String release) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(release.getBytes(StandardCharsets.UTF_8));
        }
        byte[] inner = Base64.getEncoder().encode(bytes.toByteArray());
        return Base64.getEncoder().encodeToString(inner);
    }

    private static String secret(String name, int version, String data) {
        return """
                {"metadata":{"name":"sh.helm.release.v1.%1$s.v%2$d","namespace":"db",
                "labels":{"owner":"helm","name":"%1$s","version":"%2$d"}},"data":{"release":"%3$s"}}
                """.formatted(name, version, data);
    }

    private static String release(String status, String description) {
        return """
                {"name":"pg","info":{"first":{"x":[1]},"status":"%s","description":"%s"},
                "chart":{"files":[{"name":"wrong"}],"metadata":{"name":"cloudnative-pg","maintainers":[{"name":"no"}],
                "version":"0.29.0","appVersion":"1.30.0"},"values":{"status":"no"}},"config":{"name":"no"},"version":9}
                """.formatted(status, description);
    }

    @Test
    void theNewestRevisionIsDecoded() throws IOException {
        try (FakeApiServer server = new FakeApiServer()) {
            server.answer(
                    "GET /api/v1/namespaces/db/secrets",
                    Answer.of(
                            200,
                            "{\"items\":["
                                    + secret("pg", 9, packed(release("superseded", "old")))
                                    + ","
                                    + secret("pg", 10, packed(release("deployed", "run r-7")))
                                    + "]}"));
            HelmPort helm = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5))
                    .helm();

            assertThat(helm.release("db", "pg"))
                    .contains(new ReleaseState(
                            "db", "pg", 10, "deployed", "cloudnative-pg", "0.29.0", "1.30.0", "run r-7"));
            assertThat(server.requests().getLast()).contains("fieldSelector=type%3Dhelm.sh%2Frelease.v1");
        }
    }

    @Test
    void aDamagedReleaseIsAProblemThatNamesItsSecret() throws IOException {
        try (FakeApiServer server = new FakeApiServer()) {
            server.answer(
                    "GET /api/v1/namespaces/db/secrets",
                    Answer.of(200, "{\"items\":[" + secret("pg", 1, "bm9uc2Vuc2U=") + "]}"));
            HelmPort helm = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5))
                    .helm();

            ProblemException damaged = catchThrowableOfType(ProblemException.class, () -> helm.release("db", "pg"));

            assertThat(damaged.problem().attempted()).contains("db/sh.helm.release.v1.pg.v1");
        }
    }

    @Test
    void noReleaseIsEmpty() throws IOException {
        try (FakeApiServer server = new FakeApiServer()) {
            server.answer("GET /api/v1/namespaces/db/secrets", Answer.of(200, "{\"items\":[]}"));

            assertThat(FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5))
                            .helm()
                            .release("db", "pg"))
                    .isEmpty();
        }
    }
}

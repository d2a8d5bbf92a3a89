package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.json.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CopiedReleaseTest {
    private static final String MANIFEST = """
            ---
            # Source: mill/templates/login.yaml
            apiVersion: v1
            kind: Secret
            metadata: {name: login}
            data: {password: Y2FuYXJ5, tls.crt: cHVibGlj}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {stones: "3"}
            """;

    private static Resource secret(String release) {
        return Resource.of(
                Kind.SECRET,
                "mill",
                "sh.helm.release.v1.mill.v3",
                Map.of("type", HelmRevision.TYPE, "data", Map.of("release", release)));
    }

    private static Resource packed() throws IOException {
        Map<String, Object> release = Map.of(
                "name",
                "mill",
                "version",
                3,
                "info",
                Map.of("status", "deployed"),
                "chart",
                Map.of("metadata", Map.of("name", "mill", "version", "1.0.0"), "values", Map.of("stones", 2)),
                "config",
                Map.of("stones", 3, "admin", Map.of("password", "canary"), "args", List.of("--token=canary", "-v")),
                "manifest",
                MANIFEST,
                "hooks",
                List.of(Map.of("name", "hook", "manifest", MANIFEST)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(Json.write(release).getBytes(StandardCharsets.UTF_8));
        }
        byte[] helm = Base64.getEncoder().encode(bytes.toByteArray());
        return secret(Base64.getEncoder().encodeToString(helm));
    }

    @Test
    void helmFindsTheReleaseAndNoSecretInIt() throws IOException {
        Resource copy = CopiedRelease.of(packed());
        String text;
        try (InputStream in = HelmRevision.unpacked(copy)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(text).doesNotContain("canary", "Y2FuYXJ5", "redacted");
        Resource release = new Resource(Json.readMap(text));
        assertThat(release.text("config", "admin", "password")).contains("rehearsal");
        assertThat(release.number("config", "stones")).contains(3L);
        HelmRevision revision = HelmRevision.read(copy, "eu-1");
        assertThat(revision.number()).isEqualTo(3);
        assertThat(revision.status()).isEqualTo("deployed");
        assertThat(revision.chartVersion()).isEqualTo("1.0.0");
        assertThat(revision.objects())
                .extracting(Resource::kind, Resource::name)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Secret", "login"),
                        org.assertj.core.groups.Tuple.tuple("ConfigMap", "settings"));
        assertThat(revision.objects().getFirst().text("data", "tls.crt")).contains("cHVibGlj");
        assertThat(release.items("hooks")).hasSize(1);
    }

    @Test
    void aValueOfNullIsCopiedForItTakesADefaultOfTheChartAway() throws IOException {
        Map<String, Object> release = new LinkedHashMap<>(HelmRevision.tree(packed()));
        release.put("config", Json.readMap("{\"stones\":null,\"mill\":{\"wheel\":null,\"list\":[1,null]}}"));
        Resource copy = CopiedRelease.of(secret(HelmRevision.packed(release)));
        assertThat(HelmRevision.tree(copy)).containsEntry("config", release.get("config"));
        assertThat(HelmRevision.read(copy, "eu-1").values()).contains("stones: null", "wheel: null");
        assertThat(HelmRevision.read(copy, "eu-1").allValues()).doesNotContain("stones");
    }

    @Test
    void whatHelmDidNotWriteIsToldWithoutItsContent() {
        assertThatThrownBy(() -> CopiedRelease.of(secret("Y2FuYXJ5")))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("canary");
    }
}

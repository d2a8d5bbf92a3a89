package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.BuiltinSchemas;
import io.millwright.spi.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The kinds that every cluster serves, from {@code kinds.txt}: as Kubernetes 1.37 lists them, stable versions only. */
final class BuiltinKinds {
    static final KindInfo.StorageKey DEFINITIONS =
            new KindInfo.StorageKey("apiextensions.k8s.io", "customresourcedefinitions");
    private static final List<KindInfo> ALL = read();

    private BuiltinKinds() {}

    static List<KindInfo> all() {
        return ALL;
    }

    private static List<KindInfo> read() {
        try (InputStream in = BuiltinKinds.class.getResourceAsStream("kinds.txt")) {
            if (in == null) {
                throw new IllegalStateException("kinds.txt is missing from this build");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> info(line.split("\\|", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("kinds.txt can't be read", e);
        }
    }

    private static KindInfo info(String[] f) {
        Kind kind = new Kind(f[0], f[1], f[2], f[3], Boolean.parseBoolean(f[8]));
        return new KindInfo(
                kind,
                f[4],
                f[5],
                words(f[6]),
                words(f[7]),
                Boolean.parseBoolean(f[9]),
                Boolean.parseBoolean(f[11]),
                Boolean.parseBoolean(f[10])
                        ? Optional.of(new KindInfo.Scale(".spec.replicas", ".status.replicas", ".spec.selector"))
                        : Optional.empty(),
                () -> BuiltinSchemas.get().of(kind),
                List.of(),
                List.of(),
                false);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}

package io.millwright.sandbox.sim;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The {@code index.yaml} of a Helm repository, made from its archives. */
final class ChartIndex {
    private static final int BLOCK = 512;

    private ChartIndex() {}

    /** The index of those archives, file name to content. Throws when one of them is no chart. */
    static String of(Map<String, byte[]> archives, Instant generated) throws IOException {
        Map<String, List<Map<String, Object>>> entries = new TreeMap<>();
        for (Map.Entry<String, byte[]> archive : archives.entrySet()) {
            Map<String, Object> entry = new LinkedHashMap<>(metadata(archive.getKey(), archive.getValue()));
            entry.put("created", generated.toString());
            entry.put("digest", sha256(archive.getValue()));
            entry.put("urls", List.of("charts/" + archive.getKey()));
            entries.computeIfAbsent(String.valueOf(entry.get("name")), n -> new ArrayList<>())
                    .add(entry);
        }
        entries.values()
                .forEach(l -> l.sort(
                        Comparator.comparing((Map<String, Object> e) -> sortable(String.valueOf(e.get("version"))))
                                .reversed()));
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("apiVersion", "v1");
        index.put("entries", entries);
        index.put("generated", generated.toString());
        return new YAMLMapper().writeValueAsString(index);
    }

    private static String sortable(String version) {
        StringBuilder text = new StringBuilder();
        for (String part : version.split("[.+-]", -1)) {
            text.append(
                            part.chars().allMatch(Character::isDigit)
                                    ? "0".repeat(Math.max(0, 9 - part.length())) + part
                                    : part)
                    .append('.');
        }
        // A pre-release sorts before its release.
        return version.contains("-") ? text.toString() : text + "~";
    }

    private static Map<String, Object> metadata(String file, byte[] archive) throws IOException {
        byte[] tar;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            tar = in.readAllBytes();
        }
        for (int at = 0; at + BLOCK <= tar.length && tar[at] != 0; ) {
            String name = text(tar, at, 100);
            int size = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
            if (name.indexOf('/') == name.lastIndexOf('/') && name.endsWith("/Chart.yaml")) {
                String yaml = new String(tar, at + BLOCK, size, StandardCharsets.UTF_8);
                return new YAMLMapper().readValue(yaml, new TypeReference<>() {});
            }
            at += BLOCK + Math.ceilDiv(size, BLOCK) * BLOCK;
        }
        throw new IOException(file + " holds no Chart.yaml");
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

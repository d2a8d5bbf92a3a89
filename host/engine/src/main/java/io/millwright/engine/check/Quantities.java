package io.millwright.engine.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Compares Kubernetes quantities: the API server may store {@code 1000m} as {@code 1}. */
final class Quantities {
    private static final Map<String, BigDecimal> SUFFIX = Map.ofEntries(
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", new BigDecimal("1000")),
            Map.entry("M", new BigDecimal("1000000")),
            Map.entry("G", new BigDecimal("1000000000")),
            Map.entry("T", new BigDecimal("1000000000000")),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)));

    private Quantities() {}

    static boolean equal(String a, String b) {
        Optional<BigDecimal> left = value(a);
        return left.isPresent()
                && value(b).filter(r -> r.compareTo(left.get()) == 0).isPresent();
    }

    private static Optional<BigDecimal> value(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        BigDecimal factor = SUFFIX.get(text.substring(end));
        if (factor == null || end == 0 || !text.substring(0, end).matches("[0-9]+(\\.[0-9]+)?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.substring(0, end)).multiply(factor));
    }
}

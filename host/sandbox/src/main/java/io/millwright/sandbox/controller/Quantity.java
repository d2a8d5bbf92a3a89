package io.millwright.sandbox.controller;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Kubernetes quantities ({@code 500m}, {@code 2Gi}) and shares ({@code 25%}). */
public final class Quantity {
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", BigDecimal.valueOf(1, 9)),
            Map.entry("u", BigDecimal.valueOf(1, 6)),
            Map.entry("m", BigDecimal.valueOf(1, 3)),
            Map.entry("k", BigDecimal.valueOf(1_000)),
            Map.entry("M", BigDecimal.valueOf(1_000_000)),
            Map.entry("G", BigDecimal.valueOf(1_000_000_000)),
            Map.entry("T", BigDecimal.valueOf(1_000_000_000_000L)),
            Map.entry("P", BigDecimal.valueOf(1_000_000_000_000_000L)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)));

    private Quantity() {}

    /** The number that the quantity stands for; text that is none counts as zero. */
    public static BigDecimal parse(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        BigDecimal unit =
                end == text.length() ? BigDecimal.ONE : UNITS.getOrDefault(text.substring(end), BigDecimal.ZERO);
        try {
            return new BigDecimal(text.substring(0, end)).multiply(unit);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    /** In thousandths, rounded up: what the scheduler counts cpu in. */
    static long milli(String text) {
        return parse(text).movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
    }

    /** Rounded up to whole units: what the scheduler counts bytes in. */
    static long whole(String text) {
        return parse(text).setScale(0, RoundingMode.CEILING).longValue();
    }

    /** {@code 2} or {@code 25%} of a total. */
    static long share(String text, long total, boolean roundUp) {
        if (!text.endsWith("%")) {
            return whole(text);
        }
        long percent = whole(text.substring(0, text.length() - 1));
        return roundUp ? Math.ceilDiv(total * percent, 100) : total * percent / 100;
    }
}

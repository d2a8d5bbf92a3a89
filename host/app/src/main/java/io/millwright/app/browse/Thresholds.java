package io.millwright.app.browse;

import java.util.OptionalDouble;

/** From which part of what there is on a use of processors or memory is called high, and from which very high. */
public record Thresholds(Level cpu, Level memory) {
    /** What holds where nothing is set. */
    public static final Thresholds USUAL = new Thresholds(Level.USUAL, Level.USUAL);

    /**
     * In percent.
     *
     * @param critical not below {@code warning}
     */
    public record Level(int warning, int critical) {
        /** What holds where nothing is set. */
        public static final Level USUAL = new Level(80, 95);

        private String word(String what, OptionalDouble part) {
            double percent = 100 * part.orElse(0);
            return percent >= critical ? what + " very high" : percent >= warning ? what + " high" : "";
        }
    }

    /** What of it is much, in words with a sign; empty when nothing is. */
    public String load(OptionalDouble cpuPart, OptionalDouble memoryPart) {
        String cpuWord = cpu.word("cpu", cpuPart);
        String memoryWord = memory.word("memory", memoryPart);
        String both = cpuWord + (cpuWord.isEmpty() || memoryWord.isEmpty() ? "" : ", ") + memoryWord;
        return both.isEmpty() ? "" : (isVeryHigh(both) ? "✖ " : "▲ ") + both;
    }

    /** Whether those words are of something that is very high. */
    public static boolean isVeryHigh(String load) {
        return load.contains("very");
    }
}

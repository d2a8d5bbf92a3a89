package io.millwright.engine.inspect;

import java.util.ArrayList;
import java.util.List;

/** What differs between two revisions of a Helm release, as lines; secrets' values are left out of both before they are compared. */
public final class HelmDifference {
    private static final int CONTEXT = 3;

    private HelmDifference() {}

    /** The lines, {@code + } and {@code - } before those that differ; none when nothing does. */
    public static List<String> of(HelmRevision before, HelmRevision after) {
        List<String> lines = new ArrayList<>();
        section("chart", chart(before), chart(after), lines);
        section("values", before.values(), after.values(), lines);
        section("manifest", before.manifest(), after.manifest(), lines);
        return lines;
    }

    private static String chart(HelmRevision r) {
        return r.chart() + " " + r.chartVersion() + (r.appVersion().isEmpty() ? "" : " (app " + r.appVersion() + ")");
    }

    private static void section(String name, String before, String after, List<String> lines) {
        List<String> diff = LineDiff.of(before, after, CONTEXT);
        if (!diff.isEmpty()) {
            lines.add(name + ":");
            lines.addAll(diff);
        }
    }
}

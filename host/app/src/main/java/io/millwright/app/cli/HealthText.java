package io.millwright.app.cli;

import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import io.millwright.tui.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Health for a person: of each finding what is wrong, what that means, what was seen where, why, and what to do; the worst instance first,
 * and a single line for one that is in order.
 */
final class HealthText {
    private static final String MARGIN = "    ";
    private static final int LABEL = 10;

    /** Sentences fit into the usual terminal. Titles and what a person types are one line, however long: they are searched and copied. */
    private static final int WIDTH = 80 - MARGIN.length() - LABEL;

    private HealthText() {}

    /** @param leading the options that lead to the same clusters, for the commands */
    static void write(List<Checked> checked, String leading, Console console) {
        checked.stream()
                .sorted(Comparator.comparing(Checked::severity, worstFirst()))
                .forEach(c -> {
                    write(c, leading, console);
                    if (!c.findings().isEmpty()) {
                        console.line("");
                    }
                });
        console.line(count(checked));
        console.out().flush();
    }

    /** One instance: its findings, worst first, or that there are none. */
    static void write(Checked c, String leading, Console console) {
        Instance i = c.instance();
        String name = InstancesCommand.name(i) + " on " + i.id().cluster();
        if (c.findings().isEmpty()) {
            console.painted(console.paint(sign(Severity.OK), Severity.OK) + "  " + console.plain(name) + "  "
                    + nothingFound(c));
            return;
        }
        console.painted(console.bold(name));
        c.findings().forEach(f -> write(f, i, leading, console));
    }

    private static void write(Finding f, Instance instance, String leading, Console console) {
        console.painted(console.paint(sign(f.severity()), f.severity()) + "  " + console.bold(f.title()));
        part("impact", f.impact(), console);
        f.since().ifPresent(s -> part("since", s.toString(), console));
        String label = "evidence";
        for (Evidence e : f.evidence()) {
            part(label, evidence(e), console);
            label = "";
        }
        f.cause().ifPresent(c -> part("cause", c, console));
        label = "remedy";
        for (Remedy r : f.remedies()) {
            part(label, r.title(), console);
            switch (r) {
                case Remedy.Run run ->
                    console.line(MARGIN + " ".repeat(LABEL) + "$ " + HealthCommand.command(run, instance, leading));
                case Remedy.Manual m -> m.text().lines().forEach(l -> console.line(MARGIN + " ".repeat(LABEL + 2) + l));
                case Remedy.NoneKnown _ -> {}
            }
            label = "";
        }
    }

    private static void part(String label, String text, Console console) {
        String first = label;
        for (String piece : Text.wrap(text, WIDTH)) {
            console.line(MARGIN + Text.padEnd(first, LABEL) + piece);
            first = "";
        }
    }

    /** What was seen, and where: {@code instances ready: 2 of 3 (Cluster db/orders, status.readyInstances)}. */
    static String evidence(Evidence e) {
        String where = Stream.of(e.object().map(o -> o.display()).orElse(""), e.field())
                .filter(w -> !w.isBlank())
                .collect(Collectors.joining(", "));
        return e.what() + ": " + e.value() + (where.isEmpty() ? "" : " (" + where + ")");
    }

    static String nothingFound(Checked c) {
        return c.checks() + (c.checks() == 1 ? " check" : " checks") + ", nothing found";
    }

    private static String sign(Severity severity) {
        return severity.sign() + " " + severity.word();
    }

    private static String count(List<Checked> checked) {
        return checked.size()
                + (checked.size() == 1 ? " instance: " : " instances: ")
                + Stream.of(Severity.values())
                        .sorted(worstFirst())
                        .filter(s -> checked.stream().anyMatch(c -> c.severity() == s))
                        .map(s ->
                                checked.stream().filter(c -> c.severity() == s).count() + " " + s.word())
                        .collect(Collectors.joining(", "));
    }

    private static Comparator<Severity> worstFirst() {
        return Comparator.<Severity>naturalOrder().reversed();
    }
}

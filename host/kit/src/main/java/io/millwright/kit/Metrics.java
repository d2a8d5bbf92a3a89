package io.millwright.kit;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program says of itself in Prometheus' text form.
 *
 * @param samples as they came
 */
public record Metrics(List<Sample> samples) {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*\\})?\\s+(\\S+)(?:\\s+-?\\d+)?");

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public Metrics {
        samples = List.copyOf(samples);
    }

    /** One sample; {@code labels} as written, braces included. */
    public record Sample(String name, String labels, double value) {
        /** The value of that label, as written. */
        public Optional<String> label(String label) {
            Matcher m = LABEL.matcher(labels);
            while (m.find()) {
                if (m.group(1).equals(label)) {
                    return Optional.of(m.group(2));
                }
            }
            return Optional.empty();
        }
    }

    /** The metrics of a pod or service; empty when they can't be read. */
    public static Optional<Metrics> read(
            ClusterView view, ObjectRef podOrService, String scheme, int port, String path) {
        try {
            HttpReply reply = view.httpGet(podOrService, scheme, port, path);
            return reply.status() == 200 ? Optional.of(parse(reply.body())) : Optional.empty();
        } catch (ProblemException e) {
            // Metrics are the second source everywhere: whoever asks says what it lacks.
            return Optional.empty();
        }
    }

    /** Lines that are no samples are left out. */
    public static Metrics parse(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher m = LINE.matcher(line.strip());
            if (line.startsWith("#") || !m.matches()) {
                continue;
            }
            number(m.group(3))
                    .ifPresent(v -> samples.add(new Sample(m.group(1), m.group(2) == null ? "" : m.group(2), v)));
        }
        return new Metrics(samples);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text.replace("+Inf", "Infinity")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The first sample of that name whose labels contain that text. */
    public Optional<Double> value(String name, String labelText) {
        return samples.stream()
                .filter(s -> s.name().equals(name) && s.labels().contains(labelText))
                .map(Sample::value)
                .filter(v -> !v.isNaN())
                .findFirst();
    }

    /** The sum of all samples of that name; empty when there is none. */
    public Optional<Double> sum(String name) {
        List<Double> values = samples.stream()
                .filter(s -> s.name().equals(name))
                .map(Sample::value)
                .toList();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.stream().mapToDouble(Double::doubleValue).sum());
    }
}

package io.millwright.sandbox.controller;

import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the programs of a simulated pod do. Image tags and annotations decide, so that a test, a fault or a simulator can ask for trouble:
 *
 * <ul>
 *   <li>an image tag with {@code fault-pull} can't be pulled, one with {@code fault-crash} exits with 1 after two seconds, one with
 *       {@code fault-notready} never gets ready;
 *   <li>annotation {@value #READY} {@code false} keeps the pod running and not ready;
 *   <li>annotation {@value #CRASH} {@code true} makes its containers crash;
 *   <li>annotation {@value #DURATION} (seconds) and {@value #EXIT_CODE} say how long a pod runs that doesn't restart always, and how it
 *       ends; otherwise {@code sleep N}, {@code exit N} and {@code false} in its command are understood, and three seconds are taken.
 * </ul>
 */
public final class PodScript {
    public static final String READY = "sandbox.millwright.io/ready";
    public static final String CRASH = "sandbox.millwright.io/crash";
    public static final String DURATION = "sandbox.millwright.io/duration";
    public static final String EXIT_CODE = "sandbox.millwright.io/exit-code";
    private static final Pattern SLEEP = Pattern.compile("\\bsleep (infinity|inf|\\d+)");
    private static final Pattern EXIT = Pattern.compile("\\bexit (\\d+)|(^| )(false)$");
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private PodScript() {}

    static boolean pullFails(Resource container) {
        return tag(container).contains("fault-pull");
    }

    static boolean crashes(Resource pod, Resource container) {
        return tag(container).contains("fault-crash")
                || pod.annotation(CRASH).filter("true"::equals).isPresent();
    }

    private static String tag(Resource container) {
        String image = container.text("image").orElse("");
        return image.substring(Math.max(image.lastIndexOf(':'), image.lastIndexOf('/')) + 1);
    }

    /** How long after its start a container gets ready; empty for never. */
    static Optional<Duration> readyAfter(Resource pod, Resource container) {
        if (tag(container).contains("fault-notready")
                || pod.annotation(READY).filter("false"::equals).isPresent()) {
            return Optional.empty();
        }
        if (container.at("readinessProbe").isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
        return Optional.of(Duration.ofSeconds(
                1 + container.number("readinessProbe", "initialDelaySeconds").orElse(0L)));
    }

    static boolean restartsAlways(Resource pod) {
        return pod.text("spec", "restartPolicy").orElse("Always").equals("Always");
    }

    /** How long a container of a pod that doesn't restart always runs. */
    static Duration duration(Resource pod, Resource container) {
        Optional<Long> asked = pod.number("metadata", "annotations", DURATION);
        if (asked.isPresent()) {
            return Duration.ofSeconds(asked.get());
        }
        Matcher sleep = SLEEP.matcher(command(container));
        if (sleep.find()) {
            return sleep.group(1).startsWith("inf") ? FOREVER : Duration.ofSeconds(Long.parseLong(sleep.group(1)));
        }
        return Duration.ofSeconds(3);
    }

    static long exitCode(Resource pod, Resource container) {
        Matcher exit = EXIT.matcher(command(container));
        return pod.number("metadata", "annotations", EXIT_CODE).orElseGet(() -> {
            if (!exit.find()) {
                return 0L;
            }
            return exit.group(1) == null ? 1L : Long.parseLong(exit.group(1));
        });
    }

    private static String command(Resource container) {
        List<String> words = new ArrayList<>(container.texts("command"));
        words.addAll(container.texts("args"));
        return String.join(" ", words);
    }
}

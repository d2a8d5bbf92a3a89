package io.millwright.app.screen;

import java.util.List;
import java.util.stream.Stream;

/** All poses of which there are pictures. Each page has one at least; what lies over pages, menu and questions, has some too. */
final class Poses {
    private static final String[] AT_FINDING = {"enter", "enter", "enter"};

    private Poses() {}

    static List<Pose> all() {
        return Stream.of(walks(), DeskPoses.all(), ObjectPoses.all())
                .flatMap(List::stream)
                .toList();
    }

    /** From the fleet, by keys alone. */
    private static List<Pose> walks() {
        return List.of(
                Pose.walk("fleet"),
                Pose.walk("fleet-refused", "right", "right"),
                Pose.walk("instance", "enter", "enter"),
                Pose.walk("instance-health", "enter", "enter", "tab"),
                Pose.walk("instance-guide", "enter", "enter", "tab", "tab"),
                Pose.walk("instance-objects", "enter", "enter", "tab", "tab", "tab"),
                Pose.walk("instance-history", "enter", "enter", "tab", "tab", "tab", "tab"),
                Pose.walk("menu", "enter", "enter", "x"),
                Pose.walk("finding", AT_FINDING),
                Pose.walk("form", after("1")),
                Pose.walk("form-error", after("1", "backspace", "9", "9", "enter")),
                Pose.walk("preview", after("1", "enter")),
                Pose.walk("run", after("1", "enter", "end", "y")),
                Pose.walk("operations", after("1", "enter", "end", "y", "esc", "esc", "esc", "esc", "o")),
                Pose.walk("operation", after("1", "enter", "end", "y", "esc", "esc", "esc", "esc", "o", "enter")),
                Pose.walk("help", "?"),
                Pose.walk("palette", ":", "c", "o", "r", "n"),
                new Pose("plugins", stage -> stage.open(Pose.mills(), "plugins")),
                new Pose("namespaces", stage -> stage.open(Pose.mills(), "namespaces")),
                new Pose("workloads", MixesTest::posed),
                Pose.walk("leave", "q"));
    }

    private static String[] after(String... keys) {
        return Stream.of(AT_FINDING, keys).flatMap(Stream::of).toArray(String[]::new);
    }
}

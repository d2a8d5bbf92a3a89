package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.spi.Activity;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Management;
import io.millwright.spi.Problem;
import io.millwright.spi.Severity;
import io.millwright.tui.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The same words and signs on every page. */
final class Words {
    private Words() {}

    static Sign sign(Severity severity) {
        return switch (severity) {
            case OK -> Sign.OK;
            case INFO -> Sign.INFO;
            case WARNING -> Sign.WARNING;
            case UNKNOWN -> Sign.UNKNOWN;
            case DEGRADED -> Sign.DEGRADED;
            case CRITICAL -> Sign.CRITICAL;
        };
    }

    /** Not checked and not checkable are both unknown: never green. */
    static Severity severity(Optional<Answer<Checked>> health) {
        return health.flatMap(Answer::value).map(Checked::severity).orElse(Severity.UNKNOWN);
    }

    /** The sign of an instance: a change in progress only hides what isn't worse than a warning. */
    static Sign sign(Instance instance, Optional<Answer<Checked>> health) {
        Severity severity = severity(health);
        boolean calm = severity.compareTo(Severity.UNKNOWN) <= 0;
        return switch (instance.activity().state()) {
            case CHANGING, MAINTENANCE -> calm ? Sign.CHANGING : sign(severity);
            case PAUSED -> calm ? Sign.PAUSED : sign(severity);
            case STEADY, STALLED -> sign(severity);
        };
    }

    static String state(Optional<Answer<Checked>> health) {
        return health.map(h -> h.value().map(c -> c.severity().word()).orElse("can't tell"))
                .orElse("checking");
    }

    static String activity(Activity activity) {
        String word = capital(activity.state().name());
        return activity.detail().isEmpty() ? word : word + ": " + activity.detail();
    }

    static String management(Management management) {
        String by = management.by() == Management.By.HELM || management.by() == Management.By.GITOPS
                ? capital(management.by().name())
                : management.by() == Management.By.OLM
                        ? "OLM"
                        : capital(management.by().name());
        return management.reference().isEmpty() ? by : by + " " + management.reference();
    }

    /** Few words for a narrow cell. */
    static String brief(Problem problem) {
        String code = problem.code().orElse("");
        if (code.equals("403") || code.equals("401")) {
            return code.equals("403") ? "forbidden" : "not signed in";
        }
        return problem.why();
    }

    static String gesture(Danger danger, String phrase) {
        return switch (danger) {
            case REVERSIBLE -> "Enter approves";
            case DISRUPTIVE -> "read to the end, then y approves";
            case DESTRUCTIVE, DATA_LOSS -> "a, then type " + phrase;
        };
    }

    /** What stands against a runbook now; empty when nothing does. */
    static String against(Desk.GuideRow row) {
        List<Constraint> standing = row.constraints().stream()
                .filter(c ->
                        c.kind() != Constraint.Kind.CANNOT_TELL || row.info().danger() != Danger.REVERSIBLE)
                .toList();
        return standing.isEmpty()
                ? ""
                : standing.getFirst().reason() + ". " + standing.getFirst().lift();
    }

    static String ago(Instant then, Instant now) {
        return span(Duration.between(then, now)) + " ago";
    }

    /** {@code 12 s}, {@code 4 min}, {@code 3 h}, {@code 5 d}. */
    static String span(Duration duration) {
        long s = Math.max(0, duration.toSeconds());
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min";
        }
        return s < 48 * 3600 ? s / 3600 + " h" : s / 86400 + " d";
    }

    /** {@code 0:41}, {@code 1:02:03}. */
    static String clock(Duration duration) {
        long s = Math.max(0, duration.toSeconds());
        return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    static String capital(String name) {
        return name.isEmpty()
                ? ""
                : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String count(int n, String singular) {
        return n + " " + singular + (n == 1 ? "" : "s");
    }
}

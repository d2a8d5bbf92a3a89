package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.Severity;

/** What the process says when it ends. Stable: scripts depend on it. */
public final class ExitCode {
    /** Done. For {@code health}: everything is OK. */
    public static final int DONE = 0;
    /** Failed. For {@code health}: at least one warning, nothing worse. */
    public static final int FAILED = 1;
    /** {@code health}: something is degraded or critical. */
    public static final int DEGRADED = 2;
    /** {@code health}: something could not be told, and nothing known is degraded or critical. */
    public static final int UNKNOWN = 3;
    /** The command was wrong. */
    public static final int USAGE = 64;
    /** Something stands against it now; it may work later. */
    public static final int BLOCKED = 75;
    /** The cluster, or a guard of Millwright, doesn't permit it. */
    public static final int DENIED = 77;

    /** Ctrl-C. */
    public static final int CANCELLED = 130;

    private ExitCode() {}

    static int of(Problem problem) {
        String code = problem.code().orElse("");
        if (code.equals("401") || code.equals("403") || code.equals("denied")) {
            return DENIED;
        }
        if (code.equals("blocked")) {
            return BLOCKED;
        }
        return problem.kind() == Problem.Kind.USER ? USAGE : FAILED;
    }

    static int of(Severity worst) {
        return switch (worst) {
            case OK, INFO -> DONE;
            case WARNING -> FAILED;
            case DEGRADED, CRITICAL -> DEGRADED;
            case UNKNOWN -> UNKNOWN;
        };
    }
}

package io.millwright.app.cli;

import io.millwright.app.support.CrashReports;
import io.millwright.engine.Redaction;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.function.IntSupplier;

/** Runs something for an operator: whatever goes wrong is told as a problem and becomes an exit code. */
final class Guarded {
    private Guarded() {}

    /** Never throws for what an operator can cause. */
    static int run(List<String> arguments, Format format, Console console, IntSupplier body) {
        try {
            return body.getAsInt();
        } catch (ProblemException e) {
            return ended(e.problem(), format, console);
        } catch (CommandCancelled e) {
            console.remark("Cancelled.");
            return ExitCode.CANCELLED;
        } catch (RuntimeException | LinkageError e) { // a fault before there are services, so that there is no report
            return ended(
                    Problem.internal("run the command", Redaction.text("millwright " + String.join(" ", arguments)), e),
                    format,
                    console);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /**
     * What to throw on for an exception: what was foreseen as it is; else the problem that names the report of it, which is written here.
     *
     * @param command the command's words, without what was given to them
     */
    static RuntimeException reported(Throwable thrown, String command, CrashReports crashes) {
        return switch (thrown) {
            case ProblemException foreseen -> foreseen;
            case CommandCancelled stopped -> stopped;
            default -> new ProblemException(crashes.report("run the command", command, thrown), thrown);
        };
    }

    /** Tells the problem; gives its exit code. */
    static int ended(Problem problem, Format format, Console console) {
        ProblemText.write(problem, format, console);
        return ExitCode.of(problem);
    }
}

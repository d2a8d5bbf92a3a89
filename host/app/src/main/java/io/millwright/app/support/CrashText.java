package io.millwright.app.support;

import io.millwright.app.Version;
import io.millwright.engine.browse.ApiCall;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A crash as text. What an exception says may quote what it was about, a Secret's value as well as anything else, and nobody can tell by its
 * look: it is kept where the virtual machine itself wrote it, of names in the code alone, and left out everywhere else.
 */
final class CrashText {
    /** More would hide what matters. */
    private static final int CALLS = 50;

    private static final int FRAMES = 200;
    private static final int CAUSES = 10;

    private CrashText() {}

    static String of(Instant at, String attempted, String on, Throwable fault, List<ApiCall> calls) {
        StringBuilder out = new StringBuilder();
        line(out, "Millwright " + Version.PROGRAM + " (contract " + Version.CONTRACT + ")");
        line(out, "at " + at + ", in thread " + Thread.currentThread().getName());
        line(out, "could not " + attempted + " on " + on);
        Platform.lines().forEach(l -> line(out, l));
        line(out, "");
        stack(out, fault);
        line(out, "");
        line(out, "The last calls to clusters, newest first (" + calls.size() + " known):");
        for (ApiCall call : calls.subList(0, Math.min(CALLS, calls.size()))) {
            line(
                    out,
                    "  " + call.at() + " " + call.context() + " " + call.method() + " " + call.path() + " -> "
                            + call.result());
        }
        return out.toString();
    }

    /** The exception's class, and its words where they can't quote anything. */
    static String name(Throwable fault) {
        String message = fault.getMessage();
        String name = fault.getClass().getName();
        return message == null ? name : name + (harmless(fault) ? ": " + message : "");
    }

    private static void stack(StringBuilder out, Throwable fault) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable at = fault;
        String before = "";
        while (at != null && seen.size() < CAUSES && seen.add(at)) {
            String message = at.getMessage();
            line(
                    out,
                    before
                            + name(at)
                            + (message == null || harmless(at)
                                    ? ""
                                    : " (its words, " + message.length()
                                            + " characters, are left out: they may quote data)"));
            StackTraceElement[] frames = at.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                line(out, "  at " + frames[i]);
            }
            at = at.getCause();
            before = "caused by ";
        }
    }

    private static boolean harmless(Throwable fault) {
        return switch (fault) {
            case NullPointerException _, ClassCastException _, IndexOutOfBoundsException _ -> fromTheMachine(fault);
            case ArithmeticException _, NegativeArraySizeException _, ArrayStoreException _ -> fromTheMachine(fault);
            case LinkageError _, VirtualMachineError _ -> true;
            default -> false;
        };
    }

    /** Libraries throw these, too, with words of their own; the machine's come from where no exception was made by hand. */
    private static boolean fromTheMachine(Throwable fault) {
        String message = String.valueOf(fault.getMessage());
        return message.startsWith("Cannot ")
                || message.startsWith("class ")
                || message.matches("(Index|Range):? [\\[\\]\\d, -]+ (out of bounds for length|Size:) -?\\d+")
                || message.matches("-?\\d+|/ by zero");
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }
}

package io.millwright.app.screen;

import io.millwright.app.page.Answer;
import io.millwright.app.page.DeskEffect;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A program of the user's own that runs beside the screen. What it says is read, so that it never waits for a reader; the last line is told. */
final class UserProgramRun {
    /** So much of the end of what it says is kept. */
    private static final int KEPT = 4096;

    private UserProgramRun() {}

    /** Starts it and blocks until it has ended; when the thread is interrupted, it is ended too, with the programs that it has started. */
    static void run(DeskEffect.StartProgram wanted, Consumer<Answer<String>> told, Supplier<Instant> now)
            throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(wanted.command()).redirectErrorStream(true);
        builder.environment().putAll(wanted.environment());
        try {
            Process process = builder.start();
            told.accept(Answer.of("Started: " + wanted.says() + ".", now.get()));
            try {
                process.getOutputStream().close();
                Tail tail = new Tail(process.getInputStream());
                Thread reader = Thread.ofVirtual().start(tail);
                int status = process.waitFor();
                reader.join();
                told.accept(Answer.of(ended(wanted.says(), status, tail.lastLine()), now.get()));
            } finally {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        } catch (IOException failed) {
            told.accept(Answer.failed(
                    Problem.user(
                            "start a program of your own",
                            wanted.command().getFirst(),
                            String.valueOf(failed.getMessage()),
                            "Correct 'run' under 'programs' in the settings file."),
                    now.get()));
        }
    }

    private static String ended(String says, int status, String last) {
        return "Ended" + (status == 0 ? "" : " with status " + status) + ": " + says + "."
                + (last.isEmpty() ? "" : " It said: " + last);
    }

    /** Reads to the end and keeps the end. */
    private static final class Tail implements Runnable {
        private final InputStream from;
        private byte[] kept = {};

        Tail(InputStream from) {
            this.from = from;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[KEPT];
            try (from) {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    byte[] all = Arrays.copyOf(kept, kept.length + read);
                    System.arraycopy(buffer, 0, all, kept.length, read);
                    kept = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT), all.length);
                }
            } catch (IOException over) {
                // It was ended from outside: what it has said until then is what there is.
            }
        }

        /** Asked when the reader has ended. */
        String lastLine() {
            return new String(kept, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce("", (_, last) -> last)
                    .strip();
        }
    }
}

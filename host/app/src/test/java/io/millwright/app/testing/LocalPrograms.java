package io.millwright.app.testing;

import io.millwright.engine.port.Forward;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A container whose programs are those of this machine. */
public record LocalPrograms() implements Pods {
    /** A program of a test's own. */
    public interface Talking {
        int talk(ProgramAsk ask, Talk talk) throws InterruptedException;
    }

    /** A container in which only that program runs, whatever is called. */
    public static Pods talking(Talking program) {
        return new Pods() {
            @Override
            public int talk(ProgramAsk ask, Talk talk) throws InterruptedException {
                return program.talk(ask, talk);
            }

            @Override
            public Forward forward(ObjectRef to, int port, int localPort) {
                throw new AssertionError(to);
            }
        };
    }

    @Override
    public int talk(ProgramAsk ask, Talk talk) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(ask.command()).start();
            Thread feeding = Thread.ofVirtual().start(() -> {
                try (var in = process.getOutputStream()) {
                    talk.input().transferTo(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            process.getInputStream().transferTo(talk.output());
            process.getErrorStream().transferTo(talk.error());
            int code = process.waitFor();
            feeding.join();
            return code;
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.CLUSTER,
                            ask.attempted(),
                            "cluster town",
                            "the connection failed: " + e.getMessage(),
                            "Try again.",
                            Optional.of("connection")),
                    e);
        }
    }

    @Override
    public Forward forward(ObjectRef to, int port, int localPort) {
        throw new AssertionError(to);
    }
}

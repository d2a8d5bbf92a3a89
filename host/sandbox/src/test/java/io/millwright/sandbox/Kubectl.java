package io.millwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real kubectl, pointed at a sandbox. */
final class Kubectl {
    private final Path program;
    private final Path folder;
    private final Path config;

    Kubectl(Path program, Path folder, String kubeconfig) throws IOException {
        this.program = program;
        this.folder = folder;
        this.config = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    }

    /** A kubectl of this machine, the lab's first; empty where there is none. */
    static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of("/opt/k8s/bin"), Stream.of(path.split(":")))
                .filter(p -> !p.isEmpty())
                .map(p -> Path.of(p, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    record Result(int code, String out, String err) {
        /** The whole output, for messages. */
        String all() {
            return "exit " + code + "\n" + out + err;
        }
    }

    /** Runs it and expects success; gives what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        Result result = attempt("", arguments);
        assertThat(result.code())
                .as("kubectl %s: %s", String.join(" ", arguments), result.all())
                .isZero();
        return result.out();
    }

    /** Runs it with that YAML as standard input and expects success. */
    String feed(String yaml, String... arguments) throws IOException, InterruptedException {
        Result result = attempt(yaml, arguments);
        assertThat(result.code())
                .as("kubectl %s: %s", String.join(" ", arguments), result.all())
                .isZero();
        return result.out();
    }

    Result attempt(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--kubeconfig",
                config.toString(),
                "--cache-dir",
                folder.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectError(err.toFile())
                .start();
        String out;
        try (var stream = process.getInputStream()) {
            out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("kubectl didn't end: " + command);
        }
        return new Result(process.exitValue(), out, Files.readString(err));
    }
}

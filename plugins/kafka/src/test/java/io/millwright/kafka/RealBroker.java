package io.millwright.kafka;

import io.millwright.spi.Simulator.Output;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A single Kafka node with controller and broker, of the jars on the class path, and the command-line tools as they lie in a broker's pod. One
 * process, which ends with {@link #close}.
 */
final class RealBroker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final String ID = "MkU3OEVBNTcwNTJENDM2Qk";

    private final Path folder;
    private final int port;
    private final Process process;

    /** @param more further lines of its configuration */
    RealBroker(Path folder, String more) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = free();
        Path properties = Files.writeString(
                folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%2$d
                listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                %4$s
                """.formatted(port, free(), folder.resolve("data"), more));
        tools();
        Output formatted = runs(java("kafka.tools.StorageTool", "format", "-t", ID, "-c", properties.toString()));
        if (formatted.exitCode() != 0) {
            throw new IllegalStateException("the broker's disk can't be formatted: " + formatted);
        }
        this.process = new ProcessBuilder(java("kafka.Kafka", properties.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        await();
    }

    /** Whether Kafka's jars are on the class path: they are with the Maven profile {@code broker}. */
    static boolean possible() {
        return System.getProperty("java.class.path", "").contains("kafka_2.13");
    }

    String address() {
        return "localhost:" + port;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The scripts that the image has below {@code bin}. */
    private void tools() throws IOException {
        tool("kafka-topics.sh", "org.apache.kafka.tools.TopicCommand");
        tool("kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer");
        tool("kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer");
        tool("kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand");
    }

    private void tool(String name, String main) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path script = Files.writeString(
                bin.resolve(name), "#!/bin/bash\nexec '" + String.join("' '", java(main)) + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void await() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", port), 1000);
                return;
            } catch (IOException e) {
                // Not yet: it is asked again until the deadline or its end.
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(
                "the broker doesn't answer:\n" + Files.readString(folder.resolve("broker.log")));
    }

    /** Runs a command as it would be run in the broker's pod. */
    Output runs(List<String> command) throws IOException, InterruptedException {
        File out = Files.createTempFile(folder, "out", "").toFile();
        File err = Files.createTempFile(folder, "err", "").toFile();
        Process running = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err)
                .start();
        if (!running.waitFor(2, TimeUnit.MINUTES)) {
            running.destroyForcibly();
            throw new IllegalStateException("a command doesn't end: " + command.getLast());
        }
        return new Output(running.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

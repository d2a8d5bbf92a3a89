package io.millwright.app.e2e;

import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.sandbox.sim.ToolSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A fleet for {@code host/bench/fleet}: simulated clusters with every tool, each behind a way on which every request takes a while longer.
 * Arguments: where its kubeconfig is written, how many clusters, milliseconds on the way to the first of them, and to each other. It is ready
 * when it says so, and ends with its input.
 */
final class FleetStand {
    /** Time of the clusters in which what was planted grows up; afterwards it stands, so that they cost nothing by themselves. */
    private static final Duration GROWTH = Duration.ofMinutes(10);

    private FleetStand() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path kubeconfig = Path.of(args[0]);
        List<ClusterSpec> specs = IntStream.rangeClosed(1, Integer.parseInt(args[1]))
                .mapToObj(i -> new ClusterSpec("fleet-%02d".formatted(i), i % 2 == 0 ? "healthy" : "findings"))
                .toList();
        List<ToolSimulator> simulators = AllTools.all().entrySet().stream()
                .map(t -> new ToolSimulator(t.getKey(), t.getValue().simulator().orElseThrow()))
                .toList();
        Instant now = Instant.now().minus(GROWTH);
        try (Sandbox sandbox =
                Sandbox.start(new SandboxOptions(specs, simulators, 1, Optional.empty(), 0, Optional.of(now)))) {
            String text = sandbox.kubeconfig();
            List<Way> ways = new ArrayList<>();
            for (RunningCluster cluster : sandbox.clusters()) {
                cluster.advance(GROWTH);
                Way way = Way.to(cluster.url(), Integer.parseInt(args[ways.isEmpty() ? 2 : 3]));
                ways.add(way);
                text = text.replace(cluster.url().toString(), way.uri().toString());
            }
            Files.writeString(kubeconfig, text);
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
            for (Way way : ways) {
                way.door().close();
            }
        }
    }

    /** Passes connections on; what a client sends, a whole request at a time, is held back for a while. */
    private record Way(ServerSocket door, URI to, int millis) {
        static Way to(URI server, int millis) throws IOException {
            Way way = new Way(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), server, millis);
            Thread.ofVirtual().start(way::open);
            return way;
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + door.getLocalPort());
        }

        private void open() {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    Socket server = new Socket(to.getHost(), to.getPort());
                    client.setTcpNoDelay(true);
                    server.setTcpNoDelay(true);
                    Thread.ofVirtual().start(() -> pass(client, server, millis));
                    Thread.ofVirtual().start(() -> pass(server, client, 0));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private static void pass(Socket from, Socket to, int millis) {
            byte[] some = new byte[65536];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(some); n >= 0; n = in.read(some)) {
                    TimeUnit.MILLISECONDS.sleep(millis);
                    out.write(some, 0, n);
                }
            } catch (IOException ended) {
                // One side has hung up, as it may; the other is told by closing it.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

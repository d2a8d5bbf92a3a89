package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the measures of the rows in sight cost, counted on the connection. */
class UsageBytesTest {
    private static final int IN_SIGHT = 40;
    private static final int EVERY_SECONDS = 15;
    private static final int PERMITTED = 5 * 1024;
    private static final Pattern SERVER = Pattern.compile("server: (\\S+)");

    private final AtomicLong bytes = new AtomicLong();

    @TempDir
    private Path folder;

    private static Resource pod(int number) {
        List<Map<String, Object>> containers = new ArrayList<>();
        for (String name : List.of("main", "proxy", "metrics-exporter")) {
            containers.add(Map.of("name", name, "image", "registry.example.org/" + name + ":1"));
        }
        return Resource.of(
                        Kind.POD,
                        "default",
                        "checkout-7d9f8b6c5d-x" + number,
                        Map.of("spec", Map.of("nodeName", "town-a", "containers", containers)))
                .with(
                        Map.of(
                                "app.kubernetes.io/name", "checkout",
                                "app.kubernetes.io/instance", "checkout-blue",
                                "app.kubernetes.io/managed-by", "Helm",
                                "pod-template-hash", "7d9f8b6c5d"),
                        "metadata",
                        "labels");
    }

    @Test
    void theRowsInSightCostLessThanAPageMayWhileNothingHappens() throws Exception {
        try (Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));
                ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<String> places = new ArrayList<>();
            for (int i = 0; i < IN_SIGHT; i++) {
                places.add("default/" + town.create(Kind.POD, pod(i)).name());
            }
            town.until(t -> t.view().list(Kind.POD, io.millwright.spi.Selector.in("default")).stream()
                    .allMatch(p ->
                            p.text("status", "phase").filter("Running"::equals).isPresent()));
            String kubeconfig = counted(town.kubeconfig(), door);
            try (KubeClusters clusters =
                    new KubeClusters(KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), kubeconfig)))) {
                // The first time also asks what the cluster serves.
                assertThat(Usage.ofSome(clusters.open("town"), places)).hasSize(IN_SIGHT);
                bytes.set(0);
                assertThat(Usage.ofSome(clusters.open("town"), places)).hasSize(IN_SIGHT);
                assertThat(bytes.get() / EVERY_SECONDS).isBetween(100L, PERMITTED * 9L / 10);
            }
        }
    }

    /** The kubeconfig of a way to the same server on which all bytes are counted. */
    private String counted(String kubeconfig, ServerSocket door) {
        Matcher server = SERVER.matcher(kubeconfig);
        assertThat(server.find()).isTrue();
        URI to = URI.create(server.group(1));
        Thread.startVirtualThread(() -> {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    Socket api = new Socket(to.getHost(), to.getPort());
                    Thread.startVirtualThread(() -> pass(client, api));
                    Thread.startVirtualThread(() -> pass(api, client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return kubeconfig.replace(server.group(1), "http://127.0.0.1:" + door.getLocalPort());
    }

    private void pass(Socket from, Socket to) {
        byte[] some = new byte[65536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                bytes.addAndGet(n);
                out.write(some, 0, n);
            }
        } catch (IOException ended) {
            // One side has hung up, as it may; the other is told by closing it.
            return;
        }
    }
}

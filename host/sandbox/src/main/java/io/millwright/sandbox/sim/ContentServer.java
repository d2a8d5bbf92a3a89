package io.millwright.sandbox.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves on loopback what the tools' projects publish: Helm charts as one repository, and release manifests. Charts are asked of the simulators
 * when they are first wanted.
 */
public final class ContentServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ToolSimulator> tools;

    private ContentServer(HttpServer server, List<ToolSimulator> tools) {
        this.server = server;
        this.tools = List.copyOf(tools);
    }

    /** Starts serving on that port of loopback, 0 for any. */
    public static ContentServer start(List<ToolSimulator> tools, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ContentServer result = new ContentServer(http, tools);
        http.createContext("/", result::handle);
        http.setExecutor(result.threads);
        http.start();
        return result;
    }

    /** The repository's address, with {@code index.yaml} below it. */
    public URI charts() {
        return base().resolve("/charts-repository");
    }

    /** Where that release's manifest is. */
    public URI release(String tool, String version) {
        return base().resolve("/releases/" + tool + "/" + version + ".yaml");
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/charts-repository/index.yaml")) {
                answer(exchange, 200, "application/yaml", utf8(ChartIndex.of(archives(), Instant.EPOCH)));
            } else if (path.startsWith("/charts-repository/charts/")) {
                byte[] archive = archives().get(path.substring(path.lastIndexOf('/') + 1));
                if (archive == null) {
                    answer(exchange, 404, "text/plain", utf8("no such chart\n"));
                } else {
                    answer(exchange, 200, "application/gzip", archive);
                }
            } else if (path.startsWith("/releases/") && path.endsWith(".yaml")) {
                release(exchange, path.substring("/releases/".length(), path.length() - ".yaml".length()));
            } else {
                answer(exchange, 404, "text/plain", utf8("not found\n"));
            }
        } catch (RuntimeException e) {
            answer(exchange, 500, "text/plain", utf8("the simulator failed: " + e + "\n"));
        }
    }

    private void release(HttpExchange exchange, String rest) throws IOException {
        int slash = rest.indexOf('/');
        String tool = slash < 0 ? rest : rest.substring(0, slash);
        String version = rest.substring(slash + 1);
        List<Resource> objects = tools.stream()
                .filter(t -> t.tool().equals(tool))
                .findFirst()
                .map(t -> t.simulator().release(version))
                .orElse(List.of());
        if (objects.isEmpty()) {
            answer(exchange, 404, "text/plain", utf8("no release " + version + " of " + tool + "\n"));
        } else {
            answer(exchange, 200, "application/yaml", utf8(yaml(objects)));
        }
    }

    /** The objects as one YAML stream. */
    static String yaml(List<Resource> objects) throws JsonProcessingException {
        YAMLMapper mapper = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .build();
        StringBuilder text = new StringBuilder();
        for (Resource object : objects) {
            text.append(mapper.writeValueAsString(object.content()));
        }
        return text.toString();
    }

    private Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        tools.forEach(t -> all.putAll(t.simulator().charts()));
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.millwright.logging.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.HttpCall;
import java.util.Map;
import java.util.Optional;

/** What fluent-bit's own server says. */
final class FluentBitPages {
    private FluentBitPages() {}

    static Optional<HttpReply> answer(SimulatedCluster world, HttpCall call) {
        Optional<Resource> pod = world.get(call.object())
                .filter(p -> call.object().kind().equals(Kind.POD)
                        && p.label("app.kubernetes.io/name").orElse("").equals("fluent-bit"));
        boolean failing = world.fault(Faults.OUTPUT_FAILING);
        return pod.flatMap(p -> switch (call.path()) {
            case "/" -> ok(Json.map("fluent-bit", Json.map("version", "5.1.1")));
            case "/api/v2/health" ->
                Optional.of(new HttpReply(
                        failing ? 500 : 200,
                        Json.text(Json.map(
                                "status",
                                failing ? "error" : "ok",
                                "errors",
                                failing ? 12L : 0L,
                                "retries_failed",
                                0L))));
            case "/api/v1/metrics" -> ok(Json.map("output", Json.map("es.0", output(failing))));
            case "/api/v1/storage" ->
                ok(Json.map(
                        "storage_layer",
                        Json.map("chunks", Json.map("fs_chunks", failing ? 240L : 2L)),
                        "input_chunks",
                        Json.map("tail.0", Json.map("status", Json.map("overlimit", failing)))));
            default -> Optional.empty();
        });
    }

    private static Map<String, Object> output(boolean failing) {
        return Json.map(
                "proc_records",
                9000L,
                "errors",
                failing ? 12L : 0L,
                "retries",
                failing ? 80L : 0L,
                "retries_failed",
                failing ? 7L : 0L,
                "dropped_records",
                failing ? 350L : 0L);
    }

    private static Optional<HttpReply> ok(Map<String, Object> content) {
        return Optional.of(new HttpReply(200, Json.text(content)));
    }
}

package io.millwright.vault.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Resource;
import io.millwright.spi.Simulator.HttpCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Stores of keys and values, version 2, of which the newest version alone is kept: enough to see that a snapshot brings data back. */
final class Store {
    /** Where the memory has it: a JSON object by path. */
    static final String KEPT = "kept";

    private static final String MOUNTS = "/v1/sys/mounts/";
    private final Memory memory;

    Store(Memory memory) {
        this.memory = memory;
    }

    HttpReply reply(HttpCall call, String path) {
        if (path.startsWith(MOUNTS) && call.method().equals("POST")) {
            keep("/v1/" + path.substring(MOUNTS.length()) + "/data/", Map.of());
            return new HttpReply(204, "");
        }
        Resource all = all();
        if (all.content().keySet().stream().noneMatch(m -> m.endsWith("/data/") && path.startsWith(m))) {
            return ServerApi.error(404, "no handler for route");
        }
        if (call.method().equals("POST")) {
            keep(path, ServerApi.body(call).at("data").orElse(Map.of()));
            return answer(Json.map("version", 1L));
        }
        Optional<Object> found = all.at(path);
        return found.isPresent()
                ? answer(Json.map("data", found.get()))
                : new HttpReply(404, Json.text(Map.of("errors", java.util.List.of())));
    }

    private static HttpReply answer(Map<String, Object> data) {
        return ServerApi.ok(Json.map("data", data));
    }

    private Resource all() {
        return memory.has(KEPT) ? Yaml.document(memory.get(KEPT), KEPT) : new Resource(Map.of());
    }

    private void keep(String path, Object data) {
        Map<String, Object> next = new LinkedHashMap<>(all().content());
        next.put(path, data);
        memory.set(KEPT, Json.text(next));
    }
}

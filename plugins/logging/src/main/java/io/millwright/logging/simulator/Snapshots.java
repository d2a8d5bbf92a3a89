package io.millwright.logging.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Store;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories, snapshots and their schedules. */
final class Snapshots {
    private final SimulatedCluster world;
    private final Store state;

    Snapshots(SimulatedCluster world, Store state) {
        this.world = world;
        this.state = state;
    }

    static boolean handles(String path) {
        return path.startsWith("/_snapshot") || path.startsWith("/_slm");
    }

    private static List<String> words(String path) {
        return List.of(path.substring(1).split("/"));
    }

    Optional<?> read(String path) {
        List<String> w = words(path);
        if (path.equals("/_slm/policy")) {
            Map<String, Object> all = new LinkedHashMap<>();
            state.all("slm").forEach((n, p) -> all.put(n, policy(p)));
            return Optional.of(all);
        }
        return switch (w.size()) {
            case 1 -> {
                Map<String, Object> all = new LinkedHashMap<>();
                state.all("repo").forEach((n, r) -> all.put(n, r.content()));
                yield Optional.of(all);
            }
            case 2 ->
                path.startsWith("/_slm")
                        ? Optional.empty()
                        : state.find("repo", w.get(1)).map(r -> Json.map(w.get(1), r.content()));
            case 3 ->
                path.startsWith("/_slm")
                        ? state.find("slm", w.get(2)).map(p -> Json.map(w.get(2), policy(p)))
                        : snapshots(w.get(1), w.get(2));
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> policy(Resource p) {
        Map<String, Object> all = Json.map("policy", p.content());
        p.number("done").ifPresent(t -> all.put("last_success", Json.map("time", t)));
        return all;
    }

    private Optional<?> snapshots(String repository, String name) {
        List<Object> found = new ArrayList<>();
        state.all("snap").forEach((n, s) -> {
            if (n.startsWith(repository + ".") && (name.equals("_all") || n.equals(repository + "." + name))) {
                found.add(s.content());
            }
        });
        return found.isEmpty() && !name.equals("_all") ? Optional.empty() : Optional.of(Json.map("snapshots", found));
    }

    Optional<?> change(String method, String path, Resource body) {
        List<String> w = words(path);
        if (path.startsWith("/_slm/policy/") && w.size() == 3) {
            state.put("slm", w.get(2), body.content());
            return Optional.of(Json.map("acknowledged", true));
        }
        if (method.equals("DELETE")) {
            state.remove(
                    w.size() == 2 ? "repo" : "snap",
                    path.substring("/_snapshot/".length()).replace('/', '.'));
            return Optional.of(Json.map("acknowledged", true));
        }
        if (w.size() == 2) {
            state.put("repo", w.get(1), body.content());
            return Optional.of(Json.map("acknowledged", true));
        }
        if (state.find("repo", w.get(1)).isEmpty()) {
            return Optional.empty();
        }
        if (w.getLast().equals("_verify")) {
            return Optional.of(Json.map("nodes", Json.map("id", Json.map("name", "node"))));
        }
        return w.getLast().equals("_restore") ? restore(w.get(1), w.get(2), body) : take(w.get(1), w.get(2), body);
    }

    private Optional<?> take(String repository, String name, Resource body) {
        List<String> indices = state.all("index").keySet().stream()
                .filter(i -> body.text("indices")
                        .filter(x -> !x.equals("*"))
                        .map(x -> matches(x, i))
                        .orElse(true))
                .toList();
        state.put(
                "snap",
                repository + "." + name,
                Json.map(
                        "snapshot",
                        name,
                        "state",
                        "SUCCESS",
                        "version",
                        "9.5.0",
                        "indices",
                        indices,
                        "end_time_in_millis",
                        world.now().toEpochMilli()));
        return Optional.of(Json.map("accepted", true));
    }

    private Optional<?> restore(String repository, String name, Resource body) {
        return state.find("snap", repository + "." + name).map(s -> {
            String pattern = body.text("indices").orElse("*");
            s.texts("indices").stream()
                    .filter(i -> matches(pattern, i))
                    .forEach(i -> state.put(
                            "index",
                            body.text("rename_replacement").orElse("$1").replace("$1", i),
                            Json.map("rep", 0L, "docs", 100L, "bytes", 1000000L)));
            return Json.map("accepted", true);
        });
    }

    private static boolean matches(String pattern, String index) {
        return List.of(pattern.split(",")).stream()
                .anyMatch(p -> index.matches(p.replace(".", "\\.").replace("*", ".*")));
    }
}

package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects that a new Elasticsearch is made of. */
final class EsSpec {
    private EsSpec() {}

    static Resource elasticsearch(Request request) {
        Map<String, Object> memory = Tree.of("memory", request.input("memory"));
        Map<String, Object> container = Tree.of(
                "name",
                "elasticsearch",
                "resources",
                Tree.of("requests", Tree.of("cpu", "500m", "memory", request.input("memory")), "limits", memory));
        Map<String, Object> pod = new LinkedHashMap<>();
        pod.put("containers", List.of(container));
        if (request.input("mmap").equals("raise")) {
            pod.put(
                    "initContainers",
                    List.of(Tree.of(
                            "name",
                            "sysctl",
                            "command",
                            List.of("sh", "-c", "sysctl -w vm.max_map_count=1048576"),
                            "securityContext",
                            Tree.of("privileged", true, "runAsUser", 0L))));
        }
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("accessModes", List.of("ReadWriteOnce"));
        claim.put("resources", Tree.of("requests", Tree.of("storage", request.input("storage"))));
        if (!request.input("storage-class").isEmpty()) {
            claim.put("storageClassName", request.input("storage-class"));
        }
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("name", "default");
        set.put("count", request.number("nodes"));
        if (request.input("mmap").equals("off")) {
            set.put("config", Tree.of("node.store.allow_mmap", false));
        }
        set.put("podTemplate", Tree.of("spec", pod));
        set.put("volumeClaimTemplates", List.of(Tree.of("metadata", Tree.of("name", Names.DATA_CLAIM), "spec", claim)));
        return Resource.of(
                Names.ES,
                request.input("namespace"),
                request.input("name"),
                Tree.of(
                        "spec",
                        Tree.of(
                                "version",
                                request.input("version"),
                                "volumeClaimDeletePolicy",
                                Names.KEEP_VOLUMES,
                                "nodeSets",
                                List.of(set))));
    }

    static Resource kibana(String namespace, String name, String version) {
        return Resource.of(
                Names.KB,
                namespace,
                name,
                Tree.of("spec", Tree.of("version", version, "count", 1L, "elasticsearchRef", Tree.of("name", name))));
    }
}

package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a pod's volume comes from, in one line. */
final class VolumeText {
    private VolumeText() {}

    static String source(Resource volume) {
        Optional<String> type = volume.content().keySet().stream()
                .filter(k -> !k.equals("name"))
                .findFirst();
        return type.map(t -> source(t, volume)).orElse("an empty directory");
    }

    private static String source(String type, Resource v) {
        return switch (type) {
            case "persistentVolumeClaim" ->
                "claim " + v.text(type, "claimName").orElse("")
                        + (v.flag(type, "readOnly").orElse(false) ? ", read-only" : "");
            case "secret" -> "Secret " + v.text(type, "secretName").orElse("") + keys(v, type) + optional(v, type);
            case "configMap" -> "ConfigMap " + v.text(type, "name").orElse("") + keys(v, type) + optional(v, type);
            case "emptyDir" ->
                "an empty directory"
                        + v.text(type, "medium")
                                .filter(m -> m.equals("Memory"))
                                .map(_ -> " in memory")
                                .orElse("")
                        + v.text(type, "sizeLimit").map(s -> ", up to " + s).orElse("");
            case "hostPath" ->
                "the node's " + v.text(type, "path").orElse("")
                        + v.text(type, "type")
                                .filter(t -> !t.isEmpty())
                                .map(t -> ", " + t)
                                .orElse("");
            case "projected" ->
                v.items(type, "sources").stream().map(VolumeText::projected).collect(Collectors.joining(" + "));
            case "downwardAPI" -> "fields of the pod";
            case "nfs" ->
                "NFS " + v.text(type, "server").orElse("") + ":"
                        + v.text(type, "path").orElse("");
            case "csi" -> "CSI driver " + v.text(type, "driver").orElse("");
            case "image" -> "image " + v.text(type, "reference").orElse("");
            case "ephemeral" ->
                "a claim of the pod's own: "
                        + claim(sub(v.at(type, "volumeClaimTemplate").orElse(Map.of())));
            default -> type + " " + Lines.inline(v.textMap(type));
        };
    }

    private static Resource sub(Object value) {
        return new Resource(Map.of("it", value));
    }

    private static String projected(Resource source) {
        return source.text("secret", "name")
                .map(n -> "Secret " + n)
                .or(() -> source.text("configMap", "name").map(n -> "ConfigMap " + n))
                .or(() -> source.at("serviceAccountToken")
                        .map(_ -> "the account's token"
                                + source.text("serviceAccountToken", "audience")
                                        .map(a -> " for " + a)
                                        .orElse("")))
                .or(() -> source.at("downwardAPI").map(_ -> "fields of the pod"))
                .or(() -> source.text("clusterTrustBundle", "name").map(n -> "trust bundle " + n))
                .orElseGet(() -> String.join(", ", source.content().keySet()));
    }

    private static String keys(Resource v, String type) {
        List<String> keys = v.items(type, "items").stream()
                .flatMap(i -> i.text("key").stream())
                .toList();
        return keys.isEmpty() ? "" : ", keys " + String.join(", ", keys);
    }

    private static String optional(Resource v, String type) {
        return v.flag(type, "optional").orElse(false) ? ", if it is there" : "";
    }

    /** What a claim template below {@code it} asks for. */
    static String claim(Resource template) {
        return template.text("it", "spec", "resources", "requests", "storage").orElse("")
                + template.text("it", "spec", "storageClassName")
                        .map(c -> " of class " + c)
                        .orElse("")
                + ", " + String.join(", ", template.texts("it", "spec", "accessModes"));
    }

    /** The same of one that stands in a list. */
    static String claimTemplate(Resource template) {
        return template.name() + ": " + claim(sub(template.content()));
    }
}

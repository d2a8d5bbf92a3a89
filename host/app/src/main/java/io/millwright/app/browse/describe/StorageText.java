package io.millwright.app.browse.describe;

import io.millwright.app.browse.Faults;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims, volumes and classes of them. */
final class StorageText {
    private static final String[][] CLASS = {
        {"provisioner", "provisioner"},
        {"reclaim", "reclaimPolicy"},
        {"binding", "volumeBindingMode"},
        {"expansion", "allowVolumeExpansion"}
    };

    private StorageText() {}

    static void claim(Resource o, Lines lines) {
        lines.head("PersistentVolumeClaim");
        phase(o, lines);
        lines.field("volume", o.text("spec", "volumeName"));
        lines.field("class", o.text("spec", "storageClassName"));
        lines.field(
                "size",
                o.text("spec", "resources", "requests", "storage").orElse("?") + " asked for, "
                        + o.text("status", "capacity", "storage").orElse("nothing") + " there");
        modes(o, lines);
        lines.field("made from", source(o));
        lines.selector("selector", o, "spec", "selector");
        lines.field("attributes", o.text("spec", "volumeAttributesClassName"));
        lines.field("resizing", Lines.inline(o.textMap("status", "allocatedResourceStatuses")));
    }

    private static Optional<String> source(Resource o) {
        return o.text("spec", "dataSourceRef", "name")
                .map(n -> o.text("spec", "dataSourceRef", "kind").orElse("") + " " + n)
                .or(() -> o.text("spec", "dataSource", "name")
                        .map(n -> o.text("spec", "dataSource", "kind").orElse("") + " " + n));
    }

    private static void phase(Resource o, Lines lines) {
        o.text("status", "phase").ifPresent(p -> lines.field("phase", p, Faults.bad("phase", p)));
    }

    private static void modes(Resource o, Lines lines) {
        lines.field(
                "access",
                String.join(", ", o.texts("spec", "accessModes"))
                        + o.text("spec", "volumeMode")
                                .filter(m -> !m.equals("Filesystem"))
                                .map(m -> ", " + m)
                                .orElse(""));
    }

    static void volume(Resource o, Lines lines) {
        lines.head("PersistentVolume");
        phase(o, lines);
        lines.field("reason", o.text("status", "message"));
        lines.field(
                "claim",
                o.text("spec", "claimRef", "name")
                        .map(n -> o.text("spec", "claimRef", "namespace").orElse("") + "/" + n));
        lines.field("class", o.text("spec", "storageClassName"));
        lines.field("size", o.text("spec", "capacity", "storage"));
        modes(o, lines);
        lines.field("reclaim", o.text("spec", "persistentVolumeReclaimPolicy"));
        lines.field("mounted with", String.join(", ", o.texts("spec", "mountOptions")));
        source(o, lines);
        List<String> places = new ArrayList<>();
        for (Resource term : o.items("spec", "nodeAffinity", "required", "nodeSelectorTerms")) {
            term.items("matchExpressions")
                    .forEach(e -> places.add(e.text("key").orElse("") + " "
                            + e.text("operator").orElse("") + " " + String.join(", ", e.texts("values"))));
        }
        lines.section("Nodes", places);
    }

    /** Where the data is: by its driver, or the one field that names a place. */
    private static void source(Resource o, Lines lines) {
        if (o.at("spec", "csi").isPresent()) {
            lines.field("driver", o.text("spec", "csi", "driver"));
            lines.field("handle", o.text("spec", "csi", "volumeHandle"));
            lines.field("file system", o.text("spec", "csi", "fsType"));
            lines.map("attributes", o.textMap("spec", "csi", "volumeAttributes"));
            return;
        }
        for (String type : List.of("local", "hostPath", "nfs", "iscsi", "fc", "cephfs", "rbd")) {
            Map<String, String> where = o.textMap("spec", type);
            if (!where.isEmpty()) {
                lines.field(type, Lines.inline(where));
            }
        }
    }

    static void storageClass(Resource o, Lines lines) {
        lines.head("StorageClass");
        lines.fields(o, CLASS);
        if (o.annotation("storageclass.kubernetes.io/is-default-class")
                .filter("true"::equals)
                .isPresent()) {
            lines.field("default", "yes: of claims that name no class");
        }
        lines.field("mounted with", String.join(", ", o.texts("mountOptions")));
        lines.map("parameters", o.textMap("parameters"));
        List<String> places = new ArrayList<>();
        o.items("allowedTopologies")
                .forEach(t -> t.items("matchLabelExpressions")
                        .forEach(e ->
                                places.add(e.text("key").orElse("") + " " + String.join(", ", e.texts("values")))));
        lines.section("Topologies", places);
    }
}

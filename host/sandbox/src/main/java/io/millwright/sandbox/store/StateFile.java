package io.millwright.sandbox.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster's state as a JSON file. */
final class StateFile {
    private static final String FORMAT = "millwright-sandbox/1";

    record State(List<Resource> objects, long version) {
        /** Definitions before the objects whose kinds they make. */
        List<Resource> definitionsFirst() {
            List<Resource> sorted = new ArrayList<>(objects);
            sorted.sort((a, b) -> Boolean.compare(isDefinition(b), isDefinition(a)));
            return sorted;
        }

        private static boolean isDefinition(Resource object) {
            return object.kind().equals("CustomResourceDefinition");
        }
    }

    private StateFile() {}

    static void write(Path file, List<Resource> objects, long version) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("resourceVersion", version);
        root.put("objects", objects.stream().map(Resource::content).toList());
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder to write into: " + file);
        }
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, ".sandbox", ".part");
        new ObjectMapper().writeValue(part.toFile(), root);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static State read(Path file) throws IOException {
        Map<String, Object> root = new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
        if (!FORMAT.equals(root.get("format"))) {
            throw new IOException(file + " is no state file of this version: its format is " + root.get("format")
                    + ", not " + FORMAT);
        }
        List<Resource> objects = new ArrayList<>();
        if (root.get("objects") instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> map) {
                    objects.add(new Resource(io.millwright.sandbox.schema.Tree.copy(map)));
                }
            }
        }
        return new State(objects, root.get("resourceVersion") instanceof Number n ? n.longValue() : 1);
    }
}

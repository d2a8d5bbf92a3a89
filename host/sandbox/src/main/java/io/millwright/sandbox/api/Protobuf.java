package io.millwright.sandbox.api;

import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.store.ApiError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads Kubernetes' protobuf bodies: {@code kubectl create deployment}, {@code auth can-i} and other typed clients send nothing else. The
 * field numbers are those of Kubernetes 1.37.2's types (Apache License 2.0), in {@code protobuf-1.37.txt.gz}: a line {@code = package.Type},
 * then for each field its number, JSON name ({@code ^} when inlined), cardinality (1, p for a pointer, r for a list, m for a map) and type.
 */
final class Protobuf {
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final String RESOURCE = "protobuf-1.37.txt.gz";

    private record Field(String name, char cardinality, String type) {}

    private final Map<String, Map<Integer, Field>> messages;

    private Protobuf(Map<String, Map<Integer, Field>> messages) {
        this.messages = messages;
    }

    private static final class Holder {
        private static final Protobuf ONLY = load();

        private static Protobuf load() {
            Map<String, Map<Integer, Field>> messages = new HashMap<>();
            try (InputStream in = Protobuf.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is missing from this build");
                }
                Map<Integer, Field> current = new HashMap<>();
                for (String line : new BufferedReader(
                                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
                        .lines()
                        .toList()) {
                    String[] words = line.split(" ");
                    if (words[0].equals("=")) {
                        current = new HashMap<>();
                        messages.put(words[1], current);
                    } else {
                        current.put(Integer.parseInt(words[0]), new Field(words[1], words[2].charAt(0), words[3]));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + " can't be read", e);
            }
            return new Protobuf(messages);
        }
    }

    /** The object in that body, as JSON would say it. Throws 400 when it can't be read. */
    static Map<String, Object> read(byte[] body) {
        if (body.length < 4 || !ByteBuffer.wrap(body, 0, 4).equals(ByteBuffer.wrap(MAGIC))) {
            throw ApiError.badRequest("the body is no protobuf object of Kubernetes");
        }
        try {
            return Holder.ONLY.object(ByteBuffer.wrap(body, 4, body.length - 4).slice());
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw ApiError.badRequest("the protobuf body can't be read: " + e);
        }
    }

    private Map<String, Object> object(ByteBuffer in) {
        String apiVersion = "";
        String kind = "";
        ByteBuffer raw = ByteBuffer.allocate(0);
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag >>> 3 == 1) {
                ByteBuffer type = bytes(in);
                while (type.hasRemaining()) {
                    boolean version = varint(type) >>> 3 == 1;
                    String text = text(bytes(type));
                    apiVersion = version ? text : apiVersion;
                    kind = version ? kind : text;
                }
            } else if (tag >>> 3 == 2) {
                raw = bytes(in);
            } else {
                skip(in, tag);
            }
        }
        String message = message(apiVersion, kind);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.putAll(message(message, raw));
        return object;
    }

    private String message(String apiVersion, String kind) {
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "core";
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        String name = group.split("\\.")[0] + "/" + version + "." + kind;
        return messages.containsKey(name) ? name : "meta/v1." + kind;
    }

    private Map<String, Object> message(String type, ByteBuffer in) {
        Map<Integer, Field> fields = messages.getOrDefault(type, Map.of());
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            Field field = fields.get((int) (tag >>> 3));
            if (field == null) {
                skip(in, tag);
            } else {
                field(field, (int) (tag & 7), in, map);
            }
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    private void field(Field field, int wire, ByteBuffer in, Map<String, Object> map) {
        if (field.name().equals("^")) {
            map.putAll(message(field.type().substring(2), bytes(in)));
            return;
        }
        switch (field.cardinality()) {
            case 'r' ->
                ((List<Object>) map.computeIfAbsent(field.name(), k -> new ArrayList<>()))
                        .add(value(field.type(), wire, in));
            case 'm' -> {
                ByteBuffer entry = bytes(in);
                String key = "";
                Object value = "";
                while (entry.hasRemaining()) {
                    long tag = varint(entry);
                    if (tag >>> 3 == 1) {
                        key = text(bytes(entry));
                    } else {
                        value = value(field.type(), (int) (tag & 7), entry);
                    }
                }
                ((Map<String, Object>) map.computeIfAbsent(field.name(), k -> new LinkedHashMap<>())).put(key, value);
            }
            default -> {
                Object value = value(field.type(), wire, in);
                // Go writes zero values of plain fields, which its JSON leaves out.
                if (field.cardinality() == 'p' || !zero(value)) {
                    map.put(field.name(), value);
                }
            }
        }
    }

    private static boolean zero(Object value) {
        return switch (value) {
            case String s -> s.isEmpty();
            case Long n -> n == 0;
            case Boolean b -> !b;
            case Map<?, ?> m -> m.isEmpty();
            case List<?> l -> l.isEmpty();
            default -> false;
        };
    }

    private Object value(String type, int wire, ByteBuffer in) {
        if (type.startsWith("m:")) {
            return type.equals("m:STRINGS") ? strings(bytes(in)) : message(type.substring(2), bytes(in));
        }
        return switch (type) {
            case "i" -> varint(in);
            case "t" -> varint(in) != 0;
            case "d" -> wire == 1 ? Double.longBitsToDouble(Long.reverseBytes(in.getLong())) : (Object) varint(in);
            case "b" -> Base64.getEncoder().encodeToString(array(bytes(in)));
            case "Q" -> first(bytes(in));
            case "I" -> intOrString(bytes(in));
            case "T", "U" -> time(bytes(in));
            case "D" -> duration(bytes(in));
            case "R" -> raw(bytes(in));
            case "s" -> text(bytes(in));
            default -> throw new IllegalArgumentException("a field of type " + type);
        };
    }

    private static List<Object> strings(ByteBuffer in) {
        List<Object> all = new ArrayList<>();
        while (in.hasRemaining()) {
            varint(in);
            all.add(text(bytes(in)));
        }
        return all;
    }

    private static String first(ByteBuffer in) {
        String text = "";
        while (in.hasRemaining()) {
            varint(in);
            text = text(bytes(in));
        }
        return text;
    }

    private static Object intOrString(ByteBuffer in) {
        long[] numbers = new long[3];
        String text = "";
        while (in.hasRemaining()) {
            long tag = varint(in);
            if ((tag & 7) == 0) {
                numbers[(int) Math.min(2, tag >>> 3)] = varint(in);
            } else {
                text = text(bytes(in));
            }
        }
        return numbers[1] == 0 ? (Object) numbers[2] : text;
    }

    private static String time(ByteBuffer in) {
        long seconds = 0;
        long nanos = 0;
        boolean any = in.hasRemaining();
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag >>> 3 == 1) {
                seconds = varint(in);
            } else {
                nanos = varint(in);
            }
        }
        return any ? Instant.ofEpochSecond(seconds, nanos).toString() : "";
    }

    private static String duration(ByteBuffer in) {
        varint(in);
        return BigDecimal.valueOf(Duration.ofNanos(varint(in)).toMillis(), 3)
                        .stripTrailingZeros()
                        .toPlainString() + "s";
    }

    private static Object raw(ByteBuffer in) {
        byte[] text = new byte[0];
        while (in.hasRemaining()) {
            varint(in);
            text = array(bytes(in));
        }
        try {
            return text.length == 0
                    ? Map.of()
                    : Optional.ofNullable(new Json().value(text)).orElse(Map.of());
        } catch (IOException e) {
            throw new IllegalArgumentException("embedded JSON: " + e.getMessage(), e);
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        int length = Math.toIntExact(varint(in));
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a field of " + length + " bytes in " + in.remaining());
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static void skip(ByteBuffer in, long tag) {
        switch ((int) (tag & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> bytes(in);
            case 5 -> in.getInt();
            default -> throw new IllegalArgumentException("wire type " + (tag & 7));
        }
    }

    private static byte[] array(ByteBuffer in) {
        byte[] array = new byte[in.remaining()];
        in.get(array);
        return array;
    }

    private static String text(ByteBuffer in) {
        return new String(array(in), StandardCharsets.UTF_8);
    }
}

package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Secrets and ConfigMaps hold: keys with how much is under them; short values of config maps, and never one of a secret. */
final class DataText {
    private static final int SHORT = 80;

    private DataText() {}

    static void data(Resource object, Map<String, Long> sizes, Lines lines) {
        boolean secret = object.kind().equals("Secret");
        lines.head(secret ? "Secret" : "Data");
        if (secret) {
            lines.field("type", object.text("type"));
        }
        if (object.flag("immutable").orElse(false)) {
            lines.field("immutable", "yes");
        }
        Map<String, String> texts = object.textMap("data");
        List<String> keys = new ArrayList<>();
        texts.forEach((key, value) -> keys.add(line(key, secret ? "" : value, size(key, value, sizes))));
        object.textMap("binaryData")
                .forEach((key, value) -> keys.add(line(key, "", size(key, value, sizes) + ", binary")));
        if (keys.isEmpty()) {
            lines.plain("  no keys");
            return;
        }
        keys.stream().limit(Lines.MANY).forEach(lines::plain);
        if (keys.size() > Lines.MANY) {
            lines.plain("  … " + (keys.size() - Lines.MANY) + " more");
        }
    }

    private static String line(String key, String value, String size) {
        boolean shown =
                !value.isEmpty() && value.length() <= SHORT && !value.strip().contains("\n");
        long rows = value.lines().count();
        return "  %-30s %s%s"
                .formatted(
                        key,
                        size + (!shown && rows > 1 ? ", " + rows + " lines" : ""),
                        shown ? "  " + Lines.cut(Concealed.value(key, value)) : "");
    }

    private static String size(String key, String value, Map<String, Long> sizes) {
        long bytes = sizes.getOrDefault(key, (long) value.length());
        if (bytes < 1024) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }
}

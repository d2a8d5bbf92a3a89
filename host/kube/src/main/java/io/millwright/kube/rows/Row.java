package io.millwright.kube.rows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One printed object. The cells lie in one array of bytes and become text only when they are asked for. Immutable. */
public final class Row {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final RowKey key;
    private final String uid;
    private final long created;
    private final byte[] text;
    private final int[] ends;

    private Row(RowKey key, String uid, long created, byte[] text, int[] ends) {
        this.key = key;
        this.uid = uid;
        this.created = created;
        this.text = text;
        this.ends = ends;
    }

    /** A row of these cells; uid and time of creation are empty where the server wasn't asked for them. */
    public static Row of(RowKey key, Optional<String> uid, Optional<Instant> created, List<String> cells) {
        int[] ends = new int[cells.size()];
        byte[][] parts = new byte[cells.size()][];
        int length = 0;
        for (int i = 0; i < ends.length; i++) {
            parts[i] = cells.get(i).getBytes(StandardCharsets.UTF_8);
            length += parts[i].length;
            ends[i] = length;
        }
        byte[] text = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, text, at, part.length);
            at += part.length;
        }
        return new Row(key, uid.orElse(""), created.map(Instant::getEpochSecond).orElse(UNKNOWN), text, ends);
    }

    public RowKey key() {
        return key;
    }

    /** Which object it is; empty as long as only namespace and name are known. Nothing may act on such a row. */
    public Optional<String> uid() {
        return uid.isEmpty() ? Optional.empty() : Optional.of(uid);
    }

    /** When the object was made, to the second. The age in the cells is frozen at the moment the server sent it. */
    public Optional<Instant> created() {
        return created == UNKNOWN ? Optional.empty() : Optional.of(Instant.ofEpochSecond(created));
    }

    public int cells() {
        return ends.length;
    }

    /** The text of a cell; empty where the row has fewer cells. */
    public String cell(int index) {
        if (index < 0 || index >= ends.length) {
            return "";
        }
        int from = index == 0 ? 0 : ends[index - 1];
        return new String(text, from, ends[index] - from, StandardCharsets.UTF_8);
    }

    /** Whether a screen that shows the other row would show this one in the same way. */
    boolean same(Row other) {
        return key.equals(other.key)
                && uid.equals(other.uid)
                && created == other.created
                && Arrays.equals(ends, other.ends)
                && Arrays.equals(text, other.text);
    }

    @Override
    public String toString() {
        return key.namespace() + "/" + key.name();
    }
}

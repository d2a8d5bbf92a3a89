package io.millwright.engine.journal;

import io.millwright.engine.json.Json;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads journals and checks their chain. */
public final class JournalReader {
    private JournalReader() {}

    /**
     * What a journal holds.
     *
     * @param records every sound record, in order
     * @param soundBytes where the sound part ends
     * @param lastHash the hash of the last sound record
     * @param torn a last line that was not written whole
     * @param broken what is wrong before the end: a changed or missing line
     */
    public record Contents(
            List<Map<String, Object>> records,
            long soundBytes,
            String lastHash,
            Optional<String> torn,
            Optional<String> broken) {
        public Contents {
            records = List.copyOf(records);
        }
    }

    /** Reads it; a file that isn't there is an empty journal. */
    public static Contents read(Path file) throws IOException {
        return of(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }

    /** The same of a journal's text. */
    public static Contents of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of its bytes: a crash may cut the last line in the middle of a letter. */
    static Contents of(byte[] bytes) {
        List<Map<String, Object>> records = new ArrayList<>();
        String previous = Journal.FIRST;
        int at = 0;
        while (at < bytes.length) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean whole = end < bytes.length;
            Optional<Map<String, Object>> record =
                    whole ? sound(bytes, at, end, previous, records.size()) : Optional.empty();
            if (record.isEmpty()) {
                String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
                boolean last = end >= bytes.length - 1;
                return last
                        ? new Contents(records, at, previous, Optional.of(line), Optional.empty())
                        : new Contents(
                                records,
                                at,
                                previous,
                                Optional.empty(),
                                Optional.of("line " + (records.size() + 1) + " doesn't fit the chain"));
            }
            records.add(record.get());
            previous = String.valueOf(record.get().get("h"));
            at = end + 1;
        }
        return new Contents(records, at, previous, Optional.empty(), Optional.empty());
    }

    private static Optional<Map<String, Object>> sound(byte[] bytes, int from, int to, String previous, int sequence) {
        try {
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
            return sound(line, previous, sequence);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, Object>> sound(String line, String previous, int sequence) {
        try {
            Map<String, Object> record = Json.readMap(line);
            boolean fits = previous.equals(record.get("prev"))
                    && String.valueOf(sequence).equals(String.valueOf(record.get("seq")))
                    && Journal.hash(record).equals(record.get("h"));
            return fits ? Optional.of(record) : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}

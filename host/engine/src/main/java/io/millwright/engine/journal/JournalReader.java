package io.millwright.engine.journal;

import io.millwright.engine.json.Json;
import io.millwright.spi.ProblemException;
import java.io.IOException;
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
        return of(Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "");
    }

    /** The same of a journal's text. */
    public static Contents of(String text) {
        List<Map<String, Object>> records = new ArrayList<>();
        String previous = Journal.FIRST;
        long sound = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            boolean last = end < 0 || end == text.length() - 1;
            String line = text.substring(at, end < 0 ? text.length() : end);
            Optional<Map<String, Object>> record = end < 0 ? Optional.empty() : sound(line, previous, records.size());
            if (record.isEmpty()) {
                return last
                        ? new Contents(records, sound, previous, Optional.of(line), Optional.empty())
                        : new Contents(
                                records,
                                sound,
                                previous,
                                Optional.empty(),
                                Optional.of("line " + (records.size() + 1) + " doesn't fit the chain"));
            }
            records.add(record.get());
            previous = String.valueOf(record.get().get("h"));
            at = end + 1;
            sound = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        }
        return new Contents(records, sound, previous, Optional.empty(), Optional.empty());
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

package io.millwright.postgres.cnpg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Positions in the write-ahead log, as PostgreSQL writes them: {@code 0/3000148}. */
public final class Lsn {
    private static final Pattern FILE = Pattern.compile("[0-9A-F]{24}");
    private static final Pattern LSN = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    private Lsn() {}

    /** How many bytes {@code to} is ahead of {@code from}; never below 0; empty when one of them is no position. */
    public static Optional<Long> between(String from, String to) {
        return position(from).flatMap(f -> position(to).map(t -> Math.max(0, t - f)));
    }

    /** Whether the first is at or after the second; false when one of them is no position. */
    public static boolean reaches(String position, String least) {
        return position(position).flatMap(p -> position(least).map(l -> p >= l)).orElse(false);
    }

    /** Where the segment of that file begins; empty for a file that is no segment, such as a timeline's history. */
    public static Optional<String> ofFile(String wal, long segment) {
        return FILE.matcher(wal).matches()
                ? Optional.of("%X/%X"
                        .formatted(
                                Long.parseLong(wal.substring(8, 16), 16),
                                Long.parseLong(wal.substring(16, 24), 16) * segment))
                : Optional.empty();
    }

    private static Optional<Long> position(String lsn) {
        Matcher m = LSN.matcher(lsn.strip());
        return m.matches()
                ? Optional.of((Long.parseLong(m.group(1), 16) << 32) + Long.parseLong(m.group(2), 16))
                : Optional.empty();
    }
}

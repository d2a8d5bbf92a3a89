package io.millwright.postgres.simulator;

import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;

/**
 * A position in the WAL. It follows from the cluster's age, so that nothing has to be written for time to pass: a segment of 16 MB is filled
 * every five minutes.
 *
 * @param timeline the timeline
 * @param position bytes since the beginning
 */
record Wal(long timeline, long position) {
    static final Duration SEGMENT_TIME = Duration.ofMinutes(5);
    private static final long SEGMENT = 16L << 20;

    static Wal at(Resource cluster, Instant when) {
        Instant created = cluster.text("metadata", "creationTimestamp")
                .map(Instant::parse)
                .orElse(when);
        long seconds = Math.max(0, Duration.between(created, when).toSeconds());
        long timeline = cluster.number("status", "timelineID").orElse(1L);
        long base = cluster.annotation(Marks.WAL_BASE).map(Long::parseLong).orElse(0L);
        return new Wal(timeline, base + 3 * SEGMENT + seconds * SEGMENT / SEGMENT_TIME.toSeconds() / 8 * 8);
    }

    /** {@code 0/3000148}. */
    String lsn() {
        return "%X/%X".formatted(position >>> 32, position & 0xFFFFFFFFL);
    }

    /** The segment's file: timeline, log and segment in hexadecimal. */
    String file() {
        return file(0);
    }

    /** The file that many segments before. */
    String file(long before) {
        long number = Math.max(1, position / SEGMENT - before);
        return "%08X%08X%08X".formatted(timeline, number >>> 8, number & 0xFF);
    }
}

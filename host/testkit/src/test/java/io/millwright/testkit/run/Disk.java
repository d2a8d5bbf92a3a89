package io.millwright.testkit.run;

import io.millwright.engine.journal.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk of a journal, which gets full or outlives the process as a test wants it. One thread. */
final class Disk {
    /** The process dies when so many more records are on the disk; below zero it lives. */
    int recordsToLive = -1;
    /** It dies as it is about to write the last of these, which is lost. */
    boolean lastRecordLost;
    /** The disk is full after so many more records; below zero it has room. */
    int recordsToFit = -1;

    /** What {@code kill -9} is to a test. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** That file, until something happens. */
    Journal.Medium of(Journal.Medium file) {
        return new Journal.Medium() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (recordsToFit >= 0 && --recordsToFit < 0) {
                    throw new IOException("No space left on device");
                }
                if (recordsToLive == 0 && lastRecordLost) {
                    throw new Killed();
                }
                file.write(bytes);
                if (recordsToLive >= 0 && --recordsToLive < 0) {
                    throw new Killed();
                }
            }

            @Override
            public void force() throws IOException {
                file.force();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}

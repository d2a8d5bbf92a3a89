package io.millwright.kube.rows;

/** What a watch of Tables says. */
public sealed interface TableEvent {
    /** The object is there, new or changed. */
    record Put(Row row, String version) implements TableEvent {}

    /** The object is gone. */
    record Gone(RowKey key, String version) implements TableEvent {}

    /** Nothing happened up to this version. */
    record Bookmark(String version) implements TableEvent {}

    /** The watch is over; the server's code and reason. */
    record Failed(int code, String why) implements TableEvent {
        /** Whether the version is too old, so that the rows have to be listed anew. */
        public boolean expired() {
            return code == 410;
        }
    }
}

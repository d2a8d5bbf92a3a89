package io.millwright.app.page;

/**
 * How the lines of logs are shown.
 *
 * @param times whether with the time of each
 * @param fields whether lines that are JSON are taken apart
 */
record LogsLook(boolean times, boolean fields) {
    static final LogsLook START = new LogsLook(false, false);

    LogsLook turnedTimes() {
        return new LogsLook(!times, fields);
    }

    LogsLook turnedFields() {
        return new LogsLook(times, !fields);
    }
}

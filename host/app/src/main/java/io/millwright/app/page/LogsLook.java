package io.millwright.app.page;

/**
 * How the lines of logs are shown.
 *
 * @param times whether with the time of each
 * @param fields whether lines that are JSON are taken apart
 * @param stopped whether their user wants no more of them
 */
record LogsLook(boolean times, boolean fields, boolean stopped) {
    static final LogsLook START = new LogsLook(false, false, false);

    LogsLook turnedTimes() {
        return new LogsLook(!times, fields, stopped);
    }

    LogsLook turnedFields() {
        return new LogsLook(times, !fields, stopped);
    }

    LogsLook stopped(boolean now) {
        return new LogsLook(times, fields, now);
    }
}

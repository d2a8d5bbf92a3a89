package io.millwright.app.page;

/**
 * How the lines of logs are shown.
 *
 * @param times whether with the time of each
 * @param fields whether lines that are JSON are taken apart
 * @param stopped whether no more of them are wanted
 * @param wrapped whether long lines are broken, or cut at the edge
 * @param locked whether time and source stay where they are while the text is scrolled sideways
 */
record LogsLook(boolean times, boolean fields, boolean stopped, boolean wrapped, boolean locked) {
    static final LogsLook START = new LogsLook(false, false, false, false, true);

    LogsLook turnedTimes() {
        return new LogsLook(!times, fields, stopped, wrapped, locked);
    }

    LogsLook turnedFields() {
        return new LogsLook(times, !fields, stopped, wrapped, locked);
    }

    LogsLook turnedWrap() {
        return new LogsLook(times, fields, stopped, !wrapped, locked);
    }

    LogsLook turnedLock() {
        return new LogsLook(times, fields, stopped, wrapped, !locked);
    }

    LogsLook stopped(boolean now) {
        return new LogsLook(times, fields, now, wrapped, locked);
    }
}

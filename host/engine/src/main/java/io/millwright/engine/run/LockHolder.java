package io.millwright.engine.run;

import io.millwright.spi.Intent;
import io.millwright.spi.Resource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds an instance's lock, as its Lease tells; what two operators need to find each other.
 *
 * @param id of this one acquisition, random
 * @param run the run that holds it
 * @param title what that run does
 * @param by who, as the API server knows them
 * @param host from which machine
 * @param since when it was taken
 * @param intent what the run is for; empty when a version wrote it that didn't say
 */
record LockHolder(String id, String run, String title, String by, String host, String since, Optional<Intent> intent) {
    private static final String PREFIX = "millwright.io/lock-";

    Map<String, Object> annotations() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(PREFIX + "id", id);
        map.put(PREFIX + "run", run);
        map.put(PREFIX + "title", title);
        map.put(PREFIX + "by", by);
        map.put(PREFIX + "host", host);
        map.put(PREFIX + "since", since);
        intent.ifPresent(i -> map.put(PREFIX + "intent", i.name()));
        return map;
    }

    static LockHolder read(Resource lease) {
        return new LockHolder(
                text(lease, "id"),
                text(lease, "run"),
                text(lease, "title"),
                text(lease, "by"),
                text(lease, "host"),
                text(lease, "since"),
                intent(text(lease, "intent")));
    }

    private static Optional<Intent> intent(String name) {
        return Arrays.stream(Intent.values()).filter(i -> i.name().equals(name)).findFirst();
    }

    private static String text(Resource lease, String name) {
        return lease.text("metadata", "annotations", PREFIX + name).orElse("");
    }

    String display() {
        return by + " on " + host + " since " + since + ", by run " + run + " (" + title + ")";
    }
}

package io.millwright.sandbox.store;

import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of which a client has seen a part: the rest is kept as it was, for five minutes. Guarded by the store's lock. */
final class Pages {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MOST = 64;

    private record Snapshot(List<Resource> items, long version, Instant taken) {}

    private final Clock clock;
    private final Map<Long, Snapshot> snapshots = new LinkedHashMap<>();
    private long last;

    Pages(Clock clock) {
        this.clock = clock;
    }

    Page first(List<Resource> items, long version, long limit) {
        if (limit <= 0 || items.size() <= limit) {
            return new Page(items, version, "", 0);
        }
        long id = ++last;
        snapshots.put(id, new Snapshot(items, version, clock.instant()));
        if (snapshots.size() > MOST) {
            snapshots.remove(snapshots.keySet().iterator().next());
        }
        return part(id, items, version, 0, limit);
    }

    Page next(String token, long limit) {
        long[] place = read(token)
                .orElseThrow(
                        () -> ApiError.badRequest("continue key is not valid: illegal base64 data or unknown form"));
        Optional<Snapshot> snapshot = Optional.ofNullable(snapshots.get(place[0]))
                .filter(s -> s.taken().plus(LIFE).isAfter(clock.instant()));
        if (snapshot.isEmpty()) {
            throw ApiError.expired(
                    "The provided continue parameter is too old to display a consistent list result. You can start a new list without"
                            + " the continue parameter.");
        }
        Snapshot s = snapshot.get();
        return part(
                place[0],
                s.items(),
                s.version(),
                (int) place[1],
                limit <= 0 ? s.items().size() : limit);
    }

    void forgetAll() {
        snapshots.clear();
    }

    private static Page part(long id, List<Resource> items, long version, int from, long limit) {
        int to = (int) Math.min(items.size(), from + limit);
        int remaining = items.size() - to;
        String next = remaining == 0
                ? ""
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("page " + id + " " + to).getBytes(StandardCharsets.UTF_8));
        return new Page(items.subList(Math.min(from, to), to), version, next, remaining);
    }

    private static Optional<long[]> read(String token) {
        try {
            String[] words = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ");
            return words.length == 3 && words[0].equals("page")
                    ? Optional.of(new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])})
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package io.millwright.kube;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Which kinds the API server serves. A yes is remembered; a no only for a moment, as an operator may be being installed. Thread-safe. */
final class Discovery {
    private static final Duration NO_HOLDS = Duration.ofSeconds(3);

    private final Transport transport;
    private final LongSupplier nanos;
    private final Map<String, Served> versions = new ConcurrentHashMap<>();

    private record Served(List<Kind> kinds, long at) {}

    Discovery(Transport transport, LongSupplier nanos) {
        this.transport = transport;
        this.nanos = nanos;
    }

    boolean serves(Kind kind) {
        Optional<Served> known = Optional.ofNullable(versions.get(kind.apiVersion()));
        if (known.isPresent()
                && (has(known.get(), kind) || nanos.getAsLong() - known.get().at() < NO_HOLDS.toNanos())) {
            return has(known.get(), kind);
        }
        return has(fetch(kind.apiVersion()), kind);
    }

    /** The kind of that name, asked anew when it isn't known yet. */
    Optional<Kind> find(String apiVersion, String kind) {
        return Optional.ofNullable(versions.get(apiVersion))
                .flatMap(s -> named(s, kind))
                .or(() -> named(fetch(apiVersion), kind));
    }

    private static boolean has(Served served, Kind kind) {
        return served.kinds().stream().anyMatch(k -> k.plural().equals(kind.plural()));
    }

    private static Optional<Kind> named(Served served, String kind) {
        return served.kinds().stream().filter(k -> k.kind().equals(kind)).findFirst();
    }

    private Served fetch(String apiVersion) {
        Call call = Call.get("discover what " + apiVersion + " serves", Paths.version(apiVersion));
        Reply reply = transport.send(call);
        List<Kind> kinds;
        if (reply.status() == 404) {
            kinds = List.of();
        } else if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        } else {
            kinds = reply
                    .object()
                    .orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply))
                    .items("resources")
                    .stream()
                    .filter(r -> !r.text("name").orElse("").contains("/"))
                    .map(r -> kind(apiVersion, r))
                    .toList();
        }
        Served served = new Served(kinds, nanos.getAsLong());
        versions.put(apiVersion, served);
        return served;
    }

    private static Kind kind(String apiVersion, Resource entry) {
        int slash = apiVersion.indexOf('/');
        return new Kind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                entry.kind(),
                entry.text("name").orElse(""),
                entry.flag("namespaced").orElse(false));
    }
}

package io.millwright.kube;

import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of all kinds that the API server serves, by its aggregated discovery, or group by group where it has none. */
final class KindNames {
    private final Transport transport;
    private volatile List<Served> known = List.of();

    KindNames(Transport transport) {
        this.transport = transport;
    }

    /** The kind of that name; asked anew once where it isn't known: it may have been installed since. The core group comes first. */
    Optional<Served> find(String word) {
        return named(word, known).or(() -> named(word, all()));
    }

    /** All of them, read anew, that have lists. */
    List<Served> all() {
        List<Served> now = read();
        known = now;
        return now;
    }

    private static Optional<Served> named(String word, List<Served> among) {
        return among.stream().filter(s -> s.is(word)).findFirst();
    }

    private List<Served> read() {
        List<Served> all = new ArrayList<>();
        for (String path : List.of("/api", "/apis")) {
            Call call = Call.discovery("discover what the cluster serves", path);
            Reply reply = transport.send(call);
            if (!reply.succeeded()) {
                throw transport.problems().of(call.attempted(), reply);
            }
            Resource answer =
                    reply.object().orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply));
            all.addAll(answer.kind().equals("APIGroupDiscoveryList") ? aggregated(answer) : groups(answer));
        }
        return List.copyOf(all);
    }

    private static List<Served> aggregated(Resource answer) {
        return answer.items("items").stream()
                .flatMap(group -> group.items("versions").stream()
                        .limit(1)
                        .flatMap(version -> version.items("resources").stream()
                                .filter(KindNames::isListed)
                                .map(r -> new Served(
                                        new Kind(
                                                r.text("responseKind", "group")
                                                        .filter(g -> !g.isEmpty())
                                                        .orElse(group.name()),
                                                version.text("version").orElse("v1"),
                                                r.text("responseKind", "kind").orElse(""),
                                                r.text("resource").orElse(""),
                                                r.text("scope").orElse("").equals("Namespaced")),
                                        r.text("singularResource").orElse(""),
                                        r.texts("shortNames")))))
                .toList();
    }

    /** Of what can only be created, as a review of rights, there is nothing to see. */
    private static boolean isListed(Resource resource) {
        return resource.texts("verbs").isEmpty() || resource.texts("verbs").contains("list");
    }

    /** As servers before 1.27 tell it. */
    private List<Served> groups(Resource answer) {
        Stream<String> versions = answer.kind().equals("APIVersions")
                ? Stream.of("v1")
                : answer.items("groups").stream().flatMap(g -> g.text("preferredVersion", "groupVersion").stream());
        return versions.flatMap(v -> resources(v).stream()).toList();
    }

    private List<Served> resources(String apiVersion) {
        Reply reply = transport.send(Call.get("discover what " + apiVersion + " serves", Paths.version(apiVersion)));
        // A group whose own server is down is not there for now; the others are.
        List<Resource> entries = reply.succeeded()
                ? reply.object().map(o -> o.items("resources")).orElse(List.of())
                : List.of();
        int slash = apiVersion.indexOf('/');
        return entries.stream()
                .filter(r -> !r.text("name").orElse("").contains("/"))
                .filter(KindNames::isListed)
                .map(r -> new Served(
                        new Kind(
                                slash < 0 ? "" : apiVersion.substring(0, slash),
                                apiVersion.substring(slash + 1),
                                r.kind(),
                                r.text("name").orElse(""),
                                r.flag("namespaced").orElse(false)),
                        r.text("singularName").orElse(""),
                        r.texts("shortNames")))
                .toList();
    }
}

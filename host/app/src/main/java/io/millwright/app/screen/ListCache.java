package io.millwright.app.screen;

import io.millwright.app.Lazy;
import io.millwright.app.Services;
import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.Identity;
import io.millwright.app.cli.Session;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.settings.GuardrailsReader;
import io.millwright.app.settings.OwnFile;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.json.CachedList;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists as they were last seen, each in a file that its owner alone can read: one that is opened again has rows before its cluster has
 * answered, or where it doesn't. Only what the server draws is in them: no objects, no columns that are computed from them, and no events, whose
 * messages may say anything.
 *
 * <p>A file that can't be read or written is no fault that anybody has to know of: the list comes from its cluster all the same.
 */
final class ListCache {
    /** The name by which a guardrail denies it. */
    static final String RUNBOOK = "cache-lists";

    /** What is older misleads more than it helps. */
    static final Duration OLDEST = Duration.ofDays(7);

    private static final int MOST_FILES = 200;

    /**
     * A list that is cached, or may be.
     *
     * @param word its kind, as it was asked for
     * @param namespaces separated by commas; empty for all
     */
    record Key(String context, String word, String namespaces, String labels, String fields) {}

    private final Path folder;
    private final Clock clock;
    private final Function<String, String> login;
    private final BooleanSupplier wanted;
    private final Predicate<Key> permitted;

    /**
     * @param folder where the files are; made when there is something to put in
     * @param login which cluster and which user of it a context stands for: rows of another one are never shown
     * @param wanted whether its user wants lists to be cached; where not, those that are there are deleted
     * @param permitted whether the organisation permits it of that list
     */
    ListCache(
            Path folder,
            Clock clock,
            Function<String, String> login,
            BooleanSupplier wanted,
            Predicate<Key> permitted) {
        this.folder = folder;
        this.clock = clock;
        this.login = login;
        this.wanted = wanted;
        this.permitted = permitted;
    }

    /** That of a session; none for simulated clusters, which are other ones each time, and for who acts as somebody else. */
    static Optional<ListCache> of(Session session) {
        GlobalOptions options = session.options();
        if (options.sandbox() || !options.identity().equals(Identity.OWN)) {
            return Optional.empty();
        }
        Services services = session.services();
        Lazy<Map<String, String>> logins = new Lazy<>(() -> services.clusters().contexts().stream()
                .collect(Collectors.toMap(ClusterSource.Context::name, ListCache::login)));
        return Optional.of(new ListCache(
                services.folders().cache().resolve("lists"),
                services.clock(),
                context -> logins.get().getOrDefault(context, ""),
                () -> services.settings().display().cacheLists(),
                key -> isPermitted(key, GuardrailsReader.read(services.folders().guardrails()))));
    }

    private static String login(ClusterSource.Context context) {
        return String.join(
                "\n",
                context.server(),
                context.entries().cluster(),
                context.entries().user(),
                String.join(",", context.entries().groups()));
    }

    /** A list of all namespaces is denied by what denies it of one. */
    static boolean isPermitted(Key key, Guardrails guardrails) {
        return guardrails
                .refusals(ObjectsTool.ID, RUNBOOK, key.context(), Query.namespaces(key.namespaces()))
                .isEmpty();
    }

    /** The list as it was last seen. Close it. */
    Optional<CachedList> open(Key key) {
        if (!wanted.getAsBoolean()) {
            files().forEach(ListCache::delete);
            return Optional.empty();
        }
        String identity = identity(key);
        Path file = file(key, identity);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        if (!permitted.test(key)) {
            delete(file);
            return Optional.empty();
        }
        try {
            CachedList list = CachedList.read(file, identity, key.context());
            Instant oldest = clock.instant().minus(OLDEST);
            if (list.seen().isAfter(oldest)) {
                return Optional.of(list);
            }
            list.close();
            delete(file);
        } catch (IOException otherOrBroken) {
            // Of another version of the program, cut short, or of another list whose name comes to the same hash.
            delete(file);
        }
        return Optional.empty();
    }

    /** Writes what was there then; takes what is written away where nothing was. */
    void save(Key key, Query query, RowStore store, Instant seen) {
        if (!isCached(query) || !wanted.getAsBoolean() || !permitted.test(key)) {
            return;
        }
        String identity = identity(key);
        Path file = file(key, identity);
        if (store.size() == 0) {
            delete(file);
            return;
        }
        try {
            new OwnFile(file).write(CachedList.written(identity, query.served(), store, seen));
            prune();
        } catch (IOException full) {
            delete(file);
        }
    }

    /** Deletes it, if it is there. */
    void forget(Key key) {
        delete(file(key, identity(key)));
    }

    private static boolean isCached(Query query) {
        Kind kind = query.served().kind();
        return query.computed().isEmpty() && !kind.kind().equals(Kind.EVENT.kind());
    }

    /** What makes it this list and no other. */
    private String identity(Key key) {
        return String.join(
                "\n",
                key.context(),
                login.apply(key.context()),
                key.word(),
                key.namespaces(),
                key.labels(),
                key.fields());
    }

    private Path file(Key key, String identity) {
        // Which list a file is of stands in it as well.
        return folder.resolve(OwnFiles.plain(key.context()) + "-" + Integer.toHexString(identity.hashCode()) + ".json");
    }

    private void prune() {
        Instant oldest = clock.instant().minus(OLDEST);
        List<Path> newestFirst = files().stream()
                .sorted(Comparator.comparing(ListCache::written).reversed())
                .toList();
        for (int i = 0; i < newestFirst.size(); i++) {
            if (i >= MOST_FILES || written(newestFirst.get(i)).isBefore(oldest)) {
                delete(newestFirst.get(i));
            }
        }
    }

    private List<Path> files() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(".json")).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException goneMeanwhile) {
            return Instant.EPOCH;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // It is asked again before it is ever shown.
        }
    }
}

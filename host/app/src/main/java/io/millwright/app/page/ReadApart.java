package io.millwright.app.page;

import io.millwright.app.browse.Relations;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.inspect.SelectedPods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a tab beside a list reads by itself of the object under the cursor: its log, which is followed, or its tree. Nothing is kept of another
 * object or for another tab.
 *
 * @param what of which object, for which tab; empty for nothing
 * @param number by which answers are known; one that comes late for something else isn't for this
 * @param asked when it was asked for last; empty for not yet
 * @param lines the newest of the log
 */
record ReadApart(
        Optional<What> what,
        long number,
        Optional<Instant> asked,
        Optional<Answer<BrowseMsg.LogsRead>> log,
        List<LogLine> lines,
        Optional<Answer<Relations.Found>> tree) {
    static final ReadApart NOTHING = of(Optional.empty());

    /** What a look beside a list keeps of a log; the page of the log keeps more. */
    static final int KEPT = 200;

    private static final Duration OLD = Duration.ofSeconds(15);

    record What(ObjectAsk ask, Beside tab) {}

    ReadApart {
        lines = List.copyOf(lines);
    }

    private static ReadApart of(Optional<What> what) {
        return new ReadApart(what, -1, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** That is wanted now; the same where it was before. */
    ReadApart wanting(Optional<What> now) {
        return what.isEmpty() && now.isEmpty() || what.equals(now) ? this : of(now);
    }

    /** Whether it reads, or has something that goes on. */
    boolean isUnderWay() {
        return asked.isPresent();
    }

    /** What is to be asked for now, by that number; empty where nothing is, or the object has nothing of the kind. */
    Optional<BrowseEffect> due(long next, Optional<Inspection> seen, Instant now) {
        boolean again =
                asked.map(a -> Duration.between(a, now).compareTo(OLD) >= 0).orElse(true);
        boolean ended = what.filter(w -> w.tab() == Beside.TREE).isPresent()
                ? asked.isEmpty() || tree.isPresent()
                : asked.isEmpty() || log.flatMap(Answer::problem).isPresent();
        return again && ended ? what.flatMap(w -> effect(w, next, seen)) : Optional.empty();
    }

    private static Optional<BrowseEffect> effect(What what, long next, Optional<Inspection> seen) {
        return what.tab() == Beside.TREE
                ? Optional.of(new BrowseEffect.Relate(next, what.ask(), false))
                : seen.flatMap(s -> logs(what.ask(), s)).map(ask -> new BrowseEffect.OpenLogs(next, ask));
    }

    /** The log of a pod, or those of all pods that something selects; empty for what has none. */
    static Optional<LogsAsk> logs(ObjectAsk ask, Inspection seen) {
        return seen.object().kind().equals("Pod")
                ? Optional.of(LogsAsk.pod(ask.context(), ask.namespace(), ask.name()))
                : SelectedPods.selector(seen.object())
                        .map(s -> LogsAsk.labelled(ask.context(), ask.namespace(), s.text(), ask.name()));
    }

    ReadApart asking(long next, Instant now) {
        return new ReadApart(what, next, Optional.of(now), log, lines, tree);
    }

    /** With an answer; empty where it was for somebody else. What is known of a tree stays where it can't be read any more. */
    Optional<ReadApart> heard(BrowseMsg msg) {
        if (msg.page() != number) {
            return Optional.empty();
        }
        return switch (msg) {
            case BrowseMsg.Related m ->
                Optional.of(new ReadApart(what, number, asked, log, lines, Optional.of(Answer.kept(tree, m.answer()))));
            case BrowseMsg.LogsOpened m ->
                Optional.of(new ReadApart(
                        what,
                        number,
                        asked,
                        Optional.of(m.answer()),
                        newest(m.answer().value().map(BrowseMsg.LogsRead::lines).orElse(List.of())),
                        tree));
            case BrowseMsg.LogsAdded m -> {
                List<LogLine> all = new ArrayList<>(lines);
                all.addAll(m.more().lines());
                yield Optional.of(new ReadApart(what, number, asked, log, newest(all), tree));
            }
            case BrowseMsg.LogsChanged m ->
                Optional.of(new ReadApart(
                        what, number, asked, log.map(l -> l.with(r -> r.after(m.change()))), lines, tree));
            default -> Optional.empty();
        };
    }

    private static List<LogLine> newest(List<LogLine> all) {
        return all.subList(Math.max(0, all.size() - KEPT), all.size());
    }
}

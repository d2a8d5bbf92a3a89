package io.millwright.app.page;

import io.millwright.app.browse.Forwardable;
import io.millwright.app.browse.LogChange;
import io.millwright.app.browse.LogScope;
import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Search;
import io.millwright.app.browse.Subjects;
import io.millwright.app.browse.Usage;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.port.Logs;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.tui.Msg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became known of objects, for the page of that number. */
public sealed interface BrowseMsg extends Msg {
    /** The page that asked. */
    long page();

    /**
     * Rows have come, changed or gone.
     *
     * @param part which of the page's lists of that cluster; empty where there is one
     * @param anew whether these are the first ones, so that what was there before is over
     */
    record Listed(long page, String context, String part, Served served, RowStore.News news, boolean anew)
            implements BrowseMsg {
        /** In the only list of that cluster. */
        public Listed(long page, String context, Served served, RowStore.News news, boolean anew) {
            this(page, context, "", served, news, anew);
        }
    }

    /**
     * The list is complete.
     *
     * @param part which of the page's lists of that cluster; empty where there is one
     */
    record Opened(long page, String context, String part) implements BrowseMsg {
        /** The only one of that cluster. */
        public Opened(long page, String context) {
            this(page, context, "");
        }
    }

    /** An object was read. */
    record Looked(long page, Answer<Inspection> answer) implements BrowseMsg {}

    /** Objects to which the same is to be done were read. */
    record Gathered(long page, String action, Answer<Chosen> answer) implements BrowseMsg {}

    /** Objects of one kind in one cluster, without secret values. */
    record Chosen(String context, Kind kind, List<Resource> objects) {
        public Chosen {
            objects = List.copyOf(objects);
        }
    }

    /** The terminal may be given to that command. */
    record TalkReady(long page, Answer<List<String>> command) implements BrowseMsg {}

    /** It is known which ports can be forwarded. */
    record PortsRead(long page, Answer<Forwardable> answer) implements BrowseMsg {}

    /** A port was forwarded. */
    record Forwarded(long page, Answer<ForwardRow> answer) implements BrowseMsg {}

    /** So much was copied so far. */
    record Copying(long page, long files, long bytes) implements BrowseMsg {}

    /** Files were copied: how many, in words. */
    record Copied(long page, Answer<String> answer) implements BrowseMsg {}

    /** These ports are forwarded. */
    record ForwardsSeen(long page, List<ForwardRow> rows) implements BrowseMsg {
        public ForwardsSeen {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A forwarded port.
     *
     * @param to what it leads to
     * @param pod where the last connection went; empty before the first
     * @param connections how many are open
     * @param problem why the last one failed
     */
    record ForwardRow(
            long id,
            String context,
            String to,
            int port,
            int local,
            String pod,
            int connections,
            Optional<Problem> problem) {}

    /** A text lies in a file, for an editor. */
    record Kept(long page, Answer<Draft> answer) implements BrowseMsg {}

    /** A file comes back from an editor. */
    record Edited(long page, Answer<Draft> answer) implements BrowseMsg {}

    /**
     * A file to be edited.
     *
     * @param editor the command that opens it
     * @param state what an editor has made of it
     * @param text what it held when it was given to the editor last
     */
    record Draft(String file, List<String> editor, State state, String text) {
        /** What an editor has made of a file. */
        public enum State {
            /** It wasn't given to an editor yet. */
            FRESH,
            /** It holds what it held. */
            UNCHANGED,
            /** It holds an object. */
            READABLE,
            /** It holds no object; its first line says why. */
            BROKEN
        }

        public Draft {
            editor = List.copyOf(editor);
        }
    }

    /** Logs were opened: which, and their ends by time. */
    record LogsOpened(long page, Answer<LogsRead> answer) implements BrowseMsg {}

    /** Lines were added to logs. */
    record LogsAdded(long page, LogsRead more) implements BrowseMsg {}

    /** The logs that are followed have become others, or nothing is added to them any more. */
    record LogsChanged(long page, LogChange change) implements BrowseMsg {}

    /**
     * A part of logs.
     *
     * @param lines those that pass the filter, oldest first
     * @param hidden how many lines didn't pass it
     * @param dropped how many came faster than they could be shown
     * @param more whether only the beginning of what was asked for was read
     * @param scope which logs were read, and which weren't
     */
    record LogsRead(
            List<BrowseEffect.LogEnd> ends,
            List<LogLine> lines,
            long hidden,
            long dropped,
            boolean more,
            LogScope scope) {
        /** Of all logs that were asked for. */
        public LogsRead(List<BrowseEffect.LogEnd> ends, List<LogLine> lines, long hidden, long dropped, boolean more) {
            this(ends, lines, hidden, dropped, more, LogScope.whole(ends.size()));
        }

        /** All that was asked for. */
        public LogsRead(List<BrowseEffect.LogEnd> ends, List<LogLine> lines, long hidden, long dropped) {
            this(ends, lines, hidden, dropped, false);
        }

        /** When those that are followed have become others. The lines of those before are still among them. */
        public LogsRead after(LogChange change) {
            List<BrowseEffect.LogEnd> now = new ArrayList<>(ends);
            change.sources().stream()
                    .filter(s -> ends.stream().noneMatch(e -> e.source().equals(s)))
                    .map(s -> new BrowseEffect.LogEnd(s, Optional.empty()))
                    .forEach(now::add);
            int over = Math.max(0, now.size() - 2 * Logs.AT_MOST);
            return new LogsRead(now.subList(over, now.size()), lines, hidden, dropped, more, scope.after(change));
        }

        /** Where nothing is added to those any more. */
        public LogsRead ending(Set<LogSource> ended) {
            List<BrowseEffect.LogEnd> all = ends.stream()
                    .map(e -> new BrowseEffect.LogEnd(e.source(), e.last(), ended.contains(e.source())))
                    .toList();
            return new LogsRead(all, lines, hidden, dropped, more, scope);
        }

        /** With the ends of others. */
        public LogsRead and(List<BrowseEffect.LogEnd> others) {
            List<BrowseEffect.LogEnd> all = new ArrayList<>(ends);
            all.addAll(others);
            return new LogsRead(all, lines, hidden, dropped, more, scope);
        }

        public LogsRead {
            ends = List.copyOf(ends);
            lines = List.copyOf(lines);
        }
    }

    /** What some pods use, by {@code namespace/name}; those that aren't measured are left out. */
    record MeasuredSome(long page, String context, Map<String, Usage> usage) implements BrowseMsg {
        public MeasuredSome {
            usage = Map.copyOf(usage);
        }
    }

    /** What pods or nodes use, by {@code namespace/name}; nothing where it isn't measured. */
    record Measured(long page, String context, Map<String, Usage> usage) implements BrowseMsg {
        public Measured {
            usage = Map.copyOf(usage);
        }
    }

    /** What belongs to an object was read. */
    record Related(long page, Answer<Relations.Found> answer) implements BrowseMsg {}

    /** What is below one row of a tree was read. */
    record RelatedMore(long page, String row, Answer<Relations.Found> answer) implements BrowseMsg {}

    /** What somebody may do in a cluster was read. */
    record RightsRead(long page, String context, Answer<Rights.Found> answer) implements BrowseMsg {}

    /** Who is named in bindings of a cluster's roles was read. */
    record SubjectsRead(long page, String context, Answer<Subjects.Found> answer) implements BrowseMsg {}

    /** A text was saved in that file. */
    record Saved(long page, Answer<String> answer) implements BrowseMsg {}

    /** Values of a Secret were read. */
    record Revealed(long page, Answer<Hidden> answer) implements BrowseMsg {}

    /** A search has found something, or couldn't look somewhere. */
    record FoundSome(long page, String context, Search.Part part) implements BrowseMsg {}

    /** A search of one cluster has ended; the problem says why before its end. */
    record FindEnded(long page, String context, Optional<Problem> problem) implements BrowseMsg {}

    /**
     * The list could not be read.
     *
     * @param part which of the page's lists of that cluster; empty where there is one
     */
    record Failed(long page, String context, String part, Answer<Served> answer) implements BrowseMsg {}
}

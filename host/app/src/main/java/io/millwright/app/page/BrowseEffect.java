package io.millwright.app.page;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Subjects;
import io.millwright.app.settings.KindViews;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.Row;
import io.millwright.spi.Kind;
import io.millwright.tui.Background;
import io.millwright.tui.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the pages of objects ask for. Each is answered by {@link BrowseMsg}s. */
public sealed interface BrowseEffect extends Effect {
    /**
     * Lists the objects of the kind that a word means.
     *
     * @param page number of the page that asks
     * @param namespace empty for the one that the program works with; {@code ""} for all
     * @param labels a selector; empty for none
     * @param fields a selector of fields; empty for none
     * @param part the name of the list where the page has several of a cluster, whose rows are then drawn alike; empty where it has one
     * @param views which columns are wanted of which kind
     */
    record Open(
            long page,
            String context,
            String word,
            Optional<String> namespace,
            String labels,
            String fields,
            String part,
            KindViews views)
            implements BrowseEffect {
        /** The only list of that cluster, as it draws it. */
        public Open(long page, String context, String word, Optional<String> namespace, String labels) {
            this(page, context, word, namespace, labels, "", "", KindViews.NONE);
        }
    }

    /** Reads one object and its events. */
    record Look(long page, ObjectAsk ask) implements BrowseEffect {}

    /**
     * Reads objects of one kind, to do the same to all of them.
     *
     * @param action what is to be done
     * @param rows where they are, and which incarnations are meant where that is known
     */
    record Gather(long page, String context, String word, String action, List<Row> rows) implements BrowseEffect {
        public Gather {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Makes the command that gives the terminal to a shell in a pod, or to the program that runs there.
     *
     * @param container empty for the pod's default one
     */
    record TalkTo(long page, ObjectAsk pod, String container, boolean attach) implements BrowseEffect {}

    /**
     * Reads what pods or nodes use.
     *
     * @param namespace as for the list
     */
    record Measure(long page, String context, Kind kind, Optional<String> namespace) implements BrowseEffect {}

    /**
     * Reads what some pods use.
     *
     * @param places {@code namespace/name}
     */
    record MeasureSome(long page, String context, List<String> places) implements BrowseEffect {
        public MeasureSome {
            places = List.copyOf(places);
        }
    }

    /**
     * Reads what belongs to an object.
     *
     * @param users only the pods that need it
     */
    record Relate(long page, ObjectAsk ask, boolean users) implements BrowseEffect {}

    /**
     * Reads what is below one row of a tree.
     *
     * @param row which one
     * @param elsewhere what carries that object's labels outside of its namespace, instead of what belongs to it
     */
    record RelateMore(long page, String row, ObjectAsk ask, boolean elsewhere) implements BrowseEffect {}

    /**
     * Reads what somebody may do.
     *
     * @param namespace empty for the one that the program works with
     */
    record ReadRights(long page, String context, Rights.Who who, Optional<String> namespace) implements BrowseEffect {}

    /** Reads who is named in bindings of roles. */
    record ReadSubjects(long page, String context, Subjects.Kind kind) implements BrowseEffect {}

    /**
     * Saves a text in a file of the user.
     *
     * @param name what it is
     * @param ending of the file's name
     */
    record Save(long page, String name, String ending, String text) implements BrowseEffect {}

    /**
     * Reads values of a Secret to show them; it is recorded who does.
     *
     * @param key empty for all of them
     */
    record Reveal(long page, ObjectAsk secret, Optional<String> key) implements BrowseEffect {}

    /** Looks for a text in the names of objects of many kinds. */
    record Find(long page, String context, String text) implements BrowseEffect {}

    /** Reads which ports an object has, and where that is a service a pod that it selects. */
    record ReadPorts(long page, ObjectAsk ask) implements BrowseEffect {}

    /** Forwards a port of this machine, 0 for any, to that of an object. */
    record OpenForward(long page, ObjectAsk to, int port, int local) implements BrowseEffect {}

    /**
     * Copies files between this machine and a container, and tells how far it is.
     *
     * @param into from this machine into the container; else the other way
     * @param remote the path in the container
     * @param local the path of this machine
     * @param most bytes; soon after so many it is stopped
     */
    record CopyFiles(long page, ObjectAsk pod, String container, boolean into, String remote, String local, long most)
            implements BrowseEffect {}

    record CloseForward(long page, long id) implements BrowseEffect {}

    /** Tells the forwarded ports, and what becomes of them, until nobody wants it any more. */
    record WatchForwards(long page) implements BrowseEffect, Background {}

    /** Keeps an object's text in a file that an editor can open. */
    record Keep(long page, String name, String text) implements BrowseEffect {}

    /** Looks at what an editor has made of a file; where that is no object, the file says so in its first line. */
    record LookAtDraft(long page, BrowseMsg.Draft draft) implements BrowseEffect {}

    /** Reads the ends of logs. */
    record OpenLogs(long page, LogsAsk ask) implements BrowseEffect {}

    /**
     * Tells what is added to logs that were opened, and which those become, until nobody wants it any more.
     *
     * @param all how many containers there were
     * @param more whether there were more than that
     */
    record FollowLogs(long page, LogsAsk ask, List<LogEnd> ends, int all, boolean more)
            implements BrowseEffect, Background {
        /** Where that is known of logs that were read. */
        public FollowLogs(long page, LogsAsk ask, BrowseMsg.LogsRead read) {
            this(page, ask, read.ends(), read.scope().all(), read.scope().more());
        }

        public FollowLogs {
            ends = List.copyOf(ends);
        }
    }

    /**
     * Up to where a container's log was read.
     *
     * @param last time of its last line; empty when there was none
     * @param ended whether nothing is added to it
     */
    record LogEnd(LogSource source, Optional<Instant> last, boolean ended) {
        /** Of one that may go on. */
        public LogEnd(LogSource source, Optional<Instant> last) {
            this(source, last, false);
        }
    }

    /**
     * Tells what changes in a list that was opened, until nobody wants it any more.
     *
     * @param part which of the page's lists of that cluster; empty where there is one
     */
    record Watch(long page, String context, String part) implements BrowseEffect, Background {
        /** In the only list of that cluster. */
        public Watch(long page, String context) {
            this(page, context, "");
        }
    }
}

package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.EsHttp;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** A check of a page of every fluent-bit pod; numbers are since the pod's start. */
abstract class CollectorPage extends RootCheck {
    private final String path;

    CollectorPage(String id, String title, Dimension dimension, String path, String looksAt) {
        super(id, title, dimension, Names.FLUENT_BIT, Kind.DAEMON_SET, "GET " + path + " of each pod: " + looksAt);
        this.path = path;
    }

    /** A pod's page. */
    record Page(ObjectRef pod, int status, Resource content) {}

    @Override
    protected final List<Finding> look(Resource d, Instance instance, ClusterView view) {
        List<Page> pages = new ArrayList<>();
        List<ObjectRef> unread = new ArrayList<>();
        String why = "";
        for (Resource pod : Collectors.pods(d, view)) {
            ObjectRef ref = Collectors.ref(pod);
            try {
                ClusterView.HttpReply reply = view.httpGet(ref, "http", Names.FB_PORT, path);
                if (reply.status() != 200 && reply.status() != 500) {
                    unread.add(ref);
                    why = "it answered " + reply.status();
                } else {
                    pages.add(new Page(ref, reply.status(), EsHttp.parse(reply.body(), path)));
                }
            } catch (ProblemException p) {
                unread.add(ref);
                why = p.problem().why();
            }
        }
        List<Finding> found = new ArrayList<>(judge(d, pages, view));
        if (!unread.isEmpty()) {
            found.add(draft(view, Severity.UNKNOWN, unread.size() + " collectors can't be asked")
                    .suffix("unreadable")
                    .impact("Whether they deliver isn't known.")
                    .saw("why", unread.getFirst(), "GET " + path, why)
                    .manual(
                            "switch the server on",
                            "config.service needs HTTP_Server On, HTTP_Port 2020, Health_Check On and storage.metrics On.")
                    .build());
        }
        return found;
    }

    abstract List<Finding> judge(Resource d, List<Page> pages, ClusterView view);

    static String log(ObjectRef pod) {
        return "kubectl -n " + pod.namespace() + " logs " + pod.name() + " --tail=50";
    }
}

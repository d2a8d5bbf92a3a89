package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** A check of what Elasticsearch itself answers, asked as the elastic user through a port-forward. */
abstract class PageCheck extends EsCheck {
    private final String path;

    PageCheck(String id, String title, Dimension dimension, String path, String looksAt) {
        super(id, title, dimension, "GET " + path + ": " + looksAt);
        this.path = path;
    }

    final String path() {
        return "GET " + path;
    }

    @Override
    final List<Finding> look(Elastic e, ClusterView view) {
        try {
            return judge(e, EsHttp.get(e, view, path), view);
        } catch (ProblemException p) {
            return List.of(draft(view, Severity.UNKNOWN, "Elasticsearch's API can't be read")
                    .suffix("unreadable")
                    .impact("Whether this is in order isn't known.")
                    .saw("why", e.ref(), path(), p.problem().why())
                    .manual(
                            "see why",
                            p.problem().next() + "\nThe right to create pods/portforward and to read Secret " + e.name()
                                    + "-es-elastic-user in " + e.namespace() + " is needed.")
                    .build());
        }
    }

    abstract List<Finding> judge(Elastic e, Resource page, ClusterView view);

    /** A request as a person would send it. */
    static String curl(Elastic e, String method, String path, String body) {
        String data = body.isEmpty() ? "" : " -H 'Content-Type: application/json' -d '" + body + "'";
        return """
                kubectl -n %1$s port-forward service/%2$s-es-http 9200 &
                P=$(kubectl -n %1$s get secret %2$s-es-elastic-user -o go-template='{{.data.elastic | base64decode}}')
                curl -k -u "elastic:$P" -X %3$s '%4$s://localhost:9200%5$s'%6$s
                """.formatted(e.namespace(), e.name(), method, e.scheme(), path, data);
    }
}

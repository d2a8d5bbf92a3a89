package io.millwright.kube;

import io.millwright.engine.browse.Query;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lists of whole objects, page by page: as objects 10,000 pods are 105 MB, of which one page is held. */
final class ObjectPages {
    private static final String PAGE = "250";
    private static final int EXPIRED = 410;

    private final Transport transport;

    ObjectPages(Transport transport) {
        this.transport = transport;
    }

    /**
     * Hands over each page that isn't empty.
     *
     * @param namespace empty for all, and for kinds without
     */
    void each(Query query, String namespace, Consumer<List<Resource>> parts) {
        String token = "";
        do {
            Call call = Call.get(
                    "list " + query.served().kind().plural() + (namespace.isEmpty() ? "" : " in " + namespace),
                    TableLists.path(query, namespace, Map.of("limit", PAGE, "continue", token)));
            Reply reply = transport.send(call);
            if (reply.status() == EXPIRED && !token.isEmpty() && !goingOn(reply).isEmpty()) {
                // The list took longer than the server keeps its state; its own token leads through the rest as it is
                // now.
                token = goingOn(reply);
                continue;
            }
            if (!reply.succeeded()) {
                throw transport.problems().of(call.attempted(), reply);
            }
            Reply.Page page = reply.page(query.served().kind())
                    .orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply));
            if (!page.items().isEmpty()) {
                parts.accept(page.items());
            }
            token = page.next();
        } while (!token.isEmpty());
    }

    private static String goingOn(Reply reply) {
        return reply.failure().flatMap(f -> f.text("metadata", "continue")).orElse("");
    }
}

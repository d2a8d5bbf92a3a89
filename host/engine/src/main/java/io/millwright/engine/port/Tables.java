package io.millwright.engine.port;

import io.millwright.engine.browse.Gathering;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lists of any kind that one cluster serves. Thread-safe; methods block up to the connection's time limit and throw
 * {@link io.millwright.spi.ProblemException} when the cluster refused or didn't answer.
 */
public interface Tables {
    /** The kind that a user means by that word; empty when the cluster serves none of that name. */
    Optional<Served> find(String word);

    /** All kinds of which the cluster has lists now, those of the core group first. */
    List<Served> kinds();

    /**
     * Lists, namespace by namespace, as the answers come. One that can't be read is told as missing; when none can, it is thrown.
     *
     * @return from where a watch goes on
     */
    Position list(Query query, RowListener listener);

    /**
     * Tells what changes from there on, until the thread is interrupted; blocks. A cluster that can't be reached for a while is told as stale
     * rows and tried again; one that won't be watched is listed again and again.
     */
    void watch(Query query, Position from, RowListener listener) throws InterruptedException;

    /**
     * Hands over the objects themselves, a part at a time as the server's pages come, in its order: of a list of any length one part is held. They
     * are as the cluster has them, secrets' values included. The query's columns are no matter here.
     *
     * @param parts called by the calling thread; none of them is empty
     */
    void objects(Query query, Consumer<List<Resource>> parts);

    /** All objects of a query, by namespace as the server sorts them. */
    default ObjectTable list(Query query) {
        Gathering all = new Gathering(query.served());
        list(query, all);
        return all.table();
    }
}

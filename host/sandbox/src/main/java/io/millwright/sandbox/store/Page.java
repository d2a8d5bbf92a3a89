package io.millwright.sandbox.store;

import io.millwright.spi.Resource;
import java.util.List;

/**
 * A list or a part of one.
 *
 * @param items the objects, in the order of namespace and name
 * @param version the resourceVersion that the whole list is of: watch from here
 * @param next token for the next part, empty at the end
 * @param remaining how many objects follow, 0 at the end
 */
public record Page(List<Resource> items, long version, String next, long remaining) {
    public Page {
        items = List.copyOf(items);
    }
}

package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.function.BiConsumer;

/**
 * What is told of objects of a kind.
 *
 * @param first what stands before the conditions
 * @param rest what stands behind them
 */
record Section(BiConsumer<Resource, Lines> first, BiConsumer<Resource, Lines> rest) {
    static Section of(BiConsumer<Resource, Lines> first) {
        return new Section(first, (_, _) -> {});
    }
}

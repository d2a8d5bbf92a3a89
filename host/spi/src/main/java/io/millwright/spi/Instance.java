package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One installed copy of a tool as discovered.
 *
 * @param id its name
 * @param component which component of the tool it is: {@code operator} or {@code cluster}
 * @param version the version that runs, empty when it couldn't be told
 * @param management who installed and changes it
 * @param activity what is going on
 * @param root the object that stands for it
 * @param summary what an operator wants to see of it in one line, in order: {@code primary -> orders-1}
 */
public record Instance(
        InstanceId id,
        String component,
        Optional<String> version,
        Management management,
        Activity activity,
        Resource root,
        Map<String, String> summary) {
    public Instance {
        summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
    }
}

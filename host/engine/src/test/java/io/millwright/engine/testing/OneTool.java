package io.millwright.engine.testing;

import io.millwright.spi.ClusterView;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.util.List;
import java.util.function.Supplier;

/** A tool of which only the parts that a test asks for answer. */
public record OneTool(ToolDescriptor descriptor, Supplier<List<Instance>> found, List<HealthCheck> healthChecks)
        implements Tool {
    @Override
    public List<Instance> discover(ClusterView cluster) {
        return found.get();
    }
}

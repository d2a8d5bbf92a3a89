package io.millwright.engine.testing;

import io.millwright.spi.Activity;
import io.millwright.spi.ClusterView;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A tool of which only the parts that a test asks for answer. */
public record OneTool(ToolDescriptor descriptor, Supplier<List<Instance>> found, List<HealthCheck> healthChecks)
        implements Tool {
    /** A tool of that id. */
    public static OneTool of(String id, Supplier<List<Instance>> found, HealthCheck... checks) {
        ToolDescriptor descriptor = new ToolDescriptor(
                id, id, "tests", "A tool.", List.of(), URI.create("https://tool.example"), List.of(), List.of());
        return new OneTool(descriptor, found, List.of(checks));
    }

    /** An instance of that tool. */
    public static Instance instance(String id, String name) {
        return new Instance(
                new InstanceId(id, "eu-1", "db", name),
                "mill",
                Optional.empty(),
                new Management(Management.By.UNKNOWN, ""),
                Activity.STEADY,
                Resource.of(Kind.CONFIG_MAP, "db", name, Map.of()),
                Map.of());
    }

    /** Never comes back unless it is interrupted. */
    public static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return found.get();
    }
}

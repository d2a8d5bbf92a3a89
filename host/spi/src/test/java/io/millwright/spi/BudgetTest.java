package io.millwright.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract has a budget: going over it is a decision written down in docs/decisions, not an accident. */
class BudgetTest {
    private static List<Class<?>> types() throws IOException, URISyntaxException {
        Path folder = Path.of(Tool.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/millwright/spi");
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".class") && !n.contains("$") && !n.equals("package-info.class"))
                    .<Class<?>>map(n -> load("io.millwright.spi." + n.substring(0, n.length() - ".class".length())))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasAtMostFiftyTypes() throws Exception {
        assertThat(types()).hasSizeBetween(40, 50);
    }

    @Test
    void asksAtMostTwelveMethodsOfAPluginAuthor() throws Exception {
        long methods = types().stream()
                .filter(Class::isInterface)
                .filter(t -> List.of(
                                Tool.class,
                                Listing.class,
                                HealthCheck.class,
                                Runbook.class,
                                NamedCheck.class,
                                Simulator.class)
                        .contains(t))
                .flatMap(t -> Arrays.stream(t.getDeclaredMethods()))
                .filter(m -> Modifier.isAbstract(m.getModifiers()))
                .count();
        assertThat(methods).isBetween(8L, 12L);
    }

    @Test
    void plansAreMadeOfJdkAndSpiTypesOnly() throws Exception {
        for (Class<?> type : types()) {
            if (type.isRecord()) {
                assertThat(Arrays.stream(type.getRecordComponents())
                                .map(c -> c.getType().getName()))
                        .as("components of %s", type.getSimpleName())
                        .allMatch(n -> n.startsWith("java.") || n.startsWith("io.millwright.spi.") || !n.contains("."));
            }
        }
    }
}

package io.millwright.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says which test shows which rule of the screen names tests that there are. */
class ScreenRulesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (.*) \\| (.*) \\| (.*) \\|$");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test|[a-z]\\w{14,})`");

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../../docs/reference/screen-rules.md")))
                .results()
                .toList();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(f -> f.toString().contains("src/test/java")
                            && f.toString().endsWith("Test.java"))
                    .map(ScreenRulesTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRuleHasItsRow() throws IOException {
        assertThat(rows())
                .extracting(r -> Integer.parseInt(r.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 57).boxed().toList());
    }

    @Test
    void everyTestThatIsNamedIsThereAndEveryRuleNamesOne() throws IOException {
        String sources = sources();
        Set<String> missing = rows().stream()
                .flatMap(r -> NAMED.matcher(r.group(4)).results())
                .map(m -> m.group(1))
                .filter(name -> !sources.contains("void " + name + "(") && !sources.contains("class " + name + " "))
                .collect(Collectors.toSet());
        assertThat(missing).isEmpty();
        assertThat(rows())
                .allSatisfy(r -> assertThat(NAMED.matcher(r.group(4)).find())
                        .as("rule " + r.group(1))
                        .isTrue());
    }
}

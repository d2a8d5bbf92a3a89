package io.millwright.app.cli;

import io.millwright.spi.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a problem: four lines for people, a document for programs. Always to standard error. */
final class ProblemText {
    private ProblemText() {}

    static void write(Problem problem, Format format, Console console) {
        if (format == Format.JSON || format == Format.YAML) {
            Map<String, Object> versioned = new Document(
                            "Problem", content(problem), new Document.Table(List.of(), List.of(), ""), List.of())
                    .versioned();
            console.err().print(format == Format.JSON ? JsonText.write(versioned) + "\n" : YamlText.write(versioned));
            console.err().flush();
            return;
        }
        console.remark("Could not " + problem.attempted());
        console.remark("  on    " + problem.on());
        console.remark("  why   " + problem.why()
                + problem.code().map(c -> " (" + c + ")").orElse(""));
        console.remark("  next  " + problem.next());
    }

    static Map<String, Object> content(Problem problem) {
        return Document.map(
                "kind", problem.kind().name().toLowerCase(Locale.ROOT),
                "attempted", problem.attempted(),
                "on", problem.on(),
                "why", problem.why(),
                "next", problem.next(),
                "code", problem.code());
    }
}

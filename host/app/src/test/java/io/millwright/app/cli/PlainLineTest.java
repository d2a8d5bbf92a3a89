package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the parser is read as the parser reads it, and everything else is left to the parser. */
class PlainLineTest {
    private final CommandLineProgram parser = new CommandLineProgram(List.of(), session -> 0, new NothingOpened());

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-c pods",
                "-c namespaces -A",
                "-A -c po --read-only",
                "-c po --write",
                "-n db",
                "--context a --context b --ascii",
                "--all-contexts --kubeconfig /tmp/x",
                "-c deployments.apps -n kube-system"
            })
    void aPlainLineIsReadAsTheParserReadsIt(String line) {
        GlobalOptions plain = GlobalOptions.of(PlainLine.read(words(line)).orElseThrow());
        assertThat(plain).isEqualTo(parser.options(words(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusters",
                "-c",
                "-c --read-only",
                "-cpods",
                "--context=a",
                "-n a -n b",
                "-A -A",
                "--timeout 5s",
                "--help",
                "-o json",
                "-c pods get"
            })
    void everythingElseIsLeftToTheParser(String line) {
        assertThat(PlainLine.read(words(line))).isEmpty();
    }

    @Test
    void anEmptyWordIsLeftToTheParser() {
        assertThat(PlainLine.read(List.of("-c", ""))).isEmpty();
    }
}

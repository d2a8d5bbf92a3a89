package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** A line that begins with a command is read without the models of the others. */
class OneCommandTest {
    private final List<String> described = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Command command(String name) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CommandSpec spec() {
                described.add(name);
                CommandSpec spec = CommandSpec.create();
                spec.usageMessage().description("Does " + name + ".");
                return spec;
            }

            @Override
            public int run(Arguments arguments, Session session) {
                throw new AssertionError("nothing is run here");
            }
        };
    }

    private int run(String... line) {
        return new CommandLineProgram(List.of(command("one"), command("other")), session -> 0, new NothingOpened())
                .run(
                        List.of(line),
                        new Console(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                new BufferedReader(new StringReader("")),
                                false,
                                Capabilities.detect(Map.of())));
    }

    @Test
    void onlyItIsDescribed() {
        assertThat(run("one", "--help")).isEqualTo(ExitCode.DONE);

        assertThat(out).asString().contains("Does one.");
        assertThat(described).containsExactly("one");
    }

    @Test
    void whatWasMistypedIsComparedWithAllOfThem() {
        assertThat(run("othr")).isEqualTo(ExitCode.USAGE);

        assertThat(err).asString().contains("there is no command 'othr'").contains("Did you mean 'other'?");
    }

    @Test
    void anOptionBeforeItIsReadToo() {
        assertThat(run("--ascii", "one", "--help")).isEqualTo(ExitCode.DONE);

        assertThat(out).asString().contains("Does one.");
    }
}

package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Parameter;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Questions of a run are answered beforehand by their ids, and never by a guess. */
class ConsoleOperatorTest {
    private final ConsoleOperator operator = new ConsoleOperator(
            new Console(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(new StringWriter()),
                    new BufferedReader(new StringReader("")),
                    false,
                    Capabilities.detect(Map.of())),
            Map.of("size", "10", "agree", "drop it", "key", "canary"));

    private static Parameter parameter(String id, Parameter.Type type) {
        return new Parameter(id, id, "help", type, Optional.empty(), "", true);
    }

    @Test
    void anAnswerBelongsToTheQuestionOfItsId() {
        assertThat(operator.ask(parameter("size", new Parameter.Type.WholeNumber(1, 20))))
                .contains("10");
        assertThat(operator.ask(parameter("other", new Parameter.Type.WholeNumber(1, 20))))
                .isEmpty();
        assertThat(operator.confirm("agree", "Sure?", "drop it")).contains("drop it");
        assertThat(operator.confirm("another", "Sure?", "drop it")).isEmpty();
    }

    @Test
    void aSecretIsNotTakenFromTheCommandLine() {
        assertThatThrownBy(() -> operator.ask(parameter("key", new Parameter.Type.Secret())))
                .hasMessageContaining("it is a secret")
                .hasMessageNotContaining("canary");
    }
}

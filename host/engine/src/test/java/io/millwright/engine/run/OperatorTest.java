package io.millwright.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Parameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private static Parameter asked(Parameter.Type type) {
        return new Parameter("done", "Was it done?", "It was begun", type, Optional.empty(), "", true);
    }

    /** Nobody could know that the question whether a step was done takes "not-done" and not "no". */
    @Test
    void aChoiceNamesTheWordsThatItTakes() {
        assertThat(Operator.help(asked(new Parameter.Type.Choice(List.of("done", "not-done")))))
                .isEqualTo("It was begun; answer done or not-done");
        assertThat(Operator.help(asked(new Parameter.Type.Text(".*", "text")))).isEqualTo("It was begun");
    }
}

package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.settings.GuardrailsReader;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardrailsReaderTest {
    @TempDir
    private Path folder = Path.of(".");

    private Guardrails read(String text) throws IOException {
        return GuardrailsReader.read(List.of(Files.writeString(folder.resolve("guardrails.yaml"), text)));
    }

    @Test
    void readsRulesAndAcceptedRisks() throws Exception {
        Guardrails read = read("""
            rules:
              - name: nothing is lost in production
                contexts: [prod-*]
                danger: data-loss
                deny: true
              - name: upgrades at night
                intents: [upgrade]
                window: {days: [mon, Tuesday], from: "22:00", to: "04:00", zone: Europe/Berlin}
                objects: 20
                reason: true
            accepted:
              - risk: backup-age
                instances: ["db/orders@prod-*"]
                reason: the object store is being moved
                by: ada
                until: 2026-12-24
            """);
        assertThat(read.broken()).isEmpty();
        assertThat(read.rules()).hasSize(2);
        assertThat(read.rules().getLast().window().orElseThrow().display())
                .isEqualTo("Mon Tue 22:00 to 04:00 Europe/Berlin");
        assertThat(read.accepted().getFirst().display()).contains("backup-age", "2026-12-24", "ada");
    }

    @Test
    void noFileAndAnEmptyOnePermitEverything() throws Exception {
        assertThat(GuardrailsReader.read(List.of(folder.resolve("none.yaml")))).isEqualTo(Guardrails.NONE);
        assertThat(read("")).isEqualTo(Guardrails.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "rules: {}|'rules' must be a list",
                "rules: [{deny: true}]|a rule has no 'name'",
                "rules: [{name: a, denied: true}]|has 'denied'",
                "rules: [{name: a, deny: perhaps}]|'deny' is true or false",
                "rules: [{name: a, danger: big}]|there is no 'big', but reversible",
                "rules: [{name: a, intents: [explode]}]|there is no 'explode'",
                "rules: [{name: a, objects: many}]|'objects' is a number",
                "rules: [{name: a, window: {from: '9', to: '10:00'}}]|could not be parsed",
                "accepted: [{risk: a, by: ada, until: 2026-12-24}]|has no 'reason'",
                "accepted: [{risk: a, by: ada, reason: b}]|has no 'until'",
                "ruels: []|the file has 'ruels'",
                "rules: [|line 1, column 9: expected the node content"
            })
    void whatIsNotUnderstoodIsBrokenAsAWhole(String text, String why) throws Exception {
        Guardrails read = read(text);
        assertThat(read.rules()).isEmpty();
        assertThat(read.broken())
                .singleElement()
                .extracting(Problem::why)
                .asString()
                .containsIgnoringCase(why);
    }
}

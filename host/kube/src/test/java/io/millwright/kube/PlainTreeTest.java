package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read token by token is what an object mapper would read. */
final class PlainTreeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"a\":{\"b\":[1,2.5,-3,12345678901,123456789012345678901,true,false,null,\"\"]},\"c\":\"d\"}",
                "{\"a\":[[],[{}],{\"a\":[]}],\"a b\":1e3}"
            })
    void jsonIsReadAsAMapperReadsIt(String text) throws IOException {
        assertThat(PlainTree.json(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new ObjectMapper().readValue(text, Object.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb:\n- x\n- y: [yes, 'no', ~]\nc: |\n  two\n  lines\n",
                "a: &one {b: 0x1f}\nd: 2026-01-01\n'e': \"\\n\"\n",
                "# nothing but\n{json: [1]}\n"
            })
    void yamlIsReadAsAMapperReadsIt(String text) throws IOException {
        assertThat(PlainTree.yaml(text)).isEqualTo(new YAMLMapper().readValue(text, Object.class));
    }

    @Test
    void aTreeIsWrittenAsAMapperWritesIt() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("texts", List.of("", "a \"b\" \u0001 ü", "two\nlines"));
        tree.put(
                "numbers",
                List.of(1, 12345678901L, new BigInteger("123456789012345678901"), 2.5, new BigDecimal("1.10")));
        tree.put("truths", List.of(true, false));
        tree.put("nothing", null);
        tree.put("empty", List.of(Map.of(), List.of()));

        assertThat(PlainTree.json(tree)).isEqualTo(new ObjectMapper().writeValueAsString(tree));
    }

    @Test
    void whatIsNoPlainValueIsRefused() {
        assertThatThrownBy(() -> PlainTree.json(Map.of("at", Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a plain value: java.time.Instant");
    }

    @Test
    void anEmptyTextIsNoTree() throws IOException {
        assertThat(PlainTree.yaml("# a comment\n")).isNull();
        assertThat(PlainTree.json(new byte[0])).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1,", "{\"a\":1", "{a}"})
    void halfATextIsRefused(String text) {
        assertThatThrownBy(() -> PlainTree.json(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }
}

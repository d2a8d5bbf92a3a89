package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.Row;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a filter has found is marked where it is. */
class MatchesTest {
    private static final Row ROW = new Row("lab", "shop", "web-6d4f-bw", List.of("web-6d4f-bw", "Running"), "", 0, 0);

    /** The text with what was found in capitals. */
    private static String marked(String typed, String title, String text) {
        BitSet found = Filter.parse(typed, List.of(), Instant.EPOCH)
                .matches()
                .map(m -> m.in(ROW, title, text))
                .orElseGet(BitSet::new);
        StringBuilder out = new StringBuilder(text.toLowerCase(Locale.ROOT));
        found.stream().forEach(i -> out.setCharAt(i, Character.toUpperCase(text.charAt(i))));
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "-f we4,     namespace, shop",
        "-f we4,     name,      WEb-6d4f-bw",
        "-f WE4,     name,      WEb-6d4f-bw",
        "-f sweb,    namespace, Shop",
        "-f sweb,    name,      WEB-6d4f-bw",
        "-f bw,      name,      web-6d4f-BW",
        "-f eb w,    name,      wEb-6d4f-BW",
        "-f d4b,     name,      web-6D4f-Bw",
        "-f we,      status,    web-6d4f-bw",
        "web,        name,      WEB-6d4f-bw",
        "b,          name,      weB-6d4f-Bw",
        "'web bw',   name,      WEB-6d4f-BW",
        "'\\d[a-f]', name,      web-6D4F-bw",
        "'(web',     name,      web-6d4f-bw",
        "!web,       name,      web-6d4f-bw",
        "-l a=web,   name,      web-6d4f-bw",
        "age<2h,     name,      web-6d4f-bw"
    })
    void itIsMarkedWhereItIs(String typed, String title, String text) {
        String shown = title.equals("namespace") ? "shop" : "web-6d4f-bw";
        assertThat(marked(typed, title, shown)).isEqualTo(text);
    }

    @Test
    void whatStandsBesideTheNameIsNoPartOfIt() {
        assertThat(marked("-f gone", "name", "✗ web-6d4f-bw (gone)")).isEqualTo("✗ web-6d4f-bw (gone)");
        assertThat(marked("-f wbw", "name", "▸web-6d4f-bw")).isEqualTo("▸Web-6d4f-BW");
    }
}

package io.millwright.app.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole set of keys, for who has others in the fingers. What isn't in one has the keys of the reference, and single keys of the settings win
 * over it.
 */
public enum KeyProfile {
    /** The keys of the reference, which are those of k9s where these are harmless. */
    K9S("k9s", "the keys of the tables above; k9s' where they are harmless", ""),

    /** What lazygit calls the same: d removes, y copies, z takes back, n is new, v marks a range, J and K scroll what is beside the list. */
    LAZYGIT("lazygit", "what lazygit calls the same has its keys", """
            move.page-up        , ctrl-b
            move.page-down      . ctrl-f
            move.first          < g
            move.last           > G
            page.before         (
            page.after          )
            tab.next            ] tab right
            tab.previous        [ shift-tab left
            refresh             R ctrl-r
            detail.down         J }
            detail.up           K {
            detail.turn         V
            fleet.install       n
            fleet.namespaces    N
            objects.sort-left   H
            objects.sort-right  L
            objects.mark-range  v
            objects.copy        ctrl-o
            objects.fields      y
            objects.yaml        Y
            objects.describe    D
            object.copy         ctrl-o
            object.copy-text    y
            object.yaml         Y
            object.describe     D
            object.owner        O
            objects.owner       o
            object.do.delete    d
            object.do.undo-rollout  z
            release.rollback    z
            release.uninstall   d
            release.changes     D
            release.values      V
            operation.undo      z
            forwards.close      d
            forwards.copy       ctrl-o
            can.copy            ctrl-o
            calls.copy          ctrl-o
            logs.copy           ctrl-o
            """),

    /** No letter moves anything: only the arrows and the keys beside them do. */
    ARROWS(
            "arrows",
            "no letter moves; the arrows and the keys beside them do, with ctrl also the place and the detail",
            """
            move.up             <disabled>
            move.down           <disabled>
            move.left           <disabled>
            move.right          <disabled>
            move.page-up        <disabled>
            move.page-down      <disabled>
            move.first          <disabled>
            move.last           <disabled>
            page.before         [ ctrl-left
            page.after          ] ctrl-right
            detail.down         } ctrl-down
            detail.up           { ctrl-up
            """);

    private final String word;
    private final String says;
    private final Map<String, List<String>> keys;

    KeyProfile(String word, String says, String keys) {
        this.word = word;
        this.says = says;
        Map<String, List<String>> map = new LinkedHashMap<>();
        keys.lines().filter(l -> !l.isBlank()).forEach(line -> {
            List<String> words = List.of(line.strip().split(" +"));
            map.put(words.getFirst(), words.subList(1, words.size()));
        });
        this.keys = Collections.unmodifiableMap(map);
    }

    /** What it is called in the settings. */
    public String word() {
        return word;
    }

    /** What is different in it, in a few words. */
    public String says() {
        return says;
    }

    /** Names of keys by id of action, as in the settings. */
    public Map<String, List<String>> keys() {
        return keys;
    }

    static Optional<KeyProfile> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(KeyProfile::word).toList();
    }
}

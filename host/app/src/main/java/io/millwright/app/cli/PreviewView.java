package io.millwright.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A preview in words.
 *
 * @param changesByStep what would change, by step id
 * @param commandsByStep the equivalent commands, by step id
 * @param blockers what stands against running it now
 * @param missingRights rights that the user doesn't have
 * @param remarks what could not be previewed, and other things to know
 * @param phrase what has to be typed to approve it without a person at the terminal
 */
public record PreviewView(
        Map<String, List<Change>> changesByStep,
        Map<String, List<String>> commandsByStep,
        List<String> blockers,
        List<String> missingRights,
        List<String> remarks,
        String phrase) {
    public PreviewView {
        changesByStep = Map.copyOf(new LinkedHashMap<>(changesByStep));
        commandsByStep = Map.copyOf(new LinkedHashMap<>(commandsByStep));
        blockers = List.copyOf(blockers);
        missingRights = List.copyOf(missingRights);
        remarks = List.copyOf(remarks);
    }

    /** One object that would change, with a line diff. */
    public record Change(String verb, String object, List<String> diff) {
        public Change {
            diff = List.copyOf(diff);
        }
    }

    List<Change> changes(String step) {
        return changesByStep.getOrDefault(step, List.of());
    }

    List<String> commands(String step) {
        return commandsByStep.getOrDefault(step, List.of());
    }
}

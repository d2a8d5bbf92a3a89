package io.millwright.app.page;

import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.List;
import java.util.Optional;

/** The namespaces that the user has set, each on a number. */
final class Favourites {
    private static final String ID = "objects.favourite-";
    private static final int MOST = 9;

    private Favourites() {}

    /** One action for each number, whether there is such a namespace or not. */
    static ActionRegistry<Model> actions(boolean namespaced) {
        ActionRegistry.Builder<Model> all = ActionRegistry.builder();
        for (int i = 1; i <= MOST; i++) {
            int number = i;
            all.add(
                    ActionSpec.reading(
                            ID + i,
                            String.valueOf(i),
                            "go to namespace " + i,
                            "Shows only that namespace of those that the settings list under 'namespaces'.",
                            "millwright get KIND -n NAMESPACE"),
                    m -> namespaced
                            ? Availability.when(
                                    number <= all(m).size(), "'namespaces' in the settings has no number " + number)
                            : Availability.disabled("this kind has no namespaces"));
        }
        return all.build();
    }

    private static List<String> all(Model model) {
        Optional<String> context =
                model.page() instanceof KindPage page ? page.ask().context() : Optional.empty();
        return model.prefs().screen().namespaces(model.single(context));
    }

    /** The namespace of such an action; empty for any other. */
    static Optional<String> of(String action, Model model) {
        return action.startsWith(ID)
                ? all(model).stream()
                        .skip(Integer.parseInt(action.substring(ID.length())) - 1L)
                        .findFirst()
                : Optional.empty();
    }

    /** The numbers beside a list's title, the one that is shown in brackets. */
    static String title(KindPage page, Model model) {
        List<String> all = all(model);
        if (all.isEmpty() || !page.isNamespaced()) {
            return "";
        }
        StringBuilder title = new StringBuilder("   ")
                .append(number(0, "all", page.ask().namespace().equals(Optional.of(""))));
        for (int i = 0; i < all.size(); i++) {
            boolean here = page.ask().namespace().equals(Optional.of(all.get(i)));
            title.append("  ").append(number(i + 1, all.get(i), here));
        }
        return title.toString();
    }

    private static String number(int number, String name, boolean here) {
        return here ? "[" + number + " " + name + "]" : number + " " + name;
    }
}

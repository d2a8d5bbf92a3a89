package io.millwright.app.objects;

import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes an object to what somebody has written: only the fields that they changed are sent. */
final class Edit extends ObjectRunbook {
    private static final String FILE = "file";
    /** How values that were taken out begin. */
    private static final String TAKEN_OUT = "<redacted";

    Edit() {
        super(
                "edit",
                "Edit",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Changes the fields that differ between the file and the object; the API server is asked first what it would do.",
                List.of(new Parameter(
                        FILE,
                        "File",
                        "The object as YAML or JSON, as 'get KIND NAME -o yaml' shows it, with your changes.",
                        new Parameter.Type.Document(),
                        Optional.empty(),
                        "",
                        true)),
                "tasks/manage-kubernetes-objects/");
    }

    @Override
    boolean suits(String kind) {
        return !kind.equals("Secret");
    }

    @Override
    boolean suitsSeveral() {
        return false;
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        Resource edited = Yaml.read(request.contents().getOrDefault(FILE, ""))
                .map(Resource::new)
                .orElseThrow(() -> refused(ref, "the file is neither YAML nor JSON", "Edit it again."));
        if (!edited.kind().equals(object.kind())
                || !edited.name().equals(object.name())
                || !edited.namespace().equals(object.namespace())) {
            throw refused(ref, "the file is of another object", "Kind, namespace and name can't be changed.");
        }
        Resource before = Stream.of(object, request.instance().root())
                .filter(o -> o.resourceVersion().equals(edited.resourceVersion()))
                .findFirst()
                .orElseThrow(() -> refused(
                        ref,
                        "it was changed meanwhile by somebody else",
                        "Edit its present state: what is in the file is still there."));
        TreeChange change = written(before, edited);
        if (change.isEmpty()) {
            throw refused(ref, "nothing in the file differs from it", "Nothing was changed.");
        }
        if (String.valueOf(change.patch()).contains(TAKEN_OUT)) {
            throw refused(
                    ref,
                    "a list that was changed holds values that were taken out of what you saw",
                    "Change that list with kubectl edit, or where the object comes from.");
        }
        List<String> fields = change.fields();
        List<String> others = written(before, object).fields().stream()
                .filter(theirs -> fields.stream().anyMatch(mine -> overlap(mine, theirs)))
                .toList();
        if (!others.isEmpty()) {
            throw refused(
                    ref,
                    "somebody else has changed " + String.join(", ", others) + " meanwhile",
                    "Edit its present state: what is in the file is still there.");
        }
        return new Deed(
                "Edit " + named(object, request) + ": " + String.join(", ", fields),
                Danger.DISRUPTIVE,
                List.of(Step.change(
                        "edit",
                        "change " + String.join(", ", fields) + " of " + ref.display(),
                        "That is what was written.",
                        new Action.Patch(ref, change.patch(), change.removals(), ""),
                        done(change, object, ref),
                        Undo.EXACT,
                        SOON)),
                List.of("changes " + Several.counted(fields.size(), "field") + " of " + ref.display()),
                List.of());
    }

    private static Check done(TreeChange change, Resource object, ObjectRef ref) {
        Resource wanted = Resource.of(ref.kind(), object.namespace(), object.name(), Map.of());
        Resource set = new Resource(merged(wanted.content(), change.patch()));
        List<Check> all = new ArrayList<>();
        all.add(new Check.Matches(List.of(set)));
        for (String path : change.removals()) {
            List<String> words = List.of(path.split("/")).stream()
                    .map(w -> w.replace("~1", "/").replace("~0", "~"))
                    .toList();
            all.add(new Check.FieldMatches(ref, words, Check.Operator.ABSENT, ""));
        }
        return new Check.All(all);
    }

    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> patch) {
        Map<String, Object> all = new LinkedHashMap<>(base);
        patch.forEach((key, value) -> all.put(
                key,
                value instanceof Map<?, ?> more && base.get(key) instanceof Map<?, ?> there
                        ? merged(new Resource(words(there)).content(), words(more))
                        : value));
        return all;
    }

    private static Map<String, Object> words(Map<?, ?> map) {
        Map<String, Object> words = new LinkedHashMap<>();
        map.forEach((key, value) -> words.put(String.valueOf(key), value));
        return words;
    }

    /** What was written, apart from what its controllers write. */
    private static TreeChange written(Resource before, Resource after) {
        return TreeChange.between(content(before), content(after));
    }

    private static Map<String, Object> content(Resource object) {
        return Inspection.shown(object)
                .without("status")
                .without("metadata", "resourceVersion")
                .without("metadata", "generation")
                .content();
    }

    /** Whether one lies in the other. */
    private static boolean overlap(String one, String other) {
        return (one + ".").startsWith(other + ".") || (other + ".").startsWith(one + ".");
    }

    private static ProblemException refused(ObjectRef ref, String why, String next) {
        return new ProblemException(Problem.user("plan to edit " + ref.display(), "the file", why, next));
    }
}

package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** All ten definitions are served and of one version. */
final class DefinitionsAre implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String wanted = arguments.getOrDefault("version", "");
        for (String name : Names.DEFINITIONS) {
            Optional<Resource> definition = view.get(Definitions.ref(name));
            String version = definition.flatMap(Definitions::version).orElse("none");
            answer.saw(
                    "definition", Definitions.ref(name), "metadata.annotations[" + Names.SCHEMA_VERSION + "]", version);
            if (definition.filter(Definitions::served).isEmpty()) {
                return answer.not(name + " isn't served");
            }
            if (!version.equals(wanted)) {
                return answer.not(name + " is of " + version + ", not " + wanted);
            }
        }
        return answer.holds("the definitions are of " + wanted);
    }
}

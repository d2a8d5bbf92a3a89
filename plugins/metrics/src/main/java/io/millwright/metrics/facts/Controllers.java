package io.millwright.metrics.facts;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds prometheus-operator's Deployments, by their image: labels differ with who installed it. */
public final class Controllers {
    private static final Pattern IMAGE = Pattern.compile("(.*/)?prometheus-operator([:@].*)?");
    private static final Pattern CHART = Pattern.compile("kube-prometheus-stack-(\\d+\\.\\d+\\.\\d+.*)");

    private Controllers() {}

    public static boolean is(Resource deployment) {
        return image(deployment).isPresent();
    }

    private static Optional<String> image(Resource deployment) {
        return deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.text("image").stream())
                .filter(i -> IMAGE.matcher(i).matches())
                .findFirst();
    }

    public static List<Resource> all(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .filter(Controllers::is)
                .toList();
    }

    public static boolean anyRuns(ClusterView view) {
        return all(view).stream().anyMatch(Operators::available);
    }

    /** Its version: the image's tag, else that of the reloader which it hands out. Labels tell the chart's version. */
    public static Optional<String> version(Resource deployment) {
        return image(deployment)
                .flatMap(Version::ofImage)
                .or(() -> argument(deployment, "prometheus-config-reloader").flatMap(Version::ofImage))
                .map(Version::text);
    }

    /** The value of {@code --name=value} among its arguments. */
    public static Optional<String> argument(Resource deployment, String name) {
        return deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.texts("args").stream())
                .filter(a -> a.startsWith("--" + name + "="))
                .map(a -> a.substring(name.length() + 3))
                .findFirst();
    }

    /** The version of the chart kube-prometheus-stack that an object came from. */
    public static Optional<String> chartVersion(Resource object) {
        return object.label("chart")
                .or(() -> object.label("helm.sh/chart"))
                .map(CHART::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1));
    }
}

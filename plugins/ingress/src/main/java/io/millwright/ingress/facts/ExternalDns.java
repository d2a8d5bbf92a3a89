package io.millwright.ingress.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One external-dns, as its Deployment tells.
 *
 * @param deployment the Deployment
 */
public record ExternalDns(Resource deployment) {
    private static final Pattern PART = Pattern.compile("(\\d+)(h|ms|m|s)");

    public static boolean isOne(Resource deployment) {
        return deployment
                        .text("spec", "template", "metadata", "labels", Names.NAME_LABEL)
                        .filter(Names.DNS::equals)
                        .isPresent()
                || deployment.items("spec", "template", "spec", "containers").stream()
                        .anyMatch(c -> Images.path(c.text("image").orElse("")).endsWith("external-dns/external-dns"));
    }

    public ObjectRef ref() {
        return ObjectRef.of(Kind.DEPLOYMENT, deployment.namespace(), deployment.name());
    }

    /** All values of a flag, in order. */
    public List<String> flags(String name) {
        return deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.texts("args").stream())
                .filter(a -> a.startsWith("--" + name + "="))
                .map(a -> a.substring(name.length() + 3))
                .toList();
    }

    public Optional<String> flag(String name) {
        return flags(name).stream().findFirst();
    }

    public boolean dryRun() {
        return deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.texts("args").stream())
                .anyMatch(a -> a.equals("--dry-run") || a.equals("--dry-run=true"));
    }

    public String policy() {
        return flag("policy").orElse("sync");
    }

    public String registry() {
        return flag("registry").orElse("txt");
    }

    public String owner() {
        return flag("txt-owner-id").orElse("default");
    }

    /** How often it looks; upstream's default is a minute. */
    public Duration interval() {
        Matcher m = PART.matcher(flag("interval").orElse("1m"));
        Duration total = Duration.ZERO;
        while (m.find()) {
            long n = Long.parseLong(m.group(1));
            total = total.plus(
                    switch (m.group(2)) {
                        case "h" -> Duration.ofHours(n);
                        case "m" -> Duration.ofMinutes(n);
                        case "s" -> Duration.ofSeconds(n);
                        default -> Duration.ofMillis(n);
                    });
        }
        return total.isZero() ? Duration.ofMinutes(1) : total;
    }

    /** Its running pod. */
    public Optional<Resource> pod(ClusterView view) {
        return view
                .list(
                        Kind.POD,
                        new Selector(
                                deployment.namespace(),
                                deployment.textMap("spec", "selector", "matchLabels"),
                                Map.of()))
                .stream()
                .filter(p -> p.text("metadata", "deletionTimestamp").isEmpty())
                .findFirst();
    }
}

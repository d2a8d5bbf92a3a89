package io.millwright.certificates.named;

import io.millwright.certificates.facts.Bundles;
import io.millwright.kit.X509;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** Every bundle that takes roots by Millwright's label has, or no longer has, the root with that fingerprint in each of its targets. */
final class RootInBundle implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String fingerprint = arguments.getOrDefault("fingerprint", "");
        boolean there = arguments.getOrDefault("there", "true").equals("true");
        List<Resource> bundles = Bundles.labelled(view);
        for (Resource bundle : bundles) {
            if (!Bundles.synced(bundle)) {
                return answer.saw("bundle", Bundles.ref(bundle), "status.conditions[Synced]", Bundles.reason(bundle))
                        .not("bundle " + bundle.name() + " isn't synced: " + Bundles.reason(bundle));
            }
            for (Resource target : Bundles.targets(bundle, view)) {
                List<X509> roots = X509.ofPem(Bundles.text(bundle, target));
                answer.saw("target", target.ref(io.millwright.spi.Kind.CONFIG_MAP), "data", roots.size() + " roots");
                if (roots.stream().anyMatch(r -> r.fingerprint().equals(fingerprint)) != there) {
                    return answer.not("ConfigMap " + target.namespace() + "/" + target.name()
                            + (there ? " lacks the root" : " still has the root"));
                }
            }
        }
        return answer.holds(bundles.isEmpty() ? "no bundle takes roots by label" : "every target is up to date");
    }
}

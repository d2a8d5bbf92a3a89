package io.millwright.ingress.named;

import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Tree;
import io.millwright.spi.Check;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** The named checks, and how plans refer to them. */
public final class Questions {
    private static final String ROUTED = "ingress.routed";
    private static final String PROGRAMMED = "ingress.programmed";
    private static final String RELOADED = "ingress.reloaded";
    private static final String CLASS_UNUSED = "ingress.class-unused";
    private static final String ADMITTING = "ingress.admitting";

    private Questions() {}

    /** All, by id. */
    public static Map<String, NamedCheck> all() {
        return Map.of(
                ROUTED, new Routed(),
                PROGRAMMED, new Programmed(),
                RELOADED, new Reloaded(),
                CLASS_UNUSED, new ClassUnused(),
                ADMITTING, new Admitting());
    }

    /** Every parent of each of these routes has accepted it and found its backends. */
    public static Check routed(String namespace, List<Resource> routes) {
        return new Check.Named(
                ROUTED,
                Tree.of(
                        "namespace",
                        namespace,
                        "names",
                        String.join(",", routes.stream().map(Resource::name).toList())));
    }

    /** The Gateway is programmed, and so is each of its listeners. */
    public static Check programmed(String namespace, String name) {
        return new Check.Named(PROGRAMMED, Tree.of("namespace", namespace, "name", name));
    }

    /** Every pod of that controller runs the configuration that it was given last. */
    public static Check reloaded(Nginx nginx) {
        return of(RELOADED, nginx);
    }

    /** Somebody answers for the webhook that judges Ingresses, where that controller has one. */
    public static Check admitting(Nginx nginx) {
        return of(ADMITTING, nginx);
    }

    /** No Ingress that a controller of that name serves is left. */
    public static Check classUnused(Nginx nginx) {
        return of(CLASS_UNUSED, nginx);
    }

    private static Check of(String id, Nginx nginx) {
        return new Check.Named(
                id,
                Tree.of(
                        "namespace",
                        nginx.namespace(),
                        "name",
                        nginx.workload().name(),
                        "kind",
                        nginx.kind().kind()));
    }
}

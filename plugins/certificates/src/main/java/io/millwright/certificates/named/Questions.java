package io.millwright.certificates.named;

import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Tree;
import io.millwright.spi.Check;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String WEBHOOK = "certificates.webhook-trusted";
    static final String RENEWED = "certificates.renewed";
    static final String ISSUED_BY = "certificates.issued-by";
    static final String PROGRAMS = "certificates.programs-run";
    static final String LEADS = "certificates.leads";
    static final String ARGUMENT = "certificates.argument";
    static final String ROOT_IN_BUNDLE = "certificates.root-in-bundle";
    static final String ROOT_UNUSED = "certificates.root-unused";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(WEBHOOK, new WebhookTrusted());
        all.put(RENEWED, new Renewed());
        all.put(ISSUED_BY, new IssuedBy());
        all.put(PROGRAMS, new ProgramsRun());
        all.put(LEADS, new Leads());
        all.put(ARGUMENT, new Argument());
        all.put(ROOT_IN_BUNDLE, new RootInBundle());
        all.put(ROOT_UNUSED, new RootUnused());
        return all;
    }

    /** Both webhook configurations trust the authority that signs the webhook's certificate. */
    public static Check webhookTrusted(ObjectRef controller) {
        return new Check.Named(WEBHOOK, Tree.of("namespace", controller.namespace(), "controller", controller.name()));
    }

    /** The three programs run, each with at least that many pods and, where a version is given, in that version. */
    public static Check programsRun(ObjectRef controller, String version) {
        return new Check.Named(
                PROGRAMS,
                Tree.of("namespace", controller.namespace(), "controller", controller.name(), "version", version));
    }

    /** One pod of the controller acts: from then on certificates are issued and renewed. */
    public static Check leads(ObjectRef controller) {
        return new Check.Named(LEADS, Tree.of("namespace", controller.namespace(), "controller", controller.name()));
    }

    /** The controller runs with that value of that argument; empty for none. */
    public static Check argument(Installation installation, String argument, String value) {
        return new Check.Named(
                ARGUMENT,
                Tree.of(
                        "namespace",
                        installation.namespace(),
                        "controller",
                        installation.controller().name(),
                        "argument",
                        argument,
                        "value",
                        value));
    }

    /** The certificate is ready in a revision after that one, and nothing more is under way. */
    public static Check renewed(ObjectRef certificate, long after) {
        return new Check.Named(
                RENEWED,
                Tree.of(
                        "namespace",
                        certificate.namespace(),
                        "name",
                        certificate.name(),
                        "after",
                        Long.toString(after)));
    }

    /** The certificate is ready, and what its Secret serves was signed by that issuer. */
    public static Check issuedBy(ObjectRef certificate, ObjectRef issuer) {
        return new Check.Named(
                ISSUED_BY,
                Tree.of(
                        "namespace",
                        certificate.namespace(),
                        "name",
                        certificate.name(),
                        "kind",
                        issuer.kind().kind(),
                        "issuer",
                        issuer.name()));
    }

    /** Every bundle that takes roots by label is synced, and the root with that fingerprint is in each of its targets. */
    public static Check rootInBundle(String fingerprint, boolean there) {
        return new Check.Named(ROOT_IN_BUNDLE, Tree.of("fingerprint", fingerprint, "there", Boolean.toString(there)));
    }

    /** No served certificate was signed by the authority in that Secret. */
    public static Check rootUnused(ObjectRef secret) {
        return new Check.Named(ROOT_UNUSED, Tree.of("namespace", secret.namespace(), "secret", secret.name()));
    }
}

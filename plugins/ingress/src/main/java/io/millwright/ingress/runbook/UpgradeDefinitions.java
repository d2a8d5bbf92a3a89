package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Optional;

/** Brings the definitions of the Gateway API to a newer release. Nothing leads back. */
final class UpgradeDefinitions extends Base {
    private static final String NEWEST =
            "https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.1/standard-install.yaml";

    UpgradeDefinitions() {
        super(new RunbookInfo(
                "upgrade-definitions",
                "Upgrade the Gateway API",
                Intent.UPGRADE,
                Danger.DESTRUCTIVE,
                "Applies the custom resource definitions of a newer Gateway API, or of Envoy Gateway, and waits until they are served.",
                Optional.of(Names.ENVOY),
                List.of(
                        Ask.required(Ask.with(
                                Ask.document(
                                        "definitions",
                                        "Definitions",
                                        "File or address of a release's standard-install.yaml, or of rendered definitions."),
                                NEWEST,
                                "newest known release")),
                        Ask.yesNo(
                                "take-over",
                                "Take over",
                                "Whether definitions that Helm or kubectl applied are taken over; their chart must not bring them any more then.",
                                false)),
                List.of(
                        "There is no way back: older definitions are refused by the policy that comes with them.",
                        "An older version that objects are still stored in makes the API server refuse them: this is looked at first.",
                        "TLS, TCP and UDP routes of alpha versions must be written as v1 before 1.6.",
                        "cert-manager and external-dns look for the kinds at their start: restart them afterwards."),
                List.of("https://gateway-api.sigs.k8s.io/guides/crd-management/")));
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> definitions = Definitions.read(
                Yaml.documents(request.contents().getOrDefault("definitions", ""), request.input("definitions")));
        for (Resource d : definitions) {
            if (d.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION.kind())) {
                view.get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", d.name()))
                        .ifPresent(live -> {
                            newer(live, d);
                            if (!request.yes("take-over")) {
                                own(live);
                            }
                        });
            }
        }
        String bundle = definitions.stream()
                .flatMap(d -> d.annotation(Names.BUNDLE_VERSION).stream())
                .findFirst()
                .orElse("of the file");
        draft.step(Definitions.apply(definitions, request.yes("take-over")))
                .step(Step.require(
                        "running",
                        "control plane still runs",
                        "It reads the kinds anew.",
                        new Check.Ready(ObjectRef.of(Kind.DEPLOYMENT, root.namespace(), root.name()))))
                .consequence("changes no Gateway and no route")
                .risk("one-way", "There is no way back", "Save Gateways and routes first (runbook back-up).");
        return draft.plan("Upgrade the definitions on " + view.cluster() + " to " + bundle);
    }

    /** Refuses what the API server or its policy would refuse half-way. */
    private void newer(Resource live, Resource wanted) {
        Optional<Version> now = bundle(live);
        Optional<Version> then = bundle(wanted);
        if (now.isPresent() && then.isPresent() && then.get().olderThan(now.get())) {
            throw refused(
                    live.name(),
                    "the cluster has " + now.get() + ", which is newer than " + then.get(),
                    "Give a newer file.");
        }
        if (!live.annotation(Names.CHANNEL).equals(wanted.annotation(Names.CHANNEL))
                && now.isPresent()
                && then.isPresent()) {
            throw refused(
                    live.name(),
                    "the cluster has channel " + live.annotation(Names.CHANNEL).orElse("none") + ", the file "
                            + wanted.annotation(Names.CHANNEL).orElse("none"),
                    "Give the file of the same channel.");
        }
        List<String> versions = wanted.items("spec", "versions").stream()
                .flatMap(v -> v.text("name").stream())
                .toList();
        live.texts("status", "storedVersions").stream()
                .filter(v -> !versions.contains(v))
                .findFirst()
                .ifPresent(v -> {
                    throw refused(
                            live.name(),
                            "objects are stored as " + v + ", which the new definition lacks",
                            "Store them anew: kubectl get " + live.name()
                                    + " -A -o json | kubectl replace -f -, then take " + v
                                    + " out of status.storedVersions.");
                });
    }

    /** Fields of another manager would stop the run half-way. */
    private void own(Resource live) {
        live.items("metadata", "managedFields").stream()
                .filter(m -> m.text("subresource").isEmpty())
                .flatMap(m -> m.text("manager").stream())
                .filter(m -> !m.equals("millwright"))
                .findFirst()
                .ifPresent(m -> {
                    throw refused(
                            live.name(),
                            "it was applied by "
                                    + Installer.release(live)
                                            .map(r -> "Helm release " + r.name())
                                            .orElse(m),
                            "Upgrade it there, or answer 'take-over' with yes.");
                });
    }

    private static Optional<Version> bundle(Resource definition) {
        return definition.annotation(Names.BUNDLE_VERSION).map(v -> Version.of(v.replaceFirst("^v", "")));
    }
}

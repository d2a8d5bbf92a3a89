package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
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
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets chosen namespaces read from a Vault, by the operator's own service account. */
final class CreateStore extends EsoRunbook {
    CreateStore() {
        super(new RunbookInfo(
                "create-store",
                "Connect a Vault",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a service account and a ClusterSecretStore that logs in to a Vault or OpenBao with it, for the namespaces that carry a label, and waits until the operator calls it valid.",
                Optional.of(Names.ESO),
                List.of(
                        Ask.required(Ask.with(Ask.name("name", "Name", "Name of the store.", 63), "vault", "proposal")),
                        Ask.required(Ask.text(
                                "address",
                                "Address",
                                "The servers' address, such as https://vault.vault.svc:8200.",
                                "https?://\\S+",
                                "an address that begins with https:// or http://")),
                        Ask.required(Ask.with(
                                Ask.text(
                                        "path",
                                        "Path",
                                        "Where the key-value store is mounted.",
                                        "[A-Za-z0-9/_-]+",
                                        "a path"),
                                "secret",
                                "upstream default")),
                        Ask.required(Ask.with(
                                Ask.text(
                                        "mount",
                                        "Login mount",
                                        "Where the Kubernetes login is mounted.",
                                        "[A-Za-z0-9/_-]+",
                                        "a path"),
                                "kubernetes",
                                "upstream default")),
                        Ask.required(Ask.with(
                                Ask.text("role", "Role", "Role of that login.", "[A-Za-z0-9_-]+", "a role's name"),
                                "external-secrets",
                                "proposal")),
                        Ask.name(
                                "ca",
                                "CA",
                                "ConfigMap of the operator's namespace with ca.crt; empty where the address has a public certificate, or none.",
                                253),
                        Ask.required(Ask.with(
                                Ask.text(
                                        "label",
                                        "Label",
                                        "Only namespaces with that label may read.",
                                        "[a-z0-9./-]+=[A-Za-z0-9._-]+",
                                        "a label such as vault=allowed"),
                                "vault=allowed",
                                "proposal"))),
                List.of(
                        "In Vault the login must be set up before: auth method, role bound to this service account, policy.",
                        "Whoever may label a namespace may read there what the role may read.",
                        "Outside the servers' cluster, give the address of a load balancer: servers send redirects to addresses of pods."),
                List.of("https://external-secrets.io/latest/provider/hashicorp-vault/")));
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("name");
        String account = name + "-store";
        ObjectRef ref = ObjectRef.of(Names.CLUSTER_STORE, "", name);
        if (view.get(ref).isPresent()) {
            throw refused(ref.display(), "it is there already", "Choose another name.");
        }
        String ca = request.input("ca");
        if (!ca.isEmpty()
                && view.get(ObjectRef.of(Kind.CONFIG_MAP, root.namespace(), ca))
                        .flatMap(c -> c.text("data", "ca.crt"))
                        .isEmpty()) {
            throw refused(ca, "ConfigMap " + root.namespace() + "/" + ca + " has no ca.crt", "Make it first.");
        }
        List<Resource> objects = new ArrayList<>();
        objects.add(Resource.of(Kind.SERVICE_ACCOUNT, root.namespace(), account, Map.of()));
        objects.add(store(request, root.namespace(), account));
        if (request.input("address").startsWith("http://")) {
            draft.risk("no-tls", "Plain HTTP", "Secrets cross the network readable by anybody on it.");
        }
        return draft.step(Step.change(
                        "store",
                        ref.display() + " and its service account",
                        "The operator logs in with a token of that account.",
                        new Action.Apply(objects, false),
                        new Check.Matches(objects),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "valid",
                        "the operator calls the store valid",
                        "If it doesn't: the address, the certificate's names, the role or its service account don't fit.",
                        new Check.Condition(ref, "Ready", "True"),
                        Duration.ofMinutes(6)))
                .consequence("lets namespaces labelled " + request.input("label") + " read what role "
                        + request.input("role") + " may read")
                .plan("Connect " + request.input("address") + " as store " + name + " on " + view.cluster());
    }

    private static Resource store(Request request, String namespace, String account) {
        String[] label = request.input("label").split("=", 2);
        Map<String, Object> vault = new LinkedHashMap<>();
        vault.put("server", request.input("address"));
        vault.put("path", request.input("path"));
        vault.put("version", "v2");
        if (!request.input("ca").isEmpty()) {
            Map<String, Object> ca = new LinkedHashMap<>();
            ca.put("type", "ConfigMap");
            ca.put("name", request.input("ca"));
            ca.put("namespace", namespace);
            ca.put("key", "ca.crt");
            vault.put("caProvider", ca);
        }
        Map<String, Object> who = Tree.of("name", account, "namespace", namespace, "audiences", List.of("vault"));
        vault.put(
                "auth",
                Tree.of(
                        "kubernetes",
                        Tree.of(
                                "mountPath",
                                request.input("mount"),
                                "role",
                                request.input("role"),
                                "serviceAccountRef",
                                who)));
        return Resource.of(
                Names.CLUSTER_STORE,
                "",
                request.input("name"),
                Map.of(
                        "spec",
                        Tree.of(
                                "conditions",
                                List.of(Tree.of(
                                        "namespaceSelector", Tree.of("matchLabels", Tree.of(label[0], label[1])))),
                                "provider",
                                Tree.of("vault", vault))));
    }
}

package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kit.Tree;
import io.millwright.kit.Yaml;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.vault.VaultTool;
import io.millwright.vault.facts.Names;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The External Secrets Operator from nothing to removal, by commands alone, with a store that works and one that can't. */
abstract class SecretsJourney extends Journey {
    static final Map<String, Tool> TOOLS = Map.of("vault", new VaultTool());
    private static final String AT = Names.ESO + "/" + Names.ESO;
    private static final String NAMESPACE = "mw-secrets";

    SecretsJourney() {
        super("vault", List.of(NAMESPACE, Names.ESO));
    }

    @Override
    void clear(Place p) {
        p.delete(Kind.NAMESPACE, "", NAMESPACE);
        definitions(p).forEach(d -> p.delete(Kind.CUSTOM_RESOURCE_DEFINITION, "", d));
        p.delete(Kind.NAMESPACE, "", Names.ESO);
    }

    private static List<String> definitions(Place place) {
        return place.cluster().view().list(Kind.CUSTOM_RESOURCE_DEFINITION, Selector.ALL).stream()
                .map(Resource::name)
                .filter(n -> n.endsWith("external-secrets.io"))
                .toList();
    }

    @Test
    void theOperatorFromInstallationToRemovalAndASecretThatArrives() {
        runs("install-external-secrets", "", "version=0.16.2", "replicas=1", "repository=" + place().charts());
        assertThat(instances()).contains(AT).contains("0.16.2");
        assertThat(health(AT)).as("health after the installation").doesNotContainPattern(CRITICAL);

        Yaml.resources(SecretsJourney.class, "secrets.yaml")
                .forEach(r -> place().cluster().writer().apply(r, true, Mode.REAL));
        until("the secret arrives", () -> password().equals("swordfish"));
        until("the broken store is named", () -> health(AT).contains("SecretStore mw-secrets/broken"));
        assertThat(health(AT))
                .containsPattern(CRITICAL)
                .contains("Secrets from this store aren't refreshed or made")
                .doesNotContain("mw-secrets/book");

        place().patch(
                        Names.SECRET_STORE,
                        NAMESPACE,
                        "book",
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "provider",
                                        Tree.of(
                                                "fake",
                                                Tree.of(
                                                        "data",
                                                        List.of(Tree.of(
                                                                "key", "/db/password", "value", "herring")))))));
        runs("refresh", AT, "namespace=" + NAMESPACE, "secret=db");
        assertThat(password()).as("read again long before its time").isEqualTo("herring");
        aKeyThatIsNotThereIsNamed();

        runs("configure-external-secrets", AT, "setting=replicas", "value=2", "repository=" + place().charts());
        assertThat(deployment().flatMap(d -> d.number("spec", "replicas"))).contains(2L);

        place().operator().runsOn(AT, Names.ESO, "uninstall-external-secrets", "repository=" + place().charts());
        assertThat(deployment()).isEmpty();
        assertThat(definitions(place())).as("definitions are kept").containsAll(Names.CORE_DEFINITIONS);
        assertThat(place().get(Names.EXTERNAL_SECRET, NAMESPACE, "db")).isPresent();
        assertThat(password()).as("the Secret is kept").isEqualTo("herring");
        assertThat(place().operator().failures()).isEmpty();
    }

    private void aKeyThatIsNotThereIsNamed() {
        keyIs("/gone");
        until("the missing key is named", () -> health(AT).contains("mw-secrets/db: "));
        assertThat(health(AT)).contains("Its Secret keeps the values that it had");
        keyIs("/db/password");
        until("it is found again", () -> !health(AT).contains("mw-secrets/db: "));
    }

    private void keyIs(String key) {
        place().patch(
                        Names.EXTERNAL_SECRET,
                        NAMESPACE,
                        "db",
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "data",
                                        List.of(Tree.of("secretKey", "password", "remoteRef", Tree.of("key", key))))));
    }

    private String password() {
        return place().get(Kind.SECRET, NAMESPACE, "db")
                .flatMap(s -> s.text("data", "password"))
                .map(v -> new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8))
                .orElse("");
    }

    private Optional<Resource> deployment() {
        return place().cluster().view().get(ObjectRef.of(Kind.DEPLOYMENT, Names.ESO, Names.ESO));
    }
}

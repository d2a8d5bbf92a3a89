package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server is asked for. */
class ObjectsAskedTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    private final FakeClusters clusters = new FakeClusters().cluster("eu-1").cluster("us-1");

    private ObjectsAsked asked(Optional<String> namespace, boolean everywhere, String... words) {
        return new ObjectsAsked(
                Target.of(List.of(words)),
                clusters.contexts(),
                namespace,
                everywhere,
                "app=web",
                "status.phase=Running");
    }

    private static Query query(ObjectsAsked asked) {
        return asked.query(PODS, asked.wanted().getFirst());
    }

    @Test
    void ofOneNameTheServerIsAskedForOneObject() {
        Query named = query(asked(Optional.empty(), false, "pod", "web"));
        assertThat(named.fields()).isEqualTo("metadata.name=web");
        assertThat(named.namespace()).isEqualTo("default");
        assertThat(named.labels()).isEmpty();
        Query anywhere = query(asked(Optional.empty(), true, "pod/web"));
        assertThat(anywhere.namespace()).isEmpty();
        assertThat(anywhere.once())
                .as("one request, not one for each namespace")
                .isTrue();
        assertThat(query(asked(Optional.of("a,b"), false, "pod/web")).namespaces())
                .containsExactly("a", "b");
    }

    @Test
    void aListIsOfAllNamespacesAndNarrowedByTheServer() {
        assertThat(query(asked(Optional.empty(), false, "pods")))
                .isEqualTo(new Query(PODS, "", "app=web", "status.phase=Running"));
        assertThat(query(asked(Optional.of("a"), false, "pods")).namespace()).isEqualTo("a");
    }

    @Test
    void eachClusterIsAskedForEachNameOfEachKind() {
        assertThat(asked(Optional.empty(), false, "pod,svc", "a", "b", "a").wanted())
                .extracting(w -> w.cluster() + " " + w.word() + "/" + w.name().orElse(""))
                .containsExactly(
                        "eu-1 pod/a",
                        "eu-1 pod/b",
                        "us-1 pod/a",
                        "us-1 pod/b",
                        "eu-1 svc/a",
                        "eu-1 svc/b",
                        "us-1 svc/a",
                        "us-1 svc/b");
        assertThat(Target.of(List.of("pod/a", "svc/b", "pod/c")))
                .containsExactly(new Target("pod", List.of("a", "c")), new Target("svc", List.of("b")));
        for (List<String> wrong : List.of(List.of("pod/"), List.of("/a"), List.of("pod", "svc/a"), List.of("a/b/c"))) {
            assertThatThrownBy(() -> Target.of(wrong)).isInstanceOf(ProblemException.class);
        }
    }
}

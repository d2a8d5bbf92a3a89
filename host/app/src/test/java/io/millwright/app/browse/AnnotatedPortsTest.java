package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The annotations by which k9s forwards ports, as it documents them. */
class AnnotatedPortsTest {
    private static final Map<String, Object> SPEC = Map.of(
            "containers",
            List.of(
                    Map.of("name", "zorg", "ports", List.of(Map.of("name", "p1", "containerPort", 5556))),
                    Map.of("name", "bozo", "ports", List.of(Map.of("name", "p1", "containerPort", 8081)))));

    private static Resource pod(String annotation, String value) {
        return Resource.of(Kind.POD, "shop", "fred", Map.of("spec", SPEC))
                .with(value, "metadata", "annotations", annotation);
    }

    private static List<PortPair> auto(String value) {
        return AnnotatedPorts.auto(pod(AnnotatedPorts.AUTO, value));
    }

    @Test
    void aPortIsNamedByItsContainerAndTheLocalOneIsTheSame() {
        assertThat(auto("zorg::5556")).containsExactly(new PortPair(5556, 5556));
        assertThat(auto("zorg::p1")).containsExactly(new PortPair(5556, 5556));
    }

    @Test
    void aLocalPortStandsBeforeItAndANameMeansThatContainersPort() {
        assertThat(auto("bozo::9090:p1")).containsExactly(new PortPair(9090, 8081));
        assertThat(auto("zorg::5556:7000")).containsExactly(new PortPair(5556, 7000));
    }

    @Test
    void severalStandWithCommas() {
        assertThat(auto("zorg::p1, bozo::9090:8081"))
                .containsExactly(new PortPair(5556, 5556), new PortPair(9090, 8081));
    }

    @Test
    void aWorkloadHasThemInItsTemplate() {
        Resource web = Resource.of(
                Kind.DEPLOYMENT,
                "shop",
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("annotations", Map.of(AnnotatedPorts.OFFERED, "bozo::p1")),
                                        "spec",
                                        SPEC))));
        assertThat(AnnotatedPorts.offered(web)).containsExactly(new PortPair(8081, 8081));
        assertThat(AnnotatedPorts.auto(web)).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsSaidAndNeverGuessed() {
        for (String wrong :
                List.of("nobody::5556", "zorg::p9", "zorg::x:5556", "zorg::", "zorg::1:2:3", "zorg::70000")) {
            assertThatThrownBy(() -> auto(wrong))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(AnnotatedPorts.AUTO);
        }
        assertThatThrownBy(() -> auto(String.join(",", Collections.nCopies(17, "zorg::p1"))))
                .hasMessageContaining("more than 16");
    }

    @Test
    void portsAreTypedAsForKubectl() {
        assertThat(PortPair.all("forward", "8080, 9000:8080 :80,0:81"))
                .containsExactly(
                        new PortPair(8080, 8080), new PortPair(9000, 8080), new PortPair(0, 80), new PortPair(0, 81));
        assertThat(new PortPair(0, 80)).hasToString(":80");
        for (String wrong : List.of("", "0", "web", "1:2:3", "70000")) {
            assertThatThrownBy(() -> PortPair.all("forward", wrong)).hasMessageContaining("is no port");
        }
    }
}

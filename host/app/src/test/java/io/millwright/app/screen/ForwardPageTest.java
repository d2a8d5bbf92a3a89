package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.AnnotatedPorts;
import io.millwright.app.browse.Forwardable;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ports that annotations name, and several at once; the test says what the cluster answers. */
class ForwardPageTest {
    private final Told told = new Told();

    private static final Resource SERVICE = Resource.of(
            Kind.SERVICE,
            "shop",
            "front",
            Map.of("spec", Map.of("selector", Map.of("app", "web"), "ports", List.of(Map.of("port", 80)))));

    /** {@code F} on the pod, which the cluster shows so. */
    private Pilot<Model> pressed(Resource pod) {
        return pressed(new Forwardable(pod, Optional.empty()));
    }

    private Pilot<Model> pressed(Forwardable to) {
        Pilot<Model> pilot = told.start(120, 30, "pods");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "shop", "web", List.of("web"), "u-web", 0, Told.NOW.getEpochSecond()));
        store.fresh(new Freshness.Live());
        long page = told.last(BrowseEffect.Open.class).page();
        pilot.send(new BrowseMsg.Listed(page, "eu-1", new Served(Kind.POD, "pod", List.of("po")), store.take(), true));
        pilot.press("F");
        BrowseEffect.ReadPorts read = told.last(BrowseEffect.ReadPorts.class);
        return pilot.send(new BrowseMsg.PortsRead(read.page(), Answer.of(to, Told.NOW)));
    }

    private List<String> opened() {
        return told.asked(BrowseEffect.OpenForward.class).stream()
                .map(o -> o.local() + ":" + o.port())
                .toList();
    }

    private BrowseMsg.Forwarded done(int local, int port) {
        return new BrowseMsg.Forwarded(
                told.last(BrowseEffect.OpenForward.class).page(),
                Answer.of(
                        new BrowseMsg.ForwardRow(port, "eu-1", "Pod shop/web", port, local, "", 0, Optional.empty()),
                        Told.NOW));
    }

    private BrowseMsg.Forwarded failed(String why) {
        return new BrowseMsg.Forwarded(
                told.last(BrowseEffect.OpenForward.class).page(),
                Answer.failed(Problem.user("forward a port", "eu-1", why, "Choose another."), Told.NOW));
    }

    @Test
    void whatAnAnnotationNamesIsForwardedWithoutAFormAndListed() {
        try (Pilot<Model> pilot = pressed(Samples.withPorts(AnnotatedPorts.AUTO, "main::http,main::9000:admin"))) {
            assertThat(opened()).containsExactly("8080:8080", "9000:9901");
            pilot.expect("from its annotation").expect("Named by k9scli.io/auto-port-forwards;");
            pilot.send(done(8080, 8080)).expect("Forward ports to pods shop/web");
            pilot.send(done(9000, 9901))
                    .expect("127.0.0.1:8080 leads to Pod shop/web 8080; 127.0.0.1:9000 leads to Pod shop/web 9901");
            assertThat(told.asked(BrowseEffect.WatchForwards.class)).hasSize(1);
        }
    }

    @Test
    void whatCouldNotBeForwardedIsSaidAndAskedForAgainAlone() {
        try (Pilot<Model> pilot = pressed(Samples.withPorts(AnnotatedPorts.AUTO, "main::http,main::9000:admin"))) {
            pilot.send(done(8080, 8080));
            pilot.send(failed("the port 9000 is in use"))
                    .expect("127.0.0.1:8080 leads to Pod shop/web 8080")
                    .expect("the port 9000 is in use");
            pilot.press("enter");
            assertThat(opened()).containsExactly("8080:8080", "9000:9901", "9000:9901");
        }
    }

    @Test
    void whatAnAnnotationOffersStandsInTheForm() {
        try (Pilot<Model> pilot = pressed(Samples.withPorts(AnnotatedPorts.OFFERED, "main::9000:admin"))) {
            pilot.expect("9000:9901").expect("Named by k9scli.io/port-forwards;");
            assertThat(opened()).isEmpty();
            pilot.press("enter");
            assertThat(opened()).containsExactly("9000:9901");
        }
    }

    @Test
    void whatAServicesPodNamesIsForwardedToThatPod() {
        Forwardable to =
                new Forwardable(SERVICE, Optional.of(Samples.withPorts(AnnotatedPorts.AUTO, "main::9000:admin")));
        try (Pilot<Model> pilot = pressed(to)) {
            pilot.expect("Forward ports to pods shop/web");
            assertThat(opened()).containsExactly("9000:9901");
            assertThat(told.last(BrowseEffect.OpenForward.class).to())
                    .isEqualTo(new ObjectAsk("eu-1", "pods", "shop", "web"));
        }
    }

    @Test
    void whereAServicesPodNamesNoneTheServicesOwnPortsAreForwarded() {
        try (Pilot<Model> pilot = pressed(new Forwardable(SERVICE, Optional.of(Samples.withPorts("other", ""))))) {
            pilot.expect("it declares 80").press("enter");
            assertThat(opened()).containsExactly("0:80");
        }
    }

    @Test
    void anAnnotationThatIsNotUnderstoodIsToldAndTheFormAsks() {
        try (Pilot<Model> pilot = pressed(Samples.withPorts(AnnotatedPorts.AUTO, "main::nope"))) {
            pilot.expect("no port is called").expect("it declares 8080, 9901");
            assertThat(opened()).isEmpty();
        }
    }

    @Test
    void severalPortsAreTypedWithCommasAndAWrongOneSaysWhy() {
        try (Pilot<Model> pilot = pressed(Samples.withPorts("other", ""))) {
            pilot.expect(":8080").type(", x").press("enter").expect("'x' is no port");
            assertThat(opened()).isEmpty();
            pilot.press("backspace").type("9000:9901").press("enter");
            assertThat(opened()).containsExactly("0:8080", "9000:9901");
        }
    }
}

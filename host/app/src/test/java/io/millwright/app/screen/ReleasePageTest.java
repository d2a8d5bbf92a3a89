package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Desk;
import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done to a Helm release from its page: each is a plan that is read and approved. */
class ReleasePageTest {
    private static MillDesk desk(String newest) {
        return new MillDesk(Danger.DATA_LOSS)
                .withReleases(
                        List.of(new Desk.HelmRow("lab", "shop", "web", 2, newest, "web 1.2", "")),
                        Samples.release(1, "superseded", "hello"),
                        Samples.release(2, newest, "bye"));
    }

    private static Pilot<Model> atRelease(MillDesk desk) {
        return desk.screen("helm").expect("web").press("enter").expect("Helm release shop/web on lab");
    }

    @Test
    void aReleaseIsTakenBackByAPlanWhosePhraseIsTyped() {
        MillDesk desk = desk("deployed");
        try (Pilot<Model> pilot = atRelease(desk)) {
            pilot.press("R").expect("Revision").expect("0 is the one that was deployed before");
            assertThat(desk.approvals).isEmpty();
            pilot.press("enter")
                    .expect("Roll back Helm release shop/web on lab: revision 2 → 1")
                    .expect("then type");
            pilot.press("end", "y", "enter");
            assertThat(desk.approvals).as("no single key changes a cluster").isEmpty();
            pilot.press("a").type("web@lab").press("enter");
            assertThat(desk.approvals).singleElement().asString().startsWith("web@lab");
        }
    }

    @Test
    void eachRevisionHasItsManifestAndItsChangesAndIsWhatOneGoesBackTo() {
        try (Pilot<Model> pilot = atRelease(desk("deployed"))) {
            pilot.press("m").expect("manifest of revision 2").expect("bye").press("o");
            pilot.expect("manifest of revision 1").expect("hello").expectNot("bye");
            pilot.press("o").expect("no older one is kept");
            pilot.press("d").expect("No revision before 1 is kept").press("O").expect("revision 1 → 2");
            pilot.press("o", "h").expect(">   1").press("R").expect("Revision");
            assertThat(pilot.screen()
                            .lines()
                            .filter(l -> l.contains("Revision*"))
                            .findFirst()
                            .orElse(""))
                    .contains(" 1 ")
                    .contains("filled in");
        }
    }

    @Test
    void whatIsShownIsSearchedAndCopied() {
        try (Pilot<Model> pilot = atRelease(desk("deployed"))) {
            pilot.press("m", "/")
                    .type("bye")
                    .press("enter")
                    .expect("bye")
                    .press("C")
                    .expect("Copied");
            assertThat(pilot.terminal().copied().getLast()).contains("manifest of revision 2", "bye");
        }
    }

    @Test
    void aReleaseIsTakenAwayByAPlanThatSaysWhatGoes() {
        MillDesk desk = desk("deployed");
        try (Pilot<Model> pilot = atRelease(desk)) {
            pilot.press("ctrl-d").expect("ninstall");
            assertThat(desk.approvals).isEmpty();
            pilot.press("enter").expect("ConfigMap").expect("then type").press("esc");
            assertThat(desk.approvals).isEmpty();
        }
    }

    @Test
    void aReleaseThatIsStuckNamesTheKeyThatLeadsOutOfIt() {
        try (Pilot<Model> pilot = atRelease(desk("pending-upgrade"))) {
            pilot.expect("It is pending-upgrade").expect("key R.").press("R").expect("Revision");
        }
    }
}

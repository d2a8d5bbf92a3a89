package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Rights.Found;
import io.millwright.app.browse.Rights.Right;
import io.millwright.app.browse.Rights.Who;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody may do, told by the test. */
class CanPageTest {
    private final Told told = new Told();

    @Test
    void rightsOfASubjectStandPerClusterWithWhatGivesThem() {
        try (Pilot<Model> pilot = told.start(120, 24, "can s:ci/deployer shop")) {
            BrowseEffect.ReadRights asked = told.last(BrowseEffect.ReadRights.class);
            assertThat(asked.who()).isEqualTo(new Who("ServiceAccount", "ci", "deployer"));
            assertThat(asked.namespace()).contains("shop");
            pilot.send(new BrowseMsg.RightsRead(
                            asked.page(),
                            "eu-1",
                            Answer.of(
                                    new Found(
                                            "service account ci/deployer",
                                            "shop",
                                            List.of(new Right(
                                                    "deployments.apps", "", "get, patch", "RoleBinding deploy")),
                                            ""),
                                    Told.NOW)))
                    .expect("service account ci/deployer may, in shop")
                    .expect("deployments.apps")
                    .expect("get, patch")
                    .expect("RoleBinding deploy");
            pilot.send(new BrowseMsg.RightsRead(
                            asked.page(),
                            "lab",
                            Answer.failed(
                                    Problem.user("list rolebindings", "lab", "forbidden", "Ask for the right."),
                                    Told.NOW)))
                    .expect("lab: can't list rolebindings");
        }
    }

    @Test
    void whoIsMeantMustBeClear() {
        try (Pilot<Model> pilot = told.start(120, 24, "fleet")) {
            pilot.press(":").type("can bob").press("enter").expect("Write me, u:NAME, g:NAME or s:NAMESPACE/NAME.");
            pilot.press(":").type("can").press("enter");
            assertThat(told.last(BrowseEffect.ReadRights.class).who()).isEqualTo(Who.ME);
            assertThat(told.last(BrowseEffect.ReadRights.class).namespace()).isEqualTo(Optional.empty());
        }
    }
}

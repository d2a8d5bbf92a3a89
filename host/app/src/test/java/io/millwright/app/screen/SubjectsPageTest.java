package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Rights.Who;
import io.millwright.app.browse.Subjects;
import io.millwright.app.browse.Subjects.Subject;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is named in bindings, told by the test. */
class SubjectsPageTest {
    private final Told told = new Told();

    private Pilot<Model> with(String line, List<Problem> missing, Subject... subjects) {
        Pilot<Model> pilot = told.start(120, 24, line);
        return pilot.send(new BrowseMsg.SubjectsRead(
                told.last(BrowseEffect.ReadSubjects.class).page(),
                "eu-1",
                Answer.of(new Subjects.Found(List.of(subjects), missing), Told.NOW)));
    }

    @Test
    void enterLeadsToWhatTheSelectedOneMayDoWhereItIsNamed() {
        try (Pilot<Model> pilot =
                with("users", List.of(), new Subject(new Who("User", "", "bob"), 0, 3, List.of("db", "shop")))) {
            assertThat(told.last(BrowseEffect.ReadSubjects.class).kind()).isEqualTo(Subjects.Kind.USERS);
            pilot.expect("users that bindings of roles name")
                    .expect("bob")
                    .expect("db, shop")
                    .press("enter");
            BrowseEffect.ReadRights asked = told.last(BrowseEffect.ReadRights.class);
            assertThat(asked.who()).isEqualTo(new Who("User", "", "bob"));
            assertThat(asked.namespace()).contains("db");
        }
    }

    @Test
    void onlyAListOfAllKindsSaysTheKindOfEach() {
        Subject bob = new Subject(new Who("User", "", "bob"), 1, 0, List.of());
        try (Pilot<Model> pilot = with("users", List.of(), bob)) {
            pilot.expect("cluster-wide").expectNot(" kind ");
        }
        try (Pilot<Model> pilot = with("subjects", List.of(), bob)) {
            pilot.expect(" kind ").expect(" user ");
        }
    }

    @Test
    void whoIsNamedForTheWholeClusterIsAskedForWhereOneWorks() {
        try (Pilot<Model> pilot =
                with("groups", List.of(), new Subject(new Who("Group", "", "ops"), 1, 1, List.of("db")))) {
            assertThat(told.last(BrowseEffect.ReadSubjects.class).kind()).isEqualTo(Subjects.Kind.GROUPS);
            pilot.press("enter");
            assertThat(told.last(BrowseEffect.ReadRights.class).namespace()).isEmpty();
        }
    }

    @Test
    void aNameIsCopiedAsCanTakesItAndBindingsThatAreNotReadAreTold() {
        Problem missing = Problem.user("list rolebindings", "eu-1", "forbidden", "Ask for the right.");
        try (Pilot<Model> pilot = with(
                "accounts",
                List.of(missing),
                new Subject(new Who("ServiceAccount", "ci", "deployer"), 1, 0, List.of()))) {
            pilot.expect("eu-1: can't list rolebindings").press("c").expect("Copied: s:ci/deployer");
        }
    }
}

package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list of definitions leads to the objects that they define. */
class DefinitionsTest {
    private final Told told = new Told();

    @Test
    void enterOnADefinitionListsItsObjectsInAllNamespacesOfItsCluster() {
        try (Pilot<Model> pilot = told.start(120, 30, "crd")) {
            BrowseEffect.Open open = told.last(BrowseEffect.Open.class);
            RowStore store = new RowStore();
            store.columns(List.of(new Column("Name", false), new Column("Created At", false)));
            store.put(new Row("eu-1", "", "lamps.example.org", List.of("lamps.example.org", "now"), "u-1", 0, 0));
            Served definitions =
                    new Served(Kind.CUSTOM_RESOURCE_DEFINITION, "customresourcedefinition", List.of("crd", "crds"));
            pilot.send(new BrowseMsg.Listed(open.page(), "eu-1", definitions, store.take(), true))
                    .expect("lamps.example.org");
            told.forget();

            pilot.press("enter");

            BrowseEffect.Open objects = told.last(BrowseEffect.Open.class);
            assertThat(objects.word()).isEqualTo("lamps.example.org");
            assertThat(objects.context()).isEqualTo("eu-1");
            assertThat(objects.namespace()).isEqualTo(Optional.of(""));
            pilot.press("esc").expect("lamps.example.org").press("d");
            assertThat(told.asked()).hasAtLeastOneElementOfType(BrowseEffect.Look.class);
        }
    }
}

package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One page and what the user did to it. Immutable and pure: what is known comes with the {@link Model}. */
interface Page {
    /** Its piece of the path in the header; several words when it stands for several. */
    List<String> crumbs(Model model);

    /** What can be done here, in the order of the footer. */
    ActionRegistry<Model> actions();

    /** Does one of the actions; it is enabled. */
    Next<Model> perform(String action, Model model);

    /** Draws everything between header and footer. */
    void render(Surface body, Model model);

    /** What it asks for when it is opened and when it is refreshed. */
    default Next<Model> load(Model model) {
        return Next.of(model);
    }

    /**
     * Whether what it shows is wanted before the fleet is looked at: a program that was opened with this page loads plugins and looks for
     * tools once the page has something to show.
     */
    default boolean comesFirst() {
        return false;
    }

    /** Whether another page takes its place as soon as it is read, so that nobody wants to come back to it. */
    default boolean isPassing() {
        return false;
    }

    /** Takes a message before any key has its usual meaning: while one types, or to leave a part of the page. */
    default Optional<Next<Model>> capture(Msg msg, Model model) {
        return Optional.empty();
    }

    /** A key that is no action: movement. */
    default Next<Model> key(Key key, Model model) {
        return Next.of(model);
    }

    /** An answer has come and is in the model already. */
    default Next<Model> answered(DeskMsg msg, Model model) {
        return Next.of(model);
    }

    /** The number by which it is told of objects; empty when it doesn't want to be. */
    default OptionalLong listens() {
        return OptionalLong.empty();
    }

    /** It was told of objects, whether it is in sight or not. */
    default Next<Page> heard(BrowseMsg msg, Model model) {
        return Next.of(this);
    }

    /** Time has passed, whether it is in sight or not; the same page where that is nothing to it. */
    default Page ticked(Model model) {
        return this;
    }

    /** What follows from what it was told, when it is in sight. */
    default Next<Model> after(BrowseMsg msg, Model model) {
        return Next.of(model);
    }

    /** Whether a page that comes first shows all of what it reads first, or has nothing to wait for. */
    default boolean hasShown() {
        return true;
    }

    /** Whether it shows text to be read, which the terminal's own selection must be able to copy: the mouse is left alone. */
    default boolean isText() {
        return false;
    }

    /** Whether one may come back to it from elsewhere; not so for what stands for a moment only. */
    default boolean isPlace() {
        return true;
    }

    /** The same page under another number, after what was under way for it has ended. */
    default Page renumbered(long number) {
        return this;
    }

    /** Ends what it is reading or waiting for; empty where there is nothing of the kind, so that only the program is left to end. */
    default Optional<Next<Model>> interrupt(Model model) {
        return Optional.empty();
    }

    /** Tries again what failed; called now and then. */
    default Next<Model> again(Model model) {
        return Next.of(model);
    }

    /** The cluster that it, or its selected row, is about; empty when that is no single one. */
    default Optional<String> context(Model model) {
        String first = crumbs(model).getFirst();
        return model.data().clusterRows().stream()
                .map(Desk.ClusterRow::name)
                .filter(first::equals)
                .findFirst();
    }

    /** What is told beside its list about the selected row; empty where no row is selected, and for a page without. */
    default Optional<Detail> detail(Model model) {
        return Optional.empty();
    }

    /** The objects that its actions may be done to now, with the resource names of their kinds: what is permitted there is asked ahead. */
    default List<ObjectAsk> touches(Model model) {
        return List.of();
    }

    /** What the header says at its right, the most important last. */
    default List<Cell> facts(Model model) {
        return List.of();
    }
}

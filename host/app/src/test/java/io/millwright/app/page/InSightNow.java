package io.millwright.app.page;

/** Tells tests which page is in sight. */
public final class InSightNow {
    private InSightNow() {}

    /** The simple name of its class. */
    public static String page(Model model) {
        return model.page().getClass().getSimpleName();
    }
}

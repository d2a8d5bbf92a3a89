package io.millwright.app.cli;

import java.util.List;
import java.util.Optional;

/** Options as they were typed. */
interface Given {
    /** Whether that flag was typed. */
    boolean flag(String name);

    /** The value of that option, if it was typed. */
    Optional<String> option(String name);

    /** All values of an option that may be repeated. */
    List<String> options(String name);
}

package io.millwright.app.settings;

import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.Thresholds;

/**
 * What the user has set about what is shown, on the screen and by commands.
 *
 * @param breadcrumbs whether the header says the way to the page in sight, and not only the cluster
 * @param logs how much of a log is read and kept
 * @param thresholds from when on a load is called high
 * @param cacheLists whether lists are kept on the disk, to be shown when they are opened again until the cluster has answered
 */
public record Display(boolean breadcrumbs, LogLimits logs, Thresholds thresholds, boolean cacheLists) {
    /** Nothing set. */
    public static final Display USUAL = new Display(true, LogLimits.USUAL, Thresholds.USUAL, true);

    /** The same with the way to the page in sight, or without. */
    public Display withBreadcrumbs(boolean said) {
        return new Display(said, logs, thresholds, cacheLists);
    }
}

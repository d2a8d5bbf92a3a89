package io.millwright.app.browse;

import io.millwright.app.browse.LogReading.Unread;
import io.millwright.engine.browse.LogSource;
import io.millwright.spi.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What has become of the logs that are followed.
 *
 * @param sources which they are now
 * @param all how many containers there are
 * @param more whether there are more than that, which nobody has counted
 * @param come how many pods are new since the last look
 * @param gone how many pods are there no more since then
 * @param refused those whose logs may not be read
 * @param over whether nothing is added to any of them any more
 * @param lost why it can't be told which there are now
 */
public record LogChange(
        List<LogSource> sources,
        int all,
        boolean more,
        int come,
        int gone,
        List<Unread> refused,
        boolean over,
        Optional<Problem> lost) {
    public LogChange {
        sources = List.copyOf(sources);
        refused = List.copyOf(refused);
    }

    /** Which pods are new and gone, in words; empty where none is. */
    public Optional<String> text() {
        String pods = (come > 0 ? come : gone) == 1 ? " pod " : " pods ";
        String text = come == 0 ? gone + pods + "gone" : come + pods + "new" + (gone > 0 ? ", " + gone + " gone" : "");
        return come + gone == 0 ? Optional.empty() : Optional.of(text);
    }

    LogChange quiet() {
        return new LogChange(sources, all, more, 0, 0, refused, over, lost);
    }

    LogChange losing(Problem why) {
        return new LogChange(sources, all, more, 0, 0, refused, over, Optional.of(why));
    }
}

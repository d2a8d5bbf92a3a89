package io.millwright.tui.widget;

import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.List;

/** The steps of a run: number, sign, title, and at the right a word or a time; the current one with its details. */
public record ProgressList(List<Step> steps) {
    /**
     * One step.
     *
     * @param sign CHANGING for the one that runs, UNKNOWN for those to come
     * @param fact at the right: how long it took, or what is waited for and until when
     * @param details shown below it
     */
    public record Step(Sign sign, String title, String fact, List<Line> details) {
        public Step {
            details = List.copyOf(details);
        }

        public Step(Sign sign, String title, String fact) {
            this(sign, title, fact, List.of());
        }
    }

    public ProgressList {
        steps = List.copyOf(steps);
    }

    /**
     * Draws the steps so that the running or failed one is in sight.
     *
     * @param spin number of the spinner's picture, for example the ticks so far
     */
    public void render(Surface surface, long spin) {
        List<Runnable> rows = new ArrayList<>();
        int[] row = {0};
        int current = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.sign != Sign.OK && step.sign != Sign.UNKNOWN) {
                current = rows.size() + step.details.size();
            }
            int number = i + 1;
            rows.add(() -> step(surface, row[0], number, step, spin));
            step.details.forEach(detail -> rows.add(() -> detail.render(surface, 8, row[0])));
        }
        int top = Math.clamp(current - surface.height() + 2, 0, Math.max(0, rows.size() - surface.height()));
        for (int at = top; at < rows.size() && row[0] < surface.height(); at++) {
            rows.get(at).run();
            row[0]++;
        }
    }

    private void step(Surface surface, int row, int number, Step step, long spin) {
        boolean running = step.sign == Sign.CHANGING;
        String glyph = running && surface.capabilities().animations()
                ? surface.glyphs().spinner(spin)
                : step.sign.glyph(surface.glyphs());
        surface.put(1, row, glyph, step.sign.style());
        surface.putRight(6, row, Integer.toString(number), Style.MUTED);
        String fact = step.fact.isEmpty() ? word(step.sign) : step.fact;
        int end = surface.width() - 1;
        int start = end - Text.width(fact);
        String title = Text.truncateEnd(step.title, Math.max(8, start - 10), surface.glyphs());
        surface.put(8, row, title, running ? Style.TEXT.asBold() : Style.TEXT);
        if (start > 10) {
            surface.put(start, row, fact, step.sign == Sign.CRITICAL ? Style.CRITICAL : Style.MUTED);
        }
        if (running) {
            surface.cursor(1, row);
        }
    }

    private static String word(Sign sign) {
        return switch (sign) {
            case OK -> "done";
            case INFO -> "skipped";
            case WARNING -> "done, with a warning";
            case DEGRADED -> "undone";
            case CRITICAL -> "failed";
            case UNKNOWN, ABSENT -> "to come";
            case CHANGING -> "running";
            case PAUSED -> "waiting for you";
        };
    }
}

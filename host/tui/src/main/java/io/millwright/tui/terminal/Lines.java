package io.millwright.tui.terminal;

import io.millwright.tui.Frame;
import io.millwright.tui.Narrator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells frames in lines that are only ever added: for screen readers and Braille lines. One thread. */
final class Lines implements Picture {
    private final OutputStream out;
    private final Narrator narrator = new Narrator();

    Lines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void draw(Frame frame) throws IOException {
        List<String> lines = narrator.tell(frame);
        if (!lines.isEmpty()) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void forget() {
        narrator.forget();
    }
}

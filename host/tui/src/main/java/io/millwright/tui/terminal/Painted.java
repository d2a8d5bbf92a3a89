package io.millwright.tui.terminal;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a terminal is sent for a picture. */
public final class Painted {
    private Painted() {}

    /** All of it, for a terminal of these capabilities in which nothing stands yet. */
    public static byte[] whole(Frame frame, Capabilities capabilities) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new Canvas(out, capabilities, false).draw(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

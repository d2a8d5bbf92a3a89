package io.millwright.tui;

/**
 * Asks the terminal to show a notice of the desktop, which is seen while another window or tab is in front. A terminal that
 * doesn't know the form shows nothing, and none says whether it did.
 */
public record Notify(Form form, String text) implements Effect {
    private static final int LONGEST = 200;

    /** How terminals want to be asked; no form is known by all of them. */
    public enum Form {
        /** iTerm2, Windows Terminal, ConEmu, WezTerm, Ghostty, kitty. */
        OSC9("9;"),
        /** urxvt, foot, WezTerm, Ghostty, VTE where it is patched. */
        OSC777("777;notify;Millwright;");

        private final String start;

        Form(String start) {
            this.start = start;
        }
    }

    /**
     * What is sent. The text can't end the sequence nor begin another, whatever is in it.
     *
     * @param tmux whether tmux has to hand it through, which it does with {@code allow-passthrough} only
     */
    public String sequence(boolean tmux) {
        // With its name in front no text is taken for one of OSC 9's commands, such as '4;' for progress.
        String said = Text.start(Sanitize.line(form == Form.OSC9 ? "Millwright: " + text : text), LONGEST);
        String plain = "\u001b]" + form.start + said + "\u0007";
        return tmux ? "\u001bPtmux;" + plain.replace("\u001b", "\u001b\u001b") + "\u001b\\" : plain;
    }
}

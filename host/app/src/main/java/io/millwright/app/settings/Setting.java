package io.millwright.app.settings;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings that there are. Each says what it does, what holds without it, and why no default can do in its place: one
 * that can't say so isn't made.
 */
public enum Setting {
    THEME(
            "theme",
            "The colours of the screen.",
            "auto",
            "No program can see which colours its user can tell apart; auto only knows dark from light."),
    SIGNS(
            "signs",
            "The signs of the screen: nerd-font for fonts with icons, ascii, or east-asian where the terminal draws ambiguous characters over"
                    + " two cells.",
            "auto, by the locale and the kind of terminal",
            "No terminal tells which font it has, nor how wide it draws what Unicode leaves open."),
    READ_ONLY_CONTEXTS(
            "readOnlyContexts",
            "Contexts whose clusters are never changed; * stands for anything.",
            "none",
            "Only its user knows which clusters are to be left as they are."),
    PLUGIN_FOLDERS(
            "pluginFolders",
            "Further folders with plugins.",
            "none",
            "Plugins of one's own run code of their own: none is taken that nobody named."),
    MOUSE(
            "mouse",
            "Whether clicks and the wheel are for the program.",
            "true",
            "Either the program or the terminal's own selection has the mouse, and people use both."),
    SCREEN_READER(
            "screenReader",
            "Lines that are added instead of a picture that is redrawn, for screen readers and Braille lines.",
            "false",
            "A terminal doesn't tell whether somebody listens to it."),
    KEY_PROFILE(
            "keyProfile",
            "A whole set of keys: k9s, lazygit, or arrows, in which no letter moves anything.",
            "k9s",
            "What one's fingers know depends on the programs that one came from."),
    KEYS(
            "keys",
            "Keys by id of action: one, a list, or <disabled>.",
            "those of the profile",
            "Keyboards, terminals and habits differ, and some keys never arrive."),
    ALIASES(
            "aliases",
            "Words for lines that are typed behind ':'.",
            "kubectl's short names",
            "What somebody types all day depends on the kinds and names of their clusters."),
    HOTKEYS(
            "hotkeys",
            "Keys for lines that are typed behind ':'.",
            "none",
            "Which places somebody goes to all day can't be known; a key holds where no action has it."),
    KINDS(
            "kinds",
            "For each kind, which columns are shown in which order, and what its rows are sorted by at first.",
            "the server's columns, by name",
            "Which of the server's columns matter depends on the work."),
    MIXES(
            "mixes",
            "Words for lists of several kinds: web: [deployments, services, ingresses].",
            "workloads: what k9s shows as such, jobs and cron jobs",
            "Which kinds belong together depends on the work."),
    CONTEXTS(
            "contexts",
            "A word and a colour by which a context is told apart; * stands for anything.",
            "PROD in red, for names with a part prod, prd, production or live",
            "Names of contexts follow each organisation's own rule."),
    NAMESPACES(
            "namespaces",
            "The namespaces on the keys 1 to 9 of every list of objects.",
            "none",
            "Only its user knows which namespaces are worth a key."),
    BELL(
            "bell",
            "Whether the terminal rings when a run has ended that isn't in sight.",
            "false",
            "A sound disturbs others, so nobody gets one who hasn't asked for it."),
    NOTICE(
            "notice",
            "How the terminal is asked to show on the desktop that a run has ended that isn't in sight.",
            "none",
            "Terminals know different sequences, none says which, and a notice may be seen by others."),
    COPY(
            "copy",
            "The program, with its arguments, that gets on its standard input what is copied.",
            "the terminal is asked (OSC 52), and tmux where it is in between",
            "A terminal doesn't say whether it lets programs copy, and which program can depends on the desktop."),
    PROGRAMS(
            "programs",
            "Programs that a key starts for the selected row of a list of objects, after a question; $NAME, $NAMESPACE, $CONTEXT,"
                    + " $RESOURCE_NAME and $COL-AGE stand for what the row is, $INPUT_SIZE for what was asked for under inputs, pipes get what the one"
                    + " before says, and those in the background leave the screen in sight. Those called harmless start without a question, also in"
                    + " read-only contexts.",
            "none",
            "What else is installed on a machine, and what of it changes nothing, only its user knows.");

    private final String key;
    private final String does;
    private final String otherwise;
    private final String reason;

    Setting(String key, String does, String otherwise, String reason) {
        this.key = key;
        this.does = does;
        this.otherwise = otherwise;
        this.reason = reason;
    }

    /** Its key in the settings file. */
    public String key() {
        return key;
    }

    /** What it does, in a sentence. */
    public String does() {
        return does;
    }

    /** What holds where it isn't set. */
    public String otherwise() {
        return otherwise;
    }

    /** Why it is a setting, and no default. */
    public String reason() {
        return reason;
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());
    }
}

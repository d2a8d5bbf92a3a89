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
            "The colours of the screen: a theme that comes with the program, or one of 'themes'.",
            "auto",
            "No program can see which colours its user can tell apart; auto only knows dark from light."),
    THEMES(
            "themes",
            "Themes of one's own: the background and the colours of what text means, else like a theme that comes with the program.",
            "those that come with the program",
            "Colours are a habit, and a cluster that is all red is known at a glance."),
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
            "For each kind, or each in some namespaces (pods@shop-*), which columns are shown in which order, and what its rows are sorted by at"
                    + " first. A column is one of the server's or computed from a path, NODE:.spec.nodeName; behind a bar W shows it where there"
                    + " is room, H never, R at the right, T as the time since, and a number says how wide it is at most.",
            "the server's columns, by name",
            "Which columns matter depends on the work."),
    MIXES(
            "mixes",
            "Words for lists of several kinds: web: [deployments, services, ingresses].",
            "workloads: what k9s shows as such, jobs and cron jobs",
            "Which kinds belong together depends on the work."),
    JUMPS(
            "jumps",
            "Ways from an object to others, by name: from and to are kinds, labels or fields select what it leads to, object names it; {.spec.x} in"
                    + " them stands for what the object has there. They begin at a key, M where none is set.",
            "none",
            "How objects of one's own kinds belong together, no server tells."),
    CONTEXTS(
            "contexts",
            "Of contexts, where * stands for anything: a word and a colour by which they are told apart, whether they are read-only, and"
                    + " aliases, hotkeys, kinds, namespaces, programs and a theme of their own.",
            "names with a part prod, prd, production or live are PROD in red, and read-only",
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
    BREADCRUMBS(
            "breadcrumbs",
            "Whether the first line says the way to the page in sight; without it, it says the cluster and what may be done there.",
            "true",
            "Who knows where they are may want the room, and others lose their way."),
    CACHE_LISTS(
            "cacheLists",
            "Whether lists are kept on the disk, their rows and nothing of the objects, readable by their user alone, so that a list that is opened"
                    + " again has rows before its cluster has answered. Where not, those that were kept are deleted.",
            "true",
            "Some organisations want no names of objects on the machines from which they are looked at."),
    LOGS(
            "logs",
            "How much of a log is read at first: tail, so many lines of the end of each container's log, or since, those of the last 15m, say;"
                    + " and lines, how many a screen keeps. The command logs goes by tail, too.",
            "tail: 500, of many pods 200 of each; lines: 5000",
            "How many lines of a log are a minute depends on what writes it, and more lines take more memory."),
    THRESHOLDS(
            "thresholds",
            "From how many percent of what a node has on the use of its processors or memory is called high (warning) and very high (critical).",
            "cpu and memory: {warning: 80, critical: 95}",
            "How full nodes may be depends on what they run and on how fast others are there."),
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

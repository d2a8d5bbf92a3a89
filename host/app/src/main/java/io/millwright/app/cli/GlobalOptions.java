package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options that every command has.
 *
 * @param page which page the screen opens with
 * @param kubeconfig another kubeconfig than {@code KUBECONFIG} or the usual file
 * @param contexts the contexts to work with; empty for the current one
 * @param allContexts all contexts
 * @param namespace one namespace, or several with commas; empty where none was given
 * @param everywhere whether all namespaces were asked for
 * @param format how results are written
 * @param readOnly refuse everything that changes a cluster
 * @param write change what looks like production, too
 * @param sandbox work on simulated clusters
 * @param state the file that keeps the sandbox's state
 * @param color {@code auto}, {@code never}, {@code 16}, {@code 256}, {@code truecolor}
 * @param timeout how long a call to a cluster may take
 * @param noInput never ask
 * @param ascii show nothing beyond 7-bit characters
 * @param screenReader tell the screen in lines that are only ever added
 * @param noAnimations let nothing move by itself
 * @param identity as whom, and on which parts of the context
 */
public record GlobalOptions(
        Optional<String> page,
        Optional<Path> kubeconfig,
        List<String> contexts,
        boolean allContexts,
        Optional<String> namespace,
        boolean everywhere,
        Format format,
        boolean readOnly,
        boolean write,
        boolean sandbox,
        Optional<Path> state,
        String color,
        Duration timeout,
        boolean noInput,
        boolean ascii,
        boolean screenReader,
        boolean noAnimations,
        Identity identity) {
    private static final Duration USUAL = Duration.ofSeconds(10);
    /** Simulated clusters grow up before they answer, and all tools' instances take a busy machine half a minute. */
    private static final Duration GROWING = Duration.ofSeconds(60);

    public GlobalOptions {
        contexts = List.copyOf(contexts);
    }

    /** These options, and where one isn't given that of the base: a shell's own options hold for each of its lines. */
    public GlobalOptions over(GlobalOptions base) {
        return new GlobalOptions(
                page,
                kubeconfig.or(base::kubeconfig),
                contexts.isEmpty() && !allContexts ? base.contexts : contexts,
                allContexts || contexts.isEmpty() && base.allContexts,
                everywhere ? Optional.empty() : namespace.or(base::namespace),
                everywhere || base.everywhere && namespace.isEmpty(),
                format,
                readOnly || base.readOnly,
                write || base.write,
                sandbox || base.sandbox,
                state.or(base::state),
                color.equals("auto") ? base.color : color,
                timeout,
                noInput || base.noInput,
                ascii || base.ascii,
                screenReader || base.screenReader,
                noAnimations || base.noAnimations,
                identity.over(base.identity));
    }

    /**
     * The options that lead to the same clusters, ready to be put behind a command that is to be pasted; empty where none is needed. A token isn't
     * among them: it is secret.
     */
    String leading() {
        List<String> words = new ArrayList<>();
        if (sandbox) {
            words.add("--sandbox");
        }
        state.ifPresent(f -> words.addAll(List.of("--state", f.toString())));
        kubeconfig.ifPresent(f -> words.addAll(List.of("--kubeconfig", f.toString())));
        words.addAll(identity.withoutToken().options());
        return words.stream().map(w -> " " + ShellWords.quoted(w)).collect(Collectors.joining());
    }

    /** The same on simulated clusters. */
    GlobalOptions inSandbox() {
        return new GlobalOptions(
                page,
                Optional.empty(),
                contexts,
                allContexts,
                namespace,
                everywhere,
                format,
                readOnly,
                write,
                true,
                state,
                color,
                timeout,
                noInput,
                ascii,
                screenReader,
                noAnimations,
                identity);
    }

    /** The same with another limit for calls. */
    GlobalOptions within(Duration limit) {
        return new GlobalOptions(
                page,
                kubeconfig,
                contexts,
                allContexts,
                namespace,
                everywhere,
                format,
                readOnly,
                write,
                sandbox,
                state,
                color,
                limit,
                noInput,
                ascii,
                screenReader,
                noAnimations,
                identity);
    }

    static GlobalOptions of(Given a) {
        if (a.flag("-A") && a.option("-n").isPresent()) {
            throw wrong("-A with -n", "they contradict each other", "Give one of them.");
        }
        if (a.flag("--read-only") && a.flag("--write")) {
            throw wrong("--read-only with --write", "they contradict each other", "Give one of them.");
        }
        return new GlobalOptions(
                a.option("-c"),
                a.option("--kubeconfig").map(Path::of),
                a.options("--context"),
                a.flag("--all-contexts"),
                a.option("-n"),
                a.flag("-A"),
                a.option("-o")
                        .filter(w -> !CustomColumns.is(w) && !JsonPathTemplate.is(w)) // what get alone writes
                        .map(
                                w -> Format.of(w)
                                        .orElseThrow(
                                                () -> wrong(
                                                        "-o " + w,
                                                        "there is no such format",
                                                        "Use one of table, wide, json, yaml, name; get has custom-columns= and jsonpath=, too.")))
                        .orElse(Format.TABLE),
                a.flag("--read-only"),
                a.flag("--write"),
                a.flag("--sandbox"),
                a.option("--state").map(Path::of),
                a.option("--color").orElse("auto"),
                a.option("--timeout").map(GlobalOptions::duration).orElse(a.flag("--sandbox") ? GROWING : USUAL),
                a.flag("--no-input"),
                a.flag("--ascii"),
                a.flag("--screen-reader"),
                a.flag("--no-animations"),
                Identity.of(a, a.options("--context")));
    }

    private static Duration duration(String text) {
        String t = text.strip();
        try {
            if (t.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(t.substring(0, t.length() - 2)));
            }
            long number = Long.parseLong(t.replaceFirst("[smh]$", ""));
            return t.endsWith("h")
                    ? Duration.ofHours(number)
                    : t.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        } catch (NumberFormatException e) {
            throw wrong("--timeout " + text, "it is no duration", "Write it as 500ms, 10s, 2m or 1h.");
        }
    }

    private static ProblemException wrong(String what, String why, String next) {
        return new ProblemException(Problem.user("read the options", what, why, next));
    }
}

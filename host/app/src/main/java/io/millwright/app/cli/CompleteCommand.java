package io.millwright.app.cli;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code complete -- WORD...}: what the completion scripts ask; the last word is the one being typed. Hidden. */
final class CompleteCommand implements Command {
    private final Function<Session, Completion> completion;

    CompleteCommand(Function<Session, Completion> completion) {
        this.completion = completion;
    }

    @Override
    public String name() {
        return "complete";
    }

    @Override
    public boolean hidden() {
        return true;
    }

    @Override
    public CommandSpec spec() {
        return Specs.command("Print what may be typed next, for the completion scripts.")
                .addPositional(PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("0..*")
                        .paramLabel("WORD")
                        .description("The words typed so far.")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        List<String> words = arguments.positionals();
        int last = words.size() - 1;
        List<String> before = last < 0 ? List.of() : words.subList(0, last);
        String current = last < 0 ? "" : words.get(last);
        for (Completion.Candidate c : completion.apply(session).candidates(before, current)) {
            session.console()
                    .raw(session.console().plain(c.text()) + "\t"
                            + session.console().plain(c.description()) + "\n");
        }
        return ExitCode.DONE;
    }
}

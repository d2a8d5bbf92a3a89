package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion SHELL}: the script that lets another shell complete Millwright's commands. */
final class CompletionCommand implements Command {
    private static final String BASH = """
            # millwright completion for bash: eval "$(millwright completion bash)"
            _millwright() {
              local IFS=$'\\n' word=${COMP_WORDS[COMP_CWORD]}
              COMPREPLY=($(MILLWRIGHT_BUILD=never "${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$word" 2>/dev/null | cut -f1))
              [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            }
            complete -F _millwright millwright
            """;
    private static final String ZSH = """
            #compdef millwright
            # millwright completion for zsh: eval "$(millwright completion zsh)"
            _millwright() {
              local -a found
              local line
              for line in "${(@f)$(MILLWRIGHT_BUILD=never ${words[1]} complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
                [[ -n $line ]] && found+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
              done
              _describe millwright found
            }
            compdef _millwright millwright
            """;
    private static final String FISH = """
            # millwright completion for fish: millwright completion fish | source
            function __millwright_complete
              set -l words (commandline -opc)
              MILLWRIGHT_BUILD=never $words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null
            end
            complete -c millwright -f -a '(__millwright_complete)'
            """;

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Print the completion script for bash, zsh or fish.",
                        "For bash: eval \"$(millwright completion bash)\"")
                .addPositional(Specs.required(0, "SHELL", "bash, zsh or fish"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String shell = arguments.positional(0).orElse("");
        session.console()
                .raw(
                        switch (shell) {
                            case "bash" -> BASH;
                            case "zsh" -> ZSH;
                            case "fish" -> FISH;
                            default ->
                                throw new ProblemException(Problem.user(
                                        "print the completion script",
                                        "shell '" + shell + "'",
                                        "there is none for it",
                                        "Use one of bash, zsh, fish."));
                        });
        return ExitCode.DONE;
    }
}

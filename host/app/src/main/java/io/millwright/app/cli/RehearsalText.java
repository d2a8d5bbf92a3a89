package io.millwright.app.cli;

import io.millwright.spi.Problem;
import java.util.List;

/** A rehearsal, for a person and as a document. */
final class RehearsalText {
    private RehearsalText() {}

    /** Shows it as the format says; gives the exit code. */
    static int show(Rehearsed rehearsed, Session session) {
        Format format = session.options().format();
        if (format.forPeople()) {
            write(rehearsed, session.console());
        } else {
            session.write(document(rehearsed));
        }
        return rehearsed.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void write(Rehearsed r, Console console) {
        console.line("");
        console.painted(console.bold("Rehearsed on a copy of " + r.objects() + " objects: " + r.state() + " after "
                + PlanText.duration(r.took())));
        for (Rehearsed.Line s : r.steps()) {
            console.line("  " + s.state() + "  " + s.title() + "  " + PlanText.duration(s.took())
                    + (s.detail().isEmpty() ? "" : "  (" + s.detail() + ")"));
        }
        r.problem()
                .ifPresent(p -> console.line(
                        (r.cutShort() ? "  from there on: " : "  it would stop: ") + p.why() + ". " + p.next()));
        r.notRehearsed().forEach(n -> console.line("  not rehearsed: " + n));
        console.line("Nothing was changed in the cluster.");
        console.out().flush();
    }

    private static Document document(Rehearsed r) {
        return new Document(
                "Rehearsal",
                Document.map(
                        "state", r.state(),
                        "succeeded", r.succeeded(),
                        "took", r.took().toString(),
                        "objects", r.objects(),
                        "problem", r.problem().map(Problem::why),
                        "next", r.problem().map(Problem::next),
                        "notRehearsed", r.notRehearsed(),
                        "steps",
                                r.steps().stream()
                                        .map(s -> Document.map(
                                                "id", s.step(),
                                                "title", s.title(),
                                                "state", s.state(),
                                                "took", s.took().toString(),
                                                "detail", s.detail()))
                                        .toList()),
                new Document.Table(List.of(), List.of(), ""),
                r.steps().stream().map(Rehearsed.Line::step).toList());
    }
}

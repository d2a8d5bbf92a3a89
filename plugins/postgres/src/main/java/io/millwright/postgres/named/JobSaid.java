package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.kit.health.NotReady;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That Job has come to an end, or to a good one; its container's last words are what it found.
 *
 * @param either whether a bad end is one too: a run that waited for a good one would wait long after a bad one
 */
record JobSaid(boolean either) implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref =
                ObjectRef.of(Kind.JOB, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> job = view.get(ref);
        if (job.isEmpty()) {
            return answer.not(ref.display() + " is not there");
        }
        List<Resource> pods = view.list(Kind.POD, Selector.labelled(ref.namespace(), "job-name", ref.name()));
        String words = pods.stream()
                .flatMap(p -> p.items("status", "containerStatuses").stream())
                .flatMap(s -> s.text("state", "terminated", "message").stream())
                .findFirst()
                .map(String::strip)
                .orElse("");
        if (is(job.get(), "Complete")) {
            answer.saw("ended", ref, "status.conditions", "Complete");
            return answer.holds(words.isEmpty() ? "it ended well" : words);
        }
        if (is(job.get(), "Failed")) {
            answer.saw("ended", ref, "status.conditions", "Failed");
            String why = words.isEmpty() ? "it failed, and left no word" : words;
            return either ? answer.holds(why) : answer.not(why);
        }
        return answer.not("it hasn't ended yet"
                + pods.stream()
                        .flatMap(p -> NotReady.why(p).stream())
                        .findFirst()
                        .map(w -> ": " + w)
                        .orElse(""));
    }

    private static boolean is(Resource job, String type) {
        return job.condition(type)
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }
}

package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes one setting of the controller by the chart's values. */
final class Configure extends Base {
    private static final String OWNER = "delete-secrets-with-certificates";
    private static final String DNS = "dns01-nameservers";
    private static final String CHALLENGES = "max-concurrent-challenges";

    Configure() {
        super(new RunbookInfo(
                "configure",
                "Change a setting",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Changes one setting of the controller by the values of the Helm release; the controller restarts.",
                Optional.of(CertManager.OPERATOR),
                List.of(
                        Ask.choice("setting", "Setting", "Which setting is changed.", CHALLENGES, DNS, OWNER),
                        Ask.text(
                                "value",
                                "Value",
                                "The new value: a number of challenges, name servers such as 1.1.1.1:53,9.9.9.9:53, or true or false; empty for"
                                        + " upstream's own.",
                                "[A-Za-z0-9.:,/_-]*",
                                "a number, name servers, true or false"),
                        Releases.repository(Install.REPOSITORY),
                        Releases.archive()),
                List.of(
                        "While the controller restarts nothing is issued; what is served isn't touched.",
                        "With delete-secrets-with-certificates a deleted Certificate takes its Secret along, and what serves it stops."),
                List.of("https://cert-manager.io/docs/cli/controller/")));
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return needsRelease(installation);
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        String setting = request.input("setting");
        String value = wanted(setting, request);
        known(setting, installation, request);
        String argument = argument(setting);
        String former = installation.argument(argument).orElse("");
        if (value.equals(former)) {
            throw refused(request, setting + " is " + value + " already", "Give another value.");
        }
        ChartRef chart = Changes.sameChart(
                installation,
                request,
                () -> refused(request, "the chart of the running version isn't known", "Give its archive."));
        draft.step(Changes.release(
                        installation,
                        chart,
                        values(setting, value),
                        setting + " = " + value,
                        "The chart keeps it, so the next upgrade doesn't undo it.",
                        Questions.argument(installation, argument, value),
                        Changes.back(
                                installation,
                                chart,
                                values(setting, former),
                                Questions.argument(installation, argument, former))))
                .step(Step.await(
                        "running",
                        "controller, webhook and injector run",
                        "The controller restarts with the new setting.",
                        Questions.programsRun(installation.ref(), ""),
                        Duration.ofMinutes(5)))
                .step(Changes.leads(installation.ref()))
                .consequence(setting + ": " + (former.isEmpty() ? "not set" : former) + " → "
                        + (value.isEmpty() ? "not set" : value))
                .consequence("restarts the controller, no certificate is issued anew");
        return draft.plan("Set " + setting + " of " + request.instance().id().display());
    }

    /** That the running chart has the value: Helm takes a value that the chart doesn't know, and nothing comes of it. */
    private void known(String setting, Installation installation, Request request) {
        String since = setting.equals(CHALLENGES) ? "1.11" : "1.12";
        if (installation
                .version()
                .filter(v -> Version.of(v).olderThan(Version.of(since)))
                .isPresent()) {
            throw refused(
                    request,
                    "the chart of " + installation.version().orElse("") + " has no value for " + setting,
                    "Upgrade first.");
        }
    }

    private String wanted(String setting, Request request) {
        String value = request.input("value");
        return switch (setting) {
            case OWNER -> {
                if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
                    throw refused(request, setting + " can't be " + value, "Give true or false.");
                }
                yield value.isEmpty() ? "false" : value;
            }
            case CHALLENGES -> {
                if (!value.isEmpty() && !value.matches("[1-9][0-9]{0,3}")) {
                    throw refused(request, setting + " can't be " + value, "Give a whole number from 1 to 9999.");
                }
                yield value.isEmpty() ? "60" : value;
            }
            default -> value;
        };
    }

    private static String argument(String setting) {
        return switch (setting) {
            case OWNER -> "enable-certificate-owner-ref";
            case DNS -> "dns01-recursive-nameservers";
            default -> CHALLENGES;
        };
    }

    private static Map<String, Object> values(String setting, String value) {
        return switch (setting) {
            case OWNER -> Tree.of("enableCertificateOwnerRef", (Object) Boolean.parseBoolean(value));
            case DNS -> Tree.of("dns01RecursiveNameservers", (Object) value);
            default -> Tree.of("maxConcurrentChallenges", (Object) Long.parseLong(value.isEmpty() ? "60" : value));
        };
    }
}

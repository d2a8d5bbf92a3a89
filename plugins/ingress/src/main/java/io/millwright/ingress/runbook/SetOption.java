package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets one option of nginx, and proves on every pod that nginx takes it. */
final class SetOption extends Base {
    private static final String SWITCH = "true|false";
    private static final String SECONDS = "[0-9]{1,6}";
    /** What each option may be; an option that nginx can't read shows only when a pod restarts. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("ssl-protocols", "(TLSv1\\.[123])( TLSv1\\.[123])*"),
            Map.entry("hsts", SWITCH),
            Map.entry("hsts-max-age", "[0-9]{1,10}"),
            Map.entry("ssl-redirect", SWITCH),
            Map.entry("force-ssl-redirect", SWITCH),
            Map.entry("proxy-body-size", "[0-9]+[kmgKMG]?"),
            Map.entry("proxy-connect-timeout", SECONDS),
            Map.entry("proxy-read-timeout", SECONDS),
            Map.entry("proxy-send-timeout", SECONDS),
            Map.entry("use-forwarded-headers", SWITCH),
            Map.entry("use-proxy-protocol", SWITCH),
            Map.entry("enable-real-ip", SWITCH),
            Map.entry("worker-shutdown-timeout", "[0-9]+s"),
            Map.entry("annotations-risk-level", "Low|Medium|High|Critical"),
            Map.entry("allow-snippet-annotations", SWITCH),
            Map.entry("strict-validate-path-type", SWITCH),
            Map.entry("server-tokens", SWITCH),
            Map.entry("use-gzip", SWITCH),
            Map.entry("keep-alive", SECONDS),
            Map.entry("max-worker-connections", "[0-9]{1,6}"));

    SetOption() {
        super(new RunbookInfo(
                "set-option",
                "Set an option of nginx",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Sets one option in the controller's ConfigMap and proves on every pod that nginx loaded it.",
                Optional.of(Names.NGINX),
                List.of(
                        Ask.choice(
                                "option",
                                "Option",
                                "Which option.",
                                VALUES.keySet().stream().sorted().toArray(String[]::new)),
                        Ask.required(Ask.text(
                                "value", "Value", "What it shall be, as nginx writes it.", "\\S.*", "a value"))),
                List.of(
                        "A value that nginx refuses leaves the old configuration at work, and no pod that restarts comes up: undo at once.",
                        "use-proxy-protocol and use-forwarded-headers must fit the load balancer, or every request fails.",
                        "hsts lets browsers refuse HTTP for the whole max-age: switch it off for hosts of a test."),
                List.of("https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/")));
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        Nginx nginx = new Nginx(root);
        String option = request.input("option");
        String value = request.input("value");
        if (!value.matches(VALUES.getOrDefault(option, "\\S.*"))) {
            throw refused(option, "'" + value + "' is no value for it", "It must match " + VALUES.get(option) + ".");
        }
        ObjectRef ref = nginx.options();
        Resource live = view.get(ref)
                .orElseThrow(() -> refused(
                        ref.display(), "the controller's ConfigMap isn't there", "Make it, or upgrade the release."));
        String before = live.text("data", option).orElse("the default");
        draft.step(Step.require(
                        "loaded",
                        "nginx loads its configuration on every pod",
                        "Otherwise a new fault couldn't be told from the old one.",
                        Questions.reloaded(nginx)))
                .step(change(ref, option, value, before))
                .step(Step.await(
                        "reloaded",
                        "nginx has loaded it on every pod",
                        "The API takes what nginx may refuse.",
                        new Check.All(List.of(Check.fieldIs(ref, value, "data", option), Questions.reloaded(nginx))),
                        Duration.ofMinutes(2)))
                .consequence("nginx reloads; connections go on")
                .risk(
                        "refused",
                        "nginx may refuse the value",
                        "Then the run fails at its last step and traffic goes on as before: undo it before any pod restarts.");
        Installer.release(root)
                .ifPresent(r -> draft.risk(
                        "values",
                        "The next upgrade may set the value of the chart's values",
                        "Set controller.config." + option + " in the values of release " + r.namespace() + "/"
                                + r.name() + " too."));
        return draft.plan("Set " + option + " of ingress-nginx " + root.namespace() + "/" + root.name() + " on "
                + view.cluster() + ": " + before + " → " + value);
    }

    private static Step change(ObjectRef ref, String option, String value, String before) {
        return Step.change(
                "option",
                "ConfigMap " + ref.namespace() + "/" + ref.name() + "  " + option + ": " + before + " → " + value,
                "The controller reads it and reloads nginx.",
                new Action.Patch(ref, Tree.of("data", Tree.of(option, value)), List.of(), ""),
                Check.fieldIs(ref, value, "data", option),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}

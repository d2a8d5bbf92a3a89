package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps in which people's shares and tokens pass through: asked once in a run, sent straight to the pod, kept nowhere. */
final class Hands {
    private static final String TOKEN = "token";
    private static final Duration SHORT = Duration.ofSeconds(30);

    private Hands() {}

    /** A request of somebody with the token that was asked for. */
    static Action.Http http(Server s, ObjectRef pod, String method, String path, String body) {
        return open(s, pod, method, path, body).as(new Login.Answered(Api.TOKEN_HEADER, "", TOKEN));
    }

    /** A request that anybody may make. */
    static Action.Http open(Server s, ObjectRef pod, String method, String path, String body) {
        return new Action.Http(pod, s.scheme(), Names.PORT, method, path, body);
    }

    /** Asks for a token, and tries it before anything is changed. */
    static List<Step> token(Server s, ObjectRef pod, String rights) {
        Step ask = new Step(
                "token",
                "ask for a token",
                "It is kept in this run's memory alone. It needs: " + rights + ".",
                new Action.Input(secret(TOKEN, "Token", "A token of this cluster that may do that.")),
                List.of(),
                new Check.Never("what was answered is kept nowhere"),
                Check.all(),
                Undo.NOTHING_TO_UNDO,
                Effect.READ,
                Duration.ofMinutes(30),
                false,
                List.of());
        Step trial = request(
                        "token-works",
                        "the token is known to " + pod.name(),
                        "A wrong token is to be found out before anything is changed.",
                        http(s, pod, "GET", "/v1/auth/token/lookup-self", ""),
                        Questions.unsealed(s, pod.name()),
                        new Undo.None("it only reads"),
                        SHORT)
                .probe(new Check.Never("each run asks anew"));
        return List.of(ask, trial);
    }

    /** Asks for as many shares as open a server. */
    static List<Step> shares(Seal seal) {
        List<Step> steps = new ArrayList<>();
        for (long k = 1; k <= seal.threshold(); k++) {
            steps.add(new Step(
                    "share-" + k,
                    "ask for share " + k + " of " + seal.threshold(),
                    "It is kept in this run's memory alone, and goes to each sealed server.",
                    new Action.Input(secret(
                            "share-" + k,
                            "Share " + k,
                            "One of the " + seal.shares() + " unseal keys, each of them once.")),
                    List.of(),
                    new Check.Never("what was answered is kept nowhere"),
                    Check.all(),
                    Undo.NOTHING_TO_UNDO,
                    Effect.READ,
                    Duration.ofMinutes(30),
                    false,
                    List.of()));
        }
        return steps;
    }

    private static Parameter secret(String id, String label, String help) {
        return new Parameter(id, label, help, new Parameter.Type.Secret(), Optional.empty(), "", true);
    }

    /** Gives the shares to one server, which must have a store; or waits until it opens itself. */
    static List<Step> unseal(Server s, ObjectRef pod, Seal seal) {
        String name = pod.name();
        if (!seal.byShares()) {
            return List.of(Step.await(
                    "unsealed-" + name,
                    name + " opens itself",
                    "Its seal is " + seal.type() + ". If that can't be reached, the server stays sealed.",
                    Questions.unsealed(s, name),
                    Duration.ofMinutes(5)));
        }
        List<Step> steps = new ArrayList<>();
        for (long k = 1; k <= seal.threshold(); k++) {
            boolean last = k == seal.threshold();
            steps.add(request(
                    "unseal-" + name + "-" + k,
                    name + "  share " + k + " of " + seal.threshold(),
                    last
                            ? "With it the server opens. Whether all shares are right shows only now: 400 means that one isn't."
                            : "Progress is each server's own, and lost when it restarts.",
                    open(s, pod, "POST", "/v1/sys/unseal", "{\"key\":\"{{input.share-" + k + "}}\"}"),
                    last ? Questions.unsealed(s, name) : Questions.progress(s, name, k),
                    new Undo.None("to seal it again, delete its pod"),
                    Duration.ofSeconds(90)));
        }
        return steps;
    }

    /** Takes back shares that somebody gave before, so that the count begins anew. */
    static Step reset(Server s, ObjectRef pod) {
        return request(
                "reset-" + pod.name(),
                pod.name() + "  shares given so far forgotten",
                "Somebody began to unseal it: shares that were given twice wouldn't count.",
                open(s, pod, "POST", "/v1/sys/unseal", "{\"reset\":true}"),
                Questions.noProgress(s, pod.name()),
                new Undo.None("shares can't be given back: they are entered again"),
                SHORT);
    }

    /** Sees to it that a server has a store: it joins the leader. */
    static Step join(Server s, ObjectRef pod, ObjectRef leader, boolean byItself) {
        String id = "join-" + pod.name();
        Check done = Questions.initialised(s, pod.name());
        if (byItself) {
            return Step.await(
                    id,
                    pod.name() + " joins",
                    "Its configuration says retry_join: it finds the leader by itself.",
                    done,
                    Duration.ofMinutes(3));
        }
        String address = s.address(Server.ordinal(leader.name()));
        return request(
                id,
                pod.name() + " joins " + leader.name(),
                "Its configuration has no retry_join.",
                open(
                        s,
                        pod,
                        "POST",
                        "/v1/sys/storage/raft/join",
                        Json.text(Tree.of("leader_api_addr", address, "retry", true))),
                done,
                new Undo.None("a server that has joined is taken away by the runbook scale"),
                Duration.ofMinutes(2));
    }

    /** A step by HTTP that may be repeated: its probe tells whether it is done. */
    static Step request(
            String id, String title, String why, Action.Http action, Check done, Undo undo, Duration deadline) {
        return new Step(
                id, title, why, action, List.of(), done, done, undo, Effect.IDEMPOTENT, deadline, false, List.of());
    }
}

package io.millwright.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.millwright.engine.browse.ApiCall;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs in to one API server by what its context says: certificates, tokens, credential plugin, impersonation. */
final class Login {
    /** A plugin may have to ask its own server, or wait for a person at a browser. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static final int CONNECT_MILLIS = 3000;

    private final KubeContext context;
    private final KubeOptions options;
    private final Problems problems;

    /**
     * A client that is logged in.
     *
     * @param until when the credentials end, where that is known
     */
    record Session(HttpClient client, Optional<Instant> until) {
        boolean endedAt(Instant time) {
            return until.isPresent() && time.isAfter(until.get());
        }
    }

    Login(KubeContext context, KubeOptions options, Problems problems) {
        this.context = context;
        this.options = options;
        this.problems = problems;
    }

    Session session(String attempted) {
        Resource login = context.login();
        Optional<Instant> until = Optional.empty();
        try {
            if (context.credentialPlugin().isPresent()) {
                var credentials = told(attempted, new CredentialPlugin(context.cluster(), login, LONGEST));
                login = credentials.login();
                until = credentials.until();
            } else {
                login = LoginFiles.withToken(login);
            }
            Config config = config(login);
            return new Session(client(attempted, config), until);
        } catch (CredentialPlugin.Failure e) {
            throw new ProblemException(
                    problems.cluster(
                            attempted,
                            "the credential plugin "
                                    + context.credentialPlugin().orElse("") + " gave no credentials: " + e.getMessage(),
                            "Run it by hand: it may ask you to log in, or not be installed.",
                            "login"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problems.of(attempted, e);
        } catch (IOException e) {
            throw new ProblemException(unusable(attempted, e), e);
        }
    }

    /** Runs it, and tells among the calls that it ran: it is what one waits for before the first of them. */
    private CredentialPlugin.Credentials told(String attempted, CredentialPlugin plugin)
            throws CredentialPlugin.Failure, InterruptedException {
        Instant begun = Instant.now();
        boolean done = false;
        String result = "ended";
        try {
            CredentialPlugin.Credentials credentials = plugin.credentials();
            done = true;
            result = "done";
            return credentials;
        } catch (CredentialPlugin.Failure e) {
            result = e.brief();
            throw e;
        } finally {
            Duration took = Duration.between(begun, Instant.now());
            options.calls()
                    .ended(new ApiCall(
                            begun,
                            took,
                            context.name(),
                            "log in to " + attempted,
                            ApiCall.LOGIN,
                            plugin.line(),
                            result,
                            done));
        }
    }

    private Config config(Resource login) throws IOException {
        try {
            Config config = Settings.of(context, options, login);
            config.setRequestRetryBackoffLimit(0);
            config.setUserAgent(""); // the library's own would stand in the place of the run's
            config.setConnectionTimeout(CONNECT_MILLIS);
            config.setRequestTimeout((int) options.requestTimeout().toMillis());
            impersonate(config);
            return config;
        } catch (RuntimeException e) {
            // What the library says of credentials that it can't read quotes them.
            throw new IOException(e.getClass().getSimpleName(), e);
        }
    }

    /** The kubeconfig may say as whom to act, which the library passes over: the rights of the login itself may be far greater. */
    private void impersonate(Config config) {
        Resource user = context.login();
        Optional<String> as = options.asUser().or(() -> user.text("user", "as"));
        if (as.isEmpty()) {
            return;
        }
        List<String> groups = options.asUser().isPresent() ? options.asGroups() : user.texts("user", "as-groups");
        config.setImpersonateUsername(as.get());
        config.setImpersonateGroups(groups.toArray(String[]::new));
        if (options.asUser().isEmpty() && user.at("user", "as-user-extra").orElse("") instanceof Map<?, ?> extra) {
            Map<String, List<String>> extras = new LinkedHashMap<>();
            for (Object key : extra.keySet()) {
                extras.put(String.valueOf(key), user.texts("user", "as-user-extra", String.valueOf(key)));
            }
            config.setImpersonateExtras(extras);
        }
    }

    private HttpClient client(String attempted, Config config) {
        try {
            return Tls.builder(config).build();
        } catch (RuntimeException | IOException | GeneralSecurityException e) {
            throw new ProblemException(
                    problems.cluster(
                            attempted,
                            "the certificates of this context can't be used: " + cause(e),
                            "Check certificate-authority, client-certificate and client-key in the kubeconfig.",
                            "tls"),
                    e);
        }
    }

    private static String cause(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    private Problem unusable(String attempted, IOException e) {
        return problems.cluster(
                attempted,
                "the login of this context can't be used: " + e.getClass().getSimpleName(),
                "Check the user " + context.userName() + " in the kubeconfig.",
                "login");
    }
}

package io.millwright.kube;

import io.fabric8.kubernetes.client.Config;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A context in the client library's form. Set entry by entry: reading a kubeconfig with the library's own parser loads 600 classes of its
 * model and costs a third of the time to the first answer.
 */
final class Settings {
    private Settings() {}

    static Config of(KubeContext context, KubeOptions options, Resource login) throws IOException {
        if (login.at("user", "auth-provider").isPresent()) {
            // Logins of the old kind, which the library knows how to renew.
            return Config.fromKubeconfig(context.contents(login));
        }
        Config config = Config.empty();
        Resource cluster = context.cluster();
        config.setMasterUrl(context.server());
        // HTTP/2 brings nothing over a few connections to one server, and its classes cost a tenth of a second at the
        // start.
        config.setHttp2Disable(true);
        config.setNamespace(context.namespace());
        boolean insecure = cluster.flag("cluster", "insecure-skip-tls-verify").orElse(false);
        config.setTrustCerts(insecure);
        config.setDisableHostnameVerification(insecure);
        set(cluster, "certificate-authority", "cluster", config::setCaCertFile);
        set(cluster, "certificate-authority-data", "cluster", config::setCaCertData);
        set(cluster, "tls-server-name", "cluster", config::setTlsServerName);
        proxy(context, options, config);
        set(login, "client-certificate", "user", config::setClientCertFile);
        set(login, "client-certificate-data", "user", config::setClientCertData);
        set(login, "client-key", "user", config::setClientKeyFile);
        set(login, "client-key-data", "user", config::setClientKeyData);
        set(login, "token", "user", config::setOauthToken);
        set(login, "username", "user", config::setUsername);
        set(login, "password", "user", config::setPassword);
        config.setClientKeyAlgo(ClientKey.algorithm(config.getClientKeyData(), config.getClientKeyFile())
                .orElseGet(() -> Config.getKeyAlgorithm(config.getClientKeyFile(), config.getClientKeyData())));
        return config;
    }

    /** The context's own proxy, else the environment's, which never stands between the program and its own machine. */
    private static void proxy(KubeContext context, KubeOptions options, Config config) {
        Optional<String> own = context.cluster().text("cluster", "proxy-url").filter(p -> !p.isEmpty());
        if (own.isPresent()) {
            config.setHttpsProxy(own.get());
            config.setHttpProxy(own.get());
            return;
        }
        String host =
                Optional.ofNullable(URI.create(context.server()).getHost()).orElse("");
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return;
        }
        options.variable("HTTPS_PROXY").map(Settings::address).ifPresent(config::setHttpsProxy);
        options.variable("HTTP_PROXY").map(Settings::address).ifPresent(config::setHttpProxy);
        options.variable("NO_PROXY").map(n -> n.strip().split("\\s*,\\s*")).ifPresent(config::setNoProxy);
    }

    private static String address(String proxy) {
        return proxy.contains("://") ? proxy : "http://" + proxy;
    }

    private static void set(Resource entry, String what, String section, Consumer<String> setting) {
        Optional<String> value = entry.text(section, what).filter(v -> !v.isEmpty());
        value.ifPresent(setting);
    }
}

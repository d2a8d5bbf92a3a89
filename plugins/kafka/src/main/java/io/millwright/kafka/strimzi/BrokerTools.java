package io.millwright.kafka.strimzi;

import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.util.List;

/**
 * Kafka's own command-line tools, run in a broker's pod. They log in on the replication listener with the broker's own certificate, which is there
 * in every cluster whatever its listeners are; the broker reads it itself, so that no key is in a command.
 */
public final class BrokerTools {
    /** The replication listener. */
    public static final int REPLICATION_PORT = 9091;

    private BrokerTools() {}

    /** How clients in that pod log in. The provider reads the Secrets with the pod's own rights. */
    public static String login(KafkaCluster c, String pod) {
        return """
                security.protocol=SSL
                config.providers=strimzisecrets
                config.providers.strimzisecrets.class=io.strimzi.kafka.KubernetesSecretConfigProvider
                ssl.keystore.type=PEM
                ssl.keystore.certificate.chain=${strimzisecrets:%1$s/%2$s:%2$s.crt}
                ssl.keystore.key=${strimzisecrets:%1$s/%2$s:%2$s.key}
                ssl.truststore.type=PEM
                ssl.truststore.certificates=${strimzisecrets:%1$s/%3$s-trustbundle:cluster-ca.crt}
                """.formatted(c.namespace(), pod, c.name());
    }

    /** Where clients in a pod find the brokers: that name is in the certificates, {@code localhost} isn't. */
    public static String bootstrap(KafkaCluster c) {
        return c.name() + "-kafka-bootstrap." + c.namespace() + ".svc:" + REPLICATION_PORT;
    }

    /**
     * A script in that pod. {@code $B} in it is the bootstrap server, {@code $K} the file with the login.
     *
     * @param script lines of bash, which end at the first failure
     */
    public static Action.Exec run(KafkaCluster c, String pod, String script) {
        String whole = """
                set -euo pipefail
                B=%s
                K=$(mktemp)
                trap 'rm -f "$K"' EXIT
                cat > "$K" <<'LOGIN'
                %sLOGIN
                %s
                """.formatted(bootstrap(c), login(c, pod), script);
        return new Action.Exec(ObjectRef.of(Kind.POD, c.namespace(), pod), "kafka", List.of("/bin/bash", "-c", whole));
    }
}

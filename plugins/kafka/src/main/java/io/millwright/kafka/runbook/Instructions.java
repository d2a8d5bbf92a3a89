package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.spi.ObjectRef;

/** What a person does with an authority's key and certificate: with kubectl, so that a key passes nothing else. */
final class Instructions {
    private static final String OWN_MANAGER = "own-authority";

    private Instructions() {}

    /** How a new certificate, and the key where there is a new one, takes the former one's place, which is kept. */
    static String put(Successor s) {
        Authority a = s.authority();
        StringBuilder text = new StringBuilder("""
                The operator leaves this Kafka alone until the plan goes on. Have ready, in PEM: new.crt, the certificate; should another authority
                have signed it, the chain, with the root last.\
                """);
        text.append(
                s.newKey()
                        ? " And new.key, its key, not encrypted. Another name than the former one's: %s.\n"
                                .formatted(s.former().subject())
                        : " It has the key and the name of the former one: %s.\n"
                                .formatted(s.former().subject()));
        text.append("Keep the former certificate").append(s.newKey() ? ", still trusted, and its key:\n" : ":\n");
        text.append(moved("copy", s, Authority.CERTIFICATE, kept(s)));
        if (s.newKey()) {
            text.append(moved("copy", s, Authority.KEY, Authority.FORMER_KEY));
        }
        text.append("Put the new ").append(s.newKey() ? "key and certificate in:\n" : "certificate in:\n");
        if (s.newKey()) {
            text.append(filled(s, a.key(), Authority.KEY, "new.key"));
        }
        text.append(filled(s, a.certificate(), Authority.CERTIFICATE, "new.crt"));
        if (s.secret().textMap("data").containsKey("ca.p12")) {
            text.append(
                    "ca.p12 and ca.password of that Secret stay those of the former one: replace them for clients that read them.\n");
        }
        return text.toString().stripTrailing();
    }

    /** How the former one takes its place again. */
    static String back(Successor s) {
        return ("If you have put something new in, put the former back:\n"
                        + moved("move", s, kept(s), Authority.CERTIFICATE)
                        + (s.newKey() ? moved("move", s, Authority.FORMER_KEY, Authority.KEY) : ""))
                .stripTrailing();
    }

    private static String kept(Successor s) {
        return s.newKey() ? Authority.formerKey(s.former().ends()) : Authority.FORMER_CERTIFICATE;
    }

    /** The API server does it by itself: the value goes nowhere. */
    private static String moved(String how, Successor s, String from, String to) {
        ObjectRef secret = from.startsWith(Authority.KEY)
                ? s.authority().key()
                : s.authority().certificate();
        return "  %s patch secret %s --type=json -p '[{\"op\":\"%s\",\"from\":\"/data/%s\",\"path\":\"/data/%s\"}]'\n"
                .formatted(kubectl(s, secret), secret.name(), how, from, to);
    }

    private static String filled(Successor s, ObjectRef secret, String key, String file) {
        return "  %1$s create secret generic %2$s --from-file=%3$s=%4$s --dry-run=client -o yaml | %1$s apply --server-side --force-conflicts --field-manager=%5$s -f -\n"
                .formatted(kubectl(s, secret), secret.name(), key, file, OWN_MANAGER);
    }

    private static String kubectl(Successor s, ObjectRef secret) {
        return "kubectl --context '" + s.context() + "' -n " + secret.namespace();
    }
}

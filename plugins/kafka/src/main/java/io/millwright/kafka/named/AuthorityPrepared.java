package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.SigningKey;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An authority that a person brings is ready to be used: its chain is whole and in order, it is valid for long enough, the key is its own, and
 * it fits the one that it follows. The key is looked at and never told.
 */
final class AuthorityPrepared implements NamedCheck {
    /** What ends sooner isn't worth the restarts. */
    private static final Duration SHORTEST = Duration.ofDays(60);

    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "") + "-" + arguments.getOrDefault("authority", "");
        ObjectRef there = ObjectRef.of(Kind.SECRET, namespace, name + "-cert");
        ObjectRef keyed = ObjectRef.of(Kind.SECRET, namespace, name);
        Optional<Resource> certificate = view.get(there);
        Optional<Resource> key = view.get(keyed);
        if (certificate.isEmpty() || key.isEmpty()) {
            return answer.not("Secret " + (certificate.isEmpty() ? there : keyed).name() + " is not there");
        }
        Optional<Chain> chain = Chain.of(certificate.get(), Authority.CERTIFICATE);
        if (chain.isEmpty()) {
            return answer.not("Secret " + there.name() + " holds no certificate under " + Authority.CERTIFICATE);
        }
        Chain authority = chain.get();
        answer.saw("subject", there, "data[ca.crt] subject", authority.subject())
                .saw("ends", there, "data[ca.crt] notAfter", authority.ends());
        if (authority.fingerprint().equals(arguments.get("former"))) {
            return answer.not("the former certificate is still there alone");
        }
        Optional<String> unfit = authority.unfit(view.now());
        if (unfit.isPresent()) {
            return answer.not(unfit.get());
        }
        if (authority.ends().isBefore(view.now().plus(SHORTEST))) {
            return answer.not(authority.subject() + " ends within " + SHORTEST.toDays() + " days");
        }
        Optional<String> foreign = SigningKey.unfit(key.get(), Authority.KEY, authority.first());
        if (foreign.isPresent()) {
            return answer.not("Secret " + keyed.name() + ": " + foreign.get());
        }
        Optional<String> unlike =
                arguments.containsKey("former") ? following(authority, certificate.get(), arguments) : Optional.empty();
        return unlike.map(answer::not)
                .orElseGet(() -> answer.holds(authority.subject() + " until " + authority.ends() + ", with its key"));
    }

    /** Why it can't follow the authority of that fingerprint. */
    private static Optional<String> following(Chain authority, Resource secret, Map<String, String> arguments) {
        String former = arguments.getOrDefault("former", "");
        boolean newKey = arguments.getOrDefault("new-key", "").equals("true");
        List<String> kept = newKey ? Authority.trustedFormer(secret) : List.of(Authority.FORMER_CERTIFICATE);
        Optional<Chain> before = kept.stream()
                .flatMap(k -> Chain.of(secret, k).stream())
                .filter(c -> c.fingerprint().equals(former))
                .findFirst();
        if (before.isEmpty()) {
            return Optional.of("the former certificate isn't kept beside the new one"
                    + (newKey ? ": nodes would refuse each other while they restart" : ""));
        }
        boolean sameKey =
                authority.first().getPublicKey().equals(before.get().first().getPublicKey());
        boolean sameName = authority.subject().equals(before.get().subject());
        if (newKey) {
            return sameKey || sameName
                    ? Optional.of(
                            sameKey
                                    ? "the new certificate has the former one's key"
                                    : "the new certificate has the former one's name: two of one name confuse clients")
                    : Optional.empty();
        }
        return sameKey && sameName
                ? Optional.empty()
                : Optional.of("the new certificate has another " + (sameKey ? "name" : "key")
                        + " than the former one: what that one has signed would be refused");
    }
}

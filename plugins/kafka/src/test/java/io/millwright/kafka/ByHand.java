package io.millwright.kafka;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Place;

/** What a plan tells a person to do with the Secrets of an authority. */
final class ByHand {
    private ByHand() {}

    /** Another certificate with another key; the former ones are kept. */
    static void replaced(Place place, Authority authority, String certificate, String key) {
        place.change(
                authority.key(),
                s -> s.with(s.text("data", Authority.KEY).orElseThrow(), "data", Authority.FORMER_KEY)
                        .with(key, "data", Authority.KEY));
        place.change(
                authority.certificate(),
                s -> former(s, Authority.formerKey(present(s).ends()))
                        .with(certificate, "data", Authority.CERTIFICATE));
    }

    /** A newer certificate of the same key. */
    static void renewed(Place place, Authority authority, String certificate) {
        place.change(
                authority.certificate(),
                s -> former(s, Authority.FORMER_CERTIFICATE).with(certificate, "data", Authority.CERTIFICATE));
    }

    /** The former certificate and key take their places again. */
    static void takenBack(Place place, Authority authority) {
        place.change(
                authority.key(),
                s -> s.with(s.text("data", Authority.FORMER_KEY).orElseThrow(), "data", Authority.KEY)
                        .without("data", Authority.FORMER_KEY));
        place.change(authority.certificate(), s -> {
            String kept = Authority.trustedFormer(s).getFirst();
            return s.with(s.text("data", kept).orElseThrow(), "data", Authority.CERTIFICATE)
                    .without("data", kept);
        });
    }

    private static Resource former(Resource secret, String key) {
        return secret.with(secret.text("data", Authority.CERTIFICATE).orElseThrow(), "data", key);
    }

    private static Chain present(Resource secret) {
        return Chain.of(secret, Authority.CERTIFICATE).orElseThrow();
    }
}

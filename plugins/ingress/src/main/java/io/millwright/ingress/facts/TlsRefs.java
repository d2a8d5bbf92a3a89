package io.millwright.ingress.facts;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;

/** The Secrets that a listener serves. */
public final class TlsRefs {
    private TlsRefs() {}

    /** Those of a Gateway's listener; a reference without a namespace is in the Gateway's. */
    public static List<ObjectRef> of(Resource listener, String namespace) {
        return listener.items("tls", "certificateRefs").stream()
                .filter(r -> r.text("kind").orElse("Secret").equals("Secret"))
                .map(r -> ObjectRef.of(
                        Kind.SECRET,
                        r.text("namespace").orElse(namespace),
                        r.text("name").orElse("")))
                .toList();
    }
}

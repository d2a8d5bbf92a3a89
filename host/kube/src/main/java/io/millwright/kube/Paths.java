package io.millwright.kube;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;

/** The API server's addresses of things. */
final class Paths {
    private Paths() {}

    /** The version's root: {@code /apis/apps/v1}, {@code /api/v1}. */
    static String version(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    /** All objects of a kind, in one namespace when one is given. */
    static String collection(Kind kind, String namespace) {
        return version(kind.apiVersion())
                + (kind.namespaced() && !namespace.isEmpty() ? "/namespaces/" + Call.encode(namespace) : "")
                + "/" + kind.plural();
    }

    static String object(ObjectRef ref) {
        return collection(ref.kind(), ref.namespace()) + "/" + Call.encode(ref.name());
    }

    static String proxy(ObjectRef podOrService, String scheme, int port, String path) {
        return object(podOrService.kind(), podOrService.namespace())
                + Call.encode(scheme + ":" + podOrService.name() + ":" + port)
                + "/proxy"
                + (path.startsWith("/") ? path : "/" + path);
    }

    private static String object(Kind kind, String namespace) {
        return collection(kind, namespace) + "/";
    }
}

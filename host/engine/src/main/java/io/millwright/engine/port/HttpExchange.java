package io.millwright.engine.port;

import io.millwright.spi.ObjectRef;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a pod or service, with its secrets in place: lives as long as the request, and is never written anywhere.
 *
 * @param direct through a port-forward to the pod rather than through the API server's proxy
 * @param headers beyond those that the transport sets
 * @param text what is sent, unless {@code file} is
 * @param file what is sent, from the disk
 * @param saveTo where the answer's body goes when its status is 2xx; such an answer's body isn't given back
 */
public record HttpExchange(
        ObjectRef podOrService,
        String scheme,
        int port,
        String method,
        String path,
        boolean direct,
        Map<String, String> headers,
        String text,
        Optional<Path> file,
        Optional<Path> saveTo) {
    public HttpExchange {
        headers = Map.copyOf(new LinkedHashMap<>(headers));
    }

    /** A GET. */
    public static HttpExchange get(
            ObjectRef podOrService, String scheme, int port, String path, Map<String, String> headers) {
        return new HttpExchange(
                podOrService, scheme, port, "GET", path, true, headers, "", Optional.empty(), Optional.empty());
    }

    /** What is attempted, without anything secret. */
    public String attempted() {
        String where = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        return method + " " + where + " of " + podOrService.display() + " port " + port;
    }

    /** Without headers and text, which may be secret. */
    @Override
    public String toString() {
        return attempted();
    }
}

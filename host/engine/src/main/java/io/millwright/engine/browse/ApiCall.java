package io.millwright.engine.browse;

import java.time.Duration;
import java.time.Instant;

/**
 * A call to an API server that has ended. Nothing of what was sent or answered is in it, which may be secret.
 *
 * @param at when it began
 * @param took until its answer was there; of an answer that comes bit by bit, until it began
 * @param context the kubeconfig context
 * @param attempted what it was for, in words that finish "could not ..."
 * @param method {@code GET}, or what stands in its place for what isn't one request: {@link #HELM}, {@link #LOGIN}
 * @param path path and query; the line that somebody would type for what isn't one request
 * @param result the HTTP status, or why there is none
 * @param ok whether it did what it was for
 */
public record ApiCall(
        Instant at,
        Duration took,
        String context,
        String attempted,
        String method,
        String path,
        String result,
        boolean ok) {
    /** A command of Helm's, which makes many requests. */
    public static final String HELM = "HELM";

    /** A credential plugin that was started. */
    public static final String LOGIN = "LOGIN";
}

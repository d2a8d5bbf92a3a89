package io.millwright.spi;

/**
 * How a request proves who asks. Names where the secret is and never holds it: the host reads it at the moment of the request, and forgets it.
 * A request with a login goes through a port-forward that the host opens and closes, since the API server's proxy takes
 * {@code Authorization} away and would see the secret.
 */
public sealed interface Login {
    /** HTTP Basic: a user's name, and the password under that key of a Secret. */
    record Basic(String user, ObjectRef secret, String key) implements Login {}

    /** A header whose value is a prefix ({@code "Bearer "}, or empty) and the text under that key of a Secret. */
    record Token(String header, String prefix, ObjectRef secret, String key) implements Login {}

    /** A header whose value is a prefix and what the operator answered to the run's {@link Action.Input} of that parameter. */
    record Answered(String header, String prefix, String parameter) implements Login {}
}

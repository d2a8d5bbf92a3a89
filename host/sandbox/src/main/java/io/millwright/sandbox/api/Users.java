package io.millwright.sandbox.api;

/** Who a token stands for: the sandbox takes any token, and its text is the user's name where it looks like one. */
final class Users {
    private static final String ADMIN = "sandbox:admin";

    private Users() {}

    static String of(String token) {
        return token.matches("[a-z0-9][a-z0-9:@._-]{0,200}") ? token : ADMIN;
    }

    static String ofHeader(String authorization) {
        return authorization.startsWith("Bearer ")
                ? of(authorization.substring("Bearer ".length()).trim())
                : ADMIN;
    }
}

package io.millwright.app;

/** What this build is. A constant, not a resource: {@code millwright version} must answer before anything is opened. */
public final class Version {
    /** Of the program, as in the root pom. */
    public static final String PROGRAM = "0.1.0-SNAPSHOT";

    /** Of the plugin contract in {@code host/spi}: a plugin's {@code Millwright-Spi} is judged against it. */
    public static final String CONTRACT = "0.1.0";

    private Version() {}
}

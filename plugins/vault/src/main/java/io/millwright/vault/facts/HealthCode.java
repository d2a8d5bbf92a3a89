package io.millwright.vault.facts;

import io.millwright.spi.Severity;

/** What the status of {@code GET /v1/sys/health} says. A sealed server is asked to answer 230, since 503 is also the API server's own. */
public enum HealthCode {
    ACTIVE(200, Severity.OK, "active"),
    STANDBY(429, Severity.OK, "standby"),
    DR_SECONDARY(472, Severity.INFO, "secondary for disaster recovery: it serves nobody"),
    PERFORMANCE_STANDBY(473, Severity.OK, "performance standby"),
    CUT_OFF(474, Severity.DEGRADED, "standby that can't reach the active server"),
    UNINITIALISED(501, Severity.WARNING, "not initialised"),
    SEALED(230, Severity.CRITICAL, "sealed"),
    REMOVED(530, Severity.CRITICAL, "removed from its cluster"),
    UNMAPPED(0, Severity.UNKNOWN, "unknown here");

    /** What is asked, with the code that a sealed server is to give. */
    public static final String PATH = "/v1/sys/health?sealedcode=230";

    private final int code;
    private final Severity severity;
    private final String meaning;

    HealthCode(int code, Severity severity, String meaning) {
        this.code = code;
        this.severity = severity;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public Severity severity() {
        return severity;
    }

    public String meaning() {
        return meaning;
    }

    public static HealthCode of(int code) {
        for (HealthCode known : values()) {
            if (known.code == code && known != UNMAPPED) {
                return known;
            }
        }
        return UNMAPPED;
    }
}

package io.millwright.spi;

/** How bad, in ascending order: the worst of several is the greatest. The signs are the same on every screen and in the documents. */
public enum Severity {
    /** Every mandatory signal was read, is recent and good. */
    OK("●", "OK"),
    /** Worth knowing, nothing to do. */
    INFO("i", "Info"),
    /** Redundancy or margin reduced, or it will break within the horizon. */
    WARNING("▲", "Warning"),
    /** Could not be read, is too old, or there is no rule for it. Never shown green. */
    UNKNOWN("◌", "Unknown"),
    /** Reduced service, or no tolerance for one more failure. */
    DEGRADED("◆", "Degraded"),
    /** The service is down for its users, or data is at risk now. */
    CRITICAL("✖", "Critical");

    private final String sign;
    private final String word;

    Severity(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    public String sign() {
        return sign;
    }

    public String word() {
        return word;
    }

    public Severity worst(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

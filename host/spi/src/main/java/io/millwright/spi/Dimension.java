package io.millwright.spi;

/** The sides of an instance's health. */
public enum Dimension {
    AVAILABILITY("Availability"),
    DURABILITY("Durability"),
    CAPACITY("Capacity"),
    SECURITY("Security"),
    CURRENCY("Currency"),
    CONFIGURATION("Configuration");

    private final String word;

    Dimension(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}

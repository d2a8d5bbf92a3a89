package io.millwright.spi;

/** How dangerous, in ascending order. The same class has the same gesture everywhere. */
public enum Danger {
    /** Nothing is lost and it can be taken back: Enter on the preview. */
    REVERSIBLE("Reversible"),
    /** The service is reduced for a while: the plan is read to its end, then {@code y}. */
    DISRUPTIVE("Disruptive"),
    /** Something is taken away that has to be made again: the name is typed. */
    DESTRUCTIVE("Destructive"),
    /** Data is lost for good: name and context are typed, with a reason. */
    DATA_LOSS("Data loss");

    private final String word;

    Danger(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}

package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListPaceTest {
    private final ListPace pace = new ListPace();

    /** How many more begin while so many are waiting. */
    private int begin(int waiting) {
        int began = 0;
        while (waiting > began && pace.mayBegin(waiting - began)) {
            pace.began();
            began++;
        }
        return began;
    }

    private int afterOneOf(Duration time, int waiting) {
        assertThat(begin(waiting + 1)).isEqualTo(1);
        pace.took(time);
        return begin(waiting);
    }

    @Test
    void theFirstIsReadAlone() {
        assertThat(begin(100)).isEqualTo(1);
        assertThat(pace.underWay()).isEqualTo(1);
    }

    @Test
    void aNearServerIsAskedOnTheConnectionThatIsThere() {
        assertThat(afterOneOf(Duration.ofMillis(5), 27)).isEqualTo(1);
    }

    @Test
    void thousandsAreAskedForManyAtOnceOfANearOneToo() {
        assertThat(afterOneOf(Duration.ofMillis(5), 2_000)).isEqualTo(8);
    }

    @Test
    void aFarOneIsAskedForManyAtOnce() {
        assertThat(afterOneOf(Duration.ofMillis(60), 27)).isEqualTo(7);
    }

    @Test
    void aFirstOneThatSaidLittleIsCorrectedByTheNext() {
        assertThat(afterOneOf(Duration.ofMillis(1), 50)).isEqualTo(1);

        pace.took(Duration.ofMillis(59));

        assertThat(begin(49)).isEqualTo(7);
    }

    @Test
    void whatIsLateHoldsNothingUp() {
        assertThat(begin(1)).isEqualTo(1);

        pace.nothingCame();

        assertThat(begin(1)).isEqualTo(1);
        pace.took(Duration.ofMillis(1));
        assertThat(begin(1)).isEqualTo(1);
        assertThat(pace.underWay()).isEqualTo(2);
    }
}

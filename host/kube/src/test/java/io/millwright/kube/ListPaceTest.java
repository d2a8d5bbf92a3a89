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
    void aFarOneIsAskedForMoreWithEachAnswer() {
        assertThat(afterOneOf(Duration.ofMillis(160), 27)).isEqualTo(2);
        pace.took(Duration.ofMillis(160));
        assertThat(begin(25)).isEqualTo(2);
        pace.took(Duration.ofMillis(160));
        assertThat(begin(23)).isEqualTo(2);
        assertThat(pace.underWay()).isEqualTo(4);
    }

    @Test
    void theFirstAnswerOfAProgramThatHasJustBegunSaysNothingYet() {
        assertThat(afterOneOf(Duration.ofMillis(90), 27)).isEqualTo(1);

        pace.took(Duration.ofMillis(90));

        assertThat(begin(26)).isEqualTo(3);
    }

    @Test
    void neverMoreThanEight() {
        for (int i = 0; i < 20; i++) {
            begin(2_000);
            pace.took(Duration.ofMillis(5));
        }
        begin(2_000);

        assertThat(pace.underWay()).isEqualTo(8);
    }

    @Test
    void aFirstAnswerThatTookLongIsCorrectedByTheNext() {
        assertThat(afterOneOf(Duration.ofMillis(190), 27)).isEqualTo(2);

        pace.took(Duration.ofMillis(4));

        assertThat(begin(25)).isZero();
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

package io.millwright.sandbox.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void readsBinaryAndDecimalUnits() {
        assertThat(Quantity.whole("2Gi")).isEqualTo(2L << 30);
        assertThat(Quantity.whole("1.5k")).isEqualTo(1500);
        assertThat(Quantity.milli("250m")).isEqualTo(250);
        assertThat(Quantity.milli("2")).isEqualTo(2000);
    }

    @Test
    void countsWhatIsNoQuantityAsNothing() {
        assertThat(Quantity.whole("much")).isZero();
        assertThat(Quantity.whole("")).isZero();
    }

    @Test
    void roundsSharesAsRollingUpdatesDo() {
        assertThat(Quantity.share("25%", 3, true)).isEqualTo(1);
        assertThat(Quantity.share("25%", 3, false)).isZero();
        assertThat(Quantity.share("2", 3, false)).isEqualTo(2);
    }
}

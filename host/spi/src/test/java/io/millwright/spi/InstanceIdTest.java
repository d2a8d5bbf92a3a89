package io.millwright.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstanceIdTest {
    @Test
    void whatIsInNoNamespaceIsNamedWithoutOne() {
        assertThat(new InstanceId("objects", "eu-1", "", "node-1").display()).isEqualTo("objects node-1 on eu-1");
        assertThat(new InstanceId("postgres", "eu-1", "db", "orders").display())
                .isEqualTo("postgres db/orders on eu-1");
    }
}

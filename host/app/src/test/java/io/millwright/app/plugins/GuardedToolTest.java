package io.millwright.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.HealthCheck;
import io.millwright.spi.Listing;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Runbook;
import io.millwright.spi.Simulator;
import io.millwright.spi.Tool;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between host and plugin hands every method on: a default of the contract must never answer in a plugin's place. */
class GuardedToolTest {
    @ParameterizedTest
    @ValueSource(
            classes = {Tool.class, Listing.class, HealthCheck.class, Runbook.class, NamedCheck.class, Simulator.class})
    void everyMethodOfTheContractIsHandedOn(Class<?> contract) {
        List<Class<?>> guards = Stream.concat(
                        Stream.<Class<?>>of(GuardedTool.class), Stream.of(GuardedTool.class.getDeclaredClasses()))
                .filter(contract::isAssignableFrom)
                .toList();
        assertThat(guards).hasSize(1);
        assertThat(Stream.of(contract.getDeclaredMethods())
                        .filter(m -> !m.isSynthetic() && !Modifier.isStatic(m.getModifiers()))
                        .filter(m -> !declares(guards.getFirst(), m)))
                .isEmpty();
    }

    private static boolean declares(Class<?> guard, Method method) {
        return Stream.of(guard.getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(method.getName())
                        && List.of(m.getParameterTypes()).equals(List.of(method.getParameterTypes())));
    }
}

package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator asks of a runbook. The host has validated every input against its {@link Parameter} and filled in defaults.
 *
 * @param token short lower-case text, unique to this plan: part of every name that the plan creates, so that doing a step twice makes one
 *     object
 * @param target the instance to act on; empty for runbooks that make something new
 * @param namespace where something new is made
 * @param inputs parameter id to value
 * @param contents the texts of {@link Parameter.Type.Document} inputs, by parameter id
 */
public record Request(
        String token,
        Optional<Instance> target,
        String namespace,
        Map<String, String> inputs,
        Map<String, String> contents) {
    public Request {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
    }

    /** The value of that parameter; empty text when it has none. */
    public String input(String id) {
        return inputs.getOrDefault(id, "");
    }

    /** The value of a number parameter. The host has seen to it that it is one. */
    public long number(String id) {
        return Long.parseLong(input(id));
    }

    /** The value of a yes-or-no parameter. */
    public boolean yes(String id) {
        return input(id).equals("true");
    }

    /** The target, for runbooks that have one. */
    public Instance instance() {
        return target.orElseThrow(() -> new IllegalStateException("this runbook was asked for without a target"));
    }
}

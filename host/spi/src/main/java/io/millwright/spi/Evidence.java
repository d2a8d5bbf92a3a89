package io.millwright.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * What was seen where. Never holds a secret's value.
 *
 * @param what in words: {@code newest Backup completed}
 * @param object the object it was read from, where there is one
 * @param field the field, query or path: {@code status.stoppedAt}
 * @param value what it said
 * @param at when it was read
 */
public record Evidence(String what, Optional<ObjectRef> object, String field, String value, Instant at) {}

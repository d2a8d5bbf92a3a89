package io.millwright.app.page;

import io.millwright.engine.inspect.Inspection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which objects are read for the detail beside a list: the one under the cursor once it rests, then its neighbours while nothing else is
 * to be done. One at a time, so that holding a key down asks a cluster for nothing.
 *
 * @param wanted the object under the cursor; empty for none
 * @param rested how many beats the cursor has rested
 * @param pending what is being read
 * @param quick whether the last answer came so fast that one may ask for what perhaps nobody wants
 * @param known the newest last
 */
record Reading(
        Optional<Detail.OfObject> wanted,
        int rested,
        Optional<Pending> pending,
        boolean quick,
        Map<ObjectAsk, Seen> known) {
    static final Reading NOTHING = new Reading(Optional.empty(), 0, Optional.empty(), false, Map.of());

    /** The time between two beats while something is to be read. */
    static final Duration BEAT = Duration.ofMillis(100);

    /** So many beats the cursor must rest. */
    private static final int RESTS = 2;

    /** An answer within so many beats is a quick one. */
    private static final int QUICK = 3;

    /** After so many beats it is said that one waits. */
    private static final int PATIENCE = 2;

    private static final Duration OLD = Duration.ofSeconds(15);

    /** The object, its neighbours, and those that one has just come from. */
    private static final int KEPT = 6;

    Reading {
        known = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /**
     * An object is being read.
     *
     * @param number by which the answer is known; one that comes late for another isn't for this
     * @param waited beats
     */
    record Pending(long number, Detail.OfObject what, int waited) {}

    /**
     * An object that was read.
     *
     * @param state what the list said of it when it was asked for; empty for a neighbour, of which the list said nothing to go by
     */
    record Seen(Answer<Inspection> answer, Optional<Object> state) {}

    /** What was read of the object under the cursor. */
    Optional<Answer<Inspection>> seen() {
        return wanted.flatMap(w -> Optional.ofNullable(known.get(w.ask()))).map(Seen::answer);
    }

    /** The cursor is on that object now; what is being read for another row is of no use any more. */
    Reading wanting(Detail.OfObject now) {
        if (wanted.filter(now::equals).isPresent()) {
            return this;
        }
        Optional<Pending> still = pending.filter(p -> p.what().ask().equals(now.ask()));
        return new Reading(Optional.of(now), 0, still, quick, known);
    }

    /** Whether the object under the cursor has to be read, anew where it has changed or what is known is old. */
    private boolean isDue(Instant now) {
        return wanted.filter(w -> pending.isEmpty())
                .filter(w -> Optional.ofNullable(known.get(w.ask()))
                        .filter(s -> s.state().map(w.state()::equals).orElse(true))
                        .filter(s -> Duration.between(s.answer().at(), now).compareTo(OLD) < 0)
                        .isEmpty())
                .isPresent();
    }

    /** A neighbour that may be read: nothing else is to be done, and the cluster answers quickly. */
    private Optional<Detail.OfObject> spare(Instant now) {
        return pending.isPresent() || !quick || isDue(now)
                ? Optional.empty()
                : wanted.stream()
                        .flatMap(w -> w.neighbours().stream())
                        .filter(n -> !known.containsKey(n))
                        .map(n -> new Detail.OfObject(n, "", List.of()))
                        .findFirst();
    }

    /** Whether it has something to do at the next beat. */
    boolean isBusy(Instant now) {
        return pending.isPresent() || isDue(now) || spare(now).isPresent();
    }

    /** One beat later. */
    Reading beat() {
        return new Reading(
                wanted,
                Math.min(RESTS, rested + 1),
                pending.map(p -> new Pending(p.number(), p.what(), p.waited() + 1)),
                quick,
                known);
    }

    /** Whether the cursor has rested long enough to read something. */
    boolean hasRested() {
        return rested >= RESTS;
    }

    /** What is to be read next, when it is time. */
    Optional<Detail.OfObject> next(Instant now) {
        if (!hasRested()) {
            return Optional.empty();
        }
        return isDue(now) ? wanted : spare(now);
    }

    Reading asking(long number, Detail.OfObject what) {
        return new Reading(wanted, rested, Optional.of(new Pending(number, what, 0)), quick, known);
    }

    /** How long the user has waited for the object under the cursor, once that is worth a word. */
    Optional<Duration> waiting() {
        return pending.filter(
                        p -> wanted.filter(w -> w.ask().equals(p.what().ask())).isPresent())
                .filter(p -> p.waited() >= PATIENCE)
                .map(p -> BEAT.multipliedBy(p.waited()));
    }

    /** With an answer. What was known before stays where the object can't be read any more. */
    Reading answered(Pending asked, Answer<Inspection> answer) {
        ObjectAsk ask = asked.what().ask();
        Map<ObjectAsk, Seen> more = new LinkedHashMap<>(known);
        Optional<Seen> before = Optional.ofNullable(more.remove(ask));
        boolean isWanted = wanted.filter(w -> w.ask().equals(ask)).isPresent();
        Answer<Inspection> now = answer.value().isPresent()
                ? answer
                : new Answer<>(before.flatMap(s -> s.answer().value()), answer.problem(), answer.at());
        more.put(ask, new Seen(now, isWanted ? Optional.of(asked.what().state()) : Optional.empty()));
        List<ObjectAsk> oldest = new ArrayList<>(more.keySet());
        oldest.subList(0, Math.max(0, oldest.size() - KEPT)).forEach(more::remove);
        return new Reading(wanted, rested, Optional.empty(), asked.waited() < QUICK, more);
    }
}

package io.millwright.kit.health;

import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finding being put together. One thread. */
public final class FindingDraft {
    private final HealthCheck.Info info;
    private final Severity severity;
    private final String title;
    private final Instant now;
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Remedy> remedies = new ArrayList<>();
    private String id;
    private String impact = "";
    private Optional<String> cause = Optional.empty();
    private Optional<Instant> since = Optional.empty();

    public FindingDraft(HealthCheck.Info info, Severity severity, String title, Instant now) {
        this.info = info;
        this.severity = severity;
        this.title = title;
        this.now = now;
        this.id = info.id();
    }

    /** Which of several things the check says: {@code missing} makes {@code postgres.backup.schedule.missing}. */
    public FindingDraft suffix(String suffix) {
        id = info.id() + "." + suffix;
        return this;
    }

    public FindingDraft impact(String sentence) {
        impact = sentence;
        return this;
    }

    public FindingDraft saw(String what, ObjectRef object, String field, Object value) {
        evidence.add(new Evidence(what, Optional.of(object.anyIncarnation()), field, String.valueOf(value), now));
        return this;
    }

    public FindingDraft compared(String what, String field, Object value) {
        evidence.add(new Evidence(what, Optional.empty(), field, String.valueOf(value), now));
        return this;
    }

    public FindingDraft cause(String text) {
        cause = text.isBlank() ? Optional.empty() : Optional.of(text);
        return this;
    }

    public FindingDraft since(Optional<Instant> when) {
        since = when;
        return this;
    }

    public FindingDraft run(String title, String runbook, Map<String, String> inputs) {
        remedies.add(new Remedy.Run(title, runbook, inputs));
        return this;
    }

    public FindingDraft manual(String title, String text) {
        remedies.add(new Remedy.Manual(title, text));
        return this;
    }

    /** Without a remedy so far, says so. */
    public Finding build() {
        return new Finding(
                id,
                severity,
                info.dimension(),
                title,
                impact,
                evidence,
                cause,
                remedies.isEmpty() ? List.of(Remedy.NONE_KNOWN) : remedies,
                since);
    }
}

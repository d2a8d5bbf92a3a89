package io.millwright.vault.facts;

import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.Optional;

/** What the reasons of External Secrets' Ready conditions mean. */
public enum Reason {
    SECRET_SYNCED("SecretSynced", Severity.OK, "synchronised"),
    SECRET_SYNCED_ERROR("SecretSyncedError", Severity.WARNING, "can't be synchronised"),
    SECRET_DELETED("SecretDeleted", Severity.WARNING, "was deleted because the source is gone"),
    SECRET_MISSING("SecretMissing", Severity.WARNING, "the target isn't there, and this policy doesn't make it"),
    RESOURCE_SYNCED("ResourceSynced", Severity.OK, "synchronised"),
    RESOURCE_SYNCED_ERROR("ResourceSyncedError", Severity.WARNING, "can't be synchronised"),
    RESOURCE_DELETED("ResourceDeleted", Severity.WARNING, "was deleted because the source is gone"),
    RESOURCE_MISSING("ResourceMissing", Severity.WARNING, "the target isn't there, and this policy doesn't make it"),
    VALID("Valid", Severity.OK, "validated"),
    INVALID_STORE("InvalidStoreConfiguration", Severity.CRITICAL, "the store's own fields contradict each other"),
    INVALID_PROVIDER(
            "InvalidProviderConfig",
            Severity.CRITICAL,
            "the provider refuses, or can't be reached with these settings"),
    VALIDATION_FAILED("ValidationFailed", Severity.CRITICAL, "the provider's check failed"),
    VALIDATION_UNKNOWN("ValidationUnknown", Severity.OK, "this provider can't be checked beforehand"),
    STORE_UNMAINTAINED("StoreUnmaintained", Severity.WARNING, "nobody maintains this provider any more"),
    STORE_DEPRECATED("StoreDeprecated", Severity.WARNING, "this provider will be removed"),
    SYNCED("Synced", Severity.OK, "pushed"),
    ERRORED("Errored", Severity.WARNING, "can't be pushed"),
    SOURCE_DELETED("SourceDeleted", Severity.WARNING, "the source Secret is gone"),
    /** Not yet looked at by its controller. */
    NONE("", Severity.INFO, "not yet looked at"),
    UNMAPPED("?", Severity.UNKNOWN, "unknown here");

    private final String word;
    private final Severity severity;
    private final String meaning;

    Reason(String word, Severity severity, String meaning) {
        this.word = word;
        this.severity = severity;
        this.meaning = meaning;
    }

    public String word() {
        return word;
    }

    public Severity severity() {
        return severity;
    }

    public String meaning() {
        return meaning;
    }

    public static Reason of(String word) {
        for (Reason reason : values()) {
            if (reason.word.equals(word)) {
                return reason;
            }
        }
        return UNMAPPED;
    }

    /** That of the object's condition Ready. */
    public static Reason of(Resource object) {
        return of(condition(object).flatMap(c -> c.text("reason")).orElse(""));
    }

    public static Optional<Resource> condition(Resource object) {
        return object.condition("Ready");
    }

    public static String message(Resource object) {
        return condition(object).flatMap(c -> c.text("message")).orElse("");
    }
}

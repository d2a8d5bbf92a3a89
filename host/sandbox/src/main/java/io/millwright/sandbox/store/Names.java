package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.FieldError;
import io.millwright.spi.Kind;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for names, as upstream has them by kind. */
final class Names {
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern LABEL_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    /** Kinds whose names are path segments only. */
    private static final Set<String> FREE = Set.of("roles", "clusterroles", "rolebindings", "clusterrolebindings");

    private final SecureRandom random = new SecureRandom();

    /** Five random characters, as upstream appends to {@code generateName}. */
    String suffix() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    static Optional<FieldError> check(Kind kind, String name) {
        if (FREE.contains(kind.plural())) {
            return name.contains("/") || name.contains("%")
                    ? Optional.of(FieldError.invalid("metadata.name", name, "may not contain '/'"))
                    : Optional.empty();
        }
        if (kind.equals(Kind.NAMESPACE)) {
            return label("metadata.name", name);
        }
        if (kind.equals(Kind.SERVICE)) {
            return LABEL_1035.matcher(name).matches() && name.length() <= 63
                    ? Optional.empty()
                    : Optional.of(FieldError.invalid("metadata.name", name, LABEL_1035_WORDS));
        }
        return SUBDOMAIN.matcher(name).matches() && name.length() <= 253
                ? Optional.empty()
                : Optional.of(FieldError.invalid("metadata.name", name, SUBDOMAIN_WORDS));
    }

    static Optional<FieldError> label(String field, String name) {
        return LABEL.matcher(name).matches() && name.length() <= 63
                ? Optional.empty()
                : Optional.of(FieldError.invalid(field, name, LABEL_WORDS));
    }

    static Optional<FieldError> labelValue(String field, String value) {
        return LABEL_VALUE.matcher(value).matches() && value.length() <= 63
                ? Optional.empty()
                : Optional.of(FieldError.invalid(field, value, LABEL_VALUE_WORDS));
    }

    private static final String SUBDOMAIN_WORDS =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with"
                    + " an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL_WORDS =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an"
                    + " alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String LABEL_1035_WORDS =
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end"
                    + " with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is"
                    + " '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private static final String LABEL_VALUE_WORDS =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                    + " an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is"
                    + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
}

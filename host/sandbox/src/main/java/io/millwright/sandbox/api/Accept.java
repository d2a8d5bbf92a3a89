package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import java.util.Locale;
import java.util.Map;

/** The form that a client wants its answer in. */
enum Accept {
    OBJECT,
    TABLE,
    PARTIAL,
    DISCOVERY;

    /** The first form of the header that this server has. */
    static Accept of(String header) {
        if (header.isBlank()) {
            return OBJECT;
        }
        for (String part : header.split(",")) {
            String clean = part.replace(" ", "").toLowerCase(Locale.ROOT);
            String type = clean.split(";")[0];
            boolean json = type.equals("application/json") || type.equals("*/*") || type.equals("application/*");
            if (!json) {
                continue;
            }
            if (clean.contains("as=table")) {
                return TABLE;
            }
            if (clean.contains("as=partialobjectmetadata")) {
                return PARTIAL;
            }
            if (clean.contains("as=apigroupdiscoverylist")) {
                if (clean.contains("v=v2") && !clean.contains("v=v2beta1")) {
                    return DISCOVERY;
                }
                continue;
            }
            return OBJECT;
        }
        throw new ApiError(
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io",
                Map.of());
    }
}

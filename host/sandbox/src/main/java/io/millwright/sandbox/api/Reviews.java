package io.millwright.sandbox.api;

import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Who am I, and what may I: kinds that are answered and not stored. */
final class Reviews {
    /** apiVersion, kind, plural of what is served. */
    record Served(String group, String kind, String plural, boolean namespaced) {}

    static final List<Served> SERVED = List.of(
            new Served("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", false),
            new Served("authentication.k8s.io", "TokenReview", "tokenreviews", false),
            new Served("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews", true),
            new Served("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false),
            new Served("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false),
            new Served("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews", false));

    private final Denials denials;

    Reviews(Denials denials) {
        this.denials = denials;
    }

    static boolean serves(String group, String plural) {
        return SERVED.stream()
                .anyMatch(s -> s.group().equals(group) && s.plural().equals(plural));
    }

    void answer(Call call, String user, String group, String plural) throws IOException {
        if (!call.method().equals("POST")) {
            throw ApiError.methodNotAllowed();
        }
        Tree review = Tree.over(Tree.copy(Bodies.read(call)));
        Served served = SERVED.stream()
                .filter(s -> s.plural().equals(plural))
                .findFirst()
                .orElseThrow(ApiError::noSuchResource);
        review.put(served.kind(), "kind").put(group + "/v1", "apiVersion");
        review.make("metadata");
        switch (plural) {
            case "selfsubjectreviews" -> {
                review.put(user, "status", "userInfo", "username");
                review.put(List.of("system:masters", "system:authenticated"), "status", "userInfo", "groups");
            }
            case "tokenreviews" -> {
                review.put(true, "status", "authenticated");
                review.put(Users.of(review.text("spec", "token")), "status", "user", "username");
            }
            case "selfsubjectrulesreviews" -> {
                review.put(
                        List.of(Map.of("verbs", List.of("*"), "apiGroups", List.of("*"), "resources", List.of("*"))),
                        "status",
                        "resourceRules");
                review.put(
                        List.of(Map.of("verbs", List.of("*"), "nonResourceURLs", List.of("*"))),
                        "status",
                        "nonResourceRules");
                review.put(false, "status", "incomplete");
            }
            default -> access(review, review.has("spec", "user") ? review.text("spec", "user") : user);
        }
        call.json(201, review.resource());
    }

    private void access(Tree review, String user) {
        boolean allowed = review.child("spec", "resourceAttributes")
                .map(a -> denials.allows(
                        user,
                        a.text("verb"),
                        a.text("group"),
                        a.text("resource") + (a.text("subresource").isEmpty() ? "" : "/" + a.text("subresource"))))
                .orElse(true);
        review.put(allowed, "status", "allowed");
        if (!allowed) {
            review.put("denied by a rule of this sandbox", "status", "reason");
        }
    }
}

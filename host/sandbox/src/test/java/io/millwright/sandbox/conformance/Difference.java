package io.millwright.sandbox.conformance;

import java.util.List;

/**
 * What the sandbox does otherwise than a real API server, and why that is accepted. Everything else that differs is a fault.
 *
 * @param subject what it is about
 * @param sandbox what the sandbox does
 * @param why why that is so
 */
record Difference(String subject, String sandbox, String why) {
    static final List<Difference> ACCEPTED = List.of(
            new Difference(
                    "CEL rules",
                    "x-kubernetes-validations and ValidatingAdmissionPolicies are stored and not evaluated",
                    "an evaluator of CEL would be larger than the rest of the sandbox; plans are checked on the lab"),
            new Difference(
                    "webhooks",
                    "admission and conversion webhooks are never called",
                    "nothing runs in simulated pods that could answer; simulators imitate what matters"),
            new Difference(
                    "API versions",
                    "stable versions of built-in kinds only, no events.k8s.io, autoscaling/v1, certificates or resource.k8s.io",
                    "no supported tool reads the others"),
            new Difference(
                    "versions of custom kinds",
                    "converted by changing apiVersion, whatever strategy the definition names",
                    "see webhooks"),
            new Difference(
                    "validation of built-in kinds",
                    "types, unknown fields, required parts, selectors and immutable fields; not each of upstream's rules",
                    "the others are met by no plan; wrong plans are found on the lab"),
            new Difference(
                    "managedFields",
                    "defaults that the server fills in belong to nobody",
                    "it can only lead to fewer conflicts about defaulted fields"),
            new Difference(
                    "exec, attach, port-forward",
                    "over web sockets, answered by the tools' simulators; attach, SPDY and programs that nobody simulates: 501",
                    "simulated containers run no processes"),
            new Difference(
                    "access control",
                    "everything is allowed but what a test denies; roles and bindings are stored only",
                    "the sandbox has one user"),
            new Difference(
                    "old OpenAPI document",
                    "/openapi/v2 is valid and empty, and never protobuf",
                    "clients of the last three years read /openapi/v3"),
            new Difference("answers", "JSON only; protobuf is read and not written", "every client takes JSON"),
            new Difference(
                    "quotas, limit ranges, priority, service account tokens, pod security",
                    "stored, not enforced",
                    "no runbook depends on them"));
}

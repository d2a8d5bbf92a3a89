package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes pods from the {@code spec.template} of their owner. */
final class PodTemplate {
    private PodTemplate() {}

    /** A pod of that name with the template's labels, annotations and spec, further labels, and the owner as controller. */
    static Resource pod(Resource owner, String name, Map<String, String> moreLabels) {
        return pod(owner, new Resource(Owners.tree(owner, "spec", "template")), name, moreLabels);
    }

    static Resource pod(Resource owner, Resource template, String name, Map<String, String> moreLabels) {
        Map<String, String> labels = new LinkedHashMap<>(template.textMap("metadata", "labels"));
        labels.putAll(moreLabels);
        Resource pod = Resource.of(Kind.POD, owner.namespace(), name, Fields.of("spec", Owners.tree(template, "spec")));
        Map<String, String> annotations = template.textMap("metadata", "annotations");
        if (!annotations.isEmpty()) {
            pod = pod.with(annotations, "metadata", "annotations");
        }
        return pod.with(labels, "metadata", "labels")
                .with(List.of(Owners.controllerReference(owner)), "metadata", "ownerReferences");
    }
}

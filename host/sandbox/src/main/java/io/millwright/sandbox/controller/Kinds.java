package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;

/** Kinds that only the built-in controllers need. */
final class Kinds {
    static final Kind CONTROLLER_REVISION = Kind.of("apps", "v1", "ControllerRevision", "controllerrevisions");
    static final Kind ENDPOINTS = Kind.core("Endpoints", "endpoints", true);
    static final Kind ENDPOINT_SLICE = Kind.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

    private Kinds() {}
}

package io.millwright.ingress.facts;

import io.millwright.spi.Kind;
import java.util.List;

/** Kinds, labels, annotations and fixed names of all that brings traffic into a cluster. */
public final class Names {
    public static final String TOOL = "ingress";
    /** Components. */
    public static final String NGINX = "ingress-nginx";

    public static final String ENVOY = "envoy-gateway";
    public static final String GATEWAY_COMPONENT = "gateway";
    public static final String DNS = "external-dns";
    public static final String GATEWAY_API = "gateway-api";

    private static final String NETWORKING = "networking.k8s.io";
    private static final String GATEWAYS = "gateway.networking.k8s.io";

    public static final Kind INGRESS = Kind.of(NETWORKING, "v1", "Ingress", "ingresses");
    public static final Kind INGRESS_CLASS = new Kind(NETWORKING, "v1", "IngressClass", "ingressclasses", false);
    public static final Kind ENDPOINT_SLICE = Kind.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");
    public static final Kind AUTOSCALER =
            Kind.of("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers");
    public static final Kind GATEWAY_CLASS = new Kind(GATEWAYS, "v1", "GatewayClass", "gatewayclasses", false);
    public static final Kind GATEWAY = Kind.of(GATEWAYS, "v1", "Gateway", "gateways");
    public static final Kind HTTP_ROUTE = Kind.of(GATEWAYS, "v1", "HTTPRoute", "httproutes");
    public static final Kind GRPC_ROUTE = Kind.of(GATEWAYS, "v1", "GRPCRoute", "grpcroutes");
    public static final Kind TLS_ROUTE = Kind.of(GATEWAYS, "v1", "TLSRoute", "tlsroutes");
    public static final Kind REFERENCE_GRANT = Kind.of(GATEWAYS, "v1beta1", "ReferenceGrant", "referencegrants");
    public static final Kind ENVOY_PROXY = Kind.of("gateway.envoyproxy.io", "v1alpha1", "EnvoyProxy", "envoyproxies");

    /** The kinds of routes that are looked at. */
    public static final List<Kind> ROUTES = List.of(HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE);
    /** The definitions without which Envoy Gateway doesn't work, by name. */
    public static final List<String> ESSENTIAL_DEFINITIONS =
            List.of(definition(GATEWAY_CLASS), definition(GATEWAY), definition(HTTP_ROUTE), definition(ENVOY_PROXY));

    public static final String NAME_LABEL = "app.kubernetes.io/name";
    public static final String COMPONENT_LABEL = "app.kubernetes.io/component";
    public static final String ENVOY_LABEL = "control-plane";
    public static final String OWNING_GATEWAY = "gateway.envoyproxy.io/owning-gateway-name";
    public static final String OWNING_GATEWAY_NAMESPACE = "gateway.envoyproxy.io/owning-gateway-namespace";
    public static final String BUNDLE_VERSION = "gateway.networking.k8s.io/bundle-version";
    public static final String CHANNEL = "gateway.networking.k8s.io/channel";
    public static final String SERVICE_NAME = "kubernetes.io/service-name";
    public static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
    public static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";
    public static final String NGINX_PREFIX = "nginx.ingress.kubernetes.io/";
    public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    public static final String NGINX_CONTROLLER = "k8s.io/ingress-nginx";
    public static final String ENVOY_CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";
    public static final String WEBHOOK = "validate.nginx.ingress.kubernetes.io";

    /** Ports: metrics and health of ingress-nginx; of an Envoy proxy's readiness; metrics of external-dns. */
    public static final int NGINX_PORT = 10254;

    public static final int PROXY_PORT = 19003;
    public static final int DNS_PORT = 7979;

    private Names() {}

    /** {@code gateways.gateway.networking.k8s.io}. */
    public static String definition(Kind kind) {
        return kind.plural() + "." + kind.group();
    }
}

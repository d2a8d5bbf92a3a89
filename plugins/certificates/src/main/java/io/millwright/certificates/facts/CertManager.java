package io.millwright.certificates.facts;

import io.millwright.spi.Kind;
import java.util.List;

/** The names that cert-manager and trust-manager go by. */
public final class CertManager {
    public static final String TOOL = "certificates";
    /** The component that this plugin finds: the controller with its webhook and its injector. */
    public static final String OPERATOR = "operator";

    private static final String GROUP = "cert-manager.io";
    private static final String ACME = "acme.cert-manager.io";

    public static final Kind CERTIFICATE = Kind.of(GROUP, "v1", "Certificate", "certificates");
    public static final Kind REQUEST = Kind.of(GROUP, "v1", "CertificateRequest", "certificaterequests");
    public static final Kind ISSUER = Kind.of(GROUP, "v1", "Issuer", "issuers");
    public static final Kind CLUSTER_ISSUER = new Kind(GROUP, "v1", "ClusterIssuer", "clusterissuers", false);
    public static final Kind ORDER = Kind.of(ACME, "v1", "Order", "orders");
    public static final Kind CHALLENGE = Kind.of(ACME, "v1", "Challenge", "challenges");
    /** trust-manager's bundle of roots. */
    public static final Kind BUNDLE = new Kind("trust.cert-manager.io", "v1alpha1", "Bundle", "bundles", false);

    /** Every kind of cert-manager's own. */
    public static final List<Kind> KINDS = List.of(CERTIFICATE, REQUEST, ISSUER, CLUSTER_ISSUER, ORDER, CHALLENGE);

    public static final String CERTIFICATE_NAME = "cert-manager.io/certificate-name";
    public static final String ISSUER_NAME = "cert-manager.io/issuer-name";
    public static final String ISSUER_KIND = "cert-manager.io/issuer-kind";
    public static final String COMMON_NAME = "cert-manager.io/common-name";
    public static final String ALT_NAMES = "cert-manager.io/alt-names";
    public static final String REVISION = "cert-manager.io/certificate-revision";
    /** Of a Secret of an issuer: which Secret holds the authority that the webhook uses. */
    public static final String INJECT_SECRET = "cert-manager.io/inject-ca-from-secret";

    public static final String VERSION_LABEL = "app.kubernetes.io/version";
    /** On ConfigMaps with the public certificate of a root that clients shall trust; the trust bundle selects by it. */
    public static final String ROOT_LABEL = "millwright.io/trusted-root";
    /** On ConfigMaps with kept issuers and certificates. */
    public static final String BACKUP_LABEL = "millwright.io/certificates-backup";

    private CertManager() {}

    /** {@code certificates.cert-manager.io}. */
    public static String definition(Kind kind) {
        return kind.resourceName();
    }
}

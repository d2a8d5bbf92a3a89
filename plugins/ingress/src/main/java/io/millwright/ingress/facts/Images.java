package io.millwright.ingress.facts;

/** Reads the names of images. */
public final class Images {
    private Images() {}

    /** The image without tag and digest: {@code registry.k8s.io/ingress-nginx/controller}. */
    public static String path(String image) {
        String withoutDigest = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = withoutDigest.indexOf(':', withoutDigest.lastIndexOf('/') + 1);
        return colon < 0 ? withoutDigest : withoutDigest.substring(0, colon);
    }
}

package io.millwright.postgres.runbook;

/** What an operand image's tag says beside the version. */
final class Images {
    private Images() {}

    /** What follows the version in the tag, such as {@code -system-trixie}; empty for a tag that is a version alone. */
    static String suffix(String image) {
        String tag = image.substring(image.lastIndexOf(':') + 1);
        String withoutDigest = tag.contains("@") ? tag.substring(0, tag.indexOf('@')) : tag;
        int dash = withoutDigest.indexOf('-');
        return dash < 0 ? "" : withoutDigest.substring(dash);
    }

    /** The name of the distribution's release, which decides how texts are sorted; empty when the tag doesn't tell. */
    static String distribution(String image) {
        String suffix = suffix(image);
        return suffix.substring(suffix.lastIndexOf('-') + 1);
    }

    /** The same image in another version. */
    static String in(String image, String version) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        return (colon < 0 ? name : name.substring(0, colon)) + ":" + version + suffix(name);
    }
}

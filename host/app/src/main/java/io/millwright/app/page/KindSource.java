package io.millwright.app.page;

/**
 * One of the lists that a page of objects is made of.
 *
 * @param part which of those of the cluster: the word for its kind where there are several, else empty
 */
record KindSource(String context, String part) {
    // By hand, because Java makes a record's own at their first use, before the first picture.
    @Override
    public boolean equals(Object other) {
        return other instanceof KindSource s && s.context.equals(context) && s.part.equals(part);
    }

    @Override
    public int hashCode() {
        return 31 * context.hashCode() + part.hashCode();
    }
}

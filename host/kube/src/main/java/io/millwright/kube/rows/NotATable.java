package io.millwright.kube.rows;

import java.io.IOException;

/** The server answered with another form than a Table: it can't print this kind. */
public final class NotATable extends IOException {
    private static final long serialVersionUID = 1L;

    NotATable(String kind) {
        super("the server answered with " + (kind.isEmpty() ? "an object without a kind" : kind)
                + " instead of a Table");
    }
}

package io.millwright.postgres.runbook;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;

/** What is asked of storage classes. */
final class StorageClasses {
    private StorageClasses() {}

    /** Refuses one that isn't there; empty stands for the default. */
    static void require(String name, ClusterView view) {
        if (!name.isEmpty()
                && view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", name)).isEmpty()) {
            throw new ProblemException(Problem.user(
                    "choose the storage class",
                    "StorageClass " + name,
                    "it doesn't exist",
                    "See kubectl get storageclass, or leave it empty."));
        }
    }
}

package io.millwright.postgres.cnpg;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;

/** Finds the operator, whoever installed it. */
public final class CnpgOperators {
    private CnpgOperators() {}

    /** Every Deployment of the operator in the cluster. */
    public static List<Resource> deployments(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.labelled("", Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME));
    }
}

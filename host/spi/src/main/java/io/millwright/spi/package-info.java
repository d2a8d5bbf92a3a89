/**
 * The contract between Millwright and the plugins that know one platform tool each. Plugins describe, the host does: a plugin reads
 * through a {@link io.millwright.spi.ClusterView} and returns values; only the host changes a cluster.
 *
 * <p>Glossary, in order of dependency; one word has one meaning in the whole project.
 *
 * <dl>
 *   <dt>Cluster <dd>one Kubernetes API server, named by the kubeconfig context that reaches it; identified by the UID of {@code kube-system}.
 *   <dt>Tool <dd>one platform tool as operators name it (PostgreSQL by CloudNativePG); a plugin owns exactly one.
 *   <dt>Instance <dd>one installed copy of a tool: {@code postgres db/orders on eu-1}.
 *   <dt>Finding <dd>one statement about the health of an instance, with evidence, impact and remedy.
 *   <dt>Runbook <dd>a named procedure with typed parameters.
 *   <dt>Plan <dd>a runbook with every value resolved for one target: frozen, shown, approved, serialisable without the plugin.
 *   <dt>Step <dd>one part of a plan: an action, the check that tells whether it is already true, the check that proves it done, its undo.
 *   <dt>Run <dd>one execution of a plan, journalled.
 *   <dt>Check <dd>a question about a cluster with three answers: holds, doesn't hold, can't tell.
 * </dl>
 */
@NullMarked
package io.millwright.spi;

import org.jspecify.annotations.NullMarked;

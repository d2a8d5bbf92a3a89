/** What the plugin knows of CloudNativePG: kinds, names, phases, releases, and how to read a Cluster and its instances. */
@NullMarked
package io.millwright.postgres.cnpg;

import org.jspecify.annotations.NullMarked;

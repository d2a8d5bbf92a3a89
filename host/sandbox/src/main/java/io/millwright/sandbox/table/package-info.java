/** Rows and columns as the API server prints them for kubectl get. */
@NullMarked
package io.millwright.sandbox.table;

import org.jspecify.annotations.NullMarked;
